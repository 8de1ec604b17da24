"""The embedded engine: Ladybug (MIT), a graph database in one file that speaks Cypher."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import ladybug
import pyarrow as pa

from graphmodel.engine.contract import Engine, Parameters
from graphmodel.engine.failures import worded
from graphmodel.engine.statement import plain_name, quoted
from graphmodel.graph.build import GraphTables
from graphmodel.problems import EngineError
from graphmodel.schema.layout import Layout, PropertyType
from graphmodel.wording import Call, Message

_DDL: dict[PropertyType, str] = {"text": "STRING", "integer": "INT64", "boolean": "BOOL", "list": "STRING[]"}
_POOL = 1 << 30
"""Least bytes of the page buffer for loading."""

_POOL_PER_ROW = 1 << 10
"""Bytes of page buffer that loading needs for a row (a million claims load in one gigabyte)."""

ROWS_PER_COPY = 1_000_000
"""Rows loaded at once: a second COPY into the same table is several times slower than the first."""


class EmbeddedEngine(Engine):
    """Reads one database file.

    Args:
        file: the database; it is opened read-only and may be read by several processes. Open only what this
            program built (see ``store``): a crafted file can run code.
        layout: what it holds.

    Raises:
        EngineError: the file cannot be opened.
    """

    name = "embedded"

    def __init__(self, file: Path, layout: Layout) -> None:
        self._layout = layout
        try:
            self._database = ladybug.Database(str(file), read_only=True, buffer_pool_size=_pool(0))
            self._connection = ladybug.Connection(self._database)
        except Exception as error:
            raise EngineError(
                Message(
                    "The database {} cannot be opened: {}. {} builds it again.",
                    file.name,
                    error,
                    Call("graphmodel build --force", "gm.build_study(..., force=True)"),
                )
            ) from error

    def _run(self, statement: str, parameters: Parameters) -> pa.Table:
        return _rows(self._connection, statement, dict(parameters))

    def _reason(self, error: Exception) -> str:
        return worded(str(error), self.layout)

    def layout(self) -> Layout:
        """As the build made it; it is never read from the file."""
        return self._layout

    def close(self) -> None:
        """Release the file. Closing twice does nothing."""
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
        yield f"CREATE NODE TABLE {quoted(label)}({', '.join(_columns(properties))}, PRIMARY KEY(`id`))"
    for edge in layout.edges.values():
        ends = [f"FROM {quoted(start)} TO {quoted(end)}" for start, end in edge.pairs]
        yield f"CREATE REL TABLE {quoted(edge.name)}({', '.join([*ends, *_columns(edge.properties)])})"


def _columns(properties: Mapping[str, PropertyType]) -> list[str]:
    return [f"{quoted(name)} {_DDL[of]}" for name, of in properties.items()]


def copies(graph: GraphTables) -> Iterator[tuple[str, pa.Table]]:
    """Everything there is to load, nodes first: statements that take ``$rows``, and the rows, never none."""
    for label, rows in graph.nodes.items():
        if rows.num_rows:
            yield f"COPY {quoted(label)} FROM $rows", rows
    for edge in graph.edges:
        if edge.rows.num_rows:
            yield _copy(edge.type, edge.start, edge.end), edge.rows
    for part in graph.claims:
        for rows in part.slices(ROWS_PER_COPY):
            yield _copy("CLAIM", part.start, part.end), rows


def _copy(type_: str, start: str, end: str) -> str:
    return f"COPY {quoted(type_)} FROM $rows (from='{plain_name(start)}', to='{plain_name(end)}')"


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


def _pool(size: int) -> int:
    """Bytes for the page buffer, 0 for the engine's own choice (four fifths of the machine's memory).

    What is not needed is not taken. GRAPHMODEL_MEMORY_MB sets another size.
    """
    named = os.environ.get("GRAPHMODEL_MEMORY_MB", "")
    return int(named) << 20 if named.isdigit() else size
