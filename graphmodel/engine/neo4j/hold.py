"""The right to load a database: taken by one build at a time, and looked at by every write.

A load marks the database before its first change and again after its last one, so a load that
dies leaves the mark ``unfinished`` behind, nothing is answered from what it left, and running
the build again completes it.
"""

import json
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from typing import Any

import neo4j
from neo4j.exceptions import DriverError, Neo4jError, TransientError

from graphmodel.engine.neo4j.connection import Connection
from graphmodel.engine.neo4j.state import (
    LOCKED,
    MARK,
    NODE,
    READY,
    WHOLE,
    State,
    layout_text,
    read_state,
    state_of,
)
from graphmodel.engine.record import BuildRecord
from graphmodel.problems import BuildError, BuildInProgress, GraphmodelError, ServerError
from graphmodel.schema.layout import UNFINISHED, Layout

_PATIENCE = 10.0
"""Seconds without a sign of life after which another build counts as dead."""
_BEAT = 2.0
"""Seconds between signs of life."""


class TakenOver(BuildError):
    """Another build has taken over, because this one seemed dead."""

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
                        f"{NODE} WHERE b.builder = $token SET b.beat = b.beat + 1", token=self._token
                    ).consume()
                )

    def _take(self, tx: neo4j.ManagedTransaction, dead: str) -> State:
        # The first statement locks the node; what it says afterwards stays so until the end.
        now = state_of(tx.run(f"{LOCKED} {WHOLE}").single(strict=True))
        if now.builder not in {"", dead, self._token}:
            raise _in_progress(now)
        tx.run(f"{NODE} SET b.builder = $token, b.part = -1", token=self._token).consume()
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
        now = state_of(tx.run(f"{LOCKED} {MARK}").single(strict=True))
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
        tx.run(f"{NODE} SET b.part = $part, b.part_count = $count", part=part, count=count).consume()
        return count

    def begin(self, study: str, title: str, layout: Layout) -> None:
        """Mark the database as unfinished, before the first change.

        The layout holds what is there before and after, so that a later build knows all there may be.
        """
        both = {**self.state.layout.nodes, **layout.nodes}, {**self.state.layout.edges, **layout.edges}
        self.write(
            f"{NODE} SET b.state = '{UNFINISHED}', b.study = $study, b.title = $title, b.layout = $layout RETURN 1",
            study=study,
            title=title,
            layout=layout_text(Layout(*both)),
        )

    def finish(self, record: BuildRecord, layout: Layout) -> None:
        """Mark it as whole, after the last change.

        The right stays ours until ``release``, because the driver may have to send this twice.
        """
        self.write(
            f"{NODE} SET b.state = '{READY}', b.serial = b.serial + 1, b.record = $record, b.layout = $layout RETURN 1",
            record=json.dumps(asdict(record)),
            layout=layout_text(layout),
        )

    def release(self) -> None:
        """Give the right back, so that the next build need not wait; the mark stays as it is."""
        self._ended.set()
        with suppress(GraphmodelError, Neo4jError, DriverError):  # the server may be what has gone
            self._connection.write(
                lambda tx: tx.run(f"{NODE} WHERE b.builder = $token REMOVE b.builder", token=self._token).consume()
            )


@contextmanager
def holding(connection: Connection) -> Iterator[Hold]:
    """Hold the right to load, and give it back at the end, however that comes.

    Raises:
        BuildInProgress: another build is at work.
        ServerError: the server refused a statement of ours.
    """
    hold = Hold(connection)
    try:
        yield hold
    except Neo4jError as error:
        raise ServerError(
            f"{connection.server.shown} refused a part of the load. See the server's log for what is wrong (often "
            "memory, space on the disk, or rights). Then build again: what was sent is kept, and the rest is added."
        ) from error
    finally:
        hold.release()


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
