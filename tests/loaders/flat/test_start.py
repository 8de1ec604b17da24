"""One flat sheet becomes a study without an error, and every row of it is counted."""

import datetime as dt
import random
import shutil
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

import graphmodel as gm
from graphmodel.problems import OutputError, StudyError
from tests.loaders.flat.sheets import HEADINGS, ROWS, labels, said, table, write_sheet
from tests.support.tiers import examples

EXPECTED = [
    ("Commissioner", "ignored", "Audit of 2011", "affirms"),
    ("GP", "used", "Audit of 2011", "denies"),
    ("GP", "used", "Needs profile", "mixed"),
    ("Northern trust", "shared", "Needs profile", ""),
    ("Public health team", "produced", "Needs profile", "affirms"),
]


@pytest.mark.slow
def test_a_plain_sheet(tmp_path: Path) -> None:
    report = gm.start(write_sheet(tmp_path / "my claims.csv", ROWS), tmp_path / "study")
    assert report.problems.errors == 0
    assert report.account.total("taken") == report.account.total() == len(ROWS)
    assert said(report.study) == EXPECTED
    assert {row["label"] for row in table(report.study, "sources")} == {"Int 1", "Int 2", "Int 3"}
    assert [row["text"] for row in table(report.study, "quotes")] == ["left it", "sent round"]
    by_verb = {row["predicate"]: row for row in table(report.study, "predicates")}
    assert by_verb["ignored"]["presence"] == "lost"
    assert by_verb["used"]["presence"] == "neutral"
    assert not table(report.study, "stages"), "all stages are those of the packaged cycle"
    waiting = gm.show_queue(report.study)["queue"]
    assert "presence_of_verb" in set(waiting["kind"])
    assert report.waiting == len(waiting)


