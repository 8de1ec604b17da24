"""A new study: the tables that a study begins with, with their headers, notes, defaults and a worked example."""

import csv
import shutil
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from graphmodel.problems import NotFound
from graphmodel.schema import KINDS_BY_NAME, TABLES
from graphmodel.schema.columns import TableSchema, allowed
from graphmodel.suggest import did_you_mean
from graphmodel_loaders.example_rows import EXAMPLE, SETTINGS, SETTINGS_NOTES, ExampleRows
from graphmodel_loaders.folder_writer import refuse_if_filled, write_csv, write_files
from graphmodel_loaders.loaded_study import packaged_folder

NEW_TABLES = ("claims", "actors", "organisations", "evidence", "factors", "sources", "stages", "predicates")
"""Tables that a study begins with, in the order in which people fill them in."""

FURTHER = tuple(name for name in TABLES if name not in NEW_TABLES)
"""Tables that one asks for."""

EVERY = "all"

FIRST: dict[str, tuple[str, ...]] = {
    "claims": ("source", "speaker", "subject", "predicate", "object", "stage", "polarity", "summary"),
    "actors": ("label", "granularity", "organisation"),
    "organisations": ("label", "kind", "level"),
    "evidence": ("label", "evidence_type", "focus", "producer", "date"),
    "factors": ("label", "valence", "level"),
    "sources": ("label", "kind"),
    "workstreams": ("label", "kind", "site"),
    "sites": ("label", "kind"),
    "products": ("label", "kind"),
    "tools": ("label", "kind", "purpose"),
    "objections": ("label", "raised_by", "reply"),
}
"""The columns that matter at first; in a new table they stand before the others."""

_FROM_PACKAGE = ("predicates", "stages", "evidence_types")


def write_new_study(folder: Path, excel: bool = False, further: Collection[str] = (), minimal: bool = False) -> Path:
    """Write a new study to a new or empty folder.

    Args:
        folder: where to.
        excel: one workbook, ``study.xlsx``, with drop-down lists, instead of CSV files.
        further: more tables than those that a study begins with, or ``all``.
        minimal: the table of claims alone, with the columns that matter.

    Returns:
        What the other commands take: the folder, or the workbook.

    Raises:
        NotFound: there is no such table.
        OutputError: the folder is not empty.
    """
    refuse_if_filled(folder)
    names = _tables(further, minimal)
    folder.mkdir(parents=True, exist_ok=True)
    tables = {name: (headers(TABLES[name]), new_rows(name, TABLES if minimal else names)) for name in names}
    if minimal:
        tables["claims"] = (list(FIRST["claims"]), _only(tables["claims"][1], FIRST["claims"]))
    settings = {} if minimal else SETTINGS
    if excel:
        from graphmodel_loaders.workbook_writer import write_workbook

        path = folder / "study.xlsx"
        explained = [(key, value, SETTINGS_NOTES.get(key, "")) for key, value in settings.items()]
        write_workbook(path, explained, tables, [] if minimal else list(notes(names)), FIRST)
        return path
    if minimal:
        write_csv(folder / "claims.csv", *tables["claims"])
        return folder
    write_files(folder, tables, settings, SETTINGS_NOTES)
    (folder / "notes.txt").write_text(_notes_text(names), "utf-8")
    return folder


def _tables(further: Collection[str], minimal: bool) -> list[str]:
    """The tables of a new study in their order; checks the names of further ones."""
    for name in further:
        if name not in TABLES and name != EVERY:
            near = did_you_mean(name, [*FURTHER, EVERY])
            raise NotFound(
                f"There is no table {name!r}.{near} Further tables: {', '.join(FURTHER)}; or {EVERY}.", FURTHER
            )
    if minimal:
        return ["claims"]
    asked = FURTHER if EVERY in further else [name for name in FURTHER if name in further]
    return [*NEW_TABLES, *asked]


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
    """Columns of a new table: those that matter first."""
    first = FIRST.get(schema.name, ())
    return [*first, *(column.name for column in schema.columns if column.name not in first)]


def new_rows(table: str, tables: Collection[str]) -> ExampleRows:
    """Rows of a new table: the default ones or the worked example.

    The default types of evidence name codes of the packaged codebook; a new study has its own. Cells that name rows
    of tables that are not there are empty.

    Args:
        table: its name.
        tables: the tables of the study.
    """
    if table in _FROM_PACKAGE:
        with (packaged_folder() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return [{**row, "codes": ""} if "codes" in row else row for row in csv.DictReader(file)]
    named = {column.name: column.refers_to for column in TABLES[table].columns if column.refers_to != ("claim",)}
    there = {
        name
        for name, kinds in named.items()
        if not kinds or any(KINDS_BY_NAME[kind].table in {*tables, *_FROM_PACKAGE} for kind in kinds)
    }
    return _only(EXAMPLE.get(table, []), there)


def _only(rows: ExampleRows, columns: Collection[str]) -> ExampleRows:
    return [{name: text for name, text in row.items() if name in columns} for row in rows]


def notes(tables: Sequence[str]) -> Iterator[tuple[str, str, str, str, str]]:
    """Rows of the notes: table, column, what it may hold, whether it is needed, what it is."""
    for name in tables:
        schema = TABLES[name]
        yield name, "", "", "", schema.note
        for title in headers(schema):
            column = schema.column(title)
            if column:
                yield name, title, allowed(column), "needed" if column.required else "", column.note


def _notes_text(tables: Sequence[str]) -> str:
    lines = ["The tables of this study and their columns. graphmodel does not read this file.", ""]
    for table, column, may, needed, what in notes(tables):
        if not column:
            lines += ["", f"{table}: {what}"]
        else:
            lines.append(f"    {column}: {'; '.join(text for text in (what, may, needed) if text)}")
    return "\n".join(lines) + "\n"
