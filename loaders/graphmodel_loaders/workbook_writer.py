"""Writes a study as one workbook with drop-down lists."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from graphmodel.schema import KINDS_BY_NAME, TABLES, VOCABULARIES
from graphmodel.schema.columns import Column

PREPARED = 2_000
"""Rows that are ready to type in: formatted as text, with drop-down lists."""
LISTED = 5_000
"""Rows of another sheet that a drop-down list shows."""
TEXT_FORMAT = "@"
_BOLD = Font(bold=True)

Settings = Sequence[tuple[str, str | Sequence[str], str]]
Tables = Mapping[str, tuple[Sequence[str], Sequence[Mapping[str, str]]]]


def write_workbook(path: Path, settings: Settings, tables: Tables, notes: Sequence[Sequence[str]]) -> None:
    """Write a study as a workbook.

    Columns are formatted as text, so that Excel does not change ids, codes and dates;
    columns with an allowed list or one table to choose from have a drop-down list.

    Args:
        path: the file.
        settings: key, value and note of each setting, for the sheet ``study``.
        tables: columns and rows of each sheet.
        notes: rows of the sheet ``notes``.
    """
    book = openpyxl.Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    _settings(book, settings)
    lists = {**VOCABULARIES, "focus": ()}
    for key, value, _ in settings:
        section, _, name = key.rpartition(".")
        if key == "focus.values" or section == "vocabularies":
            lists["focus" if section == "focus" else name] = tuple([value] if isinstance(value, str) else value)
    ranges = {
        name: f"lists!${get_column_letter(i)}$2:${get_column_letter(i)}${len(words) + 1}"
        for i, (name, words) in enumerate(lists.items(), 1)
        if words
    }
    for name, (columns, rows) in tables.items():
        sheet = book.create_sheet(name)
        _fill(sheet, columns, [[row.get(column, "") for column in columns] for row in rows])
        for position, title in enumerate(columns, 1):
            column = TABLES[name].column(title) if name in TABLES else None
            source = _choices(name, column, ranges, tables) if column else ""
            _prepare(sheet, get_column_letter(position), title, source)
    if notes:
        _fill(book.create_sheet("notes"), ("table", "column", "may hold", "needed", "what it is"), notes)
    sheet = book.create_sheet("lists")
    longest = max(len(words) for words in lists.values())
    _fill(sheet, list(lists), [[_at(words, i) for words in lists.values()] for i in range(longest)])
    book.save(path)


def _at(words: Sequence[str], i: int) -> str:
    return words[i] if i < len(words) else ""


def _settings(book: Workbook, settings: Settings) -> None:
    rows = [(key, value if isinstance(value, str) else "; ".join(value), note) for key, value, note in settings]
    sheet = book.create_sheet("study")
    _fill(sheet, ("key", "value", "what it is"), rows)


def _fill(sheet: Worksheet, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    sheet.append(list(columns))
    for cell in sheet[1]:
        cell.font = _BOLD
    for row in rows:
        sheet.append([value or None for value in row])
        for cell in sheet[sheet.max_row]:
            cell.number_format = TEXT_FORMAT
            if cell.data_type == "f":
                cell.data_type = "s"  # text that begins with = is not a formula
    sheet.freeze_panes = "A2"
    for i, name in enumerate(columns, 1):
        longest = max([len(name), *(len(row[i - 1] or "") for row in rows)])
        sheet.column_dimensions[get_column_letter(i)].width = min(max(12, longest + 2), 60)


def _prepare(sheet: Worksheet, letter: str, title: str, source: str) -> None:
    sheet.column_dimensions[letter].number_format = TEXT_FORMAT
    if not source:
        return
    rule = DataValidation(
        type="list",
        formula1=f"={source}",
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="warning",
        errorTitle=title[:32],
        error="This is not in the list. If you keep it, add it to the list.",
    )
    rule.add(f"{letter}2:{letter}{PREPARED}")
    sheet.add_data_validation(rule)


def _choices(table: str, column: Column, ranges: Mapping[str, str], tables: Tables) -> str:
    """Cells to choose from; empty if a cell may hold several ids or ids of several tables."""
    if column.type == "list":
        return ""
    if column.vocabulary:
        return ranges.get(column.vocabulary, "")
    if table == "claims" and column.name == "predicate":
        return f"predicates!$A$2:$A${LISTED}"
    if len(column.refers_to) != 1:
        return ""
    other = "claims" if column.refers_to == ("claim",) else KINDS_BY_NAME[column.refers_to[0]].table
    return f"{other}!$A$2:$A${LISTED}" if other in tables else ""