def messy(path: Path) -> Path:
    """The same rows as people type them: titles, two rows of headings, merged cells, blanks, totals, notes."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Coding"
    sheet["A1"] = "Evidence project, coding sheet"
    sheet.merge_cells("A1:H1")
    sheet["A2"] = "last change: Monday"
    sheet.append([])
    sheet.append(["", "The claim", "", "", "", "", "Words", ""])
    sheet.merge_cells("B4:F4")
    sheet.merge_cells("G4:H4")
    sheet.append(list(HEADINGS))
    for row in ROWS[:2]:
        sheet.append([f" {row[0]}\xa0", row[1].upper() if row[1] == "GP" else row[1], *row[2:]])
    sheet["A7"] = None
    sheet.merge_cells("A6:A7")
    sheet.append([])
    sheet.append(list(HEADINGS))
    for row in ROWS[2:]:
        sheet.append(list(row))
    sheet.append(["Total", "", "", "", "", 5])
    sheet.append([])
    sheet.append(["Note: coded by two people"])
    sheet.row_dimensions[7].hidden = True
    sheet["B6"].comment = Comment("check this", "me")
    sheet.auto_filter.ref = "A5:H12"
    book.create_sheet("Lists").append(["yes", "no"])
    book.save(path)
    return path


def test_a_messy_workbook(tmp_path: Path) -> None:
    report = gm.start(messy(tmp_path / "messy.xlsx"), tmp_path / "study")
    assert report.problems.errors == 0
    assert report.sheet == "Coding"
    assert said(report.study) == EXPECTED
    assert [row["source"] for row in table(report.study, "claims")][:2] == ["src.int_1"] * 2, "merged over two rows"
    account = report.account
    assert account.total("taken") == len(ROWS)
    assert account.total("left out") == 5, "two blank rows, the headings again, a total, a note"
    notes = " ".join(report.notes)
    assert all(word in notes for word in ("hidden row", "comment", "Lists", "two rows of headings"))


@pytest.mark.slow
def test_ids_and_claims_do_not_depend_on_the_order_of_rows_or_columns(tmp_path: Path) -> None:
    first = gm.start(write_sheet(tmp_path / "one.csv", ROWS), tmp_path / "one").study
    places = list(range(len(HEADINGS)))
    random.Random(3).shuffle(places)
    rows = [[row[place] for place in places] for row in reversed(ROWS)]
    (tmp_path / "two").mkdir()
    path = write_sheet(tmp_path / "two" / "one.csv", rows, [HEADINGS[place] for place in places])
    second = gm.start(path, tmp_path / "second").study
    assert labels(first) == labels(second)
    by_claim = {row["claim"]: row for row in table(first, "claims")}
    assert by_claim == {row["claim"]: row for row in table(second, "claims")}


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_other_separators_and_encodings(tmp_path: Path, separator: str) -> None:
    lines = [separator.join(("Who", "Did what", "To what")), separator.join(("Bürgermeister", "ignored", "Übersicht"))]
    path = tmp_path / "sheet.csv"
    path.write_bytes("\r\n".join(lines).encode("cp1252"))
    study = gm.start(path, tmp_path / "study").study
    assert said(study) == [("Bürgermeister", "ignored", "Übersicht", "")]
    assert {row["actor"] for row in table(study, "actors")} == {"act.bürgermeister"}


def test_headings_of_gephi_where_source_is_the_subject(tmp_path: Path) -> None:
    rows = [("Board", "Nurse", "Directed", "funds", "1"), ("Nurse", "Ward", "Directed", "tells", "2")]
    path = write_sheet(tmp_path / "edges.csv", rows, ("Source", "Target", "Type", "Label", "Weight"))
    report = gm.start(path, tmp_path / "study")
    assert report.problems.errors == 0
    assert said(report.study) == [("Board", "funds", "Nurse", ""), ("Nurse", "tells", "Ward", "")]
    assert [row["label"] for row in table(report.study, "sources")] == ["edges"], "one source, named after the sheet"


def test_without_a_verb_and_with_a_kind(tmp_path: Path) -> None:
    rows = [("Ann", "person", "Ward 7", "organisation"), ("Ward 7", "organisation", "Handbook", "evidence")]
    path = write_sheet(tmp_path / "map.csv", rows, ("From", "From type", "To", "To type"))
    report = gm.start(path, tmp_path / "study")
    assert report.problems.errors == 0
    assert {row["predicate"] for row in table(report.study, "claims")} == {"is_linked_to"}
    assert [row["label"] for row in table(report.study, "organisations")] == ["Ward 7"]
    assert {row["summary"] for row in table(report.study, "claims")} == {
        "Ann is linked to Ward 7",
        "Ward 7 is linked to Handbook",
    }


def test_values_of_excel(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["No", "Who", "Did what", "To what", "When", "Happened", "Share", "Sum"])
    sheet.append([1, "Nurse", "used", "Guide", dt.date(2011, 3, 1), True, 0.25, "=1+1"])
    sheet.append([2, "Nurse", "used", "Atlas", dt.date(2012, 3, 9), False, 0.5, "=1+2"])
    sheet["E2"].number_format, sheet["G2"].number_format, sheet["G3"].number_format = "mmm-yy", "0%", "0%"
    sheet["D4"], sheet["B4"] = "#N/A", "Nurse"
    sheet["D4"].data_type = "e"
    book.save(tmp_path / "values.xlsx")
    report = gm.start(tmp_path / "values.xlsx", tmp_path / "study")
    claims = table(report.study, "claims")
    assert [(row["claim"], row["date"], row["polarity"], row["share"]) for row in claims] == [
        ("c1", "2011-03", "affirms", "25%"),
        ("c2", "2012-03-09", "denies", "50%"),
    ]
    assert report.account.total("rejected") == 1, "a row whose object is an error value"
    notes = " ".join(report.notes)
    assert "2 formulas" in notes
    assert "#N/A" in notes


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("headings.csv", b"Who,Did what,To what\n"),
        ("prose.csv", b"This is a letter\nwith lines\n"),
        ("broken.xlsx", b"PK\x03\x04 and nothing else"),
        ("zero.xlsx", b""),
        ("secret.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")),
        ("~$mine.xlsx", b"x"),
        ("picture.png", b"x"),
        ("nothing.csv", b"Colour,Size\nred,1\nblue,2\n"),
    ],
)
def test_what_cannot_be_a_study_is_said(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(StudyError) as error:
        gm.start(tmp_path / name, tmp_path / "study")
    assert len(str(error.value)) > 20
    assert not (tmp_path / "study").exists()


def test_a_filled_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "study").mkdir()
    (tmp_path / "study" / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(OutputError):
        gm.start(write_sheet(tmp_path / "one.csv", ROWS), tmp_path / "study")
    assert [path.name for path in (tmp_path / "study").iterdir()] == ["mine.txt"]


@pytest.mark.slow
def test_words_that_are_neither_yes_nor_no_are_rejected_until_the_map_says_what_they_mean(tmp_path: Path) -> None:
    rows = [*ROWS, ("Int 4", "GP", "ignored", "Atlas", "", "perhaps so", "Hard to say", "")]
    path = write_sheet(tmp_path / "one.csv", rows)
    report = gm.start(path, tmp_path / "study")
    assert (report.account.total("taken"), report.account.total("rejected")) == (len(ROWS), 1)
    text = (report.study / "import" / "map.toml").read_text("utf-8")
    (tmp_path / "map.toml").write_text(text.replace("[words]", '[words]\npolarity = {"Perhaps so" = "mixed"}'), "utf-8")
    again = gm.start(path, tmp_path / "again", map=tmp_path / "map.toml")
    assert ("GP", "ignored", "Atlas", "mixed") in said(again.study)


LABEL = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cn")), min_size=1, max_size=12)


@settings(max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(LABEL, LABEL, LABEL), min_size=1, max_size=8))
def test_any_text_makes_a_study_without_errors_and_loses_no_row(
    tmp_path: Path, rows: list[tuple[str, str, str]]
) -> None:
    path = write_sheet(tmp_path / "any.csv", rows, ("Who", "Did what", "To what"))
    shutil.rmtree(tmp_path / "study", ignore_errors=True)
    try:
        report = gm.start(path, tmp_path / "study")
    except StudyError:
        return  # no row has both ends
    assert report.problems.errors == 0
    assert report.account.total("taken") == len(table(report.study, "claims"))


def test_a_sheet_that_is_open_in_excel_is_read_as_it_was_saved_and_that_is_said(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "mine.csv", ROWS)
    (tmp_path / "~$mine.csv").write_bytes(b"somebody")
    report = gm.start(path, tmp_path / "study")
    assert any("open in Excel" in note for note in report.notes)


def test_a_sheet_that_lists_the_nodes_gives_their_kinds(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Label", "Type"], ["Blue folder", "Evidence"], ["The Ark", "Organisation"], ["Sam", "Person"]):
        sheet.append(row)
    claims = book.create_sheet("Links")
    for row in (["From", "To", "Type"], ["Sam", "The Ark", "visits"], ["The Ark", "Blue folder", "keeps"]):
        claims.append(row)
    book.save(tmp_path / "map.xlsx")
    report = gm.start(tmp_path / "map.xlsx", tmp_path / "study")
    assert report.sheet == "Links"
    tables = {
        name: [row["label"] for row in table(report.study, name)] for name in ("actors", "organisations", "evidence")
    }
    assert tables == {"actors": ["Sam"], "organisations": ["The Ark"], "evidence": ["Blue folder"]}


def test_a_verb_with_a_not_is_the_verb_denied_and_a_double_no_is_pointed_out(tmp_path: Path) -> None:
    rows = [
        ("Ann", "did not share", "Atlas", "yes"),
        ("Bob", "never shared", "Atlas", "no"),
        ("Cy", "shares", "Map", "no"),
    ]
    report = gm.start(
        write_sheet(tmp_path / "mine.csv", rows, ("Who", "Did what", "To what", "Yes/no")), tmp_path / "s"
    )
    assert {(row[1], row[3]) for row in said(report.study)} == {("shared", "denies")}
    assert any("(rows 3)" in remark for remark in report.account.remarks)
