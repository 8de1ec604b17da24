"""Untidy Excel files: titles, headings and headings of sections."""

from __future__ import annotations

from pathlib import Path

from clean_sheet import clean, fill, headings, moved, page, put
from openpyxl.styles import Font
from sheet_form import Column, Sheet
from write_files import save


def title_rows(folder: Path) -> Sheet:
    """A title over the whole width, a line on the version, a blank row."""
    sheet = clean(
        "title_rows.xlsx",
        "A title merged over all columns, a line with the version, a blank row, then the headings.",
        header_rows=[4],
        first_row=5,
        left_out={"title": 2, "blank": [1, 0]},
    )
    book, at = page()
    at["A1"] = "Use of evidence in planned care: coding sheet"
    at["A1"].font = Font(size=16, bold=True)
    at.merge_cells("A1:H1")
    at["A2"] = "Version 3, last changed 14 March 2013"
    fill(at, sheet, 4)
    save(book, folder / sheet.file)
    return sheet


def title_with_fields(folder: Path) -> Sheet:
    """A title block that has several cells to a row."""
    sheet = clean(
        "title_with_fields.xlsx",
        "A block above the headings with labels and values (Project, Researcher, Interviews, Stage): its words look "
        "like headings, the rows have two to six cells, and one of them says what the colours mean.",
        header_rows=[6],
        first_row=7,
        left_out={"title": [4, 3], "blank": [1, 0]},
        doubtful=["The line on colours may be counted as a note."],
    )
    sheet.left_out = {"title": [4, 3], "note": [0, 1], "blank": [1, 0]}
    book, at = page()
    put(at, 1, ["Project", "Planned care", None, "Researcher", "K. L."])
    put(at, 2, ["Interviews", 3, None, "Stage", "First pass", "Date", "14/03/2013"])
    put(at, 3, ["Who", "commissioners and carers"])
    put(at, 4, ["Yellow = ask again"])
    fill(at, sheet, 6)
    save(book, folder / sheet.file)
    return sheet


def two_header_rows(folder: Path) -> Sheet:
    """Labels over groups of columns, above the real headings."""
    sheet = clean(
        "two_header_rows.xlsx",
        "Two rows of headings: labels that span groups of columns (merged), and below them the headings proper.",
        header_rows=[1, 2],
        first_row=3,
        doubtful=["The upper label may be joined to the heading in any way; the first row may count as a title."],
        left_out={"title": [0, 1], "header": [0, 1]},
    )
    book, at = page()
    spans = {"A1:A1": "Where", "B1:D1": "The claim", "E1:F1": "Context", "G1:H1": "In words"}
    for cells, text in spans.items():
        at[cells.partition(":")[0]] = text
        if cells != "A1:A1":
            at.merge_cells(cells)
    fill(at, sheet, 2)
    save(book, folder / sheet.file)
    upper = ["Where", *["The claim"] * 3, *["Context"] * 2, *["In words"] * 2]
    for column, above in zip(sheet.columns, upper, strict=True):
        column.heading = joined(above, str(column.heading))
    return sheet


def joined(above: str, below: str) -> list[str]:
    """The ways to write a heading of two rows."""
    return [below, f"{above} {below}", f"{above} / {below}", f"{above}: {below}", f"{above} - {below}"]


def two_header_rows_alike(folder: Path) -> Sheet:
    """Headings that are the same below and differ above."""
    sheet = clean(
        "two_header_rows_alike.xlsx",
        "Two rows of headings where Name and Kind occur twice in the lower row and only the upper one tells who acts "
        "from what is acted on; the other headings are merged over both rows.",
        header_rows=[1, 2],
        first_row=3,
        left_out={"title": [0, 1], "header": [0, 1]},
        doubtful=["How the two rows are joined is free; which Name is which is not."],
    )
    kinds = {"Tariff model": "evidence", "Waiting list audit": "evidence", "Patient survey": "evidence"}
    sheet.columns[1].heading = joined("Who acts", "Name")
    sheet.columns[3].heading = joined("On whom or what", "Name")
    sheet.columns.insert(4, Column(joined("On whom or what", "Kind"), ["object_kind"]))
    sheet.columns.insert(2, Column(joined("Who acts", "Kind"), ["subject_kind"]))
    for cells in sheet.rows:
        group = "group" if cells[1] in {"Carers' forum", "Provider"} else "person"
        cells.insert(4, kinds.get(cells[3], "person"))
        cells.insert(2, group)
    ends = [end for cells in sheet.rows for end in (cells[1:3], cells[4:6])]
    model = {"evidence": "EvidenceItem", "person": "Actor", "group": ["Actor", "Organisation"]}
    # Commissioning manager is a person on both sides.
    sheet.extra = {"kinds": {label: model[kind] for label, kind in ends}}
    book, at = page()
    fill(at, sheet, 2)
    for column in (1, 4, 7, 8, 9, 10):
        at.cell(1, column, at.cell(2, column).value)
        at.cell(2, column).value = None
        at.merge_cells(start_row=1, end_row=2, start_column=column, end_column=column)
    at["B1"], at["E1"] = "Who acts", "On whom or what"
    at.merge_cells("B1:C1")
    at.merge_cells("E1:F1")
    save(book, folder / sheet.file)
    return sheet


