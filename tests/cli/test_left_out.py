"""Results, figures and pages say how much was left out for errors, and what an empty column makes of the claims."""

import pandas as pd
import pytest

import graphmodel as gm
from graphmodel.api.building import build_study
from graphmodel_viz.html_page import uncompressed
from tests.support.studies import tiny_study, tiny_tables

LEFT_OUT = "1 of 6 claims left out for errors"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """A study with one wrong claim and no column speaker, built."""
    rows = [{name: text for name, text in row.items() if name != "speaker"} for row in tiny_tables()["claims"]]
    rows[1]["polarity"] = "perhaps"
    path = tiny_study(tmp_path_factory.mktemp("left_out"), claims=rows)
    build_study(path, leave_out_errors=True)
    return path


@pytest.fixture(scope="module")
def study(path):
    with gm.open_study(path, build_first=False) as study:
        yield study


def test_every_result_says_so(study):
    for result in (study.journeys(), study.claims(), study.findings(), study.ask("journeys/stopped")):
        assert f"{LEFT_OUT}." in result.notes
        assert any("all 5 claims are unattributed" in note for note in result.notes)


def test_the_about_sheet_says_so(study, tmp_path):
    about = pd.read_excel(
        study.claims().to_excel(tmp_path / "claims.xlsx"), sheet_name="about", header=None, engine="openpyxl"
    )
    assert about[1].str.contains(LEFT_OUT).any()


def test_captions_and_page_headers_say_so(study, tmp_path):
    assert LEFT_OUT in study.figure("journeys", tmp_path / "figure.svg").caption
    page = tmp_path / "page.html"
    study.page(page)
    assert LEFT_OUT in uncompressed(page.read_text("utf-8"))


def test_a_study_without_errors_says_nothing(tmp_path):
    with gm.open_study(tiny_study(tmp_path)) as study:
        assert study.settings.notes == ()
        assert study.settings.heading == study.settings.title
