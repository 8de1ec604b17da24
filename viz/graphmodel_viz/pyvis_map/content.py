"""What the page tells: stakeholders, the ties among them, and the claims behind both."""

from typing import Any

import pandas as pd

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.wording import counted
from graphmodel_viz.pyvis_map.drawing import DASHES, Drawing, size_of

MOST_CLAIMS = 5_000
"""With more claims that name a stakeholder, the page holds only those behind ties."""
_CELLS = {
    "claim": "claim",
    "summary": "summary",
    "source": "source_label",
    "speaker": "speaker_label",
    "codes": "codes",
    "stage": "stage_label",
    "polarity": "polarity",
    "certainty": "certainty",
    "locator": "locator",
    "quoted": "quoted",
}
"""What the page shows of a claim, and the column of the analysis."""
_WAYS = {"affirms": "affirming", "denies": "denying", "mixed": "mixed", "normative": "of what ought to be"}
_SIZES = {
    "stakeholders": "A thicker line rests on more claims. A larger shape is tied to more others. "
    "Near or far means nothing.",
    "groups": "A thicker line rests on more claims; a number on it counts them. The number behind a name counts the "
    "stakeholders drawn together there. A circle holds the stakeholders of a group that is open. Near or far means "
    "nothing.",
}
_STATES = {"joined": "", "apart": "only denied, or told as leaving out or blocking", "ought": "only what ought to be"}


def content(frames: StudyFrames, data: dict[str, Any], kind: str, drawn: Drawing, focus: str | None) -> dict[str, Any]:
    """What the page tells, and from what it works out what is drawn when groups are opened.

    Tables are columnar. Texts that come again and again stand once in ``words``; -1 is *nothing is
    said*::

        nodes    id, label, facts (words), claims (those that name it but are behind none of its ties)
        ties     start, end (places in nodes), state (place in states), lane, claims (places in claims),
                 verbs, shared (words), said (word: what its claims say)
        states   of ties: dashes as vis-network takes them, words
        groups   label, facts, x, y, r; of each node: group, node_x, node_y, size (a column of nodes);
                 null where each stakeholder stands for itself
        claims   claim, summary, source ...: what is shown of each
    """
    layer, nodes = data["layers"][kind], data["nodes"]
    ties = layer["ties"]
    behind: list[set[int]] = [set() for _ in nodes["id"]]
    for start, end, claims in zip(ties["start"], ties["end"], ties["claims"], strict=True):
        for node in (start, end):
            behind[node].update(claims)
    besides = [[claim for claim in own if claim not in tied] for own, tied in zip(nodes["claims"], behind, strict=True)]
    notes = list(layer["notes"])
    used = {claim for claims in (*besides, *behind) for claim in claims}
    if len(used) > MOST_CLAIMS:
        besides = [[] for _ in besides]
        used = {claim for claims in behind for claim in claims}
        notes.append("The study has too many claims for one page, so only those behind the ties shown are in it.")
    place = {claim: number for number, claim in enumerate(sorted(used))}
    words = _Words()
    table = claims(frames, ids=[data["claims"][claim] for claim in place])["claims"] if place else None
    asked = f" Only claims with the focus “{focus}”." if focus else ""
    grouped = f" Stakeholders are drawn together by {drawn.grouped}; the numbers are of all of them." * bool(
        drawn.grouped
    )
    return {
        "counts": f"{layer['counts']}{asked}{grouped}",
        "notes": notes,
        "sizes": _SIZES["stakeholders" if drawn.grouped is None else "groups"],
        "directed": layer["directed"],
        "legend": [{"label": one.label, "colour": one.colour, "shape": one.shape} for one in drawn.legend],
        "nodes": {
            "id": nodes["id"],
            "label": [label or id_ for label, id_ in zip(nodes["label"], nodes["id"], strict=True)],
            "facts": [_facts(nodes, layer, node, words) for node in range(len(nodes["id"]))],
            "claims": [[place[claim] for claim in claims] for claims in besides],
        },
        "ties": _ties(data, ties, place, words),
        "states": [{"dashes": DASHES[state], "words": text} for state, text in _STATES.items()],
        "groups": None if drawn.grouped is None else _groups(layer, drawn.grouped),
        "claims": _claim_columns(table, words),
        "words": words.all,
    }


class _Words:
    """Texts, each kept once."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self._place: dict[str, int] = {}

    def place(self, text: Any) -> int:
        """Where a text stands; -1 where nothing is said."""
        if text is None or (not isinstance(text, list) and pd.isna(text)):
            return -1
        if text not in self._place:
            self._place[text] = len(self.all)
            self.all.append(text)
        return self._place[text]


def _facts(nodes: dict[str, Any], layer: dict[str, Any], node: int, words: _Words) -> list[int]:
    organisation, sector = nodes["organisation"][node], nodes["sector"][node]
    facts = [nodes["kind"][node]]
    if organisation is not None and organisation != node:
        facts.append(f"Organisation: {nodes['label'][organisation]}")
    if sector:
        facts.append(f"Sector: {sector.replace('_', ' ')}")
    community = layer["measures"]["community"][node]
    if community is not None:
        facts.append(f"Community {community}")
    return [words.place(fact) for fact in facts]


def _ties(data: dict[str, Any], ties: dict[str, Any], place: dict[int, int], words: _Words) -> dict[str, list[Any]]:
    verbs = [words.place(verb.replace("_", " ")) for verb in data["predicates"]]
    things = [words.place(label or None) for label in data["things"]["label"]]
    states = list(_STATES)
    return {
        "start": ties["start"],
        "end": ties["end"],
        "state": [states.index(state) for state in ties["state"]],
        "lane": ties["lane"],
        "claims": [[place[claim] for claim in claims] for claims in ties["claims"]],
        "verbs": [[verbs[verb] for verb in of] for of in ties["predicates"]],
        "shared": [[things[thing] for thing in of if things[thing] >= 0] for of in ties["shared"]],
        "said": [words.place(_said(ties, tie)) for tie in range(len(ties["start"]))],
    }


def _said(ties: dict[str, Any], tie: int) -> str:
    ways = ", ".join(f"{ties[way][tie]:,} {name}" for way, name in _WAYS.items() if ties[way][tie])
    speakers, sources = ties["n_speakers"][tie], ties["n_sources"][tie]
    return f"{ways}; {counted(speakers, 'speaker')}, {counted(sources, 'source')}"


def _groups(layer: dict[str, Any], grouped: str) -> dict[str, list[Any]]:
    groups = layer["groups"][grouped]
    numbers = zip(groups["n_members"], groups["inside"], strict=True)
    return {
        **{column: groups[column] for column in ("label", "x", "y", "r", "group", "node_x", "node_y")},
        "facts": [
            f"{counted(members, 'stakeholder')} with a tie; {counted(inside, 'claim')} behind ties among them."
            for members, inside in numbers
        ],
        "size": [size_of(degree) for degree in layer["measures"]["degree"]],
    }


def _claim_columns(table: pd.DataFrame | None, words: _Words) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = {}
    for name, column in _CELLS.items():
        cells = [] if table is None else table[column].tolist()
        if name in ("claim", "summary"):
            columns[name] = [None if pd.isna(cell) else cell for cell in cells]
        elif name == "codes":
            columns[name] = [[words.place(code) for code in cell] if isinstance(cell, list) else [] for cell in cells]
        elif name == "quoted":
            columns[name] = [None if pd.isna(cell) else bool(cell) for cell in cells]
        else:
            columns[name] = [words.place(cell) for cell in cells]
    return columns
