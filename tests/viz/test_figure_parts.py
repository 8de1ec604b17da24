"""Figures of contested factors, brokers, dependence and the matrix: what stands in them is what their data say."""

import re
from collections import Counter
from pathlib import Path

import pytest

from graphmodel.api.opened import OpenStudy
from graphmodel.problems import NotFound, OutputError
from graphmodel_viz.picture_data.contested import contested_data
from graphmodel_viz.picture_data.matrix import matrix_data
from tests.support import raw
from tests.support.figures import Figures
from tests.support.frames import claim, made_frames

pytestmark = pytest.mark.slow


def views_in_tables() -> dict[str, dict[str, set[str]]]:
    """What each actor or organisation is said to hold of each factor: polarities by factor and holder."""
    found: dict[str, dict[str, set[str]]] = {}
    for row in raw.claims():
        if row["predicate"] == "asserts" and row["certainty"] != "normative":
            found.setdefault(row["object"], {}).setdefault(row["subject"], set()).add(row["polarity"])
    return found


def test_contested_factors_are_those_of_the_tables(bundled_here: OpenStudy) -> None:
    sector = {row["organisation"]: row["kind"] for row in raw.table("organisations")}
    sector |= {row["actor"]: sector.get(row["organisation"], "") for row in raw.table("actors")}
    expected: Counter[str] = Counter()
    contested, within = set(), set()
    for factor, own in views_in_tables().items():
        said = set().union(*own.values())
        if not {"affirms", "denies"} <= said:
            continue
        contested.add(factor)
        for of in {sector[holder] for holder in own} - {""}:
            if {"affirms", "denies"} <= set().union(*(own[one] for one in own if sector[one] == of)):
                within.add(factor)
    figure = Figures(bundled_here.frames, "contested", top=len(contested))
    for own in (views_in_tables()[factor] for factor in contested):
        kinds = Counter(
            (sector[holder], "both" if {"affirms", "denies"} <= said else "mixed" if "mixed" in said else min(said))
            for holder, said in own.items()
        )
        expected += Counter(str(number) for number in kinds.values())
    drawn = Counter(text for text, _ in figure.boxes if text.isdigit())
    assert drawn == expected + Counter(["2"])  # with the legend's
    data = contested_data(bundled_here.frames)
    assert data.sentence == (
        f"{len(contested)} factors are affirmed by some claims and denied by others; in {len(within)} of them one "
        "sector is said to be on both sides"
    )


def test_one_factor_alone_and_what_ought_to_be() -> None:
    rows = [
        claim("org.a", "asserts", "fac.f"),
        claim("org.b", "asserts", "fac.f", polarity="denies"),
        claim("org.b", "asserts", "fac.g", polarity="denies", certainty="normative"),
        claim("org.a", "asserts", "fac.g"),
    ]
    data = contested_data(made_frames(rows, {}, valences={}), "holder")
    assert data.sentence == (
        "1 factor is affirmed by some claims and denied by others; no actor or organisation is on both sides"
    )
    assert (data.n_contested, data.n_in_part) == (1, 0)
    with pytest.raises(OutputError, match="nothing to draw"):
        contested_data(made_frames(rows[2:], {}, valences={}))


def test_the_matrix_shows_every_number_of_its_cells_and_sums(bundled_here: OpenStudy) -> None:
    of_theme = {row["code"] for row in raw.table("codebook") if row["code"].startswith("9.")}
    cells, totals, kinds = Counter(), Counter(), Counter()  # type: ignore[var-annotated]
    sources = {row["source"]: row["kind"] for row in raw.table("sources")}
    n_claims = 0
    for row in raw.claims():
        own = set(raw.split(row["codes"])) & of_theme
        n_claims += bool(own)
        for code in own:
            cells[row["source"], code] += 1
            kinds[sources[row["source"]], code] += 1
            totals[code] += 1
    figure = Figures(bundled_here.frames, "matrix", theme="9", top=0)
    left = min(box.x0 for text, box in figure.boxes if text == "Claims") + 40
    drawn = Counter(text for text, box in figure.boxes if text.isdigit() and box.x0 > left)
    expected = Counter(str(number) for numbers in (cells, kinds, totals) for number in numbers.values())
    assert drawn == expected
    data = matrix_data(bundled_here.frames, theme="9")
    assert data.all.n_claims == n_claims
    (first, number), (_, second) = totals.most_common(2)
    assert number > second
    assert re.fullmatch(
        rf"“{re.escape(first)} .*” has the most claims of its theme: {number} of {n_claims}", data.sentence
    )


def test_of_many_holders_those_with_most_views_are_shown() -> None:
    rows = [
        claim(f"org.{number}", "asserts", "fac.f", polarity=said)
        for number, said in enumerate(["affirms", "denies"] * 20)
    ]
    frames = made_frames(rows, {}, valences={})
    data = contested_data(frames, "holder", across=10)
    assert (len(data.columns), data.columns_left_out, data.n_holders) == (10, 30, 40)
    assert sum(len(row.cells) for row in data.rows) == 40


@pytest.mark.parametrize("width", ["single", "double"])
def test_other_choices_can_be_read(bundled_here: OpenStudy, width: str) -> None:
    for view, choices in (
        ("contested", {"whose": "holder"}),
        ("dependence", {"resting_on": "actor"}),
        ("matrix", {"rows": "speaker", "theme": "8"}),
    ):
        figure = Figures(bundled_here.frames, view, width=width, **choices)
        assert figure.outside() == []
        assert figure.overlapping() == []


def test_choices_that_there_are_not_are_refused(bundled_here: OpenStudy, tmp_path: Path) -> None:
    file = tmp_path / "fig.svg"
    for view, choices, said in (
        ("contested", {"whose": "nobody"}, "sector or holder or organisation or speaker, not nobody"),
        ("dependence", {"resting_on": "luck"}, "source or actor or speaker, not luck"),
        ("matrix", {"rows": "site"}, "source or speaker, not site"),
        ("matrix", {"theme": "nothing"}, "Its themes are"),
    ):
        with pytest.raises(NotFound, match=said):
            bundled_here.figure(view, file, **choices)  # type: ignore[arg-type]
    with pytest.raises(OutputError, match="brokers has no option whose"):
        bundled_here.figure("brokers", file, whose="sector")
    assert not file.exists()
