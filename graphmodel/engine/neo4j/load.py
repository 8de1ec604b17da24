"""Brings a database to what a study's graph is: sends what is new or changed, deletes what has gone.

Order: relationships that have gone, nodes that have gone, nodes, relationships. A relationship
that has changed is deleted and written again; a node that has changed keeps its relationships. A first
load and the completion of one that died are the same thing with more or less of it there.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from graphmodel.engine.neo4j.changes import Changes, Part, relationship_parts
from graphmodel.engine.neo4j.connection import Connection
from graphmodel.engine.neo4j.hold import Hold, TooMuchAtOnce, holding
from graphmodel.engine.neo4j.rows import BatchSize, Hashes, ahead, batches
from graphmodel.engine.neo4j.state import State, prepare
from graphmodel.engine.record import BuildRecord
from graphmodel.engine.statement import quoted
from graphmodel.graph.build import GraphTables
from graphmodel.problems import ServerError
from graphmodel.schema.layout import ROW_HASH, Layout
from graphmodel.wording import counted

_GONE_AT_ONCE = 10_000
"""Relationships or nodes deleted in one transaction; many more fill a server's memory."""

_CLAIMS, _CLAIMS_ABOUT = "graphmodel_claim", "graphmodel_claim_about"
_SECONDS_TO_FILL = 3600
"""How long the server may take to fill an index."""


@dataclass(frozen=True)
class Loaded:
    """What a load did: nodes and relationships written (new or changed), and deleted."""

    written: int
    deleted: int


def load(
    connection: Connection,
    graph: GraphTables,
    record: BuildRecord,
    title: str,
    *,
    allow: Callable[[State], None],
    begin: Callable[[int], None],
    advance: Callable[[int], None],
) -> Loaded:
    """Make the database hold this graph and nothing else of ours.

    Args:
        connection: to the database.
        graph: what it is to hold.
        record: what it is to say of itself; ``record.database`` is the id of the study.
        title: the study's title, for messages.
        allow: raises where the study that is there must not be replaced.
        begin: called once with the number of rows that will be written or deleted.
        advance: called with how many of these are done.

    Raises:
        BuildInProgress: another build is at work on it.
        ServerError: it holds something else, or failed.
    """
    prepare(connection)
    with holding(connection) as hold:
        allow(hold.state)
        changes = Changes.between(connection, hold.state.layout, graph)
        begin(changes.written + changes.deleted)
        hold.begin(record.database, title, graph.layout)
        constrain_nodes(connection, graph.layout)
        _Loader(hold, advance).load(graph, changes)
        constrain_claims(connection)
        hold.finish(record, graph.layout)
    return Loaded(changes.written, changes.deleted)


class _Loader:
    """Sends changes, batch by batch, each as large as the server takes in about a second."""

    def __init__(self, hold: Hold, advance: Callable[[int], None]) -> None:
        self._hold = hold
        self._advance = advance
        self._done = 0
        self._size = BatchSize()

    def load(self, graph: GraphTables, changes: Changes) -> None:
        for type_, hashes in changes.gone.items():
            self._delete_relationships(type_, hashes)
        for label, ids in changes.nodes_gone.items():
            statement = f"UNWIND $gone AS id MATCH (n:{quoted(label)} {{id: id}}) DETACH DELETE n RETURN count(*)"
            for first in range(0, len(ids), _GONE_AT_ONCE):
                self._count(self._hold.write(statement, gone=ids[first : first + _GONE_AT_ONCE]))
        for label, rows in changes.nodes.items():
            self._send(_node_statement(label), [rows])
        for part in relationship_parts(graph):
            self._send(_relationship_statement(part), changes.new_rows(part))

    def _delete_relationships(self, type_: str, hashes: Hashes | None) -> None:
        pattern = f"MATCH ()-[r:{quoted(type_)}]->()"
        if hashes is None:
            statement = f"{pattern} WITH r LIMIT {_GONE_AT_ONCE} DELETE r RETURN count(*)"
            while deleted := self._hold.write(statement):
                self._count(deleted)
            return
        statement = f"{pattern} WHERE coalesce(r.{ROW_HASH}, 0) IN $gone DELETE r RETURN count(*)"
        for first in range(0, len(hashes), _GONE_AT_ONCE):
            self._count(self._hold.write(statement, gone=hashes[first : first + _GONE_AT_ONCE].tolist()))

    def _send(self, statement: str, tables: Iterable[pa.Table]) -> None:
        for batch in ahead(batches(tables, self._size)):
            self._send_batch(statement, batch)
            self._count(len(batch))

    def _send_batch(self, statement: str, batch: list[dict[str, Any]]) -> None:
        begun = time.monotonic()
        try:
            written = self._hold.write(statement, rows=batch)
        except TooMuchAtOnce:
            if not self._size.too_much():
                raise
            middle = len(batch) // 2
            self._send_batch(statement, batch[:middle])
            self._send_batch(statement, batch[middle:])
        else:
            self._size.took(time.monotonic() - begun)
            if written != len(batch):
                raise ServerError(
                    f"The server took {written:,} of {counted(len(batch), 'row')}. Somebody else is changing this "
                    "database; make sure that nobody does, then build again."
                )

    def _count(self, rows: int) -> None:
        self._done += rows
        self._advance(self._done)


def _node_statement(label: str) -> str:
    return (
        f"UNWIND $rows AS row MERGE (n:{quoted(label)} {{id: row.properties.id}}) SET n = row.properties "
        "RETURN count(*)"
    )


def _relationship_statement(part: Part) -> str:
    return (
        f"UNWIND $rows AS row MATCH (a:{quoted(part.start)} {{id: row.start}}) "
        f"MATCH (b:{quoted(part.end)} {{id: row.end}}) "
        f"CREATE (a)-[r:{quoted(part.type)}]->(b) SET r = row.properties RETURN count(*)"
    )


def constrain_nodes(connection: Connection, layout: Layout) -> None:
    """One node for each id of a label; without this, joining claims would look through all nodes."""
    for label in layout.nodes:
        name = quoted(_constraint_of(label))
        _define(connection, f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{quoted(label)}) REQUIRE n.id IS UNIQUE")
    _wait(connection)


def constrain_claims(connection: Connection) -> None:
    """One claim for each claim id; claims are found by what they are about. Made after a first load: that is quicker.

    Without the second, a question on what is said about each stakeholder looks through all claims for each.
    """
    _define(connection, f"CREATE CONSTRAINT {_CLAIMS} IF NOT EXISTS FOR ()-[c:CLAIM]-() REQUIRE c.claim IS UNIQUE")
    _define(connection, f"CREATE INDEX {_CLAIMS_ABOUT} IF NOT EXISTS FOR ()-[c:CLAIM]-() ON (c.about)")
    _wait(connection)


def is_indexed(connection: Connection, layout: Layout) -> bool:
    """Are all constraints and indexes there? A database that was imported has none yet."""
    statement = "SHOW INDEXES YIELD name RETURN collect(name) AS names"  # a constraint has an index of its name
    names = connection.read(lambda tx: tx.run(statement).single(strict=True)["names"])
    return {_CLAIMS, _CLAIMS_ABOUT, *map(_constraint_of, layout.nodes)} <= set(names)


def _constraint_of(label: str) -> str:
    return f"graphmodel_{label}_id"


def _wait(connection: Connection) -> None:
    _define(connection, f"CALL db.awaitIndexes({_SECONDS_TO_FILL})")


def _define(connection: Connection, statement: str) -> None:
    connection.write(lambda tx: tx.run(statement).consume())
