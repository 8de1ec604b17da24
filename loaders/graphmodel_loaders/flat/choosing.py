"""Chooses the sheet of a file that holds claims, and guesses its columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graphmodel.problems import StudyError
from graphmodel.suggest import did_you_mean
from graphmodel.wording import shown_name
from graphmodel_loaders.flat.finding import FoundTable, find_table, key_of
from graphmodel_loaders.flat.grid import Opened
from graphmodel_loaders.flat.guessing import Guess, guess_columns
from graphmodel_loaders.flat.vocabulary import NEEDED, is_heading


@dataclass
class Chosen:
    """A sheet, its table, the guess, and what to know about how it was read.

    ``kinds``: what another sheet of the file, which lists the nodes, says that each label is.
    """

    sheet: str
    table: FoundTable
    guess: Guess
    notes: list[str]
    kinds: dict[str, str] = field(default_factory=dict)


_LABELS, _KINDS = ("label", "name", "element", "node"), ("type", "kind", "category", "element type", "node type")
_IDS = ("id", "node id", "key", "no", "code")
"""Headings of a sheet that lists the nodes."""
_FEWEST = 3
"""Rows from which on it shows that each person has one row."""
_MOST = 0.8
"""From this share of ends that are ids in a list, its labels take their place."""


def choose_sheet(opened: Opened, sheet: str = "") -> Chosen:
    """The sheet of that name, or the one that looks most like claims.

    Raises:
        StudyError: there is no such sheet, or none has a table.
    """
    name = shown_name(opened.path)
    candidates = _named(opened, sheet) if sheet else list(opened.names)
    chosen: list[Chosen] = []
    without_rows = []
    for candidate in opened.names:
        grid = opened.read(candidate)
        table = find_table(grid, is_heading) if grid.lines else None
        if table is None or len(table.headings) < 2:
            continue
        if table.rows:
            chosen.append(Chosen(candidate, table, guess_columns(table), [*grid.hints, *grid.notes]))
        elif candidate in candidates:
            without_rows.append(candidate)
    # Hidden sheets come last among those that are as good; then the one with more rows.
    chosen.sort(key=lambda one: (-one.guess.quality, one.table.grid.hidden, -len(one.table.rows)))
    likely = [one for one in chosen if one.sheet in candidates]
    if not likely:
        raise StudyError(_nothing(name, candidates, without_rows))
    best = likely[0]
    others = [one.sheet for one in likely[1:] if not one.guess.missing]
    best.notes[:0] = opened.notes
    used, said = _read_lists(best, [one for one in chosen if one is not best and one.guess.missing])
    unread = [one for one in opened.names if one not in {best.sheet, *used}]
    best.notes += _which(best, opened.names, unread, others, by_name=bool(sheet)) + _how(best) + said
    return best


def _read_lists(best: Chosen, lists: Sequence[Chosen]) -> tuple[set[str], list[str]]:
    """Read what other sheets say of nodes: the labels behind the ids in the claims, and kinds.

    Returns:
        The sheets that were read, and what to say about it.
    """
    used: set[str] = set()
    notes: list[str] = []
    for one in lists:
        replaced = _name_ends(best, _listed(one.table, _IDS, _LABELS))
        if replaced:
            used.add(one.sheet)
            notes.append(f"The cells under {replaced} are ids: their labels are read from the sheet {one.sheet}.")
            break
    kinds = [(one.sheet, _listed(one.table, _LABELS, _KINDS)) for one in reversed(lists)]
    for sheet, listed in kinds:
        best.kinds |= listed
        if listed:
            used.add(sheet)
            notes.append(f"Kinds of nodes are read from the sheet {sheet}.")
    ends = [best.guess.fields[name] for name in NEEDED if name in best.guess.fields]
    numbers = [heading for heading in ends if all(map(str.isdecimal, filter(None, best.table.column(heading))))]
    if numbers:
        notes.append(
            f"The cells under {' and '.join(numbers)} are numbers, which become the names of nodes. If they stand for"
            " something, add a sheet with the headings Id and Label to the same workbook, and start again."
        )
    return used, notes


def _name_ends(best: Chosen, labels: Mapping[str, str]) -> str:
    """Put labels in place of ids where subjects and objects are ids in a list; says in which columns."""
    places = {name: best.table.headings.index(best.guess.fields[name]) for name in NEEDED if name in best.guess.fields}
    cells = {cells[place] for _, cells in best.table.rows for place in places.values() if cells[place]}
    if not cells or sum(cell in labels for cell in cells) < _MOST * len(cells) or cells <= set(labels.values()):
        return ""
    for _, row in best.table.rows:
        for place in places.values():
            row[place] = labels.get(row[place], row[place])
    return " and ".join(best.table.headings[place] for place in places.values())


def _listed(table: FoundTable, keys: Sequence[str], values: Sequence[str]) -> dict[str, str]:
    """What a sheet that lists the nodes says of each: the cell under one of the headings, by the cell under another."""
    by_key = {key_of(heading): heading for heading in reversed(table.headings)}
    names = [next((by_key[key] for key in known if key in by_key), "") for known in (keys, values)]
    if not all(names):
        return {}
    pairs = zip(*map(table.column, names), strict=True)
    return {text: word for text, word in pairs if text and word}


def _named(opened: Opened, sheet: str) -> list[str]:
    named = [known for known in opened.names if known.strip().casefold() == sheet.strip().casefold()]
    if not named:
        near = did_you_mean(sheet, opened.names)
        name = shown_name(opened.path)
        raise StudyError(f"{name} has no sheet {sheet!r}.{near} It has: {', '.join(opened.names)}.")
    return named[:1]


def _which(
    best: Chosen, names: Sequence[str], unread: Sequence[str], likely: Sequence[str], *, by_name: bool
) -> list[str]:
    """Which of several sheets is read."""
    if len(names) == 1:
        return []
    not_read = f"; not read: {', '.join(unread)}" if unread else ""
    if by_name:
        return [f"Read from the sheet {best.sheet}{not_read}."]
    also = f" {', '.join(likely)} may hold claims too (--sheet NAME)." if likely else ""
    return [f"Read from the sheet {best.sheet}, which looks most like claims{not_read}.{also}"]


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
    person = _one_row_each(best)
    if person:
        notes.append(
            f"Each cell under {person} stands in one row, and no column holds verbs or answers: this looks like a"
            " grid with a row for each person, and each row is read as one claim. If a row holds several claims, give"
            " each a row of its own first: who, did what, to what."
        )
    return notes


def _one_row_each(best: Chosen) -> str:
    """The heading of those who speak, if each has one row and nothing else shows that rows are claims."""
    fields = best.guess.fields
    if "predicate" in fields or "polarity" in fields or best.guess.habit or len(best.table.rows) < _FEWEST:
        return ""
    for name in ("speaker", "source"):
        cells = best.table.column(fields[name]) if name in fields else []
        if cells and all(cells) and len(set(cells)) == len(cells):
            return fields[name]
    return ""


def _nothing(name: str, sheets: list[str], without_rows: list[str]) -> str:
    if without_rows:
        which = f"The sheet {without_rows[0]} of {name}" if len(sheets) > 1 else name
        return f"{which} has headings and no rows. Write a row for each claim below them, and save it."
    if len(sheets) > 1:
        return f"No sheet of {name} has a table with headings and rows."
    return (
        f"{name} has no table: a row of headings, and below it a row for each claim. If it is not empty, save it again."
    )
