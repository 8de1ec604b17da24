"""How a journey ended: reached impact, contested, stopped, or unclear."""

import numpy as np
import pandas as pd

from graphmodel.analysis.lists import lists_by

OUTCOMES = ("reached impact", "contested", "stopped", "unclear", "no claims")
"""*unclear*: what came later is not told. *no claims*: nothing at all is told of the item."""


def outcomes(rows: pd.DataFrame, items: list[str]) -> pd.DataFrame:
    """Outcome of each item; normative claims are left out.

    Impact and nothing contested or blocked is *reached impact*; impact and contested or blocked
    is *contested*; no impact and a loss is *stopped*; no impact, no loss, contested or blocked is
    *contested*; otherwise it is *unclear*.

    Args:
        rows: claims that touch evidence (:func:`~graphmodel.analysis.evidence_claims.evidence_claims`).
        items: the items to list, with or without claims.

    Returns:
        By item, in the order of ``items``: ``outcome``; ``certainty``, that of the surest claim
        behind the outcome (*stated* or *tentative*, missing where no claim is behind it);
        ``lost_elsewhere`` (impact, with a loss beside it); ``outcome_claims`` (the ids behind the
        outcome: those of impact, of contest or of loss).
    """
    flags = rows.assign(told_of=True)[["evidence", "impact", "opposed", "loss", "told_of"]]
    has = flags.groupby("evidence").any().reindex(items, fill_value=False)
    outcome = np.select(
        [
            has["impact"] & ~has["opposed"],
            has["opposed"] & (has["impact"] | ~has["loss"]),
            has["loss"],
            has["told_of"],
        ],
        OUTCOMES[:4],
        OUTCOMES[4],
    )
    found = pd.DataFrame({"outcome": pd.Series(outcome, index=has.index, dtype="str")})
    kind = rows["evidence"].map(found["outcome"])
    behind = rows[
        (rows["impact"] & kind.eq("reached impact"))
        | (rows["opposed"] & kind.eq("contested"))
        | (rows["loss"] & kind.eq("stopped"))
    ]
    surest = behind["certainty"].eq("stated").groupby(behind["evidence"]).any()
    words = surest.map({True: "stated", False: "tentative"}).astype("str")
    found["certainty"] = words.reindex(has.index)
    found["lost_elsewhere"] = has["impact"] & has["loss"]
    claims = lists_by(behind, ["evidence"], "claim").to_dict()
    found["outcome_claims"] = [claims.get(item, []) for item in found.index]
    return found
