"""What headline numbers hang on: against the analyses of slices, and against removing the claims themselves."""

import pandas as pd
import pytest

import graphmodel as gm
from graphmodel.analysis.robustness import robustness
from graphmodel.frames.study_frames import StudyFrames
from tests.support.frames import claim, made_frames

pytestmark = pytest.mark.slow

USED, STOPPED = {"reached impact", "applied"}, {"never there", "not asked for", "stopped on the way", "not used"}
SAYS = {
    "used in the end: ethnicity less general evidence": USED,
    "stopped before use: ethnicity less general evidence": STOPPED,
}


@pytest.fixture(scope="module")
def found(bundled: StudyFrames) -> gm.Result:
    return robustness(bundled)


def difference(study: gm.OpenStudy, outcomes: set[str]) -> float:
    """Share of ethnicity items with these outcomes less that of general ones, by the analysis of journeys."""
    records = study.journeys()["journeys"]
    records = records[records["steps"] > 0]
    shares = records["outcome"].isin(outcomes).groupby(records["focus"]).mean()
    return float(shares["ethnicity"] - shares["general"])


@pytest.mark.exhaustive
def test_values_are_those_of_the_analyses(study: gm.OpenStudy, found: gm.Result) -> None:
    findings = found["findings"].set_index("finding")
    variants = found["variants"].set_index(["finding", "left_out"])
    with study.where(not_source="src.ki_national") as less:
        for says, outcomes in SAYS.items():
            assert findings.loc[says, "value"] == pytest.approx(difference(study, outcomes))
            assert variants.loc[(says, "src.ki_national"), "value"] == pytest.approx(difference(less, outcomes))
        funnel = less.dropout()["funnel"].set_index(["focus", "phase"])["not_used_share"]
        for phase, label in study.frames.labels("Stage").items():
            if phase in study.frames.phases:
                says = f"{label}: share not used, ethnicity less general evidence"
                expected = funnel["ethnicity", phase] - funnel["general", phase]
                assert variants.loc[(says, "src.ki_national"), "value"] == pytest.approx(expected)


@pytest.mark.exhaustive
def test_every_source_speaker_and_site_is_left_out_once(bundled: StudyFrames, found: gm.Result) -> None:
    variants = found["variants"]
    counts = variants.groupby("kind")["left_out"].nunique()
    for kind in ("source", "speaker", "site"):
        assert counts[kind] == bundled.claims[kind].nunique()
    findings = found["findings"]
    assert (findings["least"] <= findings["greatest"]).all()
    assert set(findings["unit"]) == {"share of items mentioned", "difference of shares", "rank"}
    assert findings["other_coder"].notna().all()


@pytest.mark.exhaustive
def test_fewest_claims_turn_a_number_round(bundled: StudyFrames, found: gm.Result) -> None:
    told = found["findings"].set_index("finding")["fewest_claims"].dropna()
    assert set(SAYS) <= set(told.index)
    assert (told > 0).all()


def test_a_difference_that_hangs_on_one_source() -> None:
    use = [claim("org.x", "applied", "ev.urban", source=f"src.s{n}") for n in range(2)]
    rows = [*use, claim("org.x", "ignored", "ev.rural", source="src.alone"), claim("org.x", "produced", "ev.rural")]
    findings = robustness(made_frames(rows, {"ev.urban": "urban", "ev.rural": "rural"}))["findings"].set_index(
        "finding"
    )
    row = findings.loc["used in the end: rural less urban evidence"]
    assert (row["value"], row["least"], row["greatest"], row["n_turned"], row["fewest_claims"]) == (-1, -1, -1, 0, 2)
    row = findings.loc["stopped before use: rural less urban evidence"]
    assert (row["value"], row["moved_most_by"], row["value_then"]) == (1, "src.alone", 0)
    assert (row["n_turned"], row["fewest_claims"]) == (1, 2)


def test_nothing_depends_on_the_order_of_rows(bundled: StudyFrames) -> None:
    rows = [
        claim("org.x", verb, item, source=f"src.s{n}", stage="plan", claim=f"c{n}")
        for n, (verb, item) in enumerate(
            [("applied", "ev.u"), ("ignored", "ev.r"), ("applied", "ev.r"), ("produced", "ev.u")]
        )
    ]
    items = {"ev.u": "urban", "ev.r": "rural"}
    one, other = (robustness(made_frames(each, items))["findings"] for each in (rows, rows[::-1]))
    pd.testing.assert_frame_equal(one, other)


def test_a_study_that_compares_nothing_ranks_its_barriers(tmp_path: object) -> None:
    from graphmodel.settings import Focus

    result = robustness(made_frames([claim("org.x", "applied", "ev.a")], {"ev.a": None}, focus=Focus()))
    assert result["findings"].empty
    assert any("compares no focuses" in note for note in result.notes)
