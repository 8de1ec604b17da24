"""``graphmodel page`` and ``graphmodel open``."""

import shutil
from pathlib import Path

import click
import pytest

import graphmodel as gm
from graphmodel.api.opened import OpenStudy
from graphmodel_viz.html_page import uncompressed
from tests.support.command import graphmodel


@pytest.mark.slow
def test_the_page_is_written_where_it_is_said(meals: Path, tmp_path: Path) -> None:
    file = tmp_path / "meals.html"
    done = graphmodel("page", meals, "-o", file)
    assert done.code == 0, done.err
    assert str(file) in done.out
    assert "Evidence in school-meals policy" in file.read_text("utf-8")


def test_the_page_is_not_written_over_the_study(meals: Path) -> None:
    done = graphmodel("page", meals, "-o", meals / "claims.csv")
    assert done.code == 1
    assert "is the name of a table of the study" in done.err


@pytest.mark.slow
def test_a_folder_that_is_not_there_is_said(meals: Path, tmp_path: Path) -> None:
    done = graphmodel("page", meals, "-o", tmp_path / "no" / "page.html")
    assert done.code == 1
    assert "There is no folder" in done.err


@pytest.mark.exhaustive
@pytest.mark.slow
def test_a_study_that_has_changed_is_built_first(meals: Path, tmp_path: Path) -> None:
    study = shutil.copytree(meals, tmp_path / "copy")
    claims = study / "claims.csv"
    claims.write_text(claims.read_text("utf-8").replace("every village school", "each and every school"), "utf-8")
    graphmodel("page", study, "-o", tmp_path / "page.html")
    assert "each and every school" in uncompressed((tmp_path / "page.html").read_text("utf-8"))


@pytest.mark.exhaustive
@pytest.mark.slow
def test_what_is_drawn_comes_from_the_graph_and_not_from_the_files(meals: Path, tmp_path: Path) -> None:
    study = shutil.copytree(meals, tmp_path / "copy")
    with gm.open_study(study) as opened:
        pages = [opened.page(tmp_path / "page.html"), opened.map(tmp_path / "map.html")]
        for file in [*study.glob("*.csv"), study / "study.toml"]:
            file.unlink()
        again = OpenStudy(None, opened.engine)
        assert again.page(tmp_path / "page 2.html").read_bytes() == pages[0].read_bytes()
        assert again.map(tmp_path / "map 2.html").read_bytes() == pages[1].read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize(("starts", "said"), [(0, ""), (1, "Open the file in a browser yourself")])
def test_open_shows_the_page_and_says_where_it_is(
    meals: Path, monkeypatch: pytest.MonkeyPatch, starts: int, said: str
) -> None:
    """What starts a browser is the one thing here that a test must not really do."""
    shown: list[str] = []
    monkeypatch.setattr(click, "launch", lambda file: shown.append(file) or starts)
    done = graphmodel("open", meals)
    assert done.code == 0, done.err
    assert [str(meals / ".graphmodel" / "explorer.html")] == shown
    assert shown[0] in done.out
    assert said in done.err
