"""The two focuses compared, over sources: share of items used in each source, and the test of their difference.

The unit is the source and not the item, because what one source says of many items is one account. Partly used and
disputed items count as nothing, as half and as one, side by side, so that a finding that hangs on that choice shows it.
"""

from typing import Any

import pandas as pd

from graphmodel.frames.evidence import item_states
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.measures.comparison import FEWEST, holm, interval, sign_flip_test
from graphmodel.schema.rules import DISPUTED, PARTLY, USED
from graphmodel.settings import Focus

WEIGHTS = {"zero": 0.0, "half": 0.5, "one": 1.0}
"""What an item that is partly used or disputed counts as, by the ending of the columns."""
_PER_WEIGHT = (
    "share_in_question",
    "share_compared",
    "difference",
    "n_differ",
    "lower",
    "upper",
    "p",
    "mid_p",
    "p_holm",
)
COMPARISON = (
    "phase",
    "n_sources",
    "direction",
    *(f"{name}_{weight}" for weight in WEIGHTS for name in _PER_WEIGHT),
    "verdict",
    "sources",
    "claims",
)


def sources_left_out(frames: StudyFrames) -> list[str]:
    """Ids of the sources that retell or sum up others, and so do not enter a comparison by source."""
    sources = frames.nodes("Source")
    return sorted(sources.loc[~sources["stands_alone"].fillna(True).astype(bool), "id"])


def source_shares(frames: StudyFrames) -> pd.DataFrame:
    """Share of items used, for each source, phase and each of the two focuses compared.

    Sources that only retell others are left out.

    Returns:
        ``source``, ``label``, ``phase``, ``focus``; numbers of items: ``used``, ``partly``, ``disputed`` and
        ``mentioned`` (all that are not silent); ``share_zero``, ``share_half`` and ``share_one`` (used, and
        partly and disputed as 0, a half and 1, of those mentioned), ``compared`` (the source mentions both
        focuses at this phase), ``items`` (those mentioned), ``claims``.
    """
    focus = frames.settings.focus
    labels = frames.labels("Source")
    states = item_states(frames, by_source=True)
    kept = ~states["source"].isin(sources_left_out(frames))
    states = states[kept & states["focus"].isin([focus.in_question, focus.compared_with])]
    rows = states.assign(**{state: states["state"].eq(state) for state in (USED, PARTLY, DISPUTED)})
    groups = rows.groupby(["source", "phase", "focus"], sort=False)
    counts = {state: groups[state].sum() for state in (USED, PARTLY, DISPUTED)}
    shares = pd.DataFrame({**counts, "mentioned": groups.size()}).astype("Int64")
    for name, weight in WEIGHTS.items():
        between = weight * (shares[PARTLY] + shares[DISPUTED])
        shares[f"share_{name}"] = ((shares[USED] + between) / shares["mentioned"]).astype("Float64")
    shares["items"] = groups["evidence"].agg(list).astype(object)
    shares["claims"] = groups["claims"].agg(lambda lists: sorted({id_ for ids in lists for id_ in ids})).astype(object)
    shares = shares.reset_index()
    shares["compared"] = shares.groupby(["source", "phase"])["focus"].transform("nunique").eq(2)
    shares["label"] = shares["source"].map(labels).astype("str")
    place = {word: n for n, word in enumerate([*frames.phases, focus.compared_with, focus.in_question])}
    shares = shares.sort_values(
        ["phase", "source", "focus"], key=lambda c: c if c.name == "source" else c.map(place), ignore_index=True
    )
    numbers = [USED, PARTLY, DISPUTED, "mentioned", *(f"share_{name}" for name in WEIGHTS)]
    return shares[["source", "label", "phase", "focus", *numbers, "compared", "items", "claims"]]


