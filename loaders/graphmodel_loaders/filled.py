"""Changes to the tables of a study that a person has decided in a workbook, in either form of a study."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from shutil import copy2

import openpyxl
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from graphmodel.problems import NotFound, Problems, StudyError
from graphmodel.schema import TABLES
from graphmodel_loaders.excel import open_archive
from graphmodel_loaders.folder_writer import write_csv
from graphmodel_loaders.opening import SETTINGS_FILE, TABLE_FILES, read_study, study_workbook
from graphmodel_loaders.rows import tidy_name

Rows = list[dict[str, str]]
_MOST_ABOVE = 20


def read_filled(path: Path) -> tuple[Rows, dict[str, str]]:
    """The rows of the sheet ``units`` by its header, and the lines of ``about``.

    Raises:
        StudyError: it is no workbook, or lacks these sheets.
    """
    if not path.is_file():
        raise StudyError(f"There is no workbook {path}.")
    book = openpyxl.load_workbook(BytesIO(open_archive(path)), read_only=True, data_only=True)
    try:
        if not {"units", "about"} <= {*book.sheetnames}:
            raise StudyError(f"{path.name} has no sheets units and about. Write the workbook again, and fill that.")
        units, about = ([[_text(cell) for cell in row] for row in book[name].values] for name in ("units", "about"))
    finally:
        book.close()
    header = units[0] if units else []
    rows = [dict(zip(header, row, strict=False)) for row in units[1:] if any(row)]
    return rows, {row[0]: row[1] for row in about if len(row) > 1}


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


@dataclass(frozen=True)
class Copies:
    """A study with changes: where its files are, and in which row each claim is."""

    folder: Path
    study: Path
    rows: Mapping[str, int]


@dataclass(frozen=True)
class TablesToChange:
    """The files that changes go into: ``claims`` and ``decisions``, or the workbook."""

    study: Path
    book: Path | None
    files: tuple[Path, ...]

    @classmethod
    def of(cls, study: Path) -> "TablesToChange":
        """Find them.

        Raises:
            NotFound: the study has no claims.
            StudyError: they cannot be read whole, so that writing them would lose something.
        """
        claims = read_study(study).tables.get("claims")
        if claims is None:
            raise NotFound("The study has no table claims.", ())
        problems = Problems()
        for _ in claims.batches(problems, lambda _: None):
            pass
        if problems.errors:
            raise StudyError("Some rows of claims cannot be read. Run graphmodel check, and correct them first.")
        book = study_workbook(study) if study.is_dir() and claims.sheet else None if study.is_dir() else study
        if book is not None:
            return cls(study, book, (book,))
        return cls(study, None, (study / claims.file, study / "decisions.csv"))

    def changed(self, folder: Path, cells: Mapping[str, Mapping[str, str]], decisions: Rows) -> Copies:
        """Copy the study to a folder, with other cells in claims and further rows in decisions."""
        if self.book is not None:
            return self._changed_book(folder, self.book, cells, decisions)
        for file in self.study.iterdir():
            if file.suffix.lower() in TABLE_FILES or file.name == SETTINGS_FILE:
                copy2(file, folder / file.name)
        columns, rows = _table(self.study, "claims")
        columns = [*columns, *dict.fromkeys(name for own in cells.values() for name in own if name not in columns)]
        rows = [{**row, **cells.get(row["claim"], {})} for row in rows]
        if cells:
            write_csv(folder / self.files[0].name, columns, rows)
        if decisions:
            known, earlier = _table(self.study, "decisions")
            names = [*known, *(c.name for c in TABLES["decisions"].columns if c.name not in known)]
            write_csv(folder / self.files[1].name, names, [*earlier, *decisions])
        return Copies(folder, folder, {row["claim"]: number for number, row in enumerate(rows, 2)})

    def _changed_book(
        self, folder: Path, path: Path, cells: Mapping[str, Mapping[str, str]], decisions: Rows
    ) -> Copies:
        toml = path.parent / SETTINGS_FILE
        if toml.is_file():
            copy2(toml, folder / SETTINGS_FILE)
        book = openpyxl.load_workbook(BytesIO(open_archive(path)), keep_vba=path.suffix.lower() == ".xlsm")
        sheets = {tidy_name(sheet.title): sheet for sheet in book.worksheets}
        numbers = _numbers(self.study)
        at, places = _header(sheets["claims"], "claim")
        for claim, own in cells.items():
            for name, text in own.items():
                if name not in places:
                    places[name] = max(places.values()) + 1
                    _put(sheets["claims"].cell(at, places[name]), name)
                _put(sheets["claims"].cell(numbers[claim], places[name]), text)
        if decisions:
            _append(sheets.get("decisions") or book.create_sheet("decisions"), decisions)
        book.save(folder / path.name)
        return Copies(folder, folder / path.name, numbers)


def _table(study: Path, name: str) -> tuple[Sequence[str], Rows]:
    table = read_study(study).tables.get(name)
    if table is None:
        return [], []
    batches = table.batches(Problems(), lambda _: None)
    return table.columns, [row for batch in batches for row in batch.data.to_pylist()]


def _numbers(study: Path) -> dict[str, int]:
    """The row of each claim in its sheet."""
    table = read_study(study).tables["claims"]
    return {
        claim: number
        for batch in table.batches(Problems(), lambda _: None)
        for claim, number in zip(batch.data["claim"].to_pylist(), batch.rows.to_pylist(), strict=True)
    }


def _append(sheet: Worksheet, decisions: Rows) -> None:
    if sheet.cell(1, 1).value is None:
        for place, column in enumerate(TABLES["decisions"].columns, 1):
            _put(sheet.cell(1, place), column.name)
    _, places = _header(sheet, "claim")
    last = max(cell.row for row in sheet.iter_rows() for cell in row if cell.value is not None)
    for number, row in enumerate(decisions, last + 1):
        for name, text in row.items():
            if name in places:
                _put(sheet.cell(number, places[name]), text)


def _header(sheet: Worksheet, needed: str) -> tuple[int, dict[str, int]]:
    for number, row in enumerate(sheet.iter_rows(min_row=1, max_row=_MOST_ABOVE), 1):
        places = {tidy_name(str(cell.value)): cell.column for cell in row if cell.value is not None}
        if needed in places:
            return number, places
    raise StudyError(f"The sheet {sheet.title} has no column {needed}.")


def _put(cell: object, text: str) -> None:
    if not isinstance(cell, Cell):
        raise StudyError("A cell to be changed is merged with others. Unmerge the cells of the table first.")
    cell.value = text or None
    cell.number_format = "@"
    if text:
        cell.data_type = "s"
