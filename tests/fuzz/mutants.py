"""Mutants of a small study: each number makes one, always the same, in the way that tables and settings go wrong.

A mutant knows how many rows its tables have, counted from what was written and not by the program's readers.
"""

import csv
import io
import random
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

import graphmodel as gm
from graphmodel.problems import GraphmodelError
from graphmodel.schema.tables import TABLES
from tests.support.reported import check_whatever
from tests.support.studies import SETTINGS, tiny_tables
from tests.support.workbooks import SETTINGS_ROWS

LONGEST = 20.0
"""Seconds after which a mutant counts as a hang: a hundred times what one takes."""

Table = list[list[str]]
"""The header and the rows."""

CELLS = (
    "", " ", "n/a", "N/K", "-", "?", "none", "tbc", "NULL", "nan", "0", "-1", "2.0", "1e5", "1.10", "9" * 5000, "TRUE",
    "Y", "yes", "no", "Affirms", "denies ", "MIXED", "Oct-10", "03/11/2012", "2011-02-30", "Q1 2012", "c. 2012",
    "2012/13", "99999-01-01", "#REF!", "#N/A", "=1+1", "@SUM(A1)", "+1", "c1", "C1", "act.cook", "Head cook",
    "ev.nothing", "|", "1|2", "1; 2;;3", "é", "e\u0301", "\u200b", "\u202e", "\ufeff", "\x07", "\x00", "_x0007_",
    "_xD800_", "<b>", "$x", "'", "x" * 140_000, "😀", "日本", "Example: x", "a\tb",
)  # fmt: skip
"""What people and programs write into cells; none holds a quotation mark or a line break."""

HEADINGS = (
    "", " ", "label", "Label", "LABEL", "id", "Who", "Verb", "Summary", "quote", "Affirms or denies", "direction",
    "kind", "type", "_row", "start", "sign", "n", "Über", "real name", "x" * 300, "claim", "=1", "a\u00a0b",
)  # fmt: skip

SETTING_LINES = (
    'id = 3', 'title = "Again"', "[focus]\nvalues = 1", '[focus]\nin_question = "nothing"', "[reading]\nkeep = [\"-\"]",
    "[reading]\nday_first = \"yes\"", "[reading]\nday_first = true", "x = " + "[" * 3000, "x = " + "9" * 5000,
    "x = 1979-05-27", "[vocabularies]\nstep = []", "[stages]\nsupply = [\"nowhere\"]", "[[focus]]", 'x = "\\uD800"',
    "é = 1", "= 1", "\x00", "[a.b.c.d]\ne = {f = {g = 1}}", "title = '''", "a" * 2_000_000,
)  # fmt: skip


@dataclass
class Mutant:
    """A study that has been changed.

    ``rows`` are the rows that its tables hold, by table, as far as that can be said.
    """

    number: int
    tables: dict[str, Table]
    settings: str = SETTINGS
    changes: list[str] = field(default_factory=list)
    uncounted: set[str] = field(default_factory=set)
    """Tables of which nobody could say how many rows they hold."""
    quoted: set[str] = field(default_factory=set)
    """Tables with stray quotation marks: rows inside a cell can only be told from text by their ids."""
    after: list[Callable[[Path], None]] = field(default_factory=list)

    @property
    def rows(self) -> dict[str, int]:
        """Rows that are not blank, below the header."""
        return {
            name: sum(any(cell.strip() for cell in row) for row in table[1:])
            for name, table in self.tables.items()
            if name not in self.uncounted and (name not in self.quoted or table[0][0] == TABLES[name].id_column)
        }


def mutant(number: int) -> Mutant:
    """The mutant of that number."""
    chance = random.Random(number)
    tables = {name: [list(rows[0]), *(list(r.values()) for r in rows)] for name, rows in tiny_tables().items() if rows}
    made = Mutant(number, tables)
    for _ in range(chance.randint(1, 3)):
        change = chance.choice(_CHANGES)
        made.changes.append(change.__name__.strip("_").replace("_", " "))
        change(made, chance)
    return made


def fault_of(number: int) -> str | None:
    """What is wrong with how the program takes a mutant; None where nothing is."""
    made = mutant(number)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        try:
            path = (_as_workbook if number % 3 == 0 else _as_folder)(made, Path(folder))
            check = check_whatever(path)
            if check is not None:
                _counted(made, {name: counts.read for name, counts in check.counts.items()})
                if number % 8 == 0 and not check.problems.errors:
                    gm.build_study(path, db=Path(folder) / "db")
        except GraphmodelError as error:
            return f"{made.changes}: a study without errors is not built: {error}"
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            return f"{made.changes}: {type(error).__name__}: {str(error)[:300]}"
    taken = time.monotonic() - begun
    return f"{made.changes}: took {taken:.0f} seconds" if taken > LONGEST else None


