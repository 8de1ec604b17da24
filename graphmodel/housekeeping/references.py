"""Every cell and every setting that names something, as the schema declares them, and what to write there instead."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from graphmodel.housekeeping.nodes import NODE_KINDS, TABLE_OF, VERB
from graphmodel.schema import TABLES
from graphmodel.snapshot import Row, Snapshot, TableRows

CODER, FOCUS = "coder", "focus"
_OF_CLAIMS = {"subject": NODE_KINDS, "object": NODE_KINDS, "predicate": (VERB,), "coder": (CODER,)}
_FURTHER = {("predicates", "acts_as"): (VERB,), ("codings", "predicate"): (VERB,), ("codings", "coder"): (CODER,)}
_SETTINGS = {
    "stage": ("stages.supply", "stages.phases"),
    FOCUS: ("focus.values", "focus.in_question", "focus.compared_with"),
    CODER: ("coders", "coding.of_record"),
}
"""Settings that name things of a kind."""
_BY_FIELD = {"decisions": ("field", ("before", "decision"))}
"""Tables of which a column says to which column of ``claims`` the cells of others belong."""


@dataclass(frozen=True)
class Reference:
    """A column that names things of some kinds; ``several``: with ``;`` between them."""

    column: str
    kinds: tuple[str, ...]
    several: bool = False


@cache
def references_of(table: str) -> Mapping[str, Reference]:
    """The columns of a table that name something, by name; of words of a vocabulary, the kind is that vocabulary."""
    schema = TABLES.get(table)
    found = {}
    for column in schema.columns if schema else ():
        kinds = column.refers_to or (_OF_CLAIMS.get(column.name, ()) if table == "claims" else ())
        kinds = kinds or _FURTHER.get((table, column.name), ()) or ((column.vocabulary,) if column.vocabulary else ())
        if kinds:
            found[column.name] = Reference(column.name, kinds, column.type == "list")
    return found


def settings_of(kind: str) -> tuple[str, ...]:
    """Keys of the settings that name things of a kind, or list the words of a vocabulary."""
    return (*_SETTINGS.get(kind, ()), f"vocabularies.{kind}")


@dataclass(frozen=True)
class Cell:
    """An entry of a cell, for whoever decides what to write instead."""

    table: str
    row: int
    cells: Row
    reference: Reference
    text: str


def cells_that_name(study: Snapshot) -> Iterator[Cell]:
    """Every entry of the study's own tables that names something."""
    for name, table in study.tables.items():
        if table.default:
            continue
        for number, row in table.rows.items():
            for reference in _references(name, row):
                for entry in entries(row.get(reference.column, ""), reference):
                    yield Cell(name, number, row, reference, entry)


def _references(table: str, row: Row) -> Iterator[Reference]:
    yield from references_of(table).values()
    if table in _BY_FIELD:
        field, columns = _BY_FIELD[table]
        known = references_of("claims").get(row.get(field, ""))
        for column in columns if known else ():
            assert known is not None  # noqa: S101 - there are no columns otherwise
            yield replace(known, column=column)


def entries(text: str, reference: Reference) -> list[str]:
    """The entries of a cell."""
    parts = text.split(";") if reference.several else [text]
    return [part.strip() for part in parts if part.strip()]


def rewritten(study: Snapshot, instead: Callable[[Cell], str | None]) -> Snapshot:
    """The study with other texts in the cells that name something; in a list, each entry stays once.

    Args:
        study: the study.
        instead: what to write for an entry; None leaves it.
    """
    tables: dict[str, TableRows] = dict(study.tables)
    for name, table in study.tables.items():
        if table.default or not (references_of(name) or name in _BY_FIELD):
            continue
        changed: dict[int, Row] = {}
        for number, row in table.rows.items():
            own = {}
            for reference in _references(name, row):
                text = row.get(reference.column, "")
                if text and (new := _instead(Cell(name, number, row, reference, text), instead)) is not None:
                    own[reference.column] = new
            if own:
                changed[number] = {**row, **own}
        if changed:
            tables[name] = replace(table, rows={number: changed.get(number, row) for number, row in table.rows.items()})
    return replace(study, tables=tables)


def _instead(cell: Cell, instead: Callable[[Cell], str | None]) -> str | None:
    if not cell.reference.several:
        new = instead(replace(cell, text=cell.text.strip()))
        return None if new == cell.text else new
    parts = [part.strip() for part in cell.text.split(";")]
    new_parts = [(instead(replace(cell, text=part)) if part else None) or part for part in parts]
    # Only what was changed may become doubled: a list that nothing here concerns stays as it was typed.
    return ";".join(dict.fromkeys(filter(None, new_parts))) if new_parts != parts else None


def with_settings(study: Snapshot, kind: str, old: str, new: str) -> Snapshot:
    """The study with another name for something in its settings."""
    settings = dict(study.settings)
    for key in settings_of(kind):
        value = settings.get(key)
        if isinstance(value, str) and value == old:
            settings[key] = new
        elif isinstance(value, list | tuple) and old in value:
            settings[key] = list(dict.fromkeys(new if word == old else word for word in value))
    return replace(study, settings=settings)


def left_alone(study: Snapshot, name: str) -> dict[tuple[str, str], int]:
    """Rows by table and column that hold a name where nothing says that it is one: those stay."""
    word = re.compile(rf"(?<![\w.]){re.escape(name)}(?!\w|\.\w)")
    counts: dict[tuple[str, str], int] = {}
    for table, rows in study.tables.items():
        own = TABLES[table].id_column if table in TABLE_OF.values() else ""
        for row in rows.rows.values() if not rows.default else ():
            names = {own, *(reference.column for reference in _references(table, row))}
            for column, text in row.items():
                if column not in names and name in text and word.search(text):
                    counts[table, column] = counts.get((table, column), 0) + 1
    return counts
