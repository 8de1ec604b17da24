"""A study as files for the importer of a Neo4j server."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graphmodel.api.building import build_record, checked_graph, content_of, still_so
from graphmodel.api.study_files import look_at
from graphmodel.engine.neo4j.import_files import ARGUMENTS, FOLDERS, write_csv_files
from graphmodel.engine.record import BuildRecord
from graphmodel.problems import OutputError, Problems
from graphmodel.progress import Progress, Silent
from graphmodel_loaders import read_study

STEPS = "IMPORT.md"
_REPORT = "import.report"
_TITLE = "# Files for neo4j-admin database import\n"
_STEPS = """
Study: {title}

{nodes:,} nodes and {relationships:,} relationships, for a server of Neo4j 5.26 or later. The files hold the whole
study in plain text; delete them when they have been imported.

1. Stop the server: `neo4j stop`. (The Community Edition has one database, `neo4j`, and imports into it only while
   the server is stopped.)
2. Bring this folder to the machine of the server and open a terminal in it, as the user that the server runs as.
   Then type, in bash, PowerShell or cmd alike:

   ```
   neo4j-admin database import full neo4j --overwrite-destination "@{arguments}"
   ```

   **This deletes what the database holds.** `neo4j-admin` lies in the server's folder `bin`. With the Enterprise
   Edition name another database instead of `neo4j` and have it made afterwards: `CREATE DATABASE name`.
3. Start the server: `neo4j start`.
4. `graphmodel build STUDY --to neo4j://HOST:7687` once, with this study. It finds every row as it should be and
   adds the constraints and indexes by which nodes and claims are found. The study can be asked before that as
   well, only more slowly.
"""


@dataclass(frozen=True)
class ImportFilesReport:
    """What was written: ``record`` counts the rows, ``folder`` is where they lie."""

    record: BuildRecord
    folder: Path
    problems: Problems


def write_import_files(
    study: str | Path, folder: str | Path, *, leave_out_errors: bool = False, progress: Progress | None = None
) -> ImportFilesReport:
    """Write a study as files for ``neo4j-admin database import full``.

    For a first build of a large study: an import is far quicker than a load through a running
    server. ``IMPORT.md`` in the folder has the command and the steps.

    Args:
        study: a folder of tables, or a workbook.
        folder: new or empty; or one that holds such files, which are replaced.
        leave_out_errors: leave out the rows that have errors, instead of writing nothing.
        progress: told of checking and writing.

    Raises:
        StudyError, StudyInvalid: the study cannot be read, or has errors.
        BuildError: the study changed meanwhile.
        OutputError: the folder holds something else, or cannot be written to.
    """
    shown = progress or Silent()
    path, target = Path(study), Path(folder)
    leavings = list(_earlier_files(target))
    seen = look_at(path)
    source = read_study(path)
    with tempfile.TemporaryDirectory(prefix="graphmodel-") as work:
        checking, graph = checked_graph(source, Path(work), leave_out_errors, shown)
        record = build_record(source.settings.id, content_of(source), checking, graph)
        rows = sum(graph.counts.values())
        shown.begin("Writing", rows)
        try:
            target.mkdir(parents=True, exist_ok=True)
            for file in leavings:
                file.unlink()
            # First, so that what is there is known to be ours, should the rest never come.
            _write_steps(target / STEPS, source.settings.title, record)
            write_csv_files(target, graph, record, source.settings.title, shown.reach)
        except OSError as error:
            raise OutputError(
                f"The files could not be written to {target}: {error.strerror or error}. See whether the disk is full, "
                "or name another folder."
            ) from error
    still_so(path, seen)
    return ImportFilesReport(record, target, checking.problems)


def _earlier_files(folder: Path) -> Iterator[Path]:
    """The files of an earlier export into this folder, but for IMPORT.md, by which it is known to be one.

    Raises:
        OutputError: it holds anything else, or is a file.
    """
    if folder.is_file():
        raise OutputError(f"{folder} is a file; nothing was written. Name a folder.")
    found = sorted(folder.rglob("*"))
    ours = {folder / name for name in (ARGUMENTS, STEPS, _REPORT, *FOLDERS)}
    strange = [path for path in found if path not in ours and not _is_table(path, folder)]
    steps = folder / STEPS
    if not strange and found and not (steps.is_file() and steps.read_text("utf-8", "replace").startswith(_TITLE)):
        strange = found
    if strange:
        raise OutputError(
            f"{folder} holds something else ({strange[0].name}); nothing was written. Name a folder that is new or "
            "empty, or one that holds an earlier export."
        )
    yield from (path for path in found if path.is_file() and path != steps)


def _is_table(path: Path, folder: Path) -> bool:
    return path.suffix == ".csv" and path.is_file() and path.parent in {folder / name for name in FOLDERS}


def _write_steps(file: Path, title: str, record: BuildRecord) -> None:
    relationships = sum(n for name, n in record.graph.items() if name.isupper())
    nodes = sum(record.graph.values()) - relationships
    text = _STEPS.format(title=title, nodes=nodes, relationships=relationships, arguments=ARGUMENTS)
    file.write_text(_TITLE + text, "utf-8", newline="\n")
