"""Who speaks where in a transcript: labels at the start of turns, times, and paragraphs."""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from graphmodel_loaders.transcripts.lines import Line, Spoken, clock

_TIME = r"[\[(<#]{0,2}\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3}|-\d)?[\])>#]{0,2}"
_NAME = r"[^\W_][^\n:：\t?!;,\"“”<>\[\]{}|*#=]{0,38}?[^\s:：\t?!;,\"“”<>\[\]{}|*#=]|[^\W\d_]"
_RANGE = rf"{_TIME}(?:[ \t]*(?:-{{1,2}}>?|[–→])[ \t]*{_TIME})?"
_LABEL = re.compile(
    rf"[ \t]*(?:[*_]{{1,2}})?(?:(?P<before>{_RANGE})[ \t]*[-–|]?[ \t]*)?[\[<(]?(?P<name>{_NAME})[\]>)]?"
    rf"(?:[ \t]{{0,20}}(?P<after>{_TIME}))?[ \t]{{0,20}}(?:[*_]{{1,2}})?[ \t]{{0,20}}[:：](?!//)"
    r"(?:[*_]{1,2})?(?:[ \t]+|$|(?<=：))"
)
_HEADER = re.compile(
    rf"[ \t]*(?:[*_]{{1,2}})?(?:(?P<before>{_TIME})[ \t]+)?[\[<(]?(?P<name>{_NAME})[\]>)]?(?:[*_]{{1,2}})?"
    rf"(?:[ \t]{{1,20}}(?P<after>{_TIME}))?[ \t]*"
)
_TURNED_NAME = re.compile(rf"[ \t]*(?P<name>(?:{_NAME}), ?(?:{_NAME}))[ \t]{{2,20}}(?P<after>{_TIME})[ \t]*")
"""A name with its family name first, as Teams has it from the directory: ``Lee, Anna (Finance)  0:03``."""
_PRECISE = rf"{_TIME}|\d+:\d+:\d+\.\d+"
_CLOCK = re.compile(rf"[ \t]*(?P<time>{_PRECISE})(?:[ \t]*-->[ \t]*(?P<until>{_PRECISE}))?[ \t]*")
_STAMP = re.compile(rf"#{_TIME}#|\[{_RANGE}\]|\({_RANGE}\)")
_OF_PROGRAM = re.compile(
    r"Transcribed by (?:https?://)?(?:www\.)?[a-z]+\.(?:ai|com|io)/?|[^\n.?!]{1,80} (?:started|stopped) transcription",
    re.IGNORECASE,
)
"""Lines that Otter, Teams and others add."""
_LABELLED = 0.5
"""From this share of cues on, names before a colon are speakers even if they occur once."""
_MOST_WORDS = 5
_LONG = 600
"""Letters after which a turn in subtitles ends with the next sentence."""
_SENTENCE = re.compile(r"[.?!…。？！][\"”'’)]*$")


@dataclass(frozen=True)
class Turn:
    """A paragraph of what somebody says.

    Attributes:
        start, end: where its words are in the text.
        speaker: the label; empty if none is said.
        role: ``interviewer`` or ``respondent`` where the label says no more than that.
        time: when it begins; empty if not said.
        until: when it ends.
    """

    start: int
    end: int
    speaker: str = ""
    role: str = ""
    time: str = ""
    until: str = ""


@dataclass(frozen=True)
class Transcript:
    """A transcript with its turns.

    Attributes:
        text: its text.
        turns: who says what where in it.
        once: labels that occur once, so that they are taken for text.
        added: number of lines that the program added which wrote the transcript; they are in no turn.
    """

    text: str
    turns: Sequence[Turn]
    once: Sequence[str] = ()
    added: int = 0


