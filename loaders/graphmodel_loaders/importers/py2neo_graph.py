"""Graphs of py2neo: read as nodes and relationships, and opened on a server.

py2neo is an extra and is loaded here only, when it is first needed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from graphmodel.formats import ImportedStudy, Importer
from graphmodel.problems import GraphmodelError, ServerError, StudyError
from graphmodel.schema.layout import BUILD_LABEL

if TYPE_CHECKING:
    import py2neo

    from graphmodel_loaders.graph_parts import GraphNode, GraphRelationship, Key

_BUILD = f"MATCH (b:{BUILD_LABEL}) RETURN b.state AS state, b.serial AS serial"
_NODES = "MATCH (n) RETURN id(n), labels(n), properties(n)"
_RELATIONSHIPS = "MATCH (a)-[r]->(b) RETURN type(r), id(a), id(b), properties(r)"


def import_py2neo(graph: "py2neo.Graph | py2neo.Subgraph", *, study_id: str = "study") -> ImportedStudy:
    """The tables and settings of the study that a graph of py2neo is.

    Args:
        graph: see :func:`read_py2neo`.
        study_id: id of the study where the graph names none.

    Raises:
        GraphmodelError, StudyError, ServerError: as :func:`read_py2neo` and :func:`study_tables` do.
    """
    from graphmodel_loaders.graph_tables import study_tables

    return study_tables(*read_py2neo(graph), default_id=study_id)


def read_py2neo(graph: "py2neo.Graph | py2neo.Subgraph") -> "tuple[dict[Key, GraphNode], list[GraphRelationship]]":
    """All nodes and relationships of a graph, including parallel relationships.

    Args:
        graph: a ``py2neo.Graph`` (everything in its database is read, in one transaction that only
            reads), or a ``py2neo.Subgraph``, which nodes, relationships and paths are as well.

    Raises:
        GraphmodelError: py2neo is not installed.
        StudyError: it is none of these.
        ServerError: the server failed.
    """
    known = _py2neo()
    if isinstance(graph, known.Graph):
        with _translated(graph.service.uri):
            return _of_database(graph)
    if isinstance(graph, known.Subgraph):
        with _translated("the server that the subgraph comes from"):
            return _of_subgraph(graph)
    raise StudyError(f"This is a {type(graph).__name__}. Pass a py2neo.Graph or a py2neo.Subgraph.")


def connect_py2neo(uri: str, database: str, username: str, password: str) -> "py2neo.Graph":
    """Open a ``py2neo.Graph`` on a database of a server; an empty name is the server's default database.

    Raises:
        GraphmodelError: py2neo is not installed.
        ServerError: it cannot connect.
    """
    known = _py2neo()
    with _translated(uri):
        graph = known.Graph(
            uri,
            name=database or None,
            auth=(username, password),
            routing=uri.startswith("neo4j"),  # otherwise an address in NEO4J_URI would decide
        )
        graph.evaluate("RETURN 1")  # reports a wrong name of a database
    return graph


def _py2neo() -> Any:
    try:
        import py2neo
    except ImportError as error:
        raise GraphmodelError("py2neo is not installed. Install it with: pip install graphmodel[py2neo]") from error
    return py2neo


@contextmanager
def _translated(where: str) -> Iterator[None]:
    """Turn the errors of py2neo, which have no common ancestor, into a ServerError."""
    from py2neo import errors

    known = (
        errors.Neo4jError,
        errors.ConnectionUnavailable,
        errors.ConnectionBroken,
        errors.ConnectionLimit,
        errors.ServiceUnavailable,
        errors.ProtocolError,
        OSError,
    )
    try:
        yield
    except known as error:
        raise ServerError(
            f"py2neo cannot use {where}: {error}. Check that the server runs and that your password is right. "
            "graphmodel itself does not need py2neo to use the server."
        ) from error


def _of_database(graph: "py2neo.Graph") -> "tuple[dict[Key, GraphNode], list[GraphRelationship]]":
    from graphmodel_loaders.graph_parts import GraphNode, GraphRelationship

    reading = graph.begin(readonly=True)
    try:
        before = reading.run(_BUILD).data()
        nodes: dict[Key, GraphNode] = {
            id_: GraphNode(frozenset(labels), properties) for id_, labels, properties in reading.run(_NODES)
        }
        relationships = [GraphRelationship(*row) for row in reading.run(_RELATIONSHIPS)]
        changed = reading.run(_BUILD).data() != before
    finally:
        graph.rollback(reading)
    if changed or any(
        relationship.start not in nodes or relationship.end not in nodes for relationship in relationships
    ):
        raise ServerError("The graph changed while it was read. Import it again when nobody writes to it.")
    return nodes, relationships


def _of_subgraph(graph: "py2neo.Subgraph") -> "tuple[dict[Key, GraphNode], list[GraphRelationship]]":
    from graphmodel_loaders.graph_parts import GraphNode, GraphRelationship

    nodes = {_key(node): GraphNode(frozenset(node.labels), _properties(node)) for node in graph.nodes}
    relationships = [
        GraphRelationship(
            type(relationship).__name__,
            _key(relationship.start_node),
            _key(relationship.end_node),
            _properties(relationship),
        )
        for relationship in graph.relationships
    ]
    return nodes, relationships


def _key(node: "py2neo.Node") -> "Key":
    """Identifies a node: its place in its database, or the object itself if it is in none."""
    if node.graph is None or node.identity is None:
        return id(node)
    return node.graph.service.uri, node.graph.name, node.identity


def _properties(entity: "py2neo.Node | py2neo.Relationship") -> dict[str, Any]:
    # By keys, because a copy would miss what py2neo has not fetched yet.
    return {name: entity[name] for name in entity.keys()}  # noqa: SIM118


def _is_py2neo(source: object) -> bool:
    return any(of.__module__.partition(".")[0] == "py2neo" for of in type(source).__mro__)


IMPORTER = Importer(
    "py2neo",
    "a py2neo.Graph or py2neo.Subgraph (from Python only)",
    import_py2neo,
    _is_py2neo,
    from_path=False,
)
