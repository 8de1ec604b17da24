"""Untidy Excel files: what people type into the cells."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import xlsxwriter
from clean_sheet import clean, fill, headings, page
from sheet_form import Column, Sheet
from write_files import save, settle


def dates_and_numbers(folder: Path) -> Sheet:
    """Dates of every sort, and interviews that are numbers here and text there."""
    sheet = clean(
        "dates_and_numbers.xlsx",
        "Dates as dates, as a year in number, as text in several orders, as a number that lost its format; interviews "
        "as 1, 1.0 and the text 1.",
        doubtful=[
            "03/04/2011 is ambiguous by itself; 14/03/2011 two rows above shows that the day comes first.",
            "40616 is the day 2011-03-14 without its format; a program may ask instead.",
            "A season or a doubtful date may be kept as a year, as text or left for a person.",
            "Interviews that are numbers may be labelled 1 or Interview 1.",
        ],
    )
    typed = [
        (dt.date(2011, 3, 14), "2011-03-14"),
        (dt.datetime(2011, 3, 15, 9, 30), ["2011-03-15", "2011-03-15T09:30:00"]),
        (2011, "2011"),
        ("14/03/2011", "2011-03-14"),
        ("March 2011", "2011-03"),
        ("03/04/2011", ["2011-04-03", None]),
        ("2011-03", "2011-03"),
        ("17 March 2011", "2011-03-17"),
        (40616, ["2011-03-14", None]),
        ("spring 2011", ["2011-03/2011-05", "2011", None]),
        ("2011?", ["2011", None, "2011?"]),
        (None, None),
    ]
    numbers: list[object] = [1, 1.0, "1", 1, 2, "2", 2, 2, 3, 3, " 3", 3]
    sheet.columns.insert(1, Column("When", ["date"]))
    for row, (cells, (cell, date), number) in enumerate(zip(sheet.rows, typed, numbers, strict=True), 2):
        cells[0] = number
        cells.insert(1, cell)
        name = str(number).strip().removesuffix(".0")
        sheet.overrides[row] = {"date": date, "source": [name, f"Interview {name}"]}
    book, at = page()
    fill(at, sheet)
    for row in range(2, 14):
        at.cell(row, 2).number_format = "General" if isinstance(at.cell(row, 2).value, int) else "dd/mm/yyyy"
    save(book, folder / sheet.file)
    return sheet


def case_and_spaces(folder: Path) -> Sheet:
    """The same label in capitals, with spaces before, behind and between."""
    sheet = clean(
        "case_and_spaces.xlsx",
        "The same labels, verbs, stages, interviews and answers in other cases and with leading, trailing, doubled "
        "and non-breaking spaces; there are no more nodes, stages and interviews than in the clean sheet. A label is "
        "compared without case and with single spaces.",
        doubtful=["Which of the spellings becomes the label is free."],
    )
    right = sheet.expected()
    typed = {
        2: {2: "Commissioning Manager", 6: "Yes"},
        3: {1: "interview 1", 4: "Waiting list audit ", 6: "YES"},
        4: {2: " Commissioning manager", 3: "Used", 6: "yes "},
        5: {2: "Finance\u00a0director", 4: "Waiting\u00a0list audit", 6: "NO"},
        6: {1: "Interview 2 ", 2: "FINANCE DIRECTOR", 5: "Business Case"},
        7: {2: "Clinical lead\u00a0", 5: "business case"},
        8: {2: "clinical  lead", 4: "Patient Survey"},
        9: {1: "Interview\u00a02", 5: " Procurement", 6: "n"},
        10: {2: "Carers' Forum", 4: "patient survey"},
        11: {1: "INTERVIEW 3", 6: "Partly"},
        12: {2: "carers' forum ", 4: "commissioning  manager", 6: "Y"},
        13: {5: "CONTRACT REVIEW", 6: "yes\u00a0"},
    }
    for row, cells in typed.items():
        for column, text in cells.items():
            sheet.rows[row - 2][column - 1] = text
        sheet.overrides[row] = right["claims"][row - 2]
    sheet.polarity |= {row[5]: "affirms" for row in sheet.rows}
    book, at = page()
    fill(at, sheet)
    save(book, folder / sheet.file)
    return sheet


def cached_formulas(folder: Path) -> Sheet:
    """Formulas with the values that Excel keeps beside them."""
    sheet = clean(
        "cached_formulas.xlsx",
        "Formulas with cached values: a running number, the interview taken from the row above, who acts looked up, "
        "a summary put together; the values are what counts.",
    )
    path = folder / sheet.file
    sheet.columns.insert(0, Column("No.", ["id", "own"]))
    for row, cells in enumerate(sheet.rows, 1):
        cells.insert(0, row)
        cells[7] = f"{cells[2]} {cells[3]} {cells[4]}"
        sheet.overrides[row + 1] = {"summary": cells[7]}
    book = xlsxwriter.Workbook(path)
    at = book.add_worksheet("Coding")
    at.write_row(0, 0, headings(sheet))
    for row, cells in enumerate(sheet.rows, 1):
        at.write_row(row, 0, cells)
        at.write_formula(row, 0, "=ROW()-1", None, row)
        at.write_formula(row, 7, f'=C{row + 1}&" "&D{row + 1}&" "&E{row + 1}', None, cells[7])
        if row > 1 and sheet.rows[row - 2][1] == cells[1]:
            at.write_formula(row, 1, f"=B{row}", None, cells[1])
    at.write_formula(3, 2, "=INDEX(C:C,2)", None, sheet.rows[2][2])
    book.close()
    settle(path)
    return sheet


def formulas_without_values(folder: Path) -> Sheet:
    """Formulas that no spreadsheet program has worked out yet."""
    sheet = clean(
        "formulas_without_values.xlsx",
        "Formulas without cached values (written by a program and never opened): all summaries, and who acts in one "
        "row. Nothing may be taken from the formula's text; the row without an actor is reported, as is the column.",
        left_out={"incomplete": [1, 0]},
        extra={"refuse": "may"},
        doubtful=[
            "A program may refuse the file and ask to open and save it in Excel.",
            "Row 4 says =B2; a program that follows it gets Commissioning manager, which is right as well.",
        ],
    )
    for cells in sheet.rows:
        cells[6] = None
    book, at = page()
    fill(at, sheet)
    for row in range(2, 14):
        at.cell(row, 7, f'=B{row}&" "&C{row}&" "&D{row}')
    at["B4"] = "=B2"
    save(book, folder / sheet.file)
    sheet.overrides[4] = {"optional": True}
    return sheet


def errors(folder: Path) -> Sheet:
    """#N/A and other errors of formulas."""
    sheet = clean(
        "errors.xlsx",
        "#N/A where a look-up found nothing: in a quote, in a stage and in who acts; #REF! in a summary. None is a "
        "label; the row without an actor is left out and reported.",
        left_out={"incomplete": 1},
        extra={"refuse": "may"},
        doubtful=["A program may refuse the file because of the actor."],
    )
    book, at = page()
    fill(at, sheet)
    for cell, error in {"H3": "#N/A", "E5": "#N/A", "B8": "#N/A", "G10": "#REF!"}.items():
        at[cell] = error
        at[cell].data_type = "e"
    save(book, folder / sheet.file)
    sheet.rows[3][4] = None
    sheet.overrides = {5: {"stage": None}, 8: {"left_out": True}, 10: {"summary": None}}
    return sheet


