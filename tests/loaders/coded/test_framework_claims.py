"""Framework matrices become studies by the suggested mapping: no cell and no quotation is lost."""

from pathlib import Path

import pytest

from graphmodel.formats import ImportedStudy
from graphmodel_loaders.coded.claims import study_of
from graphmodel_loaders.coded.suggesting import suggest
from tests.loaders.test_framework import CELLS, SAMPLES, read, write


def study(path: Path) -> ImportedStudy:
    project = read(path)
    return study_of(project, suggest(project), study_id="study")


@pytest.mark.parametrize("name", sorted(CELLS))
def test_no_cell_and_no_quotation_is_lost(name: str) -> None:
    made = study(SAMPLES / name)
    tables = {table: rows for table, (_, rows) in made.tables.items()}
    assert {row["summary"] for row in tables["claims"]} >= {said for said, _ in CELLS[name].values() if said}
    quoted = {row["text"] for row in tables.get("quotes", ()) if row["claim"]}
    assert quoted == {text for _, words in CELLS[name].values() for text, _ in words}
    assert made.account.counts["passages", "left out", ""] == 0
    assert not [key for key in made.account.counts if key[0] == "passages" and key[1] != "taken"]


def test_rows_are_speakers_and_columns_factors_with_their_valence() -> None:
    tables = {table: rows for table, (_, rows) in study(SAMPLES / "report.xlsx").tables.items()}
    labels = {row["factor"]: row["label"] for row in tables["factors"]}
    people = {row["actor"]: row["label"] for row in tables["actors"]}
    claims = {(people[row["speaker"]], row["codes"]): row for row in tables["claims"] if ";" not in row["codes"]}
    claim = claims["KI 1", "2.13"]
    assert (labels[claim["object"]], claim["valence"], claim["coder"]) == ("Time", "barrier", "AB")
    assert claim["locator"].endswith("12:34, l. 40")
    assert "valence" not in claims["KI 2", "9.1"]
    codes = {row["code"]: row for row in tables["codebook"]}
    assert codes["2.13"]["label"] == "Barriers: Time"
    assert (codes["2.13"]["theme"], codes["2.13"]["theme_label"]) == ("2", "Planning meals")
    assert {row["role_now"] for row in tables["profiles"]} == {"Cook", "Head", "Councillor"}


def test_two_cells_with_the_same_words_are_two_claims(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Interview", "1.1 First", "1.2 Second"],
        ["A", 'It is slow: "we wait"', 'It is dear: "we wait"'],
    ]
    claims = study(write(tmp_path / "same.xlsx", Sheet1=rows)).tables["claims"][1]
    assert {(row["codes"], row["summary"]) for row in claims} == {("1.1", "It is slow"), ("1.2", "It is dear")}


def test_a_changed_text_is_the_same_claim_and_the_order_of_rows_plays_no_part(tmp_path: Path) -> None:
    head: list[object] = ["Interview", "1.1 First", "1.2 Second"]
    one: list[object] = ["A", "It takes a year and a day", 'It is dear: "we pay" (p. 2)']
    other: list[object] = ["B", "It takes no time at all", ""]
    before = study(write(tmp_path / "one.xlsx", Sheet1=[head, one, other])).tables["claims"][1]
    changed: list[object] = ["A", "It takes a year and a day", 'It is very dear: "we pay", "and pay" (p. 2)']
    after = study(write(tmp_path / "two.xlsx", Sheet1=[head, other, changed])).tables["claims"][1]
    assert {row["claim"] for row in before} == {row["claim"] for row in after}
    same = [row for row in before if row["codes"] == "1.1"]
    assert same == [row for row in after if row["codes"] == "1.1"]
