"""A study as one Excel workbook: a sheet for each table."""

import warnings
import zipfile
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from graphmodel.problems import Place, Problem, Problems
from graphmodel.schema import TABLES
from graphmodel_loaders.excel_cells import text_of
from graphmodel_loaders.excel_parts import damaged, merged_and_formulas, open_archive
from graphmodel_loaders.excel_sheet import SheetTable
from graphmodel_loaders.header import read_header, tidy_name
from graphmodel_loaders.toml_settings import KNOWN

IGNORED = frozenset({"notes", "lists", "read_me", "readme"})
SETTINGS_SHEET = "study"


class Workbook:
    """An opened workbook; sheets are read as often as asked.

    Args:
        path: the file.
        problems: takes notes on hidden and ignored sheets.

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
        """Rows of a sheet as far as the file says; for progress only."""
        return self._heights[sheet]

    def settings(self, problems: Problems) -> dict[str, Any] | None:
        """Keys (column A) and values (column B) of the sheet ``study``; None where there is none.

        Lists have ``;`` between their entries.
        """
        for title in self.sheet_names:
            if tidy_name(title) == SETTINGS_SHEET:
                break
        else:
            return None
        found: dict[str, Any] = {}
        try:
            for _, row, _ in self.rows(title, formulas=False):
                key, value = ([text_of(cell, None, code=False)[0].strip() for cell in row[:2]] + ["", ""])[:2]
                if not key or not value or key.lower() in {"key", "setting"}:
                    continue
                several = KNOWN.get(key) is list or key.startswith("vocabularies.")
                found[key] = [word.strip() for word in value.split(";") if word.strip()] if several else value
        except Exception as error:
            raise damaged(self.path, error) from error
        return found

    def open_tables(self, problems: Problems) -> dict[str, SheetTable]:
        """Open every sheet that is a table; headers and merged cells are looked at."""
        found: dict[str, SheetTable] = {}
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
                found.pop(name, None)  # which of them is right, nobody can know
                continue
            titles[name] = sheet.title
            try:
                table = self._open(sheet, name, place, problems)
            except Exception as error:
                raise damaged(self.path, error) from error
            if table is None:
                continue
            found[name] = table
            if sheet.sheet_state != "visible":
                problems.add(place.note("hidden_sheet", "The sheet is hidden; it is read all the same.", _HIDDEN))
        if ignored:
            what = f"Not read, as their names say that they are no tables: {', '.join(ignored)}."
            problems.add(Problem("note", "ignored_sheets", self.path.name, what, "Nothing needs doing."))
        return found

    def rows(self, title: str, formulas: bool) -> Iterator[tuple[int, tuple[Any, ...], tuple[Any, ...]]]:
        """Row number, cells with their values and, if asked, the same cells with their formulas."""
        sheet = self._values[title]
        # The size that a file gives for a sheet is often wrong, and would cut it.
        sheet.reset_dimensions()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if not formulas:
                for number, row in enumerate(sheet.iter_rows(), start=1):
                    yield number, row, ()
                return
            twin = self._formulas[title]
            twin.reset_dimensions()
            for number, (row, same) in enumerate(zip(sheet.iter_rows(), twin.iter_rows(), strict=True), start=1):
                yield number, row, same

    def codes(self) -> frozenset[str]:
        """Codes of the workbook's own codebook, as they look on screen."""
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
            # openpyxl warns of anything it cannot keep; nothing is written back here.
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(BytesIO(self.data), read_only=True, data_only=values, keep_links=False)

    def _open(self, sheet: Any, name: str, place: Place, problems: Problems) -> SheetTable | None:
        part = sheet._worksheet_path
        first = next(self.rows(sheet.title, formulas=False), None)
        cells = [text_of(cell, None, code=False)[0] for cell in first[1]] if first else []
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            if name in TABLES:
                what = "The first row of the sheet is blank; it should name the columns."
                problems.add(place.error("no_header", what, "Put the column names into row 1, or delete the sheet.", 1))
            return None
        names = read_header(cells, place, problems)
        if names is None:
            return None
        merged, formulas = merged_and_formulas(self.data, part)
        for area in merged:
            what = f"The cells {area} are merged: only the first of them holds anything."
            remedy = "Unmerge them (Home, Merge & Center) and fill in each cell."
            problems.add(place.error("merged_cells", what, remedy, value=area))
        if formulas:
            what = "Formulas are read as the results that were last stored."
            problems.add(place.note("formulas", what, "Nothing needs doing."))
        return SheetTable(name, sheet.title, self, names, _file_size(self.data, part), formulas)


_HIDDEN = "Nothing needs doing. To leave a sheet out, begin its name with _"


def _file_size(data: bytes, part: str) -> int:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.getinfo(part).file_size
