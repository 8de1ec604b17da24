"""The embedded engine: Ladybug (MIT), a graph database in one file that speaks Cypher."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import ladybug
import pyarrow as pa

from graphmodel.engine.contract import Engine, Parameters
from graphmodel.engine.failures import worded
from graphmodel.graph.build import GraphTables
from graphmodel.problems import EngineError
from graphmodel.schema.layout import EdgeType, Layout, PropertyType

_DDL: dict[PropertyType, str] = {"text": "STRING", "integer": "INT64", "boolean": "BOOL", "list": "STRING[]"}
_FROM_DDL: dict[str, PropertyType] = {ddl: kind for kind, ddl in _DDL.items()}
_POOL = 1 << 30
"""Least bytes of the page buffer for loading."""

_POOL_PER_ROW = 1 << 10
"""Bytes of page buffer that loading needs for a row (a million claims load in one gigabyte)."""

ROWS_PER_COPY = 1_000_000
"""Rows loaded at once: a second COPY into the same table is several times slower than the first."""


class EmbeddedEngine(Engine):
    """Reads one database file.

    Args:
        file: the database; it is opened read-only and may be read by several processes.

    Raises:
        EngineError: the file cannot be opened.
    """

    name = "embedded"

    def __init__(self, file: Path) -> None:
        if file.is_file() and not file.stat().st_size:
            # The engine takes an empty file for an empty graph.
            raise EngineError(f"The database {file.name} is empty. Build the study again.")
        try:
            self._database = ladybug.Database(str(file), read_only=True, buffer_pool_size=_pool(0))
            self._connection = ladybug.Connection(self._database)
        except Exception as error:
            raise EngineError(f"The database {file.name} cannot be opened: {error}. Build the study again.") from error

    def _run(self, statement: str, parameters: Parameters) -> pa.Table:
        return _rows(self._connection, statement, dict(parameters))

    def _reason(self, error: Exception) -> str:
        return worded(str(error), self.layout)

    def layout(self) -> Layout:
        """Read from the database's own catalogue."""
        nodes: dict[str, dict[str, PropertyType]] = {}
        edges: dict[str, EdgeType] = {}
        tables = _rows(self._connection, "CALL show_tables() RETURN name, type").to_pylist()
        for table in sorted(tables, key=lambda row: str(row["name"])):
            name = table["name"]
            described = _rows(self._connection, f"CALL table_info('{name}') RETURN name, type")
            properties = {row["name"]: _FROM_DDL[row["type"]] for row in described.to_pylist()}
            if table["type"] == "NODE":
                nodes[name] = properties
            else:
                joined = _rows(self._connection, f"CALL show_connection('{name}') RETURN *")
                ends = [tuple(row.values())[:2] for row in joined.to_pylist()]
                edges[name] = EdgeType(name, tuple(sorted((str(a), str(b)) for a, b in ends)), properties)
        return Layout(nodes, edges)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
        self._database.close()


def write_database(file: Path, graph: GraphTables, advance: Callable[[int], None]) -> None:
    """Write a new database file by bulk COPY and close it.

    Args:
        file: where; must not exist.
        graph: what to load.
        advance: called with the number of rows loaded so far, after each table.
    """
    # By itself the engine would tidy up the whole file after each of some sixty COPYs; once, at the end, is enough.
    database = ladybug.Database(str(file), buffer_pool_size=pool_to_load(graph), auto_checkpoint=False)
    connection = ladybug.Connection(database)
    try:
        for statement in creations(graph.layout):
            connection.execute(statement)
        loaded = 0
        for statement, rows in copies(graph):
            connection.execute(statement, {"rows": rows})
            loaded += rows.num_rows
            advance(loaded)
        connection.execute("CHECKPOINT")
    finally:
        connection.close()
        database.close()


def creations(layout: Layout) -> Iterator[str]:
    """The statements that make the tables of a graph."""
    for label, properties in layout.nodes.items():
        columns = ", ".join(f"`{name}` {_DDL[of]}" for name, of in properties.items())
        yield f"CREATE NODE TABLE `{label}`({columns}, PRIMARY KEY(`id`))"
    for edge in layout.edges.values():
        ends = [f"FROM `{start}` TO `{end}`" for start, end in edge.pairs]
        columns_of_edge = [f"`{name}` {_DDL[of]}" for name, of in edge.properties.items()]
        yield f"CREATE REL TABLE `{edge.name}`({', '.join([*ends, *columns_of_edge])})"


def copies(graph: GraphTables) -> Iterator[tuple[str, pa.Table]]:
    """Everything there is to load, nodes first: statements that take ``$rows``, and the rows, never none."""
    for label, rows in graph.nodes.items():
        if rows.num_rows:
            yield f"COPY `{label}` FROM $rows", rows
    for edge in graph.edges:
        if edge.rows.num_rows:
            yield _copy(edge.type, edge.start, edge.end), edge.rows
    for part in graph.claims:
        for rows in part.slices(ROWS_PER_COPY):
            yield _copy("CLAIM", part.start, part.end), rows


def _copy(type_: str, start: str, end: str) -> str:
    return f"COPY `{type_}` FROM $rows (from='{start}', to='{end}')"


def pool_to_load(graph: GraphTables) -> int:
    """Bytes of page buffer for loading a graph."""
    return _pool(max(_POOL, sum(graph.counts.values()) * _POOL_PER_ROW))


def _rows(connection: ladybug.Connection, statement: str, parameters: dict[str, Any] | None = None) -> pa.Table:
    result = connection.execute(statement, parameters or {})
    if isinstance(result, list):  # several statements: refused before they come here
        raise EngineError("Only one statement can be asked at a time.", statement)
    try:
        return result.get_as_arrow()
    finally:
        # An unclosed result keeps its rows in the page buffer, which a few large ones would fill.
        result.close()


def _pool(wanted: int) -> int:
    """Bytes for the page buffer, 0 for the engine's own choice (four fifths of the machine's memory).

    What is not needed is not taken. GRAPHMODEL_MEMORY_MB sets another size.
    """
    asked = os.environ.get("GRAPHMODEL_MEMORY_MB", "")
    return int(asked) << 20 if asked.isdigit() else wanted
