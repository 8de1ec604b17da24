"""A tool as data: what it asks, what fills it and how it is laid out (see :mod:`graphmodel.tools.definition_file`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from graphmodel.problems import QuestionError
from graphmodel.suggest import did_you_mean

AnswerKind = Literal["text", "tick", "choice", "who", "date", "number", "private"]
"""``who`` is a role or body; ``private`` holds names of people, and never leaves the study."""
PartKind = Literal["table", "cards", "discs", "text", "questions", "bullets"]
Paper = Literal["a4", "a4 landscape", "a3", "a3 landscape", "slides"]
FIRST_PHASE = "{first_phase}"
STUDY_WORDS = ("in_question", "compared_with", "supply", "last_phase")
"""Words in braces that stand for the study's own: its focus, the focus that it is compared with, the stage at which
services are specified, and the last phase of the cycle."""

SLOT = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""A place in a text for a column of a slot, or for an option."""


@dataclass(frozen=True)
class Slot:
    """What fills a part: a question of the bank with its options, and what to say where the study has no answer.

    ``most`` rows are taken (0: all), as evenly over the values of the column ``spread`` as can be. Where each row makes
    a sheet, ``node`` is the column with what the sheet is about, and ``label`` the one with its title.
    """

    name: str
    question: str
    options: Mapping[str, str]
    missing: str
    most: int = 0
    spread: str = ""
    node: str = ""
    label: str = ""


@dataclass(frozen=True)
class ToolOption:
    """An option of a tool; its value is the id of a node of ``kind``, or a text where ``kind`` is empty.

    ``default`` may be :data:`FIRST_PHASE`, which stands for the first phase of the study's cycle. With ``several``, it
    takes more than one, separated by ``;``.
    """

    name: str
    help: str
    kind: str = ""
    required: bool = False
    default: str = ""
    several: bool = False


@dataclass(frozen=True)
class ColumnDefinition:
    """A column: printed text, an answer, or text that is filled in on blank rows alone.

    Args:
        heading: what is above it.
        text: what is printed, with ``{name}`` for columns of the slot; empty for an answer.
        answer: name of the answer; with ``text``: of what is written here on a blank row.
        kind: of the answer.
        choices: what a choice chooses from, the words alone.
        width: share of the width of the page.
        inferred: column of the slot that says whether the text is stated or inferred.
        most: how many entries of a list are printed.
        lines: how many lines of room an answer has.
        open: whether people fill it in where the study has no text for a row.
    """

    heading: str
    text: str = ""
    answer: str = ""
    kind: AnswerKind = "text"
    choices: tuple[str, ...] = ()
    width: int = 1
    inferred: str = ""
    most: int = 0
    lines: int = 1
    open: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Columns of the slot that the text needs."""
        return tuple(dict.fromkeys(SLOT.findall(self.text)))


@dataclass(frozen=True)
class Item:
    """A row that the definition itself has: its text, further texts by name, and options of the slot for this row.

    ``rows`` is a slot of its own, in place of the part's. ``fact`` says what is printed of the slot's answer; columns
    have it as ``{fact}``.
    """

    text: str
    help: str
    options: Mapping[str, str]
    rows: str = ""
    fact: ColumnDefinition | None = None
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DraftDefinition:
    """A claim that an answer suggests; a person confirms it.

    ``where``: answers that the row must have, each with the values that count (none: any). ``claim``: cells of the
    claim, with ``{row}`` for the node of the row, ``{answer}`` for an answer of the row, ``{tool}`` for the tool and
    ``{scenario_...}`` for what is said of the session. ``new``: cells of the subject, where the study has no such node.
    """

    where: Mapping[str, tuple[str, ...]]
    claim: Mapping[str, str]
    new: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PartDefinition:
    """One part of a tool.

    Args:
        name: in the definition.
        title: above the part.
        help: how to fill it in, in a sentence or two.
        kind: a table, a grid of cards, discs to arrange on a large sheet, questions one below the other,
            text alone, or a line of text for each row of the slot.
        code: letter of the codes of its rows: ``O`` for ``[O1]``.
        rows: the slot with a row for each of its rows; with ``items`` it is asked for each of them.
        node: column of the slot with the node that a row is about.
        group: column of the slot by which rows are put together.
        columns: its columns.
        items: rows of the definition's own.
        blank: blank rows after the others.
        side: cards in a row of a grid; questions side by side.
        drafts: claims that its answers suggest.
        each: a slot; the part is made once for each of its rows, on a sheet of its own. Parts in a row with the same
            one share the sheet, and all texts may name the columns of its row.
        words: most words that the facts of the part have together (0: no limit).
        claims: most claims that are listed as standing behind the part (0: all).
    """

    name: str
    title: str
    help: str
    kind: PartKind
    code: str
    rows: str
    node: str
    group: str
    columns: tuple[ColumnDefinition, ...]
    items: tuple[Item, ...]
    blank: int
    side: int
    most: int
    drafts: tuple[DraftDefinition, ...]
    each: str = ""
    words: int = 0
    claims: int = 0

    @property
    def slots(self) -> tuple[str, ...]:
        """Slots that fill its rows."""
        return tuple(dict.fromkeys(name for name in (self.rows, *(item.rows for item in self.items)) if name))


@dataclass(frozen=True)
class Form:
    """A way to print a tool: its parts, the paper, and how many pages it takes at most, besides one for each sheet.

    ``points`` is the size of the text in print, made smaller where the pages are too few; 0 for the usual one.
    """

    name: str
    title: str
    parts: tuple[str, ...]
    paper: Paper
    pages: int
    points: int = 0


@dataclass(frozen=True)
class ToolDefinition:
    """A tool. ``own`` says that it came with the study and not with the program."""

    name: str
    path: Path
    title: str
    purpose: str
    audience: str
    minutes: int
    people: str
    state: str
    version: str
    next: tuple[str, ...]
    slots: Mapping[str, Slot]
    options: tuple[ToolOption, ...]
    forms: tuple[Form, ...]
    parts: Mapping[str, PartDefinition]
    own: bool = False

    def form(self, name: str = "") -> Form:
        """The form of that name; the first where none is named.

        Raises:
            QuestionError: the tool has no such form.
        """
        forms = {form.name: form for form in self.forms}
        if not name:
            return self.forms[0]
        if name not in forms:
            near = did_you_mean(name, forms)
            raise QuestionError(f"{self.name} has no form {name!r}.{near} It has: {', '.join(forms)}.", by_caller=True)
        return forms[name]
