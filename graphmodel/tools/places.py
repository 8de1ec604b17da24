"""Places for answers on a copy: codes of rows, letters of columns, and what is left blank."""

from collections import Counter
from collections.abc import Sequence
from string import ascii_lowercase
from typing import TypeVar

from graphmodel.tools.copies import Cell, Field, Printed
from graphmodel.tools.definition import ColumnDefinition, PartDefinition

_Column = TypeVar("_Column")


class RowCodes:
    """The codes of the rows of one copy: a letter and a number, which goes on from part to part and sheet to sheet."""

    def __init__(self) -> None:
        self._rows: Counter[str] = Counter()

    def following(self, part: PartDefinition) -> str:
        """The code of the next row of a part."""
        letter = part.code or "X"
        self._rows[letter] += 1
        return f"{letter}{self._rows[letter]}"


def lettered(columns: Sequence[_Column]) -> list[tuple[str, _Column]]:
    """Columns with their letters."""
    return list(zip(ascii_lowercase, columns, strict=False))


def field(column: ColumnDefinition, row: str, letter: str = "") -> Field:
    """The place for an answer in a column of a row; without a letter, that of a question of its own."""
    label = f"{column.heading}, {row}"
    return Field(f"{row}{letter}", column.answer, column.kind, column.choices, label, column.lines)


def blank_cell(column: ColumnDefinition, row: str, letter: str) -> Cell:
    """A cell of a blank row: a place for an answer, or nothing where the column only prints."""
    return field(column, row, letter) if column.answer else Printed("")