def _counted(made: Mutant, read: dict[str, int]) -> None:
    for name, rows in made.rows.items():
        assert read.get(name, rows) == rows, f"{name} has {rows} rows, and {read[name]} are counted"


def _table(made: Mutant, chance: random.Random) -> tuple[str, Table]:
    often = ["claims"] if "claims" in made.tables and chance.random() < 0.4 else sorted(made.tables)
    name = chance.choice(often)
    return name, made.tables[name]


def _cell(made: Mutant, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 1, 5])):
        _, table = _table(made, chance)
        if len(table) > 1:
            row = chance.choice(table[1:])
            row[chance.randrange(len(row))] = chance.choice(CELLS)


def _whole_column(made: Mutant, chance: random.Random) -> None:
    _, table = _table(made, chance)
    column, cell = chance.randrange(len(table[0])), chance.choice(CELLS)
    for row in table[1:]:
        row[column] = cell


def _rename_column(made: Mutant, chance: random.Random) -> None:
    _, table = _table(made, chance)
    table[0][chance.randrange(len(table[0]))] = chance.choice(HEADINGS)


def _drop_column(made: Mutant, chance: random.Random) -> None:
    _, table = _table(made, chance)
    column = chance.randrange(len(table[0]))
    for row in table:
        del row[column]
    if not table[0]:
        table[0].append("x")
        for row in table[1:]:
            row.append("")


def _double_column(made: Mutant, chance: random.Random) -> None:
    _, table = _table(made, chance)
    column = chance.randrange(len(table[0]))
    for row in table:
        row.append(row[column])


def _swap_columns(made: Mutant, chance: random.Random) -> None:
    _, table = _table(made, chance)
    one, other = (chance.randrange(len(table[0])) for _ in range(2))
    for row in table:
        row[one], row[other] = row[other], row[one]


def _own_column(made: Mutant, chance: random.Random) -> None:
    _, table = _table(made, chance)
    table[0].append(chance.choice(HEADINGS))
    for row in table[1:]:
        row.append(chance.choice(CELLS))


def _drop_row(made: Mutant, chance: random.Random) -> None:
    _, table = _table(made, chance)
    if len(table) > 1:
        del table[chance.randrange(1, len(table))]


def _double_row(made: Mutant, chance: random.Random) -> None:
    _, table = _table(made, chance)
    if len(table) > 1:
        table.append(list(chance.choice(table[1:])))


def _blank_rows(made: Mutant, chance: random.Random) -> None:
    _, table = _table(made, chance)
    table.insert(chance.randrange(1, len(table) + 1), [""] * len(table[0]))


def _remark(made: Mutant, chance: random.Random) -> None:
    _, table = _table(made, chance)
    table.append(["Note: to be checked with Anna", *[""] * (len(table[0]) - 1)])


def _title(made: Mutant, chance: random.Random) -> None:
    name, table = _table(made, chance)
    made.uncounted.add(name)  # where the table begins is the program's guess
    table.insert(0, ["Coded in spring", *[""] * (len(table[0]) - 1)])


def _drop_table(made: Mutant, chance: random.Random) -> None:
    name, _ = _table(made, chance)
    if len(made.tables) > 1:
        del made.tables[name]


def _settings(made: Mutant, chance: random.Random) -> None:
    line = chance.choice(SETTING_LINES)
    made.settings = f"{line}\n{made.settings}" if chance.random() < 0.5 else f"{made.settings}\n{line}\n"
    if chance.random() < 0.2:
        made.settings = made.settings[: chance.randrange(len(made.settings))]
    made.uncounted.update(made.tables)  # [reading] may say otherwise what is a row


def _quotation_marks(made: Mutant, chance: random.Random) -> None:
    """Marks at the edges of cells, where a reader of CSV sees the begin or the end of one."""
    name, table = _table(made, chance)
    lines = [chance.randrange(1, len(table)) for _ in range(chance.choice([1, 2, 2]))] if len(table) > 1 else []
    place = chance.choice(["first", "last"])
    made.quoted.add(name)

    def stray(folder: Path) -> None:
        file = folder / f"{name}.csv"
        if not file.exists():
            return
        text = file.read_text("utf-8").split("\n")
        for line in lines:
            if line < len(text) and text[line] and '"' not in text[line]:
                text[line] = f'"{text[line]}' if place == "first" else f'{text[line]}"'
        file.write_text("\n".join(text), "utf-8", newline="")

    made.after.append(stray)


def _encoding(made: Mutant, chance: random.Random) -> None:
    name, _ = _table(made, chance)
    encoding = chance.choice(["utf-8-sig", "utf-16", "cp1252", "utf-16-le"])
    if encoding == "utf-16-le":
        made.uncounted.add(name)  # without a mark nobody can tell what it is

    def encoded(folder: Path) -> None:
        file = folder / f"{name}.csv"
        if file.exists():
            file.write_bytes(file.read_text("utf-8").encode(encoding, "replace"))

    made.after.append(encoded)


