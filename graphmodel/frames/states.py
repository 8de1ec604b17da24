"""States of evidence counted again where the stored ones are not enough: by stage, or by source."""

import pandas as pd
import pyarrow as pa

from graphmodel.frames.evidence_claims import EVIDENCE, evidence_claims, focus_of
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.graph.states import SignedClaims
from graphmodel.graph.states import item_states as states_of

_FLAGS = ["generation_only", "lost", "never_taken_up", "at_risk"]


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
        ``evidence``, ``focus``, ``phase``, (``source``,) ``state`` (one of
        :data:`~graphmodel.schema.rules.STATES`), ``generation_only``, ``lost``,
        ``never_taken_up``, ``at_risk`` (see :func:`graphmodel.graph.states.item_states`) and
        ``claims`` (ids of the signed claims), by item and in the order of phases.
    """
    places = frames.phases if at == "phase" else tuple(frames.stages["id"])
    rows = evidence_claims(frames)
    columns = {
        name: pa.array(rows[name], from_pandas=True, type=None if name == "generation" else pa.string())
        for name in ("evidence", "claim", "source", "sign", "generation", at)
    }
    items = None if by_source else pa.array(frames.nodes(EVIDENCE)["id"], pa.string())
    signed = SignedClaims.of(pa.table(columns), places, at, items)
    states = states_of(signed, "source" if by_source else None, silent=not by_source)
    found: pd.DataFrame = states.drop_columns("claims").to_pandas()
    found = found.rename(columns={"place": "phase", "within": "source"})
    found = found.astype(dict.fromkeys(("evidence", "phase", "source", "state"), "str"))
    found["claims"] = pd.Series(states["claims"].to_pylist(), index=found.index, dtype=object)
    found["focus"] = found["evidence"].map(focus_of(frames)).astype("str")
    order = {phase: number for number, phase in enumerate(places)}
    keys = ["evidence", "phase", *(["source"] if by_source else [])]
    found = found.sort_values(keys, key=lambda column: column.map(order) if column.name == "phase" else column)
    return found[["evidence", "focus", *keys[1:], "state", *_FLAGS, "claims"]].reset_index(drop=True)
