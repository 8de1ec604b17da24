"""``graphmodel matrix -o matrix.xlsx``: the framework workbook, and what reading it again makes of it."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import graphmodel as gm
from graphmodel.coded_project import CodedProject
from graphmodel.formats import find_importer, importers
from graphmodel.output.framework_workbook import CellClaim, Framework, Theme, cell_text, write_framework
from graphmodel_loaders.coded.claims import study_of
from graphmodel_loaders.coded.suggesting import suggest
from graphmodel_loaders.framework.known import without_known
from tests.support.raw import nodes, table
from tests.support.tiers import examples

Cells = dict[tuple[str, str], set[str]]


def read(path: Path) -> CodedProject:
    project = importers()["framework"].read(path)
    assert isinstance(project, CodedProject)
    return project


def cells_of_claims(project: CodedProject) -> Cells:
    """What the matrix of the study that becomes of a project would show, by source and code."""
    tables = {name: rows for name, (_, rows) in study_of(project, suggest(project), study_id="new").tables.items()}
    labels = {row["source"]: row["label"] for row in tables["sources"]}
    quoted: dict[str, list[str]] = defaultdict(list)
    for row in tables.get("quotes", ()):
        quoted[row["claim"]].append(row["text"])
    cells: Cells = defaultdict(set)
    for row in tables["claims"]:
        said = CellClaim(row["claim"], row["summary"], tuple((text, "") for text in quoted[row["claim"]]))
        for code in row["codes"].split(";"):
            cells[labels[row["source"]], code].add(said.text)
    return dict(cells)


@pytest.fixture(scope="module")
def workbook(bundled_here: gm.OpenStudy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("matrix") / "matrix.xlsx"
    bundled_here.matrix().to_excel(path)
    return path


@pytest.mark.slow
def test_the_workbook_of_the_bundled_study(workbook: Path) -> None:
    book = load_workbook(workbook)
    assert len(book.sheetnames) == 12
    sheet = book["2 Commissioning (general)"]
    rows = list(sheet.iter_rows(values_only=True))
    assert [cell for cell in rows[3] if cell] == ["id", "source", *(f"2.{number}" for number in range(1, 15))]
    assert rows[2][7] == "Drivers and prompts to action"
    assert rows[4][7:9] == ("individuals", "organisations")
    row = next(row for row in rows if row[0] == "src.ki_national")
    # c3-0001 is the first claim of that source and has the code 2.2 (claims.csv, line 2).
    assert str(row[3]).startswith("Informants without exception")
    assert sheet.freeze_panes == "C6"
    assert book["_claims"].sheet_state == "hidden"
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$5")


@pytest.mark.exhaustive
@pytest.mark.slow
def test_reading_it_again_gives_the_same_cells(workbook: Path) -> None:
    assert find_importer(workbook).name == "framework"
    expected: Cells = defaultdict(set)
    labels = {row["source"]: row["label"] for row in table("sources")}
    for claim in table("claims"):
        for code in filter(None, claim["codes"].split(";")):
            expected[labels[claim["source"]], code.strip()].add(claim["summary"])
    assert cells_of_claims(read(workbook)) == expected


@pytest.mark.slow
def test_reading_it_again_gives_the_same_codebook(workbook: Path) -> None:
    project = read(workbook)
    made = study_of(project, suggest(project), study_id="new").tables["codebook"][1]
    columns = ("label", "theme", "theme_label")
    assert {row["code"]: [row[name] for name in columns] for row in made} == {
        code: [row[name] for name in columns] for code, row in nodes("codebook").items()
    }


@pytest.mark.slow
def test_reading_it_into_its_own_study_adds_what_was_filled_in_and_nothing_else(workbook: Path, tmp_path: Path) -> None:
    claims = {row["claim"]: row["summary"] for row in table("claims")}
    same = without_known(read(workbook), claims)
    assert [number for _, number in same.parts()] == [0] * 6
    assert same.account.counts["passages", "taken", ""] == 0
    assert without_known(read(workbook), {"c3-0001": "Something else"}).segments
    book = load_workbook(workbook)
    sheet = book["2 Commissioning (general)"]
    row = next(cells[0].row for cells in sheet.iter_rows() if cells[0].value == "src.ki_national")
    sheet.cell(row, 3, 'Nobody asked before: "it is new to us"')
    changed = tmp_path / "changed.xlsx"
    book.save(changed)
    project = without_known(read(changed), claims)
    assert [(one.document, one.codes, one.summary, one.words[0].text) for one in project.segments] == [
        ("src.ki_national", ("2.1",), "Nobody asked before", "it is new to us")
    ]
    assert [code.key for code in project.codes] == ["2 Commissioning (general)", "2.1"]


TEXT = st.text(st.sampled_from("ab \"'“”‘’«»=+-@.,:;()[]12\nß漢"), min_size=1, max_size=30).map(
    lambda text: "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())
).filter(lambda text: any(map(str.isalpha, text)))  # fmt: skip
SAID = st.lists(st.tuples(TEXT, st.lists(TEXT, max_size=2, unique=True)), min_size=1, max_size=3)
PLACES = st.tuples(st.sampled_from(["r1", "r2", "=r3"]), st.sampled_from(["1.1", "1.2", "1.10"]))


def framework_of(cells: Mapping[tuple[str, str], list[tuple[str, list[str]]]]) -> Framework:
    number = iter(range(10_000))
    said = {
        place: [
            CellClaim(f"c{next(number)}", text, tuple((one, "quote_anonymous") for one in words))
            for text, words in held
        ]
        for place, held in cells.items()
    }
    rows = sorted({row for row, _ in cells})
    codes = [("1.1", "=First"), ("1.2", "Barriers: time"), ("1.10", "Barriers: -money")]
    return Framework("source", [Theme("1 =Theme", codes, [(row, f"+{row}") for row in rows], said)])


@pytest.mark.slow
@settings(max_examples=examples(10), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(PLACES, SAID, min_size=1, max_size=4))
def test_any_text_comes_back_as_it_was(
    tmp_path: Path, cells: Mapping[tuple[str, str], list[tuple[str, list[str]]]]
) -> None:
    framework = framework_of(cells)
    write_framework(framework, path := tmp_path / "any.xlsx")
    held = {(f"+{row}", code): {one.text for one in said} for (row, code), said in framework.themes[0].cells.items()}
    assert cells_of_claims(read(path)) == held
    sheet = load_workbook(path).worksheets[0]
    shown = {
        (str(row[0].value), str(code.value)): str(cell.value)
        for row in sheet.iter_rows(min_row=6)
        for code, cell in zip(sheet[4], row, strict=True)
        if code.column > 2 and cell.value
    }
    assert shown == {place: cell_text(said) for place, said in framework.themes[0].cells.items()}
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
