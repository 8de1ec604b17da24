"""Searching claims, against claims.csv of the bundled study."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import graphmodel
from graphmodel.analysis.claims import COLUMNS, claims
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound
from tests.support.raw import Row, nodes, table
from tests.support.studies import tiny_study, with_cell

SOLUTIONS = {stage for stage, row in nodes("stages").items() if row["phase"] == "solutions"}


def ids(frame: pd.DataFrame) -> list[str]:
    return frame["claim"].tolist()


def ends(row: Row) -> set[str]:
    return {row["subject"], row["object"]}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("filters", "fits"),
    [
        ({"evidence": "ev.bme_strategy"}, lambda row: "ev.bme_strategy" in ends(row)),
        ({"evidence": "BME adults' strategy"}, lambda row: "ev.bme_strategy" in ends(row)),
        ({"actor": "org.gp_asylum"}, lambda row: "org.gp_asylum" in ends(row)),
        ({"factor": "fac.legal_duty"}, lambda row: "fac.legal_duty" in ends(row) | {row["reason"]}),
        ({"stage": "solutions"}, lambda row: row["stage"] in SOLUTIONS),
        ({"phase": "solutions"}, lambda row: row["stage"] in SOLUTIONS),
        ({"stage": "solutions.supply"}, lambda row: row["stage"] == "solutions.supply"),
        ({"source": "src.ki_local"}, lambda row: row["source"] == "src.ki_local"),
        ({"speaker": "act.sha_senior"}, lambda row: row["speaker"] == "act.sha_senior"),
        ({"code": "2.7"}, lambda row: "2.7" in row["codes"].split(";")),
        ({"predicate": "withheld"}, lambda row: row["predicate"] == "withheld"),
        (
            {"focus": "ethnicity", "polarity": "mixed"},
            lambda row: (row["focus"], row["polarity"]) == ("ethnicity", "mixed"),
        ),
        ({"certainty": "normative"}, lambda row: row["certainty"] == "normative"),
        ({"workstream": "ws.csection"}, lambda row: "ws.csection" in ends(row) | {row["workstream"], row["about"]}),
        ({"ids": ["c3-0002", "c3-0001"]}, lambda row: row["claim"] in {"c3-0001", "c3-0002"}),
        (
            {"actor": "org.pct", "predicate": "applied", "polarity": None, "code": ""},
            lambda row: "org.pct" in ends(row) and row["predicate"] == "applied",
        ),
        ({"node": "act.sha_senior"}, lambda row: "act.sha_senior" in ends(row) | {row["speaker"], row["about"]}),
    ],
)
def test_filters(bundled: StudyFrames, filters: dict[str, object], fits: Callable[[Row], bool]) -> None:
    expected = sorted(row["claim"] for row in table("claims") if fits(row))
    assert expected
    assert ids(claims(bundled, **filters).frame) == expected  # type: ignore[arg-type]


def test_a_site_counts_where_workstream_or_source_say_it(bundled: StudyFrames) -> None:
    """The graph derives a claim's site from its own cell, else its workstream's, else its source's."""
    found = claims(bundled, site="site.3").frame
    own = {row["claim"] for row in table("claims") if row["site"] == "site.3"}
    assert own < set(found["claim"])
    assert set(found.loc[~found["claim"].isin(own), "site_basis"]) <= {"workstream", "source"}


@pytest.mark.slow
def test_words_are_sought_in_summaries_and_labels(bundled: StudyFrames) -> None:
    """c4-0061 in claims.csv: "Senior leaders did not take up the BME strategy in spite of the lobbying."."""
    assert ids(claims(bundled, "LOBBYING take").frame) == ["c4-0061"]
    # "document" is in the label of its object (BME adults' strategy document) and not in its summary.
    assert "c4-0061" in ids(claims(bundled, "lobbying document").frame)
    assert claims(bundled, "lobbying zzz").frame.empty


@pytest.mark.slow
def test_accents_make_no_difference(tmp_path: Path) -> None:
    changed = with_cell("claims", 2, "summary", "Le café de la Préfecture ﬁnit à midi.")
    with graphmodel.open_study(tiny_study(tmp_path, claims=changed)) as study:
        for words in ("cafe prefecture", "CAFÉ", "finit", "préfecture"):
            assert ids(study.claims(words).frame) == ["c1"]
        # A full stop is a full stop, not any letter.
        assert study.claims("mid.").frame.empty


def test_labels_stand_beside_ids(bundled: StudyFrames) -> None:
    found = claims(bundled, ids=["c4-0061"])
    row = found.frame.iloc[0]
    assert row["subject_label"] == nodes("actors")["act.senior_leaders"]["label"]
    assert row["reason_label"] == nodes("factors")["fac.legitimacy_questioned"]["label"]
    assert row["locator"] == "ch4 Ethnic diversity and inequality work, line 1353; ch4 Table 5, line 1393"
    assert pd.isna(row["speaker"])
    assert pd.isna(row["speaker_label"])
    assert set(COLUMNS) <= set(found.frame.columns)


def test_the_sentence_counts_claims_speakers_and_sources(bundled: StudyFrames) -> None:
    rows = [row for row in table("claims") if row["source"] == "src.ki_local"]
    counts = claims(bundled, source="src.ki_local").counts
    speakers = len({row["speaker"] for row in rows} - {""})
    assert f"Claims: {len(rows)} of {len(table('claims')):,}; distinct speakers: {speakers}" in counts
    assert f"claims that name no speaker: {sum(not row['speaker'] for row in rows)}; sources: 1." in counts


def test_no_filter_gives_every_claim(bundled: StudyFrames) -> None:
    assert len(claims(bundled).frame) == len(table("claims"))


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"predicate": "maybe"}, "has the predicate"),
        ({"ids": ["c3-0001", "c9-9999"]}, "no claim c9-9999"),
        ({"ids": ["C3-0001"]}, "Did you mean c3-0001"),
        ({"evidence": "strategi zz"}, "evidence items"),
        ({"node": "strategy"}, "Give more of the label"),
    ],
)
def test_what_does_not_exist_is_said(bundled: StudyFrames, filters: dict[str, object], message: str) -> None:
    with pytest.raises(NotFound, match=message):
        claims(bundled, **filters)  # type: ignore[arg-type]


def test_filters_that_exclude_each_other_give_nothing_and_say_so(bundled: StudyFrames) -> None:
    found = claims(bundled, source="src.ki_local", polarity="denies", speaker="act.sha_senior")
    assert found.frame.empty
    assert any("does not mean that it is not so" in note for note in found.notes)


@pytest.mark.slow
def test_a_verb_of_the_study_or_the_default_it_acts_as(school_meals: graphmodel.OpenStudy) -> None:
    """School meals: "gathered" acts as "produced" (c1)."""
    for verb in ("gathered", "produced"):
        assert ids(school_meals.claims(predicate=verb).frame) == ["c1"]
