"""An open study as a graph of another library: networkx, which researchers know, or py2neo."""

from typing import TYPE_CHECKING, Any

import networkx as nx
import pandas as pd

from graphmodel.engine.contract import Engine
from graphmodel.engine.neo4j.reading import Neo4jEngine
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import EngineError
from graphmodel.schema import KINDS
from graphmodel_loaders.importers.py2neo_graph import connect_py2neo

if TYPE_CHECKING:
    import py2neo


def to_networkx(frames: StudyFrames) -> "nx.MultiDiGraph[str]":
    """The nodes and claims of a study; see :meth:`OpenStudy.to_networkx`."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(study=frames.settings.id, title=frames.settings.title)
    for kind in KINDS:
        for row in _records(frames.nodes(kind.label)):
            graph.add_node(row.pop("id"), **row)
    for row in _records(frames.claims.drop(columns=["subject_kind", "object_kind"])):
        graph.add_edge(row.pop("subject"), row.pop("object"), key=row.pop("claim"), **row)
    return graph


def to_py2neo(engine: Engine) -> "py2neo.Graph":
    """A ``py2neo.Graph`` on the database that an engine uses; see :meth:`OpenStudy.to_py2neo`."""
    if not isinstance(engine, Neo4jEngine):
        raise EngineError(
            "This study is open in a file, which py2neo cannot read. Build it on a Neo4j server "
            "(gm.build_on_server(study, server)) and open it there: gm.open_study(study, on=server).to_py2neo()."
        )
    server = engine.server
    return connect_py2neo(server.uri, server.database, server.username, server.password)


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as plain Python, without what is missing."""
    plain = frame.astype(object)
    return [
        {str(name): value for name, value in row.items() if isinstance(value, list) or pd.notna(value)}
        for row in plain.to_dict("records")
    ]
