"""Tells the words that a cell of a framework matrix quotes from the summary around them."""

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from graphmodel.coded_project import Words
from graphmodel_loaders.framework.words import JOINING

_CLOSERS = {
    "“": "”",
    "„": "“”",
    "”": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    '"': '"',
    "‘": "’",
    "‚": "‘’",
    "'": "'",
}
"""What closes each mark that opens a quotation."""
_MARK = re.compile(f"[{''.join(_CLOSERS)}]")
_MARK_OR_BREAK = re.compile(f"[{''.join({*_CLOSERS, *''.join(_CLOSERS.values())})}\n]")
_SINGLE = "‘‚'"
_SHORTEST_SINGLE = 3
"""Characters in single marks from which on they are a quotation, not the ``'n'`` of ``rock 'n' roll``."""
_BEFORE = re.compile(r"[\s(\[{/:;,.\-–—…]")
_DECADE = re.compile(r"\d0s")
_ELISION = re.compile(r"(?:em|til|tis|twas|cause|bout|n)\b", re.IGNORECASE)
_UNIT = r"(?:pp?|pages?|ll?|lines?|para(?:graph)?s?|[SZ]|Seiten?|Zeilen?|lignes?|t|time)"
_TIME = r"#?(?:\d{1,2}:)?\d{1,3}:\d\d(?:[.,]\d{1,3})?#?"
_PLACE = rf"(?:{_TIME}|{_UNIT}\.?\s*\d+)"
_REFERENCE = re.compile(rf"\s*[(\[]\s*({_PLACE}(?:\s*[,;/–-]\s*(?:{_PLACE}|\d+)){{0,8}})\s*[)\]]", re.IGNORECASE)
"""Where words are: ``(p. 3, l. 12-14)``, ``[12:34]``."""
_REFERENCE_BEFORE = re.compile(rf"\s*[(\[]\s*({_TIME})\s*[)\]]\s*[:–—-]?\s*$")
"""A time just before a quotation, as transcripts have it."""
_NEAR = 30
"""Characters before a quotation in which such a time is looked for."""
_EDGES = " \t\n:;,–—-"


@dataclass(frozen=True)
class SplitCell:
    """A cell taken apart.

    Attributes:
        summary: the text outside quotations.
        words: the quotations, each with its page, line or time.
        is_open: whether a mark opens a quotation that nothing closes; its text stays in the summary.
    """

    summary: str
    words: tuple[Words, ...]
    is_open: bool = False


def take_apart(text: str, italics: Sequence[str] = ()) -> SplitCell:
    """The summary and the quotations of a cell.

    Quotations stand in straight, curly, single, low or angled marks, or in italics. An apostrophe quotes nothing. What
    stands in brackets behind a quotation and names a page, a line or a time is where the words are; so is a time before
    it.

    Args:
        text: the cell.
        italics: its passages in italics, in their order.
    """
    spans, is_open = _marked(text)
    spans = _with_italics(text, spans, italics)
    kept: list[str] = []
    words: list[Words] = []
    end = 0
    for start, stop, quoted in spans:
        reference = _REFERENCE.match(text, stop)
        before = None if reference else _REFERENCE_BEFORE.search(text, max(end, start - _NEAR), start)
        kept.append(text[end : before.start() if before else start])
        found = reference or before
        words.append(Words(quoted, span=found[1].strip() if found else ""))
        end = reference.end() if reference else stop
    kept.append(text[end:])
    return SplitCell(_tidy("\n" if "\n" in text else " ", kept) if words else text, tuple(words), is_open)


def quotes(text: str) -> bool:
    """Whether a text has a quotation."""
    return bool(_marked(text)[0])


def _marked(text: str) -> tuple[list[tuple[int, int, str]], bool]:
    """Start, end and words of each quotation in marks; whether one has no end."""
    spans = []
    is_open = False
    never_closed: set[str] = set()
    place = 0
    while found := _MARK.search(text, place):
        place, mark = found.start(), found[0]
        if mark in never_closed or not _opens(text, place):
            place += 1
            continue
        stop, is_last = _closing(text, place)
        if is_last:
            never_closed.add(mark)
        if stop:
            quoted = text[place + 1 : stop].strip()
            if quoted and not (mark in _SINGLE and len(quoted) < _SHORTEST_SINGLE):
                spans.append((place, stop + 1, quoted))
            place = stop + 1
        else:
            is_open = is_open or mark not in _SINGLE
            place += 1
    return spans, is_open


