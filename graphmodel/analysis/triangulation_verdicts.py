"""Verdicts of sites on findings: per factor, and per table of the report.

A comparison between sites (a site of type *comparison*) is no place and is kept apart.
"""

from collections.abc import Iterable

import pandas as pd

from graphmodel.analysis.frames import StudyFrames

VERDICTS = ("confirms", "contradicts", "elaborates", "unclear")
COMPARISON = "comparison"
"""The type of a site that stands for the comparison of the others."""

_TEXT = ["factor", "label"]
_LISTS = [*(f"{verdict}_at" for verdict in VERDICTS), "between_sites", "comments", "locators"]


def verdicts_per_factor(frames: StudyFrames) -> pd.DataFrame:
    """One row per factor with a verdict.

    Columns:
        factor, label; agreement (in words, see :func:`agreement`); confirms, contradicts,
        elaborates, unclear (numbers of real sites, each counted once for a verdict; a site may
        give two); n_sites (real sites with a verdict); confirms_at ... unclear_at (those sites);
        between_sites (the verdicts of the comparison, which is no site); n_verdicts (rows of the
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


def agreement(at: dict[str, set[str]], real_sites: set[str]) -> str:
    """What the real sites say of a finding, in words. Contradictions are never netted.

    Args:
        at: for each verdict the sites that give it.
        real_sites: all sites that are places.
    """
    told = set().union(*at.values())
    if not told:
        return "no site's verdict"
    if at["confirms"] and at["contradicts"]:
        return "sites disagree"
    if at["contradicts"]:
        return "contradicted, confirmed nowhere"
    if at["confirms"] == real_sites and len(real_sites) > 1:
        return "confirmed at every site"
    if at["confirms"]:
        return "confirmed at one site only" if len(at["confirms"]) == 1 else "confirmed at some sites"
    return "elaborated only" if at["elaborates"] else "unclear"


def is_comparison(frames: StudyFrames) -> set[str]:
    """Ids of the sites that are comparisons and not places."""
    sites = frames.nodes("Site")
    return set(sites.loc[sites["type"] == COMPARISON, "id"]) if "type" in sites else set()


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
