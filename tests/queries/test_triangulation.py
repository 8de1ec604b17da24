"""Questions on triangulation, against oracles over the raw tables and answers read by hand."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.conftest import OpenOther
from tests.support import raw
from tests.support.answers import as_rows, assert_same, row_where
from tests.support.raw import Row, ids, label, n_polarity, nodes, table, tallies
from tests.support.studies import tiny_study, with_row

Ask = Callable[..., pd.DataFrame]
VERDICTS = ("confirms", "contradicts", "elaborates", "unclear")


def place(site: str) -> bool:
    """Is it a place, not the study's own comparison?"""
    return nodes("sites")[site]["kind"] != "comparison"


def verdicts(comparison: bool = True) -> list[Row]:
    return [row for row in table("verdicts") if comparison or place(row["site"])]


def by_factor(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["factor"]].append(row)
    return found


def sites(rows: Iterable[Row], verdict: str) -> list[str]:
    """Names of the places that give a verdict."""
    return sorted({label(row["site"]) for row in rows if row["verdict"] == verdict and place(row["site"])})


def compared(rows: Iterable[Row]) -> list[str]:
    return sorted({row["verdict"] for row in rows if not place(row["site"])})


def told() -> dict[str, list[Row]]:
    """Claims that a factor operates, by factor, without those of what ought to be."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in raw.claims():
        if row["predicate"] == "asserts" and row["certainty"] != "normative":
            found[row["object"]].append(row)
    return dict(sorted(found.items()))


def affirming(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row["polarity"] == "affirms"]


def most_first(rows: list[dict[str, Any]], *columns: str) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: [-row[name] for name in columns])


# verdicts


@pytest.mark.parametrize("comparison", [True, False])
def test_verdicts(ask: Ask, comparison: bool) -> None:
    found: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in verdicts(comparison):
        found[row["table"], row["factor"], row["theme"]].append(row)
    expected = [
        {
            "in_table": in_table,
            "theme": theme,
            "factor": factor,
            "factor_label": label(factor),
            "valence": nodes("factors")[factor]["valence"],
            "n_verdicts": len(rows),
            **{verdict: sum(row["verdict"] == verdict for row in rows) for verdict in VERDICTS},
            "confirmed_at": sites(rows, "confirms"),
            "contradicted_at": sites(rows, "contradicts"),
            "elaborated_at": sites(rows, "elaborates"),
            "unclear_at": sites(rows, "unclear"),
            "comparison_says": compared(rows),
            "locators": sorted({row["locator"] for row in rows}),
        }
        for (in_table, factor, theme), rows in sorted(found.items())
    ]
    assert_same(ask("triangulation/verdicts", comparison=comparison), expected)
    one = [row for row in expected if row["in_table"] == "Table 6"]
    assert_same(ask("triangulation/verdicts", comparison=comparison, in_table="Table 6"), one)


def test_totals_are_those_of_the_report(ask: Ask) -> None:
    # The cells of the report's Tables 4 and 7 add up to these only with its column that compares
    # the three sites: 42 cells of Table 4 are 33 at the sites and 9 in that column.
    answer = ask("triangulation/verdict_totals")
    totals = {row["in_table"]: [row[verdict] for verdict in VERDICTS] for row in as_rows(answer)}
    assert totals["Table 4"] == [22, 5, 14, 1]
    assert totals["Table 7"] == [27, 2, 16, 1]
    four = row_where(answer, in_table="Table 4")
    assert (four["n_factors"], four["n_places"], four["n_verdicts"]) == (9, 3, 42)


def test_totals_of_places_only(ask: Ask) -> None:
    answer = ask("triangulation/verdict_totals", comparison="no")
    expected = []
    for name in ("Table 4", "Table 5", "Table 6", "Table 7"):
        rows = [row for row in verdicts(comparison=False) if row["table"] == name]
        counts = Counter(row["verdict"] for row in rows)
        expected.append(
            {
                "in_table": name,
                "n_factors": len({row["factor"] for row in rows}),
                "n_places": 3,
                "n_verdicts": len(rows),
                **{verdict: counts[verdict] for verdict in VERDICTS},
            }
        )
    assert_same(answer, expected)
    assert [row["confirms"] for row in as_rows(answer)] == [17, 23, 21, 23]


def test_the_totals_add_up_the_rows(ask: Ask) -> None:
    rows = ask("triangulation/verdicts").groupby("in_table")[list(VERDICTS)].sum()
    totals = ask("triangulation/verdict_totals").set_index("in_table")[list(VERDICTS)]
    pd.testing.assert_frame_equal(rows, totals, check_index_type=False)


# confirmed everywhere


@pytest.mark.parametrize("valence", ["", "enabler"])
def test_confirmed_everywhere(ask: Ask, valence: str) -> None:
    places = {site for site in nodes("sites") if place(site)}
    expected = []
    for factor, rows in sorted(by_factor(verdicts()).items()):
        at_places = [row for row in rows if place(row["site"])]
        given = Counter(row["verdict"] for row in at_places)
        if {row["site"] for row in at_places if row["verdict"] == "confirms"} != places:
            continue
        if valence not in ("", nodes("factors")[factor]["valence"]):
            continue
        claims = tallies(affirming(told().get(factor, [])))
        expected.append(
            {
                "factor": factor,
                "factor_label": label(factor),
                "valence": nodes("factors")[factor]["valence"],
                "in_tables": sorted({row["table"] for row in rows}),
                "n_sites": len(places),
                "elaborates": given["elaborates"],
                "contradicts": given["contradicts"],
                "unclear": given["unclear"],
                "comparison_says": compared(rows),
                **claims,
            }
        )
    assert expected
    assert_same(ask("triangulation/confirmed_everywhere", valence=valence), expected)


def test_confirmed_everywhere_by_hand(ask: Ask) -> None:
    answer = ask("triangulation/confirmed_everywhere")
    # Table 5, line 1393: confirmed at all three sites and in the comparison.
    strategy = row_where(answer, factor="fac.no_overarching_strategy")
    assert (strategy["n_sites"], strategy["elaborates"], strategy["comparison_says"]) == (3, 0, ["confirms"])
    # Table 4, line 1318: sites 1 and 2 and the comparison confirm, site 3 is unclear, so not everywhere.
    assert "fac.quality_agenda" not in set(answer["factor"])
    # Table 4, line 1317: site 2 contradicts.
    assert "fac.finance_first" not in set(answer["factor"])


# contradicted


@pytest.mark.parametrize("site", ["", "site.2"])
def test_contradicted(ask: Ask, site: str) -> None:
    expected = [
        {
            "factor": row["factor"],
            "factor_label": label(row["factor"]),
            "valence": nodes("factors")[row["factor"]]["valence"],
            "site": row["site"],
            "site_label": label(row["site"]),
            "place": place(row["site"]),
            "comment": row["comment"],
            "in_table": row["table"],
            "theme": row["theme"],
            "confirmed_at": sites(by_factor(verdicts())[row["factor"]], "confirms"),
            "elaborated_at": sites(by_factor(verdicts())[row["factor"]], "elaborates"),
            "comparison_says": compared(by_factor(verdicts())[row["factor"]]),
            "locator": row["locator"],
        }
        for row in sorted(verdicts(), key=lambda row: (row["table"], row["factor"], row["site"]))
        if row["verdict"] == "contradicts" and site in ("", row["site"])
    ]
    assert_same(ask("triangulation/contradicted", site=site), expected)


def test_contradicted_by_hand(ask: Ask) -> None:
    answer = ask("triangulation/contradicted")
    # 5 in Table 4, 1 in Table 5, 5 in Table 6 and 2 in Table 7; none in the comparison.
    assert Counter(answer["in_table"]) == {"Table 4": 5, "Table 5": 1, "Table 6": 5, "Table 7": 2}
    assert answer["place"].all()
    # Table 5, line 1391: site 2 built its own capacity; the others and the comparison elaborate.
    consultants = row_where(answer, factor="fac.consultants")
    assert consultants["site"] == "site.2"
    assert consultants["comment"].startswith("Built its own capacity")
    assert (consultants["confirmed_at"], len(consultants["elaborated_at"])) == ([], 2)
    assert consultants["comparison_says"] == ["elaborates"]


# resting on one


@pytest.mark.parametrize("options", [{}, {"valence": "barrier"}, {"min_claims": 2}])
def test_resting_on_one_speaker(ask: Ask, options: dict[str, Any]) -> None:
    expected = []
    for factor, rows in told().items():
        yes = affirming(rows)
        speakers = {row["speaker"] for row in yes}
        if len(speakers) != 1 or "" in speakers or len(yes) < options.get("min_claims", 1):
            continue
        if options.get("valence", "") not in ("", nodes("factors")[factor]["valence"]):
            continue
        speaker = speakers.pop()
        expected.append(
            {
                "factor": factor,
                "factor_label": label(factor),
                "valence": nodes("factors")[factor]["valence"],
                "speaker": speaker,
                "speaker_label": label(speaker),
                "n_claims": len(yes),
                "n_sources": tallies(yes)["n_sources"],
                "denied": n_polarity(rows, "denies"),
                "mixed": n_polarity(rows, "mixed"),
                "claims": ids(yes),
            }
        )
    assert bool(expected) == ("min_claims" not in options)
    assert_same(ask("triangulation/resting_on_one_speaker", **options), most_first(expected, "n_claims"))


def test_resting_on_one_speaker_by_hand(ask: Ask) -> None:
    # fac.racism: one role affirms it (c6-0025), the narrative mentions some who play it down
    # (c3-0249, mixed), which is shown beside and does not take it from the list.
    racism = row_where(ask("triangulation/resting_on_one_speaker"), factor="fac.racism")
    assert (racism["speaker"], racism["claims"]) == ("act.sha_senior", ["c6-0025"])
    assert (racism["denied"], racism["mixed"]) == (0, 1)


@pytest.mark.parametrize("options", [{}, {"min_claims": 3}, {"source": "src.ki_national"}])
def test_resting_on_one_source(ask: Ask, options: dict[str, Any]) -> None:
    expected = []
    for factor, rows in told().items():
        yes = affirming(rows)
        own = [row for row in yes if raw.stands_alone(row["source"])]
        sources = {row["source"] for row in own}
        if len(sources) != 1 or len(own) < options.get("min_claims", 1):
            continue
        source = sources.pop()
        if options.get("source", "") not in ("", source):
            continue
        own_tallies = tallies(own)
        expected.append(
            {
                "factor": factor,
                "factor_label": label(factor),
                "valence": nodes("factors")[factor]["valence"],
                "source": source,
                "source_label": label(source),
                "source_type": nodes("sources")[source]["kind"],
                "n_claims": len(own),
                "n_speakers": own_tallies["n_speakers"],
                "unattributed": own_tallies["unattributed"],
                "repeated": len(yes) - len(own),
                "denied": n_polarity(rows, "denies"),
                "mixed": n_polarity(rows, "mixed"),
                "claims": ids(own),
            }
        )
    assert expected
    assert_same(ask("triangulation/resting_on_one_source", **options), most_first(expected, "n_claims"))


@pytest.mark.parametrize("options", [{}, {"site": "site.1"}])
def test_resting_on_one_site(ask: Ask, options: dict[str, Any]) -> None:
    expected = []
    for factor, rows in told().items():
        yes = affirming(rows)
        found = {row["site"] if row["site"] and place(row["site"]) else "" for row in yes}
        if len(found) != 1 or "" in found:
            continue
        site = found.pop()
        if options.get("site", "") not in ("", site):
            continue
        counts = tallies(yes)
        expected.append(
            {
                "factor": factor,
                "factor_label": label(factor),
                "valence": nodes("factors")[factor]["valence"],
                "site": site,
                "site_label": label(site),
                **{name: counts[name] for name in ("n_claims", "n_speakers", "unattributed", "n_sources")},
                "denied": n_polarity(rows, "denies"),
                "mixed": n_polarity(rows, "mixed"),
                "claims": counts["claims"],
            }
        )
    assert_same(ask("triangulation/resting_on_one_site", **options), most_first(expected, "n_claims"))


def test_resting_on_one_site_by_hand(ask: Ask) -> None:
    # c5-0144, the cardiac work of site 3, is the only claim on it that says that it operates.
    assert as_rows(ask("triangulation/resting_on_one_site"))[0]["claims"] == ["c5-0144"]


# another study


@pytest.mark.slow
def test_a_study_with_other_words(tmp_path: Path, open_other: OpenOther) -> None:
    """One place and no comparison; a verb that acts as asserts; a factor told by one speaker."""
    claims = with_row(
        "claims",
        claim="c7",
        source="src.cook",
        speaker="act.cook",
        subject="act.cook",
        predicate="asserts",
        object="fac.champion",
        about="org.council",
        polarity="denies",
        certainty="stated",
        summary="The cook says that the council had no such person.",
    )
    study = open_other(tiny_study(tmp_path, claims=claims))

    def rows(question: str) -> list[dict[str, Any]]:
        return as_rows(study.ask(f"triangulation/{question}").frame)

    assert [row["factor"] for row in rows("confirmed_everywhere")] == ["fac.distance"]
    assert rows("verdict_totals")[0]["in_table"] == ""
    assert rows("contradicted") == []
    # c7 denies and stands beside.
    speaker = rows("resting_on_one_speaker")
    assert [(row["factor"], row["claims"], row["denied"]) for row in speaker] == [("fac.champion", ["c4"], 1)]
    assert [row["source"] for row in rows("resting_on_one_source")] == ["src.cook"]
    # The claim has no site of its own; its source lies at the one site.
    assert [row["site"] for row in rows("resting_on_one_site")] == ["site.north"]
