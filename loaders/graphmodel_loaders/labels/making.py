"""Makes the tables that a study lacks of the labels in the tables that it has."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from graphmodel.problems import Problems
from graphmodel.schema import KINDS, KINDS_BY_NAME, TABLES
from graphmodel.schema.reading import name_key
from graphmodel.schema.vocabularies import default_verb_rows
from graphmodel.settings import Settings
from graphmodel_loaders.ids import ids_from_labels, main_spellings
from graphmodel_loaders.labels.made_table import MadeTable, Row
from graphmodel_loaders.labels.mentions import ENDS, KIND_TABLES, Mention, Verbs, mentions
from graphmodel_loaders.labels.nodes import Listed, MadeNodes, ids_of, make_nodes
from graphmodel_loaders.labels.remarks import remarks, remarks_on_verbs
from graphmodel_loaders.loaded_study import LoadedTable, default_table


def with_tables_of_labels(
    tables: Mapping[str, LoadedTable], settings: Settings, problems: Problems
) -> dict[str, LoadedTable]:
    """The tables of a study, and tables made of labels for kinds of node that have none.

    Packaged stages, types of evidence and codes that stand in for missing ones stay if most of the names that the
    study has for them are theirs; new verbs are added to the packaged ones. Nothing is read where the study has a
    table for every kind and for its verbs.

    Args:
        tables: the tables of the study, with packaged ones for some that are missing.
        settings: of the study.
        problems: receives what was made of labels.
    """
    complete = dict(tables)
    failed = {problem.table for problem in problems if problem.severity == "error"}
    missing = {kind.name for table, kind in KIND_TABLES.items() if table not in tables and table not in failed}
    stand_ins = {kind.name for table, kind in KIND_TABLES.items() if table in tables and tables[table].default}
    new_verbs = "predicates" in tables and tables["predicates"].default
    if "claims" not in tables or not (missing or stand_ins or new_verbs):
        return complete
    file = tables["claims"].file
    verbs = Verbs.of(tables.get("predicates"))
    mentioned = list(mentions(tables, missing | stand_ins, verbs, settings))
    everything = {kind.name for kind in KINDS}
    replaced = {kind for kind in stand_ins if _stands_for_nothing(kind, mentioned, tables)}
    listed = Listed.of(tables, everything - replaced)
    made = make_nodes(mentioned, listed, missing | replaced)
    taken = set(listed.kinds)
    made_tables: dict[str, MadeTable] = {}
    for kind in made.kinds:
        table = _node_table(made, kind, taken)
        taken.update(row[TABLES[table.name].id_column] for row in table.rows)
        complete[table.name] = made_tables[kind] = table
    if "code" in made.kinds and complete["evidence_types"].default:
        complete["evidence_types"] = default_table("evidence_types", frozenset({"codes"}))
    if new_verbs and (rows := _new_verbs(mentioned, verbs, listed, made)):
        complete["predicates"] = MadeTable("predicates", [*default_verb_rows(), *rows], ("claims",))
        problems.extend(remarks_on_verbs(file, rows))
    problems.extend(remarks(file, made, made_tables))
    return complete


def _stands_for_nothing(kind: str, mentioned: Collection[Mention], tables: Mapping[str, LoadedTable]) -> bool:
    """Whether at most half of the names that the study has for nodes of a kind are those of the packaged table."""
    texts = {mention.text for mention in mentioned if mention.kinds == (kind,)}
    if kind == "code" and not all(any(map(str.isalpha, text)) for text in texts):
        return False  # the number of a code is not its label
    if not texts:
        return False
    listed = Listed.of(tables, {kind})
    return sum(bool(listed.kind_of(text, (kind,))) for text in texts) * 2 <= len(texts)


def _node_table(made: MadeNodes, kind: str, taken: Collection[str]) -> MadeTable:
    nodes = made.of_kind(kind)
    table = TABLES[KINDS_BY_NAME[kind].table]
    rows: list[Row] = []
    for number, (node, id_) in enumerate(zip(nodes, ids_of(nodes, kind, taken), strict=True), 1):
        own = {"phase": id_, "order": str(number)} if kind == "stage" else {}
        rows.append({table.id_column: id_, "label": node.label, **own})
    return MadeTable(table.name, rows, tuple(sorted(made.tables[kind])))


def _new_verbs(mentioned: Sequence[Mention], verbs: Verbs, listed: Listed, made: MadeNodes) -> list[Row]:
    """A row for each verb that is none of the packaged ones: neutral, and joining the kinds that it joins here."""
    everything = tuple(kind.name for kind in KINDS)
    counts: Counter[str] = Counter()
    kinds: dict[str, dict[str, set[str]]] = defaultdict(lambda: {end: set() for end in ENDS})
    for mention in mentioned:
        if mention.column not in ENDS or mention.verb in verbs.ends:
            continue
        counts[mention.verb] += mention.count
        if kind := listed.kind_of(mention.text, everything) or made.kind_of(mention.text):
            kinds[name_key(mention.verb)][mention.column].add(kind)
    labels = main_spellings(counts)
    ids = ids_from_labels(labels.values(), taken=verbs.ends)
    return [
        {
            "predicate": ids[label],
            "label": label,
            **{end: "|".join(kind for kind in everything if kind in kinds[key][end]) for end in ENDS},
            "presence": "neutral",
        }
        for key, label in sorted(labels.items())
    ]
