"""Maps of Kumu: elements and connections in one workbook, in CSV files, or as JSON.

Facts: Kumu's guides on the structure of spreadsheets and on JSON blueprints
(https://docs.kumu.io/guides/import). An element needs a label, a connection ``From`` and ``To``,
which name elements by id or label; ``|`` separates several values in a cell.
"""

import json
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphmodel.formats import Account, ImportedStudy, Importer, Row
from graphmodel.problems import Problems, StudyError
from graphmodel.schema import KINDS, TABLES, Kind
from graphmodel.schema.vocabularies import VOCABULARIES, default_verb_rows
from graphmodel_loaders.ids import words_of

ELEMENTS, CONNECTIONS = "elements", "connections"
IGNORE = "(ignore)"
"""Kumu does not read a sheet that has this in its name."""
UNTYPED = "is connected to"
"""The verb of a connection without type and label."""

_TYPES = {word: kind for kind in KINDS if kind.name not in {"code", "evidence_type"}
          for word in (kind.name, kind.label.lower(), kind.table, kind.plural.replace(" ", "_"))}  # fmt: skip
_ACTOR = next(kind for kind in KINDS if kind.name == "actor")
_GRANULARITY = VOCABULARIES["granularity"]
_KNOWN = {
    ELEMENTS: {"label", "type", "element_type", "id", "_id"},
    CONNECTIONS: {"from", "to", "type", "connection_type", "label", "id", "_id", "description"},
}
_NO_PLACE = {
    "loops": "a study has no causal loops",
    "maps": "a study has no maps; elements and connections of all maps are taken",
    "perspectives": "a study has no views of a map",
    "views": "a study has no views of a map",
}


@dataclass(frozen=True)
class _Record:
    """An element or a connection as Kumu has it: texts by tidy names, and where it is."""

    what: str
    cells: dict[str, str]
    place: str

    def first(self, *names: str) -> str:
        """The first of these fields that has text."""
        return next((self.cells[name] for name in names if self.cells.get(name)), "")

    def others(self, columns: Iterable[str]) -> Row:
        """The other fields, as columns of the study's own."""
        taken = {*columns, "id"}
        own = {name: text for name, text in self.cells.items() if text and name not in _KNOWN[self.what]}
        return {f"kumu_{name}" if name in taken else name: text for name, text in own.items()}


def read_kumu(path: Path, *, study_id: str = "study") -> ImportedStudy:
    """A study whose nodes are the elements of a map and whose claims are its connections.

    Args:
        path: a workbook, a CSV file of connections, a folder of CSV files, or a JSON file.
        study_id: id of the study.

    Raises:
        StudyError: the file cannot be read.
    """
    account = Account()
    study = _Study(account, path)
    connections = []
    for record in _records(path, account):
        if record.what == ELEMENTS:
            study.add_element(record)
        else:
            connections.append(record)
    for record in connections:
        study.add_connection(record)
    return ImportedStudy(study.tables(), {"id": study_id, "title": path.stem}, account)


