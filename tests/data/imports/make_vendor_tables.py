"""Writes the synthetic tables of MAXQDA, ATLAS.ti and NVivo: ``python -m tests.data.imports.make_vendor_tables``.

Headings, orders of columns and forms of cells are those that the vendors' manuals and public exports show. People and
words are made up.
"""

import csv
from collections.abc import Sequence
from pathlib import Path

import openpyxl

Rows = Sequence[Sequence[object]]
HERE = Path(__file__).parent

MONEY = "We had no money for a survey, so we asked the school nurses."
SURVEY = "The survey of meals told us which schools to visit first."
TRUST = "Head office did not trust the numbers."

SEGMENTS: Rows = [
    ["Color", "Document group", "Document name", "Code", "Begin", "End", "Weight score", "Segment", "Area",
     "Coverage %", "Author", "Creation date", "Comment"],
    ["●", "Interviews", "Anna", "Barriers > Money", 3, 3, 0, MONEY, 60, 1.25, "AB", "2020-03-12 10:11", "Ask again"],
    ["●", "Interviews", "Anna", "Evidence > Survey of meals", 3, 3, 80, MONEY, 60, 1.25, "AB", "2020-03-12 10:11", ""],
    ["●", "Interviews", "Anna", "Barriers > Money", 3, 3, 0, "no money", 8, 0.2, "AB", "2020-03-12 10:14", ""],
    ["●", "Interviews", "Anna", "Barriers > Money", 3, 3, 0, MONEY, 60, 1.25, "CD", "2020-03-13 09:00", ""],
    ["●", "Interviews", "Bela", "Evidence > Survey of meals", 7, 8, 0, SURVEY, 57, 3, "AB", "2020-03-14", ""],
    ["●", "Meetings", "Anna", "Barriers > Trust", 1, 1, 0, TRUST, 38, 2, "AB", "2020-03-14", ""],
    ["●", "", "Walk", "Barriers > Money", "00:01:02", "00:01:10", 0, "", 0, 4, "AB", "2020-03-14", "Points at it"],
    ["●", "", "", "Barriers > Money", 1, 1, 0, "No document", 0, 4, "AB", "2020-03-14", ""],
]  # fmt: skip
GERMAN: Rows = [
    ["Farbe", "Dokumentgruppe", "Dokumentname", "Code", "Anfang", "Ende", "Gewicht", "Segment", "Fläche",
     "Abdeckungsgrad %", "Autor", "Erstellt am", "Kommentar"],
    ["●", "Gespräche", "Änne", "Hürden\\Geld", 3, 3, 0, "Wir hatten kein Geld.", 21, 2, "AB", "12.03.2020 10:11", ""],
    ["●", "Gespräche", "Änne", "Nutzung\\Umfrage", 4, 4, 0, "Die Umfrage half.", 17, 2, "AB", "13.03.2020", "Gut"],
]  # fmt: skip
CODE_SYSTEM: Rows = [
    ["Color", "Parent code", "Code", "Cod. seg. (all documents)", "Author", "Created", "Memo"],
    ["#FF0000", "", "Barriers", 0, "AB", "2020-03-01", "What hinders"],
    ["#FF0000", "Barriers", "Money", 4, "AB", "2020-03-01", "Costs and budgets"],
    ["#FF0000", "Barriers", "Trust", 1, "AB", "2020-03-01", ""],
    ["#00FF00", "", "Evidence", 0, "AB", "2020-03-01", ""],
    ["#00FF00", "Evidence", "Survey of meals", 2, "AB", "2020-03-01", ""],
    ["#00FF00", "Evidence", "Not used", 0, "AB", "2020-03-01", ""],
]
CODE_LEVELS: Rows = [
    ["Codesystem", "", "Häufigkeit"],
    ["Hürden", "", 0],
    ["", "Geld", 1],
    ["Nutzung", "", 0],
    ["", "Umfrage", 1],
]
VARIABLES: Rows = [
    ["Document group", "Document name", "Created", "Coded segments", "Role", "Site"],
    ["Interviews", "Anna", "2020-03-01", 4, "Nurse", "North"],
    ["Interviews", "Bela", "2020-03-01", 1, "Head cook", "South"],
    ["Meetings", "Anna", "2020-03-01", 1, "", "North"],
]
MATRIX: Rows = [["Code System", "Anna", "Bela"], ["Barriers", 3, 0], ["Evidence", 1, 1]]

