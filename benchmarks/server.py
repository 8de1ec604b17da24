"""Measurements on a real Neo4j server; each load goes to an empty one that has just started.

``load`` times all of ``graphmodel build --to`` against two peers that send the same rows:
the official driver alone (``UNWIND ... CREATE`` of prepared rows, 5,000 at a time; only the
sending is timed), and py2neo's ``merge``, row by row on a sample without parallel claims.
"""

import os
import pickle
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import neo4j
import pyarrow as pa

from benchmarks.measure import run
from graphmodel.engine.neo4j.changes import Part, relationship_parts
from graphmodel.engine.neo4j.rows import as_parameters
from graphmodel.graph.build import GraphTables
from tests.support.neo4j_account import Account
from tests.support.neo4j_server import Server

BATCH = 5_000
SAMPLE = 1_000
"""Claims that py2neo merges; it takes milliseconds for each."""


@dataclass(frozen=True)
class Load:
    """Seconds for all claims: ours, the bare driver's; and for one claim of py2neo's sample."""

    claims: int
    seconds: float
    bare_seconds: float
    py2neo_seconds_a_claim: float

    @property
    def ratio(self) -> float:
        """Ours against the bare driver."""
        return self.seconds / self.bare_seconds

    @property
    def times_faster_than_py2neo(self) -> float:
        """For one claim."""
        return self.py2neo_seconds_a_claim / (self.seconds / self.claims)


def load(study: Path, rows: Path) -> Iterator[Account | Load]:
    """Load a study in three ways. Yields the account of our own server while it holds the study, then the figures.

    Args:
        study: a generated study.
        rows: what ``benchmarks.floor_rows`` wrote of it.
    """
    graph: GraphTables = pickle.loads((rows / "graph.pickle").read_bytes())
    with empty_server() as account:
        bare = _bare(account, graph)
    with empty_server() as account:
        sample = _py2neo(account, graph)
    with empty_server() as account:
        os.environ |= {"NEO4J_URI": account.uri, "NEO4J_USERNAME": account.user, "NEO4J_PASSWORD": account.password}
        ours = run("-m", "graphmodel", "build", str(study), "--to", "server").seconds
        yield account
    yield Load(graph.counts["CLAIM"], ours, bare, sample)


@contextmanager
def empty_server() -> Iterator[Account]:
    """An empty server of the release with long-term support."""
    with tempfile.TemporaryDirectory() as home, Server("5.26", Path(home) / "home", heap="2g") as server:
        yield server.account


def _bare(account: Account, graph: GraphTables) -> float:
    """Seconds that the driver takes to send all rows of a graph."""
    with neo4j.GraphDatabase.driver(account.uri, auth=(account.user, account.password)) as driver:
        seconds = _nodes(driver, graph)
        for part in relationship_parts(graph):
            statement = (
                f"UNWIND $rows AS row MATCH (a:{part.start} {{id: row.start}}) MATCH (b:{part.end} {{id: row.end}}) "
                f"CREATE (a)-[r:{part.type}]->(b) SET r = row.properties"
            )
            for rows in part.slices():
                seconds += _send(driver, statement, rows)
    return seconds


def _nodes(driver: neo4j.Driver, graph: GraphTables) -> float:
    seconds = 0.0
    for label, rows in graph.nodes.items():
        driver.execute_query(f"CREATE CONSTRAINT FOR (n:{label}) REQUIRE n.id IS UNIQUE")
        seconds += _send(driver, f"UNWIND $rows AS row CREATE (n:{label}) SET n = row.properties", rows)
    return seconds


def _send(driver: neo4j.Driver, statement: str, rows: pa.Table) -> float:
    seconds = 0.0
    for first in range(0, rows.num_rows, BATCH):
        given = as_parameters(rows.slice(first, BATCH))
        begun = time.perf_counter()
        driver.execute_query(statement, rows=given)
        seconds += time.perf_counter() - begun
    return seconds


def _py2neo(account: Account, graph: GraphTables) -> float:
    """Seconds that py2neo takes to merge one claim, over a sample."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it is no longer developed and uses old interfaces
        import py2neo  # noqa: PLC0415 - it warns when it loads

        with neo4j.GraphDatabase.driver(account.uri, auth=(account.user, account.password)) as driver:
            _nodes(driver, graph)
        target = py2neo.Graph(account.uri.replace("neo4j://", "bolt://"), auth=(account.user, account.password))
        claims = list(_without_parallels(graph))
        begun = time.perf_counter()
        for part, row in claims:
            start = py2neo.Node(part.start, id=row["start"])
            end = py2neo.Node(part.end, id=row["end"])
            start.__primarylabel__, start.__primarykey__ = part.start, "id"
            end.__primarylabel__, end.__primarykey__ = part.end, "id"
            target.merge(py2neo.Relationship(start, "CLAIM", end, **row["properties"]))
        return (time.perf_counter() - begun) / len(claims)


def _without_parallels(graph: GraphTables) -> Iterator[tuple[Part, dict[str, Any]]]:
    """Claims of which no two join the same nodes: py2neo's merge fails on those."""
    seen: set[tuple[str, str]] = set()
    for part in relationship_parts(graph):
        if part.type != "CLAIM":
            continue
        for rows in part.slices():
            for row in as_parameters(rows.slice(0, SAMPLE)):
                if (row["start"], row["end"]) not in seen and len(seen) < SAMPLE:
                    seen.add((row["start"], row["end"]))
                    yield part, row
