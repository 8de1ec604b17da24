"""What findings rest on: speakers, sources, kinds of source, sites; and who denies them.

A finding is a factor that a claim asserts (by a verb that acts as ``asserts``). Claims of what
ought to be are no support and are left out.
"""

from typing import Any

import pandas as pd

from graphmodel.analysis.counting import SUPPORT, support, with_support
from graphmodel.analysis.frames import StudyFrames
from graphmodel.analysis.triangulation_verdicts import is_comparison

ASSERTS = "asserts"
"""The default verb by which somebody says that a factor operates."""
SYNTHESIS = "synthesis"
"""The type of a source that repeats others."""


def denied(frames: StudyFrames) -> pd.DataFrame:
    """Factors that some claims affirm and some deny.

    Columns:
        factor, label; affirms, denies, mixed (claims); speakers_affirming, speakers_denying
        (distinct); claims_affirming, claims_denying, claims_mixed (ids).
    """
    claims = asserting_claims(frames)
    labels = frames.labels("Factor")
    by = {word: support(claims[claims["polarity"] == word], ["factor"]) for word in ("affirms", "denies", "mixed")}
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
        claim); one_source, one_source_type (sources that repeat others not counted; missing where
        there are only such); one_site (one place and no claim without one); only_synthesis (every
        source repeats others, so how many stand behind it is not known); claims.
        A factor that no claim affirms has noughts and no flags.
    """
    asserting = asserting_claims(frames)
    claims = asserting[asserting["polarity"] == "affirms"]
    sources = frames.nodes("Source")
    types = dict(zip(sources["id"], sources["type"], strict=True)) if "type" in sources else {}
    claims = claims.assign(
        source_type=claims["source"].map(types),
        place=claims["site"].mask(claims["site"].isin(is_comparison(frames))),
    )
    factors = frames.nodes("Factor")[["id", "label"]].rename(columns={"id": "factor"})
    frame = with_support(factors, support(claims, ["factor"]), ["factor"])
    for word in ("denies", "mixed"):
        counted = asserting[asserting["polarity"] == word].groupby("factor").size()
        frame[word] = _column(frame, counted, 0).astype("Int64")
    groups = claims.groupby("factor")
    own = claims[claims["source_type"] != SYNTHESIS].groupby("factor")
    n_own = _column(frame, own["source"].nunique(), 0)
    n_types = _column(frame, own["source_type"].nunique(), 0)
    frame["source_types"] = _column(frame, groups["source_type"].agg(lambda told: sorted(set(told.dropna()))), [])
    frame["n_sites"] = _column(frame, groups["place"].nunique(), 0).astype("Int64")
    frame["no_site"] = _column(frame, groups["place"].agg(lambda told: told.isna().sum()), 0).astype("Int64")
    rests = frame["n_claims"] > 0
    seen = rests & (n_own > 0)
    flags = {
        "one_speaker": (frame["n_speakers"] == 1) & (frame["unattributed"] == 0),
        "one_source": (n_own == 1).astype("boolean").where(seen),
        "one_source_type": (n_types == 1).astype("boolean").where(seen),
        "one_site": (frame["n_sites"] == 1) & (frame["no_site"] == 0),
        "only_synthesis": n_own == 0,
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


def not_asserting(frames: StudyFrames) -> int:
    """Claims with a factor at an end that say something else of it than that it operates."""
    claims = frames.claims
    at_end = (claims["subject_kind"] == "Factor") | (claims["object_kind"] == "Factor")
    return int((at_end & (claims["acts_as"] != ASSERTS)).sum())


def asserting_claims(frames: StudyFrames) -> pd.DataFrame:
    """Claims that assert a factor, normative ones left out; ``factor`` is its id."""
    claims = frames.claims
    chosen = (claims["acts_as"] == ASSERTS) & (claims["object_kind"] == "Factor") & (claims["certainty"] != "normative")
    return claims[chosen].assign(factor=claims["object"])


def _column(frame: pd.DataFrame, by_factor: "pd.Series[Any]", missing: object) -> "pd.Series[Any]":
    """Values by factor in the order of the frame; ``missing`` where there is none."""
    values = by_factor.to_dict()
    return pd.Series([values.get(factor, missing) for factor in frame["factor"]], index=frame.index, dtype=object)
