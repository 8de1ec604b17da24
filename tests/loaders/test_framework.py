"""Framework matrices in every habit of tests/data/imports/framework, against what a person reads in them."""

from pathlib import Path

import pytest
import xlsxwriter

from graphmodel.coded_project import CodedProject
from graphmodel.formats import find_importer, importers
from graphmodel.problems import FormatError, StudyError

SAMPLES = Path(__file__).parent.parent / "data" / "imports" / "framework"
MATRICES = sorted(
    path.name
    for path in SAMPLES.iterdir()
    if path.suffix in {".xlsx", ".xls", ".ods", ".csv"} and path.stem not in {"counts", "errors"}
)
TABLES = SAMPLES.parent.parent
Cells = dict[tuple[str, tuple[str, ...]], tuple[str, list[tuple[str, str]]]]

PLAIN = {
    ("Alma", ("Barriers / Time",)): ("Too short", [("we run all day", "")]),
    ("Alma", ("Barriers / Skills",)): ("Learns from others", []),
    ("Alma", ("Enablers / Networks",)): ("Meets others monthly", []),
    ("Bert", ("Barriers / Skills",)): ("Training was cut in the spring", []),
    ("Bert", ("Enablers / Leadership",)): ("Backs the team in meetings", []),
    ("Cleo", ("Barriers / Time",)): ("Has one day a week for it", []),
    ("Cleo", ("Enablers / Leadership",)): ("=SUM(1;2) was typed as a text", []),
}
NVIVO = {
    ("Alma", ("Barriers",)): ("Has no hour for it in the week", []),
    ("Alma", ("Journeys / Coming in",)): ("By post and by word of mouth", []),
    ("Bert", ("Enablers to use",)): ("A head who reads what is sent", []),
}
CELLS: dict[str, Cells] = {
    "report.xlsx": {
        ("KI 1", ("2.1",)): ("Plans each term. Rarely later.", [("we sit down every August", "p. 3, l. 12-14")]),
        ("KI 1", ("2.2",)): ("The head asks for it.", []),
        ("KI 1", ("2.13",)): (
            "Too little of it.",
            [("There’s never an hour", "12:34"), ("I do it at home", "l. 40")],
        ),
        ("KI 2", ("2.1",)): ("Says and leaves it there", [("nobody asks the kitchen", "")]),
        ("KI 2", ("2.2", "2.3")): ("Governors and the county both push for fruit", []),
        ("KI 2", ("2.14",)): ("Cuts every year", []),
        ("KI 3", ("2.1",)): ("No part in it", []),
        ("KI 3", ("2.2",)): ("Parents who write letters", []),
        ("KI 1", ("5.1",)): ("Buys weekly", []),
        ("KI 1", ("5.2",)): ("", [("The farmers' market is closed to us", "")]),
        ("KI 2", ("5.1",)): ("Leaves it to the cook", []),
        ("KI 2", ("5.2",)): ("One wholesaler serves both", []),
        ("KI-03", ("5.1",)): ("Contracts are let for four years", []),
        ("KI-03", ("5.2",)): ("One wholesaler serves both", []),
        ("KI-03", ("5.3",)): ("", [("Price is all they look at", "")]),
        ("KI 2", ("9.1",)): ("Plates come back half full", []),
    },
    "numbers.xlsx": {
        **{
            ("One", (f"1.{number}",)): (f"What is said of topic {letter} here", [])
            for number, letter in enumerate("abcdefghijkl", 1)
        },
        **{
            ("Two", (f"1.{number}",)): (f"What is said of topic {letter} here", [])
            for number, letter in enumerate("abc", 1)
        },
        ("One", ("2.1",)): ("Said of the first thing", []),
        ("One", ("2 Middle / Second thing",)): ("Said of the second thing", []),
        ("One", ("2 Middle / Third thing",)): ("Said of the third", []),
        ("One", ("2 Middle / Fourth thing",)): ("Said of the fourth", []),
    },
    "plain.xlsx": PLAIN,
    "open_document.ods": PLAIN,
    "old.xls": PLAIN,
    "labels_with_numbers.xlsx": {
        ("A1", ("8.1",)): ("Reports come from the county", []),
        ("A1", ("8.2",)): ("By post and by word of mouth", []),
        ("A2", ("8.2",)): ("Nobody knows how they come in", []),
        ("A2", ("8.3",)): ("They are filed and never read", []),
    },
    "turned.xlsx": {
        ("Int 1", ("2.1",)): ("Plans each term", []),
        ("Int 1", ("5.1",)): ("Buys weekly from one farm", []),
        ("Int 2", ("2.1",)): ("Leaves it to the cook", []),
        ("Int 2", ("2.2",)): ("", [("Parents write to us all the time", "")]),
        ("Int 3", ("2.2",)): ("Parents who write letters", []),
        ("Int 3", ("5.1",)): ("Contracts run for four years", []),
    },
    "marks.csv": {
        ("E1", ("3.1",)): ("Straight here", [("and one more", "")]),
        ("E1", ("3.2",)): ("German", [("so ist es", ""), ("so auch", "")]),
        ("E2", ("3.1",)): ("Single here", [("and one more", "")]),
        ("E2", ("3.2",)): ("French en deux mots", [("c'est ça", "")]),
        ("E3", ("3.1",)): ("Curly here", [("and one more", "")]),
        ("E3", ("3.2",)): ("Only the commissioners' and cooks' views", []),
    },
    "nvivo.xlsx": NVIVO,
    "nvivo.csv": NVIVO,
    "summary_table.xlsx": {
        ("Interviews\\B01 Jan", ("Everyday life",)): ("He cycles to work and back again", []),
        ("Interviews\\B01 Jan", ("Wishes",)): ("More time for the garden", []),
        ("Interviews\\B02 Ana", ("Everyday life",)): ("She works at night in a hospital", []),
    },
}


