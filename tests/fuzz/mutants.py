"""Mutants of a small study: each number makes one, always the same, in the way that tables and settings go wrong.

A mutant knows how many rows its tables have, counted from what was written and not by the program's readers.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook

from graphmodel.schema.tables import TABLES
from tests.support.studies import SETTINGS
from tests.support.workbooks import SETTINGS_ROWS

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
    "kind", "type", "_row", "start", "sign", "n", "Über", "real name", "x" * 300, "claim", "=1", "a\u00a0b", "a.b",
    "claim.id", ".x", "x.", "...", "label.", "a'b", "`a`", "a;b", "$x", "{x}", "[x]", "null", "true", "0", "1.5",
    "SELECT", "a\nb", "%s", "to", "end", "order", "Naam", "Organization", "study_label", "profile_label", "a/b",
    "\u202ex", "日本", "-",
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
    setting_rows: list[list[object]] = field(default_factory=lambda: [list(row) for row in SETTINGS_ROWS])
    """The settings of a workbook."""
    changes: list[str] = field(default_factory=list)
    uncounted: set[str] = field(default_factory=set)
    """Tables of which nobody could say how many rows they hold."""
    quoted: set[str] = field(default_factory=set)
    """Tables with stray quotation marks: rows inside a cell can only be told from text by their ids."""
    after: list[Callable[[Path], None]] = field(default_factory=list)
    """What happens to the files of the folder."""
    in_book: list[Callable[[Workbook], None]] = field(default_factory=list)
    """What happens to the cells of the workbook."""

    @property
    def is_workbook(self) -> bool:
        """Whether it is one workbook, and not a folder."""
        return self.number % 3 == 0

    @property
    def rows(self) -> dict[str, int]:
        """Rows that are not blank, below the header."""
        return {
            name: sum(any(cell.strip() for cell in row) for row in table[1:])
            for name, table in self.tables.items()
            if name not in self.uncounted and (name not in self.quoted or table[0][0] == TABLES[name].id_column)
        }


def table_of(made: Mutant, chance: random.Random) -> tuple[str, Table]:
    """One of the tables: often the claims."""
    often = ["claims"] if "claims" in made.tables and chance.random() < 0.4 else sorted(made.tables)
    name = chance.choice(often)
    return name, made.tables[name]


def _cell(made: Mutant, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 1, 5])):
        _, table = table_of(made, chance)
        if len(table) > 1:
            row = chance.choice(table[1:])
            row[chance.randrange(len(row))] = chance.choice(CELLS)


def _whole_column(made: Mutant, chance: random.Random) -> None:
    _, table = table_of(made, chance)
    column, cell = chance.randrange(len(table[0])), chance.choice(CELLS)
    for row in table[1:]:
        row[column] = cell


def _rename_column(made: Mutant, chance: random.Random) -> None:
    _, table = table_of(made, chance)
    table[0][chance.randrange(len(table[0]))] = chance.choice(HEADINGS)


def _drop_column(made: Mutant, chance: random.Random) -> None:
    _, table = table_of(made, chance)
    column = chance.randrange(len(table[0]))
    for row in table:
        del row[column]
    if not table[0]:
        table[0].append("x")
        for row in table[1:]:
            row.append("")


def _double_column(made: Mutant, chance: random.Random) -> None:
    _, table = table_of(made, chance)
    column = chance.randrange(len(table[0]))
    for row in table:
        row.append(row[column])


def _swap_columns(made: Mutant, chance: random.Random) -> None:
    _, table = table_of(made, chance)
    one, other = (chance.randrange(len(table[0])) for _ in range(2))
    for row in table:
        row[one], row[other] = row[other], row[one]


def _own_column(made: Mutant, chance: random.Random) -> None:
    _, table = table_of(made, chance)
    table[0].append(chance.choice(HEADINGS))
    for row in table[1:]:
        row.append(chance.choice(CELLS))


def _drop_row(made: Mutant, chance: random.Random) -> None:
    _, table = table_of(made, chance)
    if len(table) > 1:
        del table[chance.randrange(1, len(table))]


def _double_row(made: Mutant, chance: random.Random) -> None:
    _, table = table_of(made, chance)
    if len(table) > 1:
        table.append(list(chance.choice(table[1:])))


def _blank_rows(made: Mutant, chance: random.Random) -> None:
    _, table = table_of(made, chance)
    table.insert(chance.randrange(1, len(table) + 1), [""] * len(table[0]))


def _remark(made: Mutant, chance: random.Random) -> None:
    _, table = table_of(made, chance)
    table.append(["Note: to be checked with Anna", *[""] * (len(table[0]) - 1)])


def _title(made: Mutant, chance: random.Random) -> None:
    name, table = table_of(made, chance)
    made.uncounted.add(name)  # where the table begins is the program's guess
    table.insert(0, ["Coded in spring", *[""] * (len(table[0]) - 1)])


def _drop_table(made: Mutant, chance: random.Random) -> None:
    name, _ = table_of(made, chance)
    if len(made.tables) > 1:
        del made.tables[name]


def _ragged_rows(made: Mutant, chance: random.Random) -> None:
    """Rows with fewer cells than the header, or more."""
    _, table = table_of(made, chance)
    for _ in range(chance.choice([1, 1, 4])):
        if len(table) > 1:
            row = chance.choice(table[1:])
            if chance.random() < 0.5:
                row.extend(chance.choice(["x", "", "1.10"]) for _ in range(chance.choice([1, 3, 40])))
            else:
                del row[chance.randrange(1, len(row) + 1) :]


CHANGES = (
    _cell, _cell, _cell, _whole_column, _rename_column, _rename_column, _drop_column, _double_column, _swap_columns,
    _own_column, _drop_row, _double_row, _blank_rows, _remark, _title, _drop_table,
)  # fmt: skip
"""What can happen to the tables of any study."""
LAST = (_ragged_rows,)
"""What happens after all other changes, which take rows to be as long as the header."""