def _opens(text: str, place: int) -> bool:
    """Whether a mark stands where a quotation begins."""
    after = text[place + 1 : place + 6]
    if not after:
        return False
    mark = text[place]
    before = place == 0 or _BEFORE.match(text[place - 1])
    if mark in "»›”":  # these close in other languages
        return bool(before) and not after[0].isspace()
    if mark in "«‹„“「":
        return True
    if mark == "'" and (_DECADE.match(after) or _ELISION.match(after)):
        return False
    return bool(before) and not after[0].isspace()


def _closing(text: str, opening: int) -> tuple[int, bool]:
    """The place of the mark that closes a quotation, 0 if there is none; and whether none comes later either."""
    mark = text[opening]
    closers = _CLOSERS[mark]
    found = 0
    for match in _MARK_OR_BREAK.finditer(text, opening + 1):
        place, sign = match.start(), match[0]
        if mark not in _SINGLE:
            if sign in closers and not (sign == '"' and _opens(text, place)):
                return place, False
            continue
        # A plural's apostrophe (commissioners') looks like an end: the last one before the next quotation counts.
        if (sign == "\n" and found) or (sign == mark and (found or mark != "'") and _opens(text, place)):
            return found, False
        if sign in closers and not text[place - 1].isspace() and not text[place + 1 : place + 2].isalnum():
            found = place
    return found, not found


def _with_italics(text: str, spans: list[tuple[int, int, str]], italics: Sequence[str]) -> list[tuple[int, int, str]]:
    """The spans and those in italics that are in none of them."""
    place = 0
    found = list(spans)
    starts = [start for start, _, _ in spans]
    for run in italics:
        start = text.find(run, place)
        if start < 0:
            continue
        place = start + len(run)
        before = bisect(starts, start) - 1
        inside = (before >= 0 and start < spans[before][1]) or (before + 1 < len(spans) and starts[before + 1] < place)
        quoted = run.strip(" \t\n")
        if not inside and any(sign.isalnum() for sign in quoted):
            found.append((start, place, quoted))
    return sorted(found)


def _joins(part: str) -> bool:
    """Whether a part between quotations only joins them: *and*, *but also*."""
    return " ".join(re.sub(r"[^\w\s]", "", part).lower().split()) in JOINING


def _without_join(part: str, *, at_end: bool) -> str:
    """A part without the *and* beside a quotation that is at one end of the whole."""
    words = part.split(" ")
    while len(words) > 1 and _joins(words[-1 if at_end else 0]):
        del words[-1 if at_end else 0]
    return " ".join(words).strip(_EDGES)


def _tidy(between: str, parts: Sequence[str]) -> str:
    """The parts of a summary as one text, without the signs that only stood around quotations."""
    stripped = [re.sub(r"[(\[]\s*$", "", part).strip(_EDGES) for part in parts]
    stripped = ["" if _joins(part) else part for part in stripped]
    filled = [place for place, part in enumerate(stripped) if any(map(str.isalnum, part))]
    if filled and filled[-1] < len(stripped) - 1:
        stripped[filled[-1]] = _without_join(stripped[filled[-1]], at_end=True)
    if filled and filled[0] > 0:
        stripped[filled[0]] = _without_join(stripped[filled[0]], at_end=False)
    stripped = [part for part in stripped if part in {".", "?", "!"} or any(map(str.isalnum, part))]
    if not any(sign.isalnum() for part in stripped for sign in part):
        return ""
    joined = re.sub(r"\s+(?=[.?!)])", "", between.join(stripped))
    joined = re.sub(r"([.?!])\.+", r"\1", joined)
    return "\n".join(line.strip() for line in joined.split("\n") if line.strip())
