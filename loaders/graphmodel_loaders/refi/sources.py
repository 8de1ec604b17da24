"""The sources of a project as records: what each is, its text, and the places in it that are coded."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from graphmodel.coded_project import DocumentKind
from graphmodel_loaders.refi.archive import ProjectFile
from graphmodel_loaders.refi.elements import Element
from graphmodel_loaders.refi.schema import VALUES

KINDS: Mapping[str, DocumentKind] = {
    "TextSource": "text",
    "PDFSource": "pdf",
    "AudioSource": "audio",
    "VideoSource": "video",
    "PictureSource": "picture",
    "Note": "other",
    "Transcript": "transcript",
}
SELECTIONS = (
    "PlainTextSelection",
    "PDFSelection",
    "PictureSelection",
    "AudioSelection",
    "VideoSelection",
    "TranscriptSelection",
)
WHOLE = "whole document"
"""Span of what is coded as a whole."""
_TEXTS = {"PDFSource": "Representation", "PictureSource": "TextDescription"}
_SOUND = (".m4a", ".mp3", ".wav", ".ogg", ".oga", ".flac", ".wma", ".aac", ".aif", ".aiff", ".opus")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T[0-9:.]+(Z|[+-][0-9:]+)?)?$")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}")
_CONTROLS = {
    **dict.fromkeys([*range(9), *range(0x0E, 0x20), *range(0x7F, 0xA0)], " "),
    **dict.fromkeys([0x0B, 0x0C, 0x85], "\n"),
}
"""Control characters, which no table may hold, and what is in their place, so that offsets stay."""
_CONTROL = re.compile(f"[{''.join(map(chr, _CONTROLS))}]")


class Coding(NamedTuple):
    """A code given to a place: GUIDs of the code, of who gave it and of notes about it."""

    code: str
    user: str
    when: str
    notes: tuple[str, ...]
    line: int


class Selection(NamedTuple):
    """A place in a source: in its text by offsets as the program counts them, or anywhere by a span.

    ``words`` are those that the selection itself brings; ``fault`` says why the place cannot be told.
    """

    guid: str
    name: str
    user: str
    when: str
    description: str
    codings: tuple[Coding, ...]
    notes: tuple[str, ...]
    line: int
    start: int | None = None
    end: int | None = None
    span: str = ""
    words: str = ""
    fault: str = ""


class _Where(NamedTuple):
    start: int | None = None
    end: int | None = None
    span: str = ""
    words: str = ""


class Source(NamedTuple):
    """A source, a note or a further transcript: ``without_text`` says why it has no text, ``remark`` what of it."""

    guid: str
    name: str
    kind: DocumentKind
    text: str | None
    without_text: str
    remark: str
    description: str
    notes: tuple[str, ...]
    values: tuple[tuple[str, str, int], ...]
    selections: tuple[Selection, ...]
    line: int


def clean(text: str) -> str:
    """Text without control characters; every other one keeps its place."""
    return text if text.isprintable() or not _CONTROL.search(text) else text.translate(_CONTROLS)


def name_of(text: str) -> str:
    """A name in one line."""
    return " ".join(clean(text).split())


def read_source(element: Element, file: ProjectFile) -> Iterator[Source]:
    """The record of a source, and one more for each transcript behind the first."""
    transcripts = list(element.all("Transcript"))
    holder = transcripts[0] if transcripts else element.first(_TEXTS.get(element.name, ""))
    yield _record(element, element if holder is None else holder, file)
    for transcript in transcripts[1:]:
        yield _record(transcript, transcript, file)


def _record(element: Element, holder: Element, file: ProjectFile) -> Source:
    """The record of an element whose text another one may hold."""
    text, why = _text(holder, file)
    both = [element] if holder is element else [element, holder]
    whole = tuple(_coding(child) for one in both for child in one.all("Coding"))
    points = {point.guid(): point for point in holder.all("SyncPoint")}
    selections = [_selection(child, points) for one in both for child in one.all(*SELECTIONS)]
    if whole:
        selections.append(Selection(element.guid(), "", _user(element), "", "", whole, (), element.line, span=WHOLE))
    kind = KINDS[element.name]
    if kind == "video" and element.get("path").lower().endswith(_SOUND):
        kind = "audio"  # MAXQDA calls recordings of sound videos
    return Source(
        element.guid(),
        name_of(element.get("name")) or name_of(holder.get("name")),
        kind,
        text,
        why if text is None else "",
        "" if text is None else why,
        "\n".join(filter(None, (clean(one.words("Description")).strip() for one in both))),
        tuple(note for one in both for note in one.references("NoteRef")),
        tuple(value_of(child) for one in both for child in one.all("VariableValue")),
        tuple(selections),
        element.line,
    )


def _text(holder: Element, file: ProjectFile) -> tuple[str | None, str]:
    paths = [holder.get("plainTextPath")]
    if holder.get("richTextPath").lower().endswith(".txt"):
        paths.append(holder.get("richTextPath"))
    why = ""
    for path in filter(None, paths):
        text, why = file.text(path)
        if text is not None:
            return clean(text), why
    content = holder.first("PlainTextContent")
    if content is not None and (content.text or not why):
        return clean(content.text), ""
    return None, why or "it has no text in the project"


def value_of(element: Element) -> tuple[str, str, int]:
    """The GUID of a variable, its value as text, and the line; yes and no are ``true`` and ``false``."""
    reference = element.first("VariableRef")
    value = next(element.all(*VALUES), None)
    text = "" if value is None else clean(value.text).strip()
    if value is not None and value.name == "BooleanValue":
        text = {"1": "true", "0": "false"}.get(text, text.lower())
    return "" if reference is None else reference.guid("targetGUID"), text, element.line


def _selection(element: Element, points: Mapping[str, Element]) -> Selection:
    base = Selection(
        element.guid(),
        name_of(element.get("name")),
        _user(element),
        _when(element),
        clean(element.words("Description")).strip(),
        tuple(_coding(child) for child in element.all("Coding")),
        tuple(element.references("NoteRef")),
        element.line,
    )
    try:
        where = _where(element, points)
    except ValueError as error:
        return base._replace(fault=str(error))
    return base._replace(start=where.start, end=where.end, span=where.span, words=where.words)


def _where(element: Element, points: Mapping[str, Element]) -> _Where:
    """Where a selection is.

    Raises:
        ValueError: that cannot be told.
    """
    match element.name:
        case "PlainTextSelection":
            return _Where(_number(element, "startPosition"), _number(element, "endPosition"))
        case "TranscriptSelection":
            return _synchronised(element, points)
        case "AudioSelection" | "VideoSelection":
            return _Where(span=f"{time_of(_number(element, 'begin'))}-{time_of(_number(element, 'end'))}")
    first, second = (f"{_number(element, f'{one}X')},{_number(element, f'{one}Y')}" for one in ("first", "second"))
    page = f"page {_number(element, 'page')}, " if element.name == "PDFSelection" else ""
    own = element.first("Representation")
    words = clean(own.words("PlainTextContent")).strip() if own is not None else ""
    return _Where(span=f"{page}{first}-{second}", words=words)


def _synchronised(element: Element, points: Mapping[str, Element]) -> _Where:
    """A part of a transcript between two of its points."""
    ends = [points.get(element.guid(name)) for name in ("fromSyncPoint", "toSyncPoint")]
    found = [point for point in ends if point is not None]
    if len(found) < 2:
        raise ValueError("the points of the transcript that it lies between are not in the file")
    places, times = ([_known(point, name) for point in found] for name in ("position", "timeStamp"))
    span = "" if None in times else "-".join(time_of(time) for time in times if time is not None)
    if None in places and not span:
        raise ValueError("the points of the transcript that it lies between have neither place nor time")
    return _Where(None, None, span) if None in places else _Where(places[0], places[1], span)


def _known(point: Element, name: str) -> int | None:
    text = point.get(name)
    return int(text) if _NUMBER.fullmatch(text) and int(text) >= 0 else None


def _number(element: Element, name: str) -> int:
    text = element.get(name)
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"its {name} is not a whole number")
    return int(text)


def time_of(milliseconds: int) -> str:
    """``00:01:02.500``."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}" + (f".{rest:03}" if rest else "")


def _coding(element: Element) -> Coding:
    reference = element.first("CodeRef")
    code = "" if reference is None else reference.guid("targetGUID")
    user = element.guid("creatingUser")
    return Coding(code, user, _when(element), tuple(element.references("NoteRef")), element.line)


def _user(element: Element) -> str:
    return element.guid("creatingUser") or element.guid("modifyingUser")


def _when(element: Element) -> str:
    when = element.get("creationDateTime") or element.get("modifiedDateTime")
    return when if _DATE.match(when) else ""
