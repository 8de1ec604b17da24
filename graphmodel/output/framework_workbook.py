"""The framework matrix as researchers keep it: a workbook with a sheet for each theme, a row for each interview.

The cells hold summaries and quotations. A hidden sheet says which claims each cell holds, so that the workbook can be
read again (see :mod:`graphmodel_loaders.framework.own`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import cast

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from graphmodel.output.cells import Plain
from graphmodel.output.xlsx_writer import new_workbook, safe_cell, save, sheet_names, write_sheet
from graphmodel.workbook_marks import CELLS_COLUMNS, CELLS_SHEET, mark_of

HINT = "An empty cell: not mentioned, which does not say that the interview has no view on it."
WIDTH_OF_ROW, WIDTH_OF_ID = 22, 12
WIDTHS = ((700, 30), (1400, 45))
WIDEST = 65
"""Widths of columns, in characters; those of codes by their longest cell."""
SCALE = 65
"""Size on paper, in percent: seven codes on a page of A3."""
_A3, _FIRST_ROW = 8, 6
_LINE_HEIGHT, _HIGHEST = 14.5, 409.0
"""Height of a line of text, and most of a row, in points."""
_TOP = Alignment(wrap_text=True, vertical="top")
_MIDDLE = Alignment(wrap_text=True, vertical="center", horizontal="center")
_LINE = Side(style="thin", color="BFBFBF")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_SHADE = PatternFill("solid", start_color="E7EEF5", end_color="E7EEF5")
_PLAIN, _BOLD, _TITLE = Font(name="Calibri"), Font(name="Calibri", bold=True), Font(name="Calibri", bold=True, size=14)
_SMALL, _GREY = Font(name="Calibri", italic=True, color="595959"), Font(name="Calibri", color="7F7F7F", size=9)


@dataclass(frozen=True)
class CellClaim:
    """One claim in a cell: its summary, and each of its quotations with its permission."""

    claim: str
    summary: str
    quotations: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """How it reads in a cell."""
        return " ".join([self.summary, *(f"“{text}”" for text, _ in self.quotations)]).strip()


@dataclass(frozen=True)
class Theme:
    """One sheet.

    Attributes:
        title: number and label of the theme.
        codes: number and label of each code.
        rows: id and label of each row.
        cells: what is said, by id of row and number of code.
    """

    title: str
    codes: Sequence[tuple[str, str]]
    rows: Sequence[tuple[str, str]]
    cells: Mapping[tuple[str, str], Sequence[CellClaim]]


@dataclass(frozen=True)
class Framework:
    """A workbook: what a row is, its themes, and lines for the sheet ``about``."""

    row: str
    themes: Sequence[Theme]
    about: Sequence[tuple[str, str]] = field(default=())


def write_framework(framework: Framework, output: Path) -> None:
    """Write the workbook; text stays text, nothing becomes a formula or a link.

    Raises:
        OutputError: the file cannot be written.
    """
    book = new_workbook()
    names = sheet_names(theme.title for theme in framework.themes)
    held: list[list[str]] = []
    for name, theme in zip(names, framework.themes, strict=True):
        sheet = cast("Worksheet", book.create_sheet(name))
        widths = _widths(theme)
        _set_up(sheet, widths)
        for number, cells in enumerate(_headings(sheet, framework.row, theme), 1):
            if number > 2:
                sheet.row_dimensions[number].height = _height(cells, widths)
            sheet.append(cells)
        for number, (row, label) in enumerate(theme.rows, _FIRST_ROW):
            cells = _row(sheet, theme, row, label, held)
            sheet.row_dimensions[number].height = _height(cells, widths)
            sheet.append(cells)
    about: list[list[Plain]] = [[*line] for line in framework.about]
    write_sheet(book, "about", ["what", "text"], about)
    hidden = cast("Worksheet", book.create_sheet(CELLS_SHEET))
    hidden.sheet_state = "hidden"
    for line in [list(CELLS_COLUMNS), *held]:
        hidden.append([safe_cell(hidden, text) for text in line])
    save(book, output)


def cell_text(said: Sequence[CellClaim]) -> str:
    """The text of a cell: a line for each claim, those that read alike once."""
    return "\n".join(dict.fromkeys(one.text for one in said))


def _widths(theme: Theme) -> list[int]:
    longest = {code: 0 for code, _ in theme.codes}
    for (_, code), said in theme.cells.items():
        if code in longest:
            longest[code] = max(longest[code], len(cell_text(said)))
    of_codes = [next((width for most, width in WIDTHS if length <= most), WIDEST) for length in longest.values()]
    return [WIDTH_OF_ID, WIDTH_OF_ROW, *of_codes]


def _height(cells: Sequence[Cell | None], widths: Sequence[int]) -> float:
    return row_height([str(cell.value) if cell is not None and cell.value else "" for cell in cells], widths)


def row_height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """The height of a row that shows its longest text; spreadsheets do not find it by themselves.

    Args:
        texts: of the cells.
        widths: of the columns, in characters.
    """
    lines = [
        sum(1 + len(line) // max(1, width - 3) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=False)
        if text
    ]
    return min(_HIGHEST, _LINE_HEIGHT * max(lines, default=1) + 2)


def _set_up(sheet: Worksheet, widths: Sequence[int]) -> None:
    sheet.freeze_panes = f"C{_FIRST_ROW}"
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A3
    sheet.page_setup.scale = SCALE
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.4, bottom=0.6, footer=0.3)
    sheet.print_title_rows = f"1:{_FIRST_ROW - 1}"
    sheet.print_title_cols = "A:B"
    sheet.oddFooter.center.text = "&A, page &P of &N"  # type: ignore[union-attr] # a new sheet has a footer


def _headings(sheet: Worksheet, row: str, theme: Theme) -> list[list[Cell | None]]:
    """Title, hint, labels over several codes, numbers, labels."""
    spanning, labels = _spanning([label for _, label in theme.codes])
    title, hint = safe_cell(sheet, theme.title), safe_cell(sheet, HINT)
    for cell, font in ((title, _TITLE), (hint, _SMALL)):
        if cell is not None:
            cell.font, cell.alignment = font, Alignment(wrap_text=False, vertical="center")
    place = 3
    for label, group in groupby(spanning):
        width = len(list(group))
        if label and width > 1:
            sheet.merged_cells.ranges.add(CellRange(min_row=3, max_row=3, min_col=place, max_col=place + width - 1))
        place += width
    over = ["" if number and spanning[number - 1] == label else label for number, label in enumerate(spanning)]
    numbers = [number for number, _ in theme.codes]
    lines = [["", "", *over], ["id", row, *numbers], ["", "", *labels]]
    headings: list[list[Cell | None]] = [[_heading(sheet, text) for text in line] for line in lines]
    return [[title], [hint], *headings]


def _spanning(labels: Sequence[str]) -> tuple[list[str], list[str]]:
    """What stands over labels that begin alike (``Barriers: time``, ``Barriers: money``), and what is left of them."""
    starts = [label.partition(": ")[0] if ": " in label else "" for label in labels]
    over: list[str] = []
    for start, group in groupby(starts):
        width = len(list(group))
        over += [start if start and width > 1 else ""] * width
    return over, [
        label.removeprefix(f"{above}: ") if above else label for label, above in zip(labels, over, strict=True)
    ]


def _heading(sheet: Worksheet, text: str) -> Cell:
    cell = safe_cell(sheet, text) if text else WriteOnlyCell(sheet)
    assert cell is not None  # noqa: S101 - there is text
    cell.font, cell.alignment, cell.border, cell.fill = _BOLD, _MIDDLE, _BOX, _SHADE
    cell.number_format = "@"
    return cell


def _row(sheet: Worksheet, theme: Theme, row: str, label: str, held: list[list[str]]) -> list[Cell | None]:
    cells: list[Cell | None] = []
    for text, font in ((row, _GREY), (label, _BOLD)):
        cell = safe_cell(sheet, text)
        if cell is not None:
            cell.font, cell.alignment, cell.border = font, _TOP, _BOX
        cells.append(cell)
    for code, _ in theme.codes:
        said = theme.cells.get((row, code), ())
        cell = safe_cell(sheet, cell_text(said)) if said else WriteOnlyCell(sheet)
        if cell is not None:
            cell.font, cell.alignment, cell.border, cell.number_format = _PLAIN, _TOP, _BOX, "@"
        cells.append(cell)
        for one in said:
            mark = mark_of(str(cell.value)) if cell is not None else ""
            consent = ";".join(permission for _, permission in one.quotations)
            quotations = [text for text, _ in one.quotations]
            held.append([sheet.title, row, code, mark, one.claim, consent, one.summary, *quotations])
    return cells
