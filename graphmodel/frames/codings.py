"""Each coder's own coding of units, and the study as it would be with one coder's codings put in."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import pandas as pd

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema import KINDS
from graphmodel.schema.layout import CODING_LABEL, DERIVED_CODING, VERB_LABEL
from graphmodel.schema.tables import CODED

SIGN_AND_PHASE = "sign_and_phase"
"""What decides the state of evidence: the derived sign and phase of a unit, as one value."""
RECORD = "record"
"""Stands in the place of a coder for the table ``claims``."""
BLIND, NOT_BLIND = "blind", "not blind"
HOW_CODED = "how_coded"
"""The name under which frames keep what a reader must know of the coding, without the name of a coder."""
FIELDS = (SIGN_AND_PHASE, *CODED)
"""What coders are compared on, what leads first."""
_LABELS = {kind.name: kind.label for kind in KINDS}


def codings(frames: StudyFrames) -> pd.DataFrame:
    """Codings of units, by claim and coder.

    Returns:
        ``claim``, ``coder``, each of :data:`FIELDS` as text (empty: the coder left it empty; entries of a list
        sorted, separated by ``;``), ``signed`` (it has a sign).
    """
    rows = frames.nodes(CODING_LABEL)
    values = pd.concat([rows[["claim", "coder"]], _values(rows)], axis=1)
    return values.sort_values(["claim", "coder"], ignore_index=True)


def recorded(frames: StudyFrames, units: "pd.Series[str]") -> pd.DataFrame:
    """What the table ``claims`` holds on some units, in the form of :func:`codings`, with :data:`RECORD` as coder."""
    rows = frames.claims[frames.claims["claim"].isin(units)]
    return pd.concat([rows[["claim"]].assign(coder=RECORD), _values(rows)], axis=1)


def _values(rows: pd.DataFrame) -> pd.DataFrame:
    values = {name: _text(rows[name]) for name in CODED}
    for name in ("step", "level"):
        # What is derived of the verb or the factor, no coder has said.
        values[name] = values[name].where(rows[f"{name}_basis"].eq("claim"), "")
    signed = rows["sign"].notna()
    values[SIGN_AND_PHASE] = (rows["sign"] + " at " + rows["phase"].fillna("no phase")).where(signed, "").astype("str")
    return pd.DataFrame(values)[list(FIELDS)].assign(signed=signed)


def _text(cells: "pd.Series[Any]") -> "pd.Series[str]":
    plain = cells
    if pd.api.types.is_bool_dtype(cells.dtype):
        plain = cells.map({True: "yes", False: "no"})
    elif cells.dtype == object:
        plain = cells.map(lambda entries: ";".join(sorted(entries)) if isinstance(entries, list) else entries)
    return plain.fillna("").astype("str")


COMPARED = ("field", "coder_one", "coder_other", "basis", "claim", "one", "other")


def compared(frames: StudyFrames) -> pd.DataFrame:
    """What every two coders who coded the same units gave, then the record beside each coder.

    Returns:
        A row for each unit and field: ``field``, ``coder_one``, ``coder_other``, ``basis`` (*blind*, or *not blind* for
        the record, which is made from the codings), ``claim``, ``one`` and ``other`` (the values; empty for none). The
        units of :data:`SIGN_AND_PHASE` are those to which either gives a sign. By pair, field and claim.
    """
    rows = codings(frames)
    rows = rows[rows["claim"].isin(frames.claims["claim"])]  # of a slice, its own units alone
    coders = sorted(rows["coder"].unique())
    named = [(one, other, BLIND) for one, other in combinations(coders, 2)]
    named += [(RECORD, coder, NOT_BLIND) for coder in coders]
    of = {coder: rows[rows["coder"].eq(coder)].set_index("claim") for coder in coders}
    of[RECORD] = recorded(frames, rows["claim"]).set_index("claim")
    parts = [pd.DataFrame(columns=list(COMPARED), dtype="str")]
    for one, other, basis in named:
        units = of[one].index.intersection(of[other].index)
        first, second = of[one].loc[units], of[other].loc[units]
        signed = (first["signed"] | second["signed"]).to_numpy()
        for field in FIELDS:
            kept = signed if field == SIGN_AND_PHASE else slice(None)
            values = {"claim": units[kept], "one": first[field].array[kept], "other": second[field].array[kept]}
            names = {"field": field, "coder_one": one, "coder_other": other, "basis": basis}
            parts.append(pd.DataFrame({**names, **values}, columns=list(COMPARED)))
    return pd.concat(parts, ignore_index=True).astype("str")


def passages(frames: StudyFrames) -> dict[str, tuple[str, str]]:
    """Source and locator of each claim; a claim without a locator is a passage of its own."""
    claims = frames.claims
    where = claims["locator"].fillna(claims["claim"])
    return dict(zip(claims["claim"], zip(claims["source"], where, strict=True), strict=True))


def usable(frames: StudyFrames, coder: str) -> pd.DataFrame:
    """One coder's codings that could be claims: both ends and the verb are filled, and the verb may join such nodes."""
    rows = frames.nodes(CODING_LABEL)
    rows = rows[rows["coder"].eq(coder)].reset_index(drop=True)
    kinds, verbs = _kinds(frames), frames.nodes(VERB_LABEL).set_index("id")
    fits = pd.Series(True, index=rows.index)
    for end in ("subject", "object"):
        allowed = rows["predicate"].map(verbs[end]).fillna("").str.split("|")
        labels = rows[end].map(kinds)
        joins = [label in {_LABELS.get(kind) for kind in named} for label, named in zip(labels, allowed, strict=True)]
        fits &= pd.Series(joins, index=rows.index, dtype=bool)
        rows[f"{end}_kind"] = labels.astype("str")
    return rows[fits]


def with_codings(frames: StudyFrames, coder: str) -> StudyFrames:
    """The study as if one coder's own codings were the record; what is not :func:`usable` stays as it is recorded.

    Args:
        frames: the study.
        coder: who coded.
    """
    rows = usable(frames, coder).set_index("claim")
    claims = frames.claims.set_index("claim", drop=False)
    units = claims.index.intersection(rows.index)
    put_in = {}
    for name in [*CODED, "subject_kind", "object_kind", *(name for name in DERIVED_CODING if name in claims)]:
        put_in[name] = claims[name].copy()
        put_in[name].loc[units] = rows.loc[units, name].astype(claims[name].dtype)
    table = claims.assign(**put_in).reset_index(drop=True).rename(columns={"subject": "start", "object": "end"})

    def edges(type_: str) -> pd.DataFrame:
        return table if type_ == "CLAIM" else frames.edges(type_)

    return replace(frames, read_nodes=frames.nodes, read_edges=edges, _nodes={}, _edges={})


def _kinds(frames: StudyFrames) -> dict[str, str]:
    return {id_: kind.label for kind in KINDS for id_ in frames.nodes(kind.label)["id"]}
