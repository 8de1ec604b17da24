"""Maps of Kumu: elements and connections in one workbook, in CSV files, or as JSON.

Facts: Kumu's guides on the structure of spreadsheets and on JSON blueprints
(https://docs.kumu.io/guides/import). An element needs a label, a connection ``From`` and ``To``,
which name elements by id or label; ``|`` separates several values in a cell.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphmodel.account import Account
from graphmodel.formats import ImportedStudy, Importer
from graphmodel.problems import StudyError
from graphmodel.schema.reading import name_key
from graphmodel_loaders.networks.builder import Network, all_attributes
from graphmodel_loaders.networks.edges import Edge, Key
from graphmodel_loaders.networks.kinds import KIND, kind_named, kind_of_type, type_of
from graphmodel_loaders.networks.tables import Record, Table, is_study, open_tables

ELEMENTS, CONNECTIONS = "elements", "connections"
IGNORE = "(ignore)"
"""Kumu does not read a sheet that has this in its name."""

_NAMES = ("label", "name")
"""Columns with the label of an element; Kumu knows the first, tables of igraph the second."""
_OF_NODES = ("node", "vert", "element")
"""What the title of a table begins with whose elements have a name in place of a label."""
_KNOWN = {
    ELEMENTS: {"type", "element_type", "id", "_id"},
    CONNECTIONS: {"from", "to", "type", "connection_type", "label", "id", "_id", "description", "direction"},
}
_NO_PLACE = {
    "loops": "a study has no causal loops",
    "maps": "a study has no maps; elements and connections of all maps are taken",
    "perspectives": "a study has no views of a map",
    "views": "a study has no views of a map",
}
_NO_TABLE = "it has neither a column Label nor the columns From and To"


@dataclass(frozen=True)
class _Item:
    """An element or a connection."""

    what: str
    record: Record

    @property
    def own_id(self) -> str:
        return self.record.first("id", "_id")


def read_kumu(path: Path, *, study_id: str = "study", kind: str = "") -> ImportedStudy:
    """A study whose nodes are the elements of a map and whose claims are its connections.

    Args:
        path: a workbook, a CSV file of connections, a folder of CSV files, or a JSON file.
        study_id: id of the study.
        kind: the kind of elements whose type means none; empty: a person decides.

    Raises:
        StudyError: the file cannot be read.
        FormatError: there is no such kind.
    """
    map_ = _Map(Network(path, "Kumu", Account(), kind_named(kind)))
    connections = []
    for item in _items(path, map_.network.account):
        if item.what == ELEMENTS:
            map_.add_element(item)
        else:
            connections.append(item)
    for item in connections:
        map_.add_connection(item.record, item.own_id)
    map_.remark()
    return map_.network.study(study_id)


class _Map:
    """The elements by what names them, as they are added to the network."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._by_name: dict[str, dict[Key, None]] = {}
        self._repeated = self._unlisted = self._without_direction = 0

    def add_element(self, item: _Item) -> None:
        """Make a node of an element; the same element again fills in the node."""
        named = next((name for name in _NAMES if item.record.first(name)), "label")
        label, type_ = item.record.first(named), item.record.first("type", "element_type")
        typed = "" if type_ else type_of(item.record.cells)[0]
        if typed and kind_of_type(item.record.cells[typed]):
            type_ = item.record.cells[typed]
        else:
            typed = ""
        if not name_key(label):
            self.network.account.reject(ELEMENTS, "the element has no label", item.record.place)
            return
        self.network.account.take(ELEMENTS)
        key = ("id", item.own_id) if item.own_id else ("label", name_key(label), name_key(type_))
        self._repeated += key in self.network
        attributes = all_attributes(item.record.cells, {*_KNOWN[ELEMENTS], named, typed})
        self.network.add_node(key, label, type_, own_id=item.own_id, attributes=attributes)
        for name in {name_key(label), name_key(item.own_id)} - {""}:
            self._by_name.setdefault(name, {})[key] = None

    def add_connection(self, record: Record, own_id: str) -> None:
        """Make a claim of a connection; of one to several elements, several."""
        start = record.first("from")
        ends = [end.strip() for end in record.first("to").split("|") if end.strip()] or [""]
        for end in ends:
            if not name_key(start) or not name_key(end):
                self.network.account.reject(CONNECTIONS, "From or To is empty", record.place)
                continue
            subject, object_ = self._named(start), self._named(end)
            if subject is None or object_ is None:
                reason = "From or To is the label of several elements"
                self.network.account.reject(CONNECTIONS, reason, record.place)
                continue
            if self.network.add_edge(CONNECTIONS, self._edge(record, own_id, subject, object_)):
                self._without_direction += record.first("direction").lower() in {"undirected", "mutual"}

    def remark(self) -> None:
        """Say what is not as it stands in the map."""
        remarks = (
            (self._repeated, "Elements listed again, whose fields were merged: {}."),
            (self._unlisted, "Elements that only connections name, whose kind is not stated: {}."),
            (
                self._without_direction,
                "Undirected or mutual connections, whose claims go from the first element to the second (see the "
                "column kumu_direction): {}.",
            ),
        )
        self.network.account.remarks += [text.format(f"{number:,}") for number, text in remarks if number]

    def _named(self, name: str) -> Key | None:
        """The one element of that id or label, made now if there is none; None if several have the label."""
        keys = list(self._by_name.setdefault(name_key(name), {}))
        if not keys:
            self._unlisted += 1
            keys = [("label", name_key(name), "")]
            self.network.add_node(keys[0], name)
            self._by_name[name_key(name)][keys[0]] = None
        return keys[0] if len(keys) == 1 else None

    def _edge(self, record: Record, own_id: str, subject: Key, object_: Key) -> Edge:
        type_, label = record.first("type", "connection_type"), record.first("label")
        own = self.network.own_columns("claims", all_attributes(record.cells, _KNOWN[CONNECTIONS]))
        told = {"direction": record.first("direction"), "id": own_id, "label": label if type_ else ""}
        own |= {f"kumu_{name}": text for name, text in told.items() if text}
        columns = {"summary": record.first("description")}
        return Edge(subject, object_, type_ or label, record.place, own_id, columns=columns, own=own)


