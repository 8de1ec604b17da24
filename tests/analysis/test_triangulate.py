"""Triangulation, against verdicts.csv and claims.csv of the bundled study as they stand."""

from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

import graphmodel
from graphmodel.analysis.triangulate import VERDICTS, agreement, triangulate
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.results import Result
from tests.support.raw import Row, nodes, stands_alone, table
from tests.support.studies import tiny_study

REAL = {"site.1", "site.2", "site.3"}


@pytest.fixture(scope="module")
def found(bundled: StudyFrames) -> Result:
    return triangulate(bundled)


def row_of(frame: pd.DataFrame, factor: str) -> pd.Series:
    fits = frame[frame["factor"] == factor]
    assert len(fits) == 1
    return fits.iloc[0]


def test_totals_per_table_of_the_report(found: Result) -> None:
    """Counted in verdicts.csv with the comparison between sites (site.between), as the report's totals are.

    Table 4: 22 confirm, 5 contradict, 14 elaborate, 1 unclear; Table 7: 27, 2, 16, 1. Without
    site.between Table 4 would have 17, 5, 10, 1.
    """
    by_table = found["by_table"].set_index("table")
    assert by_table.loc["Table 4", list(VERDICTS)].tolist() == [22, 5, 14, 1]
    assert by_table.loc["Table 7", list(VERDICTS)].tolist() == [27, 2, 16, 1]
    assert by_table.loc["Table 4", ["n_verdicts", "between_sites", "n_factors"]].tolist() == [42, 9, 9]
    counted = Counter((row["table"], row["verdict"]) for row in table("verdicts"))
    assert {(name, verdict): int(by_table.loc[name, verdict]) for name in by_table.index for verdict in VERDICTS} == {
        (name, verdict): counted[name, verdict] for name in by_table.index for verdict in VERDICTS
    }


def test_verdicts_count_real_sites_and_keep_the_comparison_apart(found: Result) -> None:
    at: dict[str, dict[str, set[str]]] = {}
    between: dict[str, list[str]] = {}
    for row in table("verdicts"):
        if row["site"] in REAL:
            at.setdefault(row["factor"], {}).setdefault(row["verdict"], set()).add(row["site"])
        else:
            between.setdefault(row["factor"], []).append(row["verdict"])
    verdicts = found["verdicts"]
    assert set(verdicts["factor"]) == set(at) | set(between)
    for row in verdicts.itertuples():
        sites = at[str(row.factor)]
        for verdict in VERDICTS:
            assert getattr(row, verdict) == len(sites.get(verdict, ()))
            assert getattr(row, f"{verdict}_at") == sorted(sites.get(verdict, ()))
        assert row.n_sites == len(set().union(*sites.values()))
        assert row.between_sites == sorted(between.get(str(row.factor), []))


def test_sites_that_disagree_by_hand(found: Result) -> None:
    """verdicts.csv, Table 4, fac.finance_first: sites 1 and 3 confirm, site 2 contradicts."""
    row = row_of(found["verdicts"], "fac.finance_first")
    assert row["agreement"] == "sites disagree"
    assert (row["confirms_at"], row["contradicts_at"]) == (["site.1", "site.3"], ["site.2"])
    assert row["locators"] == ["ch4 Table 4, line 1317"]
    assert any(comment.startswith("site.2: Finances well run") for comment in row["comments"])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"confirms": {"a", "b"}}, "confirmed at every site"),
        ({"confirms": {"a", "b"}, "elaborates": {"a"}}, "confirmed at every site"),
        ({"confirms": {"a"}, "elaborates": {"b"}}, "confirmed at one site only"),
        ({"confirms": {"a"}, "contradicts": {"a"}}, "sites disagree"),
        ({"contradicts": {"b"}, "elaborates": {"a"}}, "contradicted, confirmed nowhere"),
        ({"elaborates": {"b"}, "unclear": {"a"}}, "elaborated only"),
        ({"unclear": {"a"}}, "unclear"),
        ({}, "no site's verdict"),
    ],
)
def test_agreement_in_words(given: dict[str, set[str]], words: str) -> None:
    assert agreement({verdict: given.get(verdict, set()) for verdict in VERDICTS}, {"a", "b"}) == words


def asserted() -> dict[str, list[Row]]:
    """Claims that assert each factor, without those of what ought to be."""
    found: dict[str, list[Row]] = {}
    for row in table("claims"):
        if row["predicate"] == "asserts" and row["certainty"] != "normative":
            found.setdefault(row["object"], []).append(row)
    return found


def ids(rows: list[Row], polarity: str) -> list[str]:
    return sorted(row["claim"] for row in rows if (row["polarity"] or "affirms") == polarity)