def compare_focuses(frames: StudyFrames, shares: pd.DataFrame, *, tested: bool = True) -> pd.DataFrame:
    """Compare the two focuses at each phase, over the sources that mention both.

    Args:
        frames: the study.
        shares: what :func:`source_shares` gives.
        tested: make the tests and intervals too.

    Returns:
        One row a phase: ``n_sources`` that mention both; ``direction`` (of the focus in question: lower,
        higher, equal, or that it depends on how partly used and disputed items count); for each of the three
        ways to count (endings ``_zero``, ``_half``, ``_one``) the mean shares, their ``difference`` (in question
        minus compared), ``n_differ`` sources, a 95 % interval (``lower``, ``upper``), ``p`` and ``mid_p`` of the
        exact sign-flip test, ``p_holm`` over the phases tested; ``verdict`` in words; ``sources``,
        ``claims``. With fewer than six sources that differ there is no test and no interval; size and
        direction are given all the same.
    """
    focus = frames.settings.focus
    rows = [
        _phase(shares[shares["compared"] & shares["phase"].eq(phase)], phase, focus, tested) for phase in frames.phases
    ]
    for weight in WEIGHTS:
        rated = [row for row in rows if row[f"p_{weight}"] is not None]
        for row, adjusted in zip(rated, holm([row[f"p_{weight}"] for row in rated]), strict=True):
            row[f"p_holm_{weight}"] = adjusted
    for row in rows:
        row["direction"] = _direction(row)
        row["verdict"] = _verdict(row, focus)
    table = pd.DataFrame(rows, columns=list(COMPARISON))
    whole = {name: "Int64" for name in COMPARISON if name.startswith(("n_sources", "n_differ"))}
    texts = dict.fromkeys(("phase", "direction", "verdict"), "str")
    lists = dict.fromkeys(("sources", "claims"), "object")
    real = {name: "Float64" for name in COMPARISON if name not in {*whole, *texts, *lists}}
    return table.astype(whole | texts | lists | real)


def _phase(shares: pd.DataFrame, phase: str, focus: Focus, tested: bool) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(COMPARISON)
    row |= {"phase": phase, "n_sources": shares["source"].nunique(), "sources": sorted(shares["source"].unique())}
    row["claims"] = sorted({id_ for ids in shares["claims"] for id_ in ids})
    wide = shares.pivot(index="source", columns="focus", values=[f"share_{weight}" for weight in WEIGHTS])
    for weight in WEIGHTS:
        asked, other = (
            wide[f"share_{weight}", name].astype(float) if len(wide) else pd.Series(dtype=float)
            for name in (focus.in_question, focus.compared_with)
        )
        row |= {f"{name}_{weight}": value for name, value in _difference(asked, other, tested).items()}
    return row


def _difference(asked: "pd.Series[float]", other: "pd.Series[float]", tested: bool) -> dict[str, Any]:
    differences = (asked - other).tolist()
    n_differ = sum(value != 0 for value in differences)
    found: dict[str, Any] = {"n_differ": n_differ}
    if differences:
        shares = {"share_in_question": asked.mean(), "share_compared": other.mean()}
        found |= {**shares, "difference": (asked - other).mean()}
    if tested and n_differ >= FEWEST:
        found["p"], found["mid_p"] = sign_flip_test(differences)
        found["lower"], found["upper"] = interval(differences) or (None, None)
    return found


def _direction(row: dict[str, Any]) -> str | None:
    if not row["n_sources"]:
        return None
    differences = [row[f"difference_{weight}"] for weight in WEIGHTS]
    signs = {0 if abs(value) < 1e-12 else 1 if value > 0 else -1 for value in differences}
    if len(signs - {0}) > 1:
        return "depends on how partly used and disputed items count"
    return {frozenset({0}): "equal"}.get(frozenset(signs), "higher" if 1 in signs else "lower")


def _verdict(row: dict[str, Any], focus: Focus) -> str:
    if not focus.in_question:
        return "the study compares no focuses"
    if not row["n_sources"]:
        return "too few sources (none mentions both)"
    sizes = " / ".join(f"{row[f'difference_{weight}']:+.2f}" for weight in WEIGHTS)
    size = f"difference {sizes} with partly used and disputed items as 0 / a half / 1: {row['direction']}"
    tested = {weight: row[f"p_holm_{weight}"] for weight in WEIGHTS if row[f"p_holm_{weight}"] is not None}
    differ = ", ".join(str(row[f"n_differ_{weight}"]) for weight in WEIGHTS)
    if not tested:
        return f"too few sources ({row['n_sources']} mention both; {differ} differ, {FEWEST} are needed); {size}"
    p_values = ", ".join(f"p = {tested[w]:.3f}" if w in tested else "too few differ" for w in WEIGHTS)
    shown = {weight: p <= 0.05 for weight, p in tested.items()}
    if all(shown.values()) and len(shown) == len(WEIGHTS):
        result = "a difference is shown"
    elif any(shown.values()):
        result = "whether a difference is shown depends on how partly used and disputed items count"
    else:
        result = "no difference is shown"
    return f"{result} ({p_values} after Holm, {row['n_sources']} sources); {size}"
