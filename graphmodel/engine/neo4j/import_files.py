"""Files for the server's own importer, ``neo4j-admin database import full``.

It fills the database of a stopped server, far quicker than a load does for a large study. The
files hold everything that a load writes, row hashes and the node ``GraphmodelBuild`` with it, so
that an imported database is a study that can be asked at once, and a later build compares with
it. Only constraints and indexes are not there yet.

One CSV file for each label, with its ids in a space of their own, and one for each type of
relationship and pair of labels. Text stands in quotation marks and what is missing is an empty
cell without any, which the importer takes for no property at all.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from graphmodel.engine.neo4j.changes import relationship_parts
from graphmodel.engine.neo4j.rows import row_hashes, with_hashes
from graphmodel.engine.neo4j.state import ready_properties
from graphmodel.engine.record import BuildRecord
from graphmodel.graph.build import GraphTables
from graphmodel.schema.layout import BUILD_LABEL

ARGUMENTS = "import.args"
"""File with the options of the importer, which would be too long for a command line on Windows."""

FOLDERS = ("nodes", "relationships")

_BETWEEN_ITEMS = ";"
"""Between the items of a list; none holds it, as it is what a study has between them."""

_HEAD = "# Options of neo4j-admin database import full. IMPORT.md says how it is run.\n"


def write_csv_files(
    folder: Path, graph: GraphTables, record: BuildRecord, title: str, advance: Callable[[int], None]
) -> None:
    """Write the CSV files and ``import.args``, which comes last, so that half of them is never imported.

    Args:
        folder: where to; it is there, and holds none of them.
        graph: what to write.
        record: what the database is to say of itself; ``record.database`` is the id of the study.
        title: the study's title, for messages.
        advance: called with how many rows are done.
    """
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


def _nodes(graph: GraphTables, record: BuildRecord, title: str) -> Iterator[tuple[str, pa.Table]]:
    for label, rows in graph.nodes.items():
        if rows.num_rows:
            yield label, with_hashes(rows, row_hashes(rows, label))
    yield BUILD_LABEL, pa.Table.from_pylist([ready_properties(record, title, graph.layout)])


class _Files:
    """Writes CSV files; knows how many rows are done and whether a cell goes over several lines."""

    def __init__(self, folder: Path, advance: Callable[[int], None]) -> None:
        self._folder = folder
        self._advance = advance
        self._done = 0
        self.line_breaks = False

    def write(self, name: str, header: Mapping[str, str], slices: Iterable[pa.Table]) -> None:
        """Write one file; ``header`` says what the importer calls the columns that name nodes."""
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


def _type(arrow: pa.DataType) -> str:
    """How the header names a type; text needs no name."""
    if pa.types.is_list(arrow):
        return ":string[]"
    if pa.types.is_boolean(arrow):
        return ":boolean"
    return ":long" if pa.types.is_integer(arrow) else ""


def _as_cells(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.binary_join(column, _BETWEEN_ITEMS) if pa.types.is_list(column.type) else column


def _breaks_lines(column: pa.ChunkedArray) -> bool:
    if not pa.types.is_string(column.type):
        return False
    return any(pc.any(pc.match_substring(column, end)).as_py() for end in ("\n", "\r"))