def test_denied_stands_beside_affirmed(found: Result) -> None:
    expected = {
        factor: (ids(rows, "affirms"), ids(rows, "denies"), ids(rows, "mixed"))
        for factor, rows in asserted().items()
        if ids(rows, "affirms") and ids(rows, "denies")
    }
    denied = found["denied"]
    assert {
        row.factor: (row.claims_affirming, row.claims_denying, row.claims_mixed) for row in denied.itertuples()
    } == expected
    assert denied["affirms"].tolist() == [len(claims) for claims in denied["claims_affirming"]]
    assert denied["denies"].tolist() == [len(claims) for claims in denied["claims_denying"]]


def test_a_denial_by_hand(found: Result) -> None:
    """claims.csv: that lack of evidence blocks action is affirmed by two speakers and twice in the narrative.

    c3-0383, c3-0386, c3-0418, c8-0023; denied by the narrative (c3-0398) and one speaker (c3-0402).
    c3-0249 plays fac.racism down (mixed): no denial.
    """
    row = row_of(found["denied"], "fac.evidence_lack_blocks")
    assert row["claims_affirming"] == ["c3-0383", "c3-0386", "c3-0418", "c8-0023"]
    assert row["claims_denying"] == ["c3-0398", "c3-0402"]
    assert (row["speakers_affirming"], row["speakers_denying"]) == (2, 1)
    assert "fac.racism" not in set(found["denied"]["factor"])


def test_what_findings_rest_on(found: Result) -> None:
    claims = asserted()
    types = {source: row["kind"] for source, row in nodes("sources").items()}
    rests = found["rests_on"]
    assert set(rests["factor"]) == set(nodes("factors"))
    for row in rests.itertuples():
        yes = [claim for claim in claims.get(str(row.factor), []) if (claim["polarity"] or "affirms") == "affirms"]
        speakers = {claim["speaker"] for claim in yes}
        sources = {claim["source"] for claim in yes}
        own = {source for source in sources if stands_alone(source)}
        assert row.claims == sorted(claim["claim"] for claim in yes)
        assert (row.n_claims, row.n_speakers, row.n_sources) == (len(yes), len(speakers - {""}), len(sources))
        assert row.unattributed == sum(not claim["speaker"] for claim in yes)
        assert row.source_types == sorted({types[source] for source in sources})
        if not yes:
            assert pd.isna(row.one_speaker)
            continue
        assert row.one_speaker == (len(speakers) == 1 and "" not in speakers)
        assert row.only_retold == (not own)
        if own:
            assert row.one_source == (len(own) == 1)
            assert row.one_source_type == (len({types[source] for source in own}) == 1)
        else:
            assert pd.isna(row.one_source)
            assert pd.isna(row.one_source_type)


def test_one_speaker_by_hand(found: Result) -> None:
    """fac.racism rests on act.sha_senior alone (c6-0025); fac.marginalised has claims of the narrative too."""
    racism = row_of(found["rests_on"], "fac.racism")
    assert (racism["one_speaker"], racism["n_claims"]) == (True, 1)
    assert (racism["denies"], racism["mixed"]) == (0, 1)
    assert row_of(found["rests_on"], "fac.marginalised")["one_speaker"] == False  # noqa: E712 - numpy's own


def test_the_only_finding_of_one_site(found: Result, bundled: StudyFrames) -> None:
    """One factor has all its affirming claims at one place; its claims carry that place as their site."""
    alone = found["rests_on"][found["rests_on"]["one_site"].fillna(value=False)]
    assert len(alone) == 1
    claims = bundled.claims.set_index("claim").loc[alone["claims"].iloc[0]]
    assert claims["site"].nunique() == 1
    assert claims["site"].notna().all()


@pytest.mark.slow
def test_a_study_with_one_verdict(school_meals: graphmodel.OpenStudy) -> None:
    """School meals: site.north confirms fac.distance; c4 alone asserts a factor (fac.champion), and tentatively."""
    found = school_meals.triangulate()
    assert found["verdicts"][["factor", "confirms", "agreement"]].to_numpy().tolist() == [
        ["fac.distance", 1, "confirmed at one site only"]
    ]
    assert found["by_table"]["table"].tolist() == ["(no table)"]
    champion = row_of(found["rests_on"], "fac.champion")
    assert (champion["claims"], champion["one_speaker"], champion["one_site"]) == (["c4"], True, True)
    distance = row_of(found["rests_on"], "fac.distance")
    assert distance["n_claims"] == 0
    assert pd.isna(distance["one_source"])
    assert found["denied"].empty


@pytest.mark.slow
def test_a_study_without_verdicts_says_so(tmp_path: Path) -> None:
    with graphmodel.open_study(tiny_study(tmp_path, verdicts=None)) as study:
        found = study.triangulate()
    assert found["verdicts"].empty
    assert found["by_table"].empty
    assert "no table of verdicts" in " ".join(found.notes)
