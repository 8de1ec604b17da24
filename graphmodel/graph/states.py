"""States of evidence items at the phases of the cycle, from the signs of claims.

:func:`item_states` is the one function that applies the table of states
(:data:`~graphmodel.schema.rules.STATE_OF_SIGNS`). The build makes the relationships ``STATE_AT`` with it,
once for the whole study and once within each source, site and workstream, because states do
not compose; analyses that recount within a choice of their own call the same function.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.graph.columns import ARROW
from graphmodel.graph.nodes_and_edges import EdgeTable
from graphmodel.schema import rules
from graphmodel.schema.dates import span
from graphmodel.schema.layout import DERIVED_STATE, STATE_AT

SCOPES = ("study", "source", "site", "workstream")
"""What a state holds for: the whole study, or what is said in one source, of one site, of one workstream."""

_Flags = npt.NDArray[np.bool_]
_Codes = npt.NDArray[np.int64]

_BITS = {sign: 1 << number for number, sign in enumerate(rules.SIGNS)}
_OF_USE = sum(_BITS[sign] for sign in rules.SIGNS_OF_PRESENCE)
_BEYOND = 1 << len(rules.SIGNS)  # a plus claim that says more than that the evidence was produced or obtained
_STATE_OF_BITS = np.array(
    [
        rules.STATES.index(rules.STATE_OF_SIGNS[frozenset(sign for sign, bit in _BITS.items() if bits & bit)])
        for bits in range(_BEYOND)
    ]
)
_WORDS = pa.array(rules.STATES)
_PARTS = pa.array(rules.PARTS)
_WHOLE = "whole"
_NOWHERE = -1
_LATE, _EARLY = np.iinfo(np.int64).max, np.iinfo(np.int64).min  # no claim with an order or a date
_SCHEMA = pa.schema(
    [("start", pa.string()), ("end", pa.string()), *((name, ARROW[of]) for name, of in DERIVED_STATE.items())]
)


def _codes_of(*states: str) -> list[int]:
    return [rules.STATES.index(state) for state in states]


@dataclass(frozen=True)
class SignedClaims:
    """Claims with a sign, by number: the input of every count of states.

    ``items`` are the ids that ``item`` counts into; ``places`` likewise for ``place``, which is -1
    for a claim that names none of them.
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
        """Number the claims that have a sign.

        Args:
            rows: one row for each claim and item that it touches, with ``evidence``, ``sign``,
                ``generation``, ``claim``, ``order``, ``date``, the column ``at`` and columns to count within.
            places: phases or stages, in their order.
            at: the column that names the place.
            items: ids of all items, so that also those without a sign are listed.
        """
        rows = rows.filter(rows["sign"].is_valid()).sort_by("claim")
        sign = pc.index_in(rows["sign"], value_set=pa.array(rules.SIGNS)).to_numpy()
        generation = rows["generation"].to_numpy()
        bits = (1 << sign.astype(np.uint8)) | np.where((sign == 0) & ~generation, _BEYOND, 0)
        found = items if items is not None else rows["evidence"].unique()
        place = pc.index_in(rows[at], value_set=pa.array(places, pa.string()))
        return cls(
            found,
            pc.index_in(rows["evidence"], value_set=found).to_numpy().astype(np.int64),
            places,
            pc.fill_null(place, _NOWHERE).to_numpy().astype(np.int64),
            bits.astype(np.uint8),
            rows,
        )


