"""Writes a study as one workbook with drop-down lists."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from graphmodel.schema import TABLES
from graphmodel.schema.columns import Column, allowed
from graphmodel_loaders.workbook_lists import PREPARED, Lists, named_tables

TEXT_FORMAT = "@"
_HEADER = Font(name="Calibri", bold=True)
_SHADE = PatternFill("solid", fgColor="E7E6E6")
_SETTINGS = "study"
_WIDEST = 60
"""Characters of a column; longer texts go on in the next line."""
_LONGEST_PROMPT, _LONGEST_TITLE = 255, 32

Settings = Sequence[tuple[str, str | Sequence[str], str]]
Tables = Mapping[str, tuple[Sequence[str], Sequence[Mapping[str, str]]]]


def write_workbook(
    path: Path,
    settings: Settings,
    tables: Tables,
    notes: Sequence[Sequence[str]],
    first: Mapping[str, Collection[str]] | None = None,
) -> None:
    """Write a study as a workbook.

    Columns are formatted as text, so that Excel does not change ids, codes and dates. Columns with an allowed list have
    a drop-down list, and so have those that name nodes or verbs: of the labels in the other sheets, whatever is typed
    there. A cell that is not in its list is asked about and can be kept. The header cells say what their columns mean.

    Args:
        path: the file.
        settings: key, value and note of each setting, for the sheet ``study``; none: no such sheet.
        tables: columns and rows of each sheet.
        notes: rows of the sheet ``notes``; none: no such sheet.
        first: for some tables, the columns that matter; the others are grouped and folded away.
    """
    book = openpyxl.Workbook()
    if book.active is not None:
        book.remove(book.active)
    words: dict[str, Sequence[str]] = {}
    focus = ""
    for row, (key, value, _) in enumerate(settings, 2):
        section, _, name = key.rpartition(".")
        if key == "focus.values":
            focus = f"{_SETTINGS}!$B${row}"
        elif section == "vocabularies":
            words[name] = [value] if isinstance(value, str) else value
    sheets = {name: book.create_sheet(name) for name in tables}
    if settings:
        _settings(book, settings)
    columns = {name: columns for name, (columns, _) in tables.items()}
    lists = Lists(book, columns, {name: len(rows) for name, (_, rows) in tables.items()}, words, focus)
    for name, (names, rows) in tables.items():
        _fill(sheets[name], names, [[row.get(column, "") for column in names] for row in rows])
        for position, title in enumerate(names, 1):
            column = TABLES[name].column(title) if name in TABLES else None
            _prepare(sheets[name], name, position, column, lists)
        if first and name in first:
            _fold(sheets[name], [i for i, title in enumerate(names, 1) if title not in first[name]])
    if notes:
        _fill(book.create_sheet("notes"), ("table", "column", "may hold", "needed", "what it is"), notes)
    book.calculation.fullCalcOnLoad = True
    book.save(path)


def _settings(book: Workbook, settings: Settings) -> None:
    rows = [(key, value if isinstance(value, str) else "; ".join(value), note) for key, value, note in settings]
    sheet = book.create_sheet(_SETTINGS)
    _fill(sheet, ("key", "value", "what it is"), rows)


def _fill(sheet: Worksheet, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    sheet.append(list(columns))
    for cell in sheet[1]:
        cell.font, cell.fill = _HEADER, _SHADE
    for row in rows:
        sheet.append([value or None for value in row])
        for cell in sheet[sheet.max_row]:
            cell.number_format = TEXT_FORMAT
            if len(str(cell.value or "")) > _WIDEST:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            if cell.data_type == "f":
                cell.data_type = "s"  # text that begins with = is not a formula
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    for i, name in enumerate(columns, 1):
        longest = max([len(name), *(len(row[i - 1] or "") for row in rows)])
        sheet.column_dimensions[get_column_letter(i)].width = min(max(12, longest + 2), _WIDEST)


def _prepare(sheet: Worksheet, table: str, position: int, column: Column | None, lists: Lists) -> None:
    letter = get_column_letter(position)
    sheet.column_dimensions[letter].number_format = TEXT_FORMAT
    if column is None:
        return
    about = DataValidation(
        showInputMessage=True,
        promptTitle=column.name[:_LONGEST_TITLE],
        prompt=_about(column)[:_LONGEST_PROMPT],
    )
    about.add(f"{letter}1")
    sheet.add_data_validation(about)
    if not (source := lists.of(table, column)):
        return
    tables = named_tables(column)
    new = f"If it is new, keep it and add a row for it to {tables}." if tables else "Keep it only if it is meant."
    rule = DataValidation(
        type="list",
        formula1=source,
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="warning",
        errorTitle=column.name[:_LONGEST_TITLE],
        error=f"This is not in the list. {new}",
    )
    rule.add(f"{letter}2:{letter}{PREPARED}")
    sheet.add_data_validation(rule)


def _about(column: Column) -> str:
    """What a column means and may hold."""
    needed = "needed" if column.required else "may be empty"
    return "; ".join(text for text in (column.note, allowed(column), needed) if text)


def _fold(sheet: Worksheet, positions: Sequence[int]) -> None:
    """Group columns and fold them away; the sign to open them is above the next column."""
    for position in positions:
        dimension = sheet.column_dimensions[get_column_letter(position)]
        dimension.outlineLevel, dimension.hidden = 1, True
    if positions:
        sheet.column_dimensions[get_column_letter(positions[-1] + 1)].collapsed = True
