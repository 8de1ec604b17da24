"""Is evidence of the focus in question used less often than evidence of the other? By source.

The unit is the source, not the item: items told by one source are not independent of each other.
"""

from typing import Any

import pandas as pd

from graphmodel.analysis.comparison import FEWEST, holm, interval, sign_flip_test
from graphmodel.analysis.frames import StudyFrames
from graphmodel.analysis.states import item_states
from graphmodel.settings import Focus

REPEATS = "synthesis"
"""The type of sources that only repeat what others tell."""
COMPARISON = [
    "phase",
    "n_sources",
    "n_differ",
    "share_in_question",
    "share_compared",
    "difference",
    "lower",
    "upper",
    "p",
    "mid_p",
    "p_holm",
    "verdict",
    "claims",
]


def source_shares(frames: StudyFrames) -> pd.DataFrame:
    """Share of items used, for each source, phase and each of the two focuses compared.

    Sources that only repeat others are left out.

    Returns:
        ``source``, ``label``, ``phase``, ``focus``, ``used`` (items), ``told`` (items that are not
        silent), ``share`` (used / told), ``compared`` (the source tells of both focuses at this
        phase), ``items`` (those told of), ``claims``.
    """
    focus = frames.settings.focus
    sources = frames.nodes("Source").set_index("id")
    states = item_states(frames, by_source=True)
    kept = ~states["source"].map(sources["type"]).eq(REPEATS).fillna(False).astype(bool)
    states = states[kept & states["focus"].isin([focus.in_question, focus.compared_with])]
    rows = states.assign(used=states["state"].eq("used"))
    groups = rows.groupby(["source", "phase", "focus"], sort=False)
    shares = pd.DataFrame({"used": groups["used"].sum(), "told": groups.size()}).astype("Int64")
    shares["share"] = (shares["used"] / shares["told"]).astype("Float64")
    shares["items"] = groups["evidence"].agg(list).astype(object)
    shares["claims"] = groups["claims"].agg(lambda lists: sorted({id_ for ids in lists for id_ in ids})).astype(object)
    shares = shares.reset_index()
    shares["compared"] = shares.groupby(["source", "phase"])["focus"].transform("nunique").eq(2)
    shares["label"] = shares["source"].map(sources["label"]).astype("str")
    place = {word: n for n, word in enumerate([*frames.phases, focus.compared_with, focus.in_question])}
    shares = shares.sort_values(
        ["phase", "source", "focus"], key=lambda c: c if c.name == "source" else c.map(place), ignore_index=True
    )
    return shares[["source", "label", "phase", "focus", "used", "told", "share", "compared", "items", "claims"]]


def compare_focuses(frames: StudyFrames, shares: pd.DataFrame) -> pd.DataFrame:
    """Compare the two focuses at each phase, over the sources that tell of both.

    Args:
        frames: the study.
        shares: what :func:`source_shares` gives.

    Returns:
        One row a phase: ``n_sources`` that tell of both, ``n_differ``; the mean shares and their
        ``difference`` (in question less compared), a 95 % interval (``lower``, ``upper``); ``p`` and
        ``mid_p`` of the exact sign-flip test, ``p_holm`` over the phases tested; ``verdict`` in
        words; ``claims``. With fewer than six sources that differ there is no test and no interval.
    """
    focus = frames.settings.focus
    rows = [_phase(shares[shares["compared"] & shares["phase"].eq(phase)], phase, focus) for phase in frames.phases]
    tested = [row for row in rows if row["p"] is not None]
    for row, adjusted in zip(tested, holm([row["p"] for row in tested]), strict=True):
        row["p_holm"] = adjusted
    for row in rows:
        row["verdict"] = _verdict(row, focus)
    table = pd.DataFrame(rows, columns=COMPARISON)
    numbers = dict.fromkeys(["n_sources", "n_differ"], "Int64") | dict.fromkeys(COMPARISON[3:11], "Float64")
    return table.astype(numbers | {"phase": "str", "verdict": "str", "claims": "object"})


def _phase(shares: pd.DataFrame, phase: str, focus: Focus) -> dict[str, Any]:
    wide = shares.pivot(index="source", columns="focus", values="share").astype(float)
    asked, other = (wide.get(name, pd.Series(dtype=float)) for name in (focus.in_question, focus.compared_with))
    differences = (asked - other).tolist()
    row: dict[str, Any] = dict.fromkeys(COMPARISON)
    row |= {"phase": phase, "n_sources": len(wide), "n_differ": sum(value != 0 for value in differences)}
    row["claims"] = sorted({id_ for ids in shares["claims"] for id_ in ids})
    if len(wide):
        row |= {"share_in_question": asked.mean(), "share_compared": other.mean(), "difference": (asked - other).mean()}
    if sum(value != 0 for value in differences) >= FEWEST:
        row["p"], row["mid_p"] = sign_flip_test(differences)
        row["lower"], row["upper"] = interval(differences) or (None, None)
    return row


def _verdict(row: dict[str, Any], focus: Focus) -> str:
    if not focus.in_question:
        return "the study compares no focuses"
    if row["p"] is None:
        told = f"{row['n_sources']} tell of both, {row['n_differ']} of them differ"
        return f"too few sources ({told}; at least {FEWEST} that differ are needed)"
    p, difference = row["p_holm"], row["difference"]
    tested = f"p = {p:.3f} after Holm, {row['n_sources']} sources"
    if p > 0.05:
        return f"no difference shown ({tested})"
    less = "less" if difference < 0 else "more"
    return f"{focus.in_question} evidence is used {less} often than {focus.compared_with} evidence ({tested})"