def transcript_of(spoken: Spoken, listed: Collection[str] = ()) -> Transcript:
    """A transcript with its turns.

    A label is a speaker if it is listed, says a role (``Interviewer``, ``Q``, ``R1``), or occurs more than once and is
    nothing else that people write before a colon (``Note``). A paragraph without a label belongs to who spoke before.

    Args:
        spoken: the transcript.
        listed: names that are speakers even if they occur once.
    """
    known = {_key(name) for name in listed}
    added = [_OF_PROGRAM.fullmatch(spoken.text[line.start : line.end].strip()) is not None for line in spoken.lines]
    if any(added):
        kept = [line for line, is_added in zip(spoken.lines, added, strict=True) if not is_added]
        spoken = replace(spoken, lines=kept)
    labels = [_label(spoken.text, line, spoken.lines[i - 1] if i else None) for i, line in enumerate(spoken.lines)]
    counts = Counter(_key(label.name) for label in labels if label and label.name)
    headers = sum(1 for label in labels if label and label.is_timed)
    named = sum(1 for label in labels if label and label.name and _looks_like_a_name(label.name))
    are_labelled = spoken.cut and named >= _LABELLED * len(labels)

    def is_speaker(label: "_Label") -> bool:
        key = _key(label.name)
        if key in known or label.is_told:
            return True
        if key in _words()["speech"] | _words()["notes"]:
            return False
        if role_of(label.name) and not label.is_heading:
            return True
        if are_labelled and _looks_like_a_name(label.name):
            return True
        return counts[key] > 1 or (label.is_timed and headers > 1)

    once = [
        label.name for label in labels
        if label and label.name and not label.is_header and not is_speaker(label)
        and _key(label.name) not in _words()["speech"] | _words()["notes"] and _looks_like_a_name(label.name)
    ]  # fmt: skip
    taken = [label if label and (not label.name or is_speaker(label)) else None for label in labels]
    notes = _words()["notes"]
    asides = [
        label is not None and is_taken is None and _key(label.name) in notes
        for label, is_taken in zip(labels, taken, strict=True)
    ]
    turns = _paragraphs(spoken, taken, asides)
    text, turns = _joined(spoken.text, turns) if spoken.cut else (spoken.text, turns)
    return Transcript(text, turns, once, sum(added))


def role_of(name: str) -> str:
    """``interviewer`` or ``respondent`` of a label that says no more than that, such as ``R1``; else empty."""
    key = re.sub(r"[\s_]*\d+$", "", _key(name)).rstrip(".")
    return next((role[:-1] for role in ("interviewers", "respondents") if key in _words()[role]), "")


