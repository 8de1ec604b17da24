"""A tool without a study: blank rows in place of what the graph holds, for people to fill in on their own case."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from graphmodel.texts import short_hash
from graphmodel.tools import blocks
from graphmodel.tools.copies import (
    OWN,
    Cell,
    Disc,
    Discs,
    Field,
    Fields,
    Heading,
    Identity,
    Part,
    Printed,
    Prose,
    Row,
    Sheet,
    Table,
)
from graphmodel.tools.copies import ToolCopy as Copy
from graphmodel.tools.definition import SLOT, ColumnDefinition, Item, PartDefinition, ToolDefinition
from graphmodel.tools.filling import cover
from graphmodel.tools.study_words import with_neutral_words

NO_STUDY = "any"
"""Stands in a copy for the study that it was made from; such a copy is read into any study."""
ROWS = 6
"""Blank rows in place of those of a study."""
_OPEN = "…"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def template(
    tool: ToolDefinition, *, form: str = "", session: str = "", today: dt.date, titles: Mapping[str, str]
) -> Copy:
    """A copy of a tool that holds nothing of any study.

    What a study would fill is a place for an answer, so that people describe their own case.

    Args:
        tool: its definition.
        form: name of the form; empty for the first.
        session: name of the session that the copy is for; empty for any.
        today: printed on it.
        titles: titles of all tools, by name.

    Raises:
        QuestionError: the tool has no such form.
    """
    tool = with_neutral_words(tool)
    chosen = tool.form(form)
    last: dict[str, int] = {}
    parts = tuple(_parts(tool, chosen.parts, last))
    sheets = {part.sheet for part in parts if part.sheet}
    made = "\n".join([tool.name, tool.version, chosen.name, session, str(today), *map(repr, parts)])
    return Copy(
        Identity(tool.name, tool.version, chosen.name, NO_STUDY, short_hash(made, 5), session),
        tool.title,
        chosen.title,
        tool.purpose,
        cover(tool, today),
        parts,
        next=tuple((name, titles[name]) for name in tool.next if name in titles),
        paper=chosen.paper,
        pages=chosen.pages + 1 + len(sheets),
        points=chosen.points,
    )


def _parts(tool: ToolDefinition, names: Sequence[str], last: dict[str, int]) -> Iterator[Part]:
    """The parts of a form; a tool with sheets has as many blank ones as a study would fill."""

    def each(name: str) -> str:
        return tool.parts[name].each if name in tool.parts else ""

    for slot, run in groupby(names, key=each):
        together = list(run)
        for number in range(1, (tool.slots[slot].most or 1) + 1 if slot else 2):
            sheet = Sheet(f"{number}. {OWN}") if slot else None
            yield from (replace(_part(tool, name, last), sheet=sheet) for name in together)


def _part(tool: ToolDefinition, name: str, last: dict[str, int]) -> Part:
    if name in blocks.BLOCKS:
        return blocks.BLOCKS[name]()
    part = tool.parts[name]
    title, text = (SLOT.sub(_OPEN, one) for one in (part.title, part.help))
    match part.kind:
        case "text":
            return Prose(part.name, title, text)
        case "discs":
            return Discs(part.name, title, text, (Disc("", ""),) * max(part.blank, 2 * ROWS))
        case "questions":
            return Fields(part.name, title, text, tuple(_questions(part, last)), across=part.side)
        case "table" | "cards" | "bullets":
            return Table(part.name, title, text, _headings(part), tuple(_rows(part, last)))


def _code(part: PartDefinition, last: dict[str, int]) -> str:
    letter = part.code or "X"
    last[letter] = last.get(letter, 0) + 1
    return f"{letter}{last[letter]}"


def _questions(part: PartDefinition, last: dict[str, int]) -> Sequence[Field]:
    return [
        Field(_code(part, last), one.answer, one.kind, one.choices, SLOT.sub(_OPEN, one.heading), one.lines)
        for one in part.columns
    ]


def _headings(part: PartDefinition) -> tuple[Heading, ...]:
    return tuple(
        Heading(column.heading or part.title, column.width, letter)
        for letter, column in zip(_LETTERS, part.columns, strict=False)
    )


def _rows(part: PartDefinition, last: dict[str, int]) -> Sequence[Row]:
    rows = min(ROWS, part.most) if part.each and part.most else ROWS
    blank = max(part.blank, 0 if part.items else rows)
    return [_row(part, item, _code(part, last)) for item in (*part.items, *[None] * blank)]


def _row(part: PartDefinition, item: Item | None, code: str) -> Row:
    letters = zip(_LETTERS, part.columns, strict=False)
    return Row(code, "", tuple(_cell(column, item, f"{code}{letter}", code) for letter, column in letters))


def _cell(column: ColumnDefinition, item: Item | None, code: str, row: str) -> Cell:
    own = {"item": item.text, "item_help": item.help, **item.texts} if item else {}
    if column.names and all(name in own for name in column.names):
        return Printed(SLOT.sub(lambda match: own[match[1]], column.text).strip())
    name = column.answer or next(iter(column.names), column.heading)
    return Field(code, name, column.kind, column.choices, f"{column.heading}, {row}", column.lines)
