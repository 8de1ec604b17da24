"""An open study: every question and analysis as a method."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, Unpack

import pandas as pd

from graphmodel.analysis import registry
from graphmodel.api.analyses import Analyses
from graphmodel.api.building import build_study, is_current
from graphmodel.api.framework import with_framework
from graphmodel.api.pictures import Pictures
from graphmodel.api.study_files import own_questions, protect_study, read_table, study_store
from graphmodel.argument_types import checks_types
from graphmodel.engine.contract import Engine
from graphmodel.engine.limits import Limits
from graphmodel.engine.neo4j.address import Server, study_and_server
from graphmodel.engine.statement import tokenised
from graphmodel.engine.store import Store
from graphmodel.frames.read import read_frames, read_settings
from graphmodel.frames.slices import Slice, SliceNames
from graphmodel.frames.study_frames import StudyFrames, StudySettings
from graphmodel.problems import NotFound, QuestionError, StudyError, warn_caller
from graphmodel.progress import Progress
from graphmodel.queries.bank import Bank, find_questions
from graphmodel.queries.parameters import resolved
from graphmodel.queries.run import ask
from graphmodel.results import Result

if TYPE_CHECKING:
    import networkx as nx
    import py2neo

    from graphmodel.formats import ExportReport

_OLDER = "The study has changed since this build: the answers are of its older tables."
_WAIT = 600.0
"""Seconds that a question waits for a build that somebody else has started."""


class OpenStudy(Analyses, Pictures):
    """A built study, open for reading. Use as a context manager, or call ``close``.

    ``limits`` are those of :meth:`cypher` and of the study's own questions; set others for all that follow.

    Args:
        path: the folder or workbook; None if only its graph on a server is available.
        engine: the engine that holds its graph.
    """

    def __init__(self, path: Path | None, engine: Engine) -> None:
        self.path = path
        self.engine = engine
        self.limits = Limits()

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

    def questions(self) -> pd.DataFrame:
        """Everything that can be asked: the questions of the bank and the analyses.

        Returns:
            ``name``; ``kind`` (*question* or, from the study's own folder, *own question*, for :meth:`ask`; or
            *analysis*, a method of its own); ``asks`` (what it answers) and ``options`` (a list of names).
        """
        return list_questions(self.bank)

    @checks_types
    def ask(self, question: str, *, limits: Limits | None = None, **options: object) -> Result:
        """Ask a question of the bank, such as ``journeys/stopped``.

        Options that name something (``evidence``, ``stage``, ``who`` ...) take an id or a piece of
        its label. A question of the study's own has limits, as statements of :meth:`cypher` do, and warns
        (``UserWarning``) where the embedded engine can answer it wrongly; the result has the same note.

        Args:
            question: its name.
            limits: of a question of the study's own, where they are not those of the study.
            options: values for its options.

        Raises:
            NotFound: there is no such question, or no node of that name.
            QuestionError: the question's file, or an option, is wrong.
            EngineError: it cannot be run; ``LimitReached`` where it took more than it may.
        """
        chosen = registry.find_question(self.bank, question)
        allowed = self._limits(limits)
        values = resolved(chosen, options, self.frames)
        result = ask(self.engine, chosen, values, self.settings.focus, allowed if chosen.own else None)
        caution = self._warn(chosen.statement)
        return self._with_notes(result, [caution] if caution else [])

    @checks_types
    def cypher(self, statement: str, *, limits: Limits | None = None, **parameters: object) -> pd.DataFrame:
        """Ask one Cypher statement that only reads; ``$name`` takes the value of ``name``.

        In the embedded engine it runs in another process, which is stopped where the statement takes more than it
        may; that process starts with the first statement and ends when the study is closed. Warns
        (``UserWarning``) of statements that the embedded engine can answer wrongly.

        Args:
            statement: the statement.
            limits: its limits, where they are not those of the study: ``limits=gm.Limits(seconds=600)``.
            parameters: values for ``$name`` in it. One that is called ``limits`` needs another name.

        Raises:
            StatementInvalid: it cannot be run as it is written (``StatementRefused``: it does more than read, or is
                too large).
            LimitReached: it took more time, rows or memory than it may.
            EngineError: the engine crashed, or the study is closed.
        """
        found = self.engine.query(statement, parameters, limits=self._limits(limits))
        self._warn(statement)
        return found

    def _limits(self, given: Limits | None) -> Limits:
        chosen = self.limits if given is None else given
        if not isinstance(chosen, Limits):
            raise QuestionError(
                f"limits={chosen!r} is not a gm.Limits(...). If it is a value for $limits, give that another name.",
                by_caller=True,
            )
        return chosen

    def _warn(self, statement: str) -> str:
        if caution := self.caution(statement):
            warn_caller(caution)
        return caution

    def caution(self, statement: str) -> str:
        """What to know before trusting the answer to a statement; mostly empty."""
        return tokenised(statement).caution if self.engine.name == "embedded" else ""

    @checks_types
    def where(
        self,
        chosen: "Slice | None" = None,
        *,
        with_parts: bool = False,
        min_sources: int = 0,
        **options: Unpack[SliceNames],
    ) -> "OpenStudy":
        """A slice: the same study with some of its claims, to ask, analyse and draw.

        Nodes stay, so what a slice does not mention is silent. Every result says its slice and how many of how many
        claims it has. A slice of a slice has the claims of both. Close it, or use it as a context manager, to
        delete the private database that its questions make.

        Args:
            chosen: a :class:`~graphmodel.Slice` in the place of options.
            with_parts: an organisation includes its parts.
            min_sources: show only what at least this many sources report, where a result counts sources.
            options: ``source``, ``source_kind``, ``site``, ``workstream``, ``speaker``, ``speaker_organisation``,
                ``organisation``, ``coder``, ``focus``, ``certainty``, ``polarity``, ``code`` (with its sub-codes),
                ``stage`` (with its functions): one name or several, joined by *or*; options are joined by *and*. With
                ``not_`` before the name, claims with such a value are left out, and claims without one stay.

        Raises:
            QuestionError: there is no such option.
            NotFound: the study has no such node or word; raised when the slice is first used.
        """
        from graphmodel.api.sliced import SlicedStudy

        if chosen is not None and not isinstance(chosen, Slice):
            raise QuestionError(
                f"A slice is chosen by options, such as source='NAME', or is a gm.Slice, not {chosen!r}.",
                by_caller=True,
            )
        if chosen is None:
            chosen = Slice.of(with_parts=with_parts, min_sources=min_sources, **options)
        return SlicedStudy(self, chosen)

    def brokerage(self, group: str = "type") -> Result:
        """Old name of :meth:`brokers`."""
        return self.brokers(group=group)

    def champions(self) -> Result:
        """Old name of :meth:`dependence`."""
        return self.dependence()

    def _analyse(self, name: str, **options: object) -> Result:
        """Run an analysis of the registry, with the answers to the questions that it takes."""
        chosen = registry.find(name)
        # Questions of the study's own never replace these, whatever they are called.
        answers = {parameter: self.ask(question).frame for parameter, question in chosen.answers.items()}
        result = self._with_notes(chosen.function(self.frames, **answers, **options))
        return with_framework(self, result, **options) if name == "matrix" else result

    def _with_notes(self, result: Result, more: Iterable[str] = ()) -> Result:
        """A result with the notes that every result of this study carries."""
        notes = (*result.notes, *self.settings.notes, *more)
        protect = None if self.path is None else partial(protect_study, self.path)
        return replace(result, notes=notes, study=self.owner, protect=protect)

    @checks_types
    def table(self, name: str) -> pd.DataFrame:
        """One table of the study as its files have it, text in every cell.

        Raises:
            NotFound: there is no such table, or the study was opened without its files.
        """
        if self.path is None:
            raise NotFound("A server holds the graph of a study and not its tables. Open the study's folder.")
        return read_table(self.path, name)

    def to_networkx(self) -> "nx.MultiDiGraph[str]":
        """The nodes and claims of the study as a graph of networkx, a copy to work with.

        Nodes are known by their ids and have their ``kind``, ``label`` and other properties. A claim is an
        edge from its subject to its object; its key is the claim's id, and its properties are the
        columns of ``claims`` with what is derived of them (``sign``, ``phase`` ...). Properties
        that are missing are left out. Other relationships (membership, stages that follow each other, states of
        evidence) are left out: ``frames`` has them.
        """
        from graphmodel.api.other_graphs import to_networkx

        return to_networkx(self.frames)

    @checks_types
    def export(self, format: str, target: str | Path, **options: str | int | bool) -> "ExportReport":  # noqa: A002
        """Write the study in another format; see :func:`graphmodel.export_study`."""
        from graphmodel.api.exporting import StudyToExport, write_export
        from graphmodel.formats import find_exporter

        return write_export(StudyToExport(self.path, lambda: self), find_exporter(format), Path(target), options)

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
        from graphmodel.api.other_graphs import to_py2neo

        return to_py2neo(self.engine)

    def close(self) -> None:
        """Close the database."""
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
    study: str | Path | Server = ".",
    *,
    on: str | Server | None = None,
    db: str | Path | None = None,
    build_first: bool = True,
    progress: Progress | None = None,
) -> OpenStudy:
    """Open a study for asking.

    A study that is not built yet, or has changed since, is built first unless ``build_first`` is
    False; then the last build is used, with a warning (``UserWarning``) if it is of older tables.

    A study on a server is never built by asking: others read it too. Warns (``UserWarning``)
    where the server holds another state of the study than its files.

    Args:
        study: a folder of tables or a workbook; or a server alone, by its address or as a ``Server``.
        on: the Neo4j server to ask: its address, or a ``Server`` with who asks.
        db: folder of the embedded database, where it is not in the study.
        build_first: build what has changed.
        progress: receives the progress of checking and loading.

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
    store = study_store(path, None if db is None else Path(db))
    if build_first and not is_current(path, store):
        report = build_study(path, db=db, wait=_WAIT, progress=progress)
        said = [report.notice]
    else:
        older = not build_first and _is_older(path, store)
        said = [store.reminder(), _OLDER if older else ""]
    for line in filter(None, said):
        warn_caller(line)
    return OpenStudy(path, store.open())