def line_breaks(folder: Path) -> Sheet:
    """Line breaks in headings, labels, verbs and quotes."""
    sheet = clean(
        "line_breaks.xlsx",
        "Line breaks in headings, in labels, in a verb and in quotes, one of them as Excel keeps a carriage return "
        "(_x000D_); a label with a break is the label without it.",
        doubtful=["A heading may keep its break or read with a space."],
    )
    right = sheet.expected()["claims"]
    sheet.columns[2].heading = ["Did\nwhat", "Did what"]
    sheet.columns[5].heading = ["Yes/No\n(said so?)", "Yes/No (said so?)"]
    sheet.rows[0][1] = "Commissioning\nmanager"
    sheet.rows[3][3] = "Waiting list\naudit"
    sheet.rows[8][2] = "helped\nwith"
    sheet.rows[2][4] = "Business case\n"
    sheet.rows[6][7] = "Here,\nread this.\n\nPlease."
    sheet.rows[11][6] = "The provider never_x000D_\nmentioned it."
    sheet.overrides = {row: right[row - 2] for row in (2, 4, 5, 8, 10, 13)}
    sheet.overrides[8] = right[6] | {"quote": "Here,\nread this.\n\nPlease."}
    broken = ["The provider never\nmentioned it.", "The provider never\r\nmentioned it."]
    sheet.overrides[13] = right[11] | {"summary": [*broken, "The provider never mentioned it."]}
    book, at = page()
    fill(at, sheet)
    save(book, folder / sheet.file)
    return sheet


