"""Which node a text means that is no id: an id in other letters, or the label of one node."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from graphmodel.check.ids import NodeIndex
from graphmodel.check.read_as import ReadAs
from graphmodel.check.rows import CheckedRows
from graphmodel.problems import Problems, shown
from graphmodel.schema import KINDS, TABLES
from graphmodel.schema.kinds import WITHIN
from graphmodel.schema.reading import label_and_mark, name_key


class MeantNodes:
    """Finds nodes by an id that differs only in case or invisible characters, or by their label.

    Nodes with the same label are written with what tells them apart in brackets: the kind, the organisation or
    site, or the id.

    Args:
        index: all nodes.
        made: kinds whose table is made from labels; a node of a table that the study has comes before one of these.
    """

    def __init__(self, index: NodeIndex, made: Collection[str] = ()) -> None:
        self._index = index
        self._made = made
        self.noted = ReadAs(
            "read_as_id", "the id that is meant", "Check that this is right; then there is nothing to do."
        )
        """Cells that were read as an id, without those that are a label as it is written in its table."""

    def candidates(self, text: str, kinds: Sequence[str]) -> list[str]:
        """Ids of the nodes of these kinds that the text may mean: by id, else by label, else by a label with brackets.

        Where some are in tables of the study and some in tables made from labels, the former are meant; of several
        in tables made from labels, that of the first kind.
        """
        key = name_key(text)
        found = self._of_kinds(self._by_id.get(key, ()), kinds) or self._of_kinds(self._by_label.get(key, ()), kinds)
        label, mark = label_and_mark(text)
        if not found and mark:
            alike = self._of_kinds(self._by_label.get(name_key(label), ()), kinds)
            found = [position for position in alike if name_key(mark) in self._marks(position)]
            if len(found) > 1:  # of several in one kind, the kind alone means the one that is within nothing
                found = [position for position in found if position not in self._within] or found
        own = [position for position in found if self._index.kind(position) not in self._made]
        return [self._id(position) for position in own or found[:1]]

    def spellings(self, ids: Sequence[str]) -> list[str]:
        """How to write each of some nodes with the same label so that it alone is meant."""
        positions = [self._position[id_] for id_ in ids]
        kinds = [self._index.kind(position) for position in positions]
        within = [self._within.get(position, "") for position in positions]
        spelled = []
        for position, kind, place in zip(positions, kinds, within, strict=True):
            mark = self._id(position)
            if kinds.count(kind) == 1:
                mark = kind.replace("_", " ")
            elif place and [name_key(other) for other in within].count(name_key(place)) == 1:
                mark = place
            spelled.append(f"{self._labels.get(position, '')} ({mark})".strip())
        return spelled

    def is_label(self, text: str, id_: str) -> bool:
        """Whether a text is the label of a node as its table has it, spaces apart."""
        return " ".join(self._labels.get(self._position[id_], "").split()) == " ".join(text.split())

    def labels(self, kinds: Collection[str]) -> list[str]:
        """Labels of the nodes of some kinds."""
        return [label for position, label in self._labels.items() if self._index.kind(position) in kinds]

    def _of_kinds(self, positions: Sequence[int], kinds: Sequence[str]) -> list[int]:
        return [position for position in positions if self._index.kind(position) in kinds]

    def _id(self, position: int) -> str:
        return str(self._index.ids[position])

    def _marks(self, position: int) -> set[str]:
        """Keys of what may stand in brackets behind the label of a node."""
        place = self._within.get(position, "")
        marks = {self._index.kind(position), self._id(position), place}
        return {name_key(mark) for mark in marks if mark} | ({name_key(self._place_ids[position])} if place else set())

    @cached_property
    def _by_id(self) -> Mapping[str, list[int]]:
        by_id: dict[str, list[int]] = defaultdict(list)
        for position, name in enumerate(self._index.ids.to_pylist()):
            by_id[name_key(name)].append(position)
        return by_id

    @cached_property
    def _by_label(self) -> Mapping[str, list[int]]:
        by_label: dict[str, list[int]] = defaultdict(list)
        for position, label in self._labels.items():
            by_label[name_key(label)].append(position)
        return by_label

    @cached_property
    def _labels(self) -> dict[int, str]:
        return dict(self._index.texts("label"))

    @cached_property
    def _position(self) -> dict[str, int]:
        return {name: position for position, name in enumerate(self._index.ids.to_pylist())}

    @cached_property
    def _place_ids(self) -> dict[int, str]:
        """For each node within an organisation or a site, what its row says of it: an id or a label."""
        return {position: text for column in reversed(WITHIN) for position, text in self._index.texts(column)}

    @cached_property
    def _within(self) -> dict[int, str]:
        """For each node within an organisation or a site, the label of that."""
        return {
            position: self._labels.get(self._position.get(text, -1), text) for position, text in self._place_ids.items()
        }


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
