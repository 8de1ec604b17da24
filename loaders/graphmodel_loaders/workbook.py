"""A study as one Excel workbook: a sheet for each table."""

import hashlib
import re
import warnings
import zipfile
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pyarrow as pa
import python_calamine

from graphmodel.problems import Place, Problem, Problems, StudyError, shown
from graphmodel.schema import TABLES
from graphmodel.study import Batch
from graphmodel_loaders.excel import TEXT_REMEDY, Fault, damaged, is_code, merged_and_formulas, open_archive, text_of
from graphmodel_loaders.rows import (
    MOST_ABOVE,
    TELLING,
    UNNAMED,
    ReadRows,
    header_row,
    read_header,
    report_title,
    tidy_name,
)
from graphmodel_loaders.study_settings import KNOWN

IGNORED = frozenset({"notes", "lists", "read_me", "readme"})
SETTINGS_SHEET = "study"
CHUNK = 5_000
"""Rows of a sheet in one batch."""
_HIDDEN = "There is nothing to do. To leave a sheet out, begin its name with _"


def has_study_sheets(path: Path) -> bool:
    """Whether a file is a workbook with a sheet named after a table that only a study has."""
    try:
        data = open_archive(path)
        names = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data)).sheet_names
    except (StudyError, python_calamine.CalamineError):
        return False
    return any(tidy_name(name) in TELLING for name in names)


MOST_ROWS = 1 << 20
"""Rows of a sheet in Excel; a file that claims to have more would be filled up with blank rows."""


