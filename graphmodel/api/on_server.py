"""A study on a Neo4j server: built there, and opened there."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from graphmodel.api.building import build_record, checked_graph, content_of, rejected_rows, still_so
from graphmodel.api.study_files import look_at
from graphmodel.engine.neo4j.address import Server, with_environment
from graphmodel.engine.neo4j.connection import Connection
from graphmodel.engine.neo4j.load import is_indexed, load
from graphmodel.engine.neo4j.reading import Neo4jEngine
from graphmodel.engine.neo4j.state import READY, State, read_state
from graphmodel.engine.record import BuildRecord
from graphmodel.problems import Problems, ServerError, warn_caller
from graphmodel.progress import Progress, Silent
from graphmodel.wording import Message, Option, typed
from graphmodel_loaders import read_study


@dataclass(frozen=True)
class ServerBuildReport:
    """What a build on a server did.

    ``fresh`` is False where nothing had changed; ``written`` and ``deleted`` count nodes and
    relationships that were sent (new or changed) and taken away.
    """

    record: BuildRecord
    server: Server
    fresh: bool
    problems: Problems
    written: int = 0
    deleted: int = 0


def build_on_server(
    study: str | Path,
    server: str | Server,
    *,
    replace: bool = False,
    force: bool = False,
    leave_out_errors: bool = False,
    progress: Progress | None = None,
) -> ServerBuildReport:
    """Build the graph of a study into a database of a Neo4j server.

    Only what has changed since the last build is sent. A build that dies leaves the database
    marked as unfinished; nobody is answered from it until a build has completed it.

    Args:
        study: a folder of tables, or a workbook.
        server: an address (user and password then come from the environment), or a ``Server``.
        replace: take the place of another study that the database holds.
        force: compare every row even where the study has not changed.
        leave_out_errors: build without the rows that have errors, instead of not at all.
        progress: receives the progress of checking and loading.

    Raises:
        StudyError, StudyInvalid: the study cannot be read, or has errors.
        BuildInProgress: somebody else is building into this database.
        BuildError: the study changed meanwhile.
        ServerError: the server cannot be reached, holds another study, or failed.
    """
    shown = progress or Silent()
    path, target = Path(study), as_server(server)
    seen = look_at(path)
    source = read_study(path)
    settings = source.settings

    def allow(there: State) -> None:
        if there.study and there.study != settings.id and not replace:
            raise ServerError(
                Message(
                    "{} holds {} ({}), and a database holds one study. Name another database, or use {} to delete "
                    "that study there.",
                    target.shown,
                    there.named,
                    there.study,
                    Option("replace", python="replace=True"),
                )
            )

    content = content_of(source)
    with Connection(target) as connection, tempfile.TemporaryDirectory(prefix="graphmodel-") as work:
        there = read_state(connection)
        allow(there)
        current = _is_current(there, settings.id, content, leave_out_errors)
        if current and not force and is_indexed(connection, there.layout):
            assert there.record is not None  # noqa: S101 - a current one has been built
            return ServerBuildReport(there.record, target, fresh=False, problems=source.problems)
        checking, graph = checked_graph(source, Path(work), leave_out_errors, shown)
        still_so(path, seen)
        record = build_record(settings.id, content, checking, graph)
        done = load(
            connection,
            graph,
            record,
            settings.title,
            allow=allow,
            begin=lambda total: shown.begin("Sending", total),
            advance=shown.reach,
        )
    return ServerBuildReport(record, target, True, checking.problems, done.written, done.deleted)


def _is_current(there: State, study: str, content: str, leave_out_errors: bool) -> bool:
    record = there.record
    if there.state != READY or there.study != study or record is None or record.content != content:
        return False
    return leave_out_errors or not rejected_rows(record)


def open_on_server(path: Path | None, server: str | Server) -> Neo4jEngine:
    """The engine that holds a study's graph; if its files are available, they are compared with it.

    Raises:
        ServerError: the server cannot be reached, or holds another study.
        NotBuilt: it holds none.
        StudyError: the files cannot be read as a study.
    """
    target = as_server(server)
    if path is None:
        return Neo4jEngine(target)
    source = read_study(path)
    content = content_of(source)
    engine = Neo4jEngine(target)
    there, record = engine.state, engine.state.record
    if there.study != source.settings.id:
        engine.close()
        raise ServerError(
            f"{target.shown} holds {there.named} ({there.study}), not {source.settings.id}. Query that study, name "
            "another database, or build this one there."
        )
    if record is None or record.content != content:
        warn_caller(
            f"{target.uri} holds another state of this study than its files; the answer is of the server's. "
            f"`graphmodel build {typed(path)} {target.options}` brings it up to date."
        )
    return engine


def as_server(server: str | Server) -> Server:
    """The server that is named, with who asks from the environment where only an address is given."""
    return server if isinstance(server, Server) else with_environment(server)
