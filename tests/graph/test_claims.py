"""What is derived from a claim when the graph is built."""

from typing import Any

import pyarrow as pa
import pytest

from graphmodel.graph.claims import meanings
from graphmodel.schema.vocabularies import STEPS

EVIDENCE, ACTOR, FACTOR = ("ev.a", "EvidenceItem"), ("act.a", "Actor"), ("fac.a", "Factor")
ON, OF = {"start": ACTOR, "end": EVIDENCE}, {"start": EVIDENCE, "end": ACTOR}


def meaning(steps: tuple[str, ...] = STEPS, **cells: Any) -> dict[str, Any]:
    """What one claim says; it affirms and is stated, where nothing else is given."""
    row = {"acts_as": None, "presence": None, "relation": None, "symmetric": None}
    row |= {"polarity": "affirms", "certainty": "stated", "stage": None, "step": None}
    row |= cells
    for end in ("start", "end"):
        row[end], row[f"{end}_label"] = row[end]
    types = {"symmetric": pa.bool_()}
    rows = {name: pa.array([value], types.get(name, pa.string())) for name, value in row.items()}
    return {name: cells[0].as_py() for name, cells in meanings(rows, steps, ["buy"]).items()}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({**ON, "presence": "present"}, {"sign": "plus", "loss": False}),
        ({**ON, "presence": "present", "polarity": "denies"}, {"sign": "minus", "loss": True, "gap": False}),
        ({**ON, "presence": "lost"}, {"sign": "minus", "loss": True}),
        ({**ON, "presence": "lost", "polarity": "denies"}, {"sign": "plus", "loss": False}),
        ({**ON, "presence": "lost", "polarity": "mixed"}, {"sign": "mixed", "loss": False}),
        ({**ON, "presence": "lost", "certainty": "normative"}, {"sign": None, "loss": False, "joins": False}),
        ({**ON, "presence": "neutral"}, {"sign": None, "loss": False}),
        ({"start": ACTOR, "end": FACTOR, "presence": "present"}, {"sign": None, "generation": False}),
        ({**ON, "acts_as": "produced", "presence": "present", "polarity": "denies"}, {"gap": True, "loss": True}),
        ({**ON, "acts_as": "applied", "presence": "present", "polarity": "denies"}, {"gap": False, "loss": True}),
        ({**ON, "acts_as": "shared", "presence": "present"}, {"generation": True}),
        ({**ON, "step": "generation", "presence": "present"}, {"generation": True}),
        ({**ON, "acts_as": "applied", "step": "generation"}, {"generation": False}),
        ({**ON, "acts_as": "requested"}, {"effect": "asked", "effect_on": "ev.a", "loss": False}),
        ({**ON, "acts_as": "requested", "polarity": "denies"}, {"effect": "unasked", "loss": True, "gap": False}),
        (
            {"start": ACTOR, "end": FACTOR, "acts_as": "requested", "polarity": "denies"},
            {"effect": None, "loss": False},
        ),
        ({**ON, "acts_as": "blocks", "polarity": "mixed"}, {"effect": "opposed", "effect_on": "ev.a"}),
        ({**ON, "acts_as": "blocks", "polarity": "denies"}, {"effect": None, "effect_on": None}),
        ({**OF, "acts_as": "influenced", "step": "impact"}, {"effect": "impact", "effect_on": "ev.a"}),
        ({**OF, "acts_as": "influenced", "step": "appraisal"}, {"effect": None}),
        ({**OF, "acts_as": "influenced", "step": "impact", "polarity": "mixed"}, {"effect": "partly applied"}),
        ({**ON, "acts_as": "influenced", "step": "impact"}, {"effect": None}),
        ({**ON, "acts_as": "applied", "stage": "buy"}, {"effect": "impact", "effect_on": "ev.a"}),
        ({**ON, "acts_as": "applied", "stage": "plan"}, {"effect": "applied", "effect_on": "ev.a"}),
        ({**ON, "acts_as": "applied"}, {"effect": "applied"}),
        ({**ON, "acts_as": "applied", "stage": "buy", "polarity": "mixed"}, {"effect": "partly applied"}),
        ({**ON, "acts_as": "applied", "stage": "buy", "polarity": "denies"}, {"effect": None}),
        ({**ON, "acts_as": "applied", "stage": "buy", "certainty": "normative"}, {"effect": None}),
    ],
)
def test_what_a_claim_says_of_evidence(cells: dict[str, Any], expected: dict[str, Any]) -> None:
    found = meaning(**cells)
    assert {name: found[name] for name in expected} == expected


def test_where_no_step_sets_impact_apart_any_step_is_impact() -> None:
    assert meaning(("first", "second"), **OF, acts_as="informs", step="first")["effect"] == "impact"


def test_a_claim_between_two_items_has_its_effect_on_one() -> None:
    both = {"start": ("ev.a", "EvidenceItem"), "end": ("ev.b", "EvidenceItem")}
    assert meaning(**both, acts_as="contested")["effect_on"] == "ev.b"
    assert meaning(**both, acts_as="influenced", step="impact")["effect_on"] == "ev.a"


@pytest.mark.parametrize(
    ("cells", "relation", "joins", "involves"),
    [
        ({"relation": "joins"}, "joins", True, True),
        ({"relation": "joins", "polarity": "mixed"}, "joins", True, False),
        ({"relation": "joins", "polarity": "denies"}, "joins", False, False),
        ({"relation": "joins", "certainty": "normative"}, "joins", False, False),
        ({"relation": "opposes"}, "opposes", False, True),
        ({"relation": "leaves_out"}, "leaves_out", False, False),
        ({"relation": "none"}, None, False, True),
        ({}, "joins", True, True),  # a verb that says nothing joins
        ({"relation": "joins", "end": ACTOR}, None, False, True),
        ({"presence": "neutral", "end": EVIDENCE}, None, False, True),
        ({"presence": "lost", "end": EVIDENCE}, None, False, False),
    ],
)
def test_how_a_claim_relates_stakeholders(
    cells: dict[str, Any], relation: str | None, joins: bool, involves: bool
) -> None:
    found = meaning(**({"start": ACTOR, "end": ("org.b", "Organisation")} | cells))
    assert (found["relation"], found["joins"], found["involves"]) == (relation, joins, involves)


def test_a_symmetric_verb_is_so_between_two_stakeholders_alone() -> None:
    both = {"start": ACTOR, "end": ("org.b", "Organisation"), "symmetric": True}
    assert meaning(**both, relation="joins")["symmetric"] is True
    assert meaning(**both, relation="none")["symmetric"] is False
    assert meaning(**(both | {"end": EVIDENCE}), relation="joins")["symmetric"] is False
    assert meaning(**(both | {"symmetric": None}), relation="joins")["symmetric"] is False
