"""``graphmodel figure``: what comes on the screen, and what is refused."""

from pathlib import Path

import pytest

from graphmodel_viz.figures import FIGURES
from tests.support.command import graphmodel
from tests.support.studies import tiny_study


@pytest.mark.slow
def test_the_caption_comes_on_the_screen_and_lies_beside_the_figure(tmp_path: Path) -> None:
    study = tiny_study(tmp_path)
    file = tmp_path / "fig.svg"
    done = graphmodel("figure", study, "journeys", "-o", file, "--width", "single", "--grey", "--limit", 1)
    assert done.code == 0, done.err
    assert done.out == (tmp_path / "fig.caption.txt").read_text("utf-8")
    assert "1 of 1 urban item" in done.out  # the finding comes first
    assert f"Wrote {file} and {tmp_path / 'fig.caption.txt'}" in done.err
    assert 'width="240.9' in file.read_text("utf-8")


def test_the_help_names_every_figure() -> None:
    said = graphmodel("figure", "--help").out
    for view in FIGURES:
        assert f"\n    {view} " in said
    assert "85 mm" in said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["pie", "-o", "{out}/fig.svg"],
            "'journeys', 'dropout', 'types', 'map', 'flows', 'power-interest', 'barriers', 'deeds'",
        ),
        (["map", "-o", "{out}/fig.gif"], "figures are written as .svg, .pdf, .png"),
        (["types", "-o", "{out}/fig.svg"], "no table evidence_use"),
        (["dropout", "-o", "{out}/fig.svg", "--tie", "claim"], "no option --ties"),
        (["barriers", "-o", "{out}/fig.svg", "--phase", "nowhere"], "among the stages of this study"),
        (["map", "-o", "{out}/none/fig.svg"], "There is no folder"),
    ],
)
def test_mistakes_leave_no_file(tmp_path: Path, words: list[str], said: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    done = graphmodel("figure", tiny_study(tmp_path), *(word.replace("{out}", str(out)) for word in words))
    assert done.code != 0
    assert said in done.err
    assert "Traceback" not in done.err
    assert list(out.iterdir()) == []


def test_the_study_itself_is_never_written_over(tmp_path: Path) -> None:
    study = tiny_study(tmp_path).rename(tmp_path / "meals.svg")
    done = graphmodel("figure", study, "journeys", "-o", study)
    assert done.code == 1
    assert "is the folder of the study; nothing was written" in done.err


@pytest.mark.slow
def test_a_figure_that_cannot_be_drawn_leaves_the_one_before(tmp_path: Path) -> None:
    file = tmp_path / "fig.svg"
    file.write_text("the figure before", "utf-8")
    assert graphmodel("figure", tiny_study(tmp_path), "types", "-o", file).code == 1
    assert file.read_text("utf-8") == "the figure before"
    assert not (tmp_path / "fig.caption.txt").exists()
