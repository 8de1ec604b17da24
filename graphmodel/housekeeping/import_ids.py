"""Which node of a study each node of an import is, and the import in the ids of the study."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from graphmodel.housekeeping.import_records import KnownRow
from graphmodel.housekeeping.joined_nodes import in_ids
from graphmodel.housekeeping.nodes import CLAIM, NODE_KINDS, TABLE_OF, VERB, Node, Nodes, free_name
from graphmodel.housekeeping.records import former_names
from graphmodel.housekeeping.references import Reference, entries_of, rewritten
from graphmodel.schema import TABLES
from graphmodel.schema.reading import name_key
from graphmodel.snapshot import Row, Snapshot, TableRows

Known = Mapping[tuple[str, str], KnownRow]


@dataclass
class Today:
    """What names in records are called today, after whatever was renamed, merged or moved by hand."""

    names: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, study: Snapshot) -> "Today":
        """The names of a study."""
        names: dict[tuple[str, str], str] = {}
        for one in former_names(study.records):
            space = one.kind if one.kind in {VERB, CLAIM} else ""
            names[space, one.was] = one.now
        return cls(names)

    def id(self, kind: str, name: str) -> str:
        """The id of today."""
        return self.names.get((kind if kind in {VERB, CLAIM} else "", name), name)

    def cell(self, reference: Reference, text: str) -> str:
        """A cell of ids with those of today."""
        if not self.names or not text:
            return text
        parts = [self.id(reference.kinds[0], part) for part in text.split(";")]
        return ";".join(dict.fromkeys(parts))


def by_ids(imported: Snapshot) -> Snapshot:
    """The import with ids in place of labels."""
    nodes = Nodes(imported)

    def instead(text: str, reference: Reference) -> str | None:
        meant = nodes.meant(text, reference.kinds) if reference.kinds[0] in TABLE_OF else None
        return meant.id if meant else None

    return rewritten(imported, instead)


def with_packaged(imported: Snapshot, packaged: Mapping[str, Sequence[Row]]) -> Snapshot:
    """The import with the rows that it uses of tables that come with graphmodel, where it has none of its own."""
    tables = dict(imported.tables)
    kinds = {table: kind for kind, table in TABLE_OF.items()}
    whole = {
        table: TableRows(tuple(rows[0]), dict(enumerate(rows, 2)))
        for table, rows in packaged.items()
        if table not in tables and rows
    }
    nodes = Nodes(Snapshot(whole))
    used: dict[str, set[int]] = {table: set() for table in whole}
    own = Nodes(imported)
    waiting = [
        (entry.text, entry.reference.kinds)
        for entry in entries_of(imported)
        if own.meant(entry.text, entry.reference.kinds) is None
    ]
    while waiting:
        text, allowed = waiting.pop()
        meant = nodes.meant(text, tuple(kind for kind in allowed if TABLE_OF.get(kind) in whole)) if allowed else None
        if meant is None or meant.row in used[meant.table]:
            continue
        used[meant.table].add(meant.row)
        row = whole[meant.table].rows[meant.row]
        waiting += [
            (part.strip(), column.refers_to)
            for column in TABLES[meant.table].columns
            if column.refers_to
            for part in row.get(column.name, "").split(";")
            if part.strip()
        ]
    for table, numbers in used.items():
        if numbers and table in kinds:
            rows = {number: whole[table].rows[number] for number in sorted(numbers)}
            tables[table] = TableRows(whole[table].columns, rows)
    return replace(imported, tables=tables)


def with_sources_followed(known: Known, imported: Snapshot) -> Known:
    """The records with sources under the names of today: a newer export is often another file.

    A source is another one of the last time where all claims that are found again by their ids say so.
    """
    before = {one.id: key for (table, key), one in known.items() if table == "sources"}
    there = {row.get("source", "") for row in imported.rows("sources").values()}
    into: dict[str, set[str]] = defaultdict(set)
    out_of: dict[str, set[str]] = defaultdict(set)
    for row in imported.rows("claims").values():
        one = known.get(("claims", row.get("claim", "")))
        was = before.get(one.written.get("source", "")) if one else None
        if was is not None:
            into[was].add(row.get("source", ""))
            out_of[row.get("source", "")].add(was)
    followed = dict(known)
    for was, names in sorted(into.items()):
        now = next(iter(names))
        if len(names) == 1 and len(out_of[now]) == 1 and was not in there and ("sources", now) not in known:
            followed["sources", now] = replace(followed.pop(("sources", was)), key=now)
    return followed


def node_ids(study: Snapshot, imported: Snapshot, known: Known, today: Today) -> dict[tuple[str, str], str]:
    """The id in the study of each node and verb of an import, by kind and id in the import.

    One that an earlier import brought is what it has become since. A new one whose kind and label only one node has is
    that node. Any other keeps its id where no node has it, and else gets the next that is free.
    """
    ours, theirs = Nodes(study), Nodes(imported)
    ids: dict[tuple[str, str], str] = {}
    nodes = sorted((node for node in theirs if node.kind != CLAIM), key=lambda node: node.id)
    labels = Counter((node.kind, name_key(node.label)) for node in nodes)
    for node in nodes:
        before = known.get((node.table, node.id))
        is_only = bool(node.label) and labels[node.kind, name_key(node.label)] == 1
        likely = ours.of_label(node.label, node.kind) if is_only else []
        same_verb = ours.meant(node.id, (VERB,)) if node.kind == VERB else None
        if before is not None:
            ids[node.kind, node.id] = today.id(node.kind, before.id)
        elif same_verb is not None:
            ids[node.kind, node.id] = same_verb.id
        elif len(likely) == 1:
            ids[node.kind, node.id] = likely[0].id
    new = [node for node in nodes if (node.kind, node.id) not in ids]
    tops = _tops(study, imported, ids, new)
    for space in (NODE_KINDS, (VERB,)):
        used = {node.id for node in ours if node.kind in space}
        used |= {id_ for (kind, _), id_ in ids.items() if kind in space}
        _give_free(ids, [node for node in new if node.kind in space], used, tops)
    return ids


def _give_free(ids: dict[tuple[str, str], str], nodes: Sequence[Node], used: set[str], tops: Mapping[str, str]) -> None:
    """Give new nodes their own ids where these are free, else the next ones."""
    wanted = used | {node.id for node in nodes}
    for node in nodes:
        top = node.id.partition(".")[0]
        name = tops[top] + node.id.removeprefix(top) if node.kind == "code" and top in tops else node.id
        if name in used:
            name = free_name(node.id, wanted)
        ids[node.kind, node.id] = name
        used.add(name)
        wanted.add(name)


def _tops(
    study: Snapshot, imported: Snapshot, ids: Mapping[tuple[str, str], str], new: Sequence[Node]
) -> dict[str, str]:
    """New first numbers of codes, where the study has other codes of these numbers."""
    codes = [node for node in new if node.kind == "code"]
    tops = {
        was.partition(".")[0]: now.partition(".")[0]
        for (kind, was), now in sorted(ids.items())
        if kind == "code" and was.partition(".")[2] == now.partition(".")[2]
    }
    there = {row.get("code", "") for row in study.rows("codebook").values()}
    numbers = [name.partition(".")[0] for name in [*there, *(row.get("code", "") for row in
               imported.rows("codebook").values())]]  # fmt: skip
    last = max((int(number) for number in numbers if number.isdecimal() and len(number) < 9), default=0)
    for node in codes:
        top = node.id.partition(".")[0]
        if top not in tops and any(code.id in there for code in codes if code.id.partition(".")[0] == top):
            last += 1
            tops[top] = str(last)
    return tops


def claim_ids(study: Snapshot, imported: Snapshot, pairs: Mapping[str, KnownRow], today: Today) -> dict[str, str]:
    """The id in the study of each claim of an import.

    Args:
        study: the study.
        imported: the import.
        pairs: the record of each claim that an earlier import brought, by its id in the import.
        today: names of today.
    """
    ids = {name: today.id(CLAIM, known.id) for name, known in pairs.items()}
    return ids | free_ids("claims", "claim", study, imported, ids)


def free_ids(table: str, column: str, study: Snapshot, imported: Snapshot, given: Mapping[str, str]) -> dict[str, str]:
    """Ids of rows that have none in the study yet: their own, or the next that is free."""
    there = {row.get(column, ""): row for row in study.rows(table).values()}
    used = {*there, *given.values()}
    left = sorted(
        ((row.get(column, ""), row) for row in imported.rows(table).values() if row.get(column, "") not in given),
        key=lambda one: one[0],
    )
    wanted = used | {name for name, _ in left}
    ids = {}
    for name, row in left:
        if name in used and not _is_same(row, there.get(name, {})):
            ids[name] = free_name(name, wanted)
            wanted.add(ids[name])
        else:
            ids[name] = name
    return ids


def _is_same(row: Row, there: Row) -> bool:
    """Whether the study has this very row: it was in a copy of the study."""
    return all(there.get(name, "") == text for name, text in row.items() if text)


def with_ids(imported: Snapshot, ids: Mapping[tuple[str, str], str], study: Snapshot) -> Snapshot:
    """The import in other ids, wherever they are named."""
    return in_ids(imported, ids, study)
