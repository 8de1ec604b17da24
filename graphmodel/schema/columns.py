"""Columns and tables of a study."""

from dataclasses import dataclass
from typing import Literal

from graphmodel.schema.kinds import KINDS_BY_NAME
from graphmodel.schema.vocabularies import VOCABULARIES

ROW = "_row"
"""Column of checked tables with the row number, as in a spreadsheet."""

ColumnType = Literal["text", "integer", "number", "yes_no", "date", "place", "list"]
"""``place`` is a decimal path such as 2.3 or 1.10; ``list`` has ``;`` between its entries."""


@dataclass(frozen=True)
class Column:
    """One column: its type, the kinds of node it may name, the words it allows."""

    name: str
    type: ColumnType = "text"
    refers_to: tuple[str, ...] = ()
    vocabulary: str = ""
    required: bool = False
    note: str = ""


@dataclass(frozen=True)
class TableSchema:
    """One table. ``kind`` is the kind of node it lists, or empty for other tables.

    ``up`` names a column that points to another row of the same table (part of, parent).
    """

    name: str
    columns: tuple[Column, ...]
    note: str
    kind: str = ""
    up: str = ""

    @property
    def id_column(self) -> str:
        """Name of the first column."""
        return self.columns[0].name

    def column(self, name: str) -> Column | None:
        """The column of that name, or None if the schema does not know it."""
        return self._by_name.get(name)

    @property
    def _by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the columns that are required and must be filled."""
        return tuple(column.name for column in self.columns if column.required)


def identifier(name: str) -> Column:
    """A column of unique ids."""
    return Column(name, required=True, note="unique id")


def text(name: str, note: str = "", required: bool = False) -> Column:
    """A column of free text."""
    return Column(name, note=note, required=required)


def several(name: str, *kinds: str, note: str = "") -> Column:
    """A column of several entries, separated by ``;``."""
    return Column(name, type="list", refers_to=kinds, note=note or "several, separated by ;")


def reference(name: str, *kinds: str, required: bool = False, note: str = "") -> Column:
    """A column that names a node of one of these kinds."""
    return Column(name, refers_to=kinds, required=required, note=note)


def word(name: str, vocabulary: str, required: bool = False, note: str = "") -> Column:
    """A column whose cells come from a vocabulary."""
    return Column(name, vocabulary=vocabulary, required=required, note=note)


LABEL = text("label", "what people read", required=True)
LOCATOR = text("locator", "where in the source it comes from")


_TYPES = {
    "text": "text",
    "integer": "whole number",
    "number": "number",
    "yes_no": "yes or no",
    "date": "date: 2011, 2011-03 or 2011-03-09",
    "place": "place: 2, 2.1, 2.10",
    "list": "several, separated by ;",
}


def allowed(column: Column) -> str:
    """What a column may hold."""
    if column.vocabulary == "focus":
        return "a word of focus.values in the settings"
    if column.vocabulary:
        return "one of: " + ", ".join(VOCABULARIES[column.vocabulary])
    if column.refers_to:
        tables = " or ".join("claims" if kind == "claim" else KINDS_BY_NAME[kind].table for kind in column.refers_to)
        if column.refers_to == ("claim",):
            return f"{'ids' if column.type == 'list' else 'id'} from {tables}" + (
                f" ({_TYPES['list']})" if column.type == "list" else ""
            )
        return f"{'labels or ids' if column.type == 'list' else 'label or id'} from {tables}" + (
            f" ({_TYPES['list']})" if column.type == "list" else ""
        )
    return _TYPES[column.type]
