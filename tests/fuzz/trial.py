"""One mutant by its number: made, written, checked, marked, built; and what is wrong with how the program takes it."""

import random
import tempfile
import time
from pathlib import Path

import openpyxl

import graphmodel as gm
from graphmodel.problems import GraphmodelError
from tests.fuzz import folders, mutants, workbooks
from tests.fuzz.mutants import Mutant
from tests.support.reported import check_whatever
from tests.support.studies import tiny_tables

LONGEST = 20.0
"""Seconds of work after which a mutant counts as a hang: a hundred times what one takes."""


def mutant(number: int) -> Mutant:
    """The mutant of that number, always the same."""
    chance = random.Random(number)
    tables = {name: [list(rows[0]), *(list(r.values()) for r in rows)] for name, rows in tiny_tables().items() if rows}
    made = Mutant(number, tables)
    own = workbooks.CHANGES if made.is_workbook else folders.CHANGES
    kinds = [chance.choice([mutants.CHANGES, own]) for _ in range(chance.randint(1, 3))]
    changes = [chance.choice(kind) for kind in sorted(kinds, key=lambda kind: kind is own)]
    if chance.random() < 0.1:
        changes.append(chance.choice(mutants.LAST))
    for change in changes:
        made.changes.append(change.__name__.strip("_").replace("_", " "))
        change(made, chance)
    return made


def fault_of(number: int) -> str | None:
    """What is wrong with how the program takes a mutant; None where nothing is."""
    made = mutant(number)
    begun = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        try:
            _try(made, Path(folder))
        except GraphmodelError as error:
            return f"{made.changes}: {type(error).__name__} where there should be none: {error}"
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            return f"{made.changes}: {type(error).__name__}: {str(error)[:300]}"
    taken = time.process_time() - begun
    return f"{made.changes}: took {taken:.0f} seconds" if taken > LONGEST else None


def _try(made: Mutant, folder: Path) -> None:
    path = (workbooks.write_workbook if made.is_workbook else folders.write_folder)(made, folder)
    check = check_whatever(path)
    if check is None:
        return
    for name, rows in made.rows.items():
        read = check.counts[name].read if name in check.counts else rows
        assert read == rows, f"{name} has {rows} rows, and {read} are counted"
    if made.number % 8 == 0 and not check.problems.errors:
        gm.build_study(path, db=folder / "db")
    if made.number % 8 == 1:
        copy = gm.write_marked_study(path, gm.check_study(path), folder / "marked.xlsx")
        _copied(made, copy)


def _copied(made: Mutant, copy: Path) -> None:
    """Does the marked copy hold every row of every table that could be read?"""
    book = openpyxl.load_workbook(copy, read_only=True)
    for name, rows in made.rows.items():
        if name in book.sheetnames and name not in made.quoted:
            copied = sum(any(str(cell or "").strip() for cell in row) for row in book[name].iter_rows(values_only=True))
            assert copied == rows + 1, f"{name} has {rows} rows, and the copy {copied - 1}"
    book.close()
