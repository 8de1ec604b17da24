"""The tables of a study: a folder of CSV files with study.toml, or one workbook."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel.formats import ExportableStudy, Exporter, ExportReport, FormatOption, ImportedStudy
from graphmodel.output import refuse_ending
from graphmodel.output.files import replacing, replacing_folder
from graphmodel.own_files import earlier_files, list_files
from graphmodel.problems import OutputError
from graphmodel.wording import counted

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.frames.study_frames import StudyFrames


LONGEST_SHEET = 31
"""Characters of a sheet's name that Excel allows."""
LONGEST_CELL = 32_767
"""Characters that Excel allows in a cell."""


def write_folder(study: ExportableStudy, target: Path, *, everything: bool = False) -> ExportReport:
    """Write the tables of a study as CSV files, UTF-8 with commas.

    They come from the study's own tables; from its graph, if that is all there is (see
    ``from_py2neo`` for what a graph does not hold).

    Args:
        study: the study.
        target: a new or empty folder, or one with an unchanged earlier export, which is replaced.
        everything: also what must not be handed on: words without permission, profiles, and whatever is of somebody
            who has withdrawn. This is a backup for the team.

    Raises:
        OutputError: the folder holds anything else, or cannot be written to.
    """
    from graphmodel_loaders.folder_writer import write_files

    earlier = earlier_files(target)
    tables = _tables(study, everything)
    try:
        with replacing_folder(target, earlier) as work:
            files = write_files(work, tables.tables, tables.settings)
            files.append(list_files(work, files, {"format": FOLDER.name}))
    except OSError as error:
        raise OutputError(f"The tables could not be written to {target}: {error.strerror or error}.") from error
    return ExportReport(tuple(target / file.name for file in files), _counts(tables), tuple(_notes(tables)))


def write_workbook(study: ExportableStudy, target: Path, *, everything: bool = False) -> ExportReport:
    """Write the tables of a study as one workbook with drop-down lists; see :func:`write_folder`.

    Args:
        study: the study.
        target: a new file that ends in ``.xlsx``.
        everything: also what must not be handed on.

    Raises:
        OutputError: the file exists, has another ending, or cannot be written.
    """
    from graphmodel_loaders.workbook_writer import write_workbook as write_book

    refuse_ending(target, ".xlsx")
    if os.path.lexists(target):
        raise OutputError(f"{target} exists; nothing was written. Name a new file, or delete this one first.")
    tables = _tables(study, everything)
    too_long = [name for name in tables.tables if len(name) > LONGEST_SHEET]
    cut = sum(len(cell) > LONGEST_CELL for _, rows in tables.tables.values() for row in rows for cell in row.values())
    if too_long or cut:
        what = f"The table name {too_long[0]} is" if too_long else f"{counted(cut, 'cell')} would be"
        raise OutputError(f"{what} too long for Excel; nothing was written. Export to the format folder instead.")
    settings = [(key, _cell(value), "") for key, value in tables.settings.items()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with replacing(target) as work:
            write_book(work, settings, tables.tables, [])
    except OSError as error:
        raise OutputError(f"The workbook could not be written to {target}: {error.strerror or error}.") from error
    return ExportReport((target,), _counts(tables), tuple(_notes(tables)))


def _tables(study: ExportableStudy, everything: bool) -> ImportedStudy:
    own = study.tables(everything)
    if own is not None:
        return own
    from graphmodel_loaders.graph_tables import study_tables

    return study_tables(*_graph(study.frames), default_id=study.settings.id)


def _graph(frames: "StudyFrames") -> tuple[dict[Any, Any], list[Any]]:
    """The nodes and relationships of frames, as the importer of graphs takes them."""
    from graphmodel.schema import KINDS
    from graphmodel.schema.layout import APART, REFERENCE_EDGES, TABLE_EDGES
    from graphmodel_loaders.graph_parts import GraphNode, GraphRelationship

    nodes = {}
    for label in (*APART, *(kind.label for kind in KINDS)):
        for row in _records(frames.nodes(label)):
            # Only ids of the study's own nodes are ends of relationships; the others must not hide them.
            key = row["id"] if label not in APART else (label, row["id"])
            nodes[key] = GraphNode(frozenset({label}), row)
    relationships = [
        GraphRelationship("CLAIM", row.pop("subject"), row.pop("object"), row)
        for row in _records(frames.claims.drop(columns=["subject_kind", "object_kind"]))
    ]
    types = ["NEXT", *(edge.type for edge in REFERENCE_EDGES), *(edge.type for edge in TABLE_EDGES)]
    for name in dict.fromkeys(types):
        relationships += [
            GraphRelationship(name, row.pop("start"), row.pop("end"), row) for row in _records(frames.edges(name))
        ]
    return nodes, relationships


def _records(frame: "pd.DataFrame") -> list[dict[str, Any]]:
    import pandas as pd

    return [
        {str(name): value for name, value in row.items() if isinstance(value, list) or not pd.isna(value)}
        for row in frame.to_dict("records")
    ]


def _cell(value: object) -> str | list[str]:
    return list(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _counts(tables: ImportedStudy) -> dict[str, int]:
    return {"tables": len(tables.tables), "rows": sum(len(rows) for _, rows in tables.tables.values())}


def _notes(tables: ImportedStudy) -> list[str]:
    account = tables.account
    return [*(account.lines() if account.total() > account.total("taken") else ()), *account.remarks]


_EVERYTHING = FormatOption(
    "everything",
    "a backup for the team: also words without permission, profiles and people who have withdrawn (yes or no)",
    False,
)
FOLDER = Exporter("folder", "the tables of a study as CSV files", write_folder, options=(_EVERYTHING,))
WORKBOOK = Exporter(
    "workbook",
    "the tables of a study as one Excel workbook",
    write_workbook,
    target="file",
    options=(_EVERYTHING,),
)
