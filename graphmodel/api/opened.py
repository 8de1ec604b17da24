"""A study that can be asked: every question and analysis as a method."""

import warnings
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import pandas as pd

from graphmodel.api.building import build_study, is_current
from graphmodel.api.pictures import Pictures
from graphmodel.api.study_files import database_folder, read_table
from graphmodel.engine.contract import Engine
from graphmodel.engine.neo4j.address import study_and_server
from graphmodel.engine.statement import tokenised
from graphmodel.engine.store import Store
from graphmodel.frames.read import read_frames, read_settings
from graphmodel.frames.study_frames import StudyFrames, StudySettings
from graphmodel.problems import NotFound
from graphmodel.progress import Progress
from graphmodel.queries.bank import Bank, find_questions
from graphmodel.queries.parameters import resolved
from graphmodel.queries.run import ask
from graphmodel.results import Result

if TYPE_CHECKING:
    import py2neo

    from graphmodel.engine.neo4j.address import Server

_WAIT = 600.0
"""Seconds that asking waits for a build that somebody else has begun."""


class OpenStudy(Pictures):
    """A built study, open for reading. Use as a context manager, or call ``close``.

    Args:
        path: the folder or workbook; None where only its graph on a server is at hand.
        engine: the engine that holds its graph.
    """

    def __init__(self, path: Path | None, engine: Engine) -> None:
        self.path = path
        self.engine = engine

    @cached_property
    def frames(self) -> StudyFrames:
        """Nodes, claims and other relationships as frames, read when first used."""
        return read_frames(self.engine)

    @cached_property
    def settings(self) -> StudySettings:
        """Title, focus and steps of the study."""
        return read_settings(self.engine)

    @cached_property
    def bank(self) -> Bank:
        """All questions, those of the study's own ``cypher`` folder included."""
        return find_questions(own_questions(self.path))

    def ask(self, question: str, **options: object) -> Result:
        """Ask a question of the bank, such as ``journeys/stopped``.

        Options that name something (``evidence``, ``stage``, ``who`` ...) take an id or a piece of
        its label. Warns (``UserWarning``) of a question of the study's own that the embedded engine can answer
        wrongly, as :meth:`cypher` does; the result has the same note.
        """
        chosen = self.bank.find(question)
        result = ask(self.engine, chosen, resolved(chosen, options, self.frames), self.settings.focus)
        if caution := self._warn(chosen.statement):
            result = replace(result, notes=(*result.notes, caution))
        return result

    def cypher(self, statement: str, **parameters: object) -> pd.DataFrame:
        """Ask one Cypher statement that only reads; ``$name`` takes the value of ``name``.

        Warns (``UserWarning``) of statements that the embedded engine can answer wrongly.
        """
        self._warn(statement)
        return self.engine.query(statement, parameters)

    def _warn(self, statement: str) -> str:
        if caution := self.caution(statement):
            warnings.warn(caution, stacklevel=3)
        return caution

    def caution(self, statement: str) -> str:
        """What to know before trusting the answer to a statement; mostly empty."""
        return tokenised(statement).caution if self.engine.name == "embedded" else ""

    def journey(self, evidence: str) -> Result:
        """The journey of one evidence item, named by its id or a piece of its label."""
        from graphmodel.analysis.journey import journey
        from graphmodel.frames.find import find_node

        return journey(self.frames, find_node(self.frames, evidence, kinds=("EvidenceItem",)))

    def journeys(self) -> Result:
        """One record per evidence item, with variants and directly-follows counts."""
        from graphmodel.analysis.journeys import journeys

        return journeys(self.frames)

    def dropout(self) -> Result:
        """Where evidence drops out of the cycle."""
        from graphmodel.analysis.dropout import dropout

        return dropout(self.frames)

    def stakeholders(self) -> Result:
        """Ties between stakeholders and measures of their place."""
        from graphmodel.analysis.stakeholders import stakeholders

        return stakeholders(self.frames)

    def brokerage(self, group: str = "type") -> Result:
        """Who stands between whom, in which role between groups, beside what chance would give.

        Groups are ``organisation``, ``community`` or a column of organisations or actors.
        """
        from graphmodel.analysis.brokers import brokers

        return brokers(self.frames, group)

    def champions(self) -> Result:
        """Which evidence would not have come as far without the claims of one actor."""
        from graphmodel.analysis.dependence import dependence

        return dependence(self.frames)

    def triangulate(self) -> Result:
        """Which findings sites confirm, contradict, and what they rest on."""
        from graphmodel.analysis.triangulate import triangulate

        return triangulate(self.frames)

    def discourse(
        self,
        by: str = "speaker",
        who: str = "actor",
        *,
        value: str = "ignore",
        normalise: str = "none",
        duplicates: str = "keep",
    ) -> Result:
        """Who affirms and who denies that each factor operates.

        ``by`` is speaker or subject, ``who`` actor or organisation, ``value`` ignore, subtract or
        combine, ``normalise`` none, activity or prominence, ``duplicates`` keep or source.
        """
        from graphmodel.analysis.discourse import discourse

        return discourse(self.frames, by, who, value=value, normalise=normalise, duplicates=duplicates)

    def findings(self) -> Result:
        """The headline findings, each with what it counts."""
        from graphmodel.analysis.findings import findings

        barriers = self.ask("barriers/top").frame
        return findings(self.frames, self.journeys(), self.dropout(), self.triangulate(), barriers)

    def matrix(self, rows: str = "source", theme: str | None = None) -> Result:
        """The framework matrix: sources (or speakers) by codes."""
        from graphmodel.analysis.matrix import matrix

        return matrix(self.frames, rows=rows, theme=theme)

    def claims(self, text: str = "", ids: Iterable[str] = (), **filters: object) -> Result:
        """Claims by words and filters, with where each comes from."""
        from graphmodel.analysis.claims import claims

        return claims(self.frames, text, ids=ids, **filters)

    def chain(self, start: str, end: str, *, normative: bool = True, denied: bool = True, limit: int = 10) -> Result:
        """The shortest chains of claims between two nodes of any kind, by ids or pieces of their labels.

        ``normative`` and ``denied`` say whether claims of what ought to be, and claims that deny,
        are links; at most ``limit`` chains are listed.
        """
        from graphmodel.analysis.chain import chain

        return chain(self.frames, start, end, normative=normative, denied=denied, limit=limit)

    def table(self, name: str) -> pd.DataFrame:
        """One table of the study as its files have it, text in every cell.

        Raises:
            NotFound: there is no such table, or the study was opened without its files.
        """
        if self.path is None:
            raise NotFound("A server holds the graph of a study and not its tables. Open the study's folder.")
        return read_table(self.path, name)

    def to_py2neo(self) -> "py2neo.Graph":
        """A ``py2neo.Graph`` on the server, database and user that this study is open with.

        It is a connection of your own, which lasts as long as you keep it, whether or not the study
        is closed. Unlike everything else here it **can write**: what it changes is what graphmodel
        answers from, until the study is built there again.

        Raises:
            EngineError: the study is open in a file and not on a server.
            GraphmodelError: py2neo is not installed.
            ServerError: py2neo cannot connect.
        """
        from graphmodel.api.with_py2neo import to_py2neo

        return to_py2neo(self.engine)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<study {self.settings.title!r} in {self.path or self.engine.name}>"


