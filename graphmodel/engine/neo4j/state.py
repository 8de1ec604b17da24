"""What a database itself says of the study it holds: one node, ``GraphmodelBuild``.

It says which study the database holds, whether that is whole (``ready``) or in the middle of a
load (``unfinished``), a serial number that every finished load raises, and who is loading. A
load marks the database before its first change and again after its last one, so a load that
dies leaves the mark ``unfinished`` behind, nothing is answered from what it left, and running
the build again completes it.
"""

import json
import threading
import time
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any

import neo4j
from neo4j.exceptions import DriverError, Neo4jError, TransientError

from graphmodel.engine.neo4j.connection import Connection
from graphmodel.engine.store import BuildRecord
from graphmodel.graph.layout import EdgeType, Layout
from graphmodel.problems import BuildError, BuildInProgress, GraphmodelError, ServerError

LABEL = "GraphmodelBuild"
READY, UNFINISHED, EMPTY = "ready", "unfinished", "empty"

_NODE = f"MATCH (b:{LABEL} {{id: 'build'}})"
_MARK = (
    "b.state AS state, b.serial AS serial, b.study AS study, b.title AS title, b.builder AS builder, "
    "b.beat AS beat, b.part AS part, b.part_count AS part_count"
)
_WHOLE = f"{_MARK}, b.record AS record, b.layout AS layout"
_LOCKED = f"{_NODE} SET b.beat = b.beat + 1 RETURN"
_PATIENCE = 10.0
"""Seconds without a sign of life after which another build is taken for dead."""
_BEAT = 2.0
"""Seconds between signs of life."""


@dataclass(frozen=True)
class State:
    """What the node says. ``builder`` is empty where nobody is loading.

    ``part`` is the number of the builder's last write and ``part_count`` what that counted.
    ``record`` and ``layout`` are left out where only the mark is read.
    """

    state: str = EMPTY
    serial: int = 0
    study: str = ""
    title: str = ""
    builder: str = ""
    beat: int = 0
    part: int = -1
    part_count: int = 0
    record: BuildRecord | None = None
    layout: Layout = field(default_factory=lambda: Layout({}, {}))

    @property
    def named(self) -> str:
        """The study for messages."""
        return f"the study {self.title or self.study}" if self.study else "a study"


def read_state(connection: Connection) -> State:
    """What the database says now; ``empty`` where graphmodel has not been here."""
    return connection.read(lambda tx: _state(tx.run(f"{_NODE} RETURN {_WHOLE}").single()))


def mark_in(tx: neo4j.ManagedTransaction) -> State:
    """The mark alone, inside a transaction."""
    return _state(tx.run(f"{_NODE} RETURN {_MARK}").single())


def _state(row: neo4j.Record | None) -> State:
    if row is None:
        return State()
    return State(
        state=row["state"],
        serial=row["serial"],
        study=row["study"] or "",
        title=row["title"] or "",
        builder=row["builder"] or "",
        beat=row["beat"],
        part=-1 if row["part"] is None else row["part"],
        part_count=row["part_count"] or 0,
        record=BuildRecord(**json.loads(row["record"])) if row.get("record") else None,
        layout=_layout(json.loads(row["layout"])) if row.get("layout") else Layout({}, {}),
    )


class TakenOver(BuildError):
    """Another build has taken this one for dead and gone on in its place."""

    def __init__(self) -> None:
        super().__init__(
            "Another build of this database has taken over, because this one gave no sign of life for a while. "
            "Nothing is lost: the other one completes it."
        )


class TooMuchAtOnce(BuildError):
    """The server has no memory for a write of this size."""

    def __init__(self) -> None:
        super().__init__(
            "The server has too little memory for a load, even row by row. Give it more "
            "(server.memory.heap.max_size, or dbms.memory.transaction.total.max)."
        )