QUOTATIONS: Rows = [
    ["ID", "Document", "Document Groups", "Quotation Name", "Quotation Content", "Comment", "Codes", "Reference",
     "Density", "Created by", "Modified by", "Created", "Modified"],
    ["1:1", "1: Anna.docx", "North\nNurses", "We had no money", MONEY, "Ask again",
     "Barriers: Money\nTrust, lack of", "¶ 3", 2, "AB", "AB", "2020-03-12 10:11", "2020-03-12 10:11"],
    ["2:1", "2: Bela.docx", "South", "", SURVEY, "", "Evidence::Survey of meals", "7 - 8", 0, "CD", "CD",
     "2020-03-14 10:00", "2020-03-14 10:00"],
    ["3:1", "3: Walk.mp4", "", "Points at it", "", "", "Barriers", "0:01:02", 0, "AB", "AB", "2020-03-14 10:00", ""],
]  # fmt: skip
QUOTATIONS_CSV: Rows = [
    ["ID", "Document", "Quotation Content", "Codes", "Reference", "Density", "Created by"],
    ["1:1", "1: Anna.docx", MONEY, "Barriers: Money, Trust, lack of", "3", 2, "AB"],
    ["2:1", "2: Bela.docx", SURVEY, "Evidence", "7", 0, "CD"],
]
CODEBOOK: Rows = [
    ["Code", "Comment", "Code Group 1", "Code Group 2"],
    ["Barriers", "What hinders", "", ""],
    ["Barriers: Money", "", "Hindering", "Costs"],
    ["Trust, lack of", "", "Hindering", ""],
    ["Evidence::Survey of meals", "", "", ""],
]
COUNTED: Rows = [
    ["", "1: Anna.docx\nGr=1", "2: Bela.docx\nGr=1", "Totals"],
    ["● Barriers: Money\nGr=1", 1, 0, 1],
    ["● Trust, lack of\nGr=1", 1, 0, 1],
]
LINKS: Rows = [
    ["Source", "Relation", "Target", "Comment", "Created by", "Created"],
    ["Trust, lack of", "is cause of", "Barriers: Money", "", "AB", "2020-03-15"],
    ["1:1 We had no money", "contradicts", "2:1", "", "AB", "2020-03-15"],
    ["", "contradicts", "2:1", "", "AB", "2020-03-15"],
]

NVIVO_CODES: Rows = [
    ["Codebook of meals"],
    ["Name", "Description", "Files", "References"],
    ["Codes\\\\Barriers", "What hinders", 2, 4],
    ["Codes\\\\Barriers\\Money", "", 2, 3],
    ["Codes\\\\Evidence\\Survey of meals", "", 1, 1],
    ["Cases\\\\Anna", "", 1, 1],
]
BY_CODE: Rows = [
    ["Coding Summary By Code"],
    ["Meals"],
    ["3/15/2020 9:00 AM"],
    ["Aggregate", "Classification", "Coverage", "Number Of Coding References", "Reference Number",
     "Coded By Initials", "Modified On"],
    ["Code"],
    ["Codes\\\\Barriers\\Money"],
    ["Document"],
    ["Files\\\\Interviews\\Anna"],
    ["No", "", "0.0525", 2, "", "", ""],
    ["", "", "", "", 1, "AB", "3/13/2020 10:11 AM"],
    [MONEY],
    ["", "", "", "", 2, "CD", "3/13/2020 2:00 PM"],
    ["Document"],
    ["", "", "", "", 3, "AB", "3/4/2020 10:00 AM"],
    ["no money"],
    ["Document"],
    ["Files\\\\Interviews\\Bela"],
    ["No", "", "0.0125", 1, "", "", ""],
    ["", "", "", "", 1, "AB", "3/14/2020 10:00 AM"],
    ["The first paragraph."],
    ["The second paragraph."],
    ["Code"],
    ["Codes\\\\Evidence\\Survey of meals"],
    ["Document"],
    ["Files\\\\Interviews\\Bela"],
    ["No", "", "0.0125", 1, "", "", ""],
    ["", "", "", "", 1, "AB", "3/14/2020 10:00 AM"],
    [SURVEY],
    ["Case"],
    ["Cases\\\\Anna"],
    ["Document"],
    ["Files\\\\Interviews\\Anna"],
    ["No", "Person", "1.0", 1, "", "", ""],
    ["", "", "", "", 1, "AB", "3/14/2020 10:00 AM"],
    [MONEY],
]  # fmt: skip
BY_FILE: Rows = [
    ["Coding Summary By File"],
    ["Classification", "Aggregate", "Coverage", "Number Of Coding References", "Reference Number",
     "Coded By Initials", "Modified On"],
    ["Document"],
    ["Files\\\\Interviews\\Anna"],
    ["Code"],
    ["Codes\\\\Barriers\\Money"],
    ["", "No", "0.0525", 1, "", "", ""],
    ["", "", "", "", 1, "AB", "3/13/2020 10:11 AM"],
    [MONEY],
    ["Codes\\\\Barriers\\Trust"],
    ["", "No", "0.0525", 1, "", "", ""],
    ["", "", "", "", 1, "AB", "3/13/2020 10:12 AM"],
    [TRUST],
]  # fmt: skip
REFERENCES: Rows = [
    ["Hierarchical Name", "File Name", "Coded Text", "Coverage", "Reference Number", "Coded By Initials"],
    ["Codes\\\\Barriers\\Money", "Interviews\\Anna", MONEY, "5.25%", 1, "AB"],
    ["Codes\\\\Barriers\\Trust", "Interviews\\Anna", TRUST, "2.1%", 1, "AB"],
    ["", "Interviews\\Anna", TRUST, "2.1%", 1, "AB"],
]
PEOPLE: Rows = [
    ["Person", "Role", "Age Group"],
    ["Cases\\\\Anna", "Nurse", "40-49"],
    ["Cases\\\\Bela", "Head cook", "Unassigned"],
]
RELATIONSHIPS: Rows = [
    ["From", "Type", "To", "Direction", "Files", "References", "Created On", "Created By"],
    ["Cases\\\\Anna", "works with", "Cases\\\\Bela", "Symmetrical", 0, 0, "3/1/2020", "AB"],
    ["Cases\\\\Anna", "advises", "Cases\\\\School board", "One Way", 1, 2, "3/1/2020", "AB"],
]
NVIVO_MATRIX: Rows = [["", "A : Money", "B : Trust"], ["1 : Anna", 3, 0], ["2 : Bela", 0, 1]]

