"""How figures look as their users choose: size, text, font, colours and numbers."""

from pathlib import Path

import matplotlib as mpl
import pytest

from graphmodel.api.opened import OpenStudy
from graphmodel.problems import NotFound, OutputError
from graphmodel_viz.figures.options import FIGURES, FigureOptions
from graphmodel_viz.figures.sheet import Sheet
from tests.support.command import graphmodel
from tests.support.figures import Figures, texts_of
from tests.support.studies import tiny_study, tiny_tables
from tests.support.tiers import some_of

FONTS = Path(mpl.get_data_path(), "fonts", "ttf")
STIX = FONTS / "STIXGeneral.ttf"
IN_STIX = "\u2329"  # an angle bracket that DejaVu Sans lacks
NOWHERE = "\u65e5"  # which neither has


@pytest.mark.slow
@pytest.mark.parametrize("view", some_of(FIGURES, "map"))
def test_text_grows_with_all_around_it(bundled_here: OpenStudy, view: str) -> None:
    figure = Figures(bundled_here.frames, view, width=330, text=14.0, **({"top": 10} if view == "journeys" else {}))
    assert min(figure.sizes) == 14
    assert figure.width == pytest.approx(330 / 25.4 * 72)
    assert figure.outside() == []
    assert figure.overlapping() == []


@pytest.mark.exhaustive
@pytest.mark.slow
def test_a_figure_twice_as_large_is_the_same_figure(bundled_here: OpenStudy) -> None:
    one = Figures(bundled_here.frames, "barriers", width=150)
    two = Figures(bundled_here.frames, "barriers", width=300, text=14.0)
    assert (two.width, two.height) == pytest.approx((2 * one.width, 2 * one.height))
    assert [text for text, _ in one.boxes] == [text for text, _ in two.boxes]
    for (_, small), (_, large) in zip(one.boxes, two.boxes, strict=True):
        assert (large.x0, large.y0) == pytest.approx((2 * small.x0, 2 * small.y0), abs=1)


@pytest.mark.slow
def test_a_named_font_draws_its_letters_and_the_usual_one_the_rest(tmp_path: Path) -> None:
    tables = tiny_tables()
    tables["evidence"][0]["label"] = f"Survey {IN_STIX} and {NOWHERE}"
    study = tiny_study(tmp_path / "study", **tables)
    drawn = {}
    for name, options in {"usual": [], "stix": ["--font", STIX]}.items():
        done = graphmodel("figure", study, "journeys", "-o", tmp_path / f"{name}.svg", *options)
        assert done.code == 0, done.err
        graphmodel("figure", study, "journeys", "-o", tmp_path / f"{name}.pdf", *options)
        drawn[name] = (" ".join(texts_of(tmp_path / f"{name}.svg")), done.out)
    assert IN_STIX not in drawn["usual"][0]
    assert f"the font DejaVu Sans lacks appear as � in the figure: {IN_STIX} {NOWHERE}." in drawn["usual"][1]
    assert IN_STIX in drawn["stix"][0]
    assert f"the fonts STIXGeneral and DejaVu Sans lack appear as � in the figure: {NOWHERE}." in drawn["stix"][1]
    assert "'STIXGeneral', 'DejaVu Sans'" in (tmp_path / "stix.svg").read_text("utf-8")
    assert b"STIXGeneral" in (tmp_path / "stix.pdf").read_bytes()
    assert b"STIXGeneral" not in (tmp_path / "usual.pdf").read_bytes()


@pytest.mark.exhaustive
@pytest.mark.slow
def test_colours_are_those_of_the_groups_in_their_order(bundled_here: OpenStudy, tmp_path: Path) -> None:
    file = tmp_path / "fig.svg"
    bundled_here.figure("barriers", file)
    usual = file.read_text("utf-8").lower()
    bundled_here.figure("barriers", file, colours=["#7700AA", "#0077AA"])
    chosen = file.read_text("utf-8").lower()
    # Barriers, the first group, have a light tint of their colour under a grid; enablers have theirs as it is.
    assert ("#0077aa" in chosen, "#0077aa" in usual) == (True, False)
    assert ("#009e73" in chosen, "#009e73" in usual) == (False, True)


@pytest.mark.parametrize(
    ("language", "written"), [("en", "1,234,567"), ("de", "1.234.567"), ("fr", "1\u202f234\u202f567")]
)
def test_numbers_are_written_as_the_language_has_them(language: str, written: str) -> None:
    assert Sheet(FigureOptions(numbers=language)).number(1_234_567) == written


@pytest.mark.exhaustive
@pytest.mark.slow
def test_numbers_in_pictures_are_written_so(tmp_path: Path) -> None:
    tables = tiny_tables()
    first = tables["evidence"][0]
    tables["evidence"] += [{**first, "evidence": f"ev.more{n}", "label": f"More {n}"} for n in range(1_200)]
    study = tiny_study(tmp_path / "study", **tables)
    for figure in ("journeys", "dropout"):
        for language, thousands in {"en": ",", "de": "."}.items():
            file = tmp_path / f"{figure}.svg"
            done = graphmodel("figure", study, figure, "-o", file, "--numbers", language)
            assert done.code == 0, done.err
            assert f"1{thousands}20" in " ".join(texts_of(file))


@pytest.mark.slow
def test_what_cannot_be_drawn_says_what_can(tmp_path: Path) -> None:
    study = tiny_study(tmp_path / "study")
    for options, said in {
        ("--width", "wide"): "80 to 400 mm wide, not wide. Choose one of single, double, a4, a3, or millimetres.",
        ("--width", "nan"): "80 to 400 mm wide, not nan.",
        ("--width", "60"): "80 to 400 mm wide, not 60.",
        ("--width", "single", "--text", "12"): "text of 12 points is 137 to 400 mm wide, not single.",
        ("--text", "3"): "--text is between 5 and 36 points",
        ("--font", "DejaVu Sanz"): "Did you mean DejaVu Sans,",
        ("--font", "none.ttf"): "There is no font file",
        ("--colours", "red,#123456"): "red is not a colour. Write colours as #RRGGBB",
        ("--colours", "#123456", "--grey"): "Choose --grey or --colours",
    }.items():
        done = graphmodel("figure", study, "map", "-o", tmp_path / "fig.svg", *options)
        assert done.code == 2
        assert said in " ".join(done.err.split())
        assert not (tmp_path / "fig.svg").exists()


@pytest.mark.slow
def test_a_file_that_is_no_font_is_refused(bundled_here: OpenStudy, tmp_path: Path) -> None:
    file = tmp_path / "fake.ttf"
    file.write_bytes(b"no font")
    with pytest.raises(OutputError, match="cannot be read as a font"):
        bundled_here.figure("map", tmp_path / "fig.svg", font=str(file))
    with pytest.raises(NotFound, match="There is no font"):
        bundled_here.figure("map", tmp_path / "fig.svg", font="\x1b[2J")
