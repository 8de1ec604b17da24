"""A new study: every table of the graph with its header, notes, defaults and a worked example."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from graphmodel.schema import TABLES
from graphmodel.schema.columns import TableSchema, allowed
from graphmodel_loaders.example_rows import EXAMPLE, SETTINGS, SETTINGS_NOTES, ExampleRows
from graphmodel_loaders.folder_writer import refuse_if_filled, write_files
from graphmodel_loaders.loaded_study import packaged_folder, packaged_rows

NEW_TABLES = (
    "claims",
    "actors",
    "organisations",
    "evidence",
    "factors",
    "sources",
    "workstreams",
    "sites",
    "products",
    "tools",
    "objections",
    "codebook",
    "predicates",
    "stages",
    "evidence_types",
    "evidence_use",
    "verdicts",
    "ratings",
    "stakeholder_profiles",
    "stakeholder_links",
    "coding_notes",
)
"""Tables that become the graph, in the order in which people fill them in."""

_FROM_PACKAGE = ("predicates", "stages", "evidence_types")


def write_new_study(folder: Path, excel: bool = False) -> Path:
    """Write a new study to a new or empty folder.

    Args:
        folder: where to.
        excel: one workbook, ``study.xlsx``, with drop-down lists, instead of CSV files.

    Returns:
        What the other commands take: the folder, or the workbook.

    Raises:
        OutputError: the folder is not empty.
    """
    refuse_if_filled(folder)
    folder.mkdir(parents=True, exist_ok=True)
    tables = {name: (headers(TABLES[name]), new_rows(name)) for name in NEW_TABLES}
    if excel:
        from graphmodel_loaders.workbook_writer import write_workbook

        path = folder / "study.xlsx"
        settings = [(key, value, SETTINGS_NOTES.get(key, "")) for key, value in SETTINGS.items()]
        write_workbook(path, settings, tables, list(notes()))
        return path
    write_files(folder, tables, SETTINGS, SETTINGS_NOTES)
    (folder / "notes.txt").write_text(_notes_text(), "utf-8")
    return folder


def write_example(folder: Path) -> list[Path]:
    """Copy all files of the packaged study to a new or empty folder.

    Returns:
        The files written.

    Raises:
        OutputError: the folder is not empty.
    """
    refuse_if_filled(folder)
    folder.mkdir(parents=True, exist_ok=True)
    files = sorted(path for path in packaged_folder().iterdir() if path.is_file() and not path.name.startswith("."))
    return [Path(shutil.copyfile(path, folder / path.name)) for path in files]


def headers(schema: TableSchema) -> list[str]:
    """Columns of a new table."""
    return [column.name for column in schema.columns]


def new_rows(table: str) -> ExampleRows:
    """Rows of a new table: the default ones or the worked example.

    The default types of evidence name codes of the packaged codebook; a new study has its own.
    """
    if table not in _FROM_PACKAGE:
        return EXAMPLE.get(table, [])
    return [{**row, "codes": ""} if "codes" in row else row for row in packaged_rows(table)]


def notes() -> Iterator[tuple[str, str, str, str, str]]:
    """Rows of the notes: table, column, what it may hold, whether it is needed, what it is."""
    for name in NEW_TABLES:
        schema = TABLES[name]
        yield name, "", "", "", schema.note
        for column in schema.columns:
            yield name, column.name, allowed(column), "needed" if column.required else "", column.note


def _notes_text() -> str:
    lines = ["The tables of this study and their columns. graphmodel does not read this file.", ""]
    for table, column, may, needed, what in notes():
        if not column:
            lines += ["", f"{table}: {what}"]
        else:
            lines.append(f"    {column}: {'; '.join(text for text in (what, may, needed) if text)}")
    return "\n".join(lines) + "\n"
