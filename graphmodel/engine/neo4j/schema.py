"""Constraints and indexes: every node is found by its id, every claim by its own."""

from graphmodel.engine.neo4j.connection import Connection
from graphmodel.engine.statement import quoted
from graphmodel.schema.layout import Layout

_CLAIMS, _CLAIMS_ABOUT = "graphmodel_claim", "graphmodel_claim_about"
_SECONDS = 3600
"""How long an index may take to be filled."""


def constrain_nodes(connection: Connection, layout: Layout) -> None:
    """One node for each id of a label; without this, joining claims would look through all nodes."""
    for label in layout.nodes:
        name = quoted(_of_nodes(label))
        _run(connection, f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{quoted(label)}) REQUIRE n.id IS UNIQUE")
    _wait(connection)


def constrain_claims(connection: Connection) -> None:
    """One claim for each claim id; claims are found by what they are about. Made after a first load: that is quicker.

    Without the second, a question on what is said about each stakeholder looks through all claims for each.
    """
    _run(connection, f"CREATE CONSTRAINT {_CLAIMS} IF NOT EXISTS FOR ()-[c:CLAIM]-() REQUIRE c.claim IS UNIQUE")
    _run(connection, f"CREATE INDEX {_CLAIMS_ABOUT} IF NOT EXISTS FOR ()-[c:CLAIM]-() ON (c.about)")
    _wait(connection)


def is_indexed(connection: Connection, layout: Layout) -> bool:
    """Are all constraints and indexes there? A database that was imported has none yet."""
    statement = "SHOW INDEXES YIELD name RETURN collect(name) AS names"  # a constraint has an index of its name
    names = connection.read(lambda tx: tx.run(statement).single(strict=True)["names"])
    return {_CLAIMS, _CLAIMS_ABOUT, *map(_of_nodes, layout.nodes)} <= set(names)


def _of_nodes(label: str) -> str:
    return f"graphmodel_{label}_id"


def _wait(connection: Connection) -> None:
    _run(connection, f"CALL db.awaitIndexes({_SECONDS})")


def _run(connection: Connection, statement: str) -> None:
    connection.write(lambda tx: tx.run(statement).consume())
