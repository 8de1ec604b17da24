"""Tells a framework matrix from the other sheets that people have."""

from pathlib import Path

from graphmodel.schema import TABLES
from graphmodel_loaders.flat.finding import find_table, key_of
from graphmodel_loaders.flat.guessing import guess_columns
from graphmodel_loaders.flat.opening import TEXT_FILES, WORKBOOKS
from graphmodel_loaders.flat.vocabulary import is_heading
from graphmodel_loaders.framework import words
from graphmodel_loaders.framework.layout import LONG, Layout, Settings, has_codes_in_rows, lay_out
from graphmodel_loaders.framework.own import is_own
from graphmodel_loaders.framework.quotations import quotes
from graphmodel_loaders.framework.sheet import Sheet, Sheets
from graphmodel_loaders.rows import tidy_name

_FEW_TEXTS, _MANY_TEXTS = 0.2, 0.5
"""Share of cells that are texts where code numbers show a matrix, and where nothing does."""
_DIFFERENT = 0.8
"""Share of rows that name interviews of their own."""
_OF_KUMU = {"elements", "connections"}


def is_framework(path: Path) -> bool:
    """Whether a file has a sheet that is a framework matrix by its shape, and is nothing else that people have."""
    if path.suffix.lower() not in {*TEXT_FILES, *WORKBOOKS} or not path.is_file():
        return False
    sheets = Sheets(path)
    if is_own(sheets):
        return True
    names = {tidy_name(name) for name in sheets.names}
    tables = names & set(TABLES)
    if "claims" in tables or len(tables) > 1 or names & _OF_KUMU or (tables and path.suffix.lower() in TEXT_FILES):
        return False
    return any(is_matrix_sheet(sheets, name) for name in sheets.names)


def is_matrix_sheet(sheets: Sheets, name: str) -> bool:
    """Whether one sheet is a framework matrix by its shape."""
    sheet = sheets.read(name, with_notes=False)
    if sheet is None or len(sheet.rows) < 2:
        return False
    if has_codes_in_rows(sheet):
        sheet = sheet.turned()
    layout = lay_out(sheet, Settings())
    return isinstance(layout, Layout) and _is_matrix(sheet, layout) and not _is_of_claims(sheets, name, layout)


def _is_matrix(sheet: Sheet, layout: Layout) -> bool:
    texts = layout.texts(sheet)
    headings = {key_of(label) for column in layout.codes for label in column.labels} | {
        key_of(heading) for heading in layout.attributes.values()
    }
    if len(layout.codes) < 2 or not texts or len(headings & words.PASSAGES) > 1:
        return False
    cases = [key_of(sheet.text(row, layout.cases)) for row in layout.rows]
    if len(set(cases) & (words.PASSAGES | words.CODES | words.ATTRIBUTES | words.NOTES)) > 1:
        return False
    share = sum(len(text) >= LONG or quotes(text) for text in texts) / len(texts)
    if _is_numbered(layout) or layout.is_marked:
        return share >= _FEW_TEXTS
    return layout.is_named and share >= _MANY_TEXTS and len(set(cases)) >= _DIFFERENT * len(cases)


def _is_numbered(layout: Layout) -> bool:
    return sum(column.is_dotted for column in layout.codes) >= 2


def _is_of_claims(sheets: Sheets, name: str, layout: Layout) -> bool:
    """Whether headings show a claim in each row, as `graphmodel start` reads it."""
    if _is_numbered(layout) or layout.is_marked:
        return False
    table = find_table(sheets.grid(name), is_heading)
    return table is not None and bool(table.rows) and not guess_columns(table).missing