def read(path: Path, **options: str) -> CodedProject:
    project = importers()["framework"].read(path, **options)
    assert isinstance(project, CodedProject)
    return project


def cells_of(project: CodedProject) -> Cells:
    found = {
        (segment.document, segment.codes): (segment.summary, [(one.text, one.span) for one in segment.words])
        for segment in project.segments
    }
    assert len(found) == len(project.segments)
    return found


def write(path: Path, **sheets: list[list[object]]) -> Path:
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)
    book.close()
    return path


@pytest.mark.parametrize("name", MATRICES)
def test_every_cell_is_read(name: str) -> None:
    assert find_importer(SAMPLES / name).name == "framework"
    assert cells_of(read(SAMPLES / name)) == CELLS[name]


@pytest.mark.parametrize("name", MATRICES)
def test_what_is_read_is_taken_left_out_or_rejected(name: str) -> None:
    project = read(SAMPLES / name)
    account = project.account
    assert account.counts["cells", "taken", ""] == len(project.segments)
    assert {code for segment in project.segments for code in segment.codes} <= {code.key for code in project.codes}
    known = {document.key for document in project.documents}
    assert all(segment.document in known and set(segment.cases) <= known for segment in project.segments)
    assert len({segment.key for segment in project.segments}) == len(project.segments)


def test_the_codes_of_a_report() -> None:
    codes = {code.key: code for code in read(SAMPLES / "report.xlsx").codes}
    assert codes["2.1"].path == ("2 Planning meals", "General")
    assert codes["2.3"].path == ("2 Planning meals", "Drivers", "Bodies")
    assert codes["2.13"].path == ("2 Planning meals", "Barriers", "Time")
    assert codes["2.13"].description == "Time to plan, not to cook"
    assert not codes["2 Planning meals / Barriers"].is_codable


def test_the_interviews_of_a_report() -> None:
    project = read(SAMPLES / "report.xlsx")
    cases = {case.key: case for case in project.cases}
    assert list(cases) == ["KI 1", "KI 2", "KI 3", "KI-03"]
    assert cases["KI 2"].attributes == {"Role": "Head", "Organisation": "School A"}
    assert cases["KI 1"].documents == ("KI 1",)
    described = {document.key: document.description for document in project.documents if document.description}
    assert described == {"KI 3": "Second interview on the telephone"}
    segments = {(segment.document, segment.codes): segment for segment in project.segments}
    assert segments["KI 1", ("2.1",)].note == "Compare with the diary"
    assert segments["KI 1", ("2.1",)].coder == "AB"
    assert segments["KI 3", ("2.1",)].coder == "CD"
    remarks = "\n".join(project.account.remarks)
    for said in ("KI-03", "Deputy head", "hidden row", "hidden column", "Theme 9 is hidden"):
        assert said in remarks


def test_what_a_report_sets_aside() -> None:
    account = read(SAMPLES / "report.xlsx").account
    aside = {key: number for key, number in account.counts.items() if key[1] != "taken"}
    by_thing = {
        (what, outcome): sum(n for (w, o, _), n in aside.items() if (w, o) == (what, outcome))
        for what, outcome, _ in aside
    }
    assert by_thing == {
        ("sheets", "left out"): 2,
        ("rows", "left out"): 2,
        ("rows", "rejected"): 1,
        ("cells", "left out"): 7,
        ("cells", "rejected"): 1,
        ("comments", "left out"): 1,
    }
    assert "Theme 2, cell E9" in [place for places in account.places.values() for place in places]