def _line_ends(made: Mutant, chance: random.Random) -> None:
    name, _ = _table(made, chance)
    end = chance.choice(["\r\n", "\r", "\n\n", "\r\n\r\n"])

    def ended(folder: Path) -> None:
        file = folder / f"{name}.csv"
        if file.exists():
            file.write_bytes(file.read_bytes().replace(b"\n", end.encode()))

    made.after.append(ended)


def _separator(made: Mutant, chance: random.Random) -> None:
    name, _ = _table(made, chance)
    separator = chance.choice(";\t")

    def separated(folder: Path) -> None:
        file = folder / f"{name}.csv"
        if file.exists() and name in made.tables:
            file.write_text(_as_csv(made.tables[name], separator), "utf-8", newline="")

    made.after.append(separated)


def _bytes(made: Mutant, chance: random.Random) -> None:
    """Bytes lost, changed or cut: what the file then holds is anybody's guess."""
    seed = chance.random()
    made.uncounted.update(made.tables)

    def spoilt(folder: Path) -> None:
        inner = random.Random(seed)
        file = inner.choice(sorted(folder.iterdir()))
        content = bytearray(file.read_bytes())
        for _ in range(inner.randint(1, 10)):
            place = inner.randrange(len(content)) if content else 0
            match inner.randrange(4):
                case 0 if content:
                    content[place] = inner.randrange(256)
                case 1:
                    del content[place : place + inner.randint(1, 4)]
                case 2:
                    content[place:place] = bytes(inner.randrange(256) for _ in range(2))
                case _ if inner.random() < 0.2:
                    del content[place:]
        file.write_bytes(bytes(content))

    made.after.append(spoilt)


_CHANGES = (
    _cell, _cell, _cell, _whole_column, _rename_column, _rename_column, _drop_column, _double_column, _swap_columns,
    _own_column, _drop_row, _double_row, _blank_rows, _remark, _title, _drop_table, _settings, _quotation_marks,
    _quotation_marks, _encoding, _line_ends, _separator, _bytes,
)  # fmt: skip


def _as_csv(table: Table, separator: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(table)
    return text.getvalue()


def _as_folder(made: Mutant, folder: Path) -> Path:
    folder /= "study"
    folder.mkdir()
    (folder / "study.toml").write_text(made.settings, "utf-8", newline="")
    for name, table in made.tables.items():
        (folder / f"{name}.csv").write_text(_as_csv(table), "utf-8", newline="")
    for change in made.after:
        change(folder)
    return folder


def _as_workbook(made: Mutant, folder: Path) -> Path:
    chance = random.Random(-made.number)
    book = openpyxl.Workbook()
    book.remove(book.active)
    settings = book.create_sheet("study")
    for row in SETTINGS_ROWS:
        settings.append(row)
    for name, table in made.tables.items():
        sheet = book.create_sheet(name)
        for row in table:
            sheet.append([_in_a_workbook(cell) for cell in row])
        if chance.random() < 0.1:
            sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=2)
            made.uncounted.add(name)  # what is under a merged cell is gone
        if chance.random() < 0.1:
            sheet.row_dimensions[2].hidden = True
    path = folder / "study.xlsx"
    book.save(path)
    if chance.random() < 0.15:
        _spoil_member(path, chance)
        made.uncounted.update(made.tables)
    return path


def _in_a_workbook(cell: str) -> object:
    """Cells that a workbook can hold: no control characters, no more than 32,767 characters; empty ones are none."""
    plain = "".join(letter for letter in cell if letter >= " " or letter == "\t")[:32_767]
    if plain.lstrip("-").isdigit() and len(plain) < 15:
        return int(plain)
    return plain or None


def _spoil_member(path: Path, chance: random.Random) -> None:
    """Lie in the XML of one sheet about rows and cells, or cut it."""
    with zipfile.ZipFile(path) as book:
        members = {name: book.read(name) for name in book.namelist()}
    sheet = chance.choice([name for name in sorted(members) if "worksheets/" in name])
    old, new = chance.choice(
        [
            (b'r="2"', b'r="200000000"'), (b'r="A2"', b'r="XFE2"'), (b'r="A2"', b'r=""'), (b"<dimension", b"<d"),
            (b'ref="', b'ref="A1:XFD1048576" x="'), (b"</row>", b""), (b'r="2"', b'r="1"'), (b't="s"', b't="e"'),
            (b"<v>", b"<v>9999999"), (b"<sheetData>", b"<sheetData><row/><row r='-1'/>"),
        ]
    )  # fmt: skip
    members[sheet] = members[sheet].replace(old, new, 1 if chance.random() < 0.7 else -1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in members.items():
            book.writestr(name, content)