class Workbook:
    """An open workbook; sheets can be read repeatedly.

    Args:
        path: the file.
        problems: collects notes on hidden and ignored sheets.

    Raises:
        StudyError: it cannot be read.
    """

    def __init__(self, path: Path, problems: Problems) -> None:
        self.path = path
        self.data = open_archive(path)
        self._problems = problems
        self._codes: frozenset[str] | None = None
        try:
            self._values = self._load(values=True)
            self._heights = {sheet.title: sheet.max_row or 0 for sheet in self._values.worksheets}
        except Exception as error:
            raise damaged(path, error) from error

    @property
    def sheet_names(self) -> list[str]:
        """Names of all sheets."""
        return [sheet.title for sheet in self._values.worksheets]

    def height(self, sheet: str) -> int:
        """Number of rows of a sheet according to the file; for progress only."""
        return self._heights[sheet]

    def part_of(self, sheet: str) -> str:
        """The part of the file that holds a sheet."""
        return str(self._values[sheet]._worksheet_path).lstrip("/")

    def settings(self, problems: Problems) -> dict[str, Any] | None:
        """Keys (column A) and values (column B) of the sheet ``study``; None if there is none.

        Lists have ``;`` between their entries.
        """
        for title in self.sheet_names:
            if tidy_name(title) == SETTINGS_SHEET:
                break
        else:
            return None
        values: dict[str, Any] = {}
        try:
            for _, row, _ in self.rows(title, formulas=False):
                key, value = ([text_of(cell, None, code=False)[0].strip() for cell in row[:2]] + ["", ""])[:2]
                if not key or not value or key.lower() in {"key", "setting"}:
                    continue
                several = KNOWN.get(key) is list or key.startswith("vocabularies.")
                if KNOWN.get(key) is bool:
                    values[key] = {"true": True, "yes": True, "false": False, "no": False}.get(value.lower(), value)
                    continue
                values[key] = [word.strip() for word in value.split(";") if word.strip()] if several else value
        except Exception as error:
            raise damaged(self.path, error) from error
        return values

    def open_tables(self, problems: Problems) -> "dict[str, SheetTable]":
        """Open every sheet that is a table; checks headers and merged cells."""
        tables: dict[str, SheetTable] = {}
        titles: dict[str, str] = {}
        ignored = []
        for sheet in self._values.worksheets:
            name = tidy_name(sheet.title)
            if name == SETTINGS_SHEET:
                continue
            if name.startswith("_") or name in IGNORED:
                ignored.append(sheet.title)
                continue
            place = Place(name, self.path.name, sheet.title)
            if name in titles:
                what = f"{titles[name]} and {sheet.title} are both the table {name}."
                problems.add(place.error("doubled_table", what, "Keep one of the two sheets."))
                tables.pop(name, None)  # either may be the right one
                continue
            titles[name] = sheet.title
            try:
                table = self._open(sheet, name, place, problems)
            except Exception as error:
                raise damaged(self.path, error) from error
            if table is None:
                continue
            tables[name] = table
            if sheet.sheet_state != "visible":
                problems.add(place.note("hidden_sheet", "The sheet is hidden, but it is read.", _HIDDEN))
        if ignored:
            what = f"Not read, because their names are not those of tables: {', '.join(ignored)}."
            problems.add(Problem("note", "ignored_sheets", self.path.name, what, "There is nothing to do."))
        return tables

    def rows(self, title: str, formulas: bool) -> Iterator[tuple[int, tuple[Any, ...], tuple[Any, ...]]]:
        """Row number, cells with their values and, on request, the same cells with their formulas."""
        sheet = self._values[title]
        # The size of a sheet in the file is often too small.
        sheet.reset_dimensions()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if not formulas:
                for number, row in enumerate(sheet.iter_rows(), start=1):
                    if number > MOST_ROWS:
                        raise ValueError(f"a sheet has at most {MOST_ROWS:,} rows")
                    yield number, row, ()
                return
            twin = self._formulas[title]
            twin.reset_dimensions()
            for number, (row, same) in enumerate(zip(sheet.iter_rows(), twin.iter_rows(), strict=True), start=1):
                if number > MOST_ROWS:
                    raise ValueError(f"a sheet has at most {MOST_ROWS:,} rows")
                yield number, row, same

    def codes(self) -> frozenset[str]:
        """Codes of the workbook's own codebook, as they appear on the screen."""
        if self._codes is None:
            titles = [title for title in self.sheet_names if tidy_name(title) == "codebook"]
            code = TABLES["codebook"].columns[0]
            self._codes = frozenset(
                text_of(row[0], code, code=True)[0]
                for title in titles[:1]
                for number, row, _ in self.rows(title, formulas=False)
                if number > 1 and row
            )
        return self._codes

    @cached_property
    def _formulas(self) -> Any:
        return self._load(values=False)

    def _load(self, values: bool) -> Any:
        with warnings.catch_warnings():
            # openpyxl warns about what it cannot keep, but nothing is written back here.
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(BytesIO(self.data), read_only=True, data_only=values, keep_links=False)

    def _open(self, sheet: Any, name: str, place: Place, problems: Problems) -> "SheetTable | None":
        part = sheet._worksheet_path
        above = islice(self.rows(sheet.title, formulas=False), MOST_ABOVE + 1)
        rows = [[text_of(cell, None, code=False)[0] for cell in row] for _, row, _ in above]
        header = header_row(rows, name)
        cells = rows[header - 1] if rows else []
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            if name in TABLES:
                what = "The first row of the sheet is blank; it should name the columns."
                problems.add(place.error("no_header", what, "Put the column names in row 1, or delete the sheet.", 1))
            return None
        names = read_header(cells, place, problems)
        if names is None:
            return None
        if header > 1:
            report_title(header, place, problems)
        merged, formulas = merged_and_formulas(self.data, part)
        for area in merged:
            what = f"The cells {area} are merged, so only the first of them has content."
            remedy = "Unmerge them (Home, Merge & Center) and fill in each cell."
            row = re.search(r"\d+", area)
            problems.add(place.error("merged_cells", what, remedy, int(row.group()) if row else 0, value=area))
        if formulas:
            what = "Formulas are read as their last stored results."
            problems.add(place.note("formulas", what, "There is nothing to do."))
        return SheetTable(name, sheet.title, self, names, _file_size(self.data, part), formulas, header)


def _file_size(data: bytes, part: str) -> int:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.getinfo(part).file_size


@dataclass(frozen=True)
class SheetTable:
    """A table in a sheet (see :class:`graphmodel.study.TableSource`)."""

    name: str
    sheet: str
    book: Workbook
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
                if len(reading.numbers) == CHUNK:
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
