"""Mutants as workbooks: what can happen to cells, sheets and the parts of the file."""

import datetime as dt
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from openpyxl.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from tests.fuzz.mutants import CELLS, Mutant, table_of

_DAY = dt.datetime(2012, 10, 1)
_VALUES: tuple[tuple[object, str], ...] = (
    (_DAY, "yyyy-mm-dd"), (_DAY, "mmm-yy"), (_DAY, "yyyy"), (_DAY, "General"), (_DAY, "[$-409]d-mmm;@"),
    (_DAY.date(), "d/m"), (dt.time(10, 30), "h:mm"), (dt.timedelta(hours=30), "[h]:mm"),
    (dt.datetime(1900, 1, 1), "yyyy"), (dt.datetime(9999, 12, 31), "yyyy-mm-dd"),
    (1, "General"), (1.1, "General"), (1.1, "0.00"), (2.0, "0"),
    (0.1 + 0.2, "General"), (1e300, "General"), (-5, "0%"), (123456789012345678, "General"), (True, "General"),
    (False, "General"), (41183, "mmm-yy"),
)  # fmt: skip
_SETTINGS: tuple[list[object], ...] = (
    ["focus.values", 3], ["id", None], ["id", _DAY], [None, "x"], ["reading.day_first", True], ["[focus]", ""],
    ["reading.keep", "-; none"], ["reading.own_columns", "hair"], ["stages.supply", "nowhere"], ["title", 1.5],
    ["title", "x" * 30_000], ["vocabularies.step", "one"], ["a.b.c", "d"], ["id", "../../x"],
    ["focus.in_question", "nothing"], ["title", "=1+1"],
)  # fmt: skip
_SHEETS = (
    "Sheet1", "_old", "notes", "Notes (2)", "lists", "READ_ME", "CLAIMS ", "claims (2)", "study.", "Actors old", "a.b",
    "日本", "ratings", "coding_notes ", "'x", "x" * 31,
)  # fmt: skip


def _filled(sheet: Worksheet, chance: random.Random) -> Iterator[Cell]:
    """Some cells below the header in rows that keep text in others."""
    for row in sheet.iter_rows(min_row=2, max_row=60):
        cells = [cell for cell in row if cell.value is not None]
        if len(cells) > 2 and chance.random() < 0.4:
            yield chance.choice(cells)


def _typed_cells(made: Mutant, chance: random.Random) -> None:
    """Numbers, dates and truth values instead of text, in the formats that Excel chooses."""
    name, _ = table_of(made, chance)
    picked = chance.sample(_VALUES, 3)

    def typed(book: openpyxl.Workbook) -> None:
        for cell in _filled(book[name], chance):
            cell.value, cell.number_format = chance.choice(picked)

    made.in_book.append(typed)


def _dates_as_dates(made: Mutant, chance: random.Random) -> None:
    def dated(book: openpyxl.Workbook) -> None:
        for sheet in book.worksheets:
            for heading in sheet[1]:
                if str(heading.value).lower() == "date":
                    for number in range(2, min(sheet.max_row, 60) + 1):
                        cell = sheet.cell(number, heading.column)
                        if cell.value is not None:
                            cell.value, cell.number_format = chance.choice(_VALUES[:10])

    made.in_book.append(dated)


def _rich_text(made: Mutant, chance: random.Random) -> None:
    name, _ = table_of(made, chance)

    def rich(book: openpyxl.Workbook) -> None:
        for cell in _filled(book[name], chance):
            if isinstance(cell.value, str):
                half = len(cell.value) // 2
                cell.value = CellRichText(
                    TextBlock(InlineFont(b=True), cell.value[:half]),
                    cell.value[half:],
                    TextBlock(InlineFont(i=True), " "),
                )

    made.in_book.append(rich)


def _formulas(made: Mutant, chance: random.Random) -> None:
    name, _ = table_of(made, chance)

    def with_formulas(book: openpyxl.Workbook) -> None:
        for cell in _filled(book[name], chance):
            cell.value = chance.choice(
                ["=1+1", "=A2", '=HYPERLINK("http://example.org")', "#N/A", "#REF!", "=claims!A1"]
            )

    made.in_book.append(with_formulas)


def _merged_cells(made: Mutant, chance: random.Random) -> None:
    name, table = table_of(made, chance)
    made.uncounted.add(name)  # what is under a merged cell is gone
    row, column = chance.randint(1, len(table)), chance.randint(1, max(1, len(table[0]) - 1))

    def merged(book: openpyxl.Workbook) -> None:
        book[name].merge_cells(
            start_row=row, start_column=column, end_row=row + chance.choice([0, 1, 3]), end_column=column + 1
        )

    made.in_book.append(merged)


def _extra_sheets(made: Mutant, chance: random.Random) -> None:
    titles = chance.sample(_SHEETS, chance.choice([1, 3]))

    def more(book: openpyxl.Workbook) -> None:
        for title in titles:
            if title.strip().lower() not in {sheet.title.lower() for sheet in book.worksheets}:
                sheet = book.create_sheet(title.strip("'"), chance.randrange(len(book.sheetnames) + 1))
                for _ in range(chance.choice([0, 1, 5])):
                    sheet.append([plain_cell(chance.choice(CELLS)) for _ in range(chance.randint(1, 5))])
        if chance.random() < 0.3:
            book.create_chartsheet("Chart")

    made.in_book.append(more)


