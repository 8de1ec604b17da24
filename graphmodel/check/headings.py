"""Columns of a table against the schema: what is missing, and what has probably been renamed."""

from collections.abc import Callable, Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.check.rows import CheckedRows
from graphmodel.problems import Place, Problem, Problems, shown
from graphmodel.schema import KINDS_BY_NAME
from graphmodel.schema.columns import Column, TableSchema
from graphmodel.schema.reading import FILLERS, ID_NAMES, MARKS, SYNONYMS, name_key
from graphmodel.settings import Settings
from graphmodel.suggest import near
from graphmodel.wording import counted

IdsOfKinds = Callable[[Sequence[str]], Sequence[str]]

MEANING = {
    "polarity": "{all} read as affirming",
    "certainty": "{all} read as stated",
    "speaker": "{all} unattributed, and no analysis can tell one voice from several",
    "stage": "none of {number} belongs to a phase, so nothing can be said of any item at a phase",
    "focus": "none of {number} has a focus of its own, so comparisons rest on the focus of the evidence items",
}
"""What a claims table without one of these columns makes of the claims."""

MOST_COMPARED = 100_000
"""Cells of a column that are looked at to see what the column holds."""


class _Lists:
    """What the cells of columns may hold: words, or ids. Each list is made once."""

    def __init__(self, settings: Settings, ids: IdsOfKinds) -> None:
        self._settings, self._ids = settings, ids
        self._keys: dict[str, frozenset[str]] = {}

    def hold(self, cells: pa.Array, column: Column) -> bool:
        """Whether all cells are words, or ids, of a column's list.

        Yes and no, and numbers, occur in columns of any meaning and show nothing.
        """
        if column.name not in self._keys:
            words = (word for word in self._allowed(column) if not word.replace(".", "").isdecimal())
            self._keys[column.name] = frozenset(map(name_key, words))
        keys = self._keys[column.name]
        texts = _texts(cells) if keys else []
        if column.type == "list":
            texts = [part.strip() for text in texts for part in text.split(";") if part.strip()]
        return bool(texts) and all(name_key(text) in keys for text in texts)

    def _allowed(self, column: Column) -> Sequence[str]:
        if column.vocabulary:
            return self._settings.words(column.vocabulary) if column.vocabulary != "yes_no" else ()
        return self._ids(column.refers_to) if column.refers_to and column.refers_to != ("claim",) else ()


def lacking(rows: CheckedRows, schema: TableSchema) -> list[str]:
    """Needed columns that the table lacks."""
    return [name for name in schema.required if name in rows.absent]


def is_spoilt(rows: CheckedRows, schema: TableSchema) -> bool:
    """Whether no row can be taken, because a needed column is missing or goes by another name."""
    return bool(rows.guessed or lacking(rows, schema))


def check_columns(rows: CheckedRows, schema: TableSchema, settings: Settings, ids: IdsOfKinds) -> None:
    """Report missing columns that are needed, and own columns that look like one of the model's that is absent.

    A column whose cells are words or ids of an absent column is an error, and so is a heading that
    people give to a column that decides how claims count. Any other column is the study's own and is kept.

    Args:
        rows: the table, or the beginning of it.
        schema: what the table should hold.
        settings: the study's words, and the columns that it calls its own.
        ids: gives the ids of some kinds of node.
    """
    lists = _Lists(settings, ids)
    for name in schema.required:
        if name in rows.absent or name in rows.guessed:
            guess = [rows.guessed[name]] if name in rows.guessed else []
            others = _likely(rows, schema, name, settings, lists)
            _report_missing(rows, schema, name, list(dict.fromkeys([*guess, *others])))
    absent = [column for column in schema.columns if column.name in rows.absent and not column.required]
    for name in _own(rows, schema, settings):
        if name not in rows.renamed and (problem := _renamed(rows, name, absent, lists)):
            rows.problems.add(problem)


def _report_missing(rows: CheckedRows, schema: TableSchema, name: str, likely: Sequence[str]) -> None:
    others = ", nor any row that names one" if schema.kind or schema.name in {"claims", "predicates"} else ""
    which = likely[0] if len(likely) == 1 else "that column"
    rows.problems.add(
        rows.place.problem(
            "error",
            "missing_column",
            f"There is no column {name}; without it, no row of {schema.name} can be used{others}.",
            f"Is it {' or '.join(likely)}? If so, rename {which} to {name}. If not, add a column {name}."
            if likely
            else f"Add a column {name}.",
            1,
            name,
            likely[0] if likely else "",
        )
    )


def guess_columns(rows: CheckedRows, schema: TableSchema, settings: Settings, ids: IdsOfKinds) -> None:
    """Take own columns for needed ones that are missing, so that their other errors are found too.

    Args: as of :func:`check_columns`.
    """
    lists = _Lists(settings, ids)
    for name in lacking(rows, schema):
        if likely := _likely(rows, schema, name, settings, lists):
            rows.guess(name, likely[0])


def _own(rows: CheckedRows, schema: TableSchema, settings: Settings) -> list[str]:
    known = {column.name for column in schema.columns}
    return [name for name in rows.cells if name not in known and name not in settings.own_columns]


