"""A transcript as text with lines, and how plain text becomes one."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graphmodel.problems import StudyError
from graphmodel.wording import shown_name
from graphmodel_loaders.encoding import scan, utf8_blocks

LARGEST = 16 << 20
"""Most bytes of a transcript as text; a day of talk has less than one million."""
MOST_LINES = 200_000
"""Most lines of a transcript."""

_CUE = re.compile(r"\s*((?:\d+:)?\d+:\d\d(?:[.,]\d+)?)\s+-->\s+((?:\d+:)?\d+:\d\d(?:[.,]\d+)?)(?:\s.*)?")
_NO_CUE = re.compile(r"(?:NOTE|STYLE|REGION)\b|\d+$")
"""What begins a block that belongs to no cue: remarks, styles, a number alone."""
_BRACKETED = re.compile(r"(?:^|\n)[ \t-]*[\[(]([^\W\d_][^\[\]()\n]{1,40})[\])]:?[ \t]*(?=\n|\S)")
"""A name in brackets before the words of a cue: ``[SPEAKER_00] Hello``."""
_FIRST_TIME = re.compile(r"\d+(?::\d+){1,2}")
_MOST_CUES = 0.5
"""From this share of cues on, names in brackets are speakers and no sounds (``[Music]``)."""
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_TAG = re.compile(r"</?[^>\n]{0,200}>")
_BREAKS = re.compile("\r\n?|[\v\f\u2028\u2029]")
_TABLE_LINES = 20


@dataclass(frozen=True)
class Line:
    """A line of the text.

    Attributes:
        start, end: where it is in the text.
        begins: whether a paragraph begins with it, whatever it says.
        is_cell: whether it fills a cell of a table to the left of others, where the speaker or the time may stand.
        speaker: who says it, where the file itself tells.
        time: when it is said, where the file itself tells.
        until: when it ends.
    """

    start: int
    end: int
    begins: bool = False
    is_cell: bool = False
    speaker: str = ""
    time: str = ""
    until: str = ""


@dataclass(frozen=True)
class Remark:
    """A comment of a coder on a stretch of the text.

    Attributes:
        start, end: the stretch; equal where it is a point.
        text: what it says.
        author: who wrote it.
        when: when, in ISO 8601.
    """

    start: int
    end: int
    text: str
    author: str = ""
    when: str = ""


@dataclass(frozen=True)
class Spoken:
    """The text of a transcript.

    Attributes:
        text: all of it.
        lines: its lines that are not blank.
        remarks: comments of coders.
        cut: whether lines end where time is up, as cues of subtitles do, and not where turns end.
        faults: what to know about how it was read, a sentence each.
    """

    text: str
    lines: Sequence[Line]
    remarks: Sequence[Remark] = ()
    cut: bool = False
    faults: Sequence[str] = ()


def read_text(path: Path) -> tuple[str, list[str]]:
    """The text of a file, whatever its encoding, and what to know about how it was read.

    Raises:
        StudyError: it is too large.
    """
    name = shown_name(path)
    if path.stat().st_size > LARGEST:
        raise StudyError(f"{name} is larger than {LARGEST >> 20} MB, too large for a transcript. Split it.")
    scanned = scan(path)
    text = b"".join(utf8_blocks(path, scanned.encoding, scanned.damaged)).decode("utf-8", "replace")
    faults = []
    if scanned.damaged:
        faults.append(f"{name}: some letters are damaged. Save the file again as text in UTF-8.")
    elif scanned.encoding == "cp1252":
        faults.append(
            f"{name} is read as Windows-1252, because it is not UTF-8. Check that accented letters are right."
        )
    text = _BREAKS.sub("\n", text.removeprefix("\ufeff"))
    if text.count("\n") > MOST_LINES:
        raise StudyError(f"{name} has more than {MOST_LINES:,} lines, too many for a transcript. Split it.")
    return text, faults


def plain(text: str, faults: Sequence[str] = ()) -> Spoken:
    """The lines of plain text: blank lines stand between paragraphs; without any, each line is a paragraph."""
    lines = []
    has_blank = re.search(r"\S[^\S\n]*\n[^\S\n]*\n", text.strip()) is not None
    begins = True
    for match in re.finditer(r"[^\n]*", text):
        if not match[0].strip():
            begins = begins or bool(match[0]) or _is_blank(text, match.start())
            continue
        lines.append(Line(*match.span(), begins=begins or not has_blank))
        begins = False
    return Spoken(text, lines, faults=faults)


def subtitles(text: str, faults: Sequence[str] = ()) -> Spoken:
    """The cues of WebVTT or SubRip; each is a line, or several where several people speak in it."""
    parts: list[str] = []
    lines: list[Line] = []
    length = 0
    cues = _cues(text)
    bracketed = sum(_BRACKETED.match(payload) is not None for _, _, payload in cues)
    voice = _BRACKETED if cues and bracketed >= _MOST_CUES * len(cues) else _VOICE
    for time, until, payload in cues:
        for speaker, said in _voices(payload, voice):
            lines.append(Line(length, length + len(said), True, speaker=speaker, time=time, until=until))
            parts.append(said)
            length += len(said) + 1
    return Spoken("\n".join(parts), lines, cut=True, faults=faults)


def _cues(text: str) -> list[tuple[str, str, str]]:
    """Beginning, end and words of each cue; a block without a time goes on with the cue before it."""
    cues: list[tuple[str, str, str]] = []
    for block in re.split(r"\n[^\S\n]*\n", text):
        rows = block.strip("\n").split("\n")
        place = next((i for i, row in enumerate(rows[:2]) if "-->" in row), None)
        match = _CUE.fullmatch(rows[place]) if place is not None else None
        if match and place is not None:
            cues.append((clock(match[1]), clock(match[2]), "\n".join(rows[place + 1 :])))
        elif cues and block.strip() and not _NO_CUE.match(block.strip()):
            cues[-1] = (*cues[-1][:2], f"{cues[-1][2]}\n{block}")
    return cues


def is_table(text: str) -> bool:
    """Whether text looks like a table: most of its lines have the same number of tabs or semicolons."""
    rows = [row for row in text[: 1 << 16].split("\n") if row.strip()][:_TABLE_LINES]
    for sign in ("\t", ";", "|"):
        counts = [row.count(sign) for row in rows]
        if len(rows) > 1 and counts[0] and sum(count == counts[0] for count in counts) >= 0.8 * len(rows):
            return True
    return False


def clock(text: str) -> str:
    """The first time of a text as ``00:01:02``: hours, minutes and seconds; fractions are dropped."""
    found = _FIRST_TIME.search(text)
    parts = [int(part) for part in found[0].split(":")] if found else []
    hours, minutes, seconds = ([0] * (3 - len(parts)) + parts)[-3:]
    return f"{hours:02}:{minutes:02}:{seconds:02}"


def _voices(payload: str, voice: re.Pattern[str]) -> list[tuple[str, str]]:
    """Who says what in a cue."""
    pieces = voice.split(payload)
    said = [("", pieces[0]), *zip(pieces[1::2], pieces[2::2], strict=True)]
    cleaned = [(" ".join(html.unescape(name).split()), _words(text)) for name, text in said]
    return [(name, text) for name, text in cleaned if text]


def _words(text: str) -> str:
    said = " ".join(html.unescape(_TAG.sub("", text)).split())
    return said if any(map(str.isalnum, said)) else ""


def _is_blank(text: str, place: int) -> bool:
    """Whether a blank match stands for a blank line, and not for the end of the line before."""
    return place == 0 or text[place - 1 : place] == "\n"
