"""A copy of a tool, in no medium: what is printed, where answers go, and how each answer is known again.

A row has a code such as ``O3`` that is printed beside it, and a column of answers a letter that is printed above it;
the answer in both is ``O3c``. A single field has a code alone, such as ``S1``. So an answer is found again wherever
people move its row or column to. What each code stands for is listed in the copy itself (see
:mod:`graphmodel.tools.manifest`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from graphmodel.tools.definition import AnswerKind, Paper

ROW_CODE = re.compile(r"[A-Z]{1,2}[1-9]\d{0,3}")
CODE = re.compile(r"\[\s*([A-Z]{1,2}[1-9]\d{0,3}[a-z]?)\s*\]")
"""The code of a row or field, as it is printed."""
LETTER = re.compile(r"\[\s*([a-z])\s*\]")
"""The letter of a column of answers, as it is printed."""
COPY_SHEET = "_copy"
"""The hidden sheet of a workbook that says which copy it is."""
TICKED = "x"
LINE = re.compile(
    r"[a-z][a-z0-9-]{0,59} [^·\n\t]{1,60} · [^·\n\t]{1,60} · study [^·\n\t]{1,200} · copy [^·\s]{1,60}"
    r"(?: · session [^\n\t]{1,200})?"
)
"""The line that says which copy it is (:attr:`Identity.line`), inside any text."""
EMPTY_BOX = "☐"
DATE_HINT = "YYYY-MM-DD"
"""Stands in the place for a date until there is one."""
SOURCES, LEFT_OUT, LACKING, NEXT = "Where this comes from", "Not printed here", "What the study lacks", "Use next"
OWN, ROW, GROUP, QUESTION, ANSWER, ABOUT = "Your own", "Row", "Group", "Question", "Answer", "About this copy"
IN_NOTES = "The rest stands in the notes to this slide."
FIXED = (SOURCES, LEFT_OUT, LACKING, NEXT, OWN, ROW, GROUP, QUESTION, ANSWER, ABOUT, DATE_HINT, IN_NOTES)
"""Words that media print besides those of the copy."""


@dataclass(frozen=True)
class Identity:
    """Which copy this is: tool, its version and form, study, a name of its own, and the session that it is for."""

    tool: str
    version: str
    form: str
    study: str
    copy: str
    session: str = ""

    @property
    def line(self) -> str:
        """As it is printed, so that a person can read it off paper."""
        session = f" · session {self.session}" if self.session else ""
        return f"{self.tool} {self.version} · {self.form} · study {self.study} · copy {self.copy}{session}"


@dataclass(frozen=True)
class Field:
    """A place for an answer.

    Args:
        code: its code.
        name: of the answer.
        kind: what is filled in.
        choices: the words of a choice.
        label: what is asked, for people who do not see the table.
        lines: how many lines of room it has.
    """

    code: str
    name: str
    kind: AnswerKind = "text"
    choices: tuple[str, ...] = ()
    label: str = ""
    lines: int = 1


@dataclass(frozen=True)
class Printed:
    """Text of a cell."""

    text: str


Cell = Printed | Field


@dataclass(frozen=True)
class Heading:
    """The head of a column; a column of answers has a letter."""

    text: str
    width: int = 1
    letter: str = ""


@dataclass(frozen=True)
class Row:
    """A row: its code, the node that it is about (empty: none, or a blank row), the cells, and what it rests on."""

    code: str
    node: str
    cells: tuple[Cell, ...]
    group: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One of the sheets of a tool that has one for each row of an answer; each begins a page.

    Args:
        title: another one for each.
        node: what it is about; empty: the study has no node for it.
    """

    title: str
    node: str = ""


@dataclass(frozen=True)
class Table:
    """Rows under headings, in groups where they have one. ``sheet`` is the one that the part stands on, if on one."""

    name: str
    title: str
    help: str
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    sheet: Sheet | None = None


@dataclass(frozen=True)
class Fields:
    """Questions, each with a place for its answer; ``across``: how many stand side by side (0: as many as fit)."""

    name: str
    title: str
    help: str
    fields: tuple[Field, ...]
    sheet: Sheet | None = None
    across: int = 0


@dataclass(frozen=True)
class Cards:
    """A grid of cards, each with a text and one answer."""

    name: str
    title: str
    help: str
    side: int
    rows: tuple[Row, ...]
    sheet: Sheet | None = None


