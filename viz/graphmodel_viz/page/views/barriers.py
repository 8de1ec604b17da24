"""What the view of barriers and enablers shows."""

import pandas as pd

from graphmodel.analysis.counting import lists
from graphmodel.analysis.frames import StudyFrames
from graphmodel.analysis.triangulation import triangulate
from graphmodel.analysis.triangulation_support import ASSERTS
from graphmodel.analysis.triangulation_verdicts import is_comparison
from graphmodel.schema.vocabularies import VOCABULARIES

_ALONE = ("one_speaker", "one_source", "one_source_type", "one_site", "only_synthesis")


def barriers(frames: StudyFrames) -> dict[str, pd.DataFrame]:
    """Factors with the claims that say that they operate, and what sites say of them.

    Returns:
        ``factor_levels``: the levels (``level``) in their order.
        ``factor_claims``: one row per factor with such claims: ``factor``; ``claims`` (of what is,
        whatever their polarity) and ``ought_claims`` (of what ought to be). The page sorts them by
        polarity, so that filters change the counts.
        ``verdicts``: ``factor`` and ``agreement`` of ``graphmodel triangulate``, and ``rests_on``:
        ``factor`` and ``alone``, the flags of that command that hold.
        ``site_verdicts``: one row for each verdict of a site on a factor: ``site``, ``between`` (it
        is the comparison's, which is no place), ``factor``, ``verdict``, ``comment``, ``locator``.
    """
    result = triangulate(frames)
    given = frames.edges("VERDICT").rename(columns={"start": "site", "end": "factor"})
    given["between"] = given["site"].isin(is_comparison(frames))
    return {
        "factor_levels": _levels(frames),
        "factor_claims": factor_claims(frames),
        "verdicts": result["verdicts"][["factor", "agreement"]],
        "rests_on": _alone(result["rests_on"]),
        "site_verdicts": given[["site", "between", "factor", "verdict", "comment", "locator"]],
    }


def factor_claims(frames: StudyFrames) -> pd.DataFrame:
    """The claims that say of each factor that it operates or does not: ``factor``, ``claims``, ``ought_claims``."""
    rows = frames.claims
    rows = rows[(rows["acts_as"] == ASSERTS) & (rows["object_kind"] == "Factor")]
    ought = (rows["certainty"] == "normative").fillna(value=False)
    sides = {"claims": rows[~ought], "ought_claims": rows[ought]}
    found = pd.DataFrame({name: lists(side, ["object"], "claim") for name, side in sides.items()})
    for name in sides:
        found[name] = pd.Series(
            [ids if isinstance(ids, list) else [] for ids in found[name]], index=found.index, dtype=object
        )
    return found.rename_axis("factor").reset_index()


def _levels(frames: StudyFrames) -> pd.DataFrame:
    """The levels of the study's factors: those of graphmodel's own list in its order, then the study's own by name."""
    factors = frames.nodes("Factor")
    told = set(factors["level"].dropna()) if "level" in factors else set()
    known = [level for level in VOCABULARIES["level"] if level in told]
    return pd.DataFrame({"level": pd.Series([*known, *sorted(told - set(known))], dtype="str")})


def _alone(rests_on: pd.DataFrame) -> pd.DataFrame:
    flags = [rests_on[name].fillna(value=False).astype(bool) for name in _ALONE]
    held = [[name for name, holds in zip(_ALONE, row, strict=True) if holds] for row in zip(*flags, strict=True)]
    table = rests_on[["factor"]].assign(alone=pd.Series(held, index=rests_on.index, dtype=object))
    return table[[bool(words) for words in held]].reset_index(drop=True)
