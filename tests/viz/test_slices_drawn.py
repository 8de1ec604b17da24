"""Pages, maps and figures of a slice say so, and an empty slice ends in no error."""

from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.problems import OutputError
from graphmodel_viz.figures import FIGURES
from graphmodel_viz.html_page import uncompressed
from tests.support.browser import OpenPage

NOT_OF_CLAIMS = {"types", "power-interest", "when", "sites"}
"""Figures that also show what the study measured, rated, dated or judged in tables of its own."""


@pytest.mark.slow
def test_pages_maps_and_figures_say_their_slice(school_meals: gm.OpenStudy, tmp_path: Path) -> None:
    part = school_meals.where(source="src.cook")
    (said,) = part.frames.settings.slices
    assert "src.cook" in said
    for name in ("page", "map"):
        assert said in uncompressed(getattr(part, name)(tmp_path / f"{name}.html").read_text("utf-8"))
    assert said in part.figure("dropout", tmp_path / "dropout.svg").caption_path.read_text("utf-8")


@pytest.mark.exhaustive
@pytest.mark.slow
def test_an_empty_slice_is_drawn_or_says_that_it_is_empty(study: gm.OpenStudy, tmp_path: Path) -> None:
    nothing = study.where(source="src.pilot")
    (said,) = nothing.frames.settings.slices
    for figure in FIGURES:
        file = tmp_path / f"{figure}.svg"
        if figure in NOT_OF_CLAIMS:
            assert said in nothing.figure(figure, file).caption
        else:
            with pytest.raises(OutputError) as refused:
                nothing.figure(figure, file)
            assert said in str(refused.value)


@pytest.mark.slow
def test_every_view_of_an_empty_slice_opens(school_meals: gm.OpenStudy, open_page: OpenPage, tmp_path: Path) -> None:
    file = school_meals.where(source="src.cook", not_source="src.cook").page(tmp_path / "page.html")
    for view in ("dropout", "journeys", "map", "barriers", "people", "matrix", "claims", "sources", "sheet"):
        page = open_page(file, fragment=f"view={view}&only.code=1.10")
        assert "0 of " in page.locator("h1").inner_text()
        assert page.locator("p.sentence").text_content()
