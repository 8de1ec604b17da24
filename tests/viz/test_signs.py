"""A sign means one thing on the page, in figures and on posters, and all of them draw by the one table."""

import re
from itertools import combinations
from pathlib import Path

import pytest

import graphmodel_viz.figures
from graphmodel.schema import rules
from graphmodel_viz.figures.shapes import MARKERS, SHAPES
from graphmodel_viz.figures.style import DASHES, HATCHES
from graphmodel_viz.signs import SIGNS, Sign
from graphmodel_viz.words import TIE_STATES

PAGE = Path(__file__).parents[2] / "viz" / "page"
FIGURES = Path(graphmodel_viz.figures.__file__).parent
EVERY = {(group, name): sign for group, signs in SIGNS.items() for name, sign in signs.items()}
AREAS = {"bar", "bar filled in its lower half", "bar with round ends", "frame", "line", "arrowhead"}
"""Shapes that are no mark around a point."""
OF_A_FOCUS = {"upright", "tally", "sign of a focus with a question mark", "sign of a focus, with a line"}
"""Marks of pictures that no figure has."""
OF_PAGE_AND_POSTER = {"rings", "zigzag"}
"""Hatches of pictures that no figure has."""


def without_hue(sign: Sign) -> tuple[str, ...]:
    """What is left of a sign on a photocopy, where ink is still black."""
    return (*sign.look()[:-1], "ink" if sign.colour == "ink" else "")


def test_no_two_meanings_share_a_sign() -> None:
    for (one, sign), (other, another) in combinations(EVERY.items(), 2):
        assert sign.look() != another.look(), f"{one} and {other} look alike"


def test_no_meaning_stands_twice() -> None:
    means = [sign.means for sign in EVERY.values()]
    assert len(means) == len(set(means))


@pytest.mark.parametrize("group", SIGNS)
def test_signs_of_one_group_differ_without_hue(group: str) -> None:
    looks = [without_hue(sign) for sign in SIGNS[group].values()]
    assert len(looks) == len(set(looks))


def test_what_the_rules_say_of_evidence_has_a_sign() -> None:
    assert set(SIGNS["evidence"]) == set(rules.MARKS)
    assert set(SIGNS["line"]) == set(rules.LINES)
    assert set(SIGNS["tie"]) == set(TIE_STATES)
    assert set(rules.STANDINGS) <= set(SIGNS["standing"])


def test_figures_can_draw_every_sign() -> None:
    for key, sign in EVERY.items():
        assert sign.shape in {*MARKERS, *SHAPES, *AREAS, *OF_A_FOCUS}, key
        assert not sign.dash or sign.dash in DASHES, key
        assert not sign.hatch or sign.hatch in {*HATCHES, *OF_PAGE_AND_POSTER}, key


def test_hatches_and_dashes_of_figures_look_unlike() -> None:
    assert len(set(HATCHES.values())) == len(HATCHES)
    assert len(set(DASHES.values())) == len(DASHES)


@pytest.mark.parametrize("module", sorted(FIGURES.glob("*.py")), ids=lambda file: file.stem)
def test_figures_have_no_signs_of_their_own(module: Path) -> None:
    text = module.read_text("utf-8")
    assert not re.search(r"dash=\(|hatch=\"", text)
    if module.name not in {"style.py", "shapes.py"}:
        assert re.findall(r"\.mark\([^)]*?\"([^<>])\"", text) == []


@pytest.mark.parametrize("file", sorted((PAGE / "src" / "views").glob("*.js")), ids=lambda file: file.stem)
def test_views_of_the_page_have_no_signs_of_their_own(file: Path) -> None:
    text = file.read_text("utf-8")
    assert not re.search(r"class: \"(solid|hollow|strong)\"", text)
    assert not re.search(r"stroke-dasharray\": \"", text)


@pytest.mark.parametrize("file", sorted(PAGE.glob("s*/**/*.css")), ids=lambda file: file.stem)
def test_styles_of_pictures_have_no_dashes_of_their_own(file: Path) -> None:
    assert "stroke-dasharray" not in file.read_text("utf-8")
