"""Checks of single cells against the schema: filled, a date, an allowed word."""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.check.rows import CheckedRows, NearNames
from graphmodel.problems import shown
from graphmodel.schema.columns import Column, TableSchema
from graphmodel.schema.dates import is_ambiguous, read_date
from graphmodel.settings import Settings
from graphmodel.study import Mask, mask
from graphmodel.wording import counted

_PLACE = r"^\d+(\.\d+)*$"
_EXCEL_ERROR = r"^#(REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|#+$)"
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
EXCEL_DATE = (
    rf"(?i)^(\d{{1,4}}[-/ .]{_MONTH}([-/ .]\d{{2,4}})?|{_MONTH}[-/ .]\d{{1,4}}"
    r"|\d{1,4}[-/]\d{1,2}[-/]\d{1,4}( \d{1,2}:\d{2}(:\d{2})?)?)$"
)
"""What Excel makes of 1.10 or 2-3: 01-Oct, Oct-10, 10/01/2012."""
EXCEL_POWER = r"^\d([.,]\d+)?[eE][+-]?\d+$"
"""What Excel makes of a long number: 1.1E+05."""

EXCEL_REMEDY = (
    "Look up the original and type it again. In Excel, first format the column as Text (Home, Number, Text);"
    " or import the file with that column set to Text."
)


def check_cells(rows: CheckedRows, schema: TableSchema, settings: Settings, near: NearNames) -> None:
    """Check every cell that needs no other to be judged; references and ids are checked elsewhere."""
    _notes_among_rows(rows, schema)
    _excel_errors(rows)
    for column in schema.columns:
        if column.name in rows.absent:
            continue
        if column.required:
            rows.fault(
                ~rows.filled(column.name),
                column.name,
                "missing_value",
                f"{column.name} is empty; every row of {schema.name} needs it.",
                f"Fill in {column.name}, or delete the row.",
            )
        if column.vocabulary:
            _words(rows, column, settings, near)
        elif column.type == "date":
            _dates(rows, column)
        elif column.type == "integer":
            _integers(rows, column)
        elif column.type == "place" and column.name != schema.id_column:
            _places(rows, column)


def _excel_errors(rows: CheckedRows) -> None:
    for name, cells in rows.cells.items():
        if name not in rows.renamed and mask(pc.starts_with(cells, "#")).any():
            rows.fault(
                mask(pc.match_substring_regex(cells, _EXCEL_ERROR)),
                name,
                "excel_error",
                "The cell contains a spreadsheet error instead of a value.",
                "Correct the formula or type the value.",
            )


def _notes_among_rows(rows: CheckedRows, schema: TableSchema) -> None:
    """Report rows with text in one cell alone, such as remarks under a table."""
    if len(schema.required) < 2 or not len(rows):
        return
    filled = np.sum([rows.filled(name) for name in rows.cells if name not in rows.renamed], axis=0)
    alone = filled == 1
    if not alone.any():
        return
    spaced = np.zeros(len(rows), bool)
    for name, cells in rows.cells.items():
        if name not in schema.required[1:]:
            spaced |= mask(pc.match_substring(cells, " "))
    rows.fault(
        alone & spaced,
        "",
        "note_among_rows",
        "The row has text in one cell only and looks like a remark.",
        "Move remarks out of the table, into a sheet called notes or a text file.",
    )
    rows.notes |= alone & spaced


def _words(rows: CheckedRows, column: Column, settings: Settings, near: NearNames) -> None:
    words = settings.words(column.vocabulary)
    if not words:
        return
    cells = rows.cells[column.name]
    allowed = pa.array([*words, ""], pa.string())
    rows.fault(
        ~mask(pc.is_in(cells, value_set=allowed)),
        column.name,
        "bad_word",
        lambda i: f"{column.name} may not be {rows.value(column.name, i)!r}.",
        lambda i: near.remedy(
            rows.value(column.name, i),
            f"words of {column.vocabulary}",
            words,
            f"Write one of: {', '.join(words)}{'' if column.required else '; or leave the cell empty'}.",
        ),
    )


