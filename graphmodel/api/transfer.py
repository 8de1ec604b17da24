"""Graphs of py2neo become studies; studies become other formats, or files for Neo4j Browser."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.api.exporting import StudyToExport, write_export
from graphmodel.api.import_source import read_source
from graphmodel.api.opened import OpenStudy, open_study
from graphmodel.api.study_files import own_questions
from graphmodel.engine.neo4j.address import Server, study_and_server
from graphmodel.formats import ExportReport, find_exporter
from graphmodel.output.files import replacing_folder
from graphmodel.output.written import writing_for
from graphmodel.problems import OutputError, StudyInvalid, warn_caller
from graphmodel.progress import Progress
from graphmodel.queries.bank import find_questions
from graphmodel_loaders import read_study
from graphmodel_loaders.folder_writer import refuse_if_filled
from graphmodel_viz.neo4j_browser import favourites, style

if TYPE_CHECKING:
    import py2neo

_SHOWN = 10
"""Errors that an exception shows; it carries all of them."""


def from_py2neo(
    graph: "py2neo.Graph | py2neo.Subgraph", folder: str | Path, *, progress: Progress | None = None
) -> OpenStudy:
    """Make a study from a graph of py2neo, and open it.

    The graph has the form that docs/study.md describes: nodes ``Actor``, ``EvidenceItem`` and so on
    with a property ``id``; ``CLAIM`` from the subject to the object of a claim, with the columns of
    ``claims`` as properties; and whichever other relationships there are. Its tables are written to
    a new folder, which is checked, built and opened like any study. Fix errors in the folder
    (then ``gm.open_study(folder)``) or in the graph.

    The build derives again what is derived (``sign``, ``phase``, ``STATE_AT``, ``NEXT`` ...), so only
    what was coded is restored. The record of a build (``GraphmodelBuild``, ``row_hash``) is not part
    of a study.

    A graph does not hold, so that these do not come back:

    - tables that are not part of it: ``datacollection``, ``sites_detail``, ``informants``, ``workshops``,
      ``emerging_findings``, ``emerging_prompts``, ``theme_form`` and those of the study's own;
      questions in its folder ``cypher``;
    - ``coders``, ``[citation]``, ``[licence]`` and notes of study.toml;
    - columns that are empty in every row, and empty rows of ``stakeholder_profiles``;
    - the order of rows, the spelling of columns, several notes on one claim (they come back as one),
      and whether a cell was empty or had the value that a build fills in (``affirms``, ``stated``, the
      phase of a stage).

    ``predicates`` comes from the nodes ``Verb`` of a built graph. A graph without them gets the default
    verbs, and its own from what claims show about them (the kinds that they join, ``acts_as``,
    ``presence``, ``step``). ``[vocabularies]`` gets the words that are used. In a graph made by hand,
    which has no node ``Study``, the check reports unknown words and verbs, which may be mistakes.

    Warns (``UserWarning``) with the account of the import if anything has no place in a study.

    Args:
        graph: a ``py2neo.Graph``, which is read completely, or a ``py2neo.Subgraph``.
        folder: a new or empty folder for the study.
        progress: shows how far checking and building are.

    Returns:
        The study, built and open.

    Raises:
        GraphmodelError: py2neo is not installed.
        OutputError: the folder holds something that graphmodel did not write.
        StudyError: it is not a graph of py2neo, or holds several studies.
        StudyInvalid: the study has errors; its folder is kept, and ``problems`` says where they are.
        ServerError: the server of the graph failed.
    """
    path = Path(folder)
    refuse_if_filled(path)
    incoming = read_source(graph, path, "py2neo").incoming()
    incoming.write_new()
    read = incoming.read
    if read.account.total() > read.account.total("taken") or read.account.remarks:
        lines = ["Not all of the graph is in the study.", *read.account.lines()]
        warn_caller("\n".join(lines))
    try:
        return open_study(path, progress=progress)
    except StudyInvalid as invalid:
        errors = [problem for problem in invalid.problems if problem.severity == "error"]
        shown = [f"{problem.where}: {problem.what} {problem.remedy}" for problem in errors[:_SHOWN]]
        more = ["..."] if len(errors) > _SHOWN else []
        invalid.add_note("\n".join([f"The tables are in {path}.", *shown, *more]))
        raise


def export_study(
    study: str | Path | Server,
    format: str,  # noqa: A002 - the word that users know
    target: str | Path,
    *,
    on: str | Server | None = None,
    db: str | Path | None = None,
    build_first: bool = True,
    progress: Progress | None = None,
    **options: str | int | bool,
) -> ExportReport:
    """Write a study in another format.

    Args:
        study: a folder of tables, a workbook, or a server.
        format: name of the format.
        target: the file or folder to write (see docs/formats.md).
        on: the Neo4j server to read the graph from.
        db: folder of the embedded database, if it is not in the study.
        build_first: build what has changed, if the format needs the graph.
        progress: shows how far the work is.
        options: what the format takes besides.

    Raises:
        NotFound: there is no such format, or it needs tables that are not available.
        FormatError: the format has no such option.
        OutputError: the target holds something that graphmodel did not write, or would harm the study.
        StudyError, BuildError, ServerError: the study cannot be read, built or reached.
    """
    exporter = find_exporter(format)
    path, _ = study_and_server(study, on)
    opening = partial(open_study, study, on=on, db=db, build_first=build_first, progress=progress)
    source = StudyToExport(path, opening, progress)
    try:
        return write_export(source, exporter, Path(target), options)
    finally:
        source.close()


def write_import_files(
    study: str | Path, folder: str | Path, *, leave_out_errors: bool = False, progress: Progress | None = None
) -> ExportReport:
    """Old name of ``export_study(study, "neo4j-import", folder)``; it goes with the next version."""
    return export_study(study, "neo4j-import", folder, progress=progress, leave_out_errors=leave_out_errors)


_BROWSER_STYLE, _BROWSER_QUESTIONS = "graphmodel.grass", "questions.zip"


def write_browser_files(study: str | Path, folder: str | Path, *, force: bool = False) -> list[Path]:
    """Write a style sheet and all questions for Neo4j Browser.

    Args:
        study: a folder of tables, or a workbook; its focus is the default of some options, and its
            own questions are among them.
        folder: where to; created if it is missing.
        force: overwrite files of these names that graphmodel did not write for this study.

    Returns:
        The two files: ``graphmodel.grass`` and ``questions.zip``.

    Raises:
        StudyError: it cannot be read as a study.
        OutputError: the files cannot be written.
    """
    path, target = Path(study), Path(folder)
    settings = read_study(path).settings
    bank = find_questions(own_questions(path))
    files = {_BROWSER_STYLE: style().encode(), _BROWSER_QUESTIONS: favourites(bank.questions.values(), settings.focus)}
    try:
        with writing_for(path, force), replacing_folder(target) as work:
            for name, content in files.items():
                (work / name).write_bytes(content)
    except OSError as error:
        raise OutputError(f"{error.filename} cannot be written: {error.strerror}. Name another folder.") from error
    return [target / name for name in files]
