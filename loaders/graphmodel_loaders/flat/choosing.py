"""Chooses the sheet of a file that holds claims, and guesses its columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from graphmodel.problems import StudyError
from graphmodel.suggest import did_you_mean
from graphmodel.wording import shown_name
from graphmodel_loaders.flat.finding import SheetTable, find_table, key_of
from graphmodel_loaders.flat.grid import Opened
from graphmodel_loaders.flat.guessing import Guess, guess_columns
from graphmodel_loaders.flat.vocabulary import is_heading


@dataclass
class Chosen:
    """A sheet, its table, the guess, and what to know about how it was read.

    ``kinds``: what another sheet of the file, which lists the nodes, says that each label is.
    """

    sheet: str
    table: SheetTable
    guess: Guess
    notes: list[str]
    kinds: dict[str, str] = field(default_factory=dict)


_LABELS, _KINDS = ("label", "name", "element", "node"), ("type", "kind", "category", "element type", "node type")
"""Headings of a sheet that lists the nodes."""


def choose_sheet(opened: Opened, sheet: str = "") -> Chosen:
    """The sheet of that name, or the one that looks most like claims.

    Raises:
        StudyError: there is no such sheet, or none has a table.
    """
    name = shown_name(opened.path)
    candidates = _named(opened, sheet) if sheet else list(opened.names)
    chosen: list[Chosen] = []
    without_rows = []
    for candidate in candidates:
        grid = opened.read(candidate)
        table = find_table(grid, is_heading) if grid.lines else None
        if table is None or len(table.headings) < 2:
            continue
        if table.rows:
            chosen.append(Chosen(candidate, table, guess_columns(table), list(grid.notes)))
        else:
            without_rows.append(candidate)
    if not chosen:
        raise StudyError(_nothing(name, candidates, without_rows))
    # Hidden sheets come last among those that are as good; then the one with more rows.
    chosen.sort(key=lambda one: (-one.guess.quality, one.table.grid.hidden, -len(one.table.rows)))
    best = chosen[0]
    likely = [one.sheet for one in chosen[1:] if not one.guess.missing]
    best.notes[:0] = opened.notes
    best.notes += _which(best, opened.names, likely, by_name=bool(sheet)) + _how(best)
    lists = [one for one in chosen if one is not best and one.guess.missing]
    best.kinds = {label: kind for one in reversed(lists) for label, kind in _listed_kinds(one.table).items()}
    if best.kinds:
        best.notes.append(f"Kinds of nodes are read from the sheet {lists[0].sheet}.")
    return best


def _listed_kinds(table: SheetTable) -> dict[str, str]:
    """What a sheet that lists the nodes says that each label is."""
    by_key = {key_of(heading): heading for heading in reversed(table.headings)}
    label, kind = (next((by_key[key] for key in keys if key in by_key), "") for keys in (_LABELS, _KINDS))
    if not label or not kind:
        return {}
    pairs = zip(table.column(label), table.column(kind), strict=True)
    return {text: word for text, word in pairs if text and word}


def _named(opened: Opened, sheet: str) -> list[str]:
    named = [known for known in opened.names if known.strip().casefold() == sheet.strip().casefold()]
    if not named:
        near = did_you_mean(sheet, opened.names)
        name = shown_name(opened.path)
        raise StudyError(f"{name} has no sheet {sheet!r}.{near} It has: {', '.join(opened.names)}.")
    return named[:1]


def _which(best: Chosen, names: Sequence[str], likely: Sequence[str], *, by_name: bool) -> list[str]:
    """Which of several sheets is read."""
    if len(names) == 1:
        return []
    others = ", ".join(other for other in names if other != best.sheet)
    if by_name:
        return [f"Read from the sheet {best.sheet}; not read: {others}."]
    also = f" {', '.join(likely)} may hold claims too (--sheet NAME)." if likely else ""
    return [f"Read from the sheet {best.sheet}, which looks most like claims; not read: {others}.{also}"]


def _how(best: Chosen) -> list[str]:
    """What is unusual about the sheet and its headings."""
    table, notes = best.table, []
    if table.grid.hidden:
        notes.append(f"The sheet {best.sheet} is hidden, and it is read.")
    if table.above:
        notes.append(f"The headings are in row {table.last}; what stands above them is not read.")
    if table.first != table.last:
        notes.append(f"There are two rows of headings ({table.first} and {table.last}).")
    if best.guess.habit:
        notes.append(f"The headings are those of {best.guess.habit}.")
    return notes


def _nothing(name: str, sheets: list[str], without_rows: list[str]) -> str:
    if without_rows:
        which = f"The sheet {without_rows[0]} of {name}" if len(sheets) > 1 else name
        return f"{which} has headings and no rows. Write a row for each claim below them, and save it."
    if len(sheets) > 1:
        return f"No sheet of {name} has a table with headings and rows."
    return (
        f"{name} has no table: a row of headings, and below it a row for each claim. If it is not empty, save it again."
    )
