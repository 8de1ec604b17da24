"""Builds a study from nodes and edges: what the readers of networks have in common.

Ids are made of what a node or an edge is, never of where it stands in a file: the id of a node of its label, that of a
claim of its own id in the program, or else of its ends, verb and source. A newer export of the same network therefore
has the same ids.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from graphmodel.account import Account
from graphmodel.formats import GuessedNode, ImportedStudy, Row
from graphmodel.schema import KINDS_BY_NAME, TABLES, Kind
from graphmodel.schema.reading import name_key
from graphmodel.schema.vocabularies import default_verb_rows
from graphmodel.texts import short_hash
from graphmodel.wording import shown_name
from graphmodel_loaders.ids import ids_from_labels, words_of
from graphmodel_loaders.networks.edges import Edge, Key
from graphmodel_loaders.networks.kinds import granularity_of, guessed_kind, kind_of_type, model_columns

UNTYPED = "is connected to"
"""The verb of an edge without type and label."""
_words = lru_cache(maxsize=1 << 14)(words_of)
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_REPLACED = "\N{REPLACEMENT CHARACTER}"
_CODED: tuple[str, ...] = ("claim", "speaker", "subject", "predicate", "object")
"""What a coding shares with its claim."""
_NAMED_TYPES = 20
"""Types that a remark names."""


@dataclass
class _Node:
    kind: Kind
    label: str
    type: str
    own_id: str
    row: Row
    is_guess: bool = False
    organisations: Counter[Key] = field(default_factory=Counter)


class Network:
    """The study, as nodes and edges are added.

    Args:
        path: the file or folder.
        program: name of the program; its word in lower case begins names of columns that the model has already.
        account: takes what became of each edge.
        default: the kind of nodes whose type means none; None: it is guessed, and a person decides.
    """

    def __init__(self, path: Path, program: str, account: Account, default: Kind | None = None) -> None:
        self.path = path
        self.program = program
        self.account = account
        self.prefix = words_of(program)
        self._default = default
        self._nodes: dict[Key, _Node] = {}
        self._actors: dict[str, list[Key]] = defaultdict(list)
        self._sources: dict[Key, Row] = {}
        self._edges: list[Edge] = []
        self._verbs: dict[str, tuple[str, set[str], set[str]]] = {}
        self._unknown_types: Counter[str] = Counter()
        self._cleaned = 0

    def __contains__(self, key: Key) -> bool:
        """Whether there is such a node."""
        return key in self._nodes

    def label(self, key: Key) -> str:
        """The label of a node."""
        return self._nodes[key].label

    def kind(self, key: Key) -> str:
        """The kind of a node; empty if there is none of that key."""
        return self._nodes[key].kind.name if key in self._nodes else ""

    def actor_called(self, label: str) -> Key | None:
        """The actor of that label; None if there is none or several have it."""
        keys = self._actors.get(name_key(label), [])
        return keys[0] if len(keys) == 1 else None

    def add_node(
        self,
        key: Key,
        label: str,
        type_: str = "",
        *,
        kind: str = "",
        own_id: str = "",
        attributes: Mapping[str, str] | None = None,
    ) -> None:
        """Add a node; the same key again fills in the node.

        Args:
            key: the same for the same node.
            label: what people read; must not be blank.
            type_: what the program calls its sort.
            kind: its kind, where the program knows it.
            own_id: its id in the program, where it has one besides the label that lasts.
            attributes: whatever else is known of it; names that the model has are kept with the name of the program.
        """
        node = self._nodes.get(key)
        if node is None:
            found = KINDS_BY_NAME[kind] if kind else kind_of_type(type_) if type_ else None
            if not found and granularity_of(type_):
                found = KINDS_BY_NAME["actor"]
            if not found:
                self._unknown_types[" ".join(self.clean(type_).split())] += 1
            label = " ".join(self.clean(label).split())
            is_guess = not found and not self._default
            node = _Node(found or self._default or guessed_kind(type_), label, type_, own_id, {}, is_guess)
            self._nodes[key] = node
            if node.kind.name == "actor":
                self._actors[name_key(label)].append(key)
            if node.kind.name == "actor" and granularity_of(type_):
                node.row["granularity"] = granularity_of(type_)
            if type_ and not kind:
                node.row[f"{self.prefix}_type"] = self.clean(type_)
        node.row.update(self.own_columns(node.kind.table, attributes or {}))

    def set_column(self, key: Key, column: str, text: str) -> None:
        """Fill in a column that the model has for a node."""
        self._nodes[key].row[column] = self.clean(text)

    def add_membership(self, actor: Key, organisation: Key) -> None:
        """An actor speaks for an organisation; of several ones that it speaks for most often is its own."""
        self._nodes[actor].organisations[organisation] += 1

    def add_source(
        self,
        key: Key,
        label: str,
        kind: str = "",
        attributes: Mapping[str, str] | None = None,
        text_hash: str = "",
    ) -> None:
        """Add something that claims come from; the same key again fills it in."""
        row = self._sources.setdefault(key, {"label": " ".join(self.clean(label).split())})
        row.update({"kind": self.clean(kind)} if kind else {})
        row.update({"text_hash": text_hash} if text_hash else {})
        row.update(self.own_columns("sources", attributes or {}))

    def add_edge(self, what: str, edge: Edge, *, is_counted: bool = True) -> bool:
        """Add an edge between nodes that are there, and count it as taken or rejected.

        Args:
            what: what the account calls it.
            edge: the edge.
            is_counted: whether it is the first edge of what the account counts.
        """
        subject, object_ = self._nodes[edge.subject], self._nodes[edge.object]
        if subject is object_ and subject.row.get("granularity") == "person":
            self.account.reject(what, f"the {what.removesuffix('s')} joins a person to that same person", edge.place)
            return False
        wording = edge.verb if _words(edge.verb) else UNTYPED
        _, subjects, objects = self._verbs.setdefault(_words(wording), (self.clean(wording), set(), set()))
        subjects.add(subject.kind.name)
        objects.add(object_.kind.name)
        self.account.take(what, int(is_counted))
        self._edges.append(edge)
        return True

    def own_columns(self, table: str, attributes: Mapping[str, str]) -> Row:
        """Attributes as columns of the study's own, beside the columns of the model."""
        taken = {*model_columns(table), "id", "_row"}
        named = {f"{self.prefix}_{name}" if name in taken else name: text for name, text in attributes.items() if name}
        return {self.clean(name): self.clean(text) for name, text in named.items() if text}

    def clean(self, text: str) -> str:
        """A text without characters that no table may hold."""
        clean = _UNREADABLE.sub(_REPLACED, text)
        self._cleaned += clean != text
        return clean

    def study(self, study_id: str, *, title: str = "") -> ImportedStudy:
        """The tables with rows, the settings, and the account with its remarks."""
        ids = self._node_ids()
        sources = self._source_ids(set(ids.values()))
        claims, quotes = self._claims(ids, sources)
        rows: dict[str, list[Row]] = {"claims": claims}
        for key, node in self._nodes.items():
            row = {TABLES[node.kind.table].id_column: ids[key], "label": node.label, **node.row}
            if node.organisations:
                best = min(node.organisations, key=lambda other: (-node.organisations[other], ids[other]))
                row["organisation"] = ids[best]
            if node.own_id:
                row[f"{self.prefix}_id"] = self.clean(node.own_id)
            rows.setdefault(node.kind.table, []).append(row)
        listed = [{"source": id_, **self._sources.get(key, self._file())} for key, id_ in sources.items()]
        rows["sources"] = rows.get("sources", []) + listed
        if quotes:
            rows["quotes"] = quotes
        if codings := list(self._codings(claims)):
            rows["codings"] = codings
        rows["predicates"] = self._verb_rows()
        self._remark()
        tables = {name: (_columns(name, table), table) for name, table in rows.items() if table or name == "claims"}
        title = title or self.path.stem
        settings = {"id": study_id, "title": self.clean(title)}
        return ImportedStudy(tables, settings, self.account, title, guesses=tuple(self._guesses(ids)))

    def _guesses(self, ids: Mapping[Key, str]) -> Iterator[GuessedNode]:
        for key, node in self._nodes.items():
            if node.is_guess:
                said = f"type {' '.join(self.clean(node.type).split())}" if node.type else "no type"
                yield GuessedNode(ids[key], node.kind.name, node.label, f"{shown_name(self.path)}, {said}")

    def _node_ids(self) -> dict[Key, str]:
        """Ids by labels; nodes of one kind and label are told apart by their own ids, or else by their types."""
        alike: dict[tuple[str, str], list[Key]] = defaultdict(list)
        for key, node in self._nodes.items():
            alike[node.kind.name, name_key(node.label)].append(key)
        labels: dict[str, dict[Key, str]] = defaultdict(dict)
        for (kind, _), keys in alike.items():
            for key in keys:
                node = self._nodes[key]
                apart = " ".join((node.own_id or node.type, *([] if node.own_id else key)))
                labels[kind][key] = node.label if len(keys) == 1 else f"{node.label} {apart}"
        ids: dict[Key, str] = {}
        for kind, named in labels.items():
            made = ids_from_labels(named.values(), KINDS_BY_NAME[kind].prefix or f"{kind}.")
            ids.update((key, made[label]) for key, label in named.items())
        return ids

    def _source_ids(self, taken: set[str]) -> dict[Key, str]:
        used = {edge.source or () for edge in self._edges}
        labels = {key: row["label"] or " ".join(key) for key, row in self._sources.items()}
        if () in used or not labels:
            labels[()] = self.path.stem
        counts = Counter(map(name_key, labels.values()))
        apart = {
            key: label if counts[name_key(label)] == 1 else f"{label} {' '.join(key)}" for key, label in labels.items()
        }
        made = ids_from_labels(apart.values(), "src.", taken=taken)
        return {key: made.get(label, "src.file") for key, label in apart.items()}

    def _file(self) -> Row:
        return {"label": self.clean(self.path.name), "kind": f"{self.program} file"}

    def _claims(self, ids: Mapping[Key, str], sources: Mapping[Key, str]) -> tuple[list[Row], list[Row]]:
        claims: list[Row] = []
        quotes: list[Row] = []
        for edge, claim in zip(self._edges, self._claim_ids(), strict=True):
            subject, object_ = self._nodes[edge.subject], self._nodes[edge.object]
            wording = edge.verb if _words(edge.verb) else UNTYPED
            row = {
                "summary": f"{subject.label} - {self.clean(wording)} - {object_.label}",
                **edge.own,
                **{name: self.clean(text) for name, text in edge.columns.items() if text},
                "claim": claim,
                "source": sources[edge.source or ()],
                "subject": ids[edge.subject],
                "predicate": _words(wording),
                "object": ids[edge.object],
            }
            if edge.speaker is not None:
                row["speaker"] = ids[edge.speaker]
            if edge.quotes:
                row["quoted"] = "yes"
            claims.append(row)
            for number, quote in enumerate(edge.quotes, 1):
                words = {"quote": f"q_{claim}_{number}", "claim": claim, "text": self.clean(quote.text)}
                if quote.start is not None and quote.end is not None:
                    words |= {"start": str(quote.start), "end": str(quote.end)}
                quotes.append(words)
        return claims, quotes

    def _codings(self, claims: Sequence[Row]) -> Iterator[Row]:
        for edge, claim in zip(self._edges, claims, strict=True):
            for coding in edge.codings:
                shared = {name: claim[name] for name in _CODED if name in claim}
                yield {**shared, **{name: self.clean(text) for name, text in coding.items() if text}}

    def _claim_ids(self) -> list[str]:
        """An id for each edge: of what it says; edges that say the same are told apart by all that they hold."""
        short = [_mark(self._gist(edge)) for edge in self._edges]
        alike = Counter(short)
        long = [
            mark if alike[mark] == 1 else _mark((self._gist(edge, all_of_it=True), mark))
            for edge, mark in zip(self._edges, short, strict=True)
        ]
        seen: Counter[str] = Counter()
        ids = []
        for mark in long:
            seen[mark] += 1
            ids.append(f"c_{mark}" if seen[mark] == 1 else f"c_{mark}_{seen[mark]}")
        return ids

    def _gist(self, edge: Edge, *, all_of_it: bool = False) -> object:
        if edge.own_id and not all_of_it:
            return ["id", edge.own_id]
        told = [
            self._identity(edge.subject),
            _words(edge.verb),
            self._identity(edge.object),
            edge.source,
            edge.speaker and self._identity(edge.speaker),
            [edge.columns.get(name, "") for name in ("date", "coder")],
            [(quote.text, quote.start) for quote in edge.quotes],
        ]
        return [told, sorted(edge.own.items()), sorted(edge.columns.items())] if all_of_it else told

    def _identity(self, key: Key) -> list[str]:
        """What a node is, whatever its key in this file."""
        node = self._nodes[key]
        return [node.own_id] if node.own_id else [name_key(node.label), name_key(node.type)]

    def _verb_rows(self) -> list[Row]:
        defaults = {row["predicate"]: row for row in default_verb_rows()}
        rows = []
        for verb, (wording, subjects, objects) in self._verbs.items():
            row = dict(defaults.get(verb, {"predicate": verb, "label": wording, "presence": "neutral"}))
            for column, kinds in (("subject", subjects), ("object", objects)):
                row[column] = "|".join(sorted(kinds | set(row.get(column, "").split("|")) - {""}))
            rows.append(row)
        return rows

    def _remark(self) -> None:
        untyped = self._unknown_types.pop("", 0)
        became = f"are {self._default.plural}" if self._default else "wait in the queue"
        if self._unknown_types:
            listed = sorted(self._unknown_types.items(), key=lambda item: (-item[1], item[0]))
            named = ", ".join(f"{type_} ({number:,})" for type_, number in listed[:_NAMED_TYPES])
            more = f" and {len(listed) - _NAMED_TYPES:,} more" if len(listed) > _NAMED_TYPES else ""
            self.account.remarks.append(f"Types that mean no kind of node, whose nodes {became}: {named}{more}.")
        if untyped and not self._default:
            self.account.remarks.append(f"Nodes without a type, which are taken for actors and {became}: {untyped:,}.")
        if self._cleaned:
            self.account.remarks.append(
                f"Texts with characters that no table may hold, now {_REPLACED}: {self._cleaned:,}."
            )


def _mark(content: Any) -> str:
    """Letters that tell contents apart."""
    return short_hash(json.dumps(content, ensure_ascii=True, sort_keys=True), 5)


def _columns(table: str, rows: Sequence[Row]) -> list[str]:
    known = [column.name for column in TABLES[table].columns]
    return [*known, *dict.fromkeys(name for row in rows for name in row if name not in known)]


def all_attributes(record: Mapping[str, str], but: Iterable[str]) -> Row:
    """The filled fields of a record but some."""
    left = set(but)
    return {name: text for name, text in record.items() if text and name not in left}
