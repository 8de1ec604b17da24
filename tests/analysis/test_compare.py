"""Two groups of claims side by side, and claims by two attributes: against slices and the raw tables."""

from collections import defaultdict

import pandas as pd
import pytest

import graphmodel as gm
from graphmodel.analysis.compare import compare
from graphmodel.analysis.crosstab import crosstab
from graphmodel.frames.attributes import ATTRIBUTES, attribute
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound
from tests.support import raw
from tests.support.answers import as_rows
from tests.support.frames import claim, made_frames

ONE, OTHER = "src.ki_national", "src.cs_interviews"


@pytest.fixture(scope="module")
def found(bundled: StudyFrames) -> gm.Result:
    return compare(bundled, ONE, OTHER)


@pytest.mark.slow
def test_both_sides_are_those_of_the_slices(study: gm.OpenStudy, found: gm.Result) -> None:
    for group, source in (("one", ONE), ("other", OTHER)):
        part = study.where(source=source)
        ended = part.journeys()["outcomes"].query("n_claims == 'all'").set_index(["focus", "outcome"])
        for row in as_rows(found["outcomes"]):
            key = (row["focus"], row["outcome"])
            assert row[f"items_{group}"] == (ended.loc[key, "n_items"] if key in ended.index else 0)
        funnel = part.dropout()["funnel"].set_index(["focus", "phase"])
        for row in as_rows(found["phases"]):
            key = (row["focus"], row["phase"])
            assert row[f"items_{group}"] == funnel.loc[key, row["state"].replace(" ", "_")]
            assert row[f"mentioned_{group}"] == funnel.loc[key, "mentioned"]
    phases = found["phases"]
    assert (phases["difference"].dropna() == (phases["share_one"] - phases["share_other"]).dropna()).all()


def test_factors_and_codes_by_the_tables(found: gm.Result) -> None:
    affirms: dict[tuple[str, str], int] = defaultdict(int)
    codes: dict[tuple[str, str], int] = defaultdict(int)
    for row in raw.claims():
        if row["predicate"] == "asserts" and row["certainty"] != "normative" and row["polarity"] == "affirms":
            affirms[row["source"], row["object"]] += 1
        for code in raw.split(row["codes"]):
            codes[row["source"], code] += 1
    for row in as_rows(found["factors"]):
        assert (row["affirms_one"], row["affirms_other"]) == (
            affirms[ONE, row["factor"]],
            affirms[OTHER, row["factor"]],
        )
        assert row["difference"] == row["affirms_one"] - row["affirms_other"]
    for row in as_rows(found["codes"]):
        assert (row["n_claims_one"], row["n_claims_other"]) == (codes[ONE, row["code"]], codes[OTHER, row["code"]])
        assert len(row["claims_one"]) == row["n_claims_one"]


@pytest.mark.slow
def test_turning_the_groups_round_turns_the_differences(bundled: StudyFrames, found: gm.Result) -> None:
    turned = compare(bundled, OTHER, ONE)
    for name, keys in (("outcomes", ["focus", "outcome"]), ("codes", ["code"]), ("factors", ["factor"])):
        one, other = (result[name].set_index(keys)["difference"].sort_index() for result in (found, turned))
        pd.testing.assert_series_equal(one, -other)


@pytest.mark.slow
def test_a_test_over_sources_where_enough_hold_both_groups() -> None:
    rows = []
    for number in range(7):
        at = {"source": f"src.s{number}", "stage": "plan"}
        rows.append(claim("org.x", "applied", "ev.a", focus="urban", **at))
        rows.append(claim("org.x", "applied", "ev.b", focus="rural", polarity="denies", **at))
    table = compare(made_frames(rows, {"ev.a": "urban", "ev.b": "rural"}), "urban", "rural", by="focus")[
        "use_by_source"
    ]
    row = as_rows(table)[0]
    assert (row["n_sources"], row["difference"], row["p"]) == (7, 1.0, 2 / 2**7)
    assert as_rows(table)[1]["verdict"].startswith("too few sources")


def test_names_that_do_not_do(bundled: StudyFrames) -> None:
    with pytest.raises(NotFound, match=r"src\.ki_national"):
        compare(bundled, "src.ki_nationl", OTHER)
    with pytest.raises(NotFound, match="mean"):
        compare(bundled, ONE, "National key informant interviews")
    with pytest.raises(NotFound, match="organisation_kind"):
        compare(bundled, "pct", "ccg", by="organisation_kinds")
    with pytest.raises(NotFound, match="attribute"):
        crosstab(bundled, rows="colour")


@pytest.mark.slow
def test_cells_by_the_tables(bundled: StudyFrames) -> None:
    types = {row["source"]: row["kind"] for row in raw.table("sources")}
    expected: dict[tuple[str, str], set[str]] = defaultdict(set)
    together: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in raw.claims():
        codes = set(raw.split(row["codes"]))
        for code in codes:
            expected[code, types[row["source"]]].add(row["claim"])
            for other in codes:
                together[code, other].add(row["claim"])
    for columns, wanted in (("source_type", expected), ("code", together)):
        cells = crosstab(bundled, rows="code", columns=columns)["cells"]
        assert {(row["row"], row["column"]): set(row["claims"]) for row in as_rows(cells)} == dict(wanted)
        assert cells["n_claims"].tolist() == sorted(cells["n_claims"], reverse=True)


@pytest.mark.slow
def test_totals_count_a_claim_once(bundled: StudyFrames) -> None:
    matrix = crosstab(bundled, rows="theme", columns="code")["matrix"].set_index("row")
    for theme in matrix.index:
        claims = {
            row["claim"] for row in raw.claims() if any(c.startswith(f"{theme}.") for c in raw.split(row["codes"]))
        }
        assert matrix.loc[theme, "total"] == len(claims)


@pytest.mark.slow
def test_every_attribute_can_be_had(bundled: StudyFrames) -> None:
    for name in ATTRIBUTES:
        values = attribute(bundled, name)
        assert list(values.columns) == ["claim", "value", "label"]
        assert not values.duplicated(["claim", "value"]).any()
        assert values["label"].notna().all(), name
