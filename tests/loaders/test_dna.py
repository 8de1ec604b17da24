"""Statements of Discourse Network Analyzer become claims: who asserts or denies what, where, in which words."""

import csv
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

import graphmodel as gm
from graphmodel.formats import ImportedStudy, Row, find_importer, importers
from graphmodel.problems import FormatError, StudyError
from tests.support.dna import TEXT, dna_2, dna_3
from tests.support.pages import ROOT
from tests.support.tiers import examples

EVENTS = ROOT / "tests" / "data" / "imports" / "dna" / "events.csv"
MAKERS = {"dna_2": dna_2, "dna_3": dna_3}


def read(path: Path, **options: str) -> ImportedStudy:
    study = importers()["dna"].read(path, **options)
    assert isinstance(study, ImportedStudy)
    return study


def rows(study: ImportedStudy, table: str) -> list[Row]:
    return list(study.tables[table][1]) if table in study.tables else []


def claims(study: ImportedStudy) -> dict[str, Row]:
    """Claims by the number of their statement."""
    return {row["locator"].removeprefix("statement "): row for row in rows(study, "claims")}


@pytest.mark.parametrize("version", MAKERS)
def test_statements_of_a_file(version: str, tmp_path: Path) -> None:
    path = MAKERS[version](tmp_path / "project.dna")
    assert find_importer(path).name == "dna"
    study = read(path)
    found = {
        number: (row["subject"], row.get("speaker", ""), row["predicate"], row["object"], row["polarity"], row["coder"])
        for number, row in claims(study).items()
    }
    cold, fewer = "fac.meals_get_cold", "fac.fewer_journeys"
    assert found == {
        "1": ("act.head_cook", "act.head_cook", "asserts", cold, "affirms", "Admin"),
        "2": ("org.county_council", "", "asserts", cold, "denies", "Admin"),
        "4": ("act.head_cook", "act.head_cook", "asserts", fewer, "affirms", "Admin"),
    }
    assert {row["date"] for row in rows(study, "claims")} == {"2019-05-20"}
    [cook] = rows(study, "actors")
    assert (cook["organisation"], cook["type"]) == ("org.school_kitchen", "Practitioner")
    [source] = rows(study, "sources")
    assert (source["label"], source["kind"], source["date"]) == ("Minutes of May", "Minutes", "2019-05-20")


def test_words_are_found_by_offsets_that_count_emojis_as_two(tmp_path: Path) -> None:
    study = read(dna_3(tmp_path / "project.dna"))
    quotes = rows(study, "quotes")
    assert {row["text"] for row in quotes} == {"meals get cold", "not so", "fewer journeys"}
    for row in quotes:
        assert TEXT[int(row["start"]) : int(row["end"])] == row["text"]


def test_two_coders_of_the_same_words_make_one_claim_with_both_codings(tmp_path: Path) -> None:
    study = read(dna_3(tmp_path / "project.dna"))
    assert [(row["coder"], row["polarity"]) for row in rows(study, "codings")] == [
        ("Admin", "affirms"),
        ("Ben", "denies"),
    ]
    assert {row["claim"] for row in rows(study, "codings")} == {claims(study)["1"]["claim"]}
    assert study.account.counts["statements", "taken", ""] == 4


def test_an_event_list_says_what_the_file_says(tmp_path: Path) -> None:
    of_file, of_events = read(dna_3(tmp_path / "project.dna")), read(EVENTS)
    assert find_importer(EVENTS).name == "dna"
    columns = ("claim", "source", "subject", "predicate", "object", "polarity", "date", "summary")
    assert [[claims(of_file)[number][name] for name in columns] for number in ("1", "2", "4")] == [
        [claims(of_events)[number][name] for name in columns] for number in ("1", "2", "4")
    ]


