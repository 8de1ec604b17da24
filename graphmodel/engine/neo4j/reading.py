"""The engine that queries a study on a Neo4j server, and how the answers of a server become columns."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import neo4j
import neo4j.graph
import pyarrow as pa
from neo4j.exceptions import Neo4jError
from neo4j.time import Date, DateTime, Duration, Time

from graphmodel.engine.contract import Engine, Parameters
from graphmodel.engine.failures import no_property, no_table, properties_of, worded
from graphmodel.engine.limits import Limits
from graphmodel.engine.neo4j.address import Server
from graphmodel.engine.neo4j.connection import Connection, first_line
from graphmodel.engine.neo4j.state import EMPTY, READY, State, mark_in, read_state
from graphmodel.problems import NotBuilt, ServerError, StatementInvalid
from graphmodel.schema.layout import ROW_HASH, Layout
from graphmodel.wording import Call, Message

_UNKNOWN_PROPERTY = "01N52"
_UNKNOWN_TABLES = ("01N50", "01N51")
"""What a server's remarks are numbered (GQL status): a property, a label, a type that it does not know."""

_NAME_IN_STATUS = re.compile(r"`(.+)` does not exist")  # later versions name the database behind it, in the same marks
_NO_COLUMN_TYPES = (neo4j.graph.Entity, neo4j.graph.Path, Date, DateTime, Time, Duration, tuple, list, dict)


class Neo4jEngine(Engine):
    """Reads the study in one database of a server, in read transactions.

    An answer is given only where the study was whole before and after the statement ran and is
    still the one that was opened; while somebody loads, asking is refused with the reason.

    Args:
        server: the server and who asks.

    Raises:
        ServerError: it cannot be reached, or holds a study that is not whole.
        NotBuilt: it holds none.
    """

    name = "Neo4j"

    def __init__(self, server: Server) -> None:
        self._connection = Connection(server)
        try:
            self._opened = read_state(self._connection)
            self._check(self._opened)
        except BaseException:
            self._connection.close()
            raise

    @property
    def server(self) -> Server:
        """The server that is asked, and who asks."""
        return self._connection.server

    @property
    def state(self) -> State:
        """What the database said of its study when it was opened."""
        return self._opened

    def _run(self, statement: str, parameters: Parameters, limits: Limits | None) -> pa.Table:
        if limits is None:
            return self._connection.read(self._guarded, statement, parameters, None)
        # Rows come in portions, so that no more than the limit and one portion are ever sent.
        timed = neo4j.unit_of_work(timeout=limits.seconds)(self._guarded)
        try:
            return self._connection.read(timed, statement, parameters, limits)
        except Neo4jError as error:
            if (error.code or "").rpartition(".")[2].startswith("TransactionTimedOut"):
                raise limits.out_of_time(statement) from error
            raise

    def _guarded(
        self, tx: neo4j.ManagedTransaction, statement: str, parameters: Parameters, limits: Limits | None
    ) -> pa.Table:
        self._check(mark_in(tx))
        result = tx.run(statement, dict(parameters))
        names, rows = result.keys(), []
        for record in result:
            rows.append(record.values())
            if limits is not None and len(rows) > limits.rows:
                raise limits.too_many_rows(statement)
        self._check_names(result.consume().gql_status_objects, statement)
        self._check(mark_in(tx))
        return as_table(names, rows)

    def _check(self, now: State) -> None:
        """Let only a whole study be read, and only the one that was opened."""
        server = self._connection.server
        where = server.shown
        build = Call(f"graphmodel build STUDY {server.options}", "gm.build_on_server(STUDY, SERVER)")
        if now.state == EMPTY:
            raise NotBuilt(Message("{} holds no study yet. Run {} first.", where, build))
        if now.state != READY:
            raise ServerError(
                Message(
                    "{}{} at {} is not complete: a build has not finished. Wait for it, or run {} to complete it.",
                    now.named[0].upper(),
                    now.named[1:],
                    where,
                    build,
                )
            )
        if now.serial != self._opened.serial:
            raise ServerError(f"{now.named} at {where} has been rebuilt since. Open it again.")

    def _check_names(self, remarks: Iterable[neo4j.GqlStatusObject], statement: str) -> None:
        """Refuse names that the graph does not have: a server would answer that there is nothing."""
        layout = self.layout()
        for remark in remarks:
            named = _NAME_IN_STATUS.search(remark.status_description)
            name = named[1] if named else ""
            if remark.gql_status == _UNKNOWN_PROPERTY and name not in properties_of(layout):
                raise StatementInvalid(self._message(no_property(name, "", layout)), statement)
            if remark.gql_status in _UNKNOWN_TABLES and name not in {*layout.nodes, *layout.edges}:
                raise StatementInvalid(self._message(no_table(name, layout)), statement)

    def _message(self, reason: str) -> str:
        return f"The {self.name} engine could not run this: {reason}"

    def _reason(self, error: Exception) -> str:
        said = error.message if isinstance(error, Neo4jError) and error.message else str(error)
        return worded(first_line(said), self.layout)

    def layout(self) -> Layout:
        """As the last build wrote it down: a server does not know columns that are empty."""
        return self._opened.layout

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def as_table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> pa.Table:
    """Rows of values as a table; nodes, relationships and paths become maps and lists of maps.

    A column that holds values of several types becomes text.
    """
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in names]
    return pa.Table.from_arrays([_column(column) for column in columns], names=list(names))


def _column(cells: list[Any]) -> pa.Array:
    if any(isinstance(cell, _NO_COLUMN_TYPES) for cell in cells):
        cells = [_plain(cell) for cell in cells]
    try:
        return pa.array(cells)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        return pa.array([None if cell is None else str(_plain(cell)) for cell in cells], pa.string())


def _plain(value: Any) -> Any:
    """A value of the server's as Python's own."""
    found = value
    if isinstance(value, neo4j.graph.Node):
        found = {"_label": ":".join(sorted(value.labels)), **_properties(value)}
    elif isinstance(value, neo4j.graph.Relationship):
        found = {"_label": value.type, **_properties(value)}
    elif isinstance(value, neo4j.graph.Path):
        found = [_plain(part) for part in value.nodes]
    elif isinstance(value, Date | DateTime | Time | Duration):
        found = value.iso_format()
    elif isinstance(value, list | tuple):  # a point is a tuple of its coordinates
        found = [_plain(part) for part in value]
    elif isinstance(value, dict):
        found = {name: _plain(part) for name, part in value.items()}
    return found


def _properties(entity: neo4j.graph.Entity) -> dict[str, Any]:
    return {name: _plain(value) for name, value in sorted(entity.items()) if name != ROW_HASH}