def _likely(rows: CheckedRows, schema: TableSchema, name: str, settings: Settings, lists: _Lists) -> list[str]:
    """Own columns that are probably the needed one of this name, the likeliest first.

    Cells say more than a heading: ids that begin as those of the table do, or words and ids of the
    column's own list. Then come other names that people give to it, then names that are nearly the same.
    """
    column = schema.column(name)
    taken = {other for column, other in rows.guessed.items() if column != name}
    own = [other for other in _own(rows, schema, settings) if other not in taken]
    if column is None or not own:
        return []
    is_id = bool(schema.kind) and name == schema.id_column
    names = (*SYNONYMS.get(name, ()), *(ID_NAMES if is_id else ()))
    if is_id:
        own = [other for other in own if _may_be_ids(rows.cells[other])]
        holds = [other for other in own if _begin(rows.cells[other], KINDS_BY_NAME[schema.kind].prefix)]
    else:
        holds = [other for other in own if lists.hold(rows.cells[other], column)]
    called = [other for other in own if other in names]
    both = [other for other in called if other in holds]
    likely = both or holds or called or near(name, own, most=1) or [n for o in names for n in near(o, own, most=1)][:1]
    if not likely and is_id and own and own[0] == next(iter(rows.cells)):
        return own[:1]  # ids are in the first column
    return likely


def _may_be_ids(cells: pa.Array) -> bool:
    """Whether cells are different words without spaces, but for a few."""
    texts = [text for text in cells.slice(0, MOST_COMPARED).to_pylist() if text]
    good = {text for text in texts if " " not in text}
    return bool(texts) and len(good) * 2 > len(texts)


def _begin(cells: pa.Array, prefix: str) -> bool:
    """Whether most of the cells begin in this way."""
    texts = _texts(cells)
    return bool(prefix) and sum(text.startswith(prefix) for text in texts) * 2 > len(texts)


def _renamed(rows: CheckedRows, name: str, absent: Sequence[Column], lists: _Lists) -> Problem | None:
    """What to say about an own column that may be one of the model's."""
    alike = [column.name for column in absent if name in SYNONYMS.get(column.name, ())]
    similar = near(name, [column.name for column in absent], most=1)
    same_cells = [column.name for column in absent if lists.hold(rows.cells[name], column)]
    likely = [other for other in (*alike, *similar) if other in same_cells] or same_cells or alike or similar
    likely = list(dict.fromkeys(likely))  # a name can be alike and similar
    if not likely:
        return None
    asked = " or ".join(likely)
    if same_cells:
        cells = ", ".join(shown(text) for text in _texts(rows.cells[name])[:3])
        what = f"The table has no column {asked}, but the cells of {name} ({cells}) are what such a column holds."
    else:
        what = f"The table has no column {asked}; its column {name} may be the same under another name."
    wrong = bool(same_cells) or any(other in MEANING for other in alike)
    return rows.place.problem(
        "error" if wrong else "warning",
        "renamed_column" if wrong else "unknown_column",
        what,
        f"Did you mean {asked}? If so, rename the column. If it is your own, keep its name"
        + (f' and write in study.toml: [reading] own_columns = ["{name}"].' if wrong else "."),
        1,
        name,
    )


def _texts(cells: pa.Array) -> list[str]:
    """The different texts of a column without fillers, the first ones only if there are very many."""
    texts = pc.unique(cells.slice(0, MOST_COMPARED)).to_pylist()
    return [text for text in texts if text and text.casefold() not in FILLERS | MARKS]


def own_columns(tables: Iterator[tuple[str, Sequence[str], TableSchema]]) -> str:
    """The columns of a study's own, table by table; empty if there are none."""
    listed = []
    for name, columns, schema in tables:
        known = {column.name for column in schema.columns}
        if own := [shown(column) for column in columns if column not in known]:
            listed.append(f"{name}: {', '.join(own)}")
    return "; ".join(listed)


class SaysNothing:
    """Finds the columns that decide how claims count and that no claim fills."""

    def __init__(self, settings: Settings) -> None:
        self._empty = dict.fromkeys(
            name for name in MEANING if name != "focus" or (settings.focus.in_question and settings.focus.values)
        )
        self._absent: set[str] = set()

    def see(self, rows: CheckedRows) -> None:
        """Look at some of the claims."""
        self._absent.update(rows.absent)
        for name in [name for name in self._empty if rows.filled(name).any()]:
            del self._empty[name]

    def texts(self, claims: int) -> list[tuple[str, str]]:
        """Each such column, and what that makes of the claims."""
        number = counted(claims, "claim")
        every = "the only claim is" if claims == 1 else f"all {number} are"
        return [
            (
                name,
                f"{'There is no column' if name in self._absent else 'No claim has a'} {name}:"
                f" {MEANING[name].format(number=number, all=every)}.",
            )
            for name in self._empty
            if claims
        ]

    def report(self, place: Place, claims: int, problems: Problems) -> None:
        """Add one warning for each."""
        for name, what in self.texts(claims):
            remedy = f"If the claims do say so, fill in the column {name}. If not, there is nothing to do."
            problems.add(place.problem("warning", "says_nothing", what, remedy, column=name))
