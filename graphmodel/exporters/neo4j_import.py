"""Files for the server's own importer, ``neo4j-admin database import full``.

It fills the database of a stopped server, far faster than a load does for a large study. The
files hold everything that a load writes, with row hashes and the node ``GraphmodelBuild``, so
that the imported database answers questions at once and a later build compares with it. Only
constraints and indexes are missing.

There is one CSV file for each label, whose ids are a space of their own, and one for each type of
relationship and pair of labels. Text is in quotation marks, and a missing value is an empty
cell without any, which the importer reads as no property.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.formats import ExportableStudy, Exporter, ExportReport, FormatOption
from graphmodel.output.files import replacing_folder
from graphmodel.own_files import earlier_files, list_files
from graphmodel.problems import OutputError
from graphmodel.schema.layout import BUILD_LABEL
from graphmodel.wording import in_line

if TYPE_CHECKING:
    import pyarrow as pa

    from graphmodel.engine.record import BuildRecord
    from graphmodel.graph.build import GraphTables

STEPS = "IMPORT.md"
ARGUMENTS = "import.args"
"""File with the options of the importer, which would be too long for a command line on Windows."""
FOLDERS = ("nodes", "relationships")

_REPORT = "import.report"
_TITLE = "# Files for neo4j-admin database import\n"
_STEPS = """
Study: {title}

{nodes:,} nodes and {relationships:,} relationships, for a server of Neo4j 5.26 or later. The files hold the whole
study in plain text; delete them after the import.

1. Stop the server: `neo4j stop`. (The Community Edition has one database, `neo4j`, and imports into it only while
   the server is stopped.)
2. Copy this folder to the machine of the server and open a terminal in it, as the user that the server runs as.
   Then type, in bash, PowerShell or cmd alike:

   ```
   neo4j-admin database import full neo4j --overwrite-destination "@{arguments}"
   ```

   **This deletes what the database holds.** `neo4j-admin` is in the server's folder `bin`. With the Enterprise
   Edition name another database instead of `neo4j` and create it afterwards: `CREATE DATABASE name`.
3. Start the server: `neo4j start`.
4. Run `graphmodel build STUDY --to neo4j://HOST:7687` once, with this study. It finds every row unchanged and adds the
   constraints and indexes that make nodes and claims quick to find. Questions work before that too, only more slowly.
