"""Tools with a sheet for each role or item: one side each, few words, and what comes back."""

import pytest
from pypdf import PdfReader

import graphmodel as gm
from graphmodel.tools.copies import Printed, ToolCopy
from graphmodel_viz.sheets.paper import write_paper
from tests.support import raw
from tests.support.filled_copies import fill_excel
from tests.tools.conftest import filled

pytestmark = pytest.mark.slow

SHEETS = (("persona", "sheets"), ("evidence-mobilisation", "full"))


@pytest.mark.parametrize(("name", "form"), SHEETS)
def test_each_sheet_is_one_side(bundled_copy, tmp_path, name, form):
    copy = bundled_copy(name, form)
    sheets = [sheet.title for sheet, _ in copy.by_sheet() if sheet]
    pages = write_paper(copy, tmp_path / "copy.pdf")
    texts = [" ".join(page.extract_text().split()) for page in PdfReader(tmp_path / "copy.pdf").pages]
    begins = [at for at, text in enumerate(texts) for title in sheets if text.startswith(title)]
    assert begins == [*range(1, 1 + len(sheets))]  # after one page for all
    assert pages == copy.pages
    assert all(copy.identity.line in text for text in texts)  # each may be handed out alone


def of_sheets(copy: ToolCopy, name: str):
    return [part for part in copy.parts if part.name == name]


def test_the_top_of_a_persona_has_at_most_90_words_and_10_claims(bundled_copy):
    copy = bundled_copy("persona")
    tops = zip(of_sheets(copy, "facts"), of_sheets(copy, "objections"), strict=True)
    for facts, objections in tops:
        said = [row.cells[1].text for row in facts.rows]
        said += [row.cells[0].text for row in objections.rows if isinstance(row.cells[0], Printed)]
        assert sum(len(text.split()) for text in said) <= 90
    behind = next(line for line in copy.rests_on if line.startswith("Claims behind"))
    for facts in of_sheets(copy, "facts"):
        codes = {row.code for row in facts.rows}
        listed = [entry for entry in behind.rstrip(".").split("; ") if entry.split(": ")[-2].split()[-1] in codes]
        ids = {one for entry in listed for one in entry.split(": ")[-1].split(", ") if "more" not in one}
        assert len(ids) <= 10


def test_personas_are_those_that_the_study_marks_unless_others_are_named(bundled_here, bundled_copy):
    marked = {row["actor"] for row in raw.table("stakeholder_profiles") if row["workshop_persona"]}
    assert {part.sheet.node for part in of_sheets(bundled_copy("persona"), "facts")} == marked
    copy = filled(bundled_here, "persona", options={"actors": "act.board;act.public_health"})
    assert [part.sheet.node for part in of_sheets(copy, "facts")] == ["act.board", "act.public_health"]


def test_items_of_evidence_are_of_one_piece_of_work_and_of_many_kinds(bundled_here, bundled_copy):
    copy = bundled_copy("evidence-mobilisation")
    table = raw.nodes("evidence")
    items = [part.sheet.node for part in of_sheets(copy, "facts")]
    (workstream,) = {table[item]["workstream"] for item in items}
    kinds = {row["evidence_type"] for row in table.values() if row["workstream"] == workstream and row["says"]}
    assert 4 <= len(items) <= 8
    assert {table[item]["evidence_type"] for item in items} == kinds
    (grid,) = of_sheets(copy, "grid")
    assert [row.node for row in grid.rows if row.node] == items
    other = filled(bundled_here, "evidence-mobilisation", options={"workstream": "ws.early_booking"})
    assert {table[part.sheet.node]["workstream"] for part in of_sheets(other, "facts")} == {"ws.early_booking"}


def test_a_study_of_another_field_gets_sheets_and_says_what_is_missing(meals_here, tmp_path):
    persona = filled(meals_here, "persona")
    assert [sheet.title for sheet, _ in persona.by_sheet() if sheet] == ["1. Purchasing officer"]
    evidence = filled(meals_here, "evidence-mobilisation")
    assert [sheet.title for sheet, _ in evidence.by_sheet() if sheet] == ["1. Your own"]
    assert "`workstream` and `says`" in evidence.missing[0]
    (facts,) = of_sheets(evidence, "facts")
    assert {row.cells[1].text for row in facts.rows} == {""}  # room to write
    for copy in (persona, evidence):
        assert write_paper(copy, tmp_path / "copy.pdf") <= copy.pages


@pytest.mark.exhaustive
def test_what_a_group_wrote_comes_back_as_drafts(tmp_path):
    gm.write_example(tmp_path / "study")
    for name in ("persona", "evidence-mobilisation"):
        gm.make_tool(tmp_path / "study", name, tmp_path / f"{name}.xlsx")
    fill_excel(tmp_path / "persona.xlsx", {"B1c": "heard", "B4a": "Nobody asked us", "B4c": "likely", "Q1": "Money"})
    answers = {"G1f": "Figures by group", "G1g": "Data lead", "R1": "Data lead", "R9": "3 rather strong", "R10": "x"}
    fill_excel(tmp_path / "evidence-mobilisation.xlsx", answers)
    report = gm.read_tool(tmp_path / "study", [tmp_path / "persona.xlsx", tmp_path / "evidence-mobilisation.xlsx"])
    assert (report.refused, report.answers, report.drafts) == ([], 9, 5)
    questions = list(gm.show_queue(tmp_path / "study").frame["question"])
    for said in (
        "(as a group) raised the objection: There are too few data",
        "(as a group) raises the objection: Nobody asked us",
        "wants Data lead to ask for evidence: Figures by group",
        "Data lead weighed User consultation",
        "Data lead presented User consultation",
    ):
        assert sum(said in question for question in questions) == 1, said
