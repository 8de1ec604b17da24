"""Show what sites confirm and contradict.

Also who denies a finding, and how many speakers, sources and sites it rests on.
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from graphmodel.analysis.registry import analysis
from graphmodel.frames.counting import SUPPORT, support, with_support
from graphmodel.frames.factors import asserting_claims, is_comparison, not_asserting
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.frames.use_shares import sources_left_out
from graphmodel.results import Result
from graphmodel.schema import rules
from graphmodel.wording import counted

COUNTS = (
    "verdicts counts real sites, each once for a verdict; by_table counts verdicts as the report's tables have them, "
    "those of the comparison between sites among them. denied and rests_on count claims that assert a factor, beside "
    "their distinct speakers and sources; claims of what ought to be are left out."
)


@analysis(
    tables=("verdicts", "by_table", "denied", "rests_on"),
    examples=("graphmodel triangulate my-copy", "graphmodel triangulate my-copy --table rests_on"),
)
def triangulate(frames: StudyFrames) -> Result:
    """Agreement and contradiction between sites and claims.

    Returns:
        Tables ``verdicts`` (:func:`verdicts_per_factor`), ``by_table`` (:func:`verdicts_per_table`),
        ``denied`` (:func:`denied`) and ``rests_on`` (:func:`rests_on`). Contradictions are shown, never subtracted.
    """
    tables = {
        "verdicts": verdicts_per_factor(frames),
        "by_table": verdicts_per_table(frames),
        "denied": denied(frames),
        "rests_on": rests_on(frames),
    }
    notes = [
        "A verdict judges the statement of a finding: to contradict an enabler weakens it. A comparison between sites "
        "is not a place and is counted separately.",
        "Two claims may come from one speaker, and an unattributed claim from anybody: a finding rests on one speaker "
        "only if one speaker, and nobody unnamed, affirms it. A source may be many interviews. One that retells or "
        "sums up others is not a second source, and what it rests on is unknown if it stands alone.",
    ]
    other = not_asserting(frames)
    if other:
        notes.append(
            f"Not counted: {counted(other, 'claim')} that {'names' if other == 1 else 'name'} a factor without "
            "saying that it operates (causes, tools)."
        )
    if tables["verdicts"].empty:
        notes.append("The study has no table of verdicts, so sites cannot be compared.")
    if tables["denied"].empty:
        notes.append("No factor is both affirmed and denied.")
    return Result("triangulate", "What sites and claims confirm and contradict", COUNTS, tables, tuple(notes))


def denied(frames: StudyFrames) -> pd.DataFrame:
    """Factors that some claims affirm and some deny.

    Columns:
        factor, label; affirms, denies, mixed (claims); speakers_affirming, speakers_denying
        (distinct); claims_affirming, claims_denying, claims_mixed (ids).
    """
    claims = asserting_claims(frames)
    labels = frames.labels("Factor")
    by = {word: support(claims[claims["polarity"] == word], ["factor"]) for word in rules.POLARITIES}
    both = by["affirms"][["factor"]].merge(by["denies"][["factor"]], on="factor")
    frame = both.assign(label=both["factor"].map(labels).astype("str"))
    sides = {word: with_support(both, counted, ["factor"]) for word, counted in by.items()}
    for word, side in sides.items():
        frame[word] = side["n_claims"]
    frame["speakers_affirming"] = sides["affirms"]["n_speakers"]
    frame["speakers_denying"] = sides["denies"]["n_speakers"]
    for word, name in (("affirms", "affirming"), ("denies", "denying"), ("mixed", "mixed")):
        frame[f"claims_{name}"] = sides[word]["claims"]
    return frame


def rests_on(frames: StudyFrames) -> pd.DataFrame:
    """What every factor rests on: the claims that affirm it.

    Columns:
        factor, label; n_claims, n_speakers, unattributed, n_sources (of the affirming claims);
        denies, mixed (claims that count in nothing else here); source_types; n_sites (distinct
        places), no_site (claims that name none); one_speaker (one speaker and no unattributed
        claim); one_source, one_source_type (sources that retell others not counted; missing where
        there are only such); one_site (one place and no claim without one); only_retold (every
        source retells others, so how many stand behind it is not known); claims.
        A factor that no claim affirms has zeros and no flags.
    """
    asserting = asserting_claims(frames)
    claims = asserting[asserting["polarity"] == "affirms"]
    sources = frames.nodes("Source")
    types = dict(zip(sources["id"], sources["type"], strict=True)) if "type" in sources else {}
    claims = claims.assign(
        source_type=claims["source"].map(types),
        own=~claims["source"].isin(sources_left_out(frames)),
        place=claims["site"].mask(claims["site"].isin(is_comparison(frames))),
    )
    factors = frames.nodes("Factor")[["id", "label"]].rename(columns={"id": "factor"})
    frame = with_support(factors, support(claims, ["factor"]), ["factor"])
    for word in ("denies", "mixed"):
        counted = asserting[asserting["polarity"] == word].groupby("factor").size()
        frame[word] = _column(frame, counted, 0).astype("Int64")
    groups = claims.groupby("factor")
    own = claims[claims["own"]].groupby("factor")
    n_own = _column(frame, own["source"].nunique(), 0)
    n_types = _column(frame, own["source_type"].nunique(), 0)
    frame["source_types"] = _column(frame, groups["source_type"].agg(lambda types: sorted(set(types.dropna()))), [])
    frame["n_sites"] = _column(frame, groups["place"].nunique(), 0).astype("Int64")
    frame["no_site"] = _column(frame, groups["place"].agg(lambda places: places.isna().sum()), 0).astype("Int64")
    rests = frame["n_claims"] > 0
    seen = rests & (n_own > 0)
    flags = {
        "one_speaker": (frame["n_speakers"] == 1) & (frame["unattributed"] == 0),
        "one_source": (n_own == 1).astype("boolean").where(seen),
        "one_source_type": (n_types == 1).astype("boolean").where(seen),
        "one_site": (frame["n_sites"] == 1) & (frame["no_site"] == 0),
        "only_retold": n_own == 0,
    }
    for name, flag in flags.items():
        # Nothing can be said of a finding that no claim affirms.
        frame[name] = flag.astype("boolean").where(rests)
    columns = [
        "factor",
        "label",
        *SUPPORT[:-1],
        "denies",
        "mixed",
        "source_types",
        "n_sites",
        "no_site",
        *flags,
        "claims",
    ]
    return frame[columns]


def _column(frame: pd.DataFrame, by_factor: "pd.Series[Any]", missing: object) -> "pd.Series[Any]":
    """Values by factor in the order of the frame; ``missing`` where there is none."""
    values = by_factor.to_dict()
    return pd.Series([values.get(factor, missing) for factor in frame["factor"]], index=frame.index, dtype=object)


VERDICTS = ("confirms", "contradicts", "elaborates", "unclear")

_TEXT = ["factor", "label"]
_LISTS = [*(f"{verdict}_at" for verdict in VERDICTS), "between_sites", "comments", "locators"]


def verdicts_per_factor(frames: StudyFrames) -> pd.DataFrame:
    """One row per factor with a verdict.

    Columns:
        factor, label; agreement (in words, see :func:`agreement`); confirms, contradicts,
        elaborates, unclear (numbers of real sites, each counted once for a verdict; a site may
        give two); n_sites (real sites with a verdict); confirms_at ... unclear_at (those sites);
        between_sites (the verdicts of the comparison, which is not a site); n_verdicts (rows of the
        report's tables, the comparison's among them); comments, locators.
    """
    rows = _rows(frames)
    real_sites = set(rows.attrs["real_sites"])
    labels = frames.labels("Factor")
    found = []
    for factor, group in rows.groupby("end", sort=True):
        at = {
            verdict: set(group.loc[~group["between"] & (group["verdict"] == verdict), "start"]) for verdict in VERDICTS
        }
        row: dict[str, object] = {
            "factor": factor,
            "label": labels.get(str(factor)),
            "agreement": agreement(at, real_sites),
        }
        row |= {verdict: len(sites) for verdict, sites in at.items()}
        row |= {"n_sites": len(set().union(*at.values()))}
        row |= {f"{verdict}_at": sorted(sites) for verdict, sites in at.items()}
        row |= {"between_sites": sorted(group.loc[group["between"], "verdict"]), "n_verdicts": len(group)}
        row |= {"comments": _told(group, "comment"), "locators": sorted(set(group["locator"].dropna()))}
        found.append(row)
    whole = [*VERDICTS, "n_sites"]
    columns = [*_TEXT, "agreement", *whole, *_LISTS[: len(VERDICTS)], "between_sites", "n_verdicts", *_LISTS[-2:]]
    types = dict.fromkeys([*_TEXT, "agreement"], "str") | dict.fromkeys([*whole, "n_verdicts"], "Int64")
    return pd.DataFrame(found, columns=columns).astype(types | dict.fromkeys(_LISTS, "object"))


def verdicts_per_table(frames: StudyFrames) -> pd.DataFrame:
    """One row per table of the report: how many verdicts of each kind it holds.

    Columns:
        table; confirms, contradicts, elaborates, unclear (verdicts, one for each row of the
        study's table of verdicts, those of the comparison between sites among them); n_verdicts;
        between_sites (how many of them are the comparison's); n_factors (distinct).
    """
    rows = _rows(frames)
    rows = rows.assign(table=rows["table"].astype("str").fillna("(no table)"))
    counted = pd.crosstab(rows["table"], rows["verdict"]).reindex(columns=list(VERDICTS), fill_value=0)
    groups = rows.groupby("table")
    table = counted.rename_axis(columns=None)
    table["n_verdicts"] = groups.size()
    table["between_sites"] = groups["between"].sum()
    table["n_factors"] = groups["end"].nunique()
    return table.astype("Int64").reset_index()


DISAGREE, CONTRADICTED, AT_ONE, AT_SOME, EVERYWHERE, ELABORATED, UNCLEAR, NO_VERDICT = AGREEMENTS = (
    "sites disagree",
    "contradicted, confirmed nowhere",
    "confirmed at one site only",
    "confirmed at some sites",
    "confirmed at every site",
    "elaborated only",
    "unclear",
    "no site's verdict",
)
"""How real sites stand to a finding: what divides them comes first."""


def agreement(at: dict[str, set[str]], real_sites: set[str]) -> str:
    """What the real sites say about a finding, one of :data:`AGREEMENTS`. Contradictions are never subtracted.

    Args:
        at: for each verdict the sites that give it.
        real_sites: all sites that are places.
    """
    sites = set().union(*at.values())
    if not sites:
        return NO_VERDICT
    if at["confirms"] and at["contradicts"]:
        return DISAGREE
    if at["contradicts"]:
        return CONTRADICTED
    if at["confirms"] == real_sites and len(real_sites) > 1:
        return EVERYWHERE
    if at["confirms"]:
        return AT_ONE if len(at["confirms"]) == 1 else AT_SOME
    return ELABORATED if at["elaborates"] else UNCLEAR


def _rows(frames: StudyFrames) -> pd.DataFrame:
    """The verdicts, with ``between``: is it the comparison's?"""
    comparisons = is_comparison(frames)
    rows = frames.edges("VERDICT").reindex(columns=["start", "end", "verdict", "comment", "table", "locator"])
    rows = rows.assign(between=rows["start"].isin(comparisons))
    rows.attrs["real_sites"] = sorted(set(frames.nodes("Site")["id"]) - comparisons)
    return rows


def _told(group: pd.DataFrame, column: str) -> list[str]:
    pairs: Iterable[tuple[str, str]] = zip(group["start"], group[column].fillna(""), strict=True)
    return [f"{site}: {text}" for site, text in pairs if text]
