"""Brings a database to what a study's graph is: sends what is new or changed, deletes what has gone.

Order: relationships that have gone, nodes that have gone, nodes, relationships. A relationship
that has changed goes and comes anew; a node that has changed keeps its relationships. A first
load and the completion of one that died are the same thing with more or less of it there.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from graphmodel.engine.neo4j.connection import Connection
from graphmodel.engine.neo4j.rows import HASH, Hashes, batches, row_hashes, with_hashes
from graphmodel.engine.neo4j.schema import constrain_claims, constrain_nodes, quoted
from graphmodel.engine.neo4j.size import BatchSize
from graphmodel.engine.neo4j.state import Hold, State, TooMuchAtOnce, prepare
from graphmodel.engine.store import BuildRecord
from graphmodel.graph.build import GraphTables
from graphmodel.graph.layout import Layout
from graphmodel.problems import ServerError

_ROWS_AT_ONCE = 60_000
"""Claims that are looked at together; they go to the server in smaller batches."""

_GONE_AT_ONCE = 10_000
"""Relationships or nodes deleted in one transaction; many more fill a server's memory."""


@dataclass(frozen=True)
class Loaded:
    """What a load did: nodes and relationships written (new or changed), and deleted."""

    written: int
    deleted: int


@dataclass(frozen=True)
class Part:
    """Relationships of one type from one label to another, some rows at a time."""

    type: str
    start: str
    end: str
    slices: Callable[[], Iterator[pa.Table]]

    @property
    def kind(self) -> tuple[str, str, str]:
        """What all its rows share."""
        return self.type, self.start, self.end


def relationship_parts(graph: GraphTables) -> Iterator[Part]:
    """All relationships of a graph, those of a kind together."""
    for edge in graph.edges:
        yield Part(edge.type, edge.start, edge.end, lambda rows=edge.rows: iter([rows]))  # type: ignore[misc]
    for claims in graph.claims:
        yield Part("CLAIM", claims.start, claims.end, lambda part=claims: part.slices(_ROWS_AT_ONCE))  # type: ignore[misc]


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
    hold = Hold(connection)
    try:
        allow(hold.state)
        changes = _Changes.between(connection, hold.state.layout, graph)
        begin(changes.written + changes.deleted)
        hold.begin(record.database, title, graph.layout)
        constrain_nodes(connection, graph.layout)
        _Loader(hold, advance).load(graph, changes)
        constrain_claims(connection)
        hold.finish(record, graph.layout)
    finally:
        hold.let_go()
    return Loaded(changes.written, changes.deleted)


@dataclass(frozen=True)
class _Changes:
    """What differs between a database and a graph.

    ``nodes``: for each label the rows to write, with their hashes; ``nodes_gone``: for each label
    the ids to delete. ``kept``: hashes of relationships that stay, by type; ``gone`` hashes of
    those to delete (None: all of the type).
    """

    nodes: Mapping[str, pa.Table]
    nodes_gone: Mapping[str, list[str]]
    kept: Mapping[str, "pd.Index[int]"]
    gone: Mapping[str, Hashes | None]
    written: int
    deleted: int

    @classmethod
    def between(cls, connection: Connection, there: Layout, graph: GraphTables) -> "_Changes":
        nodes, nodes_gone = {}, {}
        for label in {**there.nodes, **graph.nodes}:
            old = _nodes_there(connection, label) if label in there.nodes else {}
            rows = graph.nodes.get(label)
            new: list[str] = rows["id"].to_pylist() if rows is not None else []
            if rows is not None:
                hashes = row_hashes(rows, label)
                differs = [old.get(id_) != hash_ for id_, hash_ in zip(new, hashes.tolist(), strict=True)]
                nodes[label] = with_hashes(rows, hashes).filter(pa.array(differs, pa.bool_()))
            nodes_gone[label] = sorted(old.keys() - set(new))
        wanted: dict[str, list[Hashes]] = {type_: [] for type_ in {**there.edges, **graph.layout.edges}}
        for part in relationship_parts(graph):
            wanted[part.type].extend(row_hashes(rows, *part.kind) for rows in part.slices())
        kept, gone, n_gone, n_new = {}, {}, 0, 0
        for type_, hashes_of in wanted.items():
            old_hashes = _relationships_there(connection, type_) if type_ in there.edges else np.empty(0, np.int64)
            new_hashes = np.concatenate([np.empty(0, np.int64), *hashes_of])
            staying = np.isin(old_hashes, new_hashes)
            kept[type_] = pd.Index(old_hashes[staying])
            gone[type_] = old_hashes[~staying] if staying.any() else None
            n_gone += int((~staying).sum())
            n_new += len(new_hashes) - int(staying.sum())
        return cls(
            nodes,
            nodes_gone,
            kept,
            gone,
            written=n_new + sum(rows.num_rows for rows in nodes.values()),
            deleted=n_gone + sum(len(ids) for ids in nodes_gone.values()),
        )


