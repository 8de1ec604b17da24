"""Synthetic databases in the forms of Discourse Network Analyzer, versions 2 and 3."""

import sqlite3
from contextlib import closing
from pathlib import Path

TEXT = "Café 🍲. The cook said: meals get cold. The council: not so. Both want fewer journeys."
SECONDS = 1_558_310_400
"""20 May 2019, at midnight."""

_SHARED = """
CREATE TABLE CODERS(ID INTEGER PRIMARY KEY, Name TEXT, Password TEXT);
CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT, Source TEXT,
  Section TEXT, Notes TEXT, Type TEXT, Date INTEGER);
CREATE TABLE STATEMENTTYPES(ID INTEGER PRIMARY KEY, Label TEXT, Red INTEGER, Green INTEGER, Blue INTEGER);
CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER,
  Stop INTEGER, Coder INTEGER);
CREATE TABLE REGEXES(Label TEXT PRIMARY KEY, Red INTEGER, Green INTEGER, Blue INTEGER);
INSERT INTO CODERS VALUES (1, 'Admin', 'secret'), (2, 'Ben', 'secret');
INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement', 239, 208, 51), (2, 'Annotation', 1, 2, 3);
INSERT INTO REGEXES VALUES ('meal', 1, 2, 3);
"""
_VARIABLES = [
    (1, "person", "short text", 1),
    (2, "organization", "short text", 1),
    (3, "concept", "short text", 1),
    (4, "agreement", "boolean", 1),
    (5, "note", "long text", 2),
]
_STATEMENTS = [
    # id, type, words, coder, person, organization, concept, agreement
    (1, 1, "meals get cold", 1, "Head cook", "School kitchen", "Meals get cold", 1),
    (2, 1, "not so", 1, "", "County council", "Meals get cold", 0),
    (3, 1, "meals get cold", 2, "Head cook", "School kitchen", "Meals get cold", 0),
    (4, 1, "fewer journeys", 1, "Head cook", "", "Fewer journeys", 1),
    (5, 1, "Both", 1, "Clerk", "County council", "", 1),
    (6, 2, "Café", 1, "", "", "", 1),
]


def dna_3(path: Path) -> Path:
    """A file of version 3: values refer to entities, which have attributes; dates in seconds."""
    with closing(sqlite3.connect(path)) as database:
        database.executescript(
            _SHARED
            + """
            CREATE TABLE VARIABLES(ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
            CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT, ChildOf INTEGER);
            CREATE TABLE ATTRIBUTEVARIABLES(ID INTEGER PRIMARY KEY, VariableId INTEGER, AttributeVariable TEXT);
            CREATE TABLE ATTRIBUTEVALUES(ID INTEGER PRIMARY KEY, EntityId INTEGER, AttributeVariableId INTEGER,
              AttributeValue TEXT);
            """
        )
        database.executemany("INSERT INTO VARIABLES VALUES (?, ?, ?, ?)", _VARIABLES)
        entities = {
            value: number for number, value in enumerate(sorted({cell for row in _STATEMENTS for cell in row[4:7]}))
        }
        variables = {cell: place + 1 for row in _STATEMENTS for place, cell in enumerate(row[4:7])}
        database.executemany(
            "INSERT INTO ENTITIES VALUES (?, ?, ?, NULL)", [(id_, variables[v], v) for v, id_ in entities.items()]
        )
        database.execute("INSERT INTO ATTRIBUTEVARIABLES VALUES (1, 1, 'Type'), (2, 1, 'Seat on board')")
        database.executemany(
            "INSERT INTO ATTRIBUTEVALUES VALUES (?, ?, ?, ?)",
            [(1, entities["Head cook"], 1, "Practitioner"), (2, entities["Head cook"], 2, "yes")],
        )
        _fill(database, SECONDS, entities)
    return path


def dna_2(path: Path) -> Path:
    """A file of version 2: values are texts, with their attributes in one table; dates in milliseconds."""
    with closing(sqlite3.connect(path)) as database:
        database.executescript(
            _SHARED
            + """
            CREATE TABLE VARIABLES(ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
            CREATE TABLE ATTRIBUTES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT, Type TEXT, Alias TEXT,
              Notes TEXT, ChildOf INTEGER);
            INSERT INTO ATTRIBUTES VALUES (1, 1, 'Head cook', 'Practitioner', 'HC', '', NULL);
            """
        )
        database.executemany("INSERT INTO VARIABLES VALUES (?, ?, ?, ?)", _VARIABLES)
        _fill(database, SECONDS * 1000, None)
    return path


def _fill(database: sqlite3.Connection, date: int, entities: dict[str, int] | None) -> None:
    kind, value = ("INTEGER", "Entity") if entities is not None else ("TEXT", "Value")
    for table, column in (
        ("DATASHORTTEXT", f"{value} {kind}"),
        ("DATALONGTEXT", "Value TEXT"),
        ("DATABOOLEAN", "Value INTEGER"),
    ):
        database.execute(
            f"CREATE TABLE {table}(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, {column})"
        )
    document = (1, "Minutes of May", TEXT, 1, "Clerk", "County", "", "", "Minutes", date)
    database.execute("INSERT INTO DOCUMENTS VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", document)
    for id_, type_, words, coder, *values, agreement in _STATEMENTS:
        start = len(TEXT[: TEXT.index(words)].encode("utf-16-le")) // 2
        stop = start + len(words.encode("utf-16-le")) // 2
        database.execute("INSERT INTO STATEMENTS VALUES (?, ?, 1, ?, ?, ?)", (id_, type_, start, stop, coder))
        if type_ == 2:
            database.execute("INSERT INTO DATALONGTEXT(StatementId, VariableId, Value) VALUES (?, 5, 'a note')", (id_,))
            continue
        for variable, text in enumerate(values, 1):
            stored = entities[text] if entities is not None else text
            database.execute(
                f"INSERT INTO DATASHORTTEXT(StatementId, VariableId, {value}) VALUES (?, ?, ?)", (id_, variable, stored)
            )
        database.execute("INSERT INTO DATABOOLEAN(StatementId, VariableId, Value) VALUES (?, 4, ?)", (id_, agreement))
    database.commit()