class Hold:
    """The right to load a database. Every write makes sure that it is still ours.

    A server may carry out a write and die before it says so; the driver then sends the write
    again. Each is numbered, and the number is kept in the database together with what was
    written, so that nothing is written twice.
    """

    def __init__(self, connection: Connection, patience: float = _PATIENCE) -> None:
        """Take the right.

        Args:
            connection: to the database; the node must be there (see ``prepare``).
            patience: seconds to watch another build for a sign of life.

        Raises:
            BuildInProgress: another build is at work.
        """
        self._connection = connection
        self._token = uuid.uuid4().hex
        self._part = -1
        before = read_state(connection)
        if before.builder:
            _watch(connection, before, patience)
        self.state = connection.write(self._take, before.builder)
        self._ended = threading.Event()
        threading.Thread(target=self._live, daemon=True).start()

    def _live(self) -> None:
        """Give a sign of life now and then: some writes, and what we do between them, take long."""
        while not self._ended.wait(_BEAT):
            with suppress(GraphmodelError, Neo4jError, DriverError):  # the next write will tell
                self._connection.write(
                    lambda tx: tx.run(
                        f"{_NODE} WHERE b.builder = $token SET b.beat = b.beat + 1", token=self._token
                    ).consume()
                )

    def _take(self, tx: neo4j.ManagedTransaction, dead: str) -> State:
        # The first statement locks the node; what it says afterwards stays so until the end.
        now = _state(tx.run(f"{_LOCKED} {_WHOLE}").single(strict=True))
        if now.builder not in {"", dead, self._token}:
            raise _in_progress(now)
        tx.run(f"{_NODE} SET b.builder = $token, b.part = -1", token=self._token).consume()
        return now

    def write(self, statement: str, **parameters: Any) -> int:
        """Run one writing statement that returns a single count, and give that count.

        Raises:
            TakenOver: the right to load is no longer ours.
            TooMuchAtOnce: the server has no memory for it.
        """
        self._part += 1
        return self._connection.write(self._guarded, self._part, statement, parameters)

    def _guarded(self, tx: neo4j.ManagedTransaction, part: int, statement: str, parameters: Mapping[str, Any]) -> int:
        now = _state(tx.run(f"{_LOCKED} {_MARK}").single(strict=True))
        if now.builder != self._token:
            raise TakenOver
        if now.part == part:
            return now.part_count
        try:
            count = int(tx.run(statement, dict(parameters)).single(strict=True)[0])
        except TransientError as error:
            # The driver would send the same again and again.
            if "Memory" in (error.code or ""):
                raise TooMuchAtOnce from error
            raise
        tx.run(f"{_NODE} SET b.part = $part, b.part_count = $count", part=part, count=count).consume()
        return count

    def begin(self, study: str, title: str, layout: Layout) -> None:
        """Mark the database as unfinished, before the first change.

        The layout holds what is there before and after, so that a later build knows all there may be.
        """
        both = {**self.state.layout.nodes, **layout.nodes}, {**self.state.layout.edges, **layout.edges}
        self.write(
            f"{_NODE} SET b.state = '{UNFINISHED}', b.study = $study, b.title = $title, b.layout = $layout RETURN 1",
            study=study,
            title=title,
            layout=_written(Layout(*both)),
        )

    def finish(self, record: BuildRecord, layout: Layout) -> None:
        """Mark it as whole, after the last change.

        The right stays ours until ``let_go``, because the driver may have to send this twice.
        """
        self.write(
            f"{_NODE} SET b.state = '{READY}', b.serial = b.serial + 1, b.record = $record, b.layout = $layout "
            "RETURN 1",
            record=json.dumps(asdict(record)),
            layout=_written(layout),
        )

    def let_go(self) -> None:
        """Give the right back, so that the next build need not wait; the mark stays as it is."""
        self._ended.set()
        with suppress(GraphmodelError, Neo4jError, DriverError):  # the server may be what has gone
            self._connection.write(
                lambda tx: tx.run(f"{_NODE} WHERE b.builder = $token REMOVE b.builder", token=self._token).consume()
            )


def ready_properties(record: BuildRecord, title: str, layout: Layout) -> dict[str, str | int]:
    """Properties of the node where a database is written whole and from outside (see ``import_files``).

    The serial number comes from the content, so that another import is another study to those who have it open.
    """
    return {
        "id": "build",
        "state": READY,
        "serial": int(record.content[:12], 16),
        "beat": 0,
        "study": record.database,
        "title": title,
        "record": json.dumps(asdict(record)),
        "layout": _written(layout),
    }


def prepare(connection: Connection) -> None:
    """Make the node, in a database that is empty or ours.

    Raises:
        ServerError: the database holds nodes of somebody else.
    """
    if read_state(connection) == State():
        others = connection.read(lambda tx: tx.run("MATCH (n) RETURN count(n) AS n").single(strict=True)["n"])
        if others:
            raise ServerError(
                f"{connection.server.shown} holds {others:,} nodes that graphmodel did not write, and a study needs "
                "a database of its own. Name an empty one with --database, or empty this one yourself."
            )
    connection.write(
        lambda tx: tx.run(
            f"CREATE CONSTRAINT graphmodel_build IF NOT EXISTS FOR (b:{LABEL}) REQUIRE b.id IS UNIQUE"
        ).consume()
    )
    connection.write(
        lambda tx: tx.run(
            f"MERGE (b:{LABEL} {{id: 'build'}}) ON CREATE SET b.state = '{EMPTY}', b.serial = 0, b.beat = 0"
        ).consume()
    )


def _watch(connection: Connection, before: State, patience: float) -> None:
    """Return when another build has gone or gives no sign of life.

    Raises:
        BuildInProgress: it is at work.
    """
    until = time.monotonic() + patience
    while time.monotonic() < until:
        time.sleep(min(0.5, patience / 4))
        now = read_state(connection)
        if not now.builder:
            return
        if (now.builder, now.beat) != (before.builder, before.beat):
            raise _in_progress(now)


def _in_progress(now: State) -> BuildInProgress:
    return BuildInProgress(f"Another build of {now.named} into this database is running. Wait until it ends.")


def _written(layout: Layout) -> str:
    nodes = {label: dict(properties) for label, properties in layout.nodes.items()}
    edges = {
        name: {"pairs": [list(pair) for pair in edge.pairs], "properties": dict(edge.properties)}
        for name, edge in layout.edges.items()
    }
    return json.dumps({"nodes": nodes, "edges": edges})


def _layout(data: Mapping[str, Any]) -> Layout:
    edges = {
        name: EdgeType(name, tuple((a, b) for a, b in edge["pairs"]), edge["properties"])
        for name, edge in data["edges"].items()
    }
    return Layout(data["nodes"], edges)
