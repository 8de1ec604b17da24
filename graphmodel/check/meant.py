"""Which node a text means that is no id: an id in other letters, or the label of one node."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from graphmodel.check.ids import NodeIndex
from graphmodel.check.read_as import ReadAs
from graphmodel.check.rows import CheckedRows
from graphmodel.problems import Problems, shown
from graphmodel.schema import KINDS, TABLES
from graphmodel.schema.reading import name_key


class MeantNodes:
    """Finds nodes by an id that differs only in case or invisible characters, or by their label."""

    def __init__(self, index: NodeIndex) -> None:
        self._index = index
        self._by_id: dict[str, list[int]] | None = None
        self._by_label: dict[str, list[int]] = defaultdict(list)
        self.noted = ReadAs(
            "read_as_id", "the id that is meant", "Check that this is right; then there is nothing to do."
        )
        """Cells that were read as an id."""

    def candidates(self, text: str, kinds: Sequence[str]) -> list[str]:
        """Ids of the nodes of these kinds that the text may mean, by id or else by label."""
        if self._by_id is None:
            self._by_id = self._keys()
        key = name_key(text)
        for table in (self._by_id, self._by_label):
            if key and (ids := [str(self._index.ids[i]) for i in table.get(key, ()) if self._index.kind(i) in kinds]):
                return ids
        return []

    def _keys(self) -> dict[str, list[int]]:
        by_id: dict[str, list[int]] = defaultdict(list)
        for position, name in enumerate(self._index.ids.to_pylist()):
            by_id[name_key(name)].append(position)
        for position, label in self._index.labels():
            self._by_label[name_key(label)].append(position)
        return by_id


def same_but_for_case(tables: Mapping[str, CheckedRows], problems: Problems) -> None:
    """One warning for each table with ids that look the same to a reader, in it or in an earlier table."""
    first: dict[str, tuple[str, str]] = {}
    for kind in KINDS:
        rows = tables.get(kind.table)
        if rows is None:
            continue
        column = TABLES[kind.table].id_column
        pairs = []
        for name in dict.fromkeys(rows.cells[column].to_pylist()):
            other, table = first.setdefault(name_key(name), (name, kind.table))
            if name and other != name:
                pairs.append(f"{shown(ascii(name)[1:-1] if not name.isascii() else name)} and {other} of {table}")
        if pairs:
            problems.add(
                rows.place.problem(
                    "warning",
                    "similar_ids",
                    "Ids differ only by case, a hyphen or invisible characters:"
                    f" {'; '.join(pairs[:5])}{f'; and {len(pairs) - 5} more' if len(pairs) > 5 else ''}.",
                    "If the two are the same thing, keep one row. If not, give one of them a different id.",
                    column=column,
                )
            )