def _nodes_there(connection: Connection, label: str) -> dict[str, int]:
    statement = f"MATCH (n:{quoted(label)}) RETURN collect([n.id, n.{HASH}])"
    return dict(connection.read(lambda tx: tx.run(statement).single(strict=True)[0]))


def _relationships_there(connection: Connection, type_: str) -> Hashes:
    # In lists by their last digits: a record for each would take longer, one list for all a large message.
    statement = (
        f"MATCH ()-[r:{quoted(type_)}]->() WITH coalesce(r.{HASH}, 0) AS hash "
        "RETURN hash % 100 AS digits, collect(hash) AS hashes"
    )
    lists = connection.read(lambda tx: [np.array(row["hashes"], np.int64) for row in tx.run(statement)])
    return np.concatenate([np.empty(0, np.int64), *lists])


class _Loader:
    """Sends changes, batch by batch, each as large as the server takes in about a second."""

    def __init__(self, hold: Hold, advance: Callable[[int], None]) -> None:
        self._hold = hold
        self._advance = advance
        self._done = 0
        self._size = BatchSize()

    def load(self, graph: GraphTables, changes: _Changes) -> None:
        for type_, hashes in changes.gone.items():
            self._delete_relationships(type_, hashes)
        for label, ids in changes.nodes_gone.items():
            statement = f"UNWIND $gone AS id MATCH (n:{quoted(label)} {{id: id}}) DETACH DELETE n RETURN count(*)"
            for first in range(0, len(ids), _GONE_AT_ONCE):
                self._count(self._hold.write(statement, gone=ids[first : first + _GONE_AT_ONCE]))
        for label, rows in changes.nodes.items():
            self._send(_node_statement(label), rows)
        for part in relationship_parts(graph):
            kept = changes.kept[part.type]
            for rows in part.slices():
                hashes = row_hashes(rows, *part.kind)
                new = pa.array(kept.get_indexer(pd.Index(hashes)) < 0)
                self._send(_relationship_statement(part), with_hashes(rows, hashes).filter(new))

    def _delete_relationships(self, type_: str, hashes: Hashes | None) -> None:
        pattern = f"MATCH ()-[r:{quoted(type_)}]->()"
        if hashes is None:
            statement = f"{pattern} WITH r LIMIT {_GONE_AT_ONCE} DELETE r RETURN count(*)"
            while deleted := self._hold.write(statement):
                self._count(deleted)
            return
        statement = f"{pattern} WHERE r.{HASH} IN $gone DELETE r RETURN count(*)"
        for first in range(0, len(hashes), _GONE_AT_ONCE):
            self._count(self._hold.write(statement, gone=hashes[first : first + _GONE_AT_ONCE].tolist()))

    def _send(self, statement: str, rows: pa.Table) -> None:
        for batch in batches(rows, self._size):
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
                    f"The server took {written:,} of {len(batch):,} rows. Somebody else changes this database; "
                    "see to it that nobody does, and build again."
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
