"""The framework matrix, against claims.csv and codebook.csv of the bundled study."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

import graphmodel
from graphmodel.analysis.matrix import NOBODY, matrix
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.output import write
from graphmodel.problems import NotFound, QuestionError
from graphmodel.results import Result
from tests.support.raw import nodes, table

SUPPORT = ["n_claims", "n_speakers", "unattributed", "n_sources"]


@pytest.fixture(scope="module")
def found(bundled: StudyFrames) -> Result:
    return matrix(bundled)


@pytest.mark.slow
@pytest.mark.parametrize("rows", ["source", "speaker"])
def test_every_cell_holds_its_claims(bundled: StudyFrames, rows: str) -> None:
    expected: dict[tuple[str, str], list[str]] = {}
    for claim in table("claims"):
        for code in filter(None, claim["codes"].split(";")):
            row = claim[rows] or NOBODY
            expected.setdefault((row, code.strip()), []).append(f"{claim['claim']}: {claim['summary']}")
    cells = {}
    for frame in list(matrix(bundled, rows=rows).tables.values())[1:]:
        for record in frame.to_dict("records"):
            for column, cell in record.items():
                code = str(column).split(" ")[0]
                if code in nodes("codebook") and cell:
                    cells[record[rows], code] = cell
    assert cells == {place: sorted(claims) for place, claims in expected.items()}


def test_a_table_per_theme_in_the_order_of_the_codebook(found: Result) -> None:
    assert list(found.tables)[:3] == ["codes", "1_background_and_summary", "2_commissioning_general"]
    assert len(found.tables) == 11
    codes = [column.split(" ")[0] for column in found["2_commissioning_general"] if column[0] == "2"]
    assert codes == [f"2.{number}" for number in range(1, len(codes) + 1)]
    assert len(codes) == sum(row["theme"] == "2" for row in table("codebook"))


def test_a_theme_nobody_speaks_of_is_shown_empty(found: Result) -> None:
    """No claim in claims.csv has a code of theme 1 (Background and summary)."""
    assert found["1_background_and_summary"].empty
    assert any("1_background_and_summary" in note for note in found.notes)


def test_a_cell_by_hand(found: Result) -> None:
    """The cell of src.gp_stroke is read in claims.csv: all its claims of code 8.9, in the order of their ids."""
    frame = found["8_evidence_journeys_in_commissioning_for_multiethnic_populations"].set_index("source")
    row = frame.loc["src.gp_stroke"]
    assert row["label"] == "Stroke awareness good practice example"
    of_source = [claim for claim in table("claims") if claim["source"] == "src.gp_stroke"]
    of_theme = [claim for claim in of_source if any(code.startswith("8.") for code in claim["codes"].split(";"))]
    assert row["claims"] == sorted(claim["claim"] for claim in of_theme)
    assert row["n_claims"] == len(of_theme)


@pytest.mark.parametrize("theme", ["3", "mobilisation", "EVIDENCE MOBILISATION"])
def test_one_theme(bundled: StudyFrames, theme: str) -> None:
    assert list(matrix(bundled, theme=theme).tables) == [
        "codes",
        "3_evidence_mobilisation_and_utilisation_in_commissioning_general",
    ]


@pytest.mark.parametrize("theme", ["nonsense", "commissioning"])
def test_no_theme_or_several_lists_them(bundled: StudyFrames, theme: str) -> None:
    with pytest.raises(NotFound, match="2 Commissioning"):
        matrix(bundled, theme=theme)


def test_an_unknown_row_is_refused(bundled: StudyFrames) -> None:
    with pytest.raises(QuestionError, match="source, speaker"):
        matrix(bundled, rows="coder")  # type: ignore[arg-type]


@pytest.mark.slow
def test_a_study_without_themes_has_one_table(school_meals: graphmodel.OpenStudy) -> None:
    """School meals: c2 has the codes 1.10 and 2, c3 and c6 the code 2; no themes."""
    found = school_meals.matrix()
    assert list(found.tables) == ["codes", "matrix"]
    # 1.10 is a place, not a decimal: it comes after 1.1 and before 2.
    assert list(found["matrix"]) == ["source", "label", *SUPPORT, "1.1 Asking", "1.10 Weighing", "2 Deciding", "claims"]
    minutes = found["matrix"].set_index("source").loc["src.minutes"]
    assert [cell.split(":")[0] for cell in minutes["2 Deciding"]] == ["c2", "c3", "c6"]
    assert minutes["1.1 Asking"] == []
    assert any("without a code" in note and "1" in note for note in found.notes)


@pytest.mark.slow
def test_a_workbook_has_a_sheet_per_theme(found: Result, tmp_path: Path) -> None:
    path = tmp_path / "matrix.xlsx"
    write(found, "xlsx", path)
    book = load_workbook(path)
    assert len(book.sheetnames) == len(found.tables) + 1
    sheet = book["2_commissioning_general"]
    column = "2.2 " + nodes("codebook")["2.2"]["label"]
    place = [cell.value for cell in sheet[1]].index(column) + 1
    row = [cell.value for cell in sheet["A"]].index("src.ki_national") + 1
    cells = found["2_commissioning_general"].set_index("source").loc["src.ki_national", column]
    # c3-0001 is the first claim of that source and has the code 2.2 (claims.csv, line 2).
    assert cells[0].startswith("c3-0001: Informants without exception")
    assert sheet.cell(row, place).value == "; ".join(cells)


@pytest.mark.slow
def test_csv_of_all_themes_is_a_folder(found: Result, tmp_path: Path) -> None:
    write(found, "csv", tmp_path / "matrix")
    with (tmp_path / "matrix" / "2_commissioning_general.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["source"] for row in rows] == found["2_commissioning_general"]["source"].tolist()
