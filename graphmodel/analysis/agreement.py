"""Show how far coders agree.

Coders are compared as they coded blind (table codings); the record, which was made from their codings, is shown next to
each of them and is marked as not blind. What decides a state, the derived sign and phase of a unit, leads. The last
two tables show which findings change if one coder's codings replace the record.
"""

import pandas as pd

from graphmodel.analysis.registry import analysis
from graphmodel.frames.codings import BLIND, FIELDS, compared, passages, usable, with_codings
from graphmodel.frames.counting import lists
from graphmodel.frames.evidence import EVIDENCE, evidence_claims, focus_of, focus_order, item_states
from graphmodel.frames.item_journeys import outcomes
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.measures.agreement import RESAMPLES, SEED
from graphmodel.measures.agreement import agreement as measured
from graphmodel.results import Result
from graphmodel.schema.layout import CODING_LABEL
from graphmodel.wording import counted

OUTCOME, STATE = "outcome", "state"
WHOLE_JOURNEY = "whole journey"
"""Stands in the place of a phase for what an outcome is of."""
_NUMBERS = ("percent", "kappa", "alpha", "kappa_lower", "kappa_upper")
_CODERS = ["coder_one", "coder_other", "basis"]
_UNIT = ["claim", "source", "locator", "summary"]


@analysis(
    tables=("fields", "confusion", "units", "changes", "totals"),
    examples=("graphmodel agreement my-copy", "graphmodel agreement my-copy --table changes"),
)
def agreement(frames: StudyFrames) -> Result:
    """Agreement between coders, and what hangs on it.

    Args:
        frames: the study.

    Returns:
        ``fields`` (see :func:`agreement_by_field`), ``confusion`` (``field``, ``one`` and ``other``: the values that
        two coders gave, empty for none; ``n`` units, ``claims``, the coders), ``units`` (a row for each unit and field
        on which two coders differ), ``changes`` (see :func:`changed_items`) and ``totals``: items of each focus by
        state at each phase and by outcome, as recorded and with one coder's codings put in.
    """
    rows = compared(frames)
    coders = sorted(frames.nodes(CODING_LABEL)["coder"].unique())
    states = {coder: _of_items(with_codings(frames, coder)) for coder in coders}
    record = _of_items(frames)
    tables = {
        "fields": agreement_by_field(frames, rows),
        "confusion": _confusion(rows),
        "units": _differing(frames, rows),
        "changes": changed_items(frames, record, states),
        "totals": _totals(frames, record, states),
    }
    units = frames.nodes(CODING_LABEL)["claim"].nunique()
    counts = (
        f"{counted(units, 'unit')} (claims) coded separately by {counted(len(coders), 'coder')}. Tables fields, "
        "confusion and units count units; changes and totals count evidence items."
    )
    notes = [] if coders else ["The study has no codings: list each coder's own coding of a unit in the table codings."]
    if coders and not rows["basis"].eq(BLIND).any():
        notes.append("No unit has codings of two coders, so agreement can only be shown with the record, not blind.")
    if coders:
        notes.append(
            f"Intervals of kappa: 95 %, {RESAMPLES:,} resamples of passages (source and locator), seed {SEED}. "
            "Coders coded the same units, so this is agreement on coding and not on dividing the text."
        )
    for coder in coders:
        rest = int(frames.nodes(CODING_LABEL)["coder"].eq(coder).sum()) - len(usable(frames, coder))
        if rest:
            notes.append(
                f"Changes and totals: {counted(rest, 'unit')} of {coder} stay as recorded, because subject, predicate "
                "or object is empty or the verb cannot join such nodes."
            )
    return Result("agreement", "How far coders agree", counts, tables, tuple(notes))


def agreement_by_field(frames: StudyFrames, rows: pd.DataFrame) -> pd.DataFrame:
    """Agreement of every two coders on each field.

    Args:
        frames: the study, for where its units are.
        rows: what :func:`~graphmodel.frames.codings.compared` gives.

    Returns:
        ``field``; ``n`` units; ``percent`` on which they agree; ``kappa`` (Cohen), ``alpha`` (Krippendorff, nominal),
        ``kappa_lower`` and ``kappa_upper`` (95 %); ``coder_one``, ``coder_other``, ``basis`` (blind or not),
        ``n_passages``, ``n_differ``, ``claims`` (those on which they differ). Empty is a value.
        *sign_and_phase* is what decides a state of evidence, over the units to which either coder gives a sign.
    """
    place = passages(frames)
    found = []
    for (one, other, basis, field), units in rows.groupby([*_CODERS, "field"], sort=False):
        claims, first, second = (units[name].tolist() for name in ("claim", "one", "other"))
        where = [place[claim] for claim in claims]
        result = measured(first, second, where)
        differ = [claim for claim, a, b in zip(claims, first, second, strict=True) if a != b]
        numbers = {name: getattr(result, name) for name in _NUMBERS}
        about = {"coder_one": one, "coder_other": other, "basis": basis, "n_passages": len(set(where))}
        found.append({"field": field, "n": result.n, **numbers, **about, "n_differ": len(differ), "claims": differ})
    table = pd.DataFrame(found, columns=["field", "n", *_NUMBERS, *_CODERS, "n_passages", "n_differ", "claims"])
    whole = dict.fromkeys(("n", "n_passages", "n_differ"), "Int64")
    return table.astype(dict.fromkeys(("field", *_CODERS), "str") | whole | dict.fromkeys(_NUMBERS, "Float64"))


