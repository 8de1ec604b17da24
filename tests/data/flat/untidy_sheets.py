"""Untidy Excel files: what stands around the claims, and how the sheet is laid out."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter
from clean_sheet import clean, fill, headings, moved, page, put
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from sheet_form import Column, Sheet
from write_files import save, save_by_libreoffice, settle


def untouched(folder: Path) -> Sheet:
    """The clean sheet itself."""
    sheet = clean(
        "clean.xlsx",
        "The clean sheet that every other file here starts from.",
        doubtful=["Kinds are guesses for a person to check: roles are actors; what is made, used or read is evidence."],
    )
    actors = ("Commissioning manager", "Analyst", "Finance director", "Clinical lead")
    items = ("Waiting list audit", "Tariff model", "Patient survey")
    kinds: dict[str, str | list[str]] = {**dict.fromkeys(actors, "Actor"), **dict.fromkeys(items, "EvidenceItem")}
    kinds |= {body: ["Organisation", "Actor"] for body in ("Carers' forum", "Provider")}
    sheet.extra = {"kinds": kinds}
    book, at = page()
    fill(at, sheet)
    save(book, folder / sheet.file)
    return sheet


def blank_rows(folder: Path) -> Sheet:
    """A blank row between interviews, one of them with spaces in it."""
    rows = [2, 3, 4, 5, 7, 8, 9, 10, 13, 14, 15, 16]
    sheet = clean(
        "blank_rows.xlsx",
        "One blank row after the first interview, two after the second, one of which holds spaces alone.",
        left_out={"blank": 3},
    )
    book, at = page()
    put(at, 1, headings(sheet))
    for row, cells in zip(rows, sheet.rows, strict=True):
        put(at, row, cells)
    put(at, 12, [None, "  ", "\u00a0"])
    save(book, folder / sheet.file)
    return moved(sheet, rows)


def blank_columns(folder: Path) -> Sheet:
    """Two blank columns on the left, two blank rows above and one narrow blank column between."""
    sheet = clean(
        "blank_columns.xlsx",
        "Two blank columns left of the table, two blank rows above it, and a blank column in the middle.",
        header_rows=[3],
        first_row=4,
        left_out={"blank": [2, 0]},
        extra={"first_column": 3},
        doubtful=["Blank rows above the headings may be counted or not."],
    )
    book, at = page()
    for row, cells in enumerate([headings(sheet), *sheet.rows], 3):
        put(at, row, [*cells[:4], None, *cells[4:]], 3)
    at.column_dimensions["G"].width = 2
    save(book, folder / sheet.file)
    sheet.columns.insert(4, Column("", []))
    for cells in sheet.rows:
        cells.insert(4, None)
    return sheet


def merged_cells(folder: Path) -> Sheet:
    """Interview merged over its rows, Who merged over two."""
    sheet = clean(
        "merged_cells.xlsx",
        "The interview's name merged down over its rows, and Who merged over two rows twice.",
    )
    book, at = page()
    fill(at, sheet)
    for cells in ("A2:A5", "A6:A9", "A10:A13", "B7:B8"):
        at.merge_cells(cells)
        at[cells.partition(":")[0]].alignment = Alignment(vertical="center")
    save_by_libreoffice(book, folder / sheet.file)
    return sheet


def notes_below(folder: Path) -> Sheet:
    """A key and remarks below the table."""
    sheet = clean(
        "notes_below.xlsx",
        "Below the table, after a blank row: a key, a remark with a star, a signature in another column and a remark "
        "of two cells.",
        left_out={"blank": 1, "note": 4},
    )
    book, at = page()
    fill(at, sheet)
    put(at, 15, ["Key: yes = said so, no = said not, partly = both"])
    put(at, 16, ["* Interview 2 was interrupted by a fire alarm."])
    put(at, 17, [None, None, None, None, None, None, "Coded by KL, March 2013"])
    put(at, 18, ["Note:", "ask Interview 3 about the tender"])
    save(book, folder / sheet.file)
    return sheet


def totals_below(folder: Path) -> Sheet:
    """A line of totals right below the last claim, and a count below that."""
    sheet = clean(
        "totals_below.xlsx",
        "A totals line straight below the last claim, with numbers under several columns, then n = 12.",
        left_out={"total": [2, 1], "note": [0, 1]},
        doubtful=["`n = 12` may be counted as a total or as a note."],
    )
    book, at = page()
    fill(at, sheet)
    put(at, 14, ["Total", 6, None, 4, None, 9, None, 6])
    put(at, 15, ["n = 12"])
    save(book, folder / sheet.file)
    return sheet


def comments(folder: Path) -> Sheet:
    """Comments on a heading and on cells, one of them blank."""
    sheet = clean(
        "comments.xlsx",
        "Comments on a heading, on a label, on a verb and on a blank cell; they are no part of what the cells say.",
    )
    book, at = page()
    fill(at, sheet)
    for cell, text in {
        "B1": "Who acts, not who speaks",
        "B3": "AT: is this the same analyst?",
        "C5": "KL:\nor ignored?",
        "H3": "no quote here",
    }.items():
        at[cell].comment = Comment(text, "KL")
    save_by_libreoffice(book, folder / sheet.file)
    return sheet


def filtered(folder: Path) -> Sheet:
    """A filter that hides what was denied, and one row hidden by hand."""
    sheet = clean(
        "filtered.xlsx",
        "An autofilter on Yes/No that hides the rows with no, and a row hidden by hand: all rows are claims.",
        doubtful=[
            "A filter is a way of looking; a row hidden by hand may be meant as left out, but it was not deleted."
        ],
    )
    book, at = page()
    fill(at, sheet)
    at.auto_filter.ref = "A1:H13"
    at.auto_filter.add_filter_column(5, ["yes", "partly"])
    for row in (5, 9, 12):
        at.row_dimensions[row].hidden = True
    save(book, folder / sheet.file)
    return sheet


def hidden_columns(folder: Path) -> Sheet:
    """Hidden columns of which one is a field and one an older version of another."""
    sheet = clean(
        "hidden_columns.xlsx",
        "Hidden columns: the coder (a field all the same) and an older Stage beside the one in use.",
        doubtful=["The older stage may be left aside as the study's own column or as a note."],
    )
    sheet.columns.insert(4, Column("Stage (old)", ["own", "note"]))
    sheet.columns.append(Column("Coder", ["coder"]))
    for row, cells in enumerate(sheet.rows):
        cells.insert(4, "early" if row < 6 else "late")
        cells.append("KL" if row % 3 else "AT")
    book, at = page()
    fill(at, sheet)
    at.column_dimensions["E"].hidden = True
    at.column_dimensions["I"].hidden = True
    save(book, folder / sheet.file)
    return sheet


def several_sheets(folder: Path) -> Sheet:
    """A workbook with a page of text, lists, counts and an empty sheet around the claims."""
    sheet = clean(
        "several_sheets.xlsx",
        "Six sheets: a page of text first, interviews with their dates, the claims, counts, hidden lists, an empty "
        "one; the sheet that was open last is the counts.",
    )
    book, at = page("Read me")
    for row, text in enumerate(["Coding of planned care", None, "One row a claim.", "Ask before you sort!"], 1):
        at.cell(row, 1, text)
    interviews = book.create_sheet("Interviews")
    for row in (
        ["Interview", "Who", "Date", "Stage", "Summary"],
        ["Interview 1", "Analyst", "2013-03-01", "done", "Long and calm"],
        ["Interview 2", "Clinical lead", "2013-03-04", "done", "Fire alarm"],
        ["Interview 3", "Carer", "2013-03-09", "to type", "Short"],
    ):
        interviews.append(row)
    fill(book.create_sheet("Coding"), sheet)
    counts = book.create_sheet("Counts")
    for row in (
        ["Row Labels", "Count of To what"],
        ["Commissioning manager", 3],
        ["Finance director", 3],
        ["Grand Total", 12],
    ):
        counts.append(row)
    lists = book.create_sheet("Lists")
    for row in (["Stage", "Yes/No"], ["Needs assessment", "yes"], ["Business case", "no"], ["Procurement", "partly"]):
        lists.append(row)
    lists.sheet_state = "hidden"
    book.create_sheet("Sheet6")
    book.active = 3
    save(book, folder / sheet.file)
    return sheet


def table_object(folder: Path) -> Sheet:
    """An Excel table with a totals row, and a remark beside it."""
    sheet = clean(
        "table_object.xlsx",
        "An Excel table (a real table object, not at A1) with a totals row, and a remark beside it that belongs to no "
        "column of the table.",
        header_rows=[3],
        first_row=4,
        left_out={"title": [0, 1], "blank": [0, 2], "total": 1},
        extra={"first_column": 2},
        doubtful=["The remark beside the table may be read as a column of its own without a heading."],
    )
    path = folder / sheet.file
    book = xlsxwriter.Workbook(path)
    at = book.add_worksheet("Coding")
    totals = [{"header": heading} for heading in headings(sheet)]
    totals[0]["total_string"] = "Total"
    totals[3] |= {"total_function": "count", "total_value": 12}
    totals[7] |= {"total_function": "count", "total_value": 6}
    options = {"data": sheet.rows, "columns": totals, "total_row": True, "name": "Claims"}
    at.add_table(2, 1, 3 + len(sheet.rows), 8, options)
    at.write(5, 11, "look at these again")
    book.close()
    settle(path)
    return sheet


def colours_alone(folder: Path) -> Sheet:
    """Frozen panes and colours, nothing else."""
    sheet = clean(
        "colours_alone.xlsx",
        "The headings are marked by frozen panes and a colour alone; rows and cells are coloured, one row is struck "
        "through; colours say nothing that a program may guess.",
        doubtful=["The row that is struck through still holds a claim; a program may point it out."],
    )
    book, at = page()
    for row, cells in enumerate([headings(sheet), *sheet.rows], 1):
        put(at, row, cells)
    at.freeze_panes = "C2"
    colour = {1: "1F4E78", 3: "FFF2CC", 5: "F8CBAD", 9: "F8CBAD", 10: "FFFF00"}
    for row, paint in colour.items():
        for cell in at[row]:
            cell.fill = PatternFill("solid", start_color=paint)
    for cell in at[8]:
        cell.font = Font(strike=True)
    save(book, folder / sheet.file)
    return sheet


def huge_used_range(folder: Path) -> Sheet:
    """Formats down to the last row that Excel has."""
    sheet = clean(
        "huge_used_range.xlsx",
        "Formatted down to row 1,048,576: the used range is a million rows, of which thirteen hold words. To be read "
        "in a second or two.",
    )
    book, at = page()
    fill(at, sheet)
    for column in range(1, 9):
        at.cell(1_048_576, column).number_format = "@"
    save(book, folder / sheet.file)
    return sheet


def huge_used_range_wide(folder: Path) -> Sheet:
    """Formats in the last cell that Excel has."""
    sheet = clean(
        "huge_used_range_wide.xlsx",
        "The last cell of the sheet (XFD1048576) is formatted: the used range is seventeen thousand million cells.",
    )
    book, at = page()
    fill(at, sheet)
    at.cell(1_048_576, 16_384).number_format = "@"
    save(book, folder / sheet.file)
    return sheet


FILES = [
    untouched,
    blank_rows,
    blank_columns,
    merged_cells,
    notes_below,
    totals_below,
    comments,
    filtered,
    hidden_columns,
    several_sheets,
    table_object,
    colours_alone,
    huge_used_range,
    huge_used_range_wide,
]
