"""One sheet of a workbook as a table."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from graphmodel.problems import Place, Problems, shown
from graphmodel.schema import TABLES
from graphmodel.study import Batch
from graphmodel_loaders.excel_cells import TEXT_REMEDY, Fault, is_code, text_of
from graphmodel_loaders.header import UNNAMED
from graphmodel_loaders.rows import Rows

if TYPE_CHECKING:
    from graphmodel_loaders.workbook import Workbook

CHUNK = 5_000


@dataclass(frozen=True)
class SheetTable:
    """A table in a sheet (see :class:`graphmodel.study.TableSource`)."""

    name: str
    sheet: str
    book: "Workbook"
    names: tuple[str, ...]
    size: int
    formulas: bool
    default: bool = False

    @property
    def file(self) -> str:
        """Name of the workbook."""
        return self.book.path.name

    @property
    def columns(self) -> tuple[str, ...]:
        """Names in the header, without columns that have none."""
        return tuple(name for name in self.names if not name.startswith(UNNAMED))

    def fingerprint(self) -> Iterator[bytes]:
        """The whole workbook: texts of a sheet lie in several of its parts."""
        yield hashlib.blake2b(self.book.data).digest()

    def batches(self, problems: Problems, advance: Callable[[int], None]) -> Iterator[Batch]:
        """Read the rows; see :meth:`graphmodel.study.TableSource.batches`."""
        place = Place(self.name, self.file, self.sheet)
        reading = _Reading(self, place, problems)
        number = 1
        try:
            for number, row, formulas in self.book.rows(self.sheet, self.formulas):
                if number == 1:
                    continue
                reading.take(number, row, formulas)
                if len(reading.numbers) == CHUNK:
                    yield reading.batch()
                    advance(min(self.size, self.size * number // max(self.book.height(self.sheet), number)))
        except Exception as error:  # noqa: BLE001 - openpyxl raises whatever a broken sheet leads it to
            problems.add(
                place.error(
                    "unreadable",
                    f"The sheet cannot be read beyond row {number} ({type(error).__name__}: {error}).",
                    "Open the workbook in Excel and save it as an Excel workbook (.xlsx).",
                    row=number,
                )
            )
        yield reading.batch()
        reading.look_for_cut_codes()
        advance(self.size)


class _Reading:
    """Rows of a sheet as they come, until there are enough for a batch."""

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
        """Add one row of cells; ``formulas`` are the same cells with what they compute, if any."""
        cells: list[str] = []
        width = len(self._table.names)
        for position, cell in enumerate(row[:width]):
            text, fault = text_of(cell, self._columns[position], self._codes[position])
            if fault is None and formulas and not text and formulas[position].data_type == "f":
                fault = Fault(
                    "error",
                    "formula_without_value",
                    "The cell holds a formula whose result is not stored in the file.",
                    "Open the workbook in Excel and save it, or paste the result as a value.",
                )
            if fault is None and self._codes[position] and isinstance(cell.value, float):
                fault = self._cut(position, text, number)
            if fault is not None:
                self._report(number, position, text, fault)
            cells.append(text)
        extra = [str(cell.value) for cell in row[width:] if cell.value is not None]
        if extra:
            what = f"The row has text to the right of the last column of the header: {shown(', '.join(extra))}."
            remedy = "Delete it, or give its column a name in row 1."
            if self._place.table not in TABLES:
                remedy += " Is the sheet no table but remarks? Then begin its name with _, and it is not read."
            self._problems.add(self._place.error("ragged_row", what, remedy, number))
            self._bad.add(number)
        self.numbers.append(number)
        self._rows.append(cells + [""] * (width - len(cells)))

    def batch(self) -> Batch:
        """The rows taken since last time."""
        width = len(self._table.names)
        cells = [pa.array([row[i] for row in self._rows], pa.string()) for i in range(width)]
        numbers = np.array(self.numbers, np.int64)
        rows = Rows(self._place, self._table.names, numbers, cells, self._problems)
        rows.bad |= np.isin(rows.numbers, list(self._bad))
        rows.report_controls()
        self.numbers, self._rows, self._bad = [], [], set()
        return rows.batch()

    def look_for_cut_codes(self) -> None:
        """Say where 1.9 is followed by 1.11, and 1.1 may have been 1.10."""
        for position, texts in self._numeric.items():
            for text, number in texts.items():
                before, point, digits = text.rpartition(".")
                gap = point and len(digits) == 1 and {f"{before}.9", f"{before}.11"} <= texts.keys()
                if gap and f"{text}0" not in texts and digits == "1":
                    what = f"There are {before}.9 and {before}.11 but no {text}0: was this {text} cut by Excel?"
                    column = self._table.names[position]
                    self._problems.add(
                        self._place.problem("warning", "number_cut", what, TEXT_REMEDY, number, column, text)
                    )

    def _cut(self, position: int, text: str, number: int) -> Fault | None:
        column = self._columns[position]
        if column is not None and "code" in column.refers_to:
            codes = self._table.book.codes()
            if text in codes and f"{text}0" in codes:
                what = f"The cell is a number, in which {text} and {text}0 are the same; the codebook has both."
                return Fault("error", "number_cut", what, TEXT_REMEDY)
            return None
        self._numeric.setdefault(position, {}).setdefault(text, number)
        return None

    def _report(self, number: int, position: int, text: str, fault: Fault) -> None:
        name = self._table.names[position]
        shown_name = "" if name.startswith(UNNAMED) else name
        self._problems.add(
            self._place.problem(fault.severity, fault.rule, fault.what, fault.remedy, number, shown_name, shown(text))
        )
        if fault.severity == "error":
            self._bad.add(number)
