"""The five states of evidence at a phase: used, partly, not used, disputed, silent."""

import numpy as np
import pandas as pd

from graphmodel.frames.counting import lists
from graphmodel.frames.evidence_claims import EVIDENCE, evidence_claims, focus_of, is_generation
from graphmodel.frames.study_frames import StudyFrames

STATES = ("used", "partly", "disputed", "not used", "silent")


def item_states(frames: StudyFrames, by_source: bool = False, at: str = "phase") -> pd.DataFrame:
    """State of each evidence item at each phase (or stage) and, where asked, in each source.

    All claims on an item count, whatever their own focus. Normative claims and neutral verbs
    carry no sign and so give no state; a claim without a stage gives none to any phase.

    Args:
        frames: the study.
        by_source: one row for each source as well. Only sources with a signed claim on the item
            and phase are then listed: in all others it is silent.
        at: *phase*; or *stage*, and the column ``phase`` holds stages. A claim that names only a
            phase counts at the phase itself then, and not at any of its functions.

    Returns:
        ``evidence``, ``focus``, ``phase``, (``source``,) ``state`` (one of :data:`STATES`),
        ``generation_only`` (used, and no plus claim says more than that it was produced or
        obtained) and ``claims`` (ids of the signed claims), by item and in the order of phases.
    """
    keys = ["evidence", "phase", *(["source"] if by_source else [])]
    rows = evidence_claims(frames)
    places = frames.phases if at == "phase" else tuple(frames.stages["id"])
    rows = rows.assign(phase=rows[at])
    rows = rows[rows["sign"].notna() & rows["phase"].isin(places)]
    plus = rows["sign"].eq("plus")
    signs = rows.assign(
        plus=plus, minus=rows["sign"].eq("minus"), mixed=rows["sign"].eq("mixed"), use=plus & ~is_generation(rows)
    )
    groups = signs.groupby(keys)
    told = groups[["plus", "minus", "mixed", "use"]].any()
    told["claims"] = lists(signs, keys, "claim")
    if not by_source:
        items = frames.nodes(EVIDENCE)["id"]
        told = told.reindex(pd.MultiIndex.from_product([items, places], names=keys))
        told["claims"] = [ids if isinstance(ids, list) else [] for ids in told["claims"]]
    told = told.reset_index()
    has = {name: told[name].eq(True).to_numpy(dtype=bool) for name in ("plus", "minus", "mixed", "use")}
    told["state"] = np.select(
        [has["plus"] & has["minus"], has["mixed"], has["plus"], has["minus"]],
        ["disputed", "partly", "used", "not used"],
        "silent",
    )
    told["state"] = told["state"].astype("str")
    told["generation_only"] = told["state"].eq("used") & ~has["use"]
    told["focus"] = told["evidence"].map(focus_of(frames)).astype("str")
    place = {phase: number for number, phase in enumerate(places)}
    told = told.sort_values(keys, key=lambda column: column.map(place) if column.name == "phase" else column)
    columns = ["evidence", "focus", *keys[1:], "state", "generation_only", "claims"]
    return told[columns].reset_index(drop=True)


def lost_and_never(states: pd.DataFrame, phases: tuple[str, ...]) -> pd.DataFrame:
    """Where items are lost, were never taken up, or are at risk of being lost.

    Args:
        states: what :func:`item_states` gives, not by source.
        phases: the phases in their order.

    Returns:
        The rows of ``states`` in their order, with three columns of yes or no:
        ``lost`` (not used here, used or partly at an earlier phase, not lost before),
        ``never_taken_up`` (not used here, no use told at any earlier phase; *disputed* tells of
        use) and ``at_risk`` (used or partly at an earlier phase, not yet lost).
    """
    if not phases:  # a study without a cycle has no state of any item at a phase
        return states.assign(lost=False, never_taken_up=False, at_risk=False)
    wide = states.pivot(index="evidence", columns="phase", values="state").reindex(columns=list(phases))
    used_before = np.zeros(len(wide), dtype=bool)
    told_before = np.zeros(len(wide), dtype=bool)
    lost_before = np.zeros(len(wide), dtype=bool)
    found = []
    for phase in phases:
        state = wide[phase]
        not_used, at_risk = state.eq("not used").to_numpy(), used_before & ~lost_before
        lost = not_used & at_risk
        part = pd.DataFrame({"evidence": wide.index, "phase": phase, "lost": lost})
        found.append(part.assign(never_taken_up=not_used & ~told_before, at_risk=at_risk))
        lost_before |= lost
        used_before |= state.isin(["used", "partly"]).to_numpy()
        told_before |= state.isin(["used", "partly", "disputed"]).to_numpy()
    return states.merge(pd.concat(found), on=["evidence", "phase"], how="left", validate="one_to_one")
