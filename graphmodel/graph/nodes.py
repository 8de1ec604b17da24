"""Node rows from the checked tables."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.graph.columns import ARROW, arrays, lookup, typed
from graphmodel.graph.stages import Stage
from graphmodel.schema import KINDS, TABLES
from graphmodel.schema.layout import (
    STUDY_LABEL,
    STUDY_PROPERTIES,
    VERB_LABEL,
    Layout,
    node_columns,
    profile_columns,
    verb_columns,
)
from graphmodel.settings import Settings


def node_tables(
    tables: Mapping[str, pa.Table], settings: Settings, stages: Mapping[str, Stage], layout: Layout
) -> dict[str, pa.Table]:
    """One Arrow table per label, with the columns of the layout in its order."""
    found = {STUDY_LABEL: _study(settings)}
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
        columns.update(profiles)
        found[kind.label] = pa.table({name: columns[name] for name in properties})
    found[VERB_LABEL] = _verbs(tables["predicates"], layout)
    return found


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


def _study(settings: Settings) -> pa.Table:
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
        "language": settings.language,
    }
    return arrays({name: [row[name]] for name in STUDY_PROPERTIES}, STUDY_PROPERTIES)
