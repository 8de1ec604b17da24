"""Evidence in claims: one row for each item that a claim touches, and what the row counts as.

States (:mod:`graphmodel.graph.states`) and outcomes (:mod:`graphmodel.graph.outcomes`) are counted from these rows,
at the build and by analyses that count within a choice of claims.
"""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.graph.nodes_and_edges import EdgeTable
from graphmodel.graph.outcomes import OUTCOME_COLUMNS, item_outcomes
from graphmodel.graph.states import state_edges
from graphmodel.schema import rules

_USED = ("sign", "loss", "gap", "certainty", "effect", "effect_on")


def touching(claims: pa.Table, columns: Sequence[str] = ()) -> pa.Table:
    """One row for each claim and evidence item that it touches; a claim that joins an item to itself has one.

    A claim that joins two items has a row for each: its sign and its loss are of both, its effect is of one.

    Args:
        claims: derived claims with ``start``, ``end``, ``start_label``, ``end_label``.
        columns: their columns to keep.

    Returns:
        ``evidence``, ``role`` (subject or object), the columns, and as yes or no the sets of claims that
        the rules name: ``normative`` and ``descriptive``, ``there`` (a sign of presence), ``loss``, ``gap``,
        ``loss_not_gap``, ``loss_not_unasked``, and one of each effect.
    """
    # Narrow before the filter: copying the other columns would cost more than all the rest.
    names = dict.fromkeys((*columns, *_USED))
    narrow = claims.select([*names, "start", "end", "start_label", "end_label"])
    parts = []
    for role, end, label in (("subject", "start", "start_label"), ("object", "end", "end_label")):
        chosen = pc.equal(narrow[label], rules.EVIDENCE)
        if role == "object":
            chosen = pc.and_(chosen, pc.not_equal(narrow["end"], narrow["start"]))
        rows = narrow.filter(pc.fill_null(chosen, False))
        part = rows.select(list(names)).append_column("evidence", rows[end])
        parts.append(part.append_column("role", pa.repeat(pa.scalar(role), len(rows))))
    rows = pa.concat_tables(parts)
    return pa.table({name: rows[name] for name in ("evidence", "role", *columns)} | _sets(rows))


def _sets(rows: pa.Table) -> dict[str, pa.ChunkedArray]:
    normative = pc.equal(rows["certainty"], rules.NORMATIVE)
    own = pc.fill_null(pc.equal(rows["effect_on"], rows["evidence"]), False)
    effects = {
        effect.replace(" ", "_"): pc.and_(own, pc.fill_null(pc.equal(rows["effect"], effect), False))
        for effect in rules.EFFECTS
    }
    loss, gap = rows["loss"], rows["gap"]
    return {
        "normative": normative,
        "descriptive": pc.invert(normative),
        "there": pc.is_in(rows["sign"], value_set=pa.array(rules.SIGNS_OF_PRESENCE)),
        "loss": loss,
        "gap": gap,
        "loss_not_gap": pc.and_not(loss, gap),
        "loss_not_unasked": pc.and_not(loss, effects["unasked"]),
        **effects,
    }


class EvidenceCollector:
    """Keeps what states and outcomes are counted from while claims stream by.

    Args:
        phases: the phases in their order.
    """

    _COLUMNS = (
        *("claim", "source", "site", "workstream", "phase", "order", "date", "sign", "generation", "certainty", "use"),
    )

    def __init__(self, phases: Sequence[str]) -> None:
        self._phases = phases
        self._kept: list[pa.Table] = []

    def add(self, claims: pa.Table) -> None:
        """Take derived claims (see :class:`~graphmodel.graph.claims.ClaimDeriver`)."""
        self._kept.append(touching(claims, self._COLUMNS))

    def states(self) -> list[EdgeTable]:
        """The relationships ``STATE_AT``."""
        return state_edges(self._rows(), self._phases) if self._kept else []

    def with_outcomes(self, items: pa.Table) -> pa.Table:
        """The nodes of evidence with what became of each."""
        if not self._kept:
            self.add(_NO_CLAIMS)
        derived = item_outcomes(self._rows(), items["id"].combine_chunks())
        return pa.table(
            {name: derived[name] if name in OUTCOME_COLUMNS else items[name] for name in items.column_names}
        )

    def _rows(self) -> pa.Table:
        if len(self._kept) != 1:
            self._kept = [pa.concat_tables(self._kept)]
        return self._kept[0]


_FLAGS = ("generation", "loss", "gap")
_NO_CLAIMS = pa.table(
    {
        name: pa.array([], pa.bool_() if name in _FLAGS else pa.int64() if name == "order" else pa.string())
        for name in dict.fromkeys((*EvidenceCollector._COLUMNS, *_USED, "start", "end", "start_label", "end_label"))
    }
)
