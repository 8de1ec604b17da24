"""Show where evidence drops out of the cycle.

Items in each of the five states at each phase, what *not used* means for each, shares with the bounds
that silence leaves, the comparison of the two focuses by source, the reasons given for losses, and types of evidence
by stage.
"""

import pandas as pd

from graphmodel.analysis.registry import analysis
from graphmodel.frames.counting import support
from graphmodel.frames.evidence import ALL_ITEMS, EVIDENCE, evidence_claims, focus_of, focus_order, item_states
from graphmodel.frames.factors import BASES, stopping_claims
from graphmodel.frames.measured_use import type_matrix
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.frames.use_shares import compare_focuses, source_shares, sources_left_out
from graphmodel.measures.bounds import lost_bounds, share_bounds
from graphmodel.results import Result
from graphmodel.schema.rules import AFTER_DISPUTE, LOST, PARTS, SILENT, STATES
from graphmodel.wording import counted

_STATES = ("used", "used_generation_only", "partly", "disputed", "not_used")
_PARTS = tuple(part.replace(" ", "_") for part in PARTS)
_SHARES = ("not_used_share", "not_used_least", "not_used_greatest", "lost_share", "lost_least", "lost_greatest")


@analysis(
    tables=("funnel", "comparison", "shares", "reasons", "items", "types"),
    examples=("graphmodel dropout my-copy", "graphmodel dropout my-copy --table comparison"),
)
def dropout(frames: StudyFrames) -> Result:
    """Where evidence drops out, for each focus and phase.

    Items are grouped by their own focus; all claims on an item count, whatever theirs.

    Args:
        frames: the study.

    Returns:
        ``types`` (see :func:`~graphmodel.frames.measured_use.type_matrix`; it leads where the study measures
        use), ``funnel`` (see :func:`funnel`), ``comparison`` and ``shares`` (see
        :func:`~graphmodel.frames.use_shares.compare_focuses`, :func:`~graphmodel.frames.use_shares.source_shares`),
        ``reasons`` (see :func:`loss_reasons`) and ``items`` (state of each item at each phase, behind the
        counts of the funnel).
    """
    compared = bool(frames.settings.focus.in_question)
    states = item_states(frames)
    groups = focus_order(frames) if compared else [ALL_ITEMS]
    if not compared:
        states["focus"] = ALL_ITEMS
    shares = source_shares(frames)
    tables = {
        "funnel": funnel(states, groups, frames.phases),
        "comparison": compare_focuses(frames, shares),
        "shares": shares,
        "reasons": loss_reasons(frames, _groups(frames, groups, compared)),
        "items": _items(frames, states),
        "types": type_matrix(frames),
    }
    counts = (
        f"{counted(states['evidence'].nunique(), 'evidence item')}. The funnel counts items, of those mentioned at the "
        "phase; comparison and shares go by source, reasons count claims. Silent is not the same as not used."
    )
    return Result("dropout", "Where evidence drops out", counts, tables, tuple(_notes(frames, tables, compared)))


def _groups(frames: StudyFrames, groups: list[str], compared: bool) -> "pd.Series[str]":
    focus = focus_of(frames)
    return focus if compared else pd.Series(groups[0], index=focus.index, dtype="str")


def funnel(states: pd.DataFrame, groups: list[str], phases: tuple[str, ...]) -> pd.DataFrame:
    """Items of each focus at each phase, by state, with shares of those mentioned and their bounds.

    Args:
        states: what :func:`~graphmodel.frames.evidence.item_states` gives, silent items too.
        groups: the focuses, in their order.
        phases: the phases, in their order.

    Returns:
        ``focus``, ``phase`` and numbers of items: ``mentioned`` (some claim says there that it was used or was
        not); ``used``, of which ``used_generation_only`` (only said to be produced or obtained);
        ``partly``, ``disputed``, ``not_used``, which divides without rest into ``lost``, ``after_dispute``,
        ``used_elsewhere`` and ``never_used`` (:data:`~graphmodel.schema.rules.PARTS`); ``by_rank`` (of lost and after
        dispute, those for which the order of phases alone says what came before); ``silent``; ``used_before``
        (mentioned here, and used or partly used at some phase before).
        ``not_used_share``: not used / mentioned, with ``not_used_least`` and ``not_used_greatest`` of all items,
        over every way in which silences could be resolved; ``lost_share``: lost / used before, with ``lost_least`` and
        ``lost_greatest`` (:mod:`graphmodel.measures.bounds`). ``claims``.
    """
    rows = [_at_phase(states, focus, phase, phases) for focus in groups for phase in phases]
    numbers = ["mentioned", *_STATES, *_PARTS, "by_rank", "silent", "used_before"]
    table = pd.DataFrame(rows, columns=["focus", "phase", *numbers, *_SHARES, "claims"])
    types = dict.fromkeys(numbers, "Int64") | dict.fromkeys(_SHARES, "Float64")
    return table.astype({"focus": "str", "phase": "str", "claims": "object", **types})


