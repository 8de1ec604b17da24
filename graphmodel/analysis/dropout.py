"""Where evidence drops out of the cycle: states, hazards, types, comparison, reasons."""

import pandas as pd

from graphmodel.analysis.dropout_comparison import REPEATS, compare_focuses, source_shares
from graphmodel.analysis.dropout_reasons import loss_reasons
from graphmodel.analysis.dropout_types import type_matrix
from graphmodel.analysis.evidence_claims import EVIDENCE, evidence_claims, focus_of, focus_order
from graphmodel.analysis.frames import StudyFrames
from graphmodel.analysis.states import STATES, item_states, lost_and_never
from graphmodel.results import Result
from graphmodel.wording import counted

ALL_ITEMS = "all items"
"""The group of every item where the study compares no focuses."""
_COUNTED = ("used", "used_generation_only", "partly", "disputed", "not_used", "silent", "lost", "never_taken_up")


def dropout(frames: StudyFrames) -> Result:
    """Where evidence drops out, for each focus and phase.

    Items are grouped by their own focus; all claims on an item count, whatever theirs.

    Args:
        frames: the study.

    Returns:
        ``types`` (see :func:`~graphmodel.analysis.dropout_types.type_matrix`; it leads where the
        study measures use), ``funnel`` and ``hazards`` (below), ``comparison`` and ``shares`` (see
        :mod:`~graphmodel.analysis.dropout_comparison`), ``reasons`` (see
        :func:`~graphmodel.analysis.dropout_reasons.loss_reasons`) and ``items`` (state of each item
        at each phase, behind the counts of funnel and hazards).

        ``funnel``: ``focus``, ``phase`` and numbers of items: the five states, beside ``used`` those
        ``used_generation_only`` (told as produced or obtained, no word of use), ``lost`` (not used
        here, used or partly at an earlier phase and not lost before), ``never_taken_up`` (not used
        here, no use told at any earlier phase); ``claims``.

        ``hazards``: ``at_risk`` (items used or partly at an earlier phase, not lost before), of
        which ``silent`` here and ``lost`` here; ``hazard`` = lost / at risk; its bounds ``lower`` (no
        silence is a loss, which is how the hazard counts) and ``upper`` (every silence is one).
    """
    compared = bool(frames.settings.focus.in_question)
    states = lost_and_never(item_states(frames), frames.phases)
    groups = focus_order(frames) if compared else [ALL_ITEMS]
    if not compared:
        states["focus"] = ALL_ITEMS
    shares = source_shares(frames)
    tables = {
        "funnel": _funnel(states, groups, frames.phases),
        "hazards": _hazards(states, groups, frames.phases),
        "comparison": compare_focuses(frames, shares),
        "shares": shares,
        "reasons": loss_reasons(frames, _groups(frames, groups, compared)),
        "items": _items(frames, states),
    }
    types = type_matrix(frames)
    tables = {"types": types, **tables} if len(types) else {**tables, "types": types}
    counts = (
        f"{counted(states['evidence'].nunique(), 'evidence item')}. Funnel and hazards count items, comparison and "
        "shares go by source, reasons count claims. Silent is not the same as not used."
    )
    return Result("dropout", "Where evidence drops out", counts, tables, tuple(_notes(frames, types, compared)))


def _groups(frames: StudyFrames, groups: list[str], compared: bool) -> "pd.Series[str]":
    focus = focus_of(frames)
    return focus if compared else pd.Series(groups[0], index=focus.index, dtype="str")


def _by_phase(states: pd.DataFrame, groups: list[str], phases: tuple[str, ...]) -> pd.DataFrame:
    """Sums of all columns of yes or no, with claims, for every focus and phase."""
    index = pd.MultiIndex.from_product([groups, phases], names=["focus", "phase"])
    grouped = states.groupby(["focus", "phase"])
    sums = grouped.sum(numeric_only=True).reindex(index, fill_value=0).astype("Int64")
    ids = grouped["claims"].agg(lambda lists: sorted({id_ for claims in lists for id_ in claims}))
    sums["claims"] = pd.Series([ids.get(key, []) for key in index], index=index, dtype=object)
    return sums.reset_index()


def _funnel(states: pd.DataFrame, groups: list[str], phases: tuple[str, ...]) -> pd.DataFrame:
    flags = {state.replace(" ", "_"): states["state"].eq(state) for state in STATES}
    rows = states[["focus", "phase", "claims", "lost", "never_taken_up"]].assign(
        used_generation_only=states["generation_only"], **flags
    )
    return _by_phase(rows, groups, phases)[["focus", "phase", *_COUNTED, "claims"]]


def _hazards(states: pd.DataFrame, groups: list[str], phases: tuple[str, ...]) -> pd.DataFrame:
    at_risk = states["at_risk"]
    rows = states[["focus", "phase", "at_risk", "lost"]].assign(
        silent=at_risk & states["state"].eq("silent"),
        claims=states["claims"].where(at_risk, pd.Series([[]] * len(states), index=states.index, dtype=object)),
    )
    table = _by_phase(rows, groups, phases)
    exposed = table["at_risk"].astype("Float64").mask(table["at_risk"].eq(0))
    table["hazard"] = table["lower"] = table["lost"] / exposed
    table["upper"] = (table["lost"] + table["silent"]) / exposed
    return table[["focus", "phase", "at_risk", "silent", "lost", "hazard", "lower", "upper", "claims"]]


def _items(frames: StudyFrames, states: pd.DataFrame) -> pd.DataFrame:
    rows = states.assign(label=states["evidence"].map(frames.labels(EVIDENCE)).astype("str"))
    columns = ["evidence", "label", "focus", "phase", "state", "generation_only", "lost", "never_taken_up", "at_risk"]
    return rows[[*columns, "claims"]]


def _notes(frames: StudyFrames, types: pd.DataFrame, compared: bool) -> list[str]:
    focus = frames.settings.focus
    if compared:
        notes = [f"In question: {focus.in_question} evidence; compared with: {focus.compared_with} evidence."]
    else:
        notes = ["The study names no focus ([focus] in study.toml), so all items are counted together."]
    sources = frames.nodes("Source")
    repeating = sources.loc[sources["type"].eq(REPEATS).fillna(False), "id"].tolist()
    if compared and repeating:
        left_out = ", ".join(repeating)
        notes.append(f"Left out of the comparison, because they only repeat other sources: {left_out}.")
    told = evidence_claims(frames)
    nowhere = sorted(set(told.loc[told["sign"].notna() & ~told["phase"].isin(frames.phases), "claim"]))
    if nowhere:
        shown = ", ".join(nowhere[:5]) + (", ..." if len(nowhere) > 5 else "")
        of = counted(told.loc[told["sign"].notna(), "claim"].nunique(), "claim")
        notes.append(
            f"Counted at no phase, because they name no stage: {len(nowhere):,} of {of} that evidence was there or"
            f" not ({shown}). An item that only they tell of is silent here."
        )
    if types.empty:
        notes.append("The study has no table evidence_use, so there is no matrix of types by stage.")
    return notes
