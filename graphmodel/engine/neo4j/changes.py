"""What differs between a database and the graph that it is to hold."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from graphmodel.engine.neo4j.connection import Connection
from graphmodel.engine.neo4j.rows import Hashes, row_hashes, with_hashes
from graphmodel.engine.statement import quoted
from graphmodel.graph.build import GraphTables
from graphmodel.schema.layout import ROW_HASH, Layout

_ROWS_AT_ONCE = 60_000
"""Claims that are looked at together; they go to the server in smaller batches."""

Kind = tuple[str, str, str]
"""Type of a relationship and the labels of its two ends."""

_NONE: Hashes = np.empty(0, np.int64)


@dataclass(frozen=True)
class Part:
    """Relationships of one type from one label to another, some rows at a time."""

    type: str
    start: str
    end: str
    slices: Callable[[], Iterator[pa.Table]]

    @property
    def kind(self) -> Kind:
        """What all its rows share."""
        return self.type, self.start, self.end


def relationship_parts(graph: GraphTables) -> Iterator[Part]:
    """All relationships of a graph, those of a kind together."""
    for edge in graph.edges:
        yield Part(edge.type, edge.start, edge.end, lambda rows=edge.rows: iter([rows]))  # type: ignore[misc]
    for claims in graph.claims:
        yield Part("CLAIM", claims.start, claims.end, lambda part=claims: part.slices(_ROWS_AT_ONCE))  # type: ignore[misc]


@dataclass(frozen=True)
class Changes:
    """What differs between a database and a graph.

    ``nodes``: for each label the rows to write, with their hashes; ``nodes_gone``: for each label
    the ids to delete. ``target``: hashes of all relationships that are to be there, for each kind
    in the order of its slices. ``kept``: hashes of those that stay, by type; ``gone`` hashes of
    those to delete (None: all of the type).
    """

    nodes: Mapping[str, pa.Table]
    nodes_gone: Mapping[str, list[str]]
    target: Mapping[Kind, list[Hashes]]
    kept: Mapping[str, "pd.Index[int]"]
    gone: Mapping[str, Hashes | None]
    written: int
    deleted: int

    @classmethod
    def between(cls, connection: Connection, there: Layout, graph: GraphTables) -> "Changes":
        """Compare what is there with what is to be there, row by row by their hashes.

        Args:
            connection: to the database.
            there: labels and types that the database may hold.
            graph: what it is to hold.
        """
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
        target = {
            part.kind: [row_hashes(rows, *part.kind) for rows in part.slices()] for part in relationship_parts(graph)
        }
        kept, gone, n_gone, n_new = {}, {}, 0, 0
        for type_ in {**there.edges, **graph.layout.edges}:
            old_hashes, times = _relationships_there(connection, type_) if type_ in there.edges else (_NONE, _NONE)
            of_type = [hashes for kind, slices in target.items() if kind[0] == type_ for hashes in slices]
            new_hashes = np.concatenate([_NONE, *of_type])
            # Duplicates, which graphmodel never writes, are all deleted and one is written again.
            staying = np.isin(old_hashes, new_hashes) & (times == 1)
            kept[type_] = pd.Index(old_hashes[staying])
            if not staying.all():
                gone[type_] = old_hashes[~staying] if staying.any() else None
            n_gone += int(times[~staying].sum())
            n_new += len(new_hashes) - int(staying.sum())
        return cls(
            nodes,
            nodes_gone,
            target,
            kept,
            gone,
            written=n_new + sum(rows.num_rows for rows in nodes.values()),
            deleted=n_gone + sum(len(ids) for ids in nodes_gone.values()),
        )

    def new_rows(self, part: Part) -> Iterator[pa.Table]:
        """Relationships of a part that are not there yet, with their hashes."""
        for rows, hashes in zip(part.slices(), self.target[part.kind], strict=True):
            new = self.kept[part.type].get_indexer(pd.Index(hashes)) < 0
            yield with_hashes(rows, hashes).filter(pa.array(new))


def _nodes_there(connection: Connection, label: str) -> dict[str, int]:
    statement = f"MATCH (n:{quoted(label)}) WHERE n.id IS NOT NULL RETURN collect([n.id, n.{ROW_HASH}])"
    return dict(connection.read(lambda tx: tx.run(statement).single(strict=True)[0]))


def _relationships_there(connection: Connection, type_: str) -> tuple[Hashes, Hashes]:
    """Hashes of the relationships of a type, and how often each is there."""
    # In lists by their last digits: a record for each would take longer, one list for all a large message.
    statement = (
        f"MATCH ()-[r:{quoted(type_)}]->() WITH coalesce(r.{ROW_HASH}, 0) AS hash "
        "RETURN hash % 100 AS digits, collect(hash) AS hashes"
    )
    lists = connection.read(lambda tx: [np.array(row["hashes"], np.int64) for row in tx.run(statement)])
    return np.unique(np.concatenate([_NONE, *lists]), return_counts=True)
