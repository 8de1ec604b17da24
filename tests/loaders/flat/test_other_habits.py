"""Sheets of other habits: questions as headings, short forms, codes that the heading explains, answers nobody knows."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

import graphmodel as gm
from graphmodel.api.flat import read_sheet
from graphmodel.problems import StudyError
from tests.loaders.flat.sheets import said, table, write_sheet

BODY = (("I1", "Council", "cited", "Census", "1"), ("I1", "Trust", "lost", "Audit", "2"))


def columns_of(path: Path) -> dict[str, str]:
    return dict(read_sheet(path, path.parent / "new").map.columns)


@pytest.mark.slow
def test_headings_of_many_habits(tmp_path: Path) -> None:
    fields = ("source", "subject", "predicate", "object", "polarity")
    for number, headings in enumerate(
        (
            ("INT.", "ORG.", "ACTION", "OBJ.", "PRESENT (1=yes 2=no)"),
            ("Intvw no.", "Organization", "Behavior", "Program data", "Says yes = 1, no = 2"),
            (
                "Which interview is this from?",
                "Who is doing it?",
                "What do they do?",
                "What evidence?",
                "Used (1=Y, 2=N)",
            ),
            ("Transcript", "Actor A", "Relationship", "Actor B", "Agrees? [1 = agree; 2 = disagree]"),
        )
    ):
        path = write_sheet(tmp_path / f"{number}.csv", BODY, headings)
        columns = columns_of(path)
        assert [columns.get(field) for field in fields] == list(headings), headings
        report = gm.start(path, tmp_path / f"study{number}")
        assert [claim[3] for claim in said(report.study)] == ["affirms", "denies"], headings


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (("Mar-13", "March 2013", "Autumn 2012", "2012/13", "Q3 2012", "early 2011"), "date"),
        (("Buying", "Review", "Buying", "Planning", "Review", "Buying"), "stage"),
        pytest.param(
            ("needs assessment", "decommissioning", "", "monitoring and evaluation"), "stage", marks=pytest.mark.slow
        ),
        pytest.param(
            ("before lunch", "as they left", "on the phone", "later on", "at home"), "", marks=pytest.mark.slow
        ),
    ],
)
def test_when_is_a_date_or_a_stage_by_its_cells(tmp_path: Path, cells: tuple[str, ...], field: str) -> None:
    rows = [("I1", "GP", "read", f"Survey {cell}", cell) for cell in cells]
    report = gm.start(
        write_sheet(tmp_path / "s.csv", rows, ("Int.", "Who", "Did what", "To what", "When")), tmp_path / "study"
    )
    assert {name for name, heading in report.columns.items() if heading == "When"} == {field} - {""}
    assert report.problems.errors == 0
    if field == "date":
        assert all(row["date"] and not row.get("date_as_written") for row in table(report.study, "claims"))
        assert any("season" in remark for remark in report.account.remarks)


def test_answers_that_nobody_knows_are_no_yes(tmp_path: Path) -> None:
    answers = ("Y", "N", "dk", "n/k", "?", "don't know", "not known", "n/a", "")
    rows = [(f"P{n}", "GP", f"Survey {n}", answer) for n, answer in enumerate(answers)]
    path = write_sheet(tmp_path / "s.csv", rows, ("Ref", "Stakeholder", "Evidence", "Used? (Y/N)"))
    report = gm.start(path, tmp_path / "study")
    by_object = {claim[2]: (claim[1], claim[3]) for claim in said(report.study)}
    expected = ["affirms", "denies", *["mixed"] * 5, "", ""]
    assert by_object == {f"Survey {n}": ("used", polarity) for n, polarity in enumerate(expected)}
    assert any("5 answers" in remark for remark in report.account.remarks)


def test_a_code_for_unknown_is_what_the_heading_says(tmp_path: Path) -> None:
    rows = [("I1", "GP", "read", f"Survey {answer}", answer) for answer in ("1", "0", "9")]
    headings = ("Int.", "Who", "Did what", "To what", "Agreed (1=yes 0=no 9=unknown)")
    report = gm.start(write_sheet(tmp_path / "s.csv", rows, headings), tmp_path / "study")
    assert {claim[2]: claim[3] for claim in said(report.study)} == {
        "Survey 1": "affirms",
        "Survey 0": "denies",
        "Survey 9": "mixed",
    }


def test_rows_that_sound_like_headings_are_data(tmp_path: Path) -> None:
    headings = (
        "From where do we have it?",
        "Who acts?",
        "What did they do?",
        "On which evidence?",
        "When in the cycle?",
    )
    rows = [
        ("Interview A", "Commissioner", "used", "Data", "Stage 1"),
        ("Interview A", "Commissioner", "Action", "Evidence", "Stage 1"),
        ("Interview B", "Actor", "shared", "Evidence", "Stage 2"),
    ]
    started = read_sheet(write_sheet(tmp_path / "s.csv", rows, headings), tmp_path / "new")
    assert len(started.chosen.table.rows) == len(rows)


def merged_over_unknown_names(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    body: Sequence[Sequence[object]] = (
        ("Where", None, "Claim", None, None, "Say"),
        ("Interviewee", "Para", "Person", "verb", "Thing", "yes = 1, no = 2"),
        ("Int 1", 3, "nurse", "used", "audit", 1),
        ("Int 1", 4, "nurse", "used", "survey", 2),
    )
    for row in body:
        sheet.append(list(row))
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("C1:E1")
    book.save(path)
    return path


def test_two_rows_of_headings_of_which_few_are_known(tmp_path: Path) -> None:
    report = gm.start(merged_over_unknown_names(tmp_path / "s.xlsx"), tmp_path / "study")
    assert said(report.study) == [("nurse", "used", "audit", "affirms"), ("nurse", "used", "survey", "denies")]
    assert [claim["locator"] for claim in table(report.study, "claims")] == ["3", "4"]


def test_a_verb_has_a_suggestion_where_its_meaning_is_plain(tmp_path: Path) -> None:
    plain = {
        "present": ("reads", "was sent to", "quoted", "cites", "wrote"),
        "lost": ("dismissed", "lost", "hid", "keeps back"),
        "neutral": ("trusts", "asked for"),
        "": ("frobnicated", "lost interest in"),
    }
    rows = [("I", "GP", verb, "Audit") for verbs in plain.values() for verb in verbs]
    report = gm.start(
        write_sheet(tmp_path / "s.csv", rows, ("Interview", "Who", "Did what", "To what")), tmp_path / "y"
    )
    queue = gm.show_queue(report.study)["items"]
    suggested = {
        row.question.split("'")[1].replace("_", " "): row.suggestion
        for row in queue.itertuples()
        if "'" in row.question
    }
    assert suggested == {verb: presence for presence, verbs in plain.items() for verb in verbs}
    assert {row["presence"] for row in table(report.study, "predicates")} == {"neutral"}


def test_a_sheet_without_claims_says_what_to_add(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "m.csv", [("JSNA", "used", "no"), ("Audit", "", "yes")], ("", "A: Nurse", "B: GP"))
    started = read_sheet(path, tmp_path / "new")
    assert started.missing == ["subject", "object"]
    with pytest.raises(StudyError, match="columns=") as error:
        started.write()
    assert "--column subject=HEADING --column object=HEADING" in error.value.on_command_line()


@pytest.mark.slow
def test_names_in_one_cell_become_a_claim_each(tmp_path: Path) -> None:
    headings = ("No", "Who", "Did what", "To what", "Agrees")
    rows = [
        ("1", "GP, nurse", "used", "Survey\nAudit", "yes"),
        ("2", "Board", "used", "NICE guidance\n(2011)", "no"),
        ("3", "Board, GP", "used", "Audit", "perhaps so"),
    ]
    path = write_sheet(tmp_path / "s.csv", rows, headings)
    whole = gm.start(path, tmp_path / "whole")
    assert (whole.claims, whole.account.total("taken"), whole.account.total("rejected")) == (2, 2, 1)
    report = gm.start(path, tmp_path / "study", split={"subject": ",", "object": "any"})
    assert (report.claims, report.account.total("taken"), report.account.total("rejected")) == (5, 2, 1)
    assert said(report.study) == [
        ("Board", "used", "NICE guidance (2011)", "denies"),
        *[(who, "used", what, "affirms") for who in ("GP", "nurse") for what in ("Audit", "Survey")],
    ]
    before = {row["claim"]: row for row in table(report.study, "claims")}
    rows[0] = ("1", "nurse, GP, Matron", "used", "Audit\nSurvey", "yes")
    write_sheet(path, rows[::-1], headings)
    updated = gm.update(report.study)
    assert (len(updated.added), len(updated.changed), len(updated.vanished)) == (2, 0, 0)
    after = {row["claim"]: row for row in table(report.study, "claims")}
    assert {name: after[name] for name in before} == before
    assert gm.check_study(report.study).problems.errors == 0


@pytest.mark.parametrize("split", [{"predicate": ";"}, {"subject": " "}])
def test_what_cannot_be_split_is_refused(tmp_path: Path, split: dict[str, str]) -> None:
    path = write_sheet(tmp_path / "s.csv", [("GP", "used", "Audit")], ("Who", "Did what", "To what"))
    with pytest.raises(StudyError):
        gm.start(path, tmp_path / "study", split=split)
    assert not (tmp_path / "study").exists()


@pytest.mark.slow
def test_ids_of_nodes_become_the_labels_of_the_list(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    edges, nodes = book.active, book.create_sheet("nodes")
    edges.title = "edges"
    for row in (("Source", "Target", "Label", "Id"), (0, 2, "cites", 0), (1, 2, "ignores", 1), (0, 1, "asks", 2)):
        edges.append(row)
    listed = ["Head of buying", "Practice nurse", "Annual audit"]
    nodes.append(("Id", "Label", "Category"))
    for row in zip(range(3), listed, ("person", "person", "evidence"), strict=True):
        nodes.append(row)
    path = tmp_path / "net.xlsx"
    book.save(path)
    report = gm.start(path, tmp_path / "study")
    expected = {
        ("Head of buying", "Annual audit"),
        ("Practice nurse", "Annual audit"),
        ("Head of buying", "Practice nurse"),
    }
    assert {(claim[0], claim[2]) for claim in said(report.study)} == expected
    assert "unknown_kind" not in set(gm.show_queue(report.study)["queue"]["kind"])
    nodes.append((3, "Chair", "person"))
    edges.append((3, 2, "ignores", 3))
    book.save(path)
    updated = gm.update(report.study)
    assert (len(updated.added), len(updated.changed)) == (1, 0)
    assert ("Chair", "Annual audit") in {(claim[0], claim[2]) for claim in said(report.study)}


def test_a_grid_with_a_row_for_each_person_is_pointed_out(tmp_path: Path) -> None:
    headings = ("Participant", "Role", "Use of evidence", "Barriers")
    rows = [(f"P{n}", role, f"Reads report {n}", "No time") for n, role in enumerate(("GP", "Nurse", "Analyst", "GP"))]
    grid = read_sheet(write_sheet(tmp_path / "grid.csv", rows, headings), tmp_path / "new")
    claims = [*rows, ("P1", "Nurse", "Reads report 9", "")]
    several = read_sheet(write_sheet(tmp_path / "claims.csv", claims, headings), tmp_path / "new")
    assert len(grid.chosen.notes) == len(several.chosen.notes) + 1
