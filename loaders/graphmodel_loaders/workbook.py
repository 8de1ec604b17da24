"""A study as one Excel workbook: a sheet for each table."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
import python_calamine

from graphmodel.problems import Place, Problem, Problems, StudyError
from graphmodel.schema import TABLES
from graphmodel_loaders.excel import damaged, merged_and_formulas, open_archive, text_of
from graphmodel_loaders.rows import (
    MOST_ABOVE,
    TELLING,
    header_row,
    read_header,
    report_title,
    tidy_name,
)
from graphmodel_loaders.sheet_table import SheetTable
from graphmodel_loaders.study_settings import KNOWN

IGNORED = frozenset({"notes", "lists", "read_me", "readme"})
SETTINGS_SHEET = "study"
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

    def open_tables(self, problems: Problems) -> dict[str, SheetTable]:
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

    def _open(self, sheet: Any, name: str, place: Place, problems: Problems) -> SheetTable | None:
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
