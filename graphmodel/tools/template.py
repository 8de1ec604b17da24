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
from graphmodel.tools.places import RowCodes, field, lettered
from graphmodel.tools.study_words import with_neutral_words

NO_STUDY = "any"
"""Stands in a copy for the study that it was made from; such a copy is read into any study."""
ROWS = 6
"""Blank rows in place of those of a study."""
_OPEN = "…"


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
    parts = tuple(_parts(tool, chosen.parts, RowCodes()))
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


def _parts(tool: ToolDefinition, names: Sequence[str], codes: RowCodes) -> Iterator[Part]:
    """The parts of a form; a tool with sheets has as many blank ones as a study would fill."""

    def each(name: str) -> str:
        return tool.parts[name].each if name in tool.parts else ""

    for slot, run in groupby(names, key=each):
        together = list(run)
        for number in range(1, (tool.slots[slot].most or 1) + 1 if slot else 2):
            sheet = Sheet(f"{number}. {OWN}") if slot else None
            yield from (replace(_part(tool, name, codes), sheet=sheet) for name in together)


def _part(tool: ToolDefinition, name: str, codes: RowCodes) -> Part:
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
            return Fields(part.name, title, text, tuple(_questions(part, codes)), across=part.side)
        case "table" | "cards" | "bullets":
            return Table(part.name, title, text, _headings(part), tuple(_rows(part, codes)))


def _questions(part: PartDefinition, codes: RowCodes) -> Sequence[Field]:
    return [
        replace(field(column, codes.following(part)), label=SLOT.sub(_OPEN, column.heading)) for column in part.columns
    ]


def _headings(part: PartDefinition) -> tuple[Heading, ...]:
    return tuple(
        Heading(column.heading or part.title, column.width, letter) for letter, column in lettered(part.columns)
    )


def _rows(part: PartDefinition, codes: RowCodes) -> Sequence[Row]:
    rows = min(ROWS, part.most) if part.each and part.most else ROWS
    blank = max(part.blank, 0 if part.items else rows)
    return [_row(part, item, codes.following(part)) for item in (*part.items, *[None] * blank)]


def _row(part: PartDefinition, item: Item | None, code: str) -> Row:
    return Row(code, "", tuple(_cell(column, item, code, letter) for letter, column in lettered(part.columns)))


def _cell(column: ColumnDefinition, item: Item | None, row: str, letter: str) -> Cell:
    own = {"item": item.text, "item_help": item.help, **item.texts} if item else {}
    if column.names and all(name in own for name in column.names):
        return Printed(SLOT.sub(lambda match: own[match[1]], column.text).strip())
    name = column.answer or next(iter(column.names), column.heading)
    return replace(field(column, row, letter), name=name)