CODE_TEXT = f"""Name: Barriers\\\\Money

<Files\\\\Interviews\\Anna> - § 2 references coded  [5.25% Coverage]

Reference 1 - 4.10% Coverage

{MONEY}

Reference 2 - 1.15% Coverage

no money
at all

<Files\\\\Interviews\\Bela> - § 1 reference coded  [1.25% Coverage]

Reference 1 - 1.25% Coverage

{TRUST}
"""

WORKBOOKS: dict[str, dict[str, Rows]] = {
    "maxqda/project/coded_segments.xlsx": {"Coded segments": SEGMENTS},
    "maxqda/project/code_system.xlsx": {"Code System": CODE_SYSTEM},
    "maxqda/project/document_variables.xlsx": {"Variables": VARIABLES},
    "maxqda/project/code_matrix.xlsx": {"Code Matrix Browser": MATRIX},
    "maxqda/german.xlsx": {"Codierte Segmente": GERMAN, "Codesystem": CODE_LEVELS},
    "atlas_ti/project/quotations.xlsx": {"Quotation Manager": QUOTATIONS},
    "atlas_ti/project/codebook.xlsx": {"Codebook": CODEBOOK},
    "atlas_ti/project/code_document_table.xlsx": {"Code-Document Table": COUNTED},
    "atlas_ti/project/links.xlsx": {"Links": LINKS},
    "nvivo/project/codebook.xlsx": {"Codebook": NVIVO_CODES},
    "nvivo/project/coding_summary_by_code.xlsx": {"Coding Summary By Code": BY_CODE},
    "nvivo/project/people.xlsx": {"Person": PEOPLE},
    "nvivo/project/relationships.xlsx": {"Relationships": RELATIONSHIPS},
    "nvivo/project/matrix.xlsx": {"Matrix Coding Query": NVIVO_MATRIX},
    "nvivo/coding_summary_by_file.xlsx": {"Sheet1": BY_FILE},
}
TEXTS: dict[str, tuple[Rows, str, str]] = {
    "maxqda/german.csv": (GERMAN, ";", "cp1252"),
    "atlas_ti/quotations.csv": (QUOTATIONS_CSV, ";", "utf-8-sig"),
    "nvivo/references.txt": (REFERENCES, "\t", "utf-16"),
}
"""Rows, what stands between cells, and encoding; the German signs of colour are left out, which Windows-1252 lacks."""


def write(folder: Path) -> None:
    """Write all files into a folder."""
    for name, sheets in WORKBOOKS.items():
        write_book(folder / name, sheets)
    (folder / "nvivo/code.txt").write_text(CODE_TEXT, "utf-8")
    for name, (rows, separator, encoding) in TEXTS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding=encoding, newline="", errors="replace") as file:
            csv.writer(file, delimiter=separator).writerows(rows)


def write_book(path: Path, sheets: dict[str, Rows]) -> Path:
    """Write one workbook; texts that look like formulas stay texts."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


if __name__ == "__main__":
    write(HERE)
