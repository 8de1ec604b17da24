"""Studies for notebooks that use py2neo: a graph becomes a study, and a study on a server a graph."""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.api.opened import OpenStudy, open_study
from graphmodel.api.transfer import read_source, write_imported
from graphmodel.engine.contract import Engine
from graphmodel.engine.neo4j.reading import Neo4jEngine
from graphmodel.problems import EngineError, StudyInvalid
from graphmodel.progress import Progress
from graphmodel_loaders.importers.py2neo_graph import connect_py2neo

if TYPE_CHECKING:
    import py2neo

_SHOWN = 10
"""Errors that an exception shows; it carries all of them."""


def from_py2neo(
    graph: "py2neo.Graph | py2neo.Subgraph", folder: str | Path, *, progress: Progress | None = None
) -> OpenStudy:
    """Make a study of a graph that py2neo holds, and open it.

    The graph has the form of docs/study.md: nodes ``Actor``, ``EvidenceItem`` and so on, known by
    their property ``id``; ``CLAIM`` from what a claim is about to what is claimed, with the columns
    of ``claims`` as properties; whatever else of it there is. Its tables are written to a new
    folder, which is a study like any other: it is checked, built and opened as usual. Where it has
    errors, they can be put right in the folder (``gm.open_study(folder)``) or in the graph.

    What is derived (``sign``, ``phase``, ``rank``, ``NEXT``, a claim's ``site`` by its source ...) is
    derived anew. Bookkeeping (``GraphmodelBuild``, ``row_hash``) is no part of it.

    What a graph does not hold cannot come back:

    - tables that are no part of it: ``datacollection``, ``sites_detail``, ``informants``, ``workshops``,
      ``emerging_findings``, ``emerging_prompts``, ``theme_form`` and those of a study's own; questions
      in its folder ``cypher``;
    - of study.toml ``language``, ``coders``, ``[citation]``, ``[licence]`` and notes;
    - columns that are empty in every row, and rows of ``stakeholder_profiles`` that are empty;
    - the order of rows, the spelling of columns, several notes on one claim as several (they come as
      one), and whether a cell was empty where it means the same as what a build fills in (``affirms``,
      ``stated``, the phase of a stage).

    What can be told from the rest is put together again: the table ``predicates`` from the default
    verbs and from what claims say of theirs (kinds that they join, ``acts_as``, ``presence``, ``step``),
    without labels and without verbs that no claim uses; ``[vocabularies]`` from the words that are
    used, those of a study's own behind the default ones. Both need the node ``Study`` that every
    build writes: in a graph made by hand a verb without ``acts_as`` and ``presence`` and a word that is
    no default one may be slips, and are reported as such.

    Warns (``UserWarning``) with counts of everything that has no place in a study: other labels, other
    types of relationship, properties of relationships that are columns of their start
    (``MEMBER_OF``).

    Args:
        graph: a ``py2neo.Graph``, all of which is read, or a ``py2neo.Subgraph``.
        folder: a new or empty folder for the study.
        progress: told of checking and building.

    Returns:
        The study, built and open.

    Raises:
        GraphmodelError: py2neo is not installed.
        OutputError: the folder holds something already.
        StudyError: it is no graph of py2neo, or holds several studies.
        StudyInvalid: the study has errors; its folder is kept, and ``problems`` says where they are.
        ServerError: the server of the graph failed.
    """
    path = Path(folder)
    _, read = read_source(graph, path.resolve().name, "py2neo", {})
    write_imported(read, path, "py2neo", graph)
    if read.account.total() > read.account.total("taken") or read.account.remarks:
        lines = ["Not all of the graph is in the study.", *read.account.lines()]
        warnings.warn("\n".join(lines), stacklevel=2)
    try:
        return open_study(path, progress=progress)
    except StudyInvalid as invalid:
        errors = [problem for problem in invalid.problems if problem.severity == "error"]
        shown = [f"{problem.where}: {problem.what} {problem.remedy}" for problem in errors[:_SHOWN]]
        more = ["..."] if len(errors) > _SHOWN else []
        invalid.add_note("\n".join([f"The tables are in {path}.", *shown, *more]))
        raise


def to_py2neo(engine: Engine) -> "py2neo.Graph":
    """A ``py2neo.Graph`` on the database that an engine asks; see :meth:`OpenStudy.to_py2neo`."""
    if not isinstance(engine, Neo4jEngine):
        raise EngineError(
            "This study is open in a file, which py2neo cannot read. Build it on a Neo4j server "
            "(gm.build_on_server(study, server)) and open it there: gm.open_study(study, on=server).to_py2neo()."
        )
    server = engine.server
    return connect_py2neo(server.uri, server.database, server.username, server.password)
