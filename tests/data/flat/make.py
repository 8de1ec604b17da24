"""Make the sheets, the untidy Excel files and the JSON beside each (README.md).

Needs openpyxl, XlsxWriter and LibreOffice (`soffice`), none of which the tests need:
`python tests/data/flat/make.py`. Two runs give the same bytes.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import no_claims
import people_who_code
import people_who_map
import untidy_answers
import untidy_cells
import untidy_headings
import untidy_sheets
from openpyxl.styles import Font
from sheet_form import Sheet
from write_files import plain, save, save_by_libreoffice, text_file

HERE = Path(__file__).parent
# How each text file is written: encoding, delimiter, what is quoted, end of a line.
TEXTS = {
    "gephi_edges.csv": ("utf-8", ",", csv.QUOTE_NONNUMERIC, "\n"),
    "numbers_export.csv": ("utf-8", ";", csv.QUOTE_MINIMAL, "\n"),
    "welsh_council.csv": ("utf-16", "\t", csv.QUOTE_MINIMAL, "\r\n"),
    "review_extraction.csv": ("cp1252", ",", csv.QUOTE_MINIMAL, "\r\n"),
}


def expect(folder: Path, expected: dict[str, Any]) -> None:
    """Write what should come out beside the file, a claim a line."""
    shown = dict(expected)
    for name in ("columns", "claims"):
        shown[name] = f"@{name}@"
    text = json.dumps(shown, ensure_ascii=False, indent=1)
    for name in ("columns", "claims"):
        lines = ",\n".join("  " + json.dumps(each, ensure_ascii=False) for each in expected[name])
        text = text.replace(f'"@{name}@"', f"[\n{lines}\n ]")
    (folder / f"{expected['file']}.json").write_text(text + "\n", encoding="utf-8")


def write(sheet: Sheet, path: Path) -> None:
    """Write one of the twelve."""
    rows = [[column.heading for column in sheet.columns], *sheet.rows]
    if sheet.file == "numbers_export.csv":
        rows.insert(0, ["Table 1"])
    if sheet.file in TEXTS:
        text_file(path, rows, *TEXTS[sheet.file])
        return
    book = plain(rows, sheet.sheet)
    if sheet.file == "kumu_map.xlsx":
        elements = book.create_sheet("Elements", 0)
        for row in people_who_map.KUMU_ELEMENTS:
            elements.append(row)
    if sheet.file.endswith(".ods"):
        save_by_libreoffice(book, path)
        return
    for cell in book[sheet.sheet][1] if sheet.sheet else ():
        cell.font = Font(bold=True)
    save(book, path)


def main() -> None:
    """Make all files."""
    sheets, mess = HERE / "sheets", HERE / "mess"
    for folder in (sheets, mess):
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
    for build in (*people_who_code.SHEETS, *people_who_map.SHEETS):
        sheet = build()
        write(sheet, sheets / sheet.file)
        expect(sheets, sheet.expected())
    modules = (untidy_sheets, untidy_headings, untidy_cells, untidy_answers, no_claims)
    for make in (make for module in modules for make in module.FILES):
        expect(mess, make(mess).expected())


if __name__ == "__main__":
    main()
