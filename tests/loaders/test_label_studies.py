"""Studies written in labels: they mean what the same study means in ids, with tables of nodes or without."""

import random
import tempfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import graphmodel as gm
from graphmodel.check.study import StudyCheck
from graphmodel.schema import KINDS, TABLES
from graphmodel_loaders import read_study
from tests.support.checking import errors, of_rule, only, run_check
from tests.support.studies import Rows, tiny_tables, write_study
from tests.support.tiers import examples
from tests.support.whole_graph import whole_graph
from tests.support.workbooks import saved, tiny_book

CLAIMS: Rows = [
    dict(zip(("source", "speaker", "subject", "predicate", "object", "stage", "reason", "summary"), row, strict=True))
    for row in [
        ("Interview 1", "Nurse lead", "Nurse lead", "produced", "Travel survey", "2. Plan", "", "She surveyed."),
        ("Interview 1", "Nurse lead", "Health board", "ignored", "travel  survey", "10. Buy", "No time", "Ignored."),
        ("Minutes", "", "HEALTH BOARD", "shared", "Manager", "2. Plan", "", "It told the manager."),
        ("Interview 2", "Manager", "Manager", "Talked to", "Nurse lead", "10. Buy", "", "They talked."),
        ("Interview 2", "Manager", "Manager", "asserts", "no time", "", "", "There is no time."),
        ("2", "Manager", "Manager", "complained about", "Café", "", "", "The café was far."),
    ]
]
"""A study of claims alone: in the third row the object of *shared* may be of three kinds."""
MADE = {
    "actors": {"act.nurse_lead": "Nurse lead", "act.manager": "Manager", "act.café": "Café"},
    "organisations": {"org.health_board": "Health board"},
    "evidence": {"ev.travel_survey": "Travel survey"},
    "factors": {"fac.no_time": "No time"},
    "sources": {"src.interview_1": "Interview 1", "src.interview_2": "Interview 2", "src.minutes": "Minutes"}
    | {"src.2": "2"},
    "stages": {"2_plan": "2. Plan", "10_buy": "10. Buy"},
}
"""What the labels make, by hand."""


def both_forms(folder: Path, tables: dict[str, Rows]) -> list[Path]:
    """A study as a folder of tables and as a workbook, without settings."""
    return [write_study(folder / "study", tables, None), saved(tiny_book(tables, settings=False), folder, "study.xlsx")]


def nodes(check: StudyCheck) -> dict[str, dict[str, str]]:
    """Labels by id, by table, for tables made of labels."""
    return {
        kind.table: dict(zip(*(check.tables[kind.table][name].to_pylist() for name in columns), strict=True))
        for kind in KINDS
        if kind.table not in check.stand_ins and check.tables[kind.table].num_rows
        for columns in [(TABLES[kind.table].id_column, "label")]
    }


def checked_rows(path: Path) -> tuple[StudyCheck, dict[str, list[dict[str, str]]]]:
    """The check, and what it makes of every table, without row numbers and in no order."""
    check = StudyCheck(read_study(path))
    claims = [row for batch in check.claims() for row in batch.to_pylist()]
    check.finish()
    tables = {name: table.to_pylist() for name, table in check.tables.items()} | {"claims": claims}
    return check, {
        name: sorted(
            ({column: text for column, text in row.items() if column != "_row"} for row in rows),
            key=lambda row: tuple(row.values()),
        )
        for name, rows in tables.items()
    }


@pytest.mark.slow
def test_claims_alone_are_a_study(tmp_path):
    hashes = []
    for path in both_forms(tmp_path, {"claims": CLAIMS}):
        check, rows = checked_rows(path)
        assert errors(check) == []
        assert nodes(check) == MADE
        assert (check.counts["claims"].taken, check.counts["claims"].read) == (6, 6)
        told = next(row for row in rows["claims"] if row["summary"] == "It told the manager.")
        assert (told["subject"], told["object"]) == ("org.health_board", "act.manager")
        verbs = {row["predicate"]: row for row in rows["predicates"]}
        assert verbs["talked_to"] == verbs["talked_to"] | {
            "label": "Talked to",
            "subject": "actor",
            "object": "actor",
            "presence": "neutral",
        }
        assert {problem.table for problem in of_rule(check, "table_of_labels")} == MADE.keys()
        assert [row["order"] for row in sorted(rows["stages"], key=lambda row: row["order"])] == ["1", "2"]
        hashes.append([row["claim"] for row in rows["claims"]])
    assert hashes[0] == hashes[1]