def _doubled_sheet(made: Mutant, chance: random.Random) -> None:
    name, _ = table_of(made, chance)
    made.uncounted.add(name)  # either may be the right one

    def doubled(book: openpyxl.Workbook) -> None:
        book.create_sheet(f" {name.upper()} ").append(["x"])

    made.in_book.append(doubled)


def _dressed(made: Mutant, chance: random.Random) -> None:
    """What has nothing to do with the cells: hidden rows, comments, filters, names, panes."""
    name, _ = table_of(made, chance)

    def dress(book: openpyxl.Workbook) -> None:
        sheet = book[name]
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet["A2"].comment = Comment("checked", "Anna")
        sheet["A1"].hyperlink = "http://example.org"
        sheet.auto_filter.ref = sheet.dimensions
        sheet.freeze_panes = "B3"
        sheet.cell(sheet.max_row + chance.choice([1, 50, 3_000]), 1).number_format = "@"
        book.defined_names["all"] = DefinedName("all", attr_text=f"'{name}'!$A$1:$B$9")
        if len(book.sheetnames) > 1:
            sheet.sheet_state = chance.choice(["hidden", "veryHidden", "visible"])

    made.in_book.append(dress)


def _far_cell(made: Mutant, chance: random.Random) -> None:
    """One cell far from all others: to the right of the header, or far below."""
    name, table = table_of(made, chance)
    made.uncounted.add(name)
    row, column = chance.choice([(2, 16_384), (4_000, 1), (len(table) + 7, len(table[0]) + 9), (1, 900)])

    def far(book: openpyxl.Workbook) -> None:
        book[name].cell(row, column).value = "far"

    made.in_book.append(far)


def _settings(made: Mutant, chance: random.Random) -> None:
    rows = made.setting_rows
    for _ in range(chance.choice([1, 2])):
        match chance.randrange(4):
            case 0:
                del rows[chance.randrange(len(rows))]
            case 1:
                rows[chance.randrange(len(rows))][0] = chance.choice(["", "Title", "focus", " id ", "titel"])
            case 2:
                rows[:] = [[*row, "a note"] for row in rows]
            case _:
                rows.insert(chance.randrange(len(rows) + 1), list(chance.choice(_SETTINGS)))
        if not rows:
            rows.append(["key", "value"])
    made.uncounted.update(made.tables)  # [reading] may say otherwise what is a row


def _spoilt_part(made: Mutant, chance: random.Random) -> None:
    """Lies in the XML of a sheet about rows and cells; or a part that is cut, changed or gone."""
    seed = chance.random()
    made.uncounted.update(made.tables)

    def spoilt(path: Path) -> None:
        _spoil(path, random.Random(seed))

    made.after.append(spoilt)


CHANGES = (
    _typed_cells, _typed_cells, _dates_as_dates, _rich_text, _formulas, _merged_cells, _extra_sheets, _doubled_sheet,
    _dressed, _far_cell, _settings, _spoilt_part, _spoilt_part,
)  # fmt: skip


def write_workbook(made: Mutant, folder: Path) -> Path:
    """Write the mutant as a workbook into a folder; returns its path."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    settings = book.create_sheet("study")
    for row in made.setting_rows:
        settings.append(row)
    for name, table in made.tables.items():
        sheet = book.create_sheet(name)
        for cells in table:
            sheet.append([plain_cell(cell) for cell in cells])
    for change in made.in_book:
        change(book)
    path = folder / "study.xlsx"
    book.save(path)
    for spoil in made.after:
        spoil(path)
    return path


def plain_cell(cell: str) -> object:
    """Cells that a workbook can hold: no control characters, no more than 32,767 characters; empty ones are none."""
    plain = "".join(letter for letter in cell if letter >= " " or letter in "\t\n")[:32_767]
    if plain.lstrip("-").isdecimal() and plain.isascii() and len(plain) < 15:
        return int(plain)
    return plain or None


_LIES = (
    (b'r="2"', b'r="200000000"'), (b'r="A2"', b'r="XFE2"'), (b'r="A2"', b'r=""'), (b"<dimension", b"<d"),
    (b'ref="', b'ref="A1:XFD1048576" x="'), (b"</row>", b""), (b'r="2"', b'r="1"'), (b't="s"', b't="e"'),
    (b"<v>", b"<v>9999999"), (b"<sheetData>", b"<sheetData><row/><row r='-1'/>"), (b't="s"', b't="d"'),
    (b' s="', b' s="99'), (b"<v>", b"<v>1e999</v><v>"), (b't="s"', b't="b"'),
)  # fmt: skip


def _spoil(path: Path, chance: random.Random) -> None:
    with zipfile.ZipFile(path) as book:
        members = {name: book.read(name) for name in book.namelist()}
    if chance.random() < 0.6:
        name = chance.choice([name for name in sorted(members) if "worksheets/" in name])
        old, new = chance.choice(_LIES)
        members[name] = members[name].replace(old, new, 1 if chance.random() < 0.7 else -1)
    else:
        name = chance.choice(sorted(members))
        content = bytearray(members[name])
        match chance.randrange(4):
            case 0:
                del members[name]
            case 1:
                del content[chance.randrange(len(content)) :]
            case 2:
                content[chance.randrange(len(content))] = chance.randrange(256)
            case _:
                content[:0] = b'<!DOCTYPE x [<!ENTITY a "b">]>'
        if name in members:
            members[name] = bytes(content)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in members.items():
            book.writestr(name, content)
