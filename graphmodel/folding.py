"""Texts as searches compare them, and the words in them; the one place where that is decided for Python.

``folded`` in ``viz/page/src/data/search.js`` says the same to the page; ``tests/support/folded.json`` holds both to it.
"""

import re
import unicodedata
from functools import cache

_ACCENTS = re.compile(
    "["
    "\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"  # of Latin, Greek, Cyrillic, signs
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew points
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"  # Arabic vowel signs
    "\ufe00-\ufe0f"  # which form of a sign to show
    "]+"
)
_ASCII_WORD = re.compile(r"\w+", re.ASCII)


def folded(text: str) -> str:
    """A text without case and accents, in one Unicode form.

    Accents are the marks of Latin, Greek and Cyrillic letters, Hebrew points and Arabic vowel signs, which many people
    leave out. Other marks stay: the vowel signs of Devanagari, or the voicing of kana, make another word. The dotless i
    becomes an i, because both have the same capital.
    """
    if text.isascii():
        return text.lower()
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold()
    return unicodedata.normalize("NFC", plain.replace("ı", "i"))


def word_pattern(text: str) -> re.Pattern[str]:
    """What finds the words of a text: letters and digits with their marks."""
    return _ASCII_WORD if text.isascii() else _marked_word()


@cache
def _marked_word() -> re.Pattern[str]:
    """One word with its marks, which many scripts write as signs of their own."""
    marks = "".join(chr(sign) for sign in range(0x300, 0x20000) if unicodedata.category(chr(sign))[0] == "M")
    return re.compile(rf"\w[\w{marks}\u200c\u200d]*")