def _items(path: Path, account: Account) -> Iterator[_Item]:
    if path.suffix.lower() == ".json" and path.is_file():
        yield from _of_json(path, account)
        return
    for table in open_tables(path):
        what = _what(table)
        group = "sheets" if table.is_sheet else "files"
        if table.is_sheet and IGNORE in table.title.lower():
            account.leave_out(group, f"{IGNORE} is in its name", table.title)
        elif what:
            if table.is_sheet:
                account.take(group)
            yield from (_Item(what, record) for record in table.rows(what, account))
        elif table.columns:
            account.leave_out(group, _NO_TABLE, table.title)


def _of_json(path: Path, account: Account) -> Iterator[_Item]:
    from graphmodel_loaders.rows import tidy_name

    data = _json(path)
    for what in (ELEMENTS, CONNECTIONS):
        entries = data.get(what, [])
        for number, entry in enumerate(entries if isinstance(entries, list) else [], start=1):
            place = f"{what} {number}"
            if not isinstance(entry, dict):
                account.reject(what, "it is not a JSON object", place)
                continue
            attributes = entry.get("attributes")
            fields = {**entry, **attributes} if isinstance(attributes, dict) else entry
            cells = {tidy_name(name): _text(value) for name, value in fields.items() if name != "attributes"}
            yield _Item(what, Record(cells, place))
    for name, reason in _NO_PLACE.items():
        if isinstance(data.get(name), list):
            account.leave_out(name, reason, number=len(data[name]))


def _json(path: Path) -> Mapping[str, Any]:
    try:
        data = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise StudyError(f"{path.name} cannot be read as JSON: {error}. Export it from Kumu again.") from error
    if not isinstance(data, dict):
        raise StudyError(f"{path.name} is not a map of Kumu: it has no elements and connections.")
    return data


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, list):
        return "|".join(filter(None, map(_text, value)))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else " ".join(str(value).split())


def _what(table: Table) -> str | None:
    if table.has("from", "to"):
        return CONNECTIONS
    is_of_nodes = table.has("name") and table.title.strip().lower().startswith(_OF_NODES)
    return ELEMENTS if table.has("label") or is_of_nodes else None


def _is_kumu(path: object) -> bool:
    from graphmodel_loaders.importers.causal_map import is_links

    if not isinstance(path, Path):
        return False
    if path.suffix.lower() == ".json" and path.is_file():
        return isinstance(_json(path).get(CONNECTIONS), list)
    tables = [table for table in open_tables(path) if not (table.is_sheet and IGNORE in table.title.lower())]
    if any(map(is_links, tables)) or is_study(path, tables):
        return False
    return any(map(_are_connections, tables))


def _are_connections(table: Table) -> bool:
    """Whether a table is one of connections; NVivo's relationships have ends too, and counts."""
    is_nvivo = table.has("references") and table.has_any("files", "sources")
    return _what(table) == CONNECTIONS and not is_nvivo


IMPORTER = Importer(
    "kumu",
    "a map of Kumu: elements and connections as a workbook, CSV files or JSON",
    read_kumu,
    _is_kumu,
    endings=(".xlsx", ".csv", ".json"),
    options=(KIND,),
)