def signs_and_scripts(folder: Path) -> Sheet:
    """Curly quotation marks, dashes, emoji and text from right to left."""
    sheet = clean(
        "signs_and_scripts.xlsx",
        "Curly and straight apostrophes in one label, three sorts of dashes, emoji (one of several characters), an "
        "Arabic label with a direction mark, Greek, letters with combining accents.",
        doubtful=[
            "Carers’ forum and Carers' forum are one node to a careful person; two, pointed out as alike, is accepted.",
            "So is é as one character or as two.",
        ],
    )
    right = sheet.expected()["claims"]
    sheet.rows[8][1] = "Carers’ forum"
    sheet.rows[1][1] = "Analyst 👩🏽‍💻"
    sheet.rows[4][3] = sheet.rows[5][3] = "Tariff–model — “β”"
    sheet.rows[11][1] = "\u200fمقدّم الخدمة"
    sheet.rows[11][7] = "لا مرة واحدة"
    sheet.rows[6][1] = "Clinical lead (Zoe\u0301)"
    sheet.rows[5][1] = "Clinical lead (Zo\u00e9)"
    sheet.rows[0][7] = "“I asked … three times” – 🙄"
    sheet.overrides = {
        7: {"subject": ["Clinical lead (Zo\u00e9)", "Clinical lead (Zoe\u0301)"]},
        8: {"subject": ["Clinical lead (Zo\u00e9)", "Clinical lead (Zoe\u0301)"]},
        10: {"subject": ["Carers’ forum", "Carers' forum"]},
        12: right[10] | {"subject": ["Carers' forum", "Carers’ forum"]},
        13: {"subject": ["مقدّم الخدمة", "\u200fمقدّم الخدمة"]},
    }
    sheet.extra = {"nodes": [9, 10, 11]}
    book, at = page()
    fill(at, sheet)
    save(book, folder / sheet.file)
    return sheet


def leading_signs(folder: Path) -> Sheet:
    """Text that begins like a formula."""
    sheet = clean(
        "leading_signs.xlsx",
        "Text that begins with =, +, - and @ (typed with an apostrophe before it): labels, quotes and a summary, kept "
        "as typed and never worked out; what is written for a spreadsheet must not run there.",
    )
    path = folder / sheet.file
    sheet.rows[4][3] = sheet.rows[5][3] = "=Tariff model"
    sheet.rows[8][1] = sheet.rows[10][1] = "+Carers' forum"
    sheet.rows[11][1] = "@provider"
    sheet.rows[1][1] = "-Analyst"
    sheet.rows[0][7] = '=HYPERLINK("http://example.org","I asked")'
    sheet.rows[3][6] = "=1+1"
    sheet.overrides = {
        2: {"quote": sheet.rows[0][7]},
        5: {"summary": "=1+1"},
    }
    book = xlsxwriter.Workbook(path)
    at = book.add_worksheet("Coding")
    quoted = book.add_format({"quote_prefix": True})
    for row, cells in enumerate([headings(sheet), *sheet.rows]):
        for column, cell in enumerate(cells):
            if cell is not None:
                at.write_string(row, column, cell, quoted if cell[0] in "=+-@" else None)
    book.close()
    settle(path)
    return sheet


def long_text(folder: Path) -> Sheet:
    """A quote as long as a cell can be."""
    sheet = clean(
        "long_text.xlsx",
        "A quote of 32,767 characters (all that a cell holds), a summary of 3,000 and a quote of a single word of "
        "400 letters; nothing is cut.",
    )
    passage = "and then we went through the papers again, one after another, "
    sheet.rows[0][7] = (passage * 600)[:32_766] + "."
    sheet.rows[1][6] = ("The analyst made it in a week. " * 100)[:3000].strip()
    sheet.rows[2][7] = "very" * 100
    sheet.overrides = {
        2: {"quote_length": 32_767},
        3: {"summary_length": len(sheet.rows[1][6])},
        4: {"quote_length": 400},
    }
    book, at = page()
    fill(at, sheet)
    save(book, folder / sheet.file)
    return sheet


FILES = [
    dates_and_numbers,
    case_and_spaces,
    cached_formulas,
    formulas_without_values,
    errors,
    line_breaks,
    signs_and_scripts,
    leading_signs,
    long_text,
]
