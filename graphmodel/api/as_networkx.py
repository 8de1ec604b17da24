"""A study as a graph of networkx, the library that researchers know."""

from typing import Any

import networkx as nx
import pandas as pd

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema import KINDS


def to_networkx(frames: StudyFrames) -> "nx.MultiDiGraph[str]":
    """The nodes and claims of a study; see :meth:`OpenStudy.to_networkx`."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(study=frames.settings.id, title=frames.settings.title)
    for kind in KINDS:
        for row in _records(frames.nodes(kind.label)):
            graph.add_node(row.pop("id"), **row)
    for row in _records(frames.claims.drop(columns=["subject_kind", "object_kind"])):
        graph.add_edge(row.pop("subject"), row.pop("object"), key=row.pop("claim"), **row)
    return graph


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as plain Python, without what is missing."""
    plain = frame.astype(object)
    return [
        {str(name): value for name, value in row.items() if isinstance(value, list) or pd.notna(value)}
        for row in plain.to_dict("records")
    ]