def open_study(
    study: "str | Path | Server" = ".",
    *,
    on: "str | Server | None" = None,
    db: str | Path | None = None,
    build_first: bool = True,
    progress: Progress | None = None,
) -> OpenStudy:
    """Open a study for asking.

    A study that is not built yet, or has changed since, is built first unless ``build_first`` is
    False; then the database is asked as it is.

    A study on a server is never built by asking: others read it too. Warns (``UserWarning``)
    where the server holds another state of the study than its files.

    Args:
        study: a folder of tables or a workbook; or a server alone, by its address or as a ``Server``.
        on: the Neo4j server to ask: its address, or a ``Server`` with who asks.
        db: folder of the embedded database, where it is not in the study.
        build_first: build what has changed.
        progress: told of checking and loading.

    Raises:
        StudyError, StudyInvalid, BuildError: it cannot be built.
        NotBuilt: there is no database and ``build_first`` is False, or the server holds none.
        ServerError: the server cannot be reached, or holds another study.
    """
    path, server = study_and_server(study, on)
    if server is not None:
        from graphmodel.api.on_server import open_on_server

        return OpenStudy(path, open_on_server(path, server))
    assert path is not None  # noqa: S101 - one of the two is named
    store = Store(database_folder(path, None if db is None else Path(db)))
    if build_first and not is_current(path, store):
        report = build_study(path, db=db, wait=_WAIT, progress=progress)
        if report.notice:
            warnings.warn(report.notice, stacklevel=2)
    return OpenStudy(path, store.open())


def own_questions(study: Path | None) -> Iterable[Path]:
    """The study's own folder of questions; none for a study that is only on a server."""
    if study is None:
        return []
    folder = (study if study.is_dir() else study.parent) / "cypher"
    return [folder] if folder.is_dir() else []