def section_rows(folder: Path) -> Sheet:
    """The interview as a line of its own above its claims, in no column."""
    rows = [3, 4, 5, 6, 8, 9, 10, 11, 13, 14, 15, 16]
    sheet = clean(
        "section_rows.xlsx",
        "No column for the interview: its name stands on a merged line above its claims.",
        left_out={"title": [3, 0], "note": [0, 3], "section": [0, 3]},
        doubtful=[
            "A careful person takes the line as the source of what follows; a program may count the lines as titles or "
            "notes and use one source named after the sheet, but must not lose them unsaid.",
        ],
    )
    sources = [cells.pop(0) for cells in sheet.rows]
    sheet.columns.pop(0)
    book, at = page()
    put(at, 1, headings(sheet))
    for row, cells in zip(rows, sheet.rows, strict=True):
        put(at, row, cells)
    for number, row in enumerate((2, 7, 12), 1):
        at.cell(row, 1, f"Interview {number}")
        at.merge_cells(start_row=row, end_row=row, start_column=1, end_column=7)
    save(book, folder / sheet.file)
    sheet.overrides = {at: {"source": [source, None]} for at, source in enumerate(sources, sheet.first_row)}
    return moved(sheet, rows)


def help_row(folder: Path) -> Sheet:
    """A row of hints below the headings, as in forms."""
    sheet = clean(
        "help_row.xlsx",
        "Below the headings a row in italics that explains each, as forms have it.",
        first_row=3,
        left_out={"header": [1, 0], "note": [0, 1], "title": [0, 1]},
        doubtful=["The row of hints may count as headings, as a note or as a title; it is no claim."],
    )
    hints = ["which interview", "who acts", "the verb", "whom or what", "choose from the list", "yes, no or partly"]
    book, at = page()
    put(at, 1, headings(sheet))
    put(at, 2, [*hints, "in your own words", "word for word"])
    for cell in at[2]:
        cell.font = Font(italic=True, color="808080")
    for row, cells in enumerate(sheet.rows, 3):
        put(at, row, cells)
    save(book, folder / sheet.file)
    return sheet


def repeated_header(folder: Path) -> Sheet:
    """The headings again in the middle, as on printed pages."""
    rows = [2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 14, 15]
    sheet = clean(
        "repeated_header.xlsx",
        "The headings stand again before each interview, the second time in capitals.",
        left_out={"header": 2},
    )
    book, at = page()
    put(at, 1, headings(sheet))
    put(at, 6, headings(sheet))
    put(at, 11, [heading.upper() for heading in headings(sheet)])
    for row, cells in zip(rows, sheet.rows, strict=True):
        put(at, row, cells)
    save(book, folder / sheet.file)
    return moved(sheet, rows)


def duplicate_headings(folder: Path) -> Sheet:
    """Who twice: first who acts, then on whom; and Notes twice."""
    sheet = clean(
        "duplicate_headings.xlsx",
        "Who stands twice, first for who acts and then for what is acted on; Notes stands twice as well.",
        doubtful=["The second Notes is the study's own, or a note like the first."],
    )
    sheet.columns[3].heading = "Who"
    sheet.columns += [Column("Notes", ["note", "own"]), Column("Notes", ["own", "note"])]
    for row, cells in enumerate(sheet.rows):
        cells += ["listen again" if row % 4 == 0 else None, "typed twice" if row % 5 == 0 else None]
    book, at = page()
    fill(at, sheet)
    save(book, folder / sheet.file)
    return sheet


def missing_headings(folder: Path) -> Sheet:
    """A running number and the stages without a heading."""
    sheet = clean(
        "missing_headings.xlsx",
        "No heading over a running number from 0 (as a data frame is saved) nor over the stages.",
        doubtful=["The stages can be guessed from what the cells say, or kept as the study's own column."],
    )
    sheet.columns[4] = Column("", ["stage", "own"])
    sheet.columns.insert(0, Column("", ["id", "own"]))
    for row, cells in enumerate(sheet.rows):
        cells.insert(0, row)
        sheet.overrides[row + 2] = {"stage": [cells[5], None]}
    sheet.extra = {"stages": [4, 0]}
    book, at = page()
    put(at, 1, [heading or None for heading in headings(sheet)])
    for row, cells in enumerate(sheet.rows, 2):
        put(at, row, cells)
    save(book, folder / sheet.file)
    return sheet


def decorated_headings(folder: Path) -> Sheet:
    """Headings with numbers, stars, colons, hints in brackets and in capitals."""
    sheet = clean(
        "decorated_headings.xlsx",
        "Headings with a number before them, a star for what must be filled in, a colon, a hint in brackets, "
        "underscores, capitals and spaces around them.",
    )
    typed = (
        "1. INTERVIEW*|2. Who? (person or body)|3. Did what:|4. to_what|  Stage |YES / NO ?|Summary (own words)|QUOTES"
    )
    for column, heading in zip(sheet.columns, typed.split("|"), strict=True):
        column.heading = heading
    book, at = page()
    fill(at, sheet)
    save(book, folder / sheet.file)
    return sheet


FILES = [
    title_rows,
    title_with_fields,
    two_header_rows,
    two_header_rows_alike,
    section_rows,
    help_row,
    repeated_header,
    decorated_headings,
    duplicate_headings,
    missing_headings,
]
