"""Claim rows: everything that is derived from a claim when the graph is built.

The rules are in :mod:`graphmodel.schema.rules`; this module applies them, once. Booleans are
never null, so that a question can say ``WHERE c.loss``.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.graph.columns import lookup, null_if_empty, pairs_of, typed
from graphmodel.graph.nodes_and_edges import NodeIds
from graphmodel.graph.stages import Stage
from graphmodel.schema import rules
from graphmodel.schema.layout import claim_columns
from graphmodel.schema.vocabularies import default_verb_rows

_NONE = pa.scalar(None, pa.string())
_SIGN_KEYS = pa.array([f"{presence} {polarity}" for presence, polarity in rules.SIGN_OF])
_SIGNS = pa.array(list(rules.SIGN_OF.values()))


class ClaimDeriver:
    """Turns batches of checked claims into typed rows with everything that is derived.

    Args:
        tables: the checked small tables (verbs, factors, workstreams, sources, coding notes).
        stages: the cycle.
        nodes: all node ids.
        columns: the header of ``claims``.
        default_verbs: names of the default verbs; a study's verb of such a name acts as it.
        steps: the study's words for steps.
        supply: its stages of supply.
        crowds: ids of those who speak and are no stakeholders.
        valences: what words of ``valence`` act as.
    """

    def __init__(
        self,
        tables: Mapping[str, pa.Table],
        stages: Mapping[str, Stage],
        nodes: NodeIds,
        columns: tuple[str, ...],
        default_verbs: frozenset[str],
        steps: Collection[str],
        supply: Collection[str],
        crowds: Collection[str],
        valences: Mapping[str, str],
    ) -> None:
        self._nodes = nodes
        self._columns = claim_columns(columns)
        verbs = tables["predicates"]
        self._verbs = _column(verbs, "predicate")
        named = _column(verbs, "acts_as")
        own = pc.is_in(self._verbs, value_set=pa.array(sorted(default_verbs), pa.string()))
        self._acts_as = pc.if_else(pc.not_equal(named, ""), named, pc.if_else(own, self._verbs, _NONE))
        # A verb that says nothing of its step or presence has those of the default verb it acts as.
        self._verb_steps = _own_or_default(verbs, "step", self._acts_as)
        self._presences = _own_or_default(verbs, "presence", self._acts_as)
        self._relations = _own_or_default(verbs, "relation", self._acts_as)
        self._symmetric = pc.equal(_own_or_default(verbs, "symmetric", self._acts_as), "yes")
        self._stages = pa.array(list(stages), pa.string())
        self._phases = pa.array([stage.phase for stage in stages.values()], pa.string())
        self._sites = {name: _pairs(tables.get(f"{name}s"), name, "site") for name in ("workstream", "source")}
        self._levels = _pairs(tables.get("factors"), "factor", "level")
        self._notes = _joined_notes(tables.get("coding_notes"))
        self._valences = pairs_of(valences)
        self._steps, self._supply, self._crowds = steps, supply, tuple(crowds)

    def __call__(self, batch: pa.RecordBatch) -> pa.Table:
        """Rows with ``start``, ``end``, ``start_label``, ``end_label`` and all properties."""
        start, end = batch["subject"], batch["object"]
        # Only a coding, which may leave an end empty, has no label.
        start_label, end_label = (pc.coalesce(self._nodes.label_of(ids), pa.scalar("")) for ids in (start, end))
        rows = {"start": start, "end": end, "start_label": start_label, "end_label": end_label}
        for column, (name, of) in self._columns.items():
            rows[name] = typed(batch[column], of)
        rows["polarity"] = pc.coalesce(rows["polarity"], pa.scalar(rules.AFFIRMS))
        rows["certainty"] = pc.coalesce(rows["certainty"], pa.scalar("stated"))
        rows["note"] = lookup(rows["claim"], *self._notes)
        verb = pc.index_in(rows["predicate"], value_set=self._verbs)
        rows["acts_as"] = self._acts_as.take(verb)
        rows["presence"] = self._presences.take(verb)
        rows["relation"] = self._relations.take(verb)
        rows["symmetric"] = self._symmetric.take(verb)
        rows["valence_acts_as"] = lookup(rows["valence"], *self._valences)
        rows["phase"] = lookup(rows["stage"], self._stages, self._phases)
        _first_of(rows, "step", {"verb": self._verb_steps.take(verb)})
        # The factor that a claim is about is its object, else its subject.
        levels = pc.coalesce(lookup(end, *self._levels), lookup(start, *self._levels))
        _first_of(rows, "level", {"factor": levels})
        _first_of(rows, "site", {name: lookup(rows[name], *pairs) for name, pairs in self._sites.items()})
        return pa.table(rows | meanings(rows, self._steps, self._supply, self._crowds))


def meanings(
    rows: Mapping[str, pa.Array], steps: Collection[str], supply: Collection[str], crowds: Sequence[str] = ()
) -> dict[str, pa.Array]:
    """What the rules make of claims.

    Args:
        rows: columns ``start``, ``end`` (ids), ``start_label``, ``end_label``, ``acts_as``,
            ``presence``, ``relation`` and ``symmetric`` (of the verb), ``polarity``, ``certainty``,
            ``stage`` and ``step``.
        steps: the study's words for steps.
        supply: its stages of supply.
        crowds: ids of actors who are no stakeholders.

    Returns:
        ``sign``; ``generation`` (the claim says only that the evidence was produced or obtained);
        ``effect`` and ``effect_on`` (the evidence item that it concerns); ``loss`` (a minus sign,
        or evidence that nobody asked for); ``gap`` (the evidence was never produced);
        ``relation`` (of two different stakeholders), ``symmetric`` (it says the same of both) and
        ``joins`` (the claim says of what is, wholly or in part, that the two are joined);
        ``involves`` (the claim says of what is, without denying it, that its ends have to do with each other).
    """
    polarity, acts_as = rows["polarity"], rows["acts_as"]
    actual = pc.not_equal(rows["certainty"], rules.NORMATIVE)
    on_evidence = pc.or_(pc.equal(rows["start_label"], "EvidenceItem"), pc.equal(rows["end_label"], "EvidenceItem"))
    sign = lookup(pc.binary_join_element_wise(rows["presence"], polarity, " "), _SIGN_KEYS, _SIGNS)
    sign = pc.if_else(pc.and_(on_evidence, actual), sign, _NONE)
    effect, effect_on = _effects(rows, actual, steps, supply)
    loss = pc.or_(_is(sign, (rules.MINUS,)), _is(effect, (rules.UNASKED,)))
    unnamed = pc.and_(acts_as.is_null(), _is(rows["step"], (rules.GENERATION_STEP,)))
    between = pc.and_(_is(rows["start_label"], rules.STAKEHOLDERS), _is(rows["end_label"], rules.STAKEHOLDERS))
    between = pc.and_(between, pc.not_equal(rows["start"], rows["end"]))
    between = pc.and_not(between, pc.or_(_is(rows["start"], crowds), _is(rows["end"], crowds)))
    relation = pc.coalesce(rows["relation"], pa.scalar(rules.JOINS))
    related = pc.and_(between, pc.not_equal(relation, rules.NO_RELATION))
    reported = pc.and_(actual, pc.not_equal(polarity, rules.DENIES))
    apart = pc.or_(_is(rows["presence"], (rules.LOST_PRESENCE,)), pc.equal(relation, rules.LEAVES_OUT))
    return {
        "sign": sign,
        "generation": pc.and_(on_evidence, pc.or_(_is(acts_as, rules.GENERATION_VERBS), unnamed)),
        "loss": loss,
        "gap": pc.and_(loss, pc.and_(_is(acts_as, rules.GAP_VERBS), pc.equal(polarity, rules.DENIES))),
        "effect": effect,
        "effect_on": effect_on,
        "relation": pc.if_else(related, relation, _NONE),
        "symmetric": pc.and_(related, pc.coalesce(rows["symmetric"], pa.scalar(False))),
        "joins": pc.and_(pc.and_(related, pc.equal(relation, rules.JOINS)), reported),
        "involves": pc.and_(pc.and_(actual, pc.equal(polarity, rules.AFFIRMS)), pc.invert(apart)),
    }


def _effects(
    rows: Mapping[str, pa.Array], actual: pa.Array, steps: Collection[str], supply: Collection[str]
) -> tuple[pa.Array, pa.Array]:
    told_apart = bool(set(rules.IMPACT_STEPS) & set(steps))
    ends = {"subject": ("start", "start_label"), "object": ("end", "end_label")}
    effect = effect_on = pa.nulls(len(actual), pa.string())

    @cache  # rules share most of their conditions
    def says(column: str, words: tuple[str, ...]) -> pa.Array:
        return _is(rows[column], words)

    for rule in rules.EFFECT_RULES:
        id_, label = ends[rule.end]
        holds = pc.and_(actual, pc.and_(says("acts_as", rule.verbs), says("polarity", rule.polarities)))
        holds = pc.and_(holds, says(label, (rules.EVIDENCE,)))
        if rule.at_impact_step and told_apart:
            holds = pc.and_(holds, says("step", rules.IMPACT_STEPS))
        if rule.at_supply_stage:
            holds = pc.and_(holds, says("stage", tuple(supply)))
        effect = pc.if_else(holds, pa.scalar(rule.effect), effect)
        effect_on = pc.if_else(holds, rows[id_], effect_on)
    return effect, effect_on


def _is(cells: pa.Array, words: Sequence[str]) -> pa.Array:
    """Which cells are one of these words; null is none."""
    return pc.is_in(cells, value_set=pa.array(words, pa.string()))


def _first_of(rows: dict[str, pa.Array], name: str, others: Mapping[str, pa.Array]) -> None:
    """Fill a column from others where the claim has no value of its own, and say from which (``NAME_basis``)."""
    values = {"claim": rows[name], **others}
    known = pc.make_struct(*(value.is_valid() for value in values.values()))
    rows[f"{name}_basis"] = pc.case_when(known, *(pa.scalar(basis) for basis in values), _NONE)
    rows[name] = pc.coalesce(*values.values())


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