def test_a_table_from_r(tmp_path: Path) -> None:
    head = ["", "id", "time", "docId", "docTitle", "docType", "person", "organization", "concept", "agreement"]
    row = ["1", "7", "2019-05-20 10:00:00", "3", "Minutes", "Hearing", "Anna", "Council", "Meals get cold", "0"]
    with (tmp_path / "events.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([head, row])
    assert find_importer(tmp_path / "events.csv").name == "dna"
    study = read(tmp_path / "events.csv")
    [claim] = rows(study, "claims")
    assert (claim["subject"], claim["polarity"], claim["date"]) == ("act.anna", "denies", "2019-05-20")
    assert [(one["label"], one["kind"]) for one in rows(study, "sources")] == [("Minutes", "Hearing")]
    assert study.account.remarks == []


def test_what_makes_no_claim_is_counted_with_its_reason(tmp_path: Path) -> None:
    account = read(dna_3(tmp_path / "project.dna")).account
    left = {(what, place) for (what, _), places in account.places.items() for place in places}
    assert left == {("statements", "statement 5"), ("statements", "statement 6")}
    assert account.counts["search terms", "left out", "a study has no search terms"] == 1


def test_values_that_belong_to_roles(tmp_path: Path) -> None:
    path = dna_3(tmp_path / "project.dna")
    with closing(sqlite3.connect(path)) as database:
        database.executescript("""
            CREATE TABLE ROLES(ID INTEGER PRIMARY KEY, RoleName TEXT, StatementTypeId INTEGER);
            CREATE TABLE ROLEVARIABLELINKS(ID INTEGER PRIMARY KEY, RoleId INTEGER, VariableId INTEGER);
            INSERT INTO ROLES SELECT ID, 'role of ' || Variable, StatementTypeId FROM VARIABLES;
            INSERT INTO ROLEVARIABLELINKS SELECT 100 + ID, ID, ID FROM VARIABLES;
        """)
        for table in ("DATASHORTTEXT", "DATALONGTEXT", "DATABOOLEAN"):
            database.execute(f"ALTER TABLE {table} RENAME COLUMN VariableId TO RoleVariableLinkId")
            database.execute(f"UPDATE {table} SET RoleVariableLinkId = RoleVariableLinkId + 100")
        entity = database.execute("SELECT ID FROM ENTITIES WHERE Value = 'Fewer journeys'").fetchone()[0]
        value = "INSERT INTO DATASHORTTEXT(StatementId, RoleVariableLinkId, Entity) VALUES (?, ?, ?)"
        database.execute(value, (2, 103, entity))
        clerk = database.execute("SELECT ID FROM ENTITIES WHERE Value = 'Clerk'").fetchone()[0]
        database.execute(value, (4, 101, clerk))
        database.commit()
    study = read(path)
    assert sorted(row["object"] for row in rows(study, "claims") if row["locator"] == "statement 2") == [
        "fac.fewer_journeys",
        "fac.meals_get_cold",
    ]
    assert "4" not in claims(study)  # two persons: never a product
    assert study.account.counts["statements", "taken", ""] == 3


def events(path: Path, agreement: list[str], name: str = "agreement") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["statement ID", "time", "document ID", "document title", "text", "Person", "topic", name])
        for number, value in enumerate(agreement):
            writer.writerow([number, "2020-01-02 10:00:00", 1, "Talk", "words", "Ann", "Noise", value])
    return path


@pytest.mark.parametrize(
    ("values", "polarities"),
    [
        (["1", "0"], ["affirms", "denies"]),
        (["yes", "no"], ["affirms", "denies"]),
        (["-2", "0", "+1"], ["denies", "mixed", "affirms"]),
        (["1", "5"], ["", ""]),
    ],
)
def test_agreement_of_any_scale(values: list[str], polarities: list[str], tmp_path: Path) -> None:
    study = read(events(tmp_path / "e.csv", values), concept="Topic")
    found = [claims(study)[str(number)] for number in range(len(values))]
    assert [row.get("polarity", "") for row in found] == polarities
    assert [row.get("agreement", "") for row in found] == (
        ["", ""] if len(set(values) & {"0", "no"}) and len(values) == 2 else values
    )
    assert len(study.account.remarks) == (polarities == ["", ""])


def test_without_the_variable_of_the_concept_nothing_is_guessed(tmp_path: Path) -> None:
    account = read(events(tmp_path / "e.csv", ["1"])).account
    assert (account.total("taken"), account.total("left out")) == (0, 1)


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + b"x" * 2000, b"not a database"])
def test_a_file_that_is_none_is_one_clear_error(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "project.dna"
    path.write_bytes(content)
    with pytest.raises(StudyError, match=r"project\.dna"):
        gm.import_study(path, tmp_path / "study", format="dna")
    with pytest.raises(FormatError):
        gm.import_study(path, tmp_path / "study")


@pytest.mark.slow
def test_views_of_a_discourse_after_import(tmp_path: Path) -> None:
    report = gm.import_study(dna_3(tmp_path / "project.dna"), tmp_path / "study")
    assert report.problems.errors == 0
    with gm.open_study(tmp_path / "study") as study:
        factors = study.discourse(by="subject").tables["factors"].set_index("factor")
        assert factors.loc["fac.meals_get_cold", ["affirms", "denies", "contested"]].tolist() == [1, 1, True]


@pytest.mark.slow
@pytest.mark.parametrize("version", MAKERS)
def test_any_bytes_changed_give_an_account_or_one_clear_error(version: str, tmp_path: Path) -> None:
    content = MAKERS[version](tmp_path / "project.dna").read_bytes()
    random = Random(version)
    for _ in range(examples(150)):
        changed = bytearray(content)
        for _ in range(random.randrange(1, 6)):
            position = random.randrange(len(changed))
            piece = random.randbytes(random.randrange(1, 4))
            changed[position : position + len(piece)] = piece
        path = tmp_path / "changed.dna"
        path.write_bytes(changed)
        try:
            study = read(path)
        except StudyError:
            continue
        assert len(rows(study, "claims")) == len({row["claim"] for row in rows(study, "claims")})
