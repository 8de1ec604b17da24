"""References: every id in a cell exists, is of the right kind and is not left out; no row is its own ancestor."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.check.cells import EXCEL_REMEDY, EXCEL_WHAT, excel_damage
from graphmodel.check.ids import KIND_NUMBERS, NodeIndex, kinds_of
from graphmodel.check.meant_nodes import MeantNodes
from graphmodel.check.read_as import replaced
from graphmodel.check.rows import CheckedRows, NearNames
from graphmodel.graph.columns import split_list
from graphmodel.problems import Place, Problems
from graphmodel.schema import KINDS, KINDS_BY_NAME
from graphmodel.schema.columns import Column, TableSchema
from graphmodel.schema.kinds import with_article
from graphmodel.study import Mask, Positions, mask
from graphmodel.wording import counted


@dataclass(frozen=True)
class Named:
    """What the cells of one column name: for each entry its row, its text and its node."""

    column: Column
    owners: Positions
    texts: pa.Array
    nodes: Positions

    def rows_where(self, entries: Mask, count: int) -> Mask:
        """Rows that have one of these entries."""
        found = np.zeros(count, bool)
        found[self.owners[entries]] = True
        return found

    def first(self, entries: Mask) -> dict[int, int]:
        """For each row with such entries, the first of them."""
        which = np.flatnonzero(entries)[::-1]
        return dict(zip(self.owners[which].tolist(), which.tolist(), strict=True))


@dataclass
class Unusable:
    """Rows that name nodes of a table that is missing or has no ids: reported once per column."""

    counts: Counter[tuple[Place, str, str]] = field(default_factory=Counter)

    def report(self, index: NodeIndex, problems: Problems) -> None:
        """Add one error per column and start again."""
        for (place, column, kind), rows in self.counts.items():
            table = KINDS_BY_NAME[kind].table
            problems.add(
                place.problem(
                    "error",
                    "missing_table",
                    f"{counted(rows, 'row')} name {KINDS_BY_NAME[kind].plural} here, but {index.unusable[kind]}.",
                    f"Add or correct the table {table}, or empty the column.",
                    column=column,
                )
            )
        self.counts.clear()


_ALL = tuple(KIND_NUMBERS)
_CHOICES = 5
"""Nodes with the same label that a message lists."""


class References:
    """Checks the references of tables against one index of nodes."""

    def __init__(self, index: NodeIndex, near: NearNames, made: Collection[str] = ()) -> None:
        self.index = index
        self.unusable = Unusable()
        self.meant = MeantNodes(index, made)
        self._near = near

    def read(
        self, rows: CheckedRows, columns: Sequence[Column], allowed: Mapping[str, Positions] | None = None
    ) -> list[Named]:
        """As ``named``, after texts that mean one node (its id in other letters, or its label) have become its id.

        Args:
            rows: rows of a table.
            columns: columns that name nodes.
            allowed: for some of the columns, the kinds that each row allows, as bits by the number of the kind.
        """
        found = self.named(rows, columns)
        changed = [self._read_column(rows, named, (allowed or {}).get(named.column.name)) for named in found]
        return self.named(rows, columns) if any(changed) else found

    def _read_column(self, rows: CheckedRows, named: Named, allowed: Positions | None) -> bool:
        column = named.column
        bits = np.full(len(rows), _bits(column.refers_to or _ALL), np.int64) if allowed is None else allowed
        bits = bits[named.owners]
        kinds = self.index.kinds[named.nodes] if len(self.index.kinds) else named.nodes
        missing = ((named.nodes < 0) | ((bits >> kinds) & 1 == 0)) & mask(pc.not_equal(named.texts, ""))
        if not missing.any():
            return False
        which = np.flatnonzero(missing)
        texts = named.texts.take(pa.array(which)).dictionary_encode()
        words = texts.dictionary.to_pylist()
        pairs = np.stack([np.asarray(texts.indices), bits[which]], axis=1)
        different, places, counts = np.unique(pairs, axis=0, return_inverse=True, return_counts=True)
        meant = [self._meant(words[word], int(of), column) for word, of in different.tolist()]
        if not any(meant):
            return False
        said = [(words[word], id_) for (word, _), id_ in zip(different.tolist(), meant, strict=True)]
        for (text, id_), number in zip(said, counts.tolist(), strict=True):
            if id_ and not self.meant.is_label(text, id_):
                self.meant.noted.add(rows.place, column.name, repeat((text, id_), number))
        cells = rows.cells[column.name]
        if column.type == "list":
            rows.cells[column.name] = _with_parts(cells, {text: id_ for text, id_ in said if id_})
        else:
            at = np.full(len(rows), -1, np.int64)
            at[which] = places.reshape(-1)
            ids = pa.array([id_ or None for id_ in meant], pa.string()).take(pa.array(at, mask=at < 0))
            rows.cells[column.name] = pc.coalesce(ids, cells)
        return True

    def _meant(self, text: str, bits: int, column: Column) -> str:
        """The one node that a text means, of the kinds of these bits or else of any that the column takes."""
        for kinds in (kinds_of(bits), column.refers_to or _ALL):
            if candidates := self.meant.candidates(text, kinds):
                return candidates[0] if len(candidates) == 1 else ""
        return ""

    def named(self, rows: CheckedRows, columns: Sequence[Column]) -> list[Named]:
        """Find the node of every entry of some columns; empty cells have none."""
        entries = [_entries(rows, column) for column in columns]
        # One look-up for all: each one starts by hashing the ids of all nodes.
        nodes = self.index.find(pa.chunked_array([texts for _, texts in entries], pa.string()))
        found, first = [], 0
        for column, (owners, texts) in zip(columns, entries, strict=True):
            found.append(Named(column, owners, texts, nodes[first : first + len(texts)]))
            first += len(texts)
        return found

    def check(self, rows: CheckedRows, named: Named, kinds: Sequence[str]) -> None:
        """Report entries that name nothing, or a node of another kind."""
        name = named.column.name
        missing = (named.nodes < 0) & mask(pc.not_equal(named.texts, ""))
        if missing.any():
            missing = self._set_unusable_apart(rows, named, kinds, missing)
        if missing.any():
            self._report_missing(rows, named, kinds, missing)
        if len(kinds) < len(KINDS):
            allowed = np.zeros(len(KINDS) + 1, bool)  # the last one is for "no node"
            allowed[[KIND_NUMBERS[kind] for kind in kinds]] = True
            found = np.where(named.nodes < 0, -1, self.index.kinds[named.nodes] if len(self.index.kinds) else -1)
            wrong = (found >= 0) & ~allowed[found]
            first = named.first(wrong)
            rows.fault(
                named.rows_where(wrong, len(rows)),
                name,
                "wrong_kind",
                lambda i: (
                    f"{self._text(named, first[i])} is {with_article(self.index.kind(int(named.nodes[first[i]])))}"
                    f" ({self.index.place(int(named.nodes[first[i]]))}); {name} takes {_one_of(kinds)}."
                ),
                f"Name {_one_of(kinds)} here.",
            )

    def check_left_out(self, rows: CheckedRows, named: Named) -> None:
        """Report entries whose own row is left out because of its errors."""
        out = (named.nodes >= 0) & (self.index.out[named.nodes] if len(self.index.out) else False)
        if out.any():
            rows.leave_out(named.rows_where(out & self.index.silent[named.nodes], len(rows)) & ~rows.bad)
        out &= ~rows.bad[named.owners] if len(rows) else out
        if not out.any():
            return
        first = named.first(out)
        rows.fault(
            named.rows_where(out, len(rows)),
            named.column.name,
            "names_left_out",
            lambda i: (
                f"{self._text(named, first[i])} is itself left out ({self.index.place(int(named.nodes[first[i]]))})."
            ),
            lambda i: f"Correct {self.index.place(int(named.nodes[first[i]]))} first; that may also correct this row.",
        )

    def _set_unusable_apart(self, rows: CheckedRows, named: Named, kinds: Sequence[str], missing: Mask) -> Mask:
        lacking = [kind for kind in kinds if kind in self.index.unusable]
        if not lacking:
            return missing
        theirs = missing.copy()
        if len(kinds) > len(lacking):
            begun = np.zeros(len(missing), bool)
            for kind in lacking:
                prefix = KINDS_BY_NAME[kind].prefix
                if prefix:
                    begun |= mask(pc.starts_with(named.texts, prefix))
            theirs &= begun
        for kind in lacking:
            prefix = KINDS_BY_NAME[kind].prefix
            own = theirs & (mask(pc.starts_with(named.texts, prefix)) if len(lacking) > 1 and prefix else True)
            owners = named.rows_where(own, len(rows))
            if owners.any():
                self.unusable.counts[rows.place, named.column.name, kind] += int(owners.sum())
        rows.leave_out(named.rows_where(theirs, len(rows)))
        return missing & ~theirs

    def _report_missing(self, rows: CheckedRows, named: Named, kinds: Sequence[str], missing: Mask) -> None:
        name = named.column.name
        damaged = missing & excel_damage(named.texts)
        rows.fault(named.rows_where(damaged, len(rows)), name, "excel_damage", EXCEL_WHAT, EXCEL_REMEDY)
        missing &= ~damaged
        missing &= ~self._report_ambiguous(rows, named, kinds, missing)
        first = named.first(missing)
        tables = " or ".join(KINDS_BY_NAME[kind].table for kind in kinds) if len(kinds) < 5 else "any table of nodes"
        rows.fault(
            named.rows_where(missing, len(rows)),
            name,
            "dangling_reference",
            lambda i: f"{self._text(named, first[i])!r} is not in {tables}.",
            lambda i: self._remedy(named, self._text(named, first[i]), kinds, tables),
        )

    def _report_ambiguous(self, rows: CheckedRows, named: Named, kinds: Sequence[str], missing: Mask) -> Mask:
        """Report entries that are the label of several nodes; returns which these are."""
        texts = pc.unique(named.texts.filter(pa.array(missing))).to_pylist()
        alike = {text: ids for text in texts if len(ids := self.meant.candidates(text, kinds)) > 1}
        if not alike:
            return np.zeros(len(missing), bool)
        several = missing & mask(pc.is_in(named.texts, value_set=pa.array(list(alike), pa.string())))
        first = named.first(several)
        rows.fault(
            named.rows_where(several, len(rows)),
            named.column.name,
            "ambiguous_label",
            lambda i: (
                f"{self._text(named, first[i])!r} may be any of {len(alike[self._text(named, first[i])])}:"
                f" {', '.join(alike[self._text(named, first[i])][:_CHOICES])}."
            ),
            lambda i: (
                "Write the one that is meant:"
                f" {', '.join(self.meant.spellings(alike[self._text(named, first[i])])[:_CHOICES])}."
            ),
        )
        return several

    def _remedy(self, named: Named, text: str, kinds: Sequence[str], tables: str) -> str:
        if named.column.type == "list" and "," in text:
            return "Separate entries with ; and not with a comma."
        otherwise = f"Add a row for it to {tables}, or correct the id or label."
        names = [*self.index.of_kinds(kinds), *self.meant.labels(kinds)]
        return self._near.remedy(text, "|".join(kinds), dict.fromkeys(names), otherwise)

    @staticmethod
    def _text(named: Named, entry: int) -> str:
        return str(named.texts[entry].as_py())


def _with_parts(cells: pa.Array, meant: Mapping[str, str]) -> pa.Array:
    """Cells of a list, with some of their entries replaced."""
    whole = {}
    for cell in pc.unique(cells).to_pylist():
        parts = [part.strip() for part in cell.split(";")]
        if any(part in meant for part in parts):
            whole[cell] = ";".join(meant.get(part, part) for part in parts)
    return replaced(cells, whole)


def _bits(kinds: Sequence[str]) -> int:
    return sum(1 << KIND_NUMBERS[kind] for kind in kinds)


def _entries(rows: CheckedRows, column: Column) -> tuple[Positions, pa.Array]:
    """Row and text of every entry of a column."""
    cells = rows.cells[column.name]
    if column.type != "list":
        return np.arange(len(rows), dtype=np.int64), cells
    lists = split_list(cells)
    owners = np.asarray(pc.list_parent_indices(lists).to_numpy(zero_copy_only=False), dtype=np.int64)
    return owners, pc.list_flatten(lists)


def _one_of(kinds: Sequence[str]) -> str:
    return " or ".join(with_article(kind) for kind in kinds)


def check_circles(rows: CheckedRows, schema: TableSchema) -> None:
    """Report rows that are their own ancestor through ``part_of`` or ``parent``."""
    ups = rows.cells[schema.up].to_pylist()
    names = rows.cells[schema.id_column].to_pylist()
    up = {name: above for name, above in zip(names, ups, strict=True) if above}
    round_about = _on_circles(up)
    if not round_about:
        return
    found = np.array([name in round_about for name in names], bool)
    rows.fault(
        found,
        schema.up,
        "circle",
        lambda i: f"{names[i]} is part of itself: {_way(up, names[i])}.",
        f"Change {schema.up} in one of these rows, or empty it.",
    )


def _on_circles(up: dict[str, str]) -> set[str]:
    done: set[str] = set()
    circles: set[str] = set()
    for start in up:
        path: dict[str, None] = {}
        name = start
        while name in up and name not in done and name not in path:
            path[name] = None
            name = up[name]
        if name in path:
            way = list(path)
            circles.update(way[way.index(name) :])
        done.update(path)
    return circles


def _way(up: dict[str, str], start: str) -> str:
    way = [start]
    while up[way[-1]] != start and len(way) < 6:
        way.append(up[way[-1]])
    return " -> ".join([*way, start if up[way[-1]] == start else "..."])


def check_phases(rows: CheckedRows) -> None:
    """Report stages whose ``phase`` is not that of their topmost parent."""
    cells = {name: rows.cells[name].to_pylist() for name in ("stage", "parent", "phase")}
    parents = dict(zip(cells["stage"], cells["parent"], strict=True))
    tops = [_top(parents, stage) for stage in cells["stage"]]
    found = np.array([bool(phase) and phase != top for phase, top in zip(cells["phase"], tops, strict=True)], bool)
    found &= ~rows.bad | rows.silent
    rows.fault(
        found,
        "phase",
        "bad_phase",
        lambda i: (
            f"The phase is {cells['phase'][i]}, but parent leads to {tops[i]}."
            if cells["parent"][i]
            else f"The stage has no parent, so it is a phase itself, but its phase is {cells['phase'][i]}."
        ),
        lambda i: f"Write {tops[i]} as the phase, or change the parent.",
    )


def _top(parents: dict[str, str], stage: str) -> str:
    seen = {stage}
    while parents.get(stage) and parents[stage] not in seen:
        stage = parents[stage]
        seen.add(stage)
    return stage
