"""A coded project, as programs for qualitative research have it: documents, codes, segments, cases.

Readers of their files make a :class:`CodedProject`; a mapping makes claims of it; the exporter to REFI-QDA makes one of
a study. Nothing here knows any program.

Everything has a key, which is unique among things of its sort within the project and, where the program allows it, the
same in its next export. Keys of codes, documents and cases made of names hold their whole path.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from graphmodel.account import Account

DocumentKind = Literal["text", "pdf", "transcript", "audio", "video", "picture", "form", "other"]
OWN_PROGRAM = "graphmodel"
"""The program of projects that graphmodel writes: each claim is a passage, with codes in a folder for each kind."""
OWN_FOLDERS = {
    "code": "Codebook",
    "verb": "Verbs",
    "reason": "Reasons",
    "polarity": "Polarity",
    "certainty": "Certainty",
    "focus": "Focus",
}
"""Their folders of codes that are no nodes of a kind, by what a mapping calls such codes."""
LinkEnd = tuple[Literal["code", "document", "segment", "case", "note"], str]
"""What a link begins or ends at: a sort of thing and its key."""


@dataclass(frozen=True)
class Coder:
    """Somebody who coded."""

    key: str
    name: str


@dataclass(frozen=True)
class Code:
    """A code, or a folder of codes.

    Attributes:
        key: GUID, or the path.
        path: names from the top of the code system down to this code; two codes may have one path.
        is_codable: whether segments may carry it; False for a folder.
        colour: as ``#rrggbb``; empty if not said.
        description: memo or definition.
        sets: names of sets that it belongs to.
    """

    key: str
    path: tuple[str, ...]
    is_codable: bool = True
    colour: str = ""
    description: str = ""
    sets: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The last name of the path."""
        return self.path[-1]


@dataclass(frozen=True)
class Document:
    """Something that was coded: an interview, a document, a recording.

    Attributes:
        key: GUID, or path and name.
        name: as the program shows it.
        kind: sort of document.
        text: its whole text, to which offsets of segments refer, in Unicode code points; None where there is none.
        attributes: values of its variables, by name.
        groups: names of groups or sets that it belongs to.
        description: memo.
    """

    key: str
    name: str
    kind: DocumentKind = "text"
    text: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True)
class Words:
    """Words of a document.

    Attributes:
        text: the words.
        start: where they begin in the text of the document; None if not known.
        end: the position after their last character.
        speaker: name of who says them; empty if not said.
        span: where they are if there are no offsets: ``p. 3, l. 12``.
    """

    text: str
    start: int | None = None
    end: int | None = None
    speaker: str = ""
    span: str = ""


@dataclass(frozen=True)
class Segment:
    """What one coder coded in one place: a passage, a stretch of a recording, a cell of a framework matrix.

    Readers give one segment for each place and coder, with all codes that this coder gave it.

    Attributes:
        key: stable where the program allows it; else made of document, place, coder and codes.
        document: key of the document.
        codes: keys of its codes.
        coder: key of the coder; empty if not said.
        words: the words in the document; several where a cell of a matrix quotes several times; none for a picture.
        summary: what the coder wrote about it instead of a quotation; empty if nothing.
        span: where it is if not in text: ``00:01:02-00:01:10``, ``page 3, 10,20-110,80``.
        cases: keys of cases that the program says it belongs to, besides those of its document.
        note: memo of the coder.
        when: when it was coded, in ISO 8601; empty if not said.
        attributes: whatever else the program keeps of it (weight, colour), by name.
        place: where it is in the file that was read, for messages.
    """

    key: str
    document: str
    codes: tuple[str, ...]
    coder: str = ""
    words: tuple[Words, ...] = ()
    summary: str = ""
    span: str = ""
    cases: tuple[str, ...] = ()
    note: str = ""
    when: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    place: str = ""


@dataclass(frozen=True)
class Case:
    """A person, organisation or site of a project.

    Attributes:
        key: GUID, or path.
        name: as the program shows it; empty for the nameless cases of MAXQDA, which only hold variables.
        kind: sort of case as the project says it (``Person``), also the classification of NVivo.
        attributes: values of its variables, by name.
        documents: keys of documents that belong to it as a whole.
        codes: keys of codes that stand for it.
        description: memo.
    """

    key: str
    name: str
    kind: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    documents: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True)
class Link:
    """A relationship between two things, such as a link of REFI-QDA or a relationship of NVivo.

    Attributes:
        key: GUID, or made of its ends and name.
        name: what it says (``commissions``).
        origin: what it goes from.
        target: what it goes to.
        is_directed: False if it says the same of both ends.
        coder: key of the coder.
        note: memo.
        words: words behind it.
        document: key of the document with these words.
        place: where it is in the file that was read.
    """

    key: str
    name: str
    origin: LinkEnd
    target: LinkEnd
    is_directed: bool = True
    coder: str = ""
    note: str = ""
    words: tuple[Words, ...] = ()
    document: str = ""
    place: str = ""


@dataclass(frozen=True)
class CodedProject:
    """All of a project that a reader takes, and the account of what it does not.

    Attributes:
        program: the program that wrote the file, as it says (``NVivo 14``), else the name of the format.
        title: title of the project; empty if it has none.
        coders, codes, documents, segments, cases, links: its parts; parents of codes come before their children.
        account: what was read, with what is rejected or left out and why. Readers count what they take too.
    """

    program: str
    title: str
    coders: Sequence[Coder] = ()
    codes: Sequence[Code] = ()
    documents: Sequence[Document] = ()
    segments: Sequence[Segment] = ()
    cases: Sequence[Case] = ()
    links: Sequence[Link] = ()
    account: Account = field(default_factory=Account)

    def parts(self) -> Iterator[tuple[str, int]]:
        """How many there are of each thing, by its name in accounts, where segments are passages."""
        for name in ("documents", "codes", "segments", "cases", "links", "coders"):
            yield "passages" if name == "segments" else name, len(getattr(self, name))
