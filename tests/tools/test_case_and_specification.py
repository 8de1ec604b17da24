"""The case to a board and the service specification: words of the study, and the same answers from every medium."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from graphmodel.settings import Focus
from graphmodel.tools.bank import find_tools
from graphmodel.tools.copies import Printed, Prose, Table, ToolCopy
from graphmodel.tools.manifest import written_manifest
from graphmodel.tools.study_words import with_study_words
from graphmodel_loaders.copies.excel import read_excel
from graphmodel_loaders.copies.page import read_page
from graphmodel_loaders.copies.slides import read_slides
from graphmodel_loaders.copies.word import read_word
from graphmodel_viz.sheets.excel import write_excel
from graphmodel_viz.sheets.paper import write_paper
from graphmodel_viz.sheets.slides import write_slides
from graphmodel_viz.sheets.word import write_word
from tests.support.filled_copies import answers_for, as_read, fill_excel, fill_slides, fill_word
from tests.tools.conftest import filled

TOOLS = ("making-the-case", "service-specification")
FORMS = [(name, form.name) for name in TOOLS for form in find_tools().find(name).forms]


def _page(copy: ToolCopy, path: Path) -> None:
    said = {"graphmodel_answers": 1, "line": copy.identity.line, "manifest": written_manifest(copy), "answers": {}}
    path.write_text(json.dumps(said), "utf-8")


def _fill_page(path: Path, answers: Mapping[str, str]) -> None:
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "answers": dict(answers)}), "utf-8")


MEDIA: dict[str, tuple[Callable[..., Any], ...]] = {
    "json": (_page, _fill_page, read_page),
    "docx": (write_word, fill_word, read_word),
    "xlsx": (write_excel, fill_excel, read_excel),
    "pptx": (write_slides, fill_slides, read_slides),
}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "form"), FORMS)
def test_each_medium_gives_the_same_answers(bundled_copy, tmp_path, name, form):
    copy = bundled_copy(name, form)
    answers = answers_for(copy)
    for ending, (write, fill_in, read) in MEDIA.items():
        if ending == "pptx" and copy.paper != "slides":
            continue
        path = tmp_path / f"copy.{ending}"
        write(copy, path)
        fill_in(path, answers)
        found = read(path)
        assert as_read({cell.code: cell.text for cell in found.cells}) == as_read(answers), ending
        assert found.others == (), ending


def test_the_case_is_ten_slides_one_side_and_two_pages(bundled_copy):
    limits = {form.name: (form.paper, form.pages) for form in find_tools().find("making-the-case").forms}
    assert limits == {"slides": ("slides", 10), "summary": ("a4", 1), "questions": ("a4 landscape", 2)}
    assert {form.pages for form in find_tools().find("service-specification").forms} == {2}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "form"), FORMS)
def test_a_study_of_another_field_is_printed_in_its_own_words(meals_here, tmp_path, name, form):
    copy = filled(meals_here, name, form)
    assert write_paper(copy, tmp_path / "copy.pdf") <= copy.pages
    text = " ".join(copy.printed())
    assert not re.search(r"ethnic|\bNHS\b|\bPCT\b|health|patient|commission|\{|\}", text, re.IGNORECASE)
    assert copy.missing
    on_paper = " ".join(" ".join(page.extract_text() for page in PdfReader(tmp_path / "copy.pdf").pages).split())
    assert all(" ".join(line.split()) in on_paper for line in copy.missing)


@pytest.mark.slow
def test_titles_name_the_focus_and_the_stages_of_the_study(bundled_copy, meals_here):
    for copies, focus, last in (
        (bundled_copy, "ethnicity", "Monitoring and evaluation"),
        (lambda name, form: filled(meals_here, name, form), "rural", "Serving"),
    ):
        titles = {part.title for name, form in FORMS for part in copies(name, form).parts}
        assert {f"What is said to help ({focus})", f"What stands in the way at: {last}"} <= titles


def test_a_study_without_focus_and_stages_gets_neutral_words(meals_here):
    class Frames:
        settings = replace(meals_here.settings, focus=Focus(), supply=())
        phases = ()

        def labels(self, kind):
            return {}

    tool = with_study_words(find_tools().find("service-specification"), Frames())
    assert tool.parts["supply"].title == "What stands in the way at: every stage"
    assert tool.parts["helps"].title == "What is said to help (the groups in question)"
    assert (dict(tool.slots["supply"].options), dict(tool.slots["helps"].options)) == ({"valence": "barrier"}, {})


@pytest.mark.slow
def test_barriers_on_slides_are_those_that_three_claims_place_at_a_stage(bundled_here, bundled_copy):
    asked = bundled_here.ask("barriers/at_stage", valence="barrier", focus="ethnicity").frame
    enough = asked[asked["n_claims"] >= 3]
    part = next(one for one in bundled_copy("making-the-case", "slides").parts if one.name == "blocks")
    assert isinstance(part, Table)
    labels = dict(zip(enough["factor"], enough["factor_label"], strict=True))
    assert {row.group for row in part.rows if row.node} == {*enough["stage_label"]}
    for row in (row for row in part.rows if row.node):
        first, sources, claims = (cell.text for cell in row.cells if isinstance(cell, Printed))
        (found,) = [one for one in enough[enough["factor"] == row.node].to_dict("records")
                    if one["stage_label"] == row.group]  # fmt: skip
        assert (first, int(sources), int(claims)) == (labels[row.node], found["affirming_sources"], found["n_claims"])


@pytest.mark.slow
def test_lines_of_the_summary_are_rows_of_the_answer(bundled_here, bundled_copy):
    asked = bundled_here.ask("dropout/by_phase", focus="ethnicity").frame.to_dict("records")
    part = next(one for one in bundled_copy("making-the-case", "summary").parts if one.name == "in_brief")
    assert isinstance(part, Prose)
    assert [line.lstrip("• ") for line in part.text.split("\n")] == [
        f"{row['phase_label']}: of {row['mentioned']} items mentioned, {row['used']} used, {row['partly']} in part, "
        f"{row['not_used']} not used."
        for row in asked
    ]