@dataclass(frozen=True)
class _Label:
    """What stands before the words of a line.

    Attributes:
        name: the label; empty if there is only a time.
        time: the time beside it.
        until: when it ends.
        words: where the words begin.
        is_header: whether the line has nothing else.
        is_timed: whether a time stands beside it, or it follows a line that is a time.
        is_told: whether the file itself tells that it is a speaker.
    """

    name: str
    words: int
    time: str = ""
    until: str = ""
    is_header: bool = False
    is_timed: bool = False
    is_told: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether it may head a column: a sort of person in a cell, and no number."""
        return self.is_header and not self.is_timed and not self.name[-1].isdecimal()


def _label(text: str, line: Line, before: Line | None) -> _Label | None:
    """What a line begins with, whether or not it is a speaker."""
    said = text[line.start : line.end]
    if line.speaker:
        return _Label(line.speaker, line.start, is_told=True)
    if match := _CLOCK.fullmatch(said):
        until = match["until"]
        return _Label("", line.end, clock(match["time"]), clock(until) if until else "", is_header=True)
    if match := _LABEL.match(said):
        name = match["name"].strip()
        if len(name.split()) <= _MOST_WORDS and (not name[0].islower() or role_of(name)):
            time = match["before"] or match["after"]
            is_header = match.end() >= len(said.rstrip())
            words = line.start + match.end()
            return _Label(name, words, clock(time) if time else "", is_header=is_header, is_timed=bool(time))
    if turned := _TURNED_NAME.fullmatch(said):
        return _Label(turned["name"].strip(), line.end, clock(turned["after"]), "", True, True)
    match = _HEADER.fullmatch(said)
    if match and len(match["name"].split()) <= _MOST_WORDS and not match["name"][0].islower():
        time = match["before"] or match["after"]
        follows_time = before is not None and bool(_CLOCK.fullmatch(text[before.start : before.end]))
        if time or line.is_cell or follows_time:
            is_timed = bool(time) or follows_time
            return _Label(match["name"].strip(), line.end, clock(time) if time else "", "", True, is_timed)
    return None


def _paragraphs(spoken: Spoken, labels: Sequence[_Label | None], asides: Sequence[bool]) -> list[Turn]:
    """The lines as paragraphs, each with who speaks; an aside is nobody's."""
    turns: list[Turn] = []
    speaker = time = until = ""
    begins = True
    for line, label, is_aside in zip(spoken.lines, labels, asides, strict=True):
        start = line.start
        if label:
            begins = True
            start = label.words
            speaker = _plain(label.name) or speaker
        if line.time or (label and label.time):
            time, until = (label.time, label.until) if label and label.time else (line.time, line.until)
        if label and label.is_header and start >= line.end:
            continue
        start, end, stamp = _trimmed(spoken.text, start, line.end)
        if start >= end:
            time = stamp or time
            continue
        if turns and not (begins or line.begins):
            turns[-1] = replace(turns[-1], end=end)
        else:
            who = "" if is_aside and line.begins else speaker
            turns.append(Turn(start, end, who, role_of(who) if who else "", stamp or time, until))
            time = until = ""
        begins = False
    return turns


def _trimmed(text: str, start: int, end: int) -> tuple[int, int, str]:
    """A stretch without spaces and time stamps around it, and the time that one of them says."""
    stamp = ""
    start, end = _bare(text, start, end)
    if match := _STAMP.match(text, start, end):
        start, stamp = match.end(), clock(match[0])
    last = None
    for match in _STAMP.finditer(text, start, end):
        last = match
    if last and last.end() == end:
        end, stamp = last.start(), stamp or clock(last[0])
    return *_bare(text, start, end), stamp


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without spaces around it."""
    said = text[start:end]
    begin = start + len(said) - len(said.lstrip())
    return begin, max(begin, start + len(said.rstrip()))


def _joined(text: str, turns: Sequence[Turn]) -> tuple[str, list[Turn]]:
    """Cues of one speaker that follow each other as one turn, in a text of its own; long ones end with a sentence."""
    groups: list[list[Turn]] = []
    length = 0
    ends = False
    for turn in turns:
        is_full = ends and (length > _LONG or not turn.speaker)
        if groups and groups[-1][-1].speaker == turn.speaker and not is_full:
            groups[-1].append(turn)
        else:
            groups.append([turn])
            length = 0
        length += turn.end - turn.start
        ends = bool(_SENTENCE.search(text, max(turn.start, turn.end - 4), turn.end))
    rows: list[str] = []
    joined: list[Turn] = []
    place = 0
    for group in groups:
        label = f"{group[0].speaker}: " if group[0].speaker else ""
        rows.append(label + " ".join(text[turn.start : turn.end] for turn in group))
        begin, place = place, place + len(rows[-1]) + 1
        joined.append(replace(group[0], start=begin + len(label), end=place - 1, until=group[-1].until))
    return "\n".join(rows), joined


def _plain(name: str) -> str:
    """A label without the number of a question: ``Q2`` is the same person as ``Q1``."""
    bare = re.sub(r"\s*\d+$", "", name)
    return bare if _key(bare) in _words()["numbered"] else name


def _looks_like_a_name(label: str) -> bool:
    return all(not word[0].islower() for word in label.split())


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


@cache
def _words() -> dict[str, frozenset[str]]:
    data = tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text("utf-8"))
    return {name: frozenset(map(_key, texts)) for name, texts in data.items()}
