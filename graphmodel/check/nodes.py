"""The index of all node ids: their kinds, where they stand, and which rows are left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.check.rows import Mask, Positions, Rows
from graphmodel.schema import KINDS, TABLES

KIND_NUMBERS = {kind.name: number for number, kind in enumerate(KINDS)}


@dataclass
class NodeIndex:
    """Every id that a table of nodes declares, once, in a row left out or not.

    Attributes:
        ids: the ids.
        kinds: for each the number of its kind in ``KINDS``.
        rows: for each the row number in the kind's table.
        out: which of them stand in a row that is left out.
        used: which of them a claim names.
        unusable: kinds whose table is missing or cannot be read, and why.
    """

    ids: pa.Array
    kinds: Positions
    rows: Positions
    out: Mask
    used: Mask
    unusable: dict[str, str] = field(default_factory=dict)
    _parts: list[tuple[int, Rows, Positions]] = field(default_factory=list)
    """For each table of nodes: where its ids start here, and the position of each of its rows."""

    @classmethod
    def of(cls, tables: Mapping[str, Rows], unusable: dict[str, str]) -> "NodeIndex":
        """Index the ids of all node tables; of an id that is there twice, the first."""
        seen: dict[str, int] = {}
        kinds: list[int] = []
        numbers: list[int] = []
        parts: list[tuple[int, Rows, Positions]] = []
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
            unusable,
            parts,
        )
        index.refresh()
        return index

    def refresh(self) -> int:
        """Mark the ids of rows that have an error by now; returns how many are left out."""
        for start, rows, places in self._parts:
            self.out[start : start + len(places)] = rows.bad[places]
        return int(self.out.sum())

    def find(self, cells: pa.Array | pa.ChunkedArray) -> Positions:
        """Position of each id; -1 where there is none."""
        found = pc.index_in(cells, value_set=self.ids)
        return np.asarray(pc.fill_null(found, -1).to_numpy(zero_copy_only=False), dtype=np.int64)

    def of_kinds(self, kinds: Iterable[str], left_out: bool = False) -> list[str]:
        """Ids of some kinds, those in rows left out only if asked."""
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
