"""The stakeholder map, against the tables of the bundled study as they stand."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pytest

import graphmodel
from graphmodel.analysis.stakeholders import stakeholders
from graphmodel.frames import ties
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.frames.ties import KIND_OF_TIES, TieName
from graphmodel.problems import QuestionError
from graphmodel.results import Result
from tests.support.raw import Row, table
from tests.support.studies import tiny_study


@pytest.fixture(scope="module")
def found(bundled: StudyFrames) -> Result:
    return stakeholders(bundled)


@pytest.fixture(scope="module")
def claims() -> tuple[Row, ...]:
    return table("claims")


def is_stakeholder(id_: str) -> bool:
    return id_.startswith(("act.", "org."))


def row_of(frame: pd.DataFrame, **wanted: str) -> pd.Series:
    fits = frame
    for column, value in wanted.items():
        fits = fits[fits[column] == value]
    assert len(fits) == 1, fits
    return fits.iloc[0]


def support_of(rows: Iterable[Row]) -> tuple[int, int, int, int, list[str]]:
    rows = list(rows)
    speakers = {row["speaker"] for row in rows} - {""}
    unattributed = sum(not row["speaker"] for row in rows)
    return (
        len(rows),
        len(speakers),
        unattributed,
        len({row["source"] for row in rows}),
        sorted(row["claim"] for row in rows),
    )


def test_claim_ties_are_the_claims_between_two_stakeholders(found: Result, claims: tuple[Row, ...]) -> None:
    direct: dict[tuple[str, str], list[Row]] = {}
    for row in claims:
        pair = (row["subject"], row["object"])
        if all(map(is_stakeholder, pair)) and pair[0] != pair[1]:
            direct.setdefault(pair, []).append(row)
    ties = found["ties"]
    ties = ties[ties["tie"] == "claim"]
    assert set(zip(ties["start"], ties["end"], strict=True)) == set(direct)
    for tie in ties.itertuples():
        rows = direct[str(tie.start), str(tie.end)]
        assert (tie.n_claims, tie.n_speakers, tie.unattributed, tie.n_sources, tie.claims) == support_of(rows)
        assert tie.predicates == sorted({row["predicate"] for row in rows})
        counted = Counter("normative" if row["certainty"] == "normative" else row["polarity"] for row in rows)
        assert (tie.affirms, tie.denies, tie.mixed, tie.normative) == tuple(
            counted[word] for word in ("affirms", "denies", "mixed", "normative")
        )


def test_a_tie_keeps_what_is_and_what_ought_to_be_apart(found: Result) -> None:
    """Commissioning manager to provider trust, read in claims.csv.

    c5-0108 and c5-0203 (challenges) and c5-0204 (works_with) tell what was done; c5-0316 says what
    the provider should do. One speaker, one source.
    """
    tie = row_of(found["ties"], start="act.pct_comm", end="org.trust", tie="claim")
    assert tie["predicates"] == ["challenges", "works_with"]
    assert (tie["affirms"], tie["denies"], tie["mixed"], tie["normative"]) == (3, 0, 0, 1)
    assert (tie["n_speakers"], tie["unattributed"], tie["n_sources"]) == (1, 0, 1)
    assert tie["claims"] == ["c5-0108", "c5-0203", "c5-0204", "c5-0316"]
    assert tie["start_label"] == "PCT commissioning manager"


def test_denied_and_excluding_ties_are_shown_and_not_measured(found: Result) -> None:
    """Six claims between stakeholders deny a tie (c3-0209, c4-0033, ...); five leave somebody out (c3-0192, ...).

    The strategic health authority is said not to manage the trust (c4-0033); nothing else joins
    them directly. The executive would not go to Somali meetings (c3-0236).
    """
    ties = found["ties"]
    unmeasured = ties[(ties["tie"] == "claim") & ~ties["in_measures"]]
    assert len(unmeasured) == 11
    denied = row_of(unmeasured, start="org.sha", end="org.pct")
    assert (denied["claims"], denied["denies"]) == (["c4-0033"], 1)
    assert row_of(unmeasured, start="act.pct_exec", end="org.somali")["predicates"] == ["excludes"]
    assert row_of(found["isolates"], id="org.somali")["claims"] == ["c3-0236"]


@pytest.mark.parametrize(
    ("tie", "prefix", "column"),
    [("same evidence", "ev.", ""), ("same event", "", "event"), ("same workstream", "ws.", "workstream")],
)
def test_involvement_is_counted_once_for_each_claim(
    found: Result, claims: tuple[Row, ...], tie: str, prefix: str, column: str
) -> None:
    things: dict[str, dict[str, set[str]]] = {}
    for row in claims:
        for end, other in (("subject", "object"), ("object", "subject")):
            named = {row[column]} if column else set()
            named |= {row[other]} if prefix and row[other].startswith(prefix) else set()
            for thing in named - {""} if is_stakeholder(row[end]) else ():
                things.setdefault(thing, {}).setdefault(row[end], set()).add(row["claim"])
    expected: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
    for thing, members in things.items():
        for a in members:
            for b in members:
                if a < b:
                    behind, shared = expected.setdefault((a, b), (set(), set()))
                    behind |= members[a] | members[b]
                    shared.add(thing)
    ties = found["ties"][found["ties"]["tie"] == tie]
    assert {(row.start, row.end): (row.n_claims, row.claims, row.shared) for row in ties.itertuples()} == {
        pair: (len(ids), sorted(ids), sorted(shared)) for pair, (ids, shared) in expected.items()
    }


def test_an_event_by_hand(found: Result) -> None:
    """event.csection_pressure: c5-0202 to c5-0204 in claims.csv join manager and provider trust there."""
    tie = row_of(found["ties"], start="act.pct_comm", end="org.trust", tie="same event")
    assert "event.csection_pressure" in tie["shared"]
    assert {"c5-0203", "c5-0204"} <= set(tie["claims"])


def test_measures_cover_everybody_and_leave_the_unknown_missing(found: Result, bundled: StudyFrames) -> None:
    placed = found["measures"]
    assert len(placed) == len(bundled.nodes("Actor")) + len(bundled.nodes("Organisation")) == 149
    alone = placed[placed["degree"] == 0]
    assert set(alone["id"]) == set(found["isolates"]["id"])
    unknown = ["betweenness", "closeness", "eigenvector", "constraint", "effective_size", "community", "component"]
    assert alone[unknown].isna().all(axis=None)
    tied = placed[placed["degree"] > 0]
    assert tied[["betweenness", "closeness", "constraint", "community", "component_size"]].notna().all(axis=None)
    # A stakeholder with one contact: constraint 1, effective size 1.
    single = tied[tied["degree"] == 1]
    assert len(single)
    assert set(single["constraint"]) == set(single["effective_size"]) == {1.0}


def test_degree_of_one_stakeholder_by_hand(found: Result) -> None:
    """Asylum-seekers' practice (org.gp_asylum) in claims.csv as subject or object of a stakeholder.

    c6-0099 (works_with), c6-0100 and c6-0104 (influenced), all to org.pct: one contact, three claims.
    """
    place = row_of(found["measures"], id="org.gp_asylum")
    assert (place["out_degree"], place["in_degree"], place["degree"], place["strength"]) == (1, 0, 1, 3)
    assert place["claims"] == ["c6-0099", "c6-0100", "c6-0104"]


def test_communities_hold_every_tied_stakeholder_once(found: Result) -> None:
    groups = found["communities"]
    members = [member for of in groups["members"] for member in of]
    tied = found["measures"].dropna(subset="community")
    assert sorted(members) == sorted(tied["id"])
    assert groups["n_members"].tolist() == sorted(groups["n_members"], reverse=True)
    assert any(note.startswith(f"Communities: {groups['method'].iloc[0]}") for note in found.notes)
    # A connected part is never split over communities without a tie between them, and parts never share one.
    parts = tied.groupby("community")["component"].nunique()
    assert (parts == 1).all()


def test_power_and_interest_come_from_ratings_only(found: Result) -> None:
    """ratings.csv, lines 2 and 3: commissioners, power medium (inferred), interest mixed (stated)."""
    grid = found["power_interest"]
    assert len(grid) == 56
    power = row_of(grid, actor="act.commissioners", dimension="power")
    assert (power["median"], power["range"], power["stated"], power["inferred"]) == ("medium", "medium", 0, 1)
    assert power["locators"] == ["ch5 access, line 1784"]
    # analysts, interest: rated "unclear", which has no place between resistant and supportive.
    unclear = row_of(grid, actor="act.analysts", dimension="interest")
    assert unclear["off_scale"] == ["unclear"]
    assert pd.isna(unclear["median"])
    assert (grid["off_scale"].map(len) > 0).sum() == 7


MEDIANS = {
    ("act.cook", "power"): (("high", "low", "medium"), "medium", "low to high", []),
    ("act.cook", "interest"): (("high", "low", "high"), "high", "low to high", []),
    ("act.councillor", "power"): (("low", "medium"), "low to medium", "low to medium", []),
    ("act.councillor", "interest"): (("low", "unclear", "low"), "low", "low", ["unclear"]),
    ("act.parents", "power"): (("resistant", "supportive", "mixed"), "mixed", "resistant to supportive", []),
    ("act.parents", "interest"): (("high", "supportive"), None, None, ["high", "supportive"]),
}


def test_medians_are_of_ordered_words(tmp_path: Path) -> None:
    rows = [
        {"source": "src.cook", "actor": actor, "dimension": dimension, "value": value, "basis": "stated"}
        for (actor, dimension), (values, *_) in MEDIANS.items()
        for value in values
    ]
    with graphmodel.open_study(tiny_study(tmp_path, ratings=rows)) as study:
        grid = study.stakeholders()["power_interest"]
    assert {
        (row.actor, row.dimension): (
            row.n_ratings,
            None if pd.isna(row.median) else row.median,
            None if pd.isna(row.range) else row.range,
            row.off_scale,
        )
        for row in grid.itertuples()
    } == {place: (len(values), median, spread, off) for place, (values, median, spread, off) in MEDIANS.items()}
    assert set(grid["n_sources"]) == {1}


@pytest.mark.slow
def test_another_study_with_one_denied_tie(tmp_path: Path) -> None:
    """School meals: c5 alone joins two stakeholders, and denies it; the cook gathered what the council sidelined."""
    with graphmodel.open_study(tiny_study(tmp_path)) as study:
        found = study.stakeholders()
    ties = found["ties"]
    assert ties[["start", "end", "tie", "claims", "in_measures"]].to_numpy().tolist() == [
        ["act.parents", "act.caterer", "claim", ["c5"], False],
        ["act.cook", "org.council", "same evidence", ["c1", "c3"], True],
    ]
    assert found["communities"].empty
    assert found["power_interest"].empty
    assert len(found["isolates"]) == 7
    assert "no ratings" in " ".join(found.notes)


def test_what_is_too_big_is_left_out_and_said(bundled: StudyFrames, monkeypatch: pytest.MonkeyPatch) -> None:
    """ev.primary_research involves seven stakeholders, more than any other item but ev.nice_guidance."""
    monkeypatch.setattr(ties, "MOST_TOGETHER", 6)
    found = stakeholders(bundled)
    shared = {thing for things in found["ties"]["shared"] for thing in things}
    assert not shared & {"ev.primary_research", "ev.nice_guidance"}
    assert any(note.startswith("Left out of 'same evidence': 2 ") for note in found.notes)


@pytest.mark.parametrize(("short", "tie"), list(KIND_OF_TIES.items())[1:])
def test_measures_rest_on_the_kind_of_tie_asked_for(bundled: StudyFrames, short: TieName, tie: str) -> None:
    found = stakeholders(bundled, ties=short)
    ties = found["ties"]
    measured = ties[(ties["tie"] == tie) & ties["in_measures"]]
    degree = pd.concat([measured["start"], measured["end"]]).value_counts()
    placed = found["measures"].set_index("id")
    assert placed.loc[degree.index, "degree"].tolist() == degree.tolist()
    assert placed["in_degree"].isna().all()


def test_an_unknown_kind_of_tie_is_refused(bundled: StudyFrames) -> None:
    with pytest.raises(QuestionError, match="claim, evidence, event, workstream"):
        stakeholders(bundled, ties="friendship")  # type: ignore[arg-type]
