"""What the page holds: the study, its nodes and claims, and the tables of its views.

The page counts claims itself wherever a reader can filter them, by rules that are in
``viz/page/src/data`` and tested against the analyses; what rests on the whole study (outcomes of
journeys, measures, tests) comes ready-made from the analyses.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from graphmodel.analysis.triangulate import AGREEMENTS, DISAGREE, EVERYWHERE
from graphmodel.frames.evidence import focus_order
from graphmodel.frames.own_columns import CLAIM, own_columns
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.frames.words import SharedWords
from graphmodel.progress import Progress, Silent
from graphmodel.schema import TABLES, rules
from graphmodel.schema.dates import span
from graphmodel.schema.glossary import glossary
from graphmodel.schema.kinds import COLOURS, KINDS
from graphmodel.schema.layout import DERIVED_CLAIM, DERIVED_NODE
from graphmodel.schema.vocabularies import HIGHEST_GRADE
from graphmodel_viz.explorer.packing import pack
from graphmodel_viz.explorer.tables import TABLES as TABLES_OF_VIEWS
from graphmodel_viz.picture_data.stakeholder_map import stakeholder_map

FORM = 1
"""Raised when script and data of older pages would no longer understand each other."""

_NOT_SHOWN = (
    *("subject_kind", "object_kind", "acts_as", "presence", "site_basis", "step_basis", "level_basis"),
    *("relation", "valence_acts_as", "involves"),
)
"""Columns of claims that the page has from the nodes, or that only analyses need."""
_NOTE = "note"
"""What coders noted on a claim: the build takes it from another table, and derives nothing."""
_NOT_OF_NODES = {rules.EVIDENCE: list(DERIVED_NODE[rules.EVIDENCE])}
"""Columns of nodes that the page works out itself: what became of an item follows from the claims left in."""


def explorer_contents(
    frames: StudyFrames, progress: Progress | None = None, words: SharedWords | None = None
) -> dict[str, Any]:
    """Everything that the explorer of a study holds.

    Args:
        frames: the study, with the columns that may be in the page (:mod:`graphmodel.frames.shareable`).
        progress: receives the number of tables made.
        words: the quotations that may be in the page.
    """
    shown = progress or Silent()
    shown.begin("Laying out the page", len(TABLES_OF_VIEWS) + 1)
    places = claim_places(frames)
    contents = study_contents(frames)
    for number, make in enumerate(TABLES_OF_VIEWS):
        contents["tables"] |= {name: pack(table, places) for name, table in make(frames).items()}
        shown.reach(number + 1)
    contents["map"] = map_layers(stakeholder_map(frames), places)
    shown.reach(len(TABLES_OF_VIEWS) + 1)
    if words is not None and (lines := list(words.lines())):
        contents["quotes"] = _words(words, lines, places)
    return contents


_OF_QUOTES = ["text", "before", "after", "speaker", "source", "permission"]


def _words(words: SharedWords, lines: list[str], places: Mapping[str, int]) -> dict[str, Any]:
    """The quotations by their claims, by its place; then those without a claim, in the order of their words alone."""
    claim = words.rows["claim"].map(places).astype("Int64")
    rows = words.rows[_OF_QUOTES].replace("", pd.NA).assign(claim=claim).sort_values(["claim", "text"])
    return {"rows": pack(rows), "lines": lines, "working_copy": words.working_copy}


def study_contents(frames: StudyFrames) -> dict[str, Any]:
    """What every page holds of a study: its settings, nodes and claims; no tables yet."""
    claims, own = frames.claims, own_columns(frames.claims, CLAIM)
    return {
        "form": FORM,
        "study": _study(frames),
        "nodes": {
            kind.label: pack(
                frames.nodes(kind.label).drop(columns=["kind", *_NOT_OF_NODES.get(kind.label, ())], errors="ignore")
            )
            for kind in KINDS
        },
        "claims": pack(_shown(claims).drop(columns=[name for name in (*_NOT_SHOWN, *own) if name in claims])),
        # Apart from the others, whose names the page uses itself.
        "own": pack(claims[own]),
        "tables": {},
        "map": None,
    }


def _shown(claims: pd.DataFrame) -> pd.DataFrame:
    """Claims without what nearly all have alike: the effect of a claim is on its object unless it says otherwise."""
    if "effect_on" not in claims:
        return claims
    return claims.assign(effect_on=claims["effect_on"].where(claims["effect_on"] != claims["object"]))


def claim_places(frames: StudyFrames) -> dict[str, int]:
    """The place of each claim among the study's claims: how a page names it."""
    return {str(id_): index for index, id_ in enumerate(frames.claims["claim"])}


def _study(frames: StudyFrames) -> dict[str, Any]:
    settings = frames.settings
    return {
        "id": settings.id,
        "title": settings.heading,
        "focuses": focus_order(frames),
        "in_question": settings.focus.in_question,
        "compared_with": settings.focus.compared_with,
        "steps": list(settings.steps),
        "supply": list(settings.supply),
        "barriers": list(settings.barriers),
        "enablers": list(settings.enablers),
        "verbs": frames.labels("Verb"),
        "claim_columns": _claim_columns(),
        "rules": _rules(),
        "days": _days(frames),
        "glossary": _glossary(),
        "acts_as": _acts_as(frames),
        "kinds": [
            {"kind": kind.label, "one": kind.name.replace("_", " "), "many": kind.plural, "colour": COLOURS[kind.label]}
            for kind in KINDS
        ],
    }