@given(st.randoms(use_true_random=False))
@settings(max_examples=examples(8), deadline=None)
def test_order_and_spelling_of_rows_play_no_part(draw: random.Random) -> None:
    rows = [{name: varied(text, draw, name) for name, text in row.items()} for row in [*CLAIMS, *CLAIMS]]
    draw.shuffle(rows)
    with tempfile.TemporaryDirectory() as folder:
        check = run_check(write_study(Path(folder), {"claims": rows}, None))
    assert errors(check) == []
    assert {table: set(made) for table, made in nodes(check).items()} == {
        table: set(made) for table, made in MADE.items()
    }


def varied(text: str, draw: random.Random, column: str = "") -> str:
    """A label in other letters and with other spaces."""
    if column in {"summary", "stage"}:
        return text
    return draw.choice([text, text.upper(), f" {text.lower()} ", text.replace(" ", "\u00a0"), text.replace(" ", "  ")])


@pytest.mark.slow
def test_ids_of_claims_follow_from_their_content(tmp_path):
    twice = [*CLAIMS, CLAIMS[0]]
    found = []
    for number, rows in enumerate([twice, twice[::-1], [{"claim": "", **row} for row in twice]]):
        check, tables = checked_rows(write_study(tmp_path / str(number), {"claims": rows}, None))
        assert errors(check) == []
        found.append({row["claim"]: row["summary"] for row in tables["claims"]})
    assert len(found[0]) == 7
    assert found[0] == found[1] == found[2]
    assert len(of_rule(check, "ids_of_claims")) == 1


@pytest.mark.slow
def test_the_graph_comes_back_from_its_tables(tmp_path):
    study = write_study(tmp_path / "study", {"claims": CLAIMS}, None)
    with gm.open_study(study, db=tmp_path / "db") as opened:
        graph = whole_graph(opened.frames)
        opened.export("folder", tmp_path / "full" / "study")
    assert {path.stem for path in (tmp_path / "full" / "study").glob("*.csv")} >= MADE.keys()
    assert not of_rule(run_check(tmp_path / "full" / "study"), "table_of_labels")
    with gm.open_study(tmp_path / "full" / "study", db=tmp_path / "db2") as again:
        assert graph.differences(whole_graph(again.frames)) == []


def labelled(tables: dict[str, Rows], draw: random.Random) -> dict[str, Rows]:
    """The tables, with the label of a node in place of its id wherever one is named."""
    labels = {row[TABLES[kind.table].id_column]: row["label"] for kind in KINDS for row in tables.get(kind.table, ())}
    changed = {}
    for name, rows in tables.items():
        refers = {column.name for column in TABLES[name].columns if column.refers_to and column.refers_to != ("claim",)}
        refers |= {"subject", "object"} if name in {"claims", "codings"} else set()
        changed[name] = [
            {
                column: ";".join(varied(labels.get(part, part), draw) if part else "" for part in text.split(";"))
                if column in refers
                else text
                for column, text in row.items()
            }
            for row in rows
        ]
    return changed


