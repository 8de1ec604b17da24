"""Claims that assert a factor, and the kinds of source and site that count apart.

A finding is a factor that a claim asserts (by a verb that acts as ``asserts``). Claims of what
ought to be do not support it and are left out.
"""

import pandas as pd

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema import rules

(ASSERTS,) = rules.FACTOR_VERBS
"""The default verb by which somebody says that a factor operates."""
SYNTHESIS = "synthesis"
"""The type of a source that repeats others."""
COMPARISON = "comparison"
"""The type of a site that stands for the comparison of the others."""


def asserting_claims(frames: StudyFrames) -> pd.DataFrame:
    """Claims that assert a factor, normative ones left out; ``factor`` is its id."""
    claims = frames.claims
    chosen = (claims["acts_as"] == ASSERTS) & (claims["object_kind"] == "Factor") & (claims["certainty"] != "normative")
    rows = claims[chosen]
    return rows.assign(factor=rows["object"])  # not of all claims: an empty frame would take their rows on


def not_asserting(frames: StudyFrames) -> int:
    """Claims with a factor at an end that do not say whether it operates."""
    claims = frames.claims
    at_end = (claims["subject_kind"] == "Factor") | (claims["object_kind"] == "Factor")
    return int((at_end & (claims["acts_as"] != ASSERTS)).sum())


def is_comparison(frames: StudyFrames) -> set[str]:
    """Ids of the sites that are comparisons and not places."""
    sites = frames.nodes("Site")
    return set(sites.loc[sites["type"] == COMPARISON, "id"]) if "type" in sites else set()