def _at_phase(states: pd.DataFrame, focus: str, phase: str, phases: tuple[str, ...]) -> dict[str, object]:
    ours = states[states["focus"].eq(focus)]
    here = ours[ours["phase"].eq(phase)].set_index("evidence")
    before = ours[ours["phase"].isin(phases[: phases.index(phase)])]
    silent_before = before["state"].eq(SILENT).groupby(before["evidence"]).any()
    silent_before = silent_before.reindex(here.index, fill_value=False)
    is_ = {state.replace(" ", "_"): here["state"].eq(state) for state in STATES}
    part = {part.replace(" ", "_"): here["part"].eq(part) for part in PARTS}
    used_before = here["used_before"].astype(bool)
    by_rank = here["by_rank"].astype(bool) & here["part"].isin([LOST, AFTER_DISPUTE])
    flags = is_ | part | {"used_generation_only": here["generation_only"].astype(bool), "by_rank": by_rank}
    row: dict[str, object] = {name: int(flag.sum()) for name, flag in flags.items()}
    mentioned = int((~is_["silent"]).sum())
    at_risk = int((used_before & ~is_["silent"]).sum())
    least = share_bounds(int(is_["not_used"].sum()), int(is_["silent"].sum()), len(here))
    lost = lost_bounds(
        used_before.to_numpy(), silent_before.to_numpy(), is_["not_used"].to_numpy(), is_["silent"].to_numpy()
    )
    return row | {
        "focus": focus,
        "phase": phase,
        "mentioned": mentioned,
        "used_before": at_risk,
        "not_used_share": is_["not_used"].sum() / mentioned if mentioned else None,
        "lost_share": part["lost"].sum() / at_risk if at_risk else None,
        **dict(zip(("not_used_least", "not_used_greatest"), least or (None, None), strict=True)),
        **dict(zip(("lost_least", "lost_greatest"), lost or (None, None), strict=True)),
        "claims": sorted({id_ for ids in here["claims"] for id_ in ids}),
    }


def _items(frames: StudyFrames, states: pd.DataFrame) -> pd.DataFrame:
    rows = states.assign(label=states["evidence"].map(frames.labels(EVIDENCE)).astype("str"))
    columns = ["evidence", "label", "focus", "phase", "state", "generation_only", "part", "used_before", "by_rank"]
    return rows[[*columns, "claims"]]


def _notes(frames: StudyFrames, tables: dict[str, pd.DataFrame], compared: bool) -> list[str]:
    focus = frames.settings.focus
    if compared:
        notes = [f"In question: {focus.in_question} evidence; compared with: {focus.compared_with} evidence."]
    else:
        notes = ["The study names no focus ([focus] in study.toml), so all items are counted together."]
    notes.append(_not_used_note(tables["funnel"]))
    left_out = sources_left_out(frames)
    if compared and left_out:
        listed = ", ".join(left_out)
        notes.append(f"Left out of the comparison, because they retell or sum up other sources: {listed}.")
    rows = evidence_claims(frames)
    signed = rows[rows["sign"].notna()]
    nowhere = sorted(set(signed.loc[~signed["phase"].isin(frames.phases), "claim"]))
    if nowhere:
        shown = ", ".join(nowhere[:5]) + (", ..." if len(nowhere) > 5 else "")
        of = counted(signed["claim"].nunique(), "claim")
        notes.append(
            f"Counted at no phase, because they name no stage: {len(nowhere):,} of {of} that evidence was there or"
            f" not ({shown}). An item that only they mention is silent here."
        )
    if tables["types"].empty:
        notes.append("The study has no table evidence_use, so there is no matrix of types by stage.")
    return notes


def _not_used_note(table: pd.DataFrame) -> str:
    lost, after, by_rank = (int(table[name].sum()) for name in ("lost", "after_dispute", "by_rank"))
    if not lost + after:
        return "No item is lost at any phase: none that is not used somewhere is said to have been in use before."
    said = "No item is lost at any phase; " if not lost else f"Lost, over all phases: {lost}; "
    ranked = f"{by_rank} of these by the order of phases alone, which stated orders contradict about as often as not"
    return f"{said}not used after a dispute: {after}. {ranked if by_rank else 'All by stated order or dates'}."


NO_STAGE = "not stated"
"""The phase of losses without a stage."""


def loss_reasons(frames: StudyFrames, focus: "pd.Series[str]") -> pd.DataFrame:
    """Factors at each phase and focus, by how often they are the reason of a loss or are mentioned with it.

    A factor is mentioned with a loss when a barrier claim names it on the same item at the same phase,
    in the same event, or in the same workstream and stage.

    Args:
        frames: the study.
        focus: the group of each item, by item id.

    Returns:
        ``phase`` (*not stated* for losses without a stage), ``focus``, ``factor``, ``label``,
        ``as_reason`` (claims of loss that give it as their reason), ``beside`` (barrier claims),
        ``n_claims``, ``n_speakers``, ``unattributed``, ``n_sources``, ``claims``; in the order of
        phases, then the most frequent reason first.
    """
    rows = evidence_claims(frames)
    rows = rows.assign(phase=rows["phase"].fillna(NO_STAGE), focus=rows["evidence"].map(focus), opposed=False)
    factors = stopping_claims(frames, rows, ["phase", "focus"], on_item=("phase",))
    keys = ["phase", "focus", "factor"]
    counted = support(factors, keys)
    by_basis = (
        factors.assign(reason=factors["basis"].eq(BASES[0])).drop_duplicates([*keys, "claim"]).groupby(keys)["reason"]
    )
    numbers = pd.DataFrame({"as_reason": by_basis.sum(), "beside": by_basis.size() - by_basis.sum()}).astype("Int64")
    table = counted.merge(numbers.reset_index(), on=keys)
    table["label"] = table["factor"].map(frames.labels("Factor")).astype("str")
    place = {word: n for n, word in enumerate([*frames.phases, NO_STAGE, *dict.fromkeys(focus)])}
    table["at"], table["of"] = table["phase"].map(place), table["focus"].map(place)
    table = table.sort_values(
        ["at", "of", "as_reason", "beside", "factor"], ascending=[True, True, False, False, True], ignore_index=True
    )
    return table[[*keys, "label", "as_reason", "beside", *counted.columns.drop(keys)]]
