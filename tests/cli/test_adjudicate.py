"""Adjudication: what coders differ on as a workbook, and a filled one back into claims, in both forms of a study."""

from pathlib import Path

import openpyxl
import pytest

import graphmodel as gm
from graphmodel.problems import OutputError, StudyError
from graphmodel.schema.tables import CODED
from graphmodel_loaders import read_study
from tests.support.studies import SETTINGS, Rows, tiny_study, tiny_tables

pytestmark = pytest.mark.slow

Decisions = dict[tuple[str, str], str]


def codings() -> Rows:
    """Ann as in the record; Ben differs in three fields of c1 and one of c2."""
    claims = {row["claim"]: row for row in tiny_tables()["claims"]}

    def coded(claim: str, coder: str, **cells: str) -> dict[str, str]:
        own = {name: claims[claim].get(name, "") for name in CODED}
        return {"claim": claim, "coder": coder, **own, **cells}

    return [
        *(coded(claim, "Ann") for claim in ("c1", "c2", "c4")),
        coded("c1", "Ben", polarity="denies", stage="", quoted="no"),
        coded("c2", "Ben", codes="2; 1.10", object="ev.menus"),
        coded("c4", "Ben"),
    ]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The study as a workbook."""
    folder = tmp_path_factory.mktemp("book")
    with gm.open_study(tiny_study(folder, codings=codings())) as opened:
        opened.export("workbook", folder / "book.xlsx")
    return (folder / "book.xlsx").read_bytes()


@pytest.fixture(params=["folder", "workbook"])
def study(request: pytest.FixtureRequest, tmp_path: Path, book: bytes) -> Path:
    if request.param == "folder":
        return tiny_study(tmp_path, codings=codings())
    (tmp_path / "book.xlsx").write_bytes(book)
    return tmp_path / "book.xlsx"


def units(file: Path) -> list[dict[str, str]]:
    rows = [[str(cell or "") for cell in row] for row in openpyxl.load_workbook(file)["units"].values]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def fill(file: Path, decisions: Decisions, by: str = "Cat") -> None:
    book = openpyxl.load_workbook(file)
    sheet = book["units"]
    places = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        unit = (sheet.cell(row, places["claim"]).value, sheet.cell(row, places["field"]).value)
        if unit in decisions:
            sheet.cell(row, places["decision"]).value = decisions[unit]
            sheet.cell(row, places["decided_by"]).value = by
    book.save(file)


def claims(study: Path) -> dict[str, dict[str, str]]:
    return {row["claim"]: row for row in gm.read_table(study, "claims").fillna("").to_dict("records")}


def test_the_workbook_holds_each_unit_and_field_that_differs(study: Path, tmp_path: Path) -> None:
    file = tmp_path / "decide.xlsx"
    assert gm.write_adjudication(study, file) == 4
    rows = units(file)
    assert [(row["claim"], row["field"]) for row in rows] == [
        *(("c1", name) for name in ("stage", "polarity", "quoted")),
        ("c2", "object"),
    ]
    first = rows[0]
    assert (first["coder: Ann"], first["coder: Ben"], first["record"]) == ("plan.survey", "(empty)", "plan.survey")
    assert first["summary"] == claims(study)["c1"]["summary"]
    rules = openpyxl.load_workbook(file)["units"].data_validations.dataValidation
    assert [rule.type for rule in rules] == ["list"]


def test_decisions_go_into_claims_and_who_decided_stays(study: Path, tmp_path: Path) -> None:
    file, before = tmp_path / "decide.xlsx", claims(study)
    old = study.read_bytes() if study.is_file() else (study / "claims.csv").read_bytes()
    gm.write_adjudication(study, file)
    decided = {("c1", "stage"): "(empty)", ("c1", "polarity"): "mixed", ("c2", "object"): "ev.plate_waste"}
    fill(file, decided)
    report = gm.read_adjudication(study, file)
    assert (report.changed, report.unchanged, report.open, report.refused) == (2, 1, 1, [])
    assert claims(study) == before | {"c1": before["c1"] | {"stage": "", "polarity": "mixed"}}
    assert gm.check_study(study).problems.errors == 0
    noted = gm.read_table(study, "decisions").to_dict("records")
    assert {(row["claim"], row["field"]): (row["decision"], row["decided_by"]) for row in noted} == {
        unit: (value, "Cat") for unit, value in decided.items()
    }
    assert report.backup is not None
    kept = report.backup / (study.name if study.is_file() else "claims.csv")
    assert kept.read_bytes() == old
    # Once more changes nothing and writes nothing.
    again = gm.read_adjudication(study, file)
    assert (again.changed, again.unchanged, again.backup) == (0, 3, None)
    assert len(gm.read_table(study, "decisions")) == 3
    gm.undo(study)
    assert (study.read_bytes() if study.is_file() else (study / "claims.csv").read_bytes()) == old
    assert gm.journal(study).frame["command"].tolist() == ["undo", "adjudicate"]


def test_what_cannot_be_taken_is_refused_with_its_reason(study: Path, tmp_path: Path) -> None:
    file, before = tmp_path / "decide.xlsx", claims(study)
    gm.write_adjudication(study, file)
    fill(file, {("c1", "polarity"): "perhaps", ("c2", "object"): "ev.nobody"})
    report = gm.read_adjudication(study, file)
    assert [row for row, _ in report.refused] == [3, 5]
    assert (report.changed, report.backup) == (0, None)
    fill(file, {("c1", "polarity"): "mixed", ("c2", "object"): ""}, by="")
    assert [row for row, _ in gm.read_adjudication(study, file).refused] == [3]
    assert claims(study) == before


def test_a_claim_that_has_changed_since_is_left_alone(tmp_path: Path) -> None:
    study, file = tiny_study(tmp_path, codings=codings()), tmp_path / "decide.xlsx"
    gm.write_adjudication(study, file)
    text = (study / "claims.csv").read_text("utf-8")
    (study / "claims.csv").write_text(
        text.replace("rural,affirms,stated,The cook", "rural,denies,stated,The cook"), "utf-8"
    )
    fill(file, {("c1", "polarity"): "mixed", ("c1", "stage"): "plan.menu"})
    report = gm.read_adjudication(study, file)
    assert (report.changed, len(report.refused)) == (1, 1)
    assert claims(study)["c1"]["polarity"] == "denies"


def test_a_workbook_of_another_study_or_another_kind_is_refused(tmp_path: Path, bundled_path: Path) -> None:
    study, file = tiny_study(tmp_path, codings=codings()), tmp_path / "decide.xlsx"
    gm.write_adjudication(study, file)
    other = tiny_study(tmp_path / "other", codings=codings(), settings=SETTINGS.replace("school_meals", "meals_2"))
    with pytest.raises(StudyError, match="another study"):
        gm.read_adjudication(other, file)
    book = openpyxl.Workbook()
    book.save(tmp_path / "empty.xlsx")
    for wrong in ("empty.xlsx", "missing.xlsx"):
        with pytest.raises(StudyError):
            gm.read_adjudication(study, tmp_path / wrong)
    settings = SETTINGS.replace("school_meals", read_study(bundled_path).settings.id)
    namesake = tiny_study(tmp_path / "namesake", codings=codings(), settings=settings)
    gm.write_adjudication(namesake, tmp_path / "bundled.xlsx")
    with pytest.raises(OutputError):
        gm.read_adjudication(bundled_path, tmp_path / "bundled.xlsx")


def test_nothing_in_the_workbook_is_a_formula(tmp_path: Path) -> None:
    rows = codings()
    rows[0]["note"] = "=1+1"
    changed = tiny_tables()["claims"]
    changed[0]["summary"] = '=HYPERLINK("http://example.org")'
    study, file = tiny_study(tmp_path, codings=rows, claims=changed), tmp_path / "decide.xlsx"
    gm.write_adjudication(study, file)
    cells = [cell for sheet in openpyxl.load_workbook(file).worksheets for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert any(cell.value == changed[0]["summary"] and cell.quotePrefix for cell in cells)


@pytest.mark.exhaustive
def test_the_command_writes_and_reads(study: Path, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from graphmodel.cli import cli

    file, run = tmp_path / "decide.xlsx", CliRunner()
    assert run.invoke(cli, ["adjudicate", str(study)]).exit_code == 2
    assert run.invoke(cli, ["adjudicate", str(study), "-o", str(file)]).exit_code == 0
    fill(file, {("c1", "polarity"): "mixed"})
    done = run.invoke(cli, ["adjudicate", str(study), str(file)])
    assert done.exit_code == 0, done.output
    assert "1 changed" in done.output
