"""What a database itself says of the study it holds: one node, ``GraphmodelBuild``.

It says which study the database holds, whether that is whole (``ready``) or in the middle of a
load (``unfinished``), a serial number that every finished load raises, and who is loading
(``hold``).
"""

import json
from dataclasses import asdict, dataclass, field

import neo4j

from graphmodel.engine.neo4j.connection import Connection
from graphmodel.engine.record import BuildRecord, layout_data, layout_from
from graphmodel.problems import ServerError
from graphmodel.schema.layout import BUILD_LABEL, Layout
from graphmodel.wording import counted

READY, EMPTY = "ready", "empty"

NODE = f"MATCH (b:{BUILD_LABEL} {{id: 'build'}})"
MARK = (
    "b.state AS state, b.serial AS serial, b.study AS study, b.title AS title, b.builder AS builder, "
    "b.beat AS beat, b.part AS part, b.part_count AS part_count"
)
WHOLE = f"{MARK}, b.record AS record, b.layout AS layout"
LOCKED = f"{NODE} SET b.beat = b.beat + 1 RETURN"


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
    return connection.read(lambda tx: state_of(tx.run(f"{NODE} RETURN {WHOLE}").single()))


def mark_in(tx: neo4j.ManagedTransaction) -> State:
    """The mark alone, inside a transaction."""
    return state_of(tx.run(f"{NODE} RETURN {MARK}").single())


def state_of(row: neo4j.Record | None) -> State:
    """What a row of ``MARK`` or ``WHOLE`` says; None stands for a database without the node."""
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
        layout=layout_from(json.loads(row["layout"])) if row.get("layout") else Layout({}, {}),
    )


def ready_properties(record: BuildRecord, title: str, layout: Layout) -> dict[str, str | int]:
    """Properties of the node in a database that the server's own importer fills.

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
        "layout": layout_text(layout),
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
                f"{connection.server.shown} holds {counted(others, 'node')} that graphmodel did not write, and a study "
                "needs a database of its own. Name an empty database, or empty this one yourself."
            )
    connection.write(
        lambda tx: tx.run(
            f"CREATE CONSTRAINT graphmodel_build IF NOT EXISTS FOR (b:{BUILD_LABEL}) REQUIRE b.id IS UNIQUE"
        ).consume()
    )
    connection.write(
        lambda tx: tx.run(
            f"MERGE (b:{BUILD_LABEL} {{id: 'build'}}) ON CREATE SET b.state = '{EMPTY}', b.serial = 0, b.beat = 0"
        ).consume()
    )


def layout_text(layout: Layout) -> str:
    """A layout as the node keeps it."""
    return json.dumps(layout_data(layout))