def test_variables_of_a_summary_table() -> None:
    project = read(SAMPLES / "summary_table.xlsx")
    assert {case.name: dict(case.attributes) for case in project.cases} == {
        "B01 Jan": {"Age": "41", "Sex": "male"},
        "B02 Ana": {"Age": "37", "Sex": "female"},
    }
    assert {document.groups for document in project.documents} == {("Interviews",)}


def test_counts_are_no_framework_matrix() -> None:
    assert not importers()["framework"].recognises(SAMPLES / "counts.xlsx")
    with pytest.raises(StudyError, match="counts"):
        read(SAMPLES / "counts.xlsx")


@pytest.mark.process
def test_cells_with_an_error_of_an_old_workbook_are_said() -> None:
    remarks = read(SAMPLES / "errors.xls").account.remarks
    assert any("2 cells with an error such as #N/A, the first in row 2" in remark for remark in remarks)


@pytest.mark.process
def test_no_other_sheet_is_taken_for_a_matrix() -> None:
    recognises = importers()["framework"].recognises
    others = [
        path
        for folder in ("flat", "kumu", "county_meals", "imports")
        for path in sorted((TABLES / folder).rglob("*"))
        if path.suffix in {".xlsx", ".xls", ".ods", ".csv"} and path.name != "text_named_xlsx.xlsx"
        if SAMPLES not in path.parents
    ]
    assert len(others) > 50
    assert [path.name for path in others if recognises(path)] == []


def test_options_say_what_the_guess_gets_wrong(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["About", "Thing", "Time", "Money"],
        ["Unit", "Kind", "t", "m"],
        ["one", "x", "late", "short"],
        ["two", "y", "early", ""],
    ]
    path = write(tmp_path / "odd.xlsx", Odd=rows, Other=rows)
    found = read(path, sheets="Odd", header="1-2", first_code="C")
    assert cells_of(found) == {
        ("one", ("Odd / Time / t",)): ("late", []),
        ("one", ("Odd / Money / m",)): ("short", []),
        ("two", ("Odd / Time / t",)): ("early", []),
    }
    assert [case.attributes for case in found.cases] == [{"Kind": "x"}, {"Kind": "y"}]
    turned = read(path, sheets="Odd", header="1", rows="codes", first_code="B")
    assert {segment.document for segment in turned.segments} == {"Thing", "Time", "Money"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"sheets": "Theme 22"}, "Theme 2"),
        ({"sheets": "Read me"}, "header="),
        ({"rows": "code"}, "codes"),
        ({"header": "x"}, "2-4"),
        ({"header": "4-2"}, "2-4"),
        ({"first_code": "7"}, "first_code=F"),
    ],
)
def test_an_option_that_does_not_fit_says_what_does(options: dict[str, str], said: str) -> None:
    with pytest.raises((StudyError, FormatError), match=said):
        read(SAMPLES / "report.xlsx", **options)


def test_two_rows_of_one_interview_are_both_read(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Interview", "1.1 First", "1.2 Second"], ["A", "one text of some length", ""]]
    path = write(tmp_path / "twice.xlsx", Sheet1=[*rows, ["a", "another text of some length", "and a third text"]])
    project = read(path)
    assert sorted(segment.summary for segment in project.segments) == [
        "and a third text",
        "another text of some length",
        "one text of some length",
    ]
    assert [document.key for document in project.documents] == ["A"]


def test_the_same_quotation_under_two_codes_stays_two_cells(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Interview", "1.1 First", "1.2 Second"],
        ["A", 'It is slow: "we wait" (p. 3)', 'It is dear: "we wait" (p. 3)'],
    ]
    found = cells_of(read(write(tmp_path / "same.xlsx", Sheet1=rows)))
    assert found == {
        ("A", ("1.1",)): ("It is slow", [("we wait", "p. 3")]),
        ("A", ("1.2",)): ("It is dear", [("we wait", "p. 3")]),
    }


def test_domains_in_rows_and_a_list_of_codes_beside_them(tmp_path: Path) -> None:
    said = 'Appointments are hard to get; the walk-in centre is used instead. "I could not get through on the phone"'
    path = tmp_path / "rapid.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Matrix")
        for number, row in enumerate([("Domain", "Interview 1", "Interview 2"), ("Uptake", said, said)]):
            sheet.write_row(number, 0, row)
        sheet.write_row(2, 0, ("Money", said, said))
        index = book.add_worksheet("Index")
        for number, row in enumerate([("No", "Theme"), ("1", "Uptake"), ("2", "Money")]):
            index.write_row(number, 0, row)
    assert find_importer(path).name == "framework"
    project = read(path)
    assert {document.name for document in project.documents} == {"Interview 1", "Interview 2"}
    assert {code.path[-1] for code in project.codes} == {"Uptake", "Money"}
    assert [reason for (what, outcome, reason) in project.account.counts if (what, outcome) == ("sheets", "left out")]
