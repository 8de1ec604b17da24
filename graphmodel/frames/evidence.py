"""Evidence in claims: the claims that touch each item, the focus of items, and their states.

Everything about journeys and drop-out starts from these rows: one for each evidence item a claim touches.
"""

from collections.abc import Collection, Sequence

import pandas as pd
import pyarrow as pa

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.graph.columns import ARROW
from graphmodel.graph.evidence import touching
from graphmodel.graph.states import SignedClaims
from graphmodel.graph.states import item_states as states_of
from graphmodel.schema.layout import DERIVED_CLAIM
from graphmodel.schema.rules import EVIDENCE

__all__ = [
    "ALL_ITEMS",
    "EVIDENCE",
    "FOCUS_OF",
    "NOT_STATED",
    "evidence_claims",
    "focus_frame",
    "focus_of",
    "focus_order",
    "item_states",
    "site_states",
    "touching_table",
]
NOT_STATED = "not stated"
"""What an item without a focus is listed under."""
ALL_ITEMS = "all items"
"""The group of every item where the study compares no focuses."""
_COLUMNS = ["claim", "source", "speaker", "site", "stage", "phase", "step", "order", "date", "event", "workstream"]
_SAID = ["reason", "polarity", "certainty", "use", "sign", "generation", "loss", "gap"]


def evidence_claims(frames: StudyFrames, evidence: Collection[str] | None = None) -> pd.DataFrame:
    """Claims that touch evidence, by item and claim id.

    What a claim says was derived at the build (:mod:`graphmodel.schema.rules`); here it is added
    to each item that the claim touches. A claim that joins two items has a row for each: its
    sign and its loss are of both, its effect is of one.

    Args:
        frames: the study.
        evidence: only these items; None: all.

    Returns:
        ``evidence``, ``role`` (subject or object), columns of the claim, and the sets that it is in
        (:func:`graphmodel.graph.evidence.touching`), as yes or no.
    """
    rows = frames.once("evidence_claims", _all_rows)
    if evidence is None:
        return rows
    return rows[rows["evidence"].isin(list(evidence))].reset_index(drop=True)


def _all_rows(frames: StudyFrames) -> pd.DataFrame:
    frame: pd.DataFrame = touching_table(frames.claims).to_pandas()
    texts = {name: "str" for name in frame.columns if frame[name].dtype == object}
    return frame.astype({**texts, "order": "Int64"}).sort_values(["evidence", "claim"], ignore_index=True)


_ENDS = {"subject": "start", "object": "end", "subject_kind": "start_label", "object_kind": "end_label"}


def touching_table(claims: pd.DataFrame) -> pa.Table:
    """Claims of frames as the build counts them: a row for each evidence item that a claim touches."""
    names = [*_COLUMNS, *_SAID]
    rows = claims[[*names, "effect", "effect_on", *_ENDS]].rename(columns=_ENDS)
    columns = {name: pa.array(rows[name], from_pandas=True, type=_arrow_type(name)) for name in rows.columns}
    return touching(pa.table(columns), names)


def _arrow_type(column: str) -> pa.DataType:
    return ARROW[DERIVED_CLAIM.get(column, "integer" if column == "order" else "text")]


def focus_of(frames: StudyFrames) -> "pd.Series[str]":
    """Focus of each item, by id; *not stated* where it has none."""
    return frames.once(FOCUS_OF, focus_frame)["focus"]


FOCUS_OF = "focus_of"
"""The name under which frames keep :func:`focus_frame`; a slice has that of the whole study."""


def focus_frame(frames: StudyFrames) -> pd.DataFrame:
    """The column ``focus`` of evidence items, by id."""
    items = frames.nodes(EVIDENCE)
    focus = items["focus"].fillna(NOT_STATED).to_numpy()
    return pd.DataFrame({"focus": pd.Series(focus, index=items["id"], dtype="str", name="focus")})


def focus_order(frames: StudyFrames) -> list[str]:
    """The focuses in the order in which the study names them, then any others that items have."""
    named = list(frames.settings.focus.values)
    others = sorted(set(focus_of(frames)) - set(named) - {NOT_STATED})
    return [*named, *others, *([NOT_STATED] if (focus_of(frames) == NOT_STATED).any() else [])]


def site_states(claims: pd.DataFrame, sites: Sequence[str]) -> pd.DataFrame:
    """State of each evidence item that claims of each site say was used or not, by these claims alone.

    Args:
        claims: of the study.
        sites: ids of the sites that count.

    Returns:
        ``evidence``, ``site``, ``state`` and ``generation_only`` (see :func:`graphmodel.graph.states.item_states`).
    """
    states = states_of(SignedClaims.of(touching_table(claims), list(sites), "site"))
    frame: pd.DataFrame = states.select(["evidence", "place", "state", "generation_only"]).to_pandas()
    return frame.rename(columns={"place": "site"})


_FLAGS = ["generation_only", "part", "used_before", "by_rank"]


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
        :data:`~graphmodel.schema.rules.STATES`), ``generation_only``, ``part``, ``used_before``,
        ``by_rank`` (see :func:`graphmodel.graph.states.item_states`) and
        ``claims`` (ids of the signed claims), by item and in the order of phases.
    """
    places = frames.phases if at == "phase" else tuple(frames.stages["id"])
    rows = evidence_claims(frames)
    columns = {
        name: pa.array(rows[name], from_pandas=True, type=_arrow_type(name))
        for name in ("evidence", "claim", "source", "sign", "generation", "order", "date", at)
    }
    items = None if by_source else pa.array(frames.nodes(EVIDENCE)["id"], pa.string())
    signed = SignedClaims.of(pa.table(columns), places, at, items)
    states = states_of(signed, "source" if by_source else None, silent=not by_source)
    frame: pd.DataFrame = states.drop_columns("claims").to_pandas()
    frame = frame.rename(columns={"place": "phase", "within": "source"})
    frame = frame.astype(dict.fromkeys(("evidence", "phase", "source", "state", "part"), "str"))
    frame["claims"] = pd.Series(states["claims"].to_pylist(), index=frame.index, dtype=object)
    frame["focus"] = frame["evidence"].map(focus_of(frames)).astype("str")
    order = {phase: number for number, phase in enumerate(places)}
    keys = ["evidence", "phase", *(["source"] if by_source else [])]
    frame = frame.sort_values(keys, key=lambda column: column.map(order) if column.name == "phase" else column)
    return frame[["evidence", "focus", *keys[1:], "state", *_FLAGS, "claims"]].reset_index(drop=True)
