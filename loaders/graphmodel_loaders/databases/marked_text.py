"""The text of a document in HTML, and where places counted in it as Taguette counts them are.

Taguette counts bytes of UTF-8 in the text, without tags; a character reference counts as its character, and CR LF as
one (``extract.py`` of Taguette and ``describePos`` of its page). A reader wants breaks between paragraphs, which have
no bytes there.
"""

import html
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_TAG = re.compile(r"""<(?:/?([A-Za-z][A-Za-z0-9]*+)|[!?])(?:[^<>"']|"[^"]*"|'[^']*')*+>""")
_LINE = re.compile(
    "address|article|blockquote|br|caption|d[dlt]|div|h[1-6]|hr|li|ol|p|pre|section|table|tbody|tfoot|thead|tr|ul"
)
_CELL = frozenset({"td", "th"})


@dataclass(frozen=True)
class MarkedText:
    """The text of a document.

    Attributes:
        text: with a line break between paragraphs and a tab between cells where the document has no space there.
    """

    text: str
    _starts: npt.NDArray[np.int64]
    _breaks: list[int]
    _size: int

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the bytes from ``start`` to ``end`` are in ``text``; None if there are none."""
        if not 0 <= start < end <= self._size:
            return None
        first, last = (int(place) for place in np.searchsorted(self._starts, [start, end]))
        if first >= last:
            return None
        return first + bisect_right(self._breaks, first), last + bisect_left(self._breaks, last)


def marked_text(source: str) -> MarkedText:
    """Read the text of a document in HTML."""
    plain: list[str] = []
    shown: list[str] = []
    breaks: list[int] = []
    number = at = 0
    waiting = last = ""
    source = source.replace("\r\n", "\n").replace("\r", "\n")

    def add(piece: str) -> None:
        nonlocal number, waiting, last
        text = html.unescape(piece)
        if not text:
            return
        if waiting and last and not last.isspace() and not text[0].isspace():
            shown.append(waiting)
            breaks.append(number)
        waiting, last = "", text[-1]
        plain.append(text)
        shown.append(text)
        number += len(text)

    for tag in _TAG.finditer(source):
        add(source[at : tag.start()])
        at = tag.end()
        name = (tag[1] or "").lower()
        if _LINE.fullmatch(name):
            waiting = "\n"
        elif name in _CELL and not waiting:
            waiting = "\t"
    add(source[at:])
    data = np.frombuffer("".join(plain).encode("utf-8", "replace"), np.uint8)
    starts = np.flatnonzero((data & 0xC0) != 0x80).astype(np.int64)
    return MarkedText("".join(shown), starts, breaks, len(data))


def letters(text: str) -> str:
    """A text without spaces and breaks, to compare two forms of it."""
    return "".join(text.split())
