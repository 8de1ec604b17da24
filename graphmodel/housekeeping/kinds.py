"""The kinds of item that keeping house asks about, and what a decision on each changes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from graphmodel.changes import StudyChange, TableChange
from graphmodel.housekeeping.drafts import DRAFT, decide_draft
from graphmodel.housekeeping.merging import merged
from graphmodel.housekeeping.nodes import NODE_KINDS, VERB, Node, Nodes, free_name
from graphmodel.housekeeping.renaming import with_id
from graphmodel.housekeeping.tool_sessions import CLAIM_OF_SESSION, decide_claim
from graphmodel.housekeeping.twins import KEEP_APART, MERGE_INTO, TWIN
from graphmodel.queue import EMPTY, ItemKind, QueueItem, Undecidable
from graphmodel.schema import KINDS_BY_NAME, VOCABULARIES
from graphmodel.schema.kinds import singular, with_article
from graphmodel.snapshot import Snapshot, difference
from graphmodel.wording import shortened

UNKNOWN_KIND, PRESENCE, CLASH = "unknown_kind", "presence_of_verb", "clash"
AMBIGUOUS_ROW = "ambiguous_row"
NEW_ROW = "a new claim"
"""Decision on a row of a sheet: it is not one of the claims that it resembles."""
_COMMAND = "queue"
_LONGEST = 200
"""Characters of a label in a question."""
_LONGEST_LIST = 600
"""Characters of all labels in a question about several."""
_NOTHING = StudyChange(_COMMAND, "")


def unknown_kind(node: str, kind: str, label: str, kinds: Sequence[str] = NODE_KINDS, where: str = "") -> QueueItem:
    """The question which kind of node something is.

    Args:
        node: its id.
        kind: the kind that the study has it under, which is the suggestion.
        label: its label.
        kinds: the kinds to choose from.
        where: where it comes from.
    """
    question = f"What is {shortened(label or node, _LONGEST)} ({node})? The study takes it for {with_article(kind)}."
    facts = {"node": node, "kind": kind}
    options = tuple(dict.fromkeys([kind, *kinds]))
    return QueueItem(UNKNOWN_KIND, shortened(label or node, 1_000), question, options, kind, where, facts)


def presence_of_verb(verb: str, where: str = "", suggestion: str = "") -> QueueItem:
    """The question whether a verb says that evidence was there, that it was not, or neither."""
    words = verb.replace("_", " ")
    question = f"Does {words!r} say that evidence was there (present), that it was not (lost), or neither (neutral)?"
    return QueueItem(PRESENCE, verb, question, VOCABULARIES["presence"], suggestion, where, {"verb": verb})


def clash(table: str, key: Mapping[str, str], column: str, values: Sequence[str], where: str = "") -> QueueItem:
    """The question which of several texts counts in a cell.

    Args:
        table: the table.
        key: the cells that say which row it is.
        column: the column.
        values: the texts, the one of today first.
        where: where it comes from.
    """
    row = " ".join(key.values())
    question = f"Which {column} counts for {row} in {table}?"
    options = tuple(dict.fromkeys(value or EMPTY for value in values))
    facts = {"table": table, "key": json.dumps(dict(key), ensure_ascii=False), "column": column}
    # Other texts in the same cell are another question.
    subject = f"{table} {row} {column} : {' | '.join(options)}"
    return QueueItem(CLASH, subject, question, options, "", where, facts)


def ambiguous_row(content: str, number: int, claim: str, claims: Mapping[str, str], sheet: str) -> QueueItem:
    """The question which claim of the study a row of its sheet is.

    Args:
        content: what stays the same of the row wherever it stands.
        number: its number in the sheet.
        claim: what it claims.
        claims: the claims that it resembles: summaries by id.
        sheet: name of the sheet.
    """
    listed = "; ".join(f"{id_} ({shortened(summary or 'deleted', 60)})" for id_, summary in claims.items())
    question = f"Which claim is row {number} of the sheet ({claim})? It resembles {listed}."
    return QueueItem(AMBIGUOUS_ROW, content, question, (*claims, NEW_ROW), "", f"{sheet}, row {number}")


def _decide_kind(item: QueueItem, study: Snapshot) -> StudyChange:
    nodes = Nodes(study)
    name = item.facts.get("node", "")
    node = nodes.get(name, NODE_KINDS[0])  # whatever kind it has become meanwhile
    if node is None:
        raise Undecidable(f"There is no node {name} in the study now.")
    kind = item.decision
    if kind == node.kind:
        return _NOTHING
    old, new = KINDS_BY_NAME[node.kind].prefix, KINDS_BY_NAME[kind].prefix
    name = new + node.id.removeprefix(old)
    free = free_name(name, {one.id for one in nodes if one.kind in NODE_KINDS}) if nodes.get(name, kind) else name
    after, _ = with_id(study, nodes, node, free, kind)
    return difference(study, after, _COMMAND, f"{node.id} is {with_article(kind)}: {free}")


def _decide_presence(item: QueueItem, study: Snapshot) -> StudyChange:
    node = _node(Nodes(study), item.facts.get("verb", ""), VERB)
    change = TableChange({node.row: {"presence": item.decision}})
    return StudyChange(_COMMAND, f"{node.id} is {item.decision}", {node.table: change})


def _decide_twin(item: QueueItem, study: Snapshot) -> StudyChange:
    if item.decision == KEEP_APART:
        return _NOTHING
    nodes, kind = Nodes(study), item.facts.get("kind", "")
    both = [_node(nodes, item.facts.get(name, ""), kind) for name in ("node", "other")]
    kept = next((node for node in both if f"{MERGE_INTO}{node.id}" == item.decision), both[0])
    gone = [node for node in both if node != kept]
    if not gone:
        raise Undecidable("The item names one node twice.")
    after, _ = merged(study, nodes, kept, gone)
    return difference(study, after, _COMMAND, f"{gone[0].id} became {kept.id}")


def _decide_clash(item: QueueItem, study: Snapshot) -> StudyChange:
    table, column = item.facts.get("table", ""), item.facts.get("column", "")
    try:
        key = {str(name): str(value) for name, value in json.loads(item.facts.get("key", "")).items()}
    except (ValueError, AttributeError, RecursionError) as error:
        raise Undecidable("The item does not say which row it is about.") from error
    rows = [
        number
        for number, row in study.rows(table).items()
        if all(row.get(name, "") == value for name, value in key.items())
    ]
    if len(rows) != 1:
        raise Undecidable(
            f"{'No row' if not rows else 'More than one row'} of {table} is {' '.join(key.values())} now."
        )
    text = "" if item.decision == EMPTY else item.decision
    return StudyChange(_COMMAND, f"{column} decided", {table: TableChange({rows[0]: {column: text}})})


def _node(nodes: Nodes, name: str, kind: str) -> Node:
    node = nodes.get(name, kind)
    if node is None or node.kind != kind:
        raise Undecidable(f"There is no {singular(kind)} {name} in the study now.")
    return node


def _of_kinds(items: Sequence[QueueItem]) -> str:
    kind = KINDS_BY_NAME[items[0].suggestion].plural if items[0].suggestion in KINDS_BY_NAME else "of one kind"
    return f"{len(items)} labels are taken for {kind}: right? {_listed(items)}"


def _of_verbs(items: Sequence[QueueItem]) -> str:
    verbs = _listed([replace(one, subject=one.subject.replace("_", " ")) for one in items])
    likely = f"Probably {items[0].suggestion}: " if items[0].suggestion else ""
    return (
        f"Do these {len(items)} verbs say that evidence was there (present), that it was not (lost), or neither"
        f" (neutral)? {likely}{verbs}"
    )


def _listed(items: Sequence[QueueItem]) -> str:
    return shortened("; ".join(shortened(one.subject, 60) for one in items), _LONGEST_LIST)


_ALL = (
    ItemKind(UNKNOWN_KIND, "which kind of node something is", _decide_kind, ask_together=_of_kinds),
    ItemKind(
        PRESENCE,
        "whether a verb says that evidence was there, that it was not, or neither",
        _decide_presence,
        ask_together=_of_verbs,
    ),
    ItemKind(TWIN, "whether two nodes whose labels are alike are one", _decide_twin),
    ItemKind(
        AMBIGUOUS_ROW,
        "which claim a row of the study's sheet is; `graphmodel update` then reads it so",
        lambda _item, _study: _NOTHING,
    ),
    ItemKind(DRAFT, "which claim a passage of an import is", decide_draft),
    ItemKind(CLAIM_OF_SESSION, "whether an answer to a tool is a claim of its session", decide_claim),
    ItemKind(CLASH, "which of several texts counts in a cell", _decide_clash, any_value=True),
)
ITEM_KINDS: Mapping[str, ItemKind] = {kind.name: kind for kind in _ALL}
"""Every kind of item that a decision is taken on. To add one, write an :class:`~graphmodel.queue.ItemKind`."""
