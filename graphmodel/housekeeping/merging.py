"""Makes one node of several: the first stays, and takes the place of the others wherever they are named."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from graphmodel.housekeeping.nodes import CLAIM, VERB, Node, Nodes
from graphmodel.housekeeping.plan import Clash, Plan, planned, read_otherwise
from graphmodel.housekeeping.records import FormerName, remembered, renamed_in_queue
from graphmodel.housekeeping.references import Reference, left_alone, references_of, rewritten, with_settings
from graphmodel.housekeeping.renaming import name_for
from graphmodel.problems import NotFound, StudyError
from graphmodel.schema import TABLES
from graphmodel.schema.kinds import with_article
from graphmodel.schema.reading import name_key
from graphmodel.snapshot import Row, Snapshot

ALSO_CALLED = "also_called"
"""Column of a node table with the labels of nodes that were merged into a row, ``;`` between them."""
KEYS = {
    "stakeholder_profiles": ("actor",),
    "profiles": ("actor", "source"),
    "ratings": ("source", "actor", "dimension"),
    "evidence_use": ("evidence_type", "stage", "focus"),
    "codings": ("claim", "coder"),
    "verdicts": ("site", "factor"),
    "stakeholder_links": ("from", "to", "relation"),
}
"""Tables in which rows about the same may contradict one another, and the columns that say what a row is about."""
_ONE_ROW = ("stakeholder_profiles",)
"""Tables with room for one row: two become one."""
_JOINS = ("subject", "object")
"""Columns of a verb with the kinds of node that it may join: one that stays joins those of both."""
_SAYS = ("source", "speaker", "subject", "predicate", "object", "stage", "polarity", "locator")


def merge(study: Snapshot, keep: str, others: Sequence[str], *, kind: str = "") -> Plan:
    """What it changes to make one of several nodes (or verbs).

    The node that stays keeps its cells; its empty ones take those of the others, in their order. Their labels stay in
    the column ``also_called``.

    Args:
        study: the study.
        keep: id or label of the node that stays.
        others: ids or labels of those that become it.
        kind: what they are, where that is not clear.

    Raises:
        NotFound: there is no such node.
        StudyError: they are of several kinds, are the same node, or come with graphmodel.
    """
    nodes = Nodes(study)
    kept = nodes.find(keep, kind)
    gone = [_other(nodes, other, kind, kept) for other in others]
    _refuse(kept, gone)
    after, clashes = merged(study, nodes, kept, gone)
    into = {(node.kind, node.id): kept.id for node in gone}
    clashes += read_otherwise(study, after, into)
    left: dict[tuple[str, str], int] = {}
    for node in gone:
        for place, rows in left_alone(study, node.id).items():
            left[place] = left.get(place, 0) + rows
    names = ", ".join(node.id for node in gone)
    return planned(study, after, "merge", f"{names} became {kept.id}", tuple(clashes), left, gone=[n.id for n in gone])


def _other(nodes: Nodes, name: str, kind: str, kept: Node) -> Node:
    """The node of that name, of the kind of the one that stays if there is one."""
    try:
        return nodes.find(name, kind or kept.kind, kept)
    except NotFound:
        return nodes.find(name, kind, kept)


def _refuse(kept: Node, gone: Sequence[Node]) -> None:
    for node in (kept, *gone):
        if node.kind == CLAIM:
            raise StudyError("Claims cannot be merged. Delete the row that counts twice.", by_caller=True)
        if node.kind != kept.kind:
            raise StudyError(
                f"{kept.id} is {with_article(kept.kind)}, and {node.id} is {with_article(node.kind)}. Only nodes of "
                f"one kind can be merged. To change its kind, rename one of them to an id of the other kind.",
                by_caller=True,
            )
    if len({node.id for node in (kept, *gone)}) <= len(gone):
        raise StudyError(f"{kept.id} is named twice: that is one node already.", by_caller=True)


def merged(study: Snapshot, nodes: Nodes, kept: Node, gone: Sequence[Node]) -> tuple[Snapshot, list[Clash]]:
    """The study with one node in place of several, and what people should look at."""
    row, clashes = _one_row(study, nodes, kept, gone)
    source = study.tables[kept.table]
    away = {node.row for node in gone}
    rows = {number: row if number == kept.row else cells for number, cells in source.rows.items() if number not in away}
    table = replace(source, columns=tuple(dict.fromkeys([*source.columns, *row])), rows=rows)
    after = replace(study, tables={**study.tables, kept.table: table})
    now = Nodes(after)

    def instead(text: str, reference: Reference) -> str | None:
        meant = nodes.meant(text, reference.kinds)
        if meant is None or meant not in gone:
            return None
        if name_key(text) == name_key(meant.id) and not source.made:
            return kept.id
        return name_for(now, kept.id, kept.kind, kept.label, reference.kinds)

    after = rewritten(after, instead)
    records = renamed_in_queue(remembered(study.records, _names(kept, gone)), {node.id: kept.id for node in gone})
    for node in gone:
        after = with_settings(after, node.kind, node.id, kept.id)
    after = replace(after, records=records)
    after, own = _rows_alike(study, after)
    return after, [*clashes, *own, *_claims(study, after)]


def _names(kept: Node, gone: Sequence[Node]) -> list[FormerName]:
    ids = [FormerName(kept.kind, node.id, kept.id) for node in gone]
    labels = [FormerName(kept.kind, node.label, kept.id) for node in gone if node.label not in {"", kept.label}]
    return [*ids, *labels]


def _one_row(study: Snapshot, nodes: Nodes, kept: Node, gone: Sequence[Node]) -> tuple[dict[str, str], list[Clash]]:
    """The row that stays: its own cells, its empty ones filled; and the cells of others that it does not take."""
    schema = TABLES[kept.table]
    rows = study.rows(kept.table)
    row = dict(rows[kept.row])
    if schema.up and nodes.meant(row.get(schema.up, ""), (kept.kind,)) in gone:
        row[schema.up] = ""  # it was part of what it becomes: it is part of what that was part of
    clashes = []
    for node in gone:
        for column, text in rows[node.row].items():
            if column in {schema.id_column, "label", ALSO_CALLED} or not text:
                continue
            if column == schema.up and nodes.meant(text, (kept.kind,)) in (kept, *gone):
                continue  # it would be a part of itself
            if kept.kind == VERB and column in _JOINS and row.get(column):
                kinds = [kind.strip() for kind in f"{row[column]}|{text}".split("|")]
                row[column] = "|".join(dict.fromkeys(kinds))
            elif not row.get(column):
                row[column] = text
            elif row[column] != text:
                what = f"{node.id} says otherwise; {kept.id} counts"
                clashes.append(Clash(kept.table, (kept.row, node.row), column, row[column], text, what))
    if kept.kind != VERB and (also := _also_called(rows, kept, gone)):
        row[ALSO_CALLED] = ";".join(also)
    return row, clashes


def _also_called(rows: Mapping[int, Row], kept: Node, gone: Sequence[Node]) -> list[str]:
    """Labels that the node that stays had or takes over, but for its own."""
    labels: list[str] = []
    for node in (kept, *gone):
        labels += [node.label, *(part.strip() for part in rows[node.row].get(ALSO_CALLED, "").split(";"))]
    own = {name_key(kept.label): ""}
    for label in labels:
        if label and ";" not in label:
            own.setdefault(name_key(label), label)
    return [label for label in own.values() if label]


def _rows_alike(before: Snapshot, after: Snapshot) -> tuple[Snapshot, list[Clash]]:
    """Rows that the change has made alike are one; of rows that say different things of the same, both stay."""
    tables, clashes = dict(after.tables), []
    for name, table in after.tables.items():
        old = before.rows(name)
        touched = {number for number, row in table.rows.items() if row is not old.get(number)}
        if name in {"claims", "predicates"} or TABLES.get(name) is None or TABLES[name].kind or not touched:
            continue
        rows: dict[int, Row] = {}
        by_content: dict[tuple[tuple[str, str], ...], int] = {}
        by_key: dict[tuple[str, ...], int] = {}
        for number, row in table.rows.items():
            content = tuple(sorted((column, text) for column, text in row.items() if text))
            key = tuple(row.get(column, "") for column in KEYS.get(name, ()))
            first = by_content.get(content)
            if first is not None and touched & {first, number}:
                what = "the two rows say the same now; one stays"
                clashes.append(Clash(name, (first, number), "", content[0][1] if content else "", "", what))
                continue
            other = by_key.get(key) if key else None
            if other is not None and touched & {other, number}:
                if name in _ONE_ROW:
                    rows[other], own = _filled(name, rows[other], row, (other, number))
                    clashes += own
                    continue
                clashes.append(_differ(name, rows[other], row, (other, number)))
            rows[number] = row
            by_content.setdefault(content, number)
            by_key.setdefault(key, number)
        tables[name] = replace(table, rows=rows)
    return replace(after, tables=tables), clashes


def _filled(table: str, first: Row, second: Row, numbers: tuple[int, int]) -> tuple[Row, list[Clash]]:
    row, clashes = dict(first), []
    references = references_of(table)
    for column, text in second.items():
        schema = TABLES[table].column(column)
        if schema is not None and schema.type == "list" and row.get(column) and text:
            parts = [part.strip() for part in f"{row[column]};{text}".split(";")]
            row[column] = ";".join(dict.fromkeys(filter(None, parts)))
        elif not row.get(column):
            row[column] = text
        elif text and row[column] != text and column not in references:
            clashes.append(Clash(table, numbers, column, row[column], text, "two rows became one; the first counts"))
    return row, clashes


def _differ(table: str, first: Row, second: Row, numbers: tuple[int, int]) -> Clash:
    columns = [name for name in dict.fromkeys([*first, *second]) if first.get(name, "") != second.get(name, "")]
    kept, other = ("; ".join(f"{name} {row.get(name) or '(empty)'}" for name in columns) for row in (first, second))
    return Clash(table, numbers, ", ".join(columns), kept, other, "two rows about the same; both stay")


def _claims(before: Snapshot, after: Snapshot) -> list[Clash]:
    """Claims that now join a node to itself, and claims that now say the same as another."""
    clashes, old = [], before.rows("claims")
    alike: dict[tuple[str, ...], list[int]] = {}
    changed = set()
    for number, row in after.rows("claims").items():
        if row is not old.get(number):
            changed.add(number)
            if row.get("subject") and row.get("subject") == row.get("object"):
                what = "the claim would join it to itself; if that is wrong, correct or delete the row first"
                clashes.append(Clash("claims", (number,), "subject", row["subject"], "", what))
        alike.setdefault(tuple(row.get(name, "") for name in _SAYS), []).append(number)
    for numbers in alike.values():
        if len(numbers) > 1 and changed & {*numbers}:
            what = "these claims differ in their summary at most now; each counts"
            clashes.append(Clash("claims", tuple(numbers), "", after.rows("claims")[numbers[0]]["claim"], "", what))
    return clashes
