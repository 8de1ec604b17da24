"""Transcripts: Word and OpenDocument files, plain text, chats, subtitles of meetings."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel.account import Account
from graphmodel.coded_project import CodedProject, Words
from graphmodel.formats import OWN_FILE, FormatOption, Importer
from graphmodel.problems import StudyError
from graphmodel.texts import short_hash
from graphmodel.wording import shown_name

if TYPE_CHECKING:
    from graphmodel_loaders.coded.builder import ProjectBuilder
    from graphmodel_loaders.transcripts.lines import Remark, Spoken
    from graphmodel_loaders.transcripts.turns import Transcript, Turn

_OFFICE = (".docx", ".docm", ".odt")
_SUBTITLES = (".vtt", ".srt")
_TEXTS = (".txt", ".md")
INTERVIEWER = "Interviewer"
_LONGEST_CODE = 80
"""A comment of Word with a longer first line is a remark, not a code."""
_DEDOOSE = re.compile(r"Codes? *\([0-9]+ *- *[0-9]+\)")
"""The first line of comments in documents that Dedoose exports, above a line for each code."""
_MANY = 10


def read_transcripts(path: Path, *, study_id: str = "study", speakers: str = "", comments: bool = True) -> CodedProject:
    """A project with a document for each transcript and a segment for each paragraph, and with no code.

    Args:
        path: a transcript, or a folder of them.
        study_id: not needed.
        speakers: names of speakers, with commas between them, that count even if they speak once.
        comments: whether comments of Word are codes.

    Raises:
        StudyError: it cannot be read, or there is no text in it.
    """
    from graphmodel_loaders.coded.builder import ProjectBuilder
    from graphmodel_loaders.transcripts.turns import transcript_of

    project = ProjectBuilder("transcript", path.stem)
    listed = [name.strip() for name in speakers.split(",") if name.strip()]
    for file in _files(path, project.account):
        try:
            spoken = _spoken(file)
        except StudyError as error:
            if not path.is_dir():
                raise
            project.account.reject("files", str(error), shown_name(file))
            continue
        project.account.take("files")
        project.account.remarks += spoken.faults
        _Transcript(project, file, transcript_of(spoken, listed)).add(spoken.remarks, comments)
    if not project.documents:
        raise StudyError(
            f"{path.name} has no text that graphmodel reads. Give a transcript as .docx, .odt, .txt, .vtt or .srt."
        )
    return project.project()


@dataclass(frozen=True)
class _Comment:
    """A comment of Word with the stretch of text that it is about.

    Attributes:
        number: its place among the comments.
        remark: the comment.
        start, end: the stretch.
        turn: the first paragraph that it touches.
        paragraph: the paragraph that is the whole stretch.
    """

    number: int
    remark: "Remark"
    start: int
    end: int
    turn: "Turn | None"
    paragraph: "Turn | None"

    @property
    def codes(self) -> tuple[str, ...]:
        """Its first line, unless it is too long for the name of a code; in exports of Dedoose the lines below it."""
        first, _, rest = self.remark.text.partition("\n")
        if _DEDOOSE.fullmatch(first.strip()):
            return tuple(dict.fromkeys(line.strip() for line in rest.splitlines() if line.strip()))
        return (first.strip(),) if 0 < len(first.strip()) <= _LONGEST_CODE else ()

    @property
    def note(self) -> str:
        """What it says besides the codes."""
        first, _, rest = self.remark.text.partition("\n")
        if _DEDOOSE.fullmatch(first.strip()):
            return ""
        return rest.strip() if self.codes else self.remark.text


class _Transcript:
    """One transcript, which goes into the project."""

    def __init__(self, project: "ProjectBuilder", file: Path, transcript: "Transcript") -> None:
        self._project = project
        self._transcript = transcript
        self._name = shown_name(file)
        self._title = shown_name(Path(file.stem))
        self._document = project.document(self._title, self._name, "transcript", text=transcript.text)
        self._seen: Counter[str] = Counter()

    def add(self, remarks: "Sequence[Remark]", are_codes: bool) -> None:
        """Add its paragraphs, and comments as codes."""
        account = self._project.account
        comments = [self._stretch(number, remark) for number, remark in enumerate(remarks, 1)] if are_codes else []
        whole = {(one.start, one.end): one for one in reversed(comments)}
        for number, turn in enumerate(self._transcript.turns, 1):
            self._paragraph(number, turn, whole.get((turn.start, turn.end)))
        for comment in comments:
            if comment.paragraph is None or whole[comment.start, comment.end] is not comment:
                self._comment(comment)
        account.take("paragraphs", len(self._transcript.turns))
        reason = "the program that wrote the transcript added them"
        account.leave_out("paragraphs", reason, self._name, self._transcript.added)
        account.take("comments", len(comments))
        if not are_codes:
            reason = "comments are not taken as codes (option comments)"
            account.leave_out("comments", reason, self._name, len(remarks))
        if self._transcript.once:
            names = list(dict.fromkeys(self._transcript.once))
            shown = ", ".join(names[:_MANY]) + (", ..." if len(names) > _MANY else "")
            account.remarks.append(
                f"{self._name}: labels that occur once, so they are read as text and not as speakers: {shown}. Name "
                "speakers in the option speakers."
            )

    def _paragraph(self, number: int, turn: "Turn", comment: "_Comment | None") -> None:
        """A segment of a paragraph; a comment on all of it is its code."""
        span = f"{turn.time}-{turn.until}" if turn.time and turn.until else turn.time
        self._project.segment(
            self._document,
            self._codes(comment) if comment else (),
            words=[self._words(turn.start, turn.end, self._speaker(turn))],
            span=f"paragraph {number}" + (f", {span}" if span else ""),
            key=self._key("", turn.start, turn.end),
            place=f"{self._name}, paragraph {number}",
            **(self._facts(comment) if comment else {}),
        )

    def _comment(self, comment: "_Comment") -> None:
        """A segment of what a comment is about."""
        turn = comment.turn
        speaker = self._speaker(turn) if turn else ""
        start, end = comment.start, comment.end
        self._project.segment(
            self._document,
            self._codes(comment),
            words=[self._words(start, end, speaker)] if start < end else [],
            key=self._key(f"{comment.remark.author}: {comment.remark.text}", start, end),
            place=f"{self._name}, comment {comment.number}",
            **self._facts(comment),
        )

    def _codes(self, comment: "_Comment") -> list[str]:
        return [self._project.code((name,)) for name in comment.codes]

    def _facts(self, comment: "_Comment") -> dict[str, Any]:
        coder = self._project.coder(comment.remark.author)
        return {"coder": coder, "when": comment.remark.when, "note": comment.note}

    def _stretch(self, number: int, remark: "Remark") -> "_Comment":
        """A comment with what it is about: its words, or the paragraph where it is a point."""
        text, turns = self._transcript.text, self._transcript.turns
        start, end = remark.start, remark.end
        first = bisect_right(turns, start, key=lambda turn: turn.end)
        turn = turns[first] if first < len(turns) and turns[first].start <= max(start, end - 1) else None
        if start >= end and turn:
            start, end = turn.start, turn.end
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        paragraph = turn if turn and (turn.start, turn.end) == (start, end) else None
        return _Comment(number, remark, start, end, turn, paragraph)

    def _words(self, start: int, end: int, speaker: str) -> Words:
        return Words(self._transcript.text[start:end], start, end, speaker)

    def _speaker(self, turn: "Turn") -> str:
        """The name of a speaker, who is a case; ``R1`` is another one in every transcript, an interviewer none."""
        if turn.role == "interviewer":
            return INTERVIEWER
        name = f"{turn.speaker} ({self._title})" if turn.role else turn.speaker
        if name:
            self._project.case(name, kind="speaker")
        return name

    def _key(self, what: str, start: int, end: int) -> str:
        """A key made of words, so that a paragraph keeps it when others come before it."""
        words = f"{what}\x1f{self._transcript.text[start:end]}"
        digest = short_hash(words, 8)
        self._seen[digest] += 1
        again = f"-{self._seen[digest]}" if self._seen[digest] > 1 else ""
        return f"{self._name} {digest}{again}"


def _spoken(file: Path) -> "Spoken":
    """The text of a file and its lines."""
    from graphmodel_loaders.transcripts.chats import chat
    from graphmodel_loaders.transcripts.lines import plain, read_text, subtitles
    from graphmodel_loaders.transcripts.office import read_office

    ending = file.suffix.lower()
    if ending in _OFFICE:
        spoken = read_office(file)
    elif ending in _SUBTITLES:
        spoken = subtitles(*read_text(file))
    elif ending in _TEXTS:
        text, faults = read_text(file)
        spoken = chat(text, faults, shown_name(file)) or plain(text, faults)
    else:
        raise StudyError(
            f"{shown_name(file)} is not a transcript that graphmodel reads. Save it as .docx, .odt, .txt, .vtt or .srt."
        )
    if not spoken.lines:
        raise StudyError(f"{shown_name(file)} has no text.")
    return spoken


def _files(path: Path, account: Account) -> list[Path]:
    """The transcript itself, or those in a folder by name."""
    if not path.is_dir():
        return [path]
    files = []
    for file in sorted(path.iterdir()):
        if file.name.startswith((".", "~")) or file.name == OWN_FILE:
            continue
        if file.is_symlink() or not file.is_file():
            account.leave_out("files", "it is not a plain file in this folder", shown_name(file))
        elif file.suffix.lower() not in {*_OFFICE, *_SUBTITLES, *_TEXTS}:
            account.leave_out("files", "it is not a transcript", shown_name(file))
        else:
            files.append(file)
    return files


def _is_transcript(path: object) -> bool:
    if not isinstance(path, Path):
        return False
    if not path.is_dir():
        return path.is_file() and _looks_like_one(path)
    visible = [file for file in path.iterdir() if not file.name.startswith((".", "~"))]
    return bool(visible) and all(map(_is_plain_transcript, visible))


def _is_plain_transcript(file: Path) -> bool:
    return not file.is_symlink() and file.is_file() and _looks_like_one(file)


def _looks_like_one(file: Path) -> bool:
    """Whether a file is text that people speak or write: not a table, and not data of a program."""
    import zipfile

    from graphmodel_loaders.transcripts.chats import is_chat
    from graphmodel_loaders.transcripts.lines import is_table, read_text
    from graphmodel_loaders.vendors.nvivo_texts import is_code_text

    if is_code_text(file):
        return False
    ending = file.suffix.lower()
    if ending in _OFFICE:
        part = "content.xml" if ending == ".odt" else "word/"
        with zipfile.ZipFile(file) as archive:
            return any(name.startswith(part) for name in archive.namelist())
    if ending not in {*_SUBTITLES, *_TEXTS}:
        return False
    text = read_text(file)[0].lstrip()
    if ending in _SUBTITLES:
        return "-->" in text
    if not text or "\0" in text or text.startswith(("{", "[{", "<?", "<!")):
        return False
    return is_chat(text) or not is_table(text)


IMPORTER = Importer(
    "transcript",
    "transcripts as Word, OpenDocument or text files, or subtitles of a meeting: their paragraphs and speakers",
    read_transcripts,
    _is_transcript,
    endings=(*_OFFICE, *_TEXTS, *_SUBTITLES),
    options=(
        FormatOption("speakers", "names that are speakers even if they occur once, with commas between them"),
        FormatOption("comments", "whether comments of Word are codes", True),
    ),
    is_coded=True,
)
