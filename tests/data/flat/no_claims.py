"""Files that hold no claims, or that are not what their name says."""

from __future__ import annotations

from pathlib import Path

from clean_sheet import clean, fill, headings, page, put
from sheet_form import Sheet
from write_files import save, text_file


def only_headings(folder: Path) -> Sheet:
    """Headings and no rows."""
    sheet = clean("only_headings.xlsx", "Headings and nothing below them.", extra={"refuse": "must"})
    sheet.rows = []
    book, at = page()
    fill(at, sheet)
    save(book, folder / sheet.file)
    return sheet


def empty(folder: Path) -> Sheet:
    """A workbook of one sheet without a single word."""
    sheet = clean("empty.xlsx", "A workbook without a single word.", extra={"refuse": "must"}, header_rows=[])
    sheet.rows, sheet.columns = [], []
    book, _ = page()
    save(book, folder / sheet.file)
    return sheet


def budget(folder: Path) -> Sheet:
    """A table of money."""
    sheet = clean(
        "budget.xlsx",
        "A budget: cost centres, sums and variances; nobody does anything to anything.",
        extra={"refuse": "must"},
        doubtful=["With a map given by hand even this can be read; without one it must stop and say why."],
    )
    sheet.rows, sheet.columns = [], []
    book, at = page()
    put(at, 1, ["Cost centre", "2011/12", "2012/13", "Variance"])
    for row, cells in enumerate([[4011, 1200.5, 1150, -50.5], [4012, 800, 950.25, 150.25], [4013, 75, 75, 0]], 2):
        put(at, row, cells)
    save(book, folder / sheet.file)
    return sheet


def text_named_xlsx(folder: Path) -> Sheet:
    """Delimited text that was renamed."""
    sheet = clean(
        "text_named_xlsx.xlsx",
        "Text with commas that was renamed to .xlsx: read as what it is, or refused with a line that says what it is.",
        sheet=None,
        extra={"refuse": "may"},
    )
    text_file(folder / sheet.file, [headings(sheet), *sheet.rows], "utf-8", ",", 0, "\r\n")
    return sheet


def separator_line(folder: Path) -> Sheet:
    """Text with the line that tells Excel its delimiter."""
    sheet = clean(
        "separator_line.csv",
        "Text with bars between cells, a first line that says sep=| and a byte order mark.",
        sheet=None,
        header_rows=[2],
        first_row=3,
        left_out={"title": [0, 1]},
        doubtful=["The line sep=| may be counted as a title or not at all."],
    )
    path = folder / sheet.file
    text_file(path, [headings(sheet), *sheet.rows], "utf-8", "|", 0, "\r\n")
    path.write_bytes(b"\xef\xbb\xbfsep=|\r\n" + path.read_bytes())
    return sheet


FILES = [only_headings, empty, budget, text_named_xlsx, separator_line]