@dataclass(frozen=True)
class Disc:
    """A disc on a large sheet; one without text is blank."""

    text: str
    group: str


@dataclass(frozen=True)
class Discs:
    """Discs to arrange and join on a large sheet of paper."""

    name: str
    title: str
    help: str
    discs: tuple[Disc, ...]
    sheet: Sheet | None = None


@dataclass(frozen=True)
class Prose:
    """Text alone."""

    name: str
    title: str
    text: str
    sheet: Sheet | None = None


Part = Table | Fields | Cards | Discs | Prose


@dataclass(frozen=True)
class Share:
    """How many places for content of the graph have some."""

    filled: int
    places: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None where the tool has no such place."""
        return self.filled / self.places if self.places else None

    @property
    def line(self) -> str:
        """As a sentence."""
        if not self.places:
            return "This tool takes nothing from the graph."
        return f"{self.filled} of {self.places} places hold content of the study."


@dataclass(frozen=True)
class ToolCopy:
    """A copy of a tool.

    Args:
        identity: which copy it is.
        title: of the tool.
        subtitle: of the form.
        purpose: what it is for.
        facts: lines of the cover: who, how long, how many people, its state, the date.
        parts: in their order.
        rests_on: how many claims, speakers and sources it rests on, and which claims stand behind which rows.
        notes: what is not printed, and why.
        missing: what the study lacks, and the question that would fill it.
        next: tools to use next: name and title.
        share: how much of it the graph fills.
        paper: the paper it is laid out for.
        pages: the most pages it may take.
        language: of the text, such as ``en``.
        points: the largest size of its text in print; 0 for the usual one.
    """

    identity: Identity
    title: str
    subtitle: str
    purpose: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    rests_on: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    next: tuple[tuple[str, str], ...] = ()
    share: Share = field(default_factory=lambda: Share(0, 0))
    paper: Paper = "a4"
    pages: int = 2
    language: str = "en"
    points: int = 0

    def fields(self) -> Iterator[tuple[Field, Row | None, str]]:
        """Every place for an answer, with its row (None: it has none) and the name of its part."""
        for part in self.parts:
            yield from ((one, row, part.name) for one, row in fields_of(part))

    def by_sheet(self) -> Iterator[tuple[Sheet | None, list[Part]]]:
        """The parts of each sheet together; parts that stand on none are together between those that do."""
        for sheet, parts in groupby(self.parts, key=lambda part: part.sheet):
            yield sheet, list(parts)

    @property
    def ends_after(self) -> int:
        """The place among the parts after which the small print stands: the last part on no sheet, or the last one."""
        apart = [place for place, part in enumerate(self.parts) if not part.sheet]
        return apart[-1] if apart else len(self.parts) - 1

    def printed(self) -> Iterator[str]:
        """Every text that is printed in a paragraph or cell of its own, without codes and letters."""
        yield from (self.title, self.subtitle, self.purpose)
        for fact in self.facts:
            yield from (*fact, " ".join(fact))
        for part in self.parts:
            yield from _printed_of(part)
        yield from (*self.rests_on, *self.notes, *self.missing)
        yield from (title for _, title in self.next)
        yield self.share.line


def fields_of(part: Part) -> Iterator[tuple[Field, Row | None]]:
    """Every place for an answer in a part, with its row (None: it has none)."""
    if isinstance(part, Fields):
        yield from ((one, None) for one in part.fields)
    elif isinstance(part, Table | Cards):
        for row in part.rows:
            yield from ((cell, row) for cell in row.cells if isinstance(cell, Field))


def _printed_of(part: Part) -> Iterator[str]:
    yield from (part.title, part.sheet.title if part.sheet else "")
    match part:
        case Prose():
            yield from (part.text, *part.text.split("\n"))
        case Discs():
            yield part.help
            for disc in part.discs:
                yield from (disc.text, disc.group)
        case Fields():
            yield part.help
            for one in part.fields:
                yield from (one.label, choices_line(one.choices))
        case Table() | Cards():
            yield part.help
            if isinstance(part, Table):
                yield from (heading.text for heading in part.headings)
            for row in part.rows:
                yield row.group
                for cell in row.cells:
                    yield cell.text if isinstance(cell, Printed) else choices_line(cell.choices)


def choices_line(choices: Sequence[str]) -> str:
    """The words of a choice side by side, to draw a circle around one on paper."""
    return " · ".join(choices)