def _confusion(rows: pd.DataFrame) -> pd.DataFrame:
    keys = [*_CODERS, "field", "one", "other"]
    table = rows.groupby(keys).size().to_frame("n")
    table["claims"] = lists(rows, keys, "claim")
    table = _by_pair(table.reset_index(), ["n", "one", "other"], [False, True, True])
    return table[["field", "one", "other", "n", "claims", *_CODERS]].astype({"n": "Int64"})


def _differing(frames: StudyFrames, rows: pd.DataFrame) -> pd.DataFrame:
    differ = rows[rows["one"].ne(rows["other"])].merge(frames.claims[_UNIT], on="claim")
    return _by_pair(differ[[*_UNIT, "field", "one", "other", *_CODERS]], ["claim"], [True])


def _by_pair(table: pd.DataFrame, then: list[str], ascending: list[bool]) -> pd.DataFrame:
    """Rows by pair of coders, those who coded blind first, and by field."""
    order = {name: number for number, name in enumerate(FIELDS)}
    return table.sort_values(
        ["basis", "coder_one", "coder_other", "field", *then],
        ascending=[True] * 4 + ascending,
        key=lambda column: column.map(order) if column.name == "field" else column,
        ignore_index=True,
    )


def _of_items(frames: StudyFrames) -> pd.DataFrame:
    """State of each item at each phase and its outcome, a row each: ``evidence``, ``measure``, ``phase``, ``value``."""
    states = item_states(frames)[["evidence", "phase", "state", "claims"]].rename(columns={"state": "value"})
    items = frames.nodes(EVIDENCE)["id"].tolist()
    ended = outcomes(evidence_claims(frames), items)
    ended = pd.DataFrame(
        {"evidence": items, "value": ended["outcome"].to_numpy(), "claims": ended["outcome_claims"].to_numpy()}
    )
    parts = [states.assign(measure=STATE), ended.assign(measure=OUTCOME, phase=WHOLE_JOURNEY)]
    return pd.concat(parts, ignore_index=True)


def changed_items(frames: StudyFrames, record: pd.DataFrame, states: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Items whose outcome, or state at a phase, changes if a coder's own codings are put in.

    Returns:
        ``coder``, ``evidence``, ``label``, ``focus``, ``measure`` (*outcome* or *state*), ``phase`` (*whole journey*
        for an outcome), ``record``, ``with_coder``, ``claims`` (those that decide either).
    """
    names = ["coder", "evidence", "label", "focus", "measure", "phase", "record", "with_coder", "claims"]
    labels, focus = frames.labels(EVIDENCE), focus_of(frames)
    parts = [pd.DataFrame(columns=names)]
    for coder, coded in states.items():
        both = record.merge(coded, on=["evidence", "measure", "phase"], suffixes=("", "_coder"))
        rows = both[both["value"].ne(both["value_coder"])]
        claims = [sorted({*one, *other}) for one, other in zip(rows["claims"], rows["claims_coder"], strict=True)]
        rows = rows.rename(columns={"value": "record", "value_coder": "with_coder"}).assign(
            coder=coder, label=rows["evidence"].map(labels), focus=rows["evidence"].map(focus)
        )
        rows["claims"] = pd.Series(claims, index=rows.index, dtype=object)
        parts.append(_ordered(rows, frames, ["measure", "phase", "evidence"])[names])
    table = pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)
    return table.astype(dict.fromkeys(names[:-1], "str"))


def _totals(frames: StudyFrames, record: pd.DataFrame, states: dict[str, pd.DataFrame]) -> pd.DataFrame:
    keys = ["focus", "measure", "phase", "value"]
    parts = [pd.DataFrame(columns=["coder", *keys, "record", "with_coder", "difference"])]
    as_recorded = _counts(frames, record, keys)
    for coder, coded in states.items():
        both = (
            pd.DataFrame({"record": as_recorded, "with_coder": _counts(frames, coded, keys)}).fillna(0).astype("Int64")
        )
        rows = both.reset_index().assign(coder=coder, difference=(both["with_coder"] - both["record"]).to_numpy())
        parts.append(_ordered(rows, frames, ["measure", "focus", "phase", "value"])[parts[0].columns])
    table = pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)
    whole = dict.fromkeys(("record", "with_coder", "difference"), "Int64")
    return table.astype(dict.fromkeys(("coder", *keys), "str") | whole)


def _counts(frames: StudyFrames, items: pd.DataFrame, keys: list[str]) -> "pd.Series[int]":
    return items.assign(focus=items["evidence"].map(focus_of(frames))).groupby(keys).size()


def _ordered(rows: pd.DataFrame, frames: StudyFrames, by: list[str]) -> pd.DataFrame:
    """Outcomes first, then phases and focuses in their order."""
    words = [OUTCOME, STATE, WHOLE_JOURNEY, *frames.phases]
    orders = {"focus": focus_order(frames), "measure": words, "phase": words}

    def key(column: "pd.Series[str]") -> "pd.Series[str]":
        order = orders.get(str(column.name))
        return column if order is None else column.map({word: number for number, word in enumerate(order)})

    return rows.sort_values(by, key=key, ignore_index=True)
