"""Who affirms and who denies a factor: against the raw tables, and by hand."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.analysis.discourse import discourse
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import QuestionError
from tests.conftest import OpenOther
from tests.support import raw
from tests.support.answers import as_rows, row_where
from tests.support.frames import claim, made_frames

MEALS = Path(__file__).parent.parent / "data" / "county_meals"
ENDS = {"affirms": "affirming", "denies": "denying", "mixed": "mixed"}


def asserting() -> list[raw.Row]:
    return [row for row in raw.plain_claims() if row["predicate"] == "asserts"]


def organisation(node: str) -> str:
    return node if not node or node in raw.nodes("organisations") else raw.nodes("actors")[node]["organisation"]


HOLDERS: dict[tuple[str, str], Callable[[raw.Row], str]] = {
    ("speaker", "actor"): lambda row: row["speaker"],
    ("subject", "actor"): lambda row: row["subject"],
    ("speaker", "organisation"): lambda row: organisation(row["speaker"]),
    ("subject", "organisation"): lambda row: organisation(row["subject"]),
}


@pytest.mark.slow
@pytest.mark.parametrize(("by", "who"), HOLDERS)
def test_views_are_the_claims_of_each_holder(bundled: StudyFrames, by: str, who: str) -> None:
    holder = HOLDERS[by, who]
    wanted = dict(raw.grouped(((holder(row), row["object"]), row) for row in asserting() if holder(row)))
    found = as_rows(discourse(bundled, by=by, who=who)["views"])
    assert {(row["who"], row["factor"]) for row in found} == set(wanted)
    for row in found:
        rows = wanted[row["who"], row["factor"]]
        factor = raw.nodes("factors")[row["factor"]]
        assert {name: row[name] for name in raw.tallies([])} == raw.tallies(rows)
        assert [row[name] for name in ENDS] == [raw.n_polarity(rows, name) for name in ENDS]
        assert row["pattern"] == " + ".join(name for name in ENDS if raw.n_polarity(rows, name))
        assert row["value"] == len(rows)
        assert (row["label"], row["kind"]) == (raw.label(row["who"]), raw.kind(row["who"]))
        assert (row["factor_label"], row["level"]) == (factor["label"], factor["level"] or None)
        for name, end in ENDS.items():
            assert row[f"claims_{end}"] == raw.ids(claim for claim in rows if claim["polarity"] == name)


@pytest.mark.slow
@pytest.mark.parametrize(("by", "who"), HOLDERS)
def test_factors_have_everybodys_claims_and_nobodys(bundled: StudyFrames, by: str, who: str) -> None:
    holder = HOLDERS[by, who]
    wanted = dict(raw.grouped(((row["object"],), row) for row in asserting()))
    found = as_rows(discourse(bundled, by=by, who=who)["factors"])
    assert {(row["factor"],) for row in found} == set(wanted)
    for row in found:
        rows = wanted[row["factor"],]
        assert {name: row[name] for name in raw.tallies([])} == raw.tallies(rows)
        for name, end in ENDS.items():
            of = [claim for claim in rows if claim["polarity"] == name]
            assert (row[name], row[f"claims_{end}"]) == (len(of), raw.ids(of))
            assert row[f"who_{name}"] == sorted({holder(claim) for claim in of} - {""})
            assert row[f"n_who_{name}"] == len(row[f"who_{name}"])
            assert row[f"nobody_{name}"] == sum(not holder(claim) for claim in of)
        assert row["contested"] == {"affirms", "denies"}.issubset({claim["polarity"] for claim in rows})


@pytest.mark.slow
def test_contested_factors_are_those_of_triangulation(study: gm.OpenStudy) -> None:
    factors = study.discourse()["factors"]
    assert set(factors.loc[factors["contested"], "factor"]) == set(study.triangulate()["denied"]["factor"])


@pytest.mark.slow
@pytest.mark.parametrize("value", ["ignore", "subtract"])
def test_values_by_the_formulas_of_the_design(bundled: StudyFrames, value: str) -> None:
    """x[i, j, k] over the raw tables: n[i, j] or affirming less denying, over N[i] or the sum over i of n[i, j]."""
    x = Counter((row["speaker"], row["object"], row["polarity"]) for row in asserting() if row["speaker"])
    n: Counter[tuple[str, str]] = Counter()
    activity: Counter[str] = Counter()
    prominence: Counter[str] = Counter()
    for (i, j, _), number in x.items():
        n[i, j] += number
        activity[i] += number
        prominence[j] += number
    for normalise in ("none", "activity", "prominence"):
        for row in as_rows(discourse(bundled, value=value, normalise=normalise)["views"]):
            i, j = row["who"], row["factor"]
            of = n[i, j] if value == "ignore" else x[i, j, "affirms"] - x[i, j, "denies"]
            by = {"none": 1, "activity": activity[i], "prominence": prominence[j]}[normalise]
            assert row["value"] == pytest.approx(of / by)


@pytest.mark.slow
def test_one_claim_per_source_where_duplicates_are_left_out(bundled: StudyFrames) -> None:
    kept = {(row["speaker"], row["object"], row["polarity"], row["source"]) for row in asserting() if row["speaker"]}
    wanted = Counter(key[:3] for key in kept)
    every = discourse(bundled)["views"].set_index(["who", "factor"])
    found = as_rows(discourse(bundled, duplicates="source")["views"])
    assert sum(row["value"] for row in found) == len(kept) < every["value"].sum()
    for row in found:
        assert [row[name] for name in ENDS] == [wanted[row["who"], row["factor"], name] for name in ENDS]
        assert row["claims"] == every.at[(row["who"], row["factor"]), "claims"]


@pytest.mark.slow
def test_a_combination_is_a_pattern_and_no_number(bundled: StudyFrames) -> None:
    views = discourse(bundled, value="combine")["views"]
    row = row_where(views, who="act.sha_senior", factor="fac.commissioning_lever")
    assert (row["pattern"], row["value"]) == ("affirms + denies", None)  # c3-0268 (line 1059); c3-0025 (line 739)
    # c3-0253 says that equality ought not to need other agendas: that denies nothing.
    row = row_where(views, who="act.sha_senior", factor="fac.align_agendas")
    assert row["pattern"] == "affirms"  # c3-0145 c3-0193 c3-0259


@pytest.mark.slow
def test_holders_have_the_sums_of_their_views(bundled: StudyFrames) -> None:
    found = discourse(bundled)
    for row in as_rows(found["who"]):
        rows = [claim for claim in asserting() if claim["speaker"] == row["who"]]
        assert row["n_factors"] == len({claim["object"] for claim in rows})
        assert [row[name] for name in ENDS] == [raw.n_polarity(rows, name) for name in ENDS]
        assert {name: row[name] for name in raw.tallies([])} == raw.tallies(rows)


@pytest.fixture
def meals(open_other: OpenOther) -> gm.OpenStudy:
    return open_other(MEALS)


@pytest.mark.slow
def test_county_meals_by_hand(meals: gm.OpenStudy) -> None:
    """The verb *says* acts as asserts: m24 cook affirms, m25 buyer denies distance; m26 without a speaker; m27."""
    found = meals.discourse()
    views = [(row["who"], row["factor"], row["pattern"], row["claims"]) for row in as_rows(found["views"])]
    assert views == [
        ("act.buyer", "fac.distance", "denies", ["m25"]),
        ("act.cook", "fac.distance", "affirms", ["m24"]),
        ("act.cook", "fac.keen_cook", "affirms", ["m27"]),
    ]
    distance = row_where(found["factors"], factor="fac.distance")
    assert (distance["who_affirms"], distance["who_denies"]) == (["act.cook"], ["act.buyer"])
    assert distance["contested"] is True
    pupils = row_where(found["factors"], factor="fac.few_pupils")
    assert (pupils["who_affirms"], pupils["nobody_affirms"], pupils["contested"]) == ([], 1, False)
    assert any(note.startswith("1 of 4 claims have no speaker") for note in found.notes)


@pytest.mark.slow
def test_county_meals_by_organisation_of_the_subject(meals: gm.OpenStudy) -> None:
    """The cook is of the kitchen, the officer of the council, and the council itself says m26."""
    views = as_rows(meals.discourse(by="subject", who="organisation")["views"])
    assert [(row["who"], row["factor"], row["claims"]) for row in views] == [
        ("org.council", "fac.distance", ["m25"]),
        ("org.kitchen", "fac.distance", ["m24"]),
        ("org.council", "fac.few_pupils", ["m26"]),
        ("org.kitchen", "fac.keen_cook", ["m27"]),
    ]


@pytest.mark.slow
def test_who_has_no_organisation_is_said_and_not_guessed(bundled: StudyFrames) -> None:
    found = discourse(bundled, by="subject", who="organisation")
    without = [row for row in asserting() if not organisation(row["subject"])]
    assert any(f"{len(without)} claims whose subject has no organisation" in note for note in found.notes)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"by": "object"}, "by is one of speaker, subject"),
        ({"who": "site"}, "who is one of actor, organisation"),
        ({"value": "net"}, "value is one of ignore, subtract, combine"),
        ({"value": "combine", "normalise": "activity"}, "not a number"),
    ],
)
def test_options_that_do_not_do(bundled: StudyFrames, options: dict[str, str], said: str) -> None:
    with pytest.raises(QuestionError, match=said):
        discourse(bundled, **options)


@pytest.mark.slow
def test_a_study_without_factors_has_no_views() -> None:
    found = discourse(made_frames([claim("act.a", "used", "ev.survey", speaker="act.a")], {"ev.survey": None}))
    assert {name: len(table) for name, table in found.items()} == {"views": 0, "factors": 0, "who": 0}
    assert "(0;" in found.counts