def item_states(signed: SignedClaims, within: str | None = None, *, silent: bool = False) -> pa.Table:
    """State of every item at every place, in the order of items, ``within`` and places.

    One place is before another, for an item, if some use of it there (a sign of presence) is stated
    to be before some claim with a sign here: both have an order, which decides; else both have a
    date, as far as dates decide. Where no two claims can be compared in this way, the order of
    the places decides.

    Args:
        signed: the claims.
        within: a column of theirs; states are then counted for each of its values, missing too.
        silent: also items and places without a sign; not possible ``within``.

    Returns:
        ``evidence``, ``place``, ``within`` and

        - ``state``: one of :data:`~graphmodel.schema.rules.STATES`;
        - ``generation_only``: used, and no plus claim says more than that it was produced or obtained;
        - ``part``: of *not used*, one of :data:`~graphmodel.schema.rules.PARTS`; missing for other states;
        - ``used_before``: used or partly at some place before;
        - ``by_rank``: what was used or disputed before is before by the order of places alone;
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
    placed = np.flatnonzero(signed.place != _NOWHERE)
    cell = row[placed] * n_places + signed.place[placed]
    order = placed[np.argsort(cell, kind="stable")]
    filled, first = np.unique(row[order] * n_places + signed.place[order], return_index=True)
    cells = _Cells(len(keys), n_places, order, filled, first)
    bits = cells.reduced(np.bitwise_or, signed.bits, np.uint8(0))
    ever = np.zeros(len(keys), bool)
    ever[row[(signed.bits & _OF_USE) > 0]] = True
    flags = _flags(bits, ever, _Times.of(signed, cells))
    shown = np.arange(bits.size) if silent else filled
    sizes = np.zeros(bits.size, np.int64)
    sizes[filled] = np.diff(np.append(first, len(order)))
    line, place = np.divmod(shown, max(n_places, 1))
    offsets = np.concatenate([[0], np.cumsum(sizes[shown])])
    ids = signed.rows["claim"].combine_chunks().take(pa.array(order))
    part: _Codes = flags.pop("part").ravel()[shown].astype(np.int64)
    return pa.table(
        {
            "evidence": signed.items.take(pa.array(item[line])),
            "place": pa.array(signed.places, pa.string()).take(pa.array(place)),
            "within": group.take(pa.array(line)),
            "state": _WORDS.take(pa.array(flags.pop("state").ravel()[shown])),
            "part": _PARTS.take(pa.array(part, mask=part < 0)),
            **{name: pa.array(values.ravel()[shown]) for name, values in flags.items()},
            "claims": pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), ids),
        }
    )


@dataclass(frozen=True)
class _Cells:
    """Items (rows) by places (columns), with the claims of each: ``order`` lists claims by cell."""

    rows: int
    places: int
    order: _Codes
    filled: _Codes
    first: _Codes

    def reduced(self, how: np.ufunc, values: npt.NDArray[Any], empty: Any) -> npt.NDArray[Any]:
        """One value of each cell from those of its claims."""
        found = np.full(self.rows * self.places, empty, values.dtype)
        if len(self.filled):
            found[self.filled] = how.reduceat(values[self.order], self.first)
        return found.reshape(self.rows, self.places)


@dataclass(frozen=True)
class _Times:
    """Of one way to tell times: the earliest use and the latest claim of each cell, by their bounds.

    A use is before a claim if it ends before the claim begins, and after it if it begins after the claim ends.
    """

    use_begins: _Codes
    use_ends: _Codes
    begins: _Codes
    ends: _Codes
    ties_decide: bool

    @classmethod
    def of(cls, signed: SignedClaims, cells: _Cells) -> "list[_Times]":
        """By order, and, if any claim has a date, by date where not both claims have an order."""
        rows = signed.rows
        use = (signed.bits & _OF_USE) > 0
        known = rows["order"].is_valid().to_numpy(zero_copy_only=False)
        order = pc.fill_null(rows["order"], 0).to_numpy().astype(np.int64)
        found = [cls._among(cells, use & known, known, (order, order), True)]
        if rows["date"].null_count < len(rows):
            dates = rows["date"].combine_chunks().dictionary_encode()
            spans = [span(text) for text in dates.dictionary.to_pylist()]
            dated = np.array([days is not None for days in spans], bool)
            days = np.array([days or (0, 0) for days in spans], np.int64)
            codes = pc.fill_null(dates.indices, len(spans)).to_numpy(zero_copy_only=False)
            has_date = np.append(dated, False)[codes]
            bounds = np.vstack([days, [[0, 0]]])[codes]
            begins, ends = bounds[:, 0], bounds[:, 1]
            for uses, others in ((use & has_date & ~known, has_date), (use & has_date, has_date & ~known)):
                found.append(cls._among(cells, uses, others, (begins, ends), False))
        return found

    @classmethod
    def _among(cls, cells: _Cells, use: _Flags, others: _Flags, bounds: tuple[_Codes, _Codes], ties: bool) -> "_Times":
        begins, ends = bounds
        return cls(
            cells.reduced(np.maximum, np.where(use, begins, _EARLY), _EARLY),
            cells.reduced(np.minimum, np.where(use, ends, _LATE), _LATE),
            cells.reduced(np.maximum, np.where(others, begins, _EARLY), _EARLY),
            cells.reduced(np.minimum, np.where(others, ends, _LATE), _LATE),
            ties,
        )

    def before(self, one: int, other: int) -> _Flags:
        """Is some use at the one place before some claim at the other?"""
        found: _Flags = self.use_ends[:, one] < self.begins[:, other]
        return found

    def compare(self, one: int, other: int) -> _Flags:
        """Can some use at the one place be compared with some claim at the other?"""
        found: _Flags = (self.use_ends[:, one] != _LATE) & (self.begins[:, other] != _EARLY)
        if not self.ties_decide:
            found = self.before(one, other) | (self.use_begins[:, one] > self.ends[:, other])
        return found


def _flags(bits: npt.NDArray[np.uint8], ever: _Flags, times: Sequence[_Times]) -> dict[str, npt.NDArray[np.generic]]:
    """State and flags of every item (row) at every place (column)."""
    state = _STATE_OF_BITS[bits & (_BEYOND - 1)]
    in_use, disputed = (np.isin(state, _codes_of(*those)) for those in (rules.IN_USE, (rules.DISPUTED,)))
    stated = {"use": np.zeros_like(in_use), "dispute": np.zeros_like(in_use)}
    ranked = {"use": np.zeros_like(in_use), "dispute": np.zeros_like(in_use)}
    for here in range(state.shape[1]):
        for there in range(state.shape[1]):
            if there == here:
                continue
            before = np.any([way.before(there, here) for way in times], axis=0)
            for name, held in (("use", in_use), ("dispute", disputed)):
                stated[name][:, here] |= held[:, there] & before
                if there < here:
                    compared = np.any([way.compare(there, here) for way in times], axis=0)
                    ranked[name][:, here] |= held[:, there] & ~compared
    used, after_dispute = (stated[name] | ranked[name] for name in ("use", "dispute"))
    part = np.select([used, after_dispute, np.broadcast_to(ever[:, None], used.shape)], [0, 1, 2], 3)
    return {
        "state": state,
        "generation_only": np.isin(state, _codes_of(rules.USED)) & ~(bits & _BEYOND).astype(bool),
        "part": np.where(np.isin(state, _codes_of(rules.NOT_USED)), part, -1),
        "used_before": used,
        "by_rank": np.where(used, ~stated["use"], after_dispute & ~stated["dispute"]),
    }


def state_edges(rows: pa.Table, phases: Sequence[str]) -> list[EdgeTable]:
    """All relationships: to phases for every scope, and to workstreams for what is said in each as a whole.

    Args:
        rows: claims that touch evidence (:func:`graphmodel.graph.evidence.touching`).
        phases: the phases in their order.
    """
    signed = SignedClaims.of(rows, phases)
    parts = [_edges(item_states(signed, None if scope == "study" else scope), scope) for scope in SCOPES]
    # As a whole: claims count whether or not they name a stage, so there is one place only.
    whole = rows.filter(rows["workstream"].is_valid())
    whole = whole.append_column("whole", pa.repeat(pa.scalar(_WHOLE), len(whole)))
    states = item_states(SignedClaims.of(whole, [_WHOLE], "whole"), "workstream")
    for name in ("part", "used_before", "by_rank"):  # how phases follow each other has no part in it
        at = states.column_names.index(name)
        states = states.set_column(at, name, pa.nulls(len(states), states.schema.field(at).type))
    states = states.set_column(states.column_names.index("place"), "place", states["within"])
    return [
        EdgeTable(STATE_AT, "EvidenceItem", "Stage", pa.concat_tables(parts)),
        EdgeTable(STATE_AT, "EvidenceItem", "WorkStream", _edges(states, "workstream")),
    ]


def _edges(states: pa.Table, scope: str) -> pa.Table:
    states = states.append_column("scope", pa.repeat(pa.scalar(scope), len(states)))
    return states.rename_columns({"evidence": "start", "place": "end"}).select(_SCHEMA.names).cast(_SCHEMA)
