"""Discourse Network Analyzer: its files (``.dna``), and the lists of events that it exports as CSV.

Facts: the program's own source (https://github.com/leifeld/dna) and manual. A list of events has a row for each
statement: ``statement ID``, ``time``, ``document ID``, ``document title``, ``author``, ``source``, ``section`` and
``type`` of the document, ``text``, and a column for each variable; cells are separated by ``;``. Tables that people
save from R have names without spaces, such as ``docId``, and no text.

A statement says that an actor holds a concept to be so, or not: it becomes a claim that the actor asserts a factor,
with the polarity that agreement gives it. This is what ``graphmodel discourse`` counts.
"""

from pathlib import Path

from graphmodel.account import Account
from graphmodel.formats import FormatOption, ImportedStudy, Importer
from graphmodel.problems import StudyError
from graphmodel.schema.dates import read_date
from graphmodel_loaders.networks.discourse import Discourse, Document, Roles, Statement, study_of_discourse
from graphmodel_loaders.networks.tables import Record, Table, open_tables

ENDING = ".dna"
_OTHER_NAMES = {
    "docid": "document_id",
    "doctitle": "document_title",
    "id": "statement_id",
    **{f"{before}{name}": name for before in ("doc", "document_") for name in ("author", "source", "section", "type")},
}
"""Names of columns in tables from R, and those in lists of events."""
_VARIABLES = ("person", "organization", "organisation", "concept", "agreement")
_OF_DOCUMENTS = ("document_id", "document_title")
"""What tells documents apart; people delete one of the two columns."""
_DAY = len("2019-05-20")
_OF_DOCUMENT = ("author", "source", "section")
_KNOWN = {
    "statement_id",
    "time",
    "document_id",
    "document_title",
    "type",
    "text",
    "coder",
    "start",
    "stop",
    *_OF_DOCUMENT,
}


def read_dna(
    path: Path,
    *,
    study_id: str = "study",
    person: str = "person",
    organisation: str = "organization",
    concept: str = "concept",
    agreement: str = "agreement",
) -> ImportedStudy:
    """A study whose claims are statements about concepts.

    Args:
        path: a file of the program, or a list of events as CSV.
        study_id: id of the study.
        person: the variable of who makes a statement.
        organisation: the variable of the organisation for which somebody speaks, or which makes the statement itself.
        concept: the variable of what a statement is about.
        agreement: the variable of whether the concept is affirmed.

    Raises:
        StudyError: the file cannot be read.
    """
    account = Account()
    roles = Roles(person, organisation, concept, agreement)
    if path.suffix.lower() == ENDING:
        from graphmodel_loaders.networks.dna_file import read_dna_file

        discourse = read_dna_file(path, account)
    else:
        discourse = _events(path, account)
    return study_of_discourse(discourse, roles, path, account, study_id)


def _events(path: Path, account: Account) -> Discourse:
    """Documents and statements of a list of events."""
    discourse = Discourse()
    for table in open_tables(path):
        if not _is_events(table):
            raise StudyError(
                f"{path.name} is not a list of events: it lacks the columns statement ID, time and document ID. In "
                "Discourse Network Analyzer, export an event list as CSV."
            )
        for row in table.rows("statements", account):
            record = Record({_name(name, table): text for name, text in row.cells.items()}, row.place)
            statement = _statement(record)
            discourse.statements.append(statement)
            discourse.documents.setdefault(statement.document, _document(record, statement.date))
    return discourse


def _statement(record: Record) -> Statement:
    values = {name: [text] for name, text in record.cells.items() if name and name not in _KNOWN}
    return Statement(
        record.first("statement_id"),
        record.first(*_OF_DOCUMENTS),
        values,
        date=read_date(record.first("time")[:_DAY]),
        coder=record.first("coder"),
        words=record.first("text"),
        place=record.place,
    )


def _document(record: Record, date: str) -> Document:
    attributes = {name: record.first(name) for name in _OF_DOCUMENT} | {"date": date}
    title = record.first(*reversed(_OF_DOCUMENTS))
    return Document(
        record.first(*_OF_DOCUMENTS), title, record.first("type") or "document", date, attributes=attributes
    )


def _name(name: str, table: Table) -> str:
    """The name of a column as lists of events have it, unless the table has such a column besides."""
    other = _OTHER_NAMES.get(name, name)
    return name if table.has(other) else other


def _is_events(table: Table) -> bool:
    names = {_name(name, table) for name in table.columns}
    variables = len(names & set(_VARIABLES))
    if {"statement_id", "time", *_OF_DOCUMENTS} <= names:
        return variables > 0 or "text" in names
    return {"statement_id", "time"} <= names and not names.isdisjoint(_OF_DOCUMENTS) and variables > 1


def _is_dna(path: object) -> bool:
    from graphmodel_loaders.networks.dna_file import is_dna_file

    if not isinstance(path, Path) or not path.is_file():
        return False
    if path.suffix.lower() == ENDING:
        return is_dna_file(path)
    return any(map(_is_events, open_tables(path)))


IMPORTER = Importer(
    "dna",
    "statements of Discourse Network Analyzer: a .dna file, or an event list as CSV",
    read_dna,
    _is_dna,
    endings=(ENDING, ".csv"),
    options=(
        FormatOption("person", "variable of who makes a statement", "person"),
        FormatOption("organisation", "variable of the organisation that somebody speaks for", "organization"),
        FormatOption("concept", "variable of what a statement is about", "concept"),
        FormatOption("agreement", "variable of whether the concept is affirmed", "agreement"),
    ),
)
