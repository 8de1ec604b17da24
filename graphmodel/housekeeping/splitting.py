"""Makes two nodes of one: a new node takes over some of the claims."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from graphmodel.housekeeping.merging import ALSO_CALLED
from graphmodel.housekeeping.nodes import CLAIM, NODE_KINDS, Node, Nodes
from graphmodel.housekeeping.plan import Plan, planned
from graphmodel.housekeeping.references import Reference, entries_of, rewritten
from graphmodel.housekeeping.renaming import name_for
from graphmodel.problems import NotFound, StudyError
from graphmodel.schema import KINDS_BY_NAME, TABLES
from graphmodel.schema.kinds import with_article
from graphmodel.schema.reading import name_key
from graphmodel.snapshot import Row, Snapshot
from graphmodel.suggest import did_you_mean


@dataclass(frozen=True)
class Moving:
    """Which claims on a node move to a new one.

    Attributes:
        claims: ids of claims.
        sources: ids or labels of sources whose claims move.
        where: cells that the claims have, by column; with ``sources``, both hold.
    """

    claims: Sequence[str] = ()
    sources: Sequence[str] = ()
    where: Mapping[str, str] = field(default_factory=dict)


def split(study: Snapshot, name: str, new: str, moving: Moving, *, label: str = "", kind: str = "") -> Plan:
    """What it changes to give some of the claims on a node to a new one.

    The new row has the cells of the old one but for id and label. What names a claim that moves (codings, quotes)
    moves with it; of other tables, rows of a source that moves.

    Args:
        study: the study.
        name: id or label of the node.
        new: id of the new node.
        moving: which claims move.
        label: label of the new node; empty: made of that of the old one and the new id.
        kind: what the node is, where that is not clear.

    Raises:
        NotFound: there is no such node, claim, source or column.
        StudyError: nothing is chosen, no chosen claim names the node, or the new node exists.
    """
    nodes = Nodes(study)
    node = nodes.find(name, kind)
    if node.kind not in NODE_KINDS:
        raise StudyError(f"Only nodes are split; {name} is {with_article(node.kind)}.", by_caller=True)
    fresh = _new_node(nodes, node, new, label)
    moved_claims, of_source = _chosen(study, nodes, moving)
    after = _with_row(study, node, fresh)

    def moves(table: str, row: Row) -> bool:
        if table == "claims" or "claim" in row:
            return row.get("claim", "") in moved_claims
        return not TABLES[table].kind and row.get("source", "") in of_source

    now = Nodes(after)

    def instead(text: str, reference: Reference) -> str | None:
        if nodes.meant(text, reference.kinds) != node:
            return None
        is_label = name_key(text) != name_key(node.id)
        return name_for(now, fresh.id, fresh.kind, fresh.label, reference.kinds) if is_label else fresh.id

    moved = rewritten(after, instead, moves)
    stays: dict[tuple[str, str], int] = {}
    taken = 0
    for entry in entries_of(study):
        if nodes.meant(entry.text, entry.reference.kinds) == node:
            rows = study.rows(entry.table)
            left = sum(not moves(entry.table, rows[number]) for number in entry.rows)
            taken += len(entry.rows) - left
            if left:
                stays[entry.table, entry.reference.column] = left
    if not taken:
        raise StudyError(f"None of the chosen claims names {node.id}, so that nothing would move.", by_caller=True)
    return planned(study, moved, "split", f"{fresh.id} took over a part of {node.id}", stays=stays)


def _new_node(nodes: Nodes, node: Node, id_: str, label: str) -> Node:
    label = label or f"{node.label} ({id_.removeprefix(KINDS_BY_NAME[node.kind].prefix)})"
    if other := nodes.get(id_, node.kind):
        raise StudyError(f"{other.place} has the id {id_} already. Name another one.", by_caller=True)
    if others := nodes.of_label(label, node.kind):
        raise StudyError(f"{others[0].place} has the label {label!r} already. Name another one.", by_caller=True)
    return Node(id_, node.kind, 0, label)


def _with_row(study: Snapshot, node: Node, fresh: Node) -> Snapshot:
    table = study.tables[node.table]
    row: Row = {**table.rows[node.row], TABLES[node.table].id_column: fresh.id, "label": fresh.label, ALSO_CALLED: ""}
    row = {name: text for name, text in row.items() if name in table.columns or text}
    rows = {**table.rows, max(table.rows) + 1: row}
    return replace(study, tables={**study.tables, node.table: replace(table, rows=rows, made=False)})


def _chosen(study: Snapshot, nodes: Nodes, moving: Moving) -> tuple[set[str], set[str]]:
    """Ids of the claims that move, and of the sources whose rows in other tables move."""
    sources, where = moving.sources, moving.where
    if not (moving.claims or sources or where):
        raise StudyError("Say which claims move: their ids, a source, or the cells that they have.", by_caller=True)
    rows = study.rows("claims")
    chosen = {nodes.find(claim, CLAIM).id for claim in moving.claims}
    from_sources = {nodes.find(source, "source").id for source in sources}
    columns = study.tables["claims"].columns if "claims" in study.tables else ()
    for column in where:
        if column not in columns:
            raise NotFound(f"The table claims has no column {column!r}.{did_you_mean(column, columns)}")
    if sources or where:
        for row in rows.values():
            source = nodes.meant(row.get("source", ""), ("source",))
            if (not sources or (source is not None and source.id in from_sources)) and all(
                text in [part.strip() for part in row.get(column, "").split(";")] for column, text in where.items()
            ):
                chosen.add(row["claim"])
    return chosen, from_sources if not where else set()
