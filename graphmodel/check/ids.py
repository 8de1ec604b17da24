"""Ids: their form, that each occurs only once, and an index of them all."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.check.cells import EXCEL_REMEDY, EXCEL_WHAT, excel_damage
from graphmodel.check.rows import CheckedRows
from graphmodel.schema import KINDS, KINDS_BY_NAME, TABLES
from graphmodel.schema.columns import TableSchema
from graphmodel.study import Mask, Positions, mask
from graphmodel.wording import counted

LONGEST_ID = 200
_SPACES = r"[\s\x00-\x1F\x7F]|\x{A0}"


def check_form(rows: CheckedRows, schema: TableSchema) -> None:
    """Length, forbidden characters, damage by Excel, and the prefix of another kind."""
    column = schema.id_column
    ids = rows.cells[column]
    rows.fault(
        mask(pc.greater(pc.utf8_length(ids), LONGEST_ID)),
        column,
        "bad_id",
        lambda i: f"The id is {len(rows.value(column, i))} characters long; at most {LONGEST_ID} are allowed.",
        "Give it a short id and put the text in the label.",
    )
    for found, what in (
        (mask(pc.match_substring_regex(ids, _SPACES)), "a space or line break"),
        (mask(pc.match_substring(ids, ";")), "a semicolon, which separates the entries of a list"),
        (mask(pc.match_substring(ids, "|")), "a |, which separates kinds of node"),
    ):
        rows.fault(found, column, "bad_id", f"The id contains {what}.", "Use letters, digits, points and _ only.")
    damaged = excel_damage(ids)
    rows.fault(damaged, column, "excel_damage", EXCEL_WHAT, EXCEL_REMEDY)
    own = KINDS_BY_NAME[schema.kind].prefix if schema.kind else ""
    for kind in KINDS:
        if kind.prefix and kind.prefix != own:
            rows.fault(
                mask(pc.starts_with(ids, kind.prefix)),
                column,
                "bad_id",
                f"The id begins with {kind.prefix}, which is for {kind.plural}.",
                f"Begin it with {own}" if own else f"Do not begin it with {kind.prefix}",
            )
    if own:
        _prefix_missing(rows, column, own, rows.filled(column) & ~rows.bad & ~mask(pc.starts_with(ids, own)))


def _prefix_missing(rows: CheckedRows, column: str, own: str, missing: Mask) -> None:
    if not missing.any():
        return
    which = np.flatnonzero(missing)
    first = ", ".join(rows.value(column, int(i)) for i in which[:3])
    rows.problems.add(
        rows.place.problem(
            "warning",
            "missing_prefix",
            f"{counted(len(which), 'id')} of {len(rows)} do not begin with {own}"
            f" ({first}{', ...' if len(which) > 3 else ''}).",
            f"This breaks nothing, but ids are easier to read when they begin with {own}",
            column=column,
        )
    )


def check_once(tables: Mapping[str, CheckedRows]) -> None:
    """Find ids that are declared twice, in one table of nodes or in two."""
    first: dict[str, tuple[str, int]] = {}
    for kind in KINDS:
        rows = tables.get(kind.table)
        if rows is None:
            continue
        column = TABLES[kind.table].id_column
        again: dict[int, tuple[str, int]] = {}
        for i, name in enumerate(rows.cells[column].to_pylist()):
            if not name:
                continue
            if name in first:
                again[i] = first[name]
            else:
                first[name] = (kind.table, int(rows.numbers[i]))
        report_twice(rows, column, again)


def check_profiles(rows: CheckedRows) -> None:
    """Find actors with two profiles: a node has room for one."""
    first: dict[str, int] = {}
    twice = np.zeros(len(rows), bool)
    for i, name in enumerate(rows.cells["actor"].to_pylist()):
        twice[i] = bool(name) and first.setdefault(name, int(rows.numbers[i])) != int(rows.numbers[i])
    rows.fault(
        twice,
        "actor",
        "second_profile",
        lambda i: f"{rows.value('actor', i)} already has a profile, in row {first[rows.value('actor', i)]}.",
        "Merge the two rows.",
    )


def report_twice(rows: CheckedRows, column: str, again: Mapping[int, tuple[str, int]]) -> None:
    """Report rows whose id is already taken; ``again`` gives the table and row of the first."""
    if not again:
        return
    found = np.zeros(len(rows), bool)
    found[list(again)] = True
    rows.fault(
        found,
        column,
        "duplicate_id",
        lambda i: f"The id is already used, in {again[i][0]} row {again[i][1]}.",
        "Give one of the two rows another id, or delete it if both mean the same. If Excel turned 1.10 into 1.1, format"
        " the column as Text and type it again.",
    )


KIND_NUMBERS = {kind.name: number for number, kind in enumerate(KINDS)}


def kinds_of(bits: int) -> list[str]:
    """The kinds that some bits stand for, by the number of the kind."""
    return [kind.name for number, kind in enumerate(KINDS) if bits >> number & 1]


@dataclass
class NodeIndex:
    """Every id that a table of nodes declares, each once, including those in rows left out.

    Attributes:
        ids: the ids.
        kinds: for each the number of its kind in ``KINDS``.
        rows: for each the row number in the kind's table.
        out: which of them are in a row that is left out.
        silent: which of these need not be reported again.
        used: which of them a claim names.
        unusable: kinds whose table is missing, cannot be read or has no ids, and why.
    """

    ids: pa.Array
    kinds: Positions
    rows: Positions
    out: Mask
    silent: Mask
    used: Mask
    unusable: dict[str, str] = field(default_factory=dict)
    _parts: list[tuple[int, CheckedRows, Positions]] = field(default_factory=list)
    """For each table of nodes: where its ids start here, and the position of each of its rows."""

    @classmethod
    def of(cls, tables: Mapping[str, CheckedRows], unusable: dict[str, str]) -> "NodeIndex":
        """Index the ids of all node tables; of duplicates, the first."""
        seen: dict[str, int] = {}
        kinds: list[int] = []
        numbers: list[int] = []
        parts: list[tuple[int, CheckedRows, Positions]] = []
        outside: list[tuple[int, int, str]] = []
        for kind_number, kind in enumerate(KINDS):
            rows = tables.get(kind.table)
            if rows is None or kind.name in unusable:
                continue
            start = len(seen)
            places = []
            names = rows.cells[TABLES[kind.table].id_column].to_pylist()
            for i, (name, number) in enumerate(zip(names, rows.numbers.tolist(), strict=True)):
                if name and name not in seen:
                    seen[name] = len(seen)
                    kinds.append(kind_number)
                    numbers.append(number)
                    places.append(i)
            parts.append((start, rows, np.array(places, np.int64)))
            outside += [(kind_number, number, name) for number, name in rows.left_out if name]
        for kind_number, number, name in outside:
            if name not in seen:
                seen[name] = len(seen)
                kinds.append(kind_number)
                numbers.append(number)
        count = len(seen)
        index = cls(
            pa.array(list(seen), pa.string()),
            np.array(kinds, np.int64),
            np.array(numbers, np.int64),
            np.ones(count, bool),
            np.zeros(count, bool),
            np.zeros(count, bool),
            unusable,
            parts,
        )
        index.refresh()
        return index

    def refresh(self) -> int:
        """Mark the ids of rows that have an error so far; returns how many are left out."""
        for start, rows, places in self._parts:
            self.out[start : start + len(places)] = rows.bad[places]
            self.silent[start : start + len(places)] = rows.silent[places]
        return int(self.out.sum())

    def find(self, cells: pa.Array | pa.ChunkedArray) -> Positions:
        """Position of each id; -1 if there is none."""
        found = pc.index_in(cells, value_set=self.ids)
        return np.asarray(pc.fill_null(found, -1).to_numpy(zero_copy_only=False), dtype=np.int64)

    def texts(self, column: str) -> Iterator[tuple[int, str]]:
        """Position and text of each node whose table has this column and whose cell is filled."""
        for start, rows, places in self._parts:
            if column in rows.cells:
                texts = rows.cells[column].take(pa.array(places)).to_pylist()
                yield from ((start + i, text) for i, text in enumerate(texts) if text)

    def of_kinds(self, kinds: Iterable[str], left_out: bool = False) -> list[str]:
        """Ids of some kinds; those in rows left out only on request."""
        chosen = np.isin(self.kinds, [KIND_NUMBERS[kind] for kind in kinds])
        if not left_out:
            chosen &= ~self.out
        return [str(name) for name in self.ids.filter(pa.array(chosen)).to_pylist()]

    def kind(self, position: int) -> str:
        """Name of the kind of one id."""
        return KINDS[int(self.kinds[position])].name

    def place(self, position: int) -> str:
        """``actors row 12``."""
        return f"{KINDS[int(self.kinds[position])].table} row {int(self.rows[position])}"