def _claim_columns() -> dict[str, list[str]]:
    """The columns of claims that the page knows: what somebody coded, and what the build derived of it."""
    derived = [name for name in DERIVED_CLAIM if name != _NOTE and name not in _NOT_SHOWN]
    return {"coded": [*(column.name for column in TABLES["claims"].columns), _NOTE], "derived": derived}


def _rules() -> dict[str, Any]:
    """The rules of what evidence became and how sites agree, for pages that recount under a reader's filters."""
    states = [[[sign for sign in rules.SIGNS if sign in of], state] for of, state in rules.STATE_OF_SIGNS.items()]
    return {
        "signs": list(rules.SIGNS),
        "states": states,
        "parts": list(rules.PARTS),
        "standings": rules.STANDING_WORDS,
        "in_use": list(rules.IN_USE),
        "said_to_be_used": list(rules.SAID_TO_BE_USED),
        "mentioned": list(rules.MENTIONED),
        "signs_of_presence": list(rules.SIGNS_OF_PRESENCE),
        "marks": rules.MARKS,
        "mark_of_state": [[state, produced, mark] for (state, produced), mark in rules.MARK_OF_STATE.items()],
        "marks_of_effects": list(rules.MARKS_OF_EFFECTS),
        "lines": rules.LINE_WORDS,
        "deeds": {name: list(verbs) for name, verbs in rules.DEEDS.items()},
        "undone": rules.UNDONE,
        "gives": list(rules.GIVES),
        "takes": list(rules.TAKES),
        "outcome_rules": [
            {"outcome": rule.outcome, "some": list(rule.some), "none": list(rule.none)} for rule in rules.OUTCOME_RULES
        ],
        "outcomes": list(rules.OUTCOMES),
        "no_claims": rules.NO_CLAIMS,
        "ends": [asdict(end) for end in rules.ENDS],
        "used_in_the_end": rules.USED_IN_THE_END.name,
        "also_lost": rules.ALSO_LOST.name,
        "bands": [asdict(band) for band in rules.BANDS],
        "highest_grade": HIGHEST_GRADE,
        "fewest_compared": rules.FEWEST_COMPARED,
        "fewest_shared": rules.FEWEST_SHARED,
        "undecided": rules.UNCLEAR,
        "reached": rules.REACHED_IMPACT,
        "uses": list(rules.USES),
        "not_said": rules.NOT_SAID,
        "normative": rules.NORMATIVE,
        "agreements": list(AGREEMENTS),
        "sites_disagree": DISAGREE,
        "every_site": EVERYWHERE,
    }


def _days(frames: StudyFrames) -> dict[str, list[int]]:
    """The first and last day that each date of a claim may mean, as day numbers."""
    spans = {str(text): span(str(text)) for text in sorted(frames.claims["date"].dropna().unique())}
    return {text: list(days) for text, days in spans.items() if days is not None}


def _glossary() -> list[dict[str, Any]]:
    """The words of the field, for hover texts and the list of words."""
    return [
        {
            "title": title,
            "terms": [
                {"term": one.term, "definition": one.definition, "aliases": list(one.aliases)}
                for one in sorted(terms, key=lambda one: one.term)
            ],
        }
        for title, terms in glossary().items()
    ]


def _acts_as(frames: StudyFrames) -> dict[str, str]:
    """The default verb that each verb stands for, where it is another one."""
    pairs = frames.claims[["predicate", "acts_as"]].dropna().drop_duplicates("predicate")
    own = pairs[pairs["predicate"] != pairs["acts_as"]]
    return dict(zip(own["predicate"], own["acts_as"], strict=True))


_OF_TIES = ("start", "end", "predicates", "claims", "state", "lane", "shared")
_OF_GROUPS = ("id", "label", "x", "y", "r", "group", "node_x", "node_y")
_OF_LAYERS = ("directed", "x", "y", "notes", "aggregated", "opens_by")


def map_layers(whole: Mapping[str, Any], claim_places: Mapping[str, int]) -> dict[str, Any]:
    """The map as a page holds it; columns as :mod:`graphmodel_viz.picture_data.stakeholder_map` has them.

    ``claims`` of ties are places among the claims of the page, and ``shared`` places in ``things``,
    which are ids.

    Args:
        whole: what ``stakeholder_map`` gives.
        claim_places: the place of each claim of the page; every claim behind a tie is one of them.
    """
    names = [claim_places.get(id_, -1) for id_ in whole["claims"]]
    return {
        "nodes": whole["nodes"]["id"],
        "predicates": whole["predicates"],
        "things": whole["things"]["id"],
        "layers": {kind: _layer(layer, names) for kind, layer in whole["layers"].items()},
    }


def _layer(layer: Mapping[str, Any], names: list[int]) -> dict[str, Any]:
    ties = {name: layer["ties"][name] for name in _OF_TIES}
    ties["claims"] = [[names[index] for index in one] for one in ties["claims"]]
    groups = {
        grouping: {name: _short(name, of[name]) for name in _OF_GROUPS} for grouping, of in layer["groups"].items()
    }
    return {name: _short(name, layer[name]) for name in _OF_LAYERS} | {"ties": ties, "groups": groups}


def _short(name: str, values: Any) -> Any:
    """Places to the pixel; nodes without a place or a group, which are never drawn, have 0 and -1."""
    if name in {"x", "y", "node_x", "node_y"}:
        return [round(value or 0) for value in values]
    return [-1 if value is None else value for value in values] if name == "group" else values