def _is_older(path: Path, store: Store) -> bool:
    """Is there a build that may be opened, of other tables than the study has now?"""
    try:
        return store.current() is not None and not is_current(path, store)
    except StudyError:
        return True


KIND, OWN_KIND = "question", "own question"
"""Kinds of questions: those that come with the program, and the study's own."""


def list_questions(bank: Bank, *, typed: bool = False) -> pd.DataFrame:
    """Questions by theme, then analyses.

    Args:
        bank: the questions.
        typed: options as they are typed in a command, else as they are named in Python.

    Returns:
        ``name``; ``kind`` (*question* or *own question*, for ``ask``, or *analysis*, a command and a method of its
        own); ``asks`` (what it answers) and ``options`` (a list of names).
    """
    rows: list[tuple[str, str, str, list[str]]] = []
    for question in bank.questions.values():
        names = [parameter.name for parameter in question.parameters]
        flags = [f"--{name.replace('_', '-')}" for name in names]
        rows.append((question.name, OWN_KIND if question.own else KIND, question.title, flags if typed else names))
    for name, help_ in registry.names().items():
        options = registry.describe(name).options
        rows.append((name, "analysis", help_, [option.flag if typed else option.name for option in options]))
    frame = pd.DataFrame(rows, columns=["name", "kind", "asks", "options"])
    return frame.astype({"name": "str", "kind": "str", "asks": "str"})