def _dates(rows: CheckedRows, column: Column) -> None:
    cells = rows.cells[column.name]
    texts = [text for text in pc.unique(cells).to_pylist() if text and read_date(text) != text]
    _month_or_year(rows, column)
    if not texts:
        return
    two_days = [text for text in texts if is_ambiguous(text)]
    if two_days:
        unclear = mask(pc.is_in(cells, value_set=pa.array(two_days, pa.string())))
        rows.problems.add(
            rows.place.error(
                "day_or_month_first",
                f"{counted(int(unclear.sum()), 'date')} may be two different days: {', '.join(two_days[:3])}.",
                "If the day comes first, write in study.toml: [reading] day_first = true. If the month comes first:"
                " day_first = false.",
                int(rows.numbers[np.flatnonzero(unclear)[0]]),
                column.name,
                shown(two_days[0]),
            )
        )
        rows.bad |= unclear
    rows.fault(
        mask(pc.is_in(cells, value_set=pa.array([text for text in texts if text not in two_days], pa.string()))),
        column.name,
        "bad_date",
        lambda i: f"{rows.value(column.name, i)!r} is not a date, or there is no such day.",
        "Write 2011, 2011-03 or 2011-03-09 (year, month, day), as far as known; 2011-04/2012-03 for a range; c. 2011 if"
        " it is not certain. In Excel, format the column as Text.",
    )


def _month_or_year(rows: CheckedRows, column: Column) -> None:
    """Warn once of 2011-12 among years and no other months: it may be the year 2011/12."""
    cells = rows.cells[column.name]
    texts = set(pc.unique(cells).to_pylist()) - {""}
    odd = sorted(text for text in texts if re.fullmatch(r"[12]\d(\d\d)-\d\d", text) and _next_year(text))
    others = texts - set(odd)
    if odd and others and all(re.fullmatch(r"[12]\d{3}(/[12]\d{3})?", text) for text in others):
        rows.problems.add(
            rows.place.problem(
                "warning",
                "month_or_year",
                f"{', '.join(odd[:3])} {'is' if len(odd) == 1 else 'are'} read as a month; the other dates are years.",
                f"If a financial or academic year is meant, write {odd[0].replace('-', '/')}.",
                column=column.name,
                value=odd[0],
            )
        )


def _next_year(text: str) -> bool:
    """Whether 2011-12 may also be read as 2011 and 2012."""
    return int(text[5:]) == (int(text[2:4]) + 1) % 100


def _integers(rows: CheckedRows, column: Column) -> None:
    cells = rows.cells[column.name]
    good = mask(pc.and_(pc.ascii_is_decimal(cells), pc.less(pc.utf8_length(cells), 10)))
    rows.fault(
        rows.filled(column.name) & ~good,
        column.name,
        "bad_number",
        lambda i: f"{column.name} is {rows.value(column.name, i)!r}; it should be a whole number.",
        "Write 0, 1, 2 and so on, without a point, or leave the cell empty.",
    )


def _places(rows: CheckedRows, column: Column) -> None:
    cells = rows.cells[column.name]
    damaged = excel_damage(cells)
    rows.fault(damaged, column.name, "excel_damage", EXCEL_WHAT, EXCEL_REMEDY)
    rows.fault(
        rows.filled(column.name) & ~damaged & ~mask(pc.match_substring_regex(cells, _PLACE)),
        column.name,
        "bad_place",
        lambda i: f"{column.name} is {rows.value(column.name, i)!r}; it should be a place such as 2, 2.1 or 2.10.",
        "Write numbers with points between them.",
    )


EXCEL_WHAT = "The cell looks like a number that Excel turned into a date or cut short."


def excel_damage(cells: pa.Array) -> Mask:
    """Which cells look like ids or places that Excel has read as dates or long numbers."""
    return mask(pc.or_(pc.match_substring_regex(cells, EXCEL_DATE), pc.match_substring_regex(cells, EXCEL_POWER)))