"""
_HEAD = "# Options of neo4j-admin database import full. IMPORT.md says how to run it.\n"
_BETWEEN_ITEMS = ";"
"""Between the items of a list; no item holds it, because a study has it between them too."""


def write_neo4j_import(study: ExportableStudy, target: Path, *, leave_out_errors: bool = False) -> ExportReport:
    """Write a study as files for ``neo4j-admin database import full``; ``IMPORT.md`` lists the steps.

    Args:
        study: the study; its tables are needed.
        target: a new or empty folder, or one with an unchanged earlier export, which is replaced.
        leave_out_errors: leave out the rows that have errors, instead of writing nothing.

    Raises:
        StudyError, StudyInvalid: the study cannot be read, or has errors.
        BuildError: the study changed meanwhile.
        OutputError: the folder holds anything else, or cannot be written to.
    """
    earlier = earlier_files(target, left=[_REPORT])
    with study.checked(leave_out_errors) as checked:
        study.progress.begin("Writing", sum(checked.graph.counts.values()))
        try:
            with replacing_folder(target, earlier) as work:
                _write_steps(work / STEPS, checked.title, checked.record)
                _write_csv_files(work, checked.graph, checked.record, checked.title, study.progress.reach)
                list_files(work, [path for path in work.rglob("*") if path.is_file()], {"format": EXPORTER.name})
        except OSError as error:
            raise OutputError(
                f"The files could not be written to {target}: {error.strerror or error}. Check whether the disk is"
                " full, or name another folder."
            ) from error
        notes = (
            checked.record.rows_read,
            f"{target / STEPS} says how to import them.",
        )
        files = tuple(path for path in sorted(target.rglob("*")) if path.is_file())
        return ExportReport(files, _counts(checked.record), notes)


def _write_csv_files(
    folder: Path, graph: "GraphTables", record: "BuildRecord", title: str, advance: Callable[[int], None]
) -> None:
    """Write the CSV files, then ``import.args``, so that an incomplete set is never imported.

    Args:
        folder: an existing folder that holds none of them.
        graph: what to write.
        record: what the database is to say about itself; ``record.database`` is the id of the study.
        title: the study's title, for messages.
        advance: takes the number of rows written so far.
    """
    from graphmodel.engine.neo4j.changes import relationship_parts
    from graphmodel.engine.neo4j.rows import row_hashes, with_hashes

    for name in FOLDERS:
        (folder / name).mkdir(exist_ok=True)
    files = _Files(folder, advance)
    options = []
    for label, rows in _nodes(graph, record, title):
        name = f"nodes/{label}.csv"
        files.write(name, {"id": f"id:ID({label})"}, [rows])
        options.append(f"--nodes={label}={name}")
    for part in relationship_parts(graph):
        name = f"relationships/{'-'.join(part.kind)}.csv"
        header = {"start": f":START_ID({part.start})", "end": f":END_ID({part.end})"}
        files.write(name, header, (with_hashes(rows, row_hashes(rows, *part.kind)) for rows in part.slices()))
        options.append(f"--relationships={part.type}={name}")
    if files.line_breaks:
        options.insert(0, "--multiline-fields=true")  # the importer reads twice as fast without
    (folder / ARGUMENTS).write_text(_HEAD + "\n".join(options) + "\n", "utf-8", newline="\n")


def _nodes(graph: "GraphTables", record: "BuildRecord", title: str) -> "Iterator[tuple[str, pa.Table]]":
    import pyarrow as pa

    from graphmodel.engine.neo4j.rows import row_hashes, with_hashes
    from graphmodel.engine.neo4j.state import ready_properties

    for label, rows in graph.nodes.items():
        if rows.num_rows:
            yield label, with_hashes(rows, row_hashes(rows, label))
    yield BUILD_LABEL, pa.Table.from_pylist([ready_properties(record, title, graph.layout)])


class _Files:
    """Writes CSV files; counts the rows, and notes whether a cell has a line break."""

    def __init__(self, folder: Path, advance: Callable[[int], None]) -> None:
        self._folder = folder
        self._advance = advance
        self._done = 0
        self.line_breaks = False

    def write(self, name: str, header: Mapping[str, str], slices: "Iterable[pa.Table]") -> None:
        """Write one file; ``header`` says what the importer calls the columns that name nodes."""
        import pyarrow as pa
        from pyarrow import csv

        with ExitStack() as opened:
            writer: csv.CSVWriter | None = None
            for rows in slices:
                names = [header.get(field.name) or f"{field.name}{_type(field.type)}" for field in rows.schema]
                cells = pa.table([_as_cells(column) for column in rows.columns], names)
                writer = writer or opened.enter_context(csv.CSVWriter(self._folder / name, cells.schema))
                writer.write_table(cells)
                self.line_breaks = self.line_breaks or any(map(_breaks_lines, cells.columns))
                self._done += rows.num_rows
                self._advance(self._done)


def _type(arrow: "pa.DataType") -> str:
    """How the header names a type; text needs no name."""
    import pyarrow as pa

    if pa.types.is_list(arrow):
        return ":string[]"
    if pa.types.is_boolean(arrow):
        return ":boolean"
    return ":long" if pa.types.is_integer(arrow) else ""


def _as_cells(column: "pa.ChunkedArray") -> "pa.ChunkedArray":
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.binary_join(column, _BETWEEN_ITEMS) if pa.types.is_list(column.type) else column


def _breaks_lines(column: "pa.ChunkedArray") -> bool:
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_string(column.type):
        return False
    return any(pc.any(pc.match_substring(column, end)).as_py() for end in ("\n", "\r"))


def _counts(record: "BuildRecord") -> dict[str, int]:
    relationships = sum(number for name, number in record.graph.items() if name.isupper())
    return {"nodes": sum(record.graph.values()) - relationships, "relationships": relationships}


def _write_steps(file: Path, title: str, record: "BuildRecord") -> None:
    text = _STEPS.format(title=in_line(title), arguments=ARGUMENTS, **_counts(record))
    file.write_text(_TITLE + text, "utf-8", newline="\n")


EXPORTER = Exporter(
    "neo4j-import",
    "CSV files for neo4j-admin database import",
    write_neo4j_import,
    options=(FormatOption("leave_out_errors", "leave out the rows that have errors (yes or no)", False),),
)
