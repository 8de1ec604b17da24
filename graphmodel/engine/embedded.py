"""The embedded engine: Ladybug (MIT), a graph database in one file that speaks Cypher."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import ladybug
import pyarrow as pa

from graphmodel.engine.contract import Engine, Parameters
from graphmodel.engine.database import LARGEST, DatabaseFile
from graphmodel.engine.failures import trouble_with_file
from graphmodel.engine.limited import LimitedReader
from graphmodel.engine.limits import Limits
from graphmodel.engine.statement import plain_name, quoted, tokenised
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
    """Reads one database file: in this process, or in another one where a statement has limits.

    Args:
        file: the database; it is opened read-only and may be read by several processes. Open only what this
            program built (see ``store``): a crafted file can run code.
        layout: what it holds.
        is_intact: whether the file is still the one that was opened; asked before another process opens it.

    Raises:
        EngineError: the file cannot be opened.
    """

    name = "embedded"

    def __init__(self, file: Path, layout: Layout, is_intact: Callable[[], bool] = lambda: True) -> None:
        self._layout = layout
        self._limited = LimitedReader(file, is_intact)
        self._closed = False
        try:
            self._file = DatabaseFile(file, _pool(0))
        except Exception as error:
            raise EngineError(
                Message(
                    "The database {} cannot be opened: {}. {} builds it again.",
                    file.name,
                    trouble_with_file(error),
                    Call("graphmodel build --force", "gm.build_study(..., force=True)"),
                )
            ) from error

    def _run(self, statement: str, parameters: Parameters, limits: Limits | None) -> pa.Table:
        if self._closed:
            raise EngineError("The study is closed. Open it again.", statement)
        if limits is None:
            rows = self._file.run(statement, parameters)
        else:
            rows = self._limited.run(statement, parameters, limits)
        return rows.rename_columns(tokenised(statement).headings(rows.column_names))

    def layout(self) -> Layout:
        """As the build made it; it is never read from the file."""
        return self._layout

    def close(self) -> None:
        """Release the file, and end the process for statements with limits. Closing twice does nothing."""
        self._closed = True
        self._limited.close()
        self._file.close()


def write_database(file: Path, graph: GraphTables, advance: Callable[[int], None]) -> None:
    """Write a new database file by bulk COPY and close it.

    Args:
        file: where; must not exist.
        graph: what to load.
        advance: called with the number of rows loaded so far, after each table.
    """
    # By itself the engine would tidy up the whole file after each of some sixty COPYs; once, at the end, is enough.
    database = ladybug.Database(
        str(file), buffer_pool_size=pool_to_load(graph), auto_checkpoint=False, max_db_size=LARGEST
    )
    try:
        with ladybug.Connection(database) as connection:
            for statement in creations(graph.layout):
                connection.execute(statement)
        loaded = 0
        for statement, rows in copies(graph):
            # A connection keeps the rows of every COPY until it is closed.
            with ladybug.Connection(database) as connection:
                connection.execute(statement, {"rows": rows})
            loaded += rows.num_rows
            advance(loaded)
        with ladybug.Connection(database) as connection:
            connection.execute("CHECKPOINT")
    finally:
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


def _pool(size: int) -> int:
    """Bytes for the page buffer, 0 for the engine's own choice (four fifths of the machine's memory).

    What is not needed is not taken. GRAPHMODEL_MEMORY_MB sets another size.
    """
    named = os.environ.get("GRAPHMODEL_MEMORY_MB", "")
    return int(named) << 20 if named.isdigit() else size
