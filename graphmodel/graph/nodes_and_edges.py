"""Rows of nodes and of relationships other than claims, from the checked tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.graph.columns import ARROW, arrays, lookup, null_if_empty, pairs_of, split_list, typed
from graphmodel.graph.stages import Stage, successions
from graphmodel.schema import KINDS, KINDS_BY_NAME, TABLES
from graphmodel.schema.layout import (
    APART,
    DERIVED_NODE,
    REFERENCE_EDGES,
    STUDY_LABEL,
    STUDY_PROPERTIES,
    TABLE_EDGES,
    VERB_LABEL,
    Layout,
    ends_of,
    node_columns,
    profile_columns,
    table_edge_columns,
    verb_columns,
)
from graphmodel.schema.rules import CLASS, CLASS_LABEL, CROWD, STAKEHOLDERS, SYNTHESIS
from graphmodel.settings import Settings


def node_tables(
    tables: Mapping[str, pa.Table], settings: Settings, stages: Mapping[str, Stage], layout: Layout
) -> dict[str, pa.Table]:
    """One Arrow table per label, with the columns of the layout in its order."""
    found = {STUDY_LABEL: study_node(settings)}
    for kind in KINDS:
        table = tables.get(kind.table)
        properties = layout.nodes[kind.label]
        if table is None or table.num_rows == 0:
            found[kind.label] = pa.table({name: pa.array([], ARROW[of]) for name, of in properties.items()})
            continue
        schema = TABLES[kind.table]
        profiles = _profiles(tables.get("stakeholder_profiles"), table["actor"]) if kind.label == "Actor" else {}
        columns = {
            "id": typed(table[schema.id_column], "text"),
            "kind": pa.repeat(pa.scalar(kind.label), table.num_rows),
            "label": typed(table["label"], "text"),
        }
        for column, (name, of) in node_columns(schema, table.column_names, profiles).items():
            columns[name] = typed(table[column], of)
        if kind.label == "Stage":
            ids = columns["id"].to_pylist()
            columns["phase"] = pa.array([stages[i].phase for i in ids], pa.string())
            columns["rank"] = pa.array([stages[i].rank for i in ids], pa.int64())
            columns["supply"] = pa.array([i in settings.supply for i in ids], pa.bool_())
        if kind.label == "Factor":
            columns["valence_acts_as"] = lookup(columns["valence"], *pairs_of(settings.valence_acts_as))
        if kind.label == "Source":
            retells = pc.equal(columns["type"], SYNTHESIS)
            columns["stands_alone"] = pc.coalesce(columns["independent"], pc.invert(retells), pa.scalar(True))
        if kind.label in STAKEHOLDERS:
            columns |= _sorts(columns)
        # What became of evidence is known once all claims are read.
        late = DERIVED_NODE[kind.label] if kind.label == "EvidenceItem" else {}
        columns |= {name: pa.nulls(table.num_rows, ARROW[of]) for name, of in late.items()}
        columns.update(profiles)
        found[kind.label] = pa.table({name: columns[name] for name in properties})
    found[VERB_LABEL] = _verbs(tables["predicates"], layout)
    return found


def _sorts(columns: Mapping[str, pa.Array]) -> dict[str, pa.Array]:
    """Which stakeholders are sorts of them, and which only speak in the study."""
    unspecified = pc.match_substring(columns["label"], CLASS_LABEL, ignore_case=True)
    stated = pc.equal(columns["instance"], CLASS)
    crowd = pc.equal(columns["granularity"], CROWD) if "granularity" in columns else pa.scalar(None, pa.bool_())
    nobody = pa.repeat(pa.scalar(False), len(unspecified))
    return {"is_class": pc.coalesce(stated, unspecified, nobody), "is_crowd": pc.coalesce(crowd, nobody)}


def crowds_of(actors: pa.Table) -> list[str]:
    """Ids of the actors who only speak in the study."""
    crowds: list[str] = actors.filter(actors["is_crowd"])["id"].to_pylist()
    return crowds


def _verbs(table: pa.Table, layout: Layout) -> pa.Table:
    verbs = typed(table["predicate"], "text")
    labels = pc.coalesce(typed(table["label"], "text"), verbs)
    columns = {"id": verbs, "kind": pa.repeat(pa.scalar(VERB_LABEL), table.num_rows), "label": labels}
    for column, (name, of) in verb_columns(table.column_names).items():
        columns[name] = typed(table[column], of)
    return pa.table({name: columns[name] for name in layout.nodes[VERB_LABEL]})


def _profiles(profiles: pa.Table | None, actors: pa.ChunkedArray) -> dict[str, pa.Array]:
    if profiles is None:
        return {name: pa.nulls(len(actors), ARROW[of]) for name, of in profile_columns(()).values()}
    ids, profiled = typed(actors, "text"), typed(profiles["actor"], "text")
    columns = profile_columns(profiles.column_names)
    return {name: lookup(ids, profiled, typed(profiles[column], of)) for column, (name, of) in columns.items()}


def study_node(settings: Settings, left_out: str = "", cautions: Sequence[str] = ()) -> pa.Table:
    """The node of the study itself.

    Args:
        settings: the study's settings.
        left_out: how many rows were left out for errors; empty if none.
        cautions: what else every result must say, such as a column that no claim fills.
    """
    focus = settings.focus
    row = {
        "id": settings.id,
        "kind": STUDY_LABEL,
        "label": settings.title,
        "in_question": focus.in_question or None,
        "compared_with": focus.compared_with or None,
        "focus_values": ";".join(focus.values) or None,
        "steps": ";".join(settings.steps),
        "supply": ";".join(settings.supply) or None,
        "barriers": ";".join(settings.barriers) or None,
        "enablers": ";".join(settings.enablers) or None,
        "language": settings.language,
        "left_out": left_out or None,
        "cautions": "\n".join(cautions) or None,
    }
    return arrays({name: [row[name]] for name in STUDY_PROPERTIES}, STUDY_PROPERTIES)


@dataclass(frozen=True)
class EdgeTable:
    """Relationships of one type between two labels.

    ``rows`` has the columns ``start`` and ``end`` (ids), then the properties of the type.
    """

    type: str
    start: str
    end: str
    rows: pa.Table


@dataclass(frozen=True)
class NodeIds:
    """All node ids of a study with the label of each, for vectorised look-ups."""

    ids: pa.Array
    labels: pa.Array

    @classmethod
    def of(cls, nodes: Mapping[str, pa.Table]) -> "NodeIds":
        """Collect the ids of node tables."""
        # The study and its verbs may have the name of a stage or a type of evidence; nothing refers to them.
        named = [table for label, table in nodes.items() if label not in APART]
        ids = pa.concat_arrays([table["id"].combine_chunks() for table in named])
        labels = pa.concat_arrays([table["kind"].combine_chunks() for table in named])
        return cls(ids, labels)

    def label_of(self, ids: pa.Array) -> pa.Array:
        """Label of each id; null if there is no such node."""
        return lookup(ids, self.ids, self.labels)


def edge_tables(
    tables: Mapping[str, pa.Table], stages: Mapping[str, Stage], nodes: NodeIds, layout: Layout
) -> list[EdgeTable]:
    """All relationships but claims, one table per type and pair of labels."""
    found = [table for edges in _references(tables, nodes) for table in edges]
    found.extend(_rows(tables))
    pairs = successions(stages)
    following = pa.table({"start": pa.array([a for a, _ in pairs], pa.string()), "end": [b for _, b in pairs]})
    if pairs:
        found.append(EdgeTable("NEXT", "Stage", "Stage", following))
    return [table for table in found if table.type in layout.edges]


def _references(tables: Mapping[str, pa.Table], nodes: NodeIds) -> list[list[EdgeTable]]:
    found = []
    for reference in REFERENCE_EDGES:
        table = tables.get(reference.table)
        if table is None or table.num_rows == 0:
            continue
        schema = TABLES[reference.table]
        column = schema.column(reference.column)
        cells = table[reference.column].combine_chunks()
        starts = table[schema.id_column].combine_chunks()
        if column is not None and column.type == "list":
            lists = split_list(cells)
            starts = starts.take(pc.list_parent_indices(lists))
            ends = pc.list_flatten(lists)
        else:
            ends = null_if_empty(cells)
            starts, ends = starts.filter(ends.is_valid()), ends.filter(ends.is_valid())
        start_label = KINDS_BY_NAME[schema.kind].label
        labels = nodes.label_of(ends)
        found.append(
            [
                EdgeTable(reference.type, start_label, label, _pick(starts, ends, labels, label))
                for label in sorted(pc.unique(labels.drop_null()).to_pylist())
            ]
        )
    return found


def _pick(starts: pa.Array, ends: pa.Array, labels: pa.Array, label: str) -> pa.Table:
    chosen = pc.equal(labels, label)
    return pa.table({"start": starts.filter(chosen), "end": ends.filter(chosen)})


def _rows(tables: Mapping[str, pa.Table]) -> list[EdgeTable]:
    found = []
    for edge in TABLE_EDGES:
        table = tables.get(edge.table)
        if table is None or table.num_rows == 0:
            continue
        columns = {"start": typed(table[edge.start], "text"), "end": typed(table[edge.end], "text")}
        for column, (name, of) in table_edge_columns(edge, table.column_names).items():
            columns[name] = typed(table[column], of)
        rows = pa.table(columns)
        both = pc.and_(rows["start"].is_valid(), rows["end"].is_valid())  # a body may have no named successor
        found.append(EdgeTable(edge.type, *ends_of(edge), rows.filter(both)))
    return found
