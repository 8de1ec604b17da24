"""Files for the server's own importer, ``neo4j-admin database import full``.

It fills the database of a stopped server, far quicker than a load does for a large study. The
files hold everything that a load writes, row hashes and the node ``GraphmodelBuild`` with it, so
that an imported database is a study that can be asked at once, and a later build compares with
it. Only constraints are not there yet.

One CSV file for each label, with its ids in a space of their own, and one for each type of
relationship and pair of labels. Text stands in quotation marks and what is missing is an empty
cell without any, which the importer takes for no property at all.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from graphmodel.engine.neo4j.changes import relationship_parts
from graphmodel.engine.neo4j.rows import row_hashes, with_hashes
from graphmodel.engine.neo4j.state import LABEL, ready_properties
from graphmodel.engine.store import BuildRecord
from graphmodel.graph.build import GraphTables

ARGUMENTS = "import.args"
"""File with the options of the importer, which would be too long for a command line on Windows."""

FOLDERS = ("nodes", "relationships")

_BETWEEN_ITEMS = ";"
"""Between the items of a list; none holds it, as it is what a study has between them."""

_OPTIONS = "# Options of neo4j-admin database import full. IMPORT.md says how it is run.\n--multiline-fields=true\n"


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
    options, done = [], 0
    for label, rows in _nodes(graph, record, title):
        name = f"nodes/{label}.csv"
        header = {"id": f"id:ID({label})"}
        done = _write(folder / name, header, [rows], done, advance)
        options.append(f"--nodes={label}={name}")
    for part in relationship_parts(graph):
        name = f"relationships/{'-'.join(part.kind)}.csv"
        header = {"start": f":START_ID({part.start})", "end": f":END_ID({part.end})"}
        hashed = (with_hashes(rows, row_hashes(rows, *part.kind)) for rows in part.slices())
        done = _write(folder / name, header, hashed, done, advance)
        options.append(f"--relationships={part.type}={name}")
    (folder / ARGUMENTS).write_text(_OPTIONS + "\n".join(options) + "\n", "utf-8", newline="\n")


def _nodes(graph: GraphTables, record: BuildRecord, title: str) -> Iterator[tuple[str, pa.Table]]:
    for label, rows in graph.nodes.items():
        if rows.num_rows:
            yield label, with_hashes(rows, row_hashes(rows, label))
    yield LABEL, pa.Table.from_pylist([ready_properties(record, title, graph.layout)])


def _write(
    file: Path, header: dict[str, str], slices: Iterable[pa.Table], done: int, advance: Callable[[int], None]
) -> int:
    """Write one file; ``header`` says what the importer calls some of the columns. How many rows are done then."""
    writer: csv.CSVWriter | None = None
    try:
        for rows in slices:
            names = [header.get(field.name) or f"{field.name}{_type(field.type)}" for field in rows.schema]
            cells = pa.table([_as_cells(column) for column in rows.columns], names)
            writer = writer or csv.CSVWriter(file, cells.schema)
            writer.write_table(cells)
            done += rows.num_rows
            advance(done)
    finally:
        if writer is not None:
            writer.close()
    return done


def _type(arrow: pa.DataType) -> str:
    """How the header names a type; text needs no name."""
    if pa.types.is_list(arrow):
        return ":string[]"
    if pa.types.is_boolean(arrow):
        return ":boolean"
    return ":long" if pa.types.is_integer(arrow) else ""


def _as_cells(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.binary_join(column, _BETWEEN_ITEMS) if pa.types.is_list(column.type) else column
