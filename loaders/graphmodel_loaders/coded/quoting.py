"""Where words stand in a document: the sentences around them, and how people find the place."""

import re
from bisect import bisect_right
from functools import lru_cache

from graphmodel.coded_project import Document, Segment, Words

_MOST_AROUND = 300
"""Characters of the sentences before and after some words."""
_END_OF_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*\s+")


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """The rest of the sentence, or else the sentence, before some words and after them; within their paragraph."""
    from_ = max(0, start - _MOST_AROUND, text.rfind("\n", 0, start) + 1)
    before = text[from_:start]
    sentences = [found.end() for found in _END_OF_SENTENCE.finditer(before.rstrip())]
    if sentences:
        before = before[sentences[-1] :]
    elif from_ and text[from_ - 1] != "\n":
        before = before[_after_first_space(before) :]
    after = text[end : end + _MOST_AROUND].partition("\n")[0]
    found = next((one for one in _END_OF_SENTENCE.finditer(after) if after[: one.start()].strip()), None)
    if found:
        after = after[: found.end()]
    elif len(after) == _MOST_AROUND:
        after = after.rpartition(" ")[0]
    return before.strip(), after.strip()


def locator_of(segment: Segment, document: Document) -> str:
    """Where a segment is, for people: ``paragraph 3, characters 120-180``."""
    parts = [segment.span] if segment.span else []
    parts += [words.span for words in segment.words if words.span]
    places = [(words.start, words.end) for words in segment.words if words.start is not None and words.end is not None]
    for start, end in places:
        if document.text is not None and not segment.span.startswith("paragraph"):
            parts.append(f"paragraph {bisect_right(_lines(document.text), start) + 1}")
        parts.append(f"characters {start}-{end}")
    return ", ".join(parts) or segment.place


def words_around(words: Words, document: Document) -> tuple[str, str]:
    """The sentences around some words; empty where the text or the place is not known."""
    if document.text is None or words.start is None or words.end is None:
        return "", ""
    return around(document.text, words.start, words.end)


def _after_first_space(text: str) -> int:
    found = re.search(r"\s", text)
    return found.end() if found else len(text)


@lru_cache(maxsize=64)
def _lines(text: str) -> list[int]:
    """Where each line but the first begins."""
    return [found.end() for found in re.finditer("\n", text)]
