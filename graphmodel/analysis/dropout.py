"""Show where evidence drops out of the cycle.

Items in each of the five states at each phase, hazards with both bounds of silence, the comparison
of the two focuses by source, the reasons given for losses, and types of evidence by stage.
"""

from typing import Any

import pandas as pd

from graphmodel.analysis.registry import analysis
from graphmodel.frames.counting import support
from graphmodel.frames.evidence import ALL_ITEMS, EVIDENCE, evidence_claims, focus_of, focus_order, item_states
from graphmodel.frames.factors import BASES, SYNTHESIS, stopping_claims
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.measures.comparison import FEWEST, holm, interval, sign_flip_test
from graphmodel.results import Result
from graphmodel.schema.rules import STATES
from graphmodel.settings import Focus
from graphmodel.wording import counted

_COUNTED = ("used", "used_generation_only", "partly", "disputed", "not_used", "silent", "lost", "never_taken_up")


@analysis(
    tables=("funnel", "hazards", "comparison", "shares", "reasons", "items", "types"),
    examples=("graphmodel dropout my-copy", "graphmodel dropout my-copy --table comparison"),
)
def dropout(frames: StudyFrames) -> Result:
    """Where evidence drops out, for each focus and phase.

    Items are grouped by their own focus; all claims on an item count, whatever theirs.

    Args:
        frames: the study.

    Returns:
        ``types`` (see :func:`type_matrix`; it leads where the
        study measures use), ``funnel`` and ``hazards`` (below), ``comparison`` and ``shares`` (see
        :func:`compare_focuses`, :func:`source_shares`), ``reasons`` (see
        :func:`loss_reasons`) and ``items`` (state of each item
        at each phase, behind the counts of funnel and hazards).

        ``funnel``: ``focus``, ``phase`` and numbers of items: the five states, beside ``used`` those
        ``used_generation_only`` (only said to be produced or obtained), ``lost`` (not used
        here, used or partly at an earlier phase and not lost before), ``never_taken_up`` (not used
        here, no use mentioned at any earlier phase); ``claims``.

        ``hazards``: ``at_risk`` (items used or partly at an earlier phase, not lost before), of
        which ``silent`` here and ``lost`` here; ``hazard`` = lost / at risk; its bounds ``lower`` (no
        silence is a loss, which is how the hazard counts) and ``upper`` (every silence is one).
    """
    compared = bool(frames.settings.focus.in_question)
    states = item_states(frames)
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
        "types": type_matrix(frames),
    }
    counts = (
        f"{counted(states['evidence'].nunique(), 'evidence item')}. Funnel and hazards count items, comparison and "
        "shares go by source, reasons count claims. Silent is not the same as not used."
    )
    return Result(
        "dropout", "Where evidence drops out", counts, tables, tuple(_notes(frames, tables["types"], compared))
    )


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
    repeating = sources.loc[sources["type"].eq(SYNTHESIS).fillna(False), "id"].tolist()
    if compared and repeating:
        left_out = ", ".join(repeating)
        notes.append(f"Left out of the comparison, because they only repeat other sources: {left_out}.")
    rows = evidence_claims(frames)
    nowhere = sorted(set(rows.loc[rows["sign"].notna() & ~rows["phase"].isin(frames.phases), "claim"]))
    if nowhere:
        shown = ", ".join(nowhere[:5]) + (", ..." if len(nowhere) > 5 else "")
        of = counted(rows.loc[rows["sign"].notna(), "claim"].nunique(), "claim")
        notes.append(
            f"Counted at no phase, because they name no stage: {len(nowhere):,} of {of} that evidence was there or"
            f" not ({shown}). An item that only they mention is silent here."
        )
    if types.empty:
        notes.append("The study has no table evidence_use, so there is no matrix of types by stage.")
    return notes


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
        ``source``, ``label``, ``phase``, ``focus``, ``used`` (items), ``mentioned`` (items that are not
        silent), ``share`` (used / mentioned), ``compared`` (the source mentions both focuses at this
        phase), ``items`` (those mentioned), ``claims``.
    """
    focus = frames.settings.focus
    sources = frames.nodes("Source").set_index("id")
    states = item_states(frames, by_source=True)
    kept = ~states["source"].map(sources["type"]).eq(SYNTHESIS).fillna(False).astype(bool)
    states = states[kept & states["focus"].isin([focus.in_question, focus.compared_with])]
    rows = states.assign(used=states["state"].eq("used"))
    groups = rows.groupby(["source", "phase", "focus"], sort=False)
    shares = pd.DataFrame({"used": groups["used"].sum(), "mentioned": groups.size()}).astype("Int64")
    shares["share"] = (shares["used"] / shares["mentioned"]).astype("Float64")
    shares["items"] = groups["evidence"].agg(list).astype(object)
    shares["claims"] = groups["claims"].agg(lambda lists: sorted({id_ for ids in lists for id_ in ids})).astype(object)
    shares = shares.reset_index()
    shares["compared"] = shares.groupby(["source", "phase"])["focus"].transform("nunique").eq(2)
    shares["label"] = shares["source"].map(sources["label"]).astype("str")
    place = {word: n for n, word in enumerate([*frames.phases, focus.compared_with, focus.in_question])}
    shares = shares.sort_values(
        ["phase", "source", "focus"], key=lambda c: c if c.name == "source" else c.map(place), ignore_index=True
    )
    return shares[["source", "label", "phase", "focus", "used", "mentioned", "share", "compared", "items", "claims"]]


def compare_focuses(frames: StudyFrames, shares: pd.DataFrame) -> pd.DataFrame:
    """Compare the two focuses at each phase, over the sources that mention both.

    Args:
        frames: the study.
        shares: what :func:`source_shares` gives.

    Returns:
        One row a phase: ``n_sources`` that mention both, ``n_differ``; the mean shares and their
        ``difference`` (in question minus compared), a 95 % interval (``lower``, ``upper``); ``p`` and
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
        sources = f"{row['n_sources']} mention both, {row['n_differ']} of them differ"
        return f"too few sources ({sources}; at least {FEWEST} that differ are needed)"
    p, difference = row["p_holm"], row["difference"]
    tested = f"p = {p:.3f} after Holm, {row['n_sources']} sources"
    if p > 0.05:
        return f"no difference shown ({tested})"
    less = "less" if difference < 0 else "more"
    return f"{focus.in_question} evidence is used {less} often than {focus.compared_with} evidence ({tested})"


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


