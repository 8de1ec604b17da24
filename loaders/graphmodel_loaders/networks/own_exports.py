"""Reads back what graphmodel itself wrote for other programs: ids, kinds and columns are those of the study."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graphmodel.account import Account
from graphmodel.formats import ImportedStudy, Row
from graphmodel.schema import KINDS, KINDS_BY_NAME, TABLES, Kind
from graphmodel.schema.layout import DERIVED_CLAIM, DERIVED_NODE
from graphmodel.schema.vocabularies import default_verb_rows

_BY_LABEL = {kind.label: kind for kind in KINDS}
_LATER = {"source_label", "target_label", "label", "predicate", "kind", "weight", "start", "end"}
"""What exports add to a claim."""
_FILLED = ("step", "level", "site")
"""Columns of a claim that a build fills in where the claim itself is silent."""


@dataclass
class _Verb:
    """A verb, as one of its claims and the kinds of all their ends show it."""

    claim: Mapping[str, str]
    subjects: set[str] = field(default_factory=set)
    objects: set[str] = field(default_factory=set)


def is_own(nodes: Iterable[Mapping[str, str]], edges: Iterable[Mapping[str, str]]) -> bool:
    """Whether all nodes have a kind of the model and an id with its prefix, and all edges a source and a summary."""
    nodes, edges = list(nodes), list(edges)
    return (
        bool(nodes and edges)
        and all(
            (kind := _BY_LABEL.get(node.get("kind", ""))) and node.get("id", "").startswith(kind.prefix)
            for node in nodes
        )
        and all(edge.get("claim_source") and edge.get("summary") and edge.get("id") for edge in edges)
    )


def own_study(
    nodes: Iterable[Mapping[str, str]],
    edges: Iterable[Mapping[str, str]],
    account: Account,
    settings: Mapping[str, str],
) -> ImportedStudy:
    """The study that nodes and edges of such an export are.

    Args:
        nodes: ``id``, ``label``, ``kind`` and properties of each node.
        edges: ``id``, ``source``, ``target``, ``verb``, ``claim_source`` and properties of each claim.
        account: takes what became of them.
        settings: id and title of the study.
    """
    rows: dict[str, dict[str, Row]] = {"claims": {}}
    kinds: dict[str, Kind] = {}
    for node in nodes:
        kind = _BY_LABEL[node["kind"]]
        kinds[node["id"]] = kind
        row = _row(node, kind.table, {"id", "kind", *DERIVED_NODE.get(kind.label, {})})
        rows.setdefault(kind.table, {})[node["id"]] = {TABLES[kind.table].id_column: node["id"], **row}
        account.take("nodes")
    verbs: dict[str, _Verb] = {}
    for edge in edges:
        if edge["source"] not in kinds or edge["target"] not in kinds:
            account.reject("edges", "it names a node that does not exist", edge["id"])
            continue
        claim = _row(edge, "claims", {"id", "source", "target", "verb", "claim_source", *DERIVED_CLAIM, *_LATER})
        for name in _FILLED:
            if edge.get(f"{name}_basis", "claim") != "claim":
                claim.pop(name, None)
        claim |= {"claim": edge["id"], "source": edge["claim_source"], "predicate": edge["verb"]}
        claim |= {"subject": edge["source"], "object": edge["target"]}
        rows["claims"][edge["id"]] = claim
        verb = verbs.setdefault(edge["verb"], _Verb(edge))
        verb.subjects.add(kinds[edge["source"]].name)
        verb.objects.add(kinds[edge["target"]].name)
        account.take("edges")
    missing = _missing(rows)
    for kind, id_ in missing:
        rows.setdefault(kind.table, {})[id_] = {TABLES[kind.table].id_column: id_, "label": _label(kind, id_)}
    if missing:
        account.remarks.append(
            f"Nodes that claims or nodes only name, whose labels are made from their ids: {len(missing):,}."
        )
    rows["predicates"] = {row["predicate"]: row for row in _verb_rows(verbs)}
    tables = {name: (_columns(name, table.values()), list(table.values())) for name, table in rows.items()}
    return ImportedStudy(tables, settings, account, settings["title"])


def _row(properties: Mapping[str, str], table: str, left: Iterable[str]) -> Row:
    """The columns that a table has of the properties of a node or claim."""
    columns = {column.name for column in TABLES[table].columns}
    names = {"type": "kind"} if "kind" in columns else {}
    dropped = set(left)
    return {names.get(name, name): text for name, text in properties.items() if text and name not in dropped}


def _missing(rows: Mapping[str, Mapping[str, Row]]) -> list[tuple[Kind, str]]:
    """Kind and id of each node that a column names and no table lists."""
    found: dict[tuple[str, str], None] = {}
    for table, by_id in rows.items():
        for column in TABLES[table].columns:
            kinds = [KINDS_BY_NAME[name] for name in column.refers_to if name in KINDS_BY_NAME]
            for row in by_id.values():
                for id_ in filter(None, row.get(column.name, "").split(";") if kinds else []):
                    if not any(id_ in rows.get(kind.table, {}) for kind in kinds):
                        kind = next((kind for kind in kinds if kind.prefix and id_.startswith(kind.prefix)), kinds[0])
                        found[kind.name, id_] = None
    return [(KINDS_BY_NAME[kind], id_) for kind, id_ in found]


def _label(kind: Kind, id_: str) -> str:
    return id_.removeprefix(kind.prefix).replace("_", " ").capitalize() or id_


def _verb_rows(verbs: Mapping[str, _Verb]) -> Iterable[Row]:
    defaults = {row["predicate"]: row for row in default_verb_rows()}
    for name, verb in verbs.items():
        row = dict(defaults.get(name, {"predicate": name, "label": name.replace("_", " ")}))
        if name not in defaults:
            row["presence"] = verb.claim.get("presence", "neutral")
            row["acts_as"] = "" if verb.claim.get("acts_as", name) == name else verb.claim["acts_as"]
        for column, kinds in (("subject", verb.subjects), ("object", verb.objects)):
            row[column] = "|".join(sorted(kinds | set(row.get(column, "").split("|")) - {""}))
        yield row


def _columns(table: str, rows: Iterable[Row]) -> list[str]:
    known = [column.name for column in TABLES[table].columns]
    return [*known, *dict.fromkeys(name for row in rows for name in row if name not in known)]