@dataclass
class _Study:
    """The tables, as elements and connections are added."""

    account: Account
    path: Path
    nodes: dict[str, tuple[Kind, Row]] = field(default_factory=dict)
    claims: list[Row] = field(default_factory=list)
    by_key: dict[tuple[str, ...], str] = field(default_factory=dict)
    by_name: dict[str, dict[str, None]] = field(default_factory=dict)
    verbs: dict[str, tuple[str, set[str], set[str]]] = field(default_factory=dict)
    repeated: int = 0
    unlisted: int = 0
    without_direction: int = 0

    def add_element(self, record: _Record) -> None:
        """Make a node of an element; the same element again fills in the node."""
        label, type_, own_id = record.first("label"), record.first("type", "element_type"), record.first("id", "_id")
        if not label:
            self.account.reject(ELEMENTS, "the element has no label", record.place)
            return
        key = ("id", own_id) if own_id else (label.lower(), type_.lower())
        self.account.take(ELEMENTS)
        if key in self.by_key:
            self.repeated += 1
            self.nodes[self.by_key[key]][1].update(record.others(()))
            return
        node = self._new_node(label, type_)
        kind, row = self.nodes[node]
        row.update(record.others(column.name for column in TABLES[kind.table].columns))
        self.by_key[key] = node
        for name in {label.lower(), own_id.lower()} - {""}:
            self.by_name.setdefault(name, {})[node] = None

    def add_connection(self, record: _Record) -> None:
        """Make a claim of a connection; of one to several elements, several."""
        start = record.first("from")
        ends = [end.strip() for end in record.first("to").split("|") if end.strip()] or [""]
        for end in ends:
            if not start or not end:
                self.account.reject(CONNECTIONS, "From or To is empty", record.place)
                continue
            nodes = [self._named(name) for name in (start, end)]
            if None in nodes:
                self.account.reject(CONNECTIONS, "From or To is the label of several elements", record.place)
                continue
            subject, object_ = (str(node) for node in nodes)
            if subject == object_ and self.nodes[subject][1].get("granularity") == "person":
                self.account.reject(CONNECTIONS, "the connection joins a person to that same person", record.place)
                continue
            self.account.take(CONNECTIONS)
            self._add_claim(record, subject, object_)

    def tables(self) -> dict[str, tuple[list[str], list[Row]]]:
        """All tables with rows, and the remarks."""
        remarks = (
            (self.repeated, "Elements listed again, whose fields were merged: {}."),
            (self.unlisted, "Elements that only connections name, which are actors: {}."),
            (
                self.without_direction,
                "Undirected or mutual connections, whose claims go from the first element to the second (see the "
                "column kumu_direction): {}.",
            ),
        )
        self.account.remarks += [text.format(f"{number:,}") for number, text in remarks if number]
        source = self._source()
        rows: dict[str, list[Row]] = {"claims": [{"source": source, **claim} for claim in self.claims]}
        for kind, row in self.nodes.values():
            rows.setdefault(kind.table, []).append(row)
        rows.setdefault("sources", []).append({"source": source, "label": self.path.name, "kind": "Kumu map"})
        rows["predicates"] = self._verb_rows()
        return {name: (_columns(name, table), table) for name, table in rows.items()}

    def _new_node(self, label: str, type_: str) -> str:
        word = type_.strip().lower().replace(" ", "_").replace("organization", "organisation")
        kind = _TYPES.get(word, _ACTOR)
        node = _unique(kind.prefix + (words_of(label) or kind.name), self.nodes)
        row = {TABLES[kind.table].id_column: node, "label": label}
        if kind is _ACTOR and word in _GRANULARITY:
            row["granularity"] = word
        if type_:
            row["kumu_type"] = type_
        self.nodes[node] = kind, row
        return node

    def _named(self, name: str) -> str | None:
        """The one node of that id or label, made now if no element has it; None if several have the label."""
        nodes = list(self.by_name.setdefault(name.lower(), {}))
        if not nodes:
            self.unlisted += 1
            nodes = [self._new_node(name, "")]
            self.by_name[name.lower()][nodes[0]] = None
        return nodes[0] if len(nodes) == 1 else None

    def _add_claim(self, record: _Record, subject: str, object_: str) -> None:
        wording = record.first("type", "connection_type") or record.first("label") or UNTYPED
        verb = words_of(wording) or words_of(UNTYPED)
        _, subjects, objects = self.verbs.setdefault(verb, (wording, set(), set()))
        subjects.add(self.nodes[subject][0].name)
        objects.add(self.nodes[object_][0].name)
        self.without_direction += record.first("direction").lower() in {"undirected", "mutual"}
        labels = [self.nodes[node][1]["label"] for node in (subject, object_)]
        own = {f"kumu_{name}": text for name in ("direction", "id") if (text := record.first(name, f"_{name}"))}
        if record.first("type", "connection_type") and record.first("label"):
            own["kumu_label"] = record.first("label")
        others = record.others([*(column.name for column in TABLES["claims"].columns), "direction"])
        summary = record.first("description") or f"{labels[0]} - {wording} - {labels[1]}"
        claim = {"claim": f"c{len(self.claims) + 1}", "subject": subject, "predicate": verb, "object": object_}
        self.claims.append({**others, **own, **claim, "summary": summary, "locator": record.place})

    def _source(self) -> str:
        return _unique(f"src.{words_of(self.path.stem) or 'kumu'}", self.nodes)

    def _verb_rows(self) -> list[Row]:
        defaults = {row["predicate"]: row for row in default_verb_rows()}
        rows = []
        for verb, (wording, subjects, objects) in self.verbs.items():
            row = dict(defaults.get(verb, {"predicate": verb, "label": wording, "presence": "neutral"}))
            for column, kinds in (("subject", subjects), ("object", objects)):
                row[column] = "|".join(sorted(kinds | set(row.get(column, "").split("|")) - {""}))
            rows.append(row)
        return rows


def _columns(table: str, rows: Iterable[Row]) -> list[str]:
    known = [column.name for column in TABLES[table].columns]
    return [*known, *dict.fromkeys(name for row in rows for name in row if name not in known)]


