"""Tools without a study: blank copies, and what people fill into them read into a study."""

import re
import shutil

import pytest
from pypdf import PdfReader

import graphmodel as gm
from graphmodel.problems import NotFound
from tests.conftest import DATA
from tests.support.command import graphmodel
from tests.support.filled_copies import fill_word
from tests.support.tiers import some_of
from tests.tools.test_filling import FORMS

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("ending", some_of([".docx", ".xlsx", ".html"], ".xlsx"))
def test_each_form_can_be_made_without_a_study(tmp_path, ending):
    for name, form in FORMS:
        made = gm.make_template(name, tmp_path / f"{name}-{form}{ending}", form=form)
        assert (made.filled, made.places, made.missing) == (0, 0, ())
    assert len(list(tmp_path.iterdir())) == len(FORMS)


def test_a_tool_with_sheets_has_as_many_blank_ones(tmp_path):
    for name, most in (("persona", 4), ("evidence-mobilisation", 6)):
        made = gm.make_template(name, tmp_path / f"{name}.pdf")
        texts = [page.extract_text() for page in PdfReader(tmp_path / f"{name}.pdf").pages]
        begins = [at for at, text in enumerate(texts) if re.match(r"\d\. Your own", text)]
        assert begins == [*range(begins[0], begins[0] + most)]  # one page each
        assert made.pages == len(texts)


def test_a_filled_template_is_read_into_any_study(tmp_path):
    study = shutil.copytree(DATA / "county_meals", tmp_path / "study")
    file = tmp_path / "objections.docx"
    assert graphmodel("tool", "template", "objections", "--session", "spring", "-o", file).code == 0
    fill_word(file, {"S3": "school meals", "O1a": "Nobody asked us", "O1c": "Because of the cost", "O2j": "partly"})
    report = gm.read_tool(study, file)
    assert (report.sessions, report.answers, report.refused) == (["objections.spring"], 3, [])
    answers = gm.tool_answers(study)["answers"]
    said = dict(zip(answers["item"], answers["objections.spring"], strict=True))
    assert said == {"O1a": "Nobody asked us", "O1c": "Because of the cost", "O2j": "partly"}
    assert gm.tool_answers(study)["sessions"].at[0, "workstream"] == "school meals"


def test_a_template_of_no_tool_is_refused_and_nothing_is_overwritten(tmp_path):
    with pytest.raises(NotFound):
        gm.make_template("objection", tmp_path / "o.docx")
    (tmp_path / "mine.docx").write_text("mine", "utf-8")
    assert graphmodel("tool", "template", "objections", "-o", tmp_path / "mine.docx").code != 0
    assert (tmp_path / "mine.docx").read_text("utf-8") == "mine"
