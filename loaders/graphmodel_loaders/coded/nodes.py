"""The nodes that a mapping makes of codes, cases, documents and attributes, and the rows of their tables."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from graphmodel.formats import Row
from graphmodel.schema import KINDS_BY_NAME, TABLES
from graphmodel.schema.reading import FILLERS, MARKS, SYNONYMS, name_key
from graphmodel.texts import short_hash
from graphmodel_loaders.flat.nodes import packaged_stage
from graphmodel_loaders.ids import ids_from_labels, main_spellings, words_of
from graphmodel_loaders.loaded_study import packaged_rows

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class NodeBook:
    """Collects labels and cells of nodes, then gives each an id made of its label.

    Two labels of one kind that look the same are one node. Where cells of one node differ, the cell stays empty, and
    :attr:`differing` names it.
    """

    def __init__(self) -> None:
        self._labels: dict[str, dict[str, int]] = defaultdict(dict)
        self._cells: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._ids: dict[str, dict[str, str]] = {}
        self._rank: dict[str, int] = {}
        self._order: dict[str, str] = {}
        self.differing: list[str] = []

    def add(self, kind: str, label: str, cells: Mapping[str, str] | None = None) -> None:
        """A node with some of its cells; references are cells with the label of the other node."""
        label = shown(label)
        spelt = self._labels[kind]
        spelt[label] = spelt.get(label, 0) + 1
        for name, cell in (cells or {}).items():
            if cell:
                self._cells[kind, name_key(label)][name].add(cell)

    def rank_stage(self, label: str, order: str) -> None:
        """Note a stage in the order of the cycle, with the number that a rule gives it."""
        key = name_key(shown(label))
        self._rank.setdefault(key, len(self._rank))
        if order:
            self._order.setdefault(key, order)

    def settle(self) -> None:
        """Give every node its id; no more nodes are added then."""
        # Ids of stages have no prefix; a word for nothing would be read as an empty cell.
        taken = {*FILLERS, *MARKS, *(row["evidence_type"] for row in packaged_rows("evidence_types"))}
        for kind in sorted(self._labels):
            labels = sorted(self._labels[kind])
            prefix = KINDS_BY_NAME[kind].prefix
            known = {}
            if kind == "stage" and all(map(packaged_stage, labels)):
                known = {label: packaged_stage(label) for label in labels}
            elif kind == "stage":
                # What is no stage of the packaged cycle must not pass for one.
                taken |= {row["stage"] for row in packaged_rows("stages")}
            ids = ids_from_labels(labels, prefix, taken=taken, known=known)
            self._ids[kind] = {name_key(label): ids.get(label, f"{prefix}unnamed") for label in labels}
            taken |= set(self._ids[kind].values())

    def id(self, kind: str, label: str) -> str:
        """The id of a node."""
        return self._ids[kind][name_key(shown(label))]

    def tables(self) -> dict[str, list[Row]]:
        """Rows of the tables of nodes, by id; stages in their order, and none if all are of the packaged cycle."""
        tables = {}
        for kind in sorted(self._ids):
            spellings = main_spellings(self._labels[kind])
            rows = [
                {TABLES[KINDS_BY_NAME[kind].table].id_column: id_, "label": spellings[key]} | self._row(kind, key)
                for key, id_ in self._ids[kind].items()
            ]
            tables[KINDS_BY_NAME[kind].table] = sorted(rows, key=lambda row: next(iter(row.values())))
        packaged = {row["stage"] for row in packaged_rows("stages")}
        if all(row["stage"] in packaged for row in tables.get("stages", ())):
            tables.pop("stages", None)
        else:
            tables["stages"] = self._stages(tables["stages"])
        return tables

    def _row(self, kind: str, key: str) -> Row:
        schema = TABLES[KINDS_BY_NAME[kind].table]
        row = {}
        for name, cells in sorted(self._cells[kind, key].items()):
            column = schema.column(name)
            known = [self.id(to, cell) for cell in cells for to in (column.refers_to[:1] if column else ())]
            found = sorted({*known} or cells)
            if len(found) == 1 or not column:
                row[name] = "; ".join(found)
            else:
                self.differing.append(f"{self.id(kind, key)}, {name}: {', '.join(found)}")
        return row

    def _stages(self, rows: list[Row]) -> list[Row]:
        """Each stage a phase of its own, in the order that the rules give, else of their numbers, else of the codes."""
        keys = {row["stage"]: name_key(row["label"]) for row in rows}
        orders = {stage: _numbers(self._order.get(key, "")) for stage, key in keys.items()}
        if not all(orders.values()):
            orders = {row["stage"]: _numbers(row["label"]) for row in rows}
        if not all(orders.values()) or len({*map(tuple, orders.values())}) < len(rows):
            orders = {stage: [self._rank.get(key, len(self._rank))] for stage, key in keys.items()}
        ordered = sorted(rows, key=lambda row: (orders[row["stage"]], row["stage"]))
        return [{**row, "phase": row["stage"], "order": str(place)} for place, row in enumerate(ordered, 1)]


def one_line(text: str) -> str:
    """A text in one line without control characters; empty if there is nothing to see."""
    plain = " ".join(_CONTROL.sub(" ", text).split())
    return plain if name_key(plain) else ""


def each_line(text: str) -> str:
    """Likewise of each line of a text; blank lines are left out."""
    lines = (" ".join(_CONTROL.sub(" ", line).split()) for line in text.split("\n"))
    return "\n".join(filter(None, lines)) if one_line(text) else ""


@lru_cache(maxsize=1 << 12)
def shown(name: str) -> str:
    """A name in one line; one without any text says so."""
    return one_line(name) or "(no name)"


def _numbers(text: str) -> list[int]:
    found = re.match(r"\D{0,8}(\d{1,6}(?:\.\d{1,6}){0,4})", text)
    return [*map(int, found[1].split("."))] if found else []


@lru_cache(maxsize=1 << 12)
def own_column(table: str, name: str) -> str:
    """What a column of the study's own is called in a table; no name that the model knows or asks about."""
    words = words_of(name) or "own"
    schema = TABLES[table]
    asked = {other for column in schema.columns for other in (column.name, *SYNONYMS.get(column.name, ()))}
    return f"own_{words}" if words in asked else words


def digest(*parts: str) -> str:
    """A short hash of some texts."""
    return short_hash("\x1f".join(parts), 6)


def columns_of(table: str, rows: Iterable[Row]) -> list[str]:
    """The columns of a table that its rows fill, the model's first; those that are required always."""
    used = {name for row in rows for name, cell in row.items() if cell}
    schema = TABLES[table]
    known = [column.name for column in schema.columns if column.required or column.name in used]
    return [*known, *sorted(used - {column.name for column in schema.columns})]


def filled(row: Row) -> Row:
    """The cells of a row that hold anything; a control character, which no cell may have, becomes a space."""
    return {name: plain for name, cell in row.items() if cell and (plain := _CONTROL.sub(" ", cell)).strip()}
