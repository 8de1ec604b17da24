"""A table in a sheet of a workbook: its rows, read in batches, and what is wrong with its cells."""

import hashlib
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from graphmodel.problems import Place, Problems, shown
from graphmodel.schema import TABLES
from graphmodel.study import Batch
from graphmodel_loaders.excel import TEXT_REMEDY, Fault, is_code, text_of
from graphmodel_loaders.rows import UNNAMED, ReadRows

if TYPE_CHECKING:
    from graphmodel_loaders.workbook import Workbook

_CHUNK = 5_000
"""Rows of a sheet in one batch."""


@dataclass(frozen=True)
class SheetTable:
    """A table in a sheet (see :class:`graphmodel.study.TableSource`)."""

    name: str
    sheet: str
    book: "Workbook"
    names: tuple[str, ...]
    size: int
    formulas: bool
    header: int = 1
    default: bool = False
    from_labels: bool = False
    kept: "list[_Kept]" = field(default_factory=list, compare=False, repr=False)

    @property
    def file(self) -> str:
        """Name of the workbook."""
        return self.book.path.name

    @property
    def columns(self) -> tuple[str, ...]:
        """Names in the header, without columns that have none."""
        return tuple(name for name in self.names if not name.startswith(UNNAMED))

    def fingerprint(self) -> Iterator[bytes]:
        """The whole workbook, because the texts of a sheet are in several of its parts."""
        yield hashlib.blake2b(self.book.data).digest()

    def narrowed(self, columns: Collection[str]) -> "SheetTable":
        """The table itself, whose rows are kept from now on: reading a sheet takes long, whatever part of it."""
        if not self.kept:
            problems = Problems()
            self.kept.append(_Kept(tuple(self.batches(problems, lambda _: None)), problems))
        return self

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Number and cells of every row; see :class:`graphmodel_loaders.loaded_study.LoadedTable`."""
        schema = TABLES.get(self.name)
        columns = [schema.column(name) if schema else None for name in self.names]
        kinds = [(column, is_code(column, schema)) for column in columns]
        with suppress(Exception):  # what cannot be read is among the problems
            for number, row, _ in self.book.rows(self.sheet, formulas=False):
                pairs = zip_longest(row, kinds[: len(row)], fillvalue=(None, False))
                texts = [text_of(cell, *kind)[0] for cell, kind in pairs]
                if any(texts):  # a file may claim to have a million rows
                    yield number, texts

    def batches(self, problems: Problems, advance: Callable[[int], None]) -> Iterator[Batch]:
        """Read the rows; see :meth:`graphmodel.study.TableSource.batches`."""
        if self.kept:
            problems.merge(self.kept[0].problems)
            yield from self.kept[0].batches
            advance(self.size)
            return
        place = Place(self.name, self.file, self.sheet)
        reading = _SheetReader(self, place, problems)
        number = 1
        try:
            for number, row, formulas in self.book.rows(self.sheet, self.formulas):
                if number <= self.header:
                    continue
                reading.take(number, row, formulas)
                if len(reading.numbers) == _CHUNK:
                    yield reading.batch()
                    advance(min(self.size, self.size * number // max(self.book.height(self.sheet), number)))
        except Exception as error:  # noqa: BLE001 - openpyxl raises anything for a broken sheet
            problems.add(
                place.error(
                    "unreadable",
                    f"The sheet cannot be read after row {number} ({type(error).__name__}: {error}).",
                    "Open the workbook in Excel and save it as an Excel workbook (.xlsx).",
                    row=number,
                )
            )
        yield reading.batch()
        reading.look_for_cut_codes()
        advance(self.size)


@dataclass(frozen=True)
class _Kept:
    """The rows of a sheet, and what is wrong with them."""

    batches: tuple[Batch, ...]
    problems: Problems


class _SheetReader:
    """Collects the rows of a sheet until there are enough for a batch."""

    def __init__(self, table: SheetTable, place: Place, problems: Problems) -> None:
        self.numbers: list[int] = []
        self._table = table
        self._place = place
        self._problems = problems
        schema = TABLES.get(table.name)
        self._columns = [schema.column(name) if schema else None for name in table.names]
        self._codes = [is_code(column, schema) for column in self._columns]
        self._rows: list[list[str]] = []
        self._bad: set[int] = set()
        self._numeric: dict[int, dict[str, int]] = {}

    def take(self, number: int, row: tuple[Any, ...], formulas: tuple[Any, ...]) -> None:
        """Add one row of cells; ``formulas`` are the same cells with their formulas, if any."""
        cells: list[str] = []
        width = len(self._table.names)
        for position, cell in enumerate(row[:width]):
            text, fault = text_of(cell, self._columns[position], self._codes[position])
            if fault is None and formulas and not text and formulas[position].data_type == "f":
                fault = Fault(
                    "error",
                    "formula_without_value",
                    "The cell has a formula, and its result is not stored in the file.",
                    "Open the workbook in Excel and save it, or paste the result as a value.",
                )
            if fault is None and self._codes[position] and isinstance(cell.value, float):
                fault = self._cut(position, text, number)
            if fault is not None:
                self._report(number, position, text, fault)
            cells.append(text)
        extra = [str(cell.value) for cell in row[width:] if cell.value is not None]
        if extra:
            what = f"The row has text to the right of the header: {shown(', '.join(extra))}."
            remedy = "Delete it, or give its column a name in row 1."
            if self._place.table not in TABLES:
                remedy += " If the sheet is not a table, begin its name with _ to leave it out."
            self._problems.add(self._place.error("ragged_row", what, remedy, number))
            self._bad.add(number)
        self.numbers.append(number)
        self._rows.append(cells + [""] * (width - len(cells)))

    def batch(self) -> Batch:
        """The rows taken since the last call."""
        width = len(self._table.names)
        cells = [pa.array([row[i] for row in self._rows], pa.string()) for i in range(width)]
        numbers = np.array(self.numbers, np.int64)
        rows = ReadRows(self._place, self._table.names, numbers, cells, self._problems)
        rows.bad |= np.isin(rows.numbers, list(self._bad))
        rows.report_controls()
        self.numbers, self._rows, self._bad = [], [], set()
        return rows.batch()

    def look_for_cut_codes(self) -> None:
        """Warn where 1.9 is followed by 1.11, so that 1.1 may have been 1.10."""
        for position, texts in self._numeric.items():
            for text, number in texts.items():
                before, point, digits = text.rpartition(".")
                gap = point and len(digits) == 1 and {f"{before}.9", f"{before}.11"} <= texts.keys()
                if gap and f"{text}0" not in texts and digits == "1":
                    what = (
                        f"There are {before}.9 and {before}.11 but no {text}0, which Excel may have turned into {text}."
                    )
                    column = self._table.names[position]
                    self._problems.add(
                        self._place.problem("warning", "number_cut", what, TEXT_REMEDY, number, column, text)
                    )

    def _cut(self, position: int, text: str, number: int) -> Fault | None:
        column = self._columns[position]
        if column is not None and "code" in column.refers_to:
            codes = self._table.book.codes()
            if text in codes and f"{text}0" in codes:
                what = f"The cell is a number, for which {text} and {text}0 are the same, but the codebook has both."
                return Fault("error", "number_cut", what, TEXT_REMEDY)
            return None
        self._numeric.setdefault(position, {}).setdefault(text, number)
        return None

    def _report(self, number: int, position: int, text: str, fault: Fault) -> None:
        name = self._table.names[position]
        title = "" if name.startswith(UNNAMED) else name
        self._problems.add(
            self._place.problem(fault.severity, fault.rule, fault.what, fault.remedy, number, title, shown(text))
        )
        if fault.severity == "error":
            self._bad.add(number)
