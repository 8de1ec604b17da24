"""Pages, maps and figures of a slice say so, and an empty slice ends in no error."""

from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.problems import OutputError
from graphmodel_viz.figures import FIGURES
from tests.support.browser import OpenPage

NOT_OF_CLAIMS = {"types", "power-interest"}
"""Figures of what the study measured or rated."""


@pytest.mark.slow
def test_pages_maps_and_figures_say_their_slice(study: gm.OpenStudy, tmp_path: Path) -> None:
    part = study.where(site="site.1")
    (said,) = part.frames.settings.slices
    assert "site.1" in said
    for name in ("page", "map"):
        assert said in getattr(part, name)(tmp_path / f"{name}.html").read_text("utf-8")
    assert said in part.figure("dropout", tmp_path / "dropout.svg").caption_path.read_text("utf-8")


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
def test_every_view_of_an_empty_slice_opens(study: gm.OpenStudy, open_page: OpenPage, tmp_path: Path) -> None:
    file = study.where(source="src.pilot").page(tmp_path / "page.html")
    for view in ("dropout", "journeys", "map", "barriers", "people", "matrix", "claims", "sources", "sheet"):
        page = open_page(file, fragment=f"view={view}&only.code=8")
        assert "0 of " in page.locator("h1").inner_text()
        assert page.locator("p.sentence").text_content()
