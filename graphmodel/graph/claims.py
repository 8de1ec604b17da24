"""Claim rows: what is derived from a claim when the graph is built.

Sign (model.md): a claim about an evidence item whose verb says that the evidence was there
(presence *present*) or was not (*lost*) is ``plus``, ``minus`` or ``mixed``. Normative claims
("ought to" is not "is") and neutral verbs have none.
"""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.graph.columns import lookup, null_if_empty, typed
from graphmodel.graph.edges import NodeIds
from graphmodel.graph.stages import Stage
from graphmodel.schema.layout import claim_columns
from graphmodel.schema.vocabularies import default_verb_rows

_NONE = pa.scalar(None, pa.string())


class ClaimDeriver:
    """Turns batches of checked claims into typed rows with everything that is derived.

    Args:
        tables: the checked small tables (verbs, workstreams, sources, coding notes).
        stages: the cycle.
        nodes: all node ids.
        columns: the header of ``claims``.
        default_verbs: names of the default verbs; a study's verb of such a name acts as it.
    """

    def __init__(
        self,
        tables: Mapping[str, pa.Table],
        stages: Mapping[str, Stage],
        nodes: NodeIds,
        columns: tuple[str, ...],
        default_verbs: frozenset[str],
    ) -> None:
        self._nodes = nodes
        self._columns = claim_columns(columns)
        verbs = tables["predicates"]
        self._verbs = _column(verbs, "predicate")
        named = _column(verbs, "acts_as")
        own = pc.is_in(self._verbs, value_set=pa.array(sorted(default_verbs), pa.string()))
        self._acts_as = pc.if_else(pc.not_equal(named, ""), named, pc.if_else(own, self._verbs, _NONE))
        # A verb that says nothing of its step or presence has those of the default verb it acts as.
        self._steps = _own_or_default(verbs, "step", self._acts_as)
        self._presences = _own_or_default(verbs, "presence", self._acts_as)
        self._stages = pa.array(list(stages), pa.string())
        self._phases = pa.array([stage.phase for stage in stages.values()], pa.string())
        self._sites = {name: _pairs(tables.get(f"{name}s"), name, "site") for name in ("workstream", "source")}
        self._notes = _joined_notes(tables.get("coding_notes"))

    def __call__(self, batch: pa.RecordBatch) -> pa.Table:
        """Rows with ``start``, ``end``, ``start_label``, ``end_label`` and all properties."""
        start, end = batch["subject"], batch["object"]
        start_label, end_label = self._nodes.label_of(start), self._nodes.label_of(end)
        rows = {"start": start, "end": end, "start_label": start_label, "end_label": end_label}
        for column, (name, of) in self._columns.items():
            rows[name] = typed(batch[column], of)
        rows["polarity"] = pc.coalesce(rows["polarity"], pa.scalar("affirms"))
        rows["certainty"] = pc.coalesce(rows["certainty"], pa.scalar("stated"))
        rows["note"] = lookup(rows["claim"], *self._notes)
        verb = pc.index_in(rows["predicate"], value_set=self._verbs)
        rows["acts_as"] = self._acts_as.take(verb)
        rows["presence"] = self._presences.take(verb)
        rows["step"] = pc.coalesce(rows["step"], self._steps.take(verb))
        rows["phase"] = lookup(rows["stage"], self._stages, self._phases)
        rows["sign"] = _sign(start_label, end_label, rows["presence"], rows["polarity"], rows["certainty"])
        by_workstream = lookup(rows["workstream"], *self._sites["workstream"])
        by_source = lookup(rows["source"], *self._sites["source"])
        rows["site_basis"] = pc.case_when(
            pc.make_struct(rows["site"].is_valid(), by_workstream.is_valid(), by_source.is_valid()),
            pa.scalar("claim"),
            pa.scalar("workstream"),
            pa.scalar("source"),
            _NONE,
        )
        rows["site"] = pc.coalesce(rows["site"], by_workstream, by_source)
        return pa.table(rows)


def _sign(
    start_label: pa.Array, end_label: pa.Array, presence: pa.Array, polarity: pa.Array, certainty: pa.Array
) -> pa.Array:
    on_evidence = pc.or_(pc.equal(start_label, "EvidenceItem"), pc.equal(end_label, "EvidenceItem"))
    telling = pc.is_in(presence, value_set=pa.array(["present", "lost"]))
    carries = pc.and_(pc.and_(on_evidence, telling), pc.not_equal(certainty, "normative"))
    present = pc.equal(pc.equal(presence, "present"), pc.equal(polarity, "affirms"))
    told = pc.if_else(present, pa.scalar("plus"), pa.scalar("minus"))
    told = pc.if_else(pc.equal(polarity, "mixed"), pa.scalar("mixed"), told)
    return pc.if_else(pc.fill_null(carries, False), told, _NONE)


def _column(table: pa.Table, name: str) -> pa.Array:
    return table[name].combine_chunks()


def _own_or_default(verbs: pa.Table, name: str, acts_as: pa.Array) -> pa.Array:
    rows = default_verb_rows()
    defaults = null_if_empty(pa.array([row[name] for row in rows], pa.string()))
    names = pa.array([row["predicate"] for row in rows], pa.string())
    return pc.coalesce(null_if_empty(_column(verbs, name)), lookup(acts_as, names, defaults))


def _pairs(table: pa.Table | None, key: str, value: str) -> tuple[pa.Array, pa.Array]:
    if table is None:
        return pa.array([], pa.string()), pa.array([], pa.string())
    return _column(table, key), null_if_empty(_column(table, value))


def _joined_notes(table: pa.Table | None) -> tuple[pa.Array, pa.Array]:
    if table is None:
        return pa.array([], pa.string()), pa.array([], pa.string())
    notes: dict[str, str] = {}
    for claim, note in zip(table["claim"].to_pylist(), table["note"].to_pylist(), strict=True):
        notes[claim] = f"{notes[claim]}; {note}" if claim in notes else note
    return pa.array(list(notes), pa.string()), pa.array(list(notes.values()), pa.string())
