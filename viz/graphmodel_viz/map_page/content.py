"""What the page says in words: of each drawn node and line, and the claims behind it."""

from typing import Any

import pandas as pd

from graphmodel.analysis.claims_search import search_claims
from graphmodel.analysis.frames import StudyFrames
from graphmodel.wording import counted
from graphmodel_viz.map_page.drawing import Drawing

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
    "stakeholders drawn together there. Near or far means nothing.",
}
_STATES = {"joined": "", "apart": "only denied, or told as leaving out or blocking", "ought": "only what ought to be"}


def content(frames: StudyFrames, data: dict[str, Any], kind: str, drawn: Drawing, focus: str | None) -> dict[str, Any]:
    """The words of the page.

    Texts that come again and again stand once in ``words``; -1 is *nothing is said*. ``nodes`` and
    ``lines`` are by the ids that the picture uses; ``claims`` are places in ``claim``.
    """
    layer, nodes = data["layers"][kind], data["nodes"]
    ties = layer["ties"]
    behind: dict[int, set[int]] = {}
    for start, end, claims in zip(ties["start"], ties["end"], ties["claims"], strict=True):
        for node in (start, end):
            behind.setdefault(node, set()).update(claims)
    all_of = [sorted({*own, *behind.get(node, ())}) for node, own in enumerate(nodes["claims"])]
    notes = list(layer["notes"])
    if len({claim for claims in all_of for claim in claims}) > MOST_CLAIMS:
        all_of = [sorted(behind.get(node, ())) for node in range(len(nodes["id"]))]
        notes.append("The study has too many claims for one page, so only those behind the ties shown are in it.")
    used = sorted({claim for claims in (*all_of, *ties["claims"]) for claim in claims})
    place = {claim: number for number, claim in enumerate(used)}
    words = _Words()
    table = search_claims(frames, ids=[data["claims"][claim] for claim in used])["claims"] if used else None
    shown = {
        name: _node(data, layer, members, drawn, [place[claim] for claim in _claims(all_of, members)], words)
        for name, members in drawn.members.items()
    }
    alone = {
        nodes["id"][node]: _node(data, layer, [node], None, [place[c] for c in all_of[node]], words)
        for node in layer["isolates"]
    }
    lines = {
        line: {"start": start, "end": end} | _line(data, ties, behind_it, place)
        for line, (start, end, behind_it) in drawn.lines.items()
    }
    asked = f" Only claims with the focus “{focus}”." if focus else ""
    grouped = f" Stakeholders are drawn together by {drawn.grouped}." if drawn.grouped else ""
    return {
        "counts": f"{layer['counts']}{asked}{grouped}",
        "notes": notes,
        "sizes": _SIZES["stakeholders" if drawn.grouped is None else "groups"],
        "directed": layer["directed"],
        "legend": [{"label": one.label, "colour": one.colour, "shape": one.shape} for one in drawn.legend],
        "nodes": shown,
        "isolates": alone,
        "lines": lines,
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


def _claims(all_of: list[list[int]], members: list[int]) -> list[int]:
    return sorted({claim for member in members for claim in all_of[member]})


def _node(
    data: dict[str, Any],
    layer: dict[str, Any],
    members: list[int],
    drawn: Drawing | None,
    claims: list[int],
    words: _Words,
) -> dict[str, Any]:
    nodes = data["nodes"]
    if drawn is not None and drawn.grouped is not None:
        groups = layer["groups"][drawn.grouped]
        group = groups["group"][members[0]]
        inside = counted(groups["inside"][group], "claim")
        names = sorted(nodes["label"][node] or nodes["id"][node] for node in members)
        return {
            "label": groups["label"][group],
            "facts": [f"{counted(len(members), 'stakeholder')} with a tie; {inside} behind ties among them."],
            "members": names,
            "claims": claims,
        }
    (node,) = members
    organisation = nodes["organisation"][node]
    facts = [nodes["kind"][node]]
    if organisation is not None and organisation != node:
        facts.append(f"Organisation: {nodes['label'][organisation]}")
    if nodes["sector"][node]:
        facts.append(f"Sector: {nodes['sector'][node].replace('_', ' ')}")
    community = layer["measures"]["community"][node]
    if community is not None:
        facts.append(f"Community {community}")
    return {"label": nodes["label"][node] or nodes["id"][node], "facts": facts, "members": [], "claims": claims}


def _line(data: dict[str, Any], ties: dict[str, Any], behind: list[int], place: dict[int, int]) -> dict[str, Any]:
    claims = sorted({claim for tie in behind for claim in ties["claims"][tie]})
    verbs = sorted({data["predicates"][verb].replace("_", " ") for tie in behind for verb in ties["predicates"][tie]})
    shared = sorted({data["things"]["label"][thing] or "" for tie in behind for thing in ties["shared"][tie]} - {""})
    states = {ties["state"][tie] for tie in behind}
    said: dict[str, Any] = {"claims": [place[claim] for claim in claims], "verbs": verbs, "shared": shared}
    said["state"] = _STATES[states.pop()] if len(states) == 1 else ""
    if len(behind) == 1:
        (tie,) = behind
        said["counts"] = ", ".join(f"{ties[way][tie]:,} {name}" for way, name in _WAYS.items() if ties[way][tie])
        speakers, sources = ties["n_speakers"][tie], ties["n_sources"][tie]
        said["counts"] += f"; {counted(speakers, 'speaker')}, {counted(sources, 'source')}"
    else:
        said["counts"] = f"{counted(len(claims), 'claim')} behind {counted(len(behind), 'tie')}"
    return said


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