@pytest.mark.slow
@given(st.randoms(use_true_random=False))
@settings(max_examples=examples(6), deadline=None)
def test_labels_mean_the_nodes_of_the_tables(draw: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        check, rows = checked_rows(write_study(Path(folder) / "ids", tiny_tables()))
        in_labels = labelled(tiny_tables(), draw)
        for table in in_labels.values():
            draw.shuffle(table)
        again, labels = checked_rows(write_study(Path(folder) / "labels", in_labels))
    assert errors(check) == errors(again) == []
    assert labels == rows


@pytest.mark.parametrize("missing", ["actors", "sources", "factors", "workstreams"])
def test_a_table_that_is_missing_is_made_of_labels(tmp_path, missing):
    tables = labelled(tiny_tables(), random.Random(1))
    names = {" ".join(row["label"].casefold().split()) for row in tables.pop(missing)}
    check = run_check(write_study(tmp_path, tables))
    assert errors(check) == []
    (note,) = of_rule(check, "table_of_labels")
    made = {" ".join(label.casefold().split()) for label in check.tables[missing]["label"].to_pylist()}
    assert (note.table, made <= names, bool(made)) == (missing, True, True)


def test_a_label_is_missing_where_its_kind_has_a_table(tmp_path):
    actors = [{"actor": "act.manager", "label": "Manager"}, {"actor": "act.nurse", "label": "Nurse lead"}]
    rows = [*CLAIMS, {**CLAIMS[0], "speaker": "Nurse leed"}, {**CLAIMS[0], "subject": "Gardener"}]
    check = run_check(write_study(tmp_path, {"claims": rows, "actors": actors}, None))
    found = {(problem.row, problem.column): problem.remedy for problem in of_rule(check, "dangling_reference")}
    assert found.keys() == {(7, "object"), (8, "speaker"), (9, "subject")}
    assert "Did you mean Nurse lead?" in found[8, "speaker"]
    assert nodes(check)["organisations"] == MADE["organisations"]


def test_an_id_makes_no_node(tmp_path):
    rows = [{**row, "reason": "fac.time" if row["reason"] else "", "object": "Travel survey"} for row in CLAIMS[:2]]
    problem = only(run_check(write_study(tmp_path, {"claims": rows}, None)), "missing_table")
    assert (problem.column, problem.table) == ("reason", "claims")


def test_a_kind_in_brackets_settles_it_everywhere(tmp_path):
    rows = [*CLAIMS, {**CLAIMS[2], "subject": "Health board (actor)", "summary": "Again."}]
    check, tables = checked_rows(write_study(tmp_path, {"claims": rows}, None))
    assert errors(check) == []
    assert "organisations" not in nodes(check)
    assert sum(row["subject"] == "act.health_board" for row in tables["claims"]) == 3


def test_a_label_that_must_be_of_two_kinds_is_two_nodes_and_is_said(tmp_path):
    rows = [*CLAIMS, {**CLAIMS[0], "speaker": "Health board", "subject": "Health board", "predicate": "funds"}]
    rows[-1]["object"] = "Manager"
    check, tables = checked_rows(write_study(tmp_path, {"claims": rows}, None))
    assert errors(check) == []
    assert len(of_rule(check, "label_of_two_kinds")) == 1
    assert {"act.health_board"} == {row["speaker"] for row in tables["claims"] if "board" in row["speaker"]}
    assert {row["subject"] for row in tables["claims"] if row["predicate"] == "funds"} == {"org.health_board"}


def test_packaged_stages_and_codes_stay_while_they_are_named(tmp_path):
    names = {"2. Plan": "Needs assessment", "10. Buy": "needs.assessment", "": ""}
    rows = [{**row, "stage": names[row["stage"]], "codes": "1;2.1"} for row in CLAIMS]
    check = run_check(write_study(tmp_path / "packaged", {"claims": rows}, None))
    assert {"stages", "codebook"} <= check.stand_ins
    own = [{**row, "codes": "Trust; time"} for row in CLAIMS]
    check = run_check(write_study(tmp_path / "own", {"claims": own}, None))
    assert errors(check) == []
    assert nodes(check)["codebook"] == {"1": "time", "2": "Trust"}


def test_a_label_like_a_packaged_stage_is_still_a_node(tmp_path):
    rows = [{**row, "stage": "Needs assessment"} for row in CLAIMS]
    rows[0] |= {"predicate": "influenced", "subject": "Travel survey", "object": "Board for needs assessment"}
    check = run_check(write_study(tmp_path, {"claims": rows}, None))
    assert "stages" in check.stand_ins
    assert errors(check) == []
    assert "Board for needs assessment" in nodes(check)["organisations"].values()


@pytest.mark.slow
def test_rows_without_an_id_get_one_from_their_label(tmp_path):
    actors: Rows = [{"label": "Nurse lead"}, {"label": "Manager"}, {"label": "Café"}]
    for name, rows in (("no column", actors), ("empty", [{"actor": "", **row} for row in actors])):
        (tmp_path / name).mkdir()
        for path in both_forms(tmp_path / name, {"claims": CLAIMS, "actors": rows}):
            check = run_check(path)
            assert errors(check) == []
            assert nodes(check)["actors"] == MADE["actors"]
            assert len(of_rule(check, "ids_of_labels")) == 1
    same: Rows = [*actors, {"label": "manager"}]
    assert only(run_check(write_study(tmp_path / "same", {"claims": CLAIMS, "actors": same}, None)), "duplicate_id")


def test_fillers_make_no_nodes(tmp_path):
    rows = [{**row, "speaker": row["speaker"] or "n/a"} for row in CLAIMS]
    assert nodes(run_check(write_study(tmp_path, {"claims": rows}, None)))["actors"] == MADE["actors"]


def test_a_workbook_is_read_once_for_its_labels(tmp_path, monkeypatch):
    path = saved(tiny_book({"claims": CLAIMS}, settings=False), tmp_path)
    source = read_study(path)
    monkeypatch.setattr(openpyxl.worksheet._read_only.ReadOnlyWorksheet, "iter_rows", None)
    assert StudyCheck(source).settings.id == "meals"


@pytest.mark.slow
def test_a_coder_who_names_a_node_of_another_kind_makes_no_node(tmp_path: Path) -> None:
    claims = [{"claim": f"c{number}", **row} for number, row in enumerate(CLAIMS)]
    coding = {"claim": "c0", "coder": "Second", "predicate": "produced", "object": "Travel survey"}
    codings = [{**coding, "subject": code} for code in ("4.3", "local_research")]
    for number, row in enumerate(codings):
        row["coder"] += f" {number}"
    for path in both_forms(tmp_path, {"claims": claims, "codings": codings}):
        check, _ = checked_rows(path)
        assert nodes(check)["actors"] == MADE["actors"]
        assert "tools" not in nodes(check)
