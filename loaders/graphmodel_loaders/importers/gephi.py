"""Tables of Gephi: nodes and edges as CSV files in a folder, as a workbook, or edges alone.

Facts: Gephi's page on spreadsheets (https://gephi.org/users/supported-graph-formats/spreadsheet): nodes have ``Id`` and
``Label``, edges ``Source``, ``Target``, ``Type`` (``Directed`` or ``Undirected``), ``Kind``, ``Id``, ``Label`` and
``Weight``, in upper or lower case; every other column is an attribute. What graphmodel wrote for Gephi is read back as
it was.
"""

from pathlib import Path

from graphmodel.account import Account
from graphmodel.problems import StudyError
from graphmodel_loaders.networks.builder import all_attributes
from graphmodel_loaders.networks.graph import Graph, GraphEdge, GraphNode, graph_importer
from graphmodel_loaders.networks.tables import Record, Table, is_study, open_tables

_CLAIMS = ("subject", "object", "predicate", "verb", "speaker", "stakeholder", "interview", "transcript", "quote")
"""Columns of a sheet of claims, for which source is where something was said."""
_UNDIRECTED = frozenset({"undirected", "mutual"})


def _read(path: Path, account: Account) -> Graph:
    tables = open_tables(path)
    if not any(map(_is_edges, tables)):
        raise StudyError(f"{path.name} has no table of edges: one with the columns Source and Target.")
    graph = Graph(has_all_nodes=False)
    for table in tables:
        if _is_edges(table):
            graph.edges += map(_edge, table.rows("edges", account))
        elif _is_nodes(table):
            graph.nodes += map(_node, table.rows("nodes", account))
        elif table.columns:
            what = "sheets" if table.is_sheet else "files"
            account.leave_out(what, "it has neither a column Id nor the columns Source and Target", table.title)
    return graph


def _node(record: Record) -> GraphNode:
    named = "label" if record.first("label") else "name"
    return GraphNode(
        record.first("id"), record.first(named), all_attributes(record.cells, ("id", "label", named)), record.place
    )


def _edge(record: Record) -> GraphEdge:
    direction = record.first("type").lower()
    known = {"id", "source", "target"} | ({"type"} if direction in _UNDIRECTED | {"directed"} else set())
    attributes = all_attributes(record.cells, known)
    if record.first("kind"):
        attributes.pop("label", None)  # the same verb, as people read it
    ends = (record.first("source"), record.first("target"))
    return GraphEdge(record.first("id"), *ends, attributes, record.place, direction not in _UNDIRECTED)


def _is_edges(table: Table) -> bool:
    return table.has("source", "target")


def _is_nodes(table: Table) -> bool:
    return table.has("id") and not table.has_any("source", "target", "from", "to")


def _is_gephi(path: object) -> bool:
    if not isinstance(path, Path):
        return False
    tables = open_tables(path)
    if is_study(path, tables):
        return False
    edges = [table for table in tables if _is_edges(table)]
    return bool(edges) and (any(map(_is_nodes, tables)) or all(map(_is_of_gephi, edges)))


def _is_of_gephi(table: Table) -> bool:
    """Whether edges without nodes are those of Gephi, and no claims and no links of ATLAS.ti."""
    is_export = table.has("type", "weight") or table.has("id", "weight")
    is_atlas_ti = table.has("relation") and table.has_any("author", "created", "created_by", "modified", "modifier")
    return not is_atlas_ti and (is_export or not table.has_any(*_CLAIMS))


IMPORTER = graph_importer(
    "gephi",
    "node and edge tables of Gephi, as a folder of CSV files, a workbook or a CSV file of edges",
    "Gephi",
    _read,
    _is_gephi,
    (".csv", ".xlsx"),
)