_SIDES = ("in_question", "compared")


def type_matrix(frames: StudyFrames) -> pd.DataFrame:
    """Grades of use of each type of evidence at each stage, for the two focuses side by side.

    Args:
        frames: the study; it measures use in the table ``evidence_use``.

    Returns:
        ``evidence_type``, ``label``, ``stage``, ``stage_label``; for each side (``in_question``,
        ``compared``) ``grade_...`` (0 not used, up to 3; missing where unknown), ``cell_...``
        (*graded*, *unknown*, or *no cell* where the table has no such row) and ``inferred_...``
        (the cell was inferred); ``difference`` (in question minus compared, where both are
        graded) and ``locators``. A study that compares nothing has its grades under
        ``in_question``. Every type is listed at every stage that the table names.
    """
    focus = frames.settings.focus
    used = frames.edges("USED_AT")
    types, stages = frames.nodes("EvidenceType"), frames.stages
    named = stages[stages["id"].isin(used["end"])]
    grid = types[["id", "label"]].merge(named[["id", "label"]], how="cross", suffixes=("", "_stage"))
    grid = grid.rename(columns={"id": "evidence_type", "id_stage": "stage", "label_stage": "stage_label"})
    grid["place"] = range(len(grid))
    for side, word in zip(_SIDES, (focus.in_question, focus.compared_with), strict=True):
        cells = used[used["focus"].eq(word)] if focus.in_question else used[used["end"].notna() & (side == _SIDES[0])]
        grid = _beside(grid, cells, side)
    grid = grid.sort_values("place", ignore_index=True, kind="stable")
    grid["difference"] = grid["grade_in_question"] - grid["grade_compared"]
    pairs = zip(grid["locator_in_question"], grid["locator_compared"], strict=True)
    grid["locators"] = pd.Series(
        ["; ".join(sorted({text for text in pair if isinstance(text, str)})) or None for pair in pairs],
        index=grid.index,
        dtype="str",
    )
    sides = [f"{what}_{side}" for side in _SIDES for what in ("grade", "cell", "inferred")]
    return grid[["evidence_type", "label", "stage", "stage_label", *sides, "difference", "locators"]]


def _beside(grid: pd.DataFrame, cells: pd.DataFrame, side: str) -> pd.DataFrame:
    named = {"start": "evidence_type", "end": "stage", "frequency": f"grade_{side}", "locator": f"locator_{side}"}
    graded = cells[[*named, "alignment"]].rename(columns=named)
    graded[f"inferred_{side}"] = graded.pop("alignment").eq("inferred").astype("boolean")
    graded[f"cell_{side}"] = graded[f"grade_{side}"].notna().map({True: "graded", False: "unknown"}).astype("str")
    joined = grid.merge(graded, how="left", on=["evidence_type", "stage"])
    joined[f"cell_{side}"] = joined[f"cell_{side}"].fillna("no cell")
    return joined