def _unique(name: str, taken: Container[str]) -> str:
    number, unique = 1, name
    while unique in taken:
        number += 1
        unique = f"{name}_{number}"
    return unique


def _records(path: Path, account: Account) -> Iterator[_Record]:
    if path.is_dir():
        for file in _csv_files(path):
            yield from _of_csv(file, account)
    elif path.suffix.lower() == ".json":
        yield from _of_json(path, account)
    elif path.suffix.lower() in {".xlsx", ".xlsm"}:
        yield from _of_workbook(path, account)
    else:
        yield from _of_csv(path, account)


def _of_csv(path: Path, account: Account) -> Iterator[_Record]:
    from graphmodel_loaders.csv_file import open_csv_table

    problems = Problems()
    table = open_csv_table(path.stem, path, problems)
    what = _what(table.columns) if table else None
    if table and what:
        for batch in table.batches(problems, lambda _: None):
            for number, cells in zip(batch.rows.to_pylist(), batch.data.to_pylist(), strict=True):
                yield _Record(what, cells, f"{path.name}, row {number}")
    for problem in problems:
        if problem.severity == "error":
            account.reject(what or "files", problem.what, problem.where)
    if table and not what:
        account.leave_out("files", "it has neither a column Label nor the columns From and To", path.name)


def _of_workbook(path: Path, account: Account) -> Iterator[_Record]:
    from graphmodel_loaders.excel import damaged, text_of
    from graphmodel_loaders.rows import tidy_name
    from graphmodel_loaders.workbook import Workbook

    book = Workbook(path, Problems())
    for title in book.sheet_names:
        if IGNORE in title.lower():
            account.leave_out("sheets", f"{IGNORE} is in its name", title)
            continue
        names: list[str] = []
        what = None
        try:
            rows = [
                (number, [text_of(cell, None, code=False)[0].strip() for cell in row])
                for number, row, _ in book.rows(title, formulas=False)
            ]
        except Exception as error:
            raise damaged(path, error) from error
        for number, texts in rows:
            if not names:
                names = [tidy_name(text) for text in texts]
                what = _what(names)
            elif what and any(texts):
                cells = {name: text for name, text in zip(names, texts, strict=False) if name}
                yield _Record(what, cells, f"sheet {title}, row {number}")
        if what:
            account.take("sheets")
        elif names:
            account.leave_out("sheets", "it has neither a column Label nor the columns From and To", title)


def _of_json(path: Path, account: Account) -> Iterator[_Record]:
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
            yield _Record(what, cells, place)
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
    return " ".join(json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value).split())


def _what(columns: Iterable[str]) -> str | None:
    names = set(columns)
    if {"from", "to"} <= names:
        return CONNECTIONS
    return ELEMENTS if "label" in names else None


def _csv_files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.suffix.lower() == ".csv" and file.is_file())


def _is_kumu(path: object) -> bool:
    try:
        return isinstance(path, Path) and _has_connections(path)
    except (OSError, StudyError):
        return False


def _has_connections(path: Path) -> bool:
    if path.is_dir():
        return any(_has_connections(file) for file in _csv_files(path))
    if path.stem.lower() in TABLES or not path.is_file():
        return False
    match path.suffix.lower():
        case ".json":
            return isinstance(_json(path).get(CONNECTIONS), list)
        case ".csv":
            from graphmodel_loaders.csv_file import open_csv_table

            table = open_csv_table(path.stem, path, Problems())
            return table is not None and _are_connections(table.columns)
        case ".xlsx" | ".xlsm":
            from graphmodel_loaders.workbook import Workbook, has_study_sheets

            book = Workbook(path, Problems())
            return not has_study_sheets(path) and any(_is_connections(book, title) for title in book.sheet_names)
    return False


def _is_connections(book: Any, title: str) -> bool:
    from graphmodel_loaders.excel import text_of
    from graphmodel_loaders.rows import tidy_name

    _, row, _ = next(book.rows(title, formulas=False), (0, (), ()))
    names = [tidy_name(text_of(cell, None, code=False)[0]) for cell in row]
    return IGNORE not in title.lower() and _are_connections(names)


def _are_connections(columns: Iterable[str]) -> bool:
    """Whether columns are those of connections; NVivo's relationships have ends too, and counts."""
    names = set(columns)
    is_nvivo = "references" in names and not names.isdisjoint({"files", "sources"})
    return _what(names) == CONNECTIONS and not is_nvivo


IMPORTER = Importer(
    "kumu",
    "a map of Kumu: elements and connections as a workbook, CSV files or JSON",
    read_kumu,
    _is_kumu,
    endings=(".xlsx", ".csv", ".json"),
)
