"""States of evidence items at the phases of the cycle, from the signs of claims.

:func:`item_states` is the one function that applies the table of states
(:data:`~graphmodel.schema.rules.STATE_OF_SIGNS`). The build makes the relationships ``STATE_AT`` with it,
once for the whole study and once within each source, site and workstream, because states do
not compose; analyses that recount within a choice of their own call the same function.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.graph.columns import ARROW
from graphmodel.graph.nodes_and_edges import EdgeTable
from graphmodel.schema import rules
from graphmodel.schema.layout import DERIVED_STATE, STATE_AT

SCOPES = ("study", "source", "site", "workstream")
"""What a state holds for: the whole study, or what is said in one source, of one site, of one workstream."""

_Flags = npt.NDArray[np.bool_]
_Codes = npt.NDArray[np.int64]

_BITS = {sign: 1 << number for number, sign in enumerate(rules.SIGNS)}
_BEYOND = 1 << len(rules.SIGNS)  # a plus claim that says more than that the evidence was produced or obtained
_STATE_OF_BITS = np.array(
    [
        rules.STATES.index(rules.STATE_OF_SIGNS[frozenset(sign for sign, bit in _BITS.items() if bits & bit)])
        for bits in range(_BEYOND)
    ]
)
_WORDS = pa.array(rules.STATES)
_WHOLE = "whole"
_SCHEMA = pa.schema(
    [("start", pa.string()), ("end", pa.string()), *((name, ARROW[of]) for name, of in DERIVED_STATE.items())]
)


def _codes_of(*states: str) -> list[int]:
    return [rules.STATES.index(state) for state in states]


@dataclass(frozen=True)
class SignedClaims:
    """Claims with a sign at one of the places, by number: the input of every count of states.

    ``items`` are the ids that ``item`` counts into; ``places`` likewise for ``place``.
    """

    items: pa.Array
    item: _Codes
    places: Sequence[str]
    place: _Codes
    bits: npt.NDArray[np.uint8]
    rows: pa.Table

    @classmethod
    def of(
        cls, rows: pa.Table, places: Sequence[str], at: str = "phase", items: pa.Array | None = None
    ) -> "SignedClaims":
        """Number the claims that have a sign at a place.

        Args:
            rows: one row for each claim and item that it touches, with ``evidence``, ``sign``,
                ``generation``, ``claim``, the column ``at`` and columns to count within.
            places: phases or stages, in their order.
            at: the column that names the place.
            items: ids of all items, so that also those without a sign are listed.
        """
        rows = rows.filter(
            pc.and_(rows["sign"].is_valid(), pc.is_in(rows[at], value_set=pa.array(places, pa.string())))
        )
        rows = rows.sort_by("claim")
        sign = pc.index_in(rows["sign"], value_set=pa.array(rules.SIGNS)).to_numpy()
        generation = rows["generation"].to_numpy()
        bits = (1 << sign.astype(np.uint8)) | np.where((sign == 0) & ~generation, _BEYOND, 0)
        found = items if items is not None else rows["evidence"].unique()
        return cls(
            found,
            pc.index_in(rows["evidence"], value_set=found).to_numpy().astype(np.int64),
            places,
            pc.index_in(rows[at], value_set=pa.array(places, pa.string())).to_numpy().astype(np.int64),
            bits.astype(np.uint8),
            rows,
        )


def item_states(signed: SignedClaims, within: str | None = None, *, silent: bool = False) -> pa.Table:
    """State of every item at every place, in the order of items, ``within`` and places.

    Args:
        signed: the claims.
        within: a column of theirs; states are then counted for each of its values, missing too.
        silent: also items and places without a sign; not possible ``within``.

    Returns:
        ``evidence``, ``place``, ``within`` and

        - ``state``: one of :data:`~graphmodel.schema.rules.STATES`;
        - ``generation_only``: used, and no plus claim says more than that it was produced or obtained;
        - ``lost``: not used here, used or partly at an earlier place, not lost before;
        - ``never_taken_up``: not used here, not said to be used at any earlier place;
        - ``at_risk``: used or partly at an earlier place, not yet lost;
        - ``claims``: ids of the signed claims here, sorted.
    """
    n_places = len(signed.places)
    if within is None:
        keys, row = np.arange(len(signed.items)), signed.item
        item, group = keys, pa.nulls(len(keys), pa.string())
    else:
        encoded = signed.rows[within].combine_chunks().dictionary_encode(null_encoding="encode")
        groups = max(len(encoded.dictionary), 1)
        keys, row = np.unique(signed.item * groups + encoded.indices.to_numpy(), return_inverse=True)
        item, group = keys // groups, encoded.dictionary.take(pa.array(keys % groups))
    cell = row * n_places + signed.place
    order = np.argsort(cell, kind="stable")
    filled, first = np.unique(cell[order], return_index=True)
    bits = np.zeros(len(keys) * n_places, np.uint8)
    if len(filled):
        bits[filled] = np.bitwise_or.reduceat(signed.bits[order], first)
    flags = _flags(bits.reshape(len(keys), n_places))
    shown = np.arange(bits.size) if silent else filled
    sizes = np.zeros(bits.size, np.int64)
    sizes[filled] = np.diff(np.append(first, len(order)))
    line, place = np.divmod(shown, max(n_places, 1))
    offsets = np.concatenate([[0], np.cumsum(sizes[shown])])
    ids = signed.rows["claim"].combine_chunks().take(pa.array(order))
    return pa.table(
        {
            "evidence": signed.items.take(pa.array(item[line])),
            "place": pa.array(signed.places, pa.string()).take(pa.array(place)),
            "within": group.take(pa.array(line)),
            "state": _WORDS.take(pa.array(flags.pop("state").ravel()[shown])),
            **{name: pa.array(values.ravel()[shown]) for name, values in flags.items()},
            "claims": pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), ids),
        }
    )


def _flags(bits: npt.NDArray[np.uint8]) -> dict[str, npt.NDArray[np.generic]]:
    """State and flags of every item (row) at every place (column)."""
    state = _STATE_OF_BITS[bits & (_BEYOND - 1)]
    not_used = np.isin(state, _codes_of(rules.NOT_USED))
    used_before = _before(np.isin(state, _codes_of(*rules.IN_USE)))
    return {
        "state": state,
        "generation_only": np.isin(state, _codes_of(rules.USED)) & ~(bits & _BEYOND).astype(bool),
        "lost": not_used & used_before & ~_before(not_used & used_before),
        "never_taken_up": not_used & ~_before(np.isin(state, _codes_of(*rules.SAID_TO_BE_USED))),
        "at_risk": used_before & ~_before(not_used & used_before),
    }


def _before(flags: _Flags) -> _Flags:
    """Was this so at any earlier place?"""
    found = np.zeros_like(flags)
    found[:, 1:] = np.logical_or.accumulate(flags, axis=1)[:, :-1]
    return found


class StateCollector:
    """Keeps what states are counted from while claims stream by, and makes the relationships at the end.

    Args:
        phases: the phases in their order.
    """

    _COLUMNS = ("phase", "sign", "generation", "claim", "source", "site", "workstream")

    def __init__(self, phases: Sequence[str]) -> None:
        self._phases = phases
        self._kept: list[pa.Table] = []

    def add(self, rows: pa.Table) -> None:
        """Take derived claims (see :class:`~graphmodel.graph.claims.ClaimDeriver`)."""
        # Narrow before the filter: copying the other columns would cost more than all the rest.
        rows = rows.select([*self._COLUMNS, "start", "end", "start_label", "end_label"])
        rows = rows.filter(rows["sign"].is_valid())
        for end, other in (("start", ""), ("end", "start")):
            touching = pc.equal(rows[f"{end}_label"], "EvidenceItem")
            if other:  # a claim that joins an item to itself counts once
                touching = pc.and_(touching, pc.not_equal(rows[end], rows[other]))
            chosen = rows.filter(touching)
            self._kept.append(chosen.select(self._COLUMNS).append_column("evidence", chosen[end]))

    def close(self) -> list[EdgeTable]:
        """All relationships: to phases for every scope, and to workstreams for what is said in each as a whole."""
        if not self._kept:
            return []
        kept = pa.concat_tables(self._kept)
        signed = SignedClaims.of(kept, self._phases)
        parts = [_edges(item_states(signed, None if scope == "study" else scope), scope) for scope in SCOPES]
        # As a whole: claims count whether or not they name a stage, so there is one place only.
        whole = kept.filter(kept["workstream"].is_valid())
        whole = whole.append_column("whole", pa.repeat(pa.scalar(_WHOLE), len(whole)))
        states = item_states(SignedClaims.of(whole, [_WHOLE], "whole"), "workstream")
        for name in ("lost", "never_taken_up", "at_risk"):  # how phases follow each other has no part in it
            states = states.set_column(states.column_names.index(name), name, pa.nulls(len(states), pa.bool_()))
        states = states.set_column(states.column_names.index("place"), "place", states["within"])
        return [
            EdgeTable(STATE_AT, "EvidenceItem", "Stage", pa.concat_tables(parts)),
            EdgeTable(STATE_AT, "EvidenceItem", "WorkStream", _edges(states, "workstream")),
        ]


def _edges(states: pa.Table, scope: str) -> pa.Table:
    states = states.append_column("scope", pa.repeat(pa.scalar(scope), len(states)))
    return states.rename_columns({"evidence": "start", "place": "end"}).select(_SCHEMA.names).cast(_SCHEMA)
