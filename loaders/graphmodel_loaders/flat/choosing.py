"""Chooses the sheet of a file that holds claims, and guesses its columns."""

from dataclasses import dataclass

from graphmodel.problems import StudyError
from graphmodel.suggest import did_you_mean
from graphmodel.wording import shown_name
from graphmodel_loaders.flat.finding import SheetTable, find_table
from graphmodel_loaders.flat.grid import Opened
from graphmodel_loaders.flat.guessing import Guess, guess_columns
from graphmodel_loaders.flat.vocabulary import is_heading


@dataclass
class Chosen:
    """A sheet, its table, the guess, and what to know about how it was read."""

    sheet: str
    table: SheetTable
    guess: Guess
    notes: list[str]


def choose_sheet(opened: Opened, sheet: str = "") -> Chosen:
    """The sheet of that name, or the one that looks most like claims.

    Raises:
        StudyError: there is no such sheet, or none has a table.
    """
    name = shown_name(opened.path)
    if sheet:
        named = [known for known in opened.names if known.strip().casefold() == sheet.strip().casefold()]
        if not named:
            near = did_you_mean(sheet, opened.names)
            raise StudyError(f"{name} has no sheet {sheet!r}.{near} It has: {', '.join(opened.names)}.")
        candidates = named[:1]
    else:
        candidates = list(opened.names)
    if not candidates:
        raise StudyError(f"{name} has no sheet with cells.")
    chosen: list[Chosen] = []
    empty, without_rows = [], []
    for candidate in candidates:
        grid = opened.read(candidate)
        if not grid.lines:
            empty.append(candidate)
            continue
        table = find_table(grid, is_heading)
        if table is None or len(table.headings) < 2:
            empty.append(candidate)
        elif not table.rows:
            without_rows.append(candidate)
        else:
            chosen.append(Chosen(candidate, table, guess_columns(table), list(grid.notes)))
    if not chosen:
        raise StudyError(_nothing(name, candidates, without_rows))
    # Hidden sheets come last among those that are as good; then the one with more rows.
    chosen.sort(key=lambda one: (-one.guess.quality, one.table.grid.hidden, -len(one.table.rows)))
    best = chosen[0]
    best.notes[:0] = opened.notes
    if len(opened.names) > 1:
        others = [other for other in opened.names if other != best.sheet]
        what = f"Read from the sheet {best.sheet}"
        likely = [one.sheet for one in chosen[1:] if not one.guess.missing]
        if sheet:
            best.notes.append(f"{what}; not read: {', '.join(others)}.")
        else:
            best.notes.append(
                f"{what}, which looks most like claims; not read: {', '.join(others)}."
                + (f" {', '.join(likely)} may hold claims too (--sheet NAME)." if likely else "")
            )
    if best.table.grid.hidden:
        best.notes.append(f"The sheet {best.sheet} is hidden, and it is read.")
    if best.table.above:
        best.notes.append(f"The headings are in row {best.table.last}; what stands above them is not read.")
    if best.table.first != best.table.last:
        best.notes.append(f"There are two rows of headings ({best.table.first} and {best.table.last}).")
    if best.guess.habit:
        best.notes.append(f"The headings are those of {best.guess.habit}.")
    return best


def _nothing(name: str, sheets: list[str], without_rows: list[str]) -> str:
    if without_rows:
        which = f"The sheet {without_rows[0]} of {name}" if len(sheets) > 1 else name
        return f"{which} has headings and no rows. Write a row for each claim below them, and save it."
    if len(sheets) > 1:
        return f"No sheet of {name} has a table with headings and rows."
    return f"{name} has no table: a row of headings, and below it a row for each claim. If it is not empty, save it again."
