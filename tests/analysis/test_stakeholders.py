"""The stakeholder map, against the tables of the bundled study as they stand."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import graphmodel
from graphmodel.analysis.stakeholders import stakeholders
from graphmodel.frames import ties
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.frames.ties import KIND_OF_TIES, TieName
from graphmodel.problems import NotFound, QuestionError
from graphmodel.results import Result
from tests.support.raw import Row, table
from tests.support.renaming import renamed, rows_of
from tests.support.studies import SETTINGS, tiny_study, tiny_tables, write_study


@pytest.fixture(scope="module")
def found(bundled: StudyFrames) -> Result:
    return stakeholders(bundled)


@pytest.fixture(scope="module")
def by_ties(bundled: StudyFrames) -> Callable[[TieName], Result]:
    """The map whose measures rest on one kind of tie."""
    return cache(lambda ties: stakeholders(bundled, ties=ties))


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


def joining(row: Row) -> bool:
    """Does a claim join two stakeholders, by the tables alone?"""
    verb = {one["predicate"]: one for one in table("predicates")}[row["predicate"]]
    return verb["relation"] == "joins" and row["polarity"] != "denies" and row["certainty"] != "normative"


def test_measured_ties_are_those_of_joining_verbs(found: Result, claims: tuple[Row, ...]) -> None:
    by_id = {row["claim"]: row for row in claims}
    ties = found["ties"][found["ties"]["tie"] == "claim"]
    for tie in ties.itertuples():
        rows = [by_id[str(claim)] for claim in tie.claims]
        assert tie.in_measures == any(map(joining, rows)), rows
        symmetric = [row for row in rows if joining(row) and row["predicate"] in {"works_with", "co_produces"}]
        assert tie.both_ways == bool(symmetric)
    assert not ties["in_measures"].all()


def test_a_body_that_is_left_out_is_not_joined(found: Result) -> None:
    """The executive would not go to Somali meetings (c3-0236); nothing else is said of the two."""
    tie = row_of(found["ties"], start="act.pct_exec", end="org.somali", tie="claim")
    assert (tie["predicates"], tie["in_measures"]) == (["excludes"], False)
    assert row_of(found["isolates"], id="org.somali")["claims"] == ["c3-0236"]


def test_degrees_are_those_of_a_network_of_joining_claims(found: Result, claims: tuple[Row, ...]) -> None:
    arcs = set()
    behind: dict[str, set[str]] = {}
    for row in claims:
        pair = (row["subject"], row["object"])
        if all(map(is_stakeholder, pair)) and pair[0] != pair[1] and joining(row):
            arcs |= {pair, pair[::-1]} if row["predicate"] in {"works_with", "co_produces"} else {pair}
            for end in pair:
                behind.setdefault(end, set()).add(row["claim"])
    for row in found["measures"].itertuples():
        out, into = {b for a, b in arcs if a == row.id}, {a for a, b in arcs if b == row.id}
        assert (row.out_degree, row.in_degree, row.degree) == (len(out), len(into), len(out | into))
        assert (row.strength, set(row.claims)) == (len(behind.get(row.id, ())), behind.get(row.id, set()))


@pytest.mark.parametrize(
    ("tie", "prefix", "column"),
    [("same evidence", "ev.", ""), ("same event", "", "event"), ("same workstream", "ws.", "workstream")],
)
def test_involvement_is_counted_once_for_each_claim(
    found: Result, claims: tuple[Row, ...], tie: str, prefix: str, column: str
) -> None:
    things: dict[str, dict[str, set[str]]] = {}
    verbs = {row["predicate"]: row for row in table("predicates")}
    crowds = {row["actor"] for row in table("actors") if row["granularity"] == "crowd"}
    for row in claims:
        verb = verbs[row["predicate"]]
        if verb["presence"] == "lost" or verb["relation"] == "leaves_out":
            continue
        if row["polarity"] != "affirms" or row["certainty"] == "normative":
            continue
        for end, other in (("subject", "object"), ("object", "subject")):
            named = {row[column]} if column else set()
            named |= {row[other]} if prefix and row[other].startswith(prefix) else set()
            for thing in named - {""} if is_stakeholder(row[end]) and row[end] not in crowds else ():
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
    assert ties["in_measures"].all()
    assert {
        tuple(sorted((row.start, row.end))): (row.n_claims, row.claims, row.shared) for row in ties.itertuples()
    } == {pair: (len(ids), sorted(ids), sorted(shared)) for pair, (ids, shared) in expected.items()}


def test_measures_cover_everybody_and_leave_the_unknown_missing(found: Result, bundled: StudyFrames) -> None:
    placed = found["measures"]
    crowds = {row["actor"] for row in table("actors") if row["granularity"] == "crowd"}
    everybody = {*bundled.nodes("Actor")["id"], *bundled.nodes("Organisation")["id"]}
    assert crowds
    assert set(placed["id"]) == everybody - crowds
    alone = placed[placed["degree"] == 0]
    assert set(alone["id"]) == set(found["isolates"]["id"])
    unknown = ["betweenness", "closeness", "eigenvector", "constraint", "effective_size", "component"]
    assert alone[unknown].isna().all(axis=None)
    tied = placed[placed["degree"] > 0]
    assert tied[["betweenness", "closeness", "constraint", "component_size"]].notna().all(axis=None)
    # Eigenvector centrality compares within the largest part alone.
    assert (tied["eigenvector"].notna() == (tied["component"] == 1)).all()
    # A stakeholder with one contact: constraint 1, effective size 1.
    single = tied[tied["degree"] == 1]
    assert len(single)
    assert set(single["constraint"]) == set(single["effective_size"]) == {1.0}


def test_no_communities_are_drawn_where_chance_finds_as_many(found: Result) -> None:
    """Ties by claim: random networks in which all have as many ties have as high a modularity (0.66)."""
    assert found["communities"].empty
    assert found["measures"]["community"].isna().all()
    assert any("no communities can be told apart" in note.lower() for note in found.notes)


@pytest.mark.slow
def test_communities_hold_every_tied_stakeholder_once(by_ties: Callable[[TieName], Result]) -> None:
    found = by_ties("workstream")
    groups = found["communities"]
    members = [member for of in groups["members"] for member in of]
    tied = found["measures"].dropna(subset="community")
    assert len(tied) == (found["measures"]["degree"] > 0).sum()
    assert sorted(members) == sorted(tied["id"])
    assert groups["n_members"].tolist() == sorted(groups["n_members"], reverse=True)
    labels = found["measures"].set_index("id")["label"]
    for group in groups.itertuples():
        assert any(labels[member] in group.community for member in group.members)
        assert group.n_unstable == (tied[tied["community"] == group.community]["stability"] < 0.8).sum()
    # A connected part is never split over communities without a tie between them, and parts never share one.
    assert (tied.groupby("community")["component"].nunique() == 1).all()


@pytest.mark.exhaustive
@pytest.mark.slow
def test_ids_and_the_order_of_rows_decide_nothing(bundled: StudyFrames) -> None:
    other = renamed(bundled, ("Actor", "Organisation", "EvidenceItem", "WorkStream"), seed=5)
    kinds: tuple[TieName, ...] = ("event", "workstream")
    for kind in kinds:  # those by claim: test_ids_and_order.py
        one, two = stakeholders(bundled, ties=kind), stakeholders(other.frames, ties=kind)
        for name in ("ties", "measures", "communities", "isolates"):
            assert rows_of(two, name, other.old) == rows_of(one, name, {}), (kind, name)
        assert one.notes == two.notes


@pytest.mark.slow
def test_classes_are_marked_and_can_be_left_out(bundled: StudyFrames, found: Result) -> None:
    classes = {row["organisation"] for row in table("organisations") if "(unspecified)" in row["label"]}
    placed = found["measures"]
    assert set(placed.loc[placed["is_class"], "id"]) == classes
    without = stakeholders(bundled, no_classes=True)
    assert not classes & set(without["measures"]["id"])
    ends = without["ties"]
    assert not classes & {*ends["start"], *ends["end"]}
    kept = found["ties"][~found["ties"]["start"].isin(classes) & ~found["ties"]["end"].isin(classes)]
    assert sorted(map(str, kept["claims"])) == sorted(map(str, ends["claims"]))


@pytest.mark.slow
def test_measures_of_one_verb(bundled: StudyFrames, claims: tuple[Row, ...]) -> None:
    found = stakeholders(bundled, verb="challenges")
    by_id = {row["claim"]: row for row in claims}
    behind = {claim for ids in found["measures"]["claims"] for claim in ids}
    assert {by_id[claim]["predicate"] for claim in behind} == {"challenges"}
    with pytest.raises(NotFound, match="Did you mean"):
        stakeholders(bundled, verb="chalenges")
    with pytest.raises(QuestionError, match="ties by claim"):
        stakeholders(bundled, ties="event", verb="challenges")


@pytest.mark.slow
def test_a_study_says_who_is_a_class_and_who_a_crowd(tmp_path: Path) -> None:
    """The caterer is one though its label says (unspecified); parents are a sort; those asked are a crowd."""
    tables = tiny_tables()
    for row in tables["organisations"]:
        row["instance"] = {"org.caterer": "item"}.get(row["organisation"], "")
        row["label"] += " (Unspecified)" if row["organisation"] != "org.kitchen" else ""
    for row in tables["actors"]:
        row["instance"] = "class" if row["actor"] == "act.parents" else ""
        row["granularity"] = "crowd" if row["actor"] == "act.cook" else row["granularity"]
    settings = SETTINGS.replace('"committee"', '"crowd"')
    with graphmodel.open_study(write_study(tmp_path / "meals", tables, settings)) as study:
        placed = study.stakeholders()["measures"].set_index("id")["is_class"]
    assert {id_ for id_ in placed.index if placed[id_]} == {"org.council", "act.parents"}
    assert "act.cook" not in placed


def test_power_and_interest_come_from_ratings_only(found: Result) -> None:
    """ratings.csv, lines 2 and 3: commissioners, power medium (inferred), interest mixed (stated)."""
    grid = found["power_interest"]
    assert len(grid) == 56
    power = row_of(grid, actor="act.commissioners", dimension="power")
    assert (power["values"], power["range"], power["stated"], power["inferred"]) == (["medium"], "medium", 0, 1)
    assert pd.isna(power["median"])  # one rating is a rating
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
    ("act.caterer", "power"): (("high",), None, "high", []),
    ("act.parents", "power"): (("resistant", "supportive", "mixed"), "mixed", "resistant to supportive", []),
    ("act.parents", "interest"): (("high", "supportive"), None, None, ["high", "supportive"]),
}


@pytest.mark.slow
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
def test_another_study_with_one_denied_tie(school_meals: graphmodel.OpenStudy) -> None:
    """School meals: c5 alone is of two stakeholders, and denies it; the council sidelined what the cook gathered."""
    found = school_meals.stakeholders()
    ties = found["ties"]
    assert ties[["start", "end", "tie", "claims", "in_measures"]].to_numpy().tolist() == [
        ["act.parents", "act.caterer", "claim", ["c5"], False],
    ]
    assert found["communities"].empty
    assert found["power_interest"].empty
    assert len(found["isolates"]) == 7
    assert "no ratings" in " ".join(found.notes)


@pytest.mark.slow
def test_what_is_too_big_is_left_out_and_said(
    bundled: StudyFrames, found: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    involved: dict[str, set[str]] = {}
    for tie in found["ties"].itertuples():
        for thing in tie.shared if tie.tie == "same evidence" else ():
            involved.setdefault(thing, set()).update((tie.start, tie.end))
    large = {thing for thing, members in involved.items() if len(members) > 2}
    assert large
    monkeypatch.setattr(ties, "MOST_TOGETHER", 2)
    fewer = stakeholders(bundled)
    kept = fewer["ties"][fewer["ties"]["tie"] == "same evidence"]
    assert {thing for things in kept["shared"] for thing in things} == set(involved) - large
    assert any(note.startswith(f"Left out of 'same evidence': {len(large)} ") for note in fewer.notes)


@pytest.mark.parametrize(
    ("short", "tie"),
    [
        pytest.param(short, tie, marks=[] if short == "workstream" else pytest.mark.slow)
        for short, tie in list(KIND_OF_TIES.items())[1:]
    ],
)
def test_measures_rest_on_the_kind_of_tie_asked_for(
    by_ties: Callable[[TieName], Result], short: TieName, tie: str
) -> None:
    found = by_ties(short)
    ties = found["ties"]
    measured = ties[(ties["tie"] == tie) & ties["in_measures"]]
    degree = pd.concat([measured["start"], measured["end"]]).value_counts()
    placed = found["measures"].set_index("id")
    assert placed.loc[degree.index, "degree"].tolist() == degree.tolist()
    assert placed["in_degree"].isna().all()


def test_an_unknown_kind_of_tie_is_refused(bundled: StudyFrames) -> None:
    with pytest.raises(QuestionError, match="claim, evidence, event, workstream"):
        stakeholders(bundled, ties="friendship")  # type: ignore[arg-type]
