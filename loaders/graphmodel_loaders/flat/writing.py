"""Writes a study from a sheet: its tables, its settings, and what it remembers of the sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graphmodel.formats import Row, Tables
from graphmodel.schema import TABLES
from graphmodel.wording import counted
from graphmodel_loaders.flat.choosing import Chosen
from graphmodel_loaders.flat.mapping import MAP_FILE, SheetMap
from graphmodel_loaders.flat.reading import NO_VERB, read_rows, verb_of_heading
from graphmodel_loaders.flat.records import (
    LABELS_FILE,
    PLACES_FILE,
    ROWS_FILE,
    known_rows,
    labels_text,
    places_text,
    rows_text,
)
from graphmodel_loaders.flat.sheet_rows import SheetRow, SheetRows
from graphmodel_loaders.flat.tables import SheetStudy, claims_of, node_tables
from graphmodel_loaders.folder_writer import write_files
from graphmodel_loaders.ids import words_of

_ORDER = ("claims", "actors", "organisations", "evidence", "factors")


@dataclass
class NewStudy:
    """A study that is to be written from a sheet."""

    tables: Tables
    settings: Mapping[str, object]
    records: Mapping[str, str]
    read: SheetRows
    made: SheetStudy


def study_of_sheet(chosen: Chosen, sheet_map: SheetMap, *, study_id: str, title: str) -> NewStudy:
    """The study of a sheet.

    Args:
        chosen: the sheet.
        sheet_map: how it is read; its headings are those of the sheet.
        study_id: id of the study.
        title: its title, which is also the label of the source where no column names one.
    """
    read = read_rows(chosen.table, sheet_map)
    made = claims_of(read, sheet_map, source=title, listed=chosen.kinds)
    read.account.remarks += made_up(sheet_map, title, read)
    tables: dict[str, list[Row]] = {"claims": made.claims, **node_tables(made.nodes, read.rows)}
    tables["predicates"] = list(made.verbs.values())
    notes = [{"claim": claim["claim"], "note": row.note} for row, claim in _pairs(read, made) if row.note]
    if notes:
        tables["coding_notes"] = notes
    quotes = [
        {"quote": f"q_{claim['claim']}", "claim": claim["claim"], "text": row.quote}
        for row, claim in _pairs(read, made)
        if row.quote
    ]
    if quotes:
        tables["quotes"] = quotes
    order = [name for name in dict.fromkeys([*_ORDER, *TABLES]) if name in tables]
    settings: dict[str, object] = {"id": study_id, "title": title}
    if made.focus:
        settings["focus.values"] = list(dict.fromkeys(made.focus.values()))
    own = own_columns(made.claims)
    if own:
        settings["reading.own_columns"] = own
    rows = known_rows(read, made.claims, chosen.sheet)
    records = {
        MAP_FILE: sheet_map.text(),
        ROWS_FILE: rows_text(rows, read.headings),
        PLACES_FILE: places_text(rows, ""),
        LABELS_FILE: labels_text(made.nodes.ids, made.nodes.labels),
    }
    filled = {name: [{key: text for key, text in row.items() if text} for row in tables[name]] for name in order}
    whole = {name: (_columns(name, rows), rows) for name, rows in filled.items()}
    return NewStudy(whole, settings, records, read, made)


def _pairs(read: SheetRows, made: SheetStudy) -> "zip[tuple[SheetRow, Row]]":
    return zip(read.rows, made.claims, strict=True)


def made_up(sheet_map: SheetMap, title: str, read: SheetRows) -> list[str]:
    """What the sheet does not say and is filled in, a sentence each."""
    remarks = []
    without = sum(row.labels.get("source") == title for row in read.rows)
    if "source" not in sheet_map.columns:
        remarks.append(f"No column names a source: all claims have the one source {title!r}.")
    elif without:
        remarks.append(f"{counted(without, 'claim')} without a source: they have the source {title!r}.")
    no_verb = sum(row.verb == NO_VERB for row in read.rows)
    if "predicate" not in sheet_map.columns:
        verb, heading = verb_of_heading(sheet_map)
        whence = f", as the heading {heading} says" if verb else ""
        remarks.append(f"No column names a verb: the verb of all claims is {verb or NO_VERB!r}{whence}.")
    elif no_verb:
        remarks.append(f"{counted(no_verb, 'claim')} without a verb: it is {NO_VERB!r}.")
    no_summary = sum("summary" not in row.values for row in read.rows)
    if no_summary:
        remarks.append(f"The summary of {counted(no_summary, 'claim')} is made from subject, verb and object.")
    return remarks


def own_columns(claims: list[Row]) -> list[str]:
    """Columns of claims that the model does not have."""
    known = {column.name for column in TABLES["claims"].columns}
    return list(dict.fromkeys(name for claim in claims for name in claim if name not in known))


def _columns(table: str, rows: list[Row]) -> list[str]:
    """Columns of a table: those of the model that are needed or filled, then the study's own."""
    schema = TABLES[table]
    filled = {name for row in rows for name, text in row.items() if text}
    known = [column.name for column in schema.columns if column.required or column.name in filled]
    return [*known, *sorted(filled - {column.name for column in schema.columns})]


def write_study(folder: Path, study: NewStudy, records: Path) -> None:
    """Write a study into a folder that exists, and what it remembers into the folder ``records``."""
    write_files(folder, study.tables, study.settings)
    records.mkdir(exist_ok=True)
    for name, text in study.records.items():
        (records / name).write_text(text, "utf-8", newline="")


def study_name(path: Path) -> str:
    """The id of the study of a file."""
    return words_of(path.stem) or "study"
