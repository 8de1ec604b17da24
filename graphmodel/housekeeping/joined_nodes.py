"""Which node of one study is which of another: by label, else by id; and the second study in the ids of the first."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from graphmodel.housekeeping.nodes import CLAIM, NODE_KINDS, TABLE_OF, VERB, Nodes, free_name
from graphmodel.housekeeping.references import Reference, rewritten, with_settings
from graphmodel.schema import TABLES
from graphmodel.schema.reading import name_key
from graphmodel.snapshot import Row, Snapshot

Ids = Mapping[tuple[str, str], str]
"""By kind and id in the second study, the id in the joined one."""
BY_LABEL, BY_ID, RENAMED = "same label", "same id", "its id is another node's"


@dataclass(frozen=True)
class SameNode:
    """A node of the second study that has another id in the joined one, and why."""

    kind: str
    id_before: str
    id: str
    label: str
    why: str


def ids_in_first(first: Snapshot, second: Snapshot) -> tuple[Ids, list[SameNode]]:
    """The ids that nodes of the second study get in the joined one, and those that change by it.

    Nodes of one kind with the same label are one, where only one on either side has it. What is left is the same where
    it has the same id.
    """
    ours, theirs = Nodes(first), Nodes(second)
    ids: dict[tuple[str, str], str] = {}
    changed = []
    for kind in (*NODE_KINDS, VERB):
        own = [node for node in theirs if node.kind == kind]
        labels = Counter(name_key(node.label) for node in own)
        taken: set[str] = set()
        why: dict[str, str] = {}
        for node in own:
            likely = ours.of_label(node.label, kind) if node.label and labels[name_key(node.label)] == 1 else []
            if len(likely) == 1:
                ids[kind, node.id], why[node.id] = likely[0].id, BY_LABEL
                taken.add(likely[0].id)
        for node in own:
            same = ours.get(node.id, kind)
            if node.id not in why and same is not None and same.kind == kind and node.id not in taken:
                ids[kind, node.id], why[node.id] = node.id, BY_ID
                taken.add(node.id)
        used = {*ids.values(), *(node.id for node in theirs), *(node.id for node in ours)}
        for node in own:
            if node.id not in why:
                ids[kind, node.id] = node.id if ours.get(node.id, kind) is None else free_name(node.id, used)
                used.add(ids[kind, node.id])
                why[node.id] = RENAMED
        changed += [
            SameNode(kind, node.id, ids[kind, node.id], node.label, why[node.id])
            for node in own
            if ids[kind, node.id] != node.id
        ]
    return ids, changed


def in_ids(study: Snapshot, ids: Ids, first: Snapshot) -> Snapshot:
    """A study with other ids, in every cell and setting that names one of them.

    A label stays where it means the same node in the first study.
    """
    nodes, ours = Nodes(study), Nodes(first)

    def instead(text: str, reference: Reference) -> str | None:
        meant = nodes.meant(text, reference.kinds)
        if meant is None or (meant.kind, meant.id) not in ids:
            return None
        new = ids[meant.kind, meant.id]
        if meant.kind == CLAIM or name_key(text) == name_key(meant.id):
            return new
        there = ours.meant(text, reference.kinds)
        is_same = there is not None and there.id == new if ours.get(new, meant.kind) else there is None
        return text if is_same else new

    after = rewritten(study, instead)
    tables = dict(after.tables)
    for kind, table in TABLE_OF.items():
        if table not in tables:
            continue
        column = TABLES[table].id_column
        rows: dict[int, Row] = {}
        for number, row in tables[table].rows.items():
            new = ids.get((kind, row.get(column, "")))
            rows[number] = {**row, column: new} if new else row
        tables[table] = replace(tables[table], rows=rows)
    after = replace(after, tables=tables)
    for (kind, old), new in ids.items():
        if old != new:
            after = with_settings(after, kind, old, new)
    return after
