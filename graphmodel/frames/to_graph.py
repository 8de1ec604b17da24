"""Frames back to a graph that an engine loads: how questions are asked of a slice."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.graph.build import GraphTables
from graphmodel.graph.columns import ARROW
from graphmodel.graph.nodes_and_edges import EdgeTable, NodeIds
from graphmodel.graph.spool import ClaimSpool
from graphmodel.schema.layout import STUDY_LABEL, Layout, PropertyType


def graph_of(frames: StudyFrames, layout: Layout, study: pd.DataFrame, folder: Path) -> GraphTables:
    """The graph that frames describe.

    Args:
        frames: the study.
        layout: of the graph that they were read from.
        study: the row of the Study node, which frames do not hold.
        folder: where claims are set aside while the graph is loaded.
    """
    nodes = {
        label: _table(study if label == STUDY_LABEL else frames.nodes(label), properties)
        for label, properties in layout.nodes.items()
    }
    ids = NodeIds.of(nodes)
    edges = [table for type_ in layout.edges if type_ != "CLAIM" for table in _edges(frames, layout, type_, ids)]
    spool = ClaimSpool(folder, layout.edges["CLAIM"])
    claims = frames.claims.rename(columns={"subject": "start", "object": "end"})
    if len(claims):
        spool.add(_ended(_table(claims, {"start": "text", "end": "text", **layout.edges["CLAIM"].properties}), ids))
    return GraphTables(layout, nodes, edges, spool.close())


def _table(frame: pd.DataFrame, properties: Mapping[str, PropertyType]) -> pa.Table:
    return pa.table({name: pa.array(frame[name], ARROW[of], from_pandas=True) for name, of in properties.items()})


def _ended(rows: pa.Table, ids: NodeIds) -> pa.Table:
    """Rows with the labels of both ends."""
    for end in ("start", "end"):
        rows = rows.append_column(f"{end}_label", ids.label_of(rows[end].combine_chunks()))
    return rows


def _edges(frames: StudyFrames, layout: Layout, type_: str, ids: NodeIds) -> Iterator[EdgeTable]:
    edge = layout.edges[type_]
    rows = _ended(_table(frames.edges(type_), {"start": "text", "end": "text", **edge.properties}), ids)
    for start, end in edge.pairs:
        chosen = rows.filter(pc.and_(pc.equal(rows["start_label"], start), pc.equal(rows["end_label"], end)))
        if chosen.num_rows:
            yield EdgeTable(type_, start, end, chosen.drop_columns(["start_label", "end_label"]))
