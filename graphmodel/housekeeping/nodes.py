"""What the tables of a study list (nodes, verbs, claims), and which of them a text means."""

from collections import defaultdict
from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass
from itertools import count

from graphmodel.problems import NotFound, StudyError
from graphmodel.schema import KINDS, KINDS_BY_NAME, TABLES
from graphmodel.schema.kinds import WITHIN, singular
from graphmodel.schema.reading import label_and_mark, name_key
from graphmodel.snapshot import Snapshot
from graphmodel.suggest import did_you_mean

VERB, CLAIM = "verb", "claim"
TABLE_OF = {**{kind.name: kind.table for kind in KINDS}, VERB: "predicates", CLAIM: "claims"}
"""The table that lists each kind of thing."""
NODE_KINDS = tuple(kind.name for kind in KINDS)


@dataclass(frozen=True)
class Node:
    """One row of a table that lists something, or a word that no table lists (``row`` is 0)."""

    id: str
    kind: str
    row: int
    label: str = ""

    @property
    def table(self) -> str:
        """The table that lists it; empty for a word."""
        return TABLE_OF.get(self.kind, "")

    @property
    def place(self) -> str:
        """``act.cook (actors row 2)``."""
        return f"{self.id} ({self.table} row {self.row})" if self.row else f"{self.id} ({self.kind})"


def free_name(name: str, used: Container[str]) -> str:
    """The name with the first number from 2 on that makes it another than all that are used."""
    return next(free for number in count(2) if (free := f"{name}_{number}") not in used)


class Nodes:
    """All nodes, verbs and claims of a study, by id, by the key of their id, and by that of their label."""

    def __init__(self, study: Snapshot) -> None:
        self._study = study
        self._by_id: dict[bool | str, dict[str, Node]] = defaultdict(dict)
        self._by_key: dict[str, list[Node]] = defaultdict(list)
        self._by_label: dict[str, list[Node]] = defaultdict(list)
        self._meant: dict[tuple[str, tuple[str, ...]], Node | None] = {}
        for kind, table in TABLE_OF.items():
            id_column = TABLES[table].id_column
            by_id = self._by_id[_space(kind)]
            for row, cells in study.rows(table).items():
                name = cells.get(id_column, "")
                if not name or name in by_id:
                    continue
                node = by_id[name] = Node(name, kind, row, cells.get("label", ""))
                if kind != CLAIM:
                    self._by_key[name_key(name)].append(node)
                    if node.label:
                        self._by_label[name_key(node.label)].append(node)

    def __iter__(self) -> Iterator[Node]:
        for nodes in self._by_id.values():
            yield from nodes.values()

    def get(self, name: str, kind: str) -> Node | None:
        """The node of that id among those whose ids may not be alike: all nodes; or verbs; or claims."""
        return self._by_id[_space(kind)].get(name)

    def label(self, name: str) -> str:
        """The label of the node of that id, whatever its kind; the id where there is none."""
        found = (self.get(name, kind) for kind in NODE_KINDS)
        return next((one.label or name for one in found if one is not None), name)

    def of_label(self, label: str, kind: str) -> list[Node]:
        """Nodes of a kind with a label, whatever its case."""
        return [node for node in self._by_label.get(name_key(label), ()) if node.kind == kind]

    def meant(self, text: str, kinds: tuple[str, ...]) -> Node | None:
        """The one node of these kinds that a cell means: by its id, its id in other letters, or its label."""
        key = (text, kinds)
        if key not in self._meant:
            self._meant[key] = self._find_meant(text, kinds)
        return self._meant[key]

    def _find_meant(self, text: str, kinds: tuple[str, ...]) -> Node | None:
        for kind in kinds:
            if exact := self.get(text, kind):
                return exact if exact.kind in kinds else None
        key = name_key(text)
        for nodes in (self._by_key, self._by_label):
            likely = [node for node in nodes.get(key, ()) if node.kind in kinds]
            if likely:
                return likely[0] if len(likely) == 1 else None
        return self._with_mark_behind(text, kinds)

    def _with_mark_behind(self, text: str, kinds: Collection[str]) -> Node | None:
        """``Manager (Health board)``: of nodes with one label, the one of that kind, organisation, site or id.

        Of several of one kind, the kind alone means the one that is within nothing, as in the check.
        """
        label, mark = label_and_mark(text)
        if not mark:
            return None
        alike = [node for node in self._by_label.get(name_key(label), ()) if node.kind in kinds]
        likely = [node for node in alike if name_key(mark) in self._marks(node)]
        if len(likely) > 1:
            likely = [node for node in likely if not any(self._within(node))]
        return likely[0] if len(likely) == 1 else None

    def _within(self, node: Node) -> list[str]:
        """What a row says of the organisation and the site of a node."""
        row = self._study.rows(node.table)[node.row]
        return [row.get(column, "") for column in WITHIN]

    def _marks(self, node: Node) -> set[str]:
        marks = [node.kind, node.id]
        for column, place in zip(WITHIN, self._within(node), strict=True):
            where = self.get(place, column) if place else None
            marks += [place, where.label if where else ""]
        return {name_key(mark) for mark in marks if mark}

    def find(self, text: str, kind: str = "", but: Node | None = None) -> Node:
        """The node that a person names in a command; of several, another one than ``but``.

        Raises:
            NotFound: there is none.
            StudyError: there are several.
        """
        kinds = (kind,) if kind else (*NODE_KINDS, VERB, CLAIM)
        ids = {space: nodes for space, nodes in self._by_id.items() if any(_space(one) == space for one in kinds)}
        exact = [node for nodes in ids.values() if (node := nodes.get(text)) and node.kind in kinds]
        key = name_key(text)
        candidates = (
            exact,
            [node for node in self._by_key.get(key, ()) if node.kind in kinds],
            [node for node in self._by_label.get(key, ()) if node.kind in kinds],
        )
        for named in candidates:
            nodes = [node for node in named if node != but] if len(named) > 1 else named
            if len(nodes) == 1:
                return nodes[0]
            if nodes:
                several = ", ".join(node.place for node in nodes[:6])
                raise StudyError(
                    f"{text!r} may be {several}. Name one of them by its id, or say which kind it is.", by_caller=True
                )
        if found := self._with_mark_behind(text, kinds):
            return found
        names = [name for node in self if node.kind in kinds and node.kind != CLAIM for name in (node.id, node.label)]
        what = singular(kind) if kind else "node, verb or claim"
        raise NotFound(f"There is no {what} {text!r} in the study.{did_you_mean(text, filter(None, names))}")


def _space(kind: str) -> str:
    """Which ids may not be alike: those of all nodes; of all verbs; of all claims."""
    return "node" if kind in KINDS_BY_NAME else kind
