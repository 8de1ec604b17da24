"""The stakeholder map in a free layout: who is tied to whom stands close, at positions computed beforehand."""

from collections import defaultdict
from math import sqrt
from typing import Any

import numpy as np

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.frames.ties import TIES
from graphmodel.schema.kinds import COLOURS
from graphmodel.wording import counted
from graphmodel_viz.figures.drawing import Drawing, finished
from graphmodel_viz.figures.labels import Label, Placed, Points, Rectangle, place_labels
from graphmodel_viz.figures.letters import ELLIPSIS
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.figures.shapes import MARKERS
from graphmodel_viz.figures.sheet import Sheet, Swatch
from graphmodel_viz.figures.style import LINE, SMALL, dash_of, tie_ink
from graphmodel_viz.picture_data.stakeholder_map import of_focus, stakeholder_map
from graphmodel_viz.signs import SIGNS
from graphmodel_viz.words import TIE_STATES

MOST_NODES = 150
"""Stakeholders that a printed map can hold; of more, those with most ties are shown."""
_KEYED = 15
"""So many of the most connected have a number, with a key below, where there is no room for their words."""
MARKS = {kind: MARKERS[SIGNS["kind"][kind].shape] for kind in ("Actor", "Organisation")}


def draw_free(frames: StudyFrames, tie: str, options: FigureOptions) -> Drawing:
    """Draw the map of one kind of tie."""
    chosen = frames if options.focus is None else of_focus(frames, options.focus)
    data = stakeholder_map(chosen, (tie,))
    layer = data["layers"][tie]
    ties = layer["ties"]
    sheet = Sheet(options)
    neighbours = _neighbours(ties)
    shown = sorted(neighbours, key=lambda node: (-len(neighbours[node]), data["nodes"]["label"][node]))[:MOST_NODES]
    height = _height(sheet, layer, shown)
    at = _fitted(sheet, layer, shown, height)
    sizes = {node: 3.2 + 1.1 * sqrt(len(neighbours[node])) for node in shown}
    drawn, lines = _ties(sheet, ties, at, sizes, directed=layer["directed"])
    for node in reversed(shown):
        kind = data["nodes"]["kind"][node]
        sheet.mark(*at[node], MARKS[kind], sizes[node], fill=_fill(sheet, kind), over=5)
    labels, keyed = _labels(sheet, data["nodes"], shown, at, sizes, lines, height, options.top)
    y = sheet.legend(height + 8, _legend(sheet, {ties["state"][number] for number in drawn}, layer["directed"]))
    y = _key(sheet, keyed, y)
    words = _sentences(layer, data, tie, len(shown), len(drawn), labels)
    about = f", claims of {options.focus} focus" if options.focus else ""
    return finished(sheet, y - 2, f"Stakeholder map by {_kind_of(tie)}{about}", *words)


def _kind_of(tie: str) -> str:
    return "what one does with another" if tie == TIES[0] else f"being involved in the {tie}"


def _fill(sheet: Sheet, kind: str) -> str:
    return sheet.style.of(COLOURS[kind])


def _neighbours(ties: dict[str, list[Any]]) -> dict[int, set[int]]:
    neighbours: dict[int, set[int]] = defaultdict(set)
    for start, end in zip(ties["start"], ties["end"], strict=True):
        neighbours[start].add(end)
        neighbours[end].add(start)
    return neighbours


def _height(sheet: Sheet, layer: dict[str, Any], shown: list[int]) -> float:
    """Height of the map itself: higher than its places ask for, as labels need room above each other."""
    across, down = ([layer[axis][node] for node in shown] for axis in ("x", "y"))
    ratio = float((max(down) - min(down)) / max(1.0, max(across) - min(across)))
    most, stretch = (1.05, 1.7) if sheet.single else (0.62, 1.15)
    return max(60.0, (sheet.right - sheet.left) * min(most, ratio * stretch))


def _fitted(sheet: Sheet, layer: dict[str, Any], shown: list[int], height: float) -> dict[int, tuple[float, float]]:
    """Places on the sheet: stretched to its shape, as distances on the map mean nothing."""
    edge = 11.0
    rooms = ((sheet.left + edge, sheet.right - edge), (edge, height - edge))
    coordinates = []
    for axis, (low, high) in zip(("x", "y"), rooms, strict=True):
        values = [layer[axis][node] for node in shown]
        first, span = min(values), max(values) - min(values)
        coordinates.append(
            [(value - first) / span * (high - low) + low if span else (low + high) / 2 for value in values]
        )
    return dict(zip(shown, zip(*coordinates, strict=True), strict=True))


def _ties(
    sheet: Sheet, ties: dict[str, list[Any]], at: dict[int, tuple[float, float]], sizes: dict[int, float], *,
    directed: bool,
) -> tuple[list[int], Points]:  # fmt: skip
    """Draw the ties between nodes that are shown; returns their numbers, and points along them."""
    drawn: list[int] = []
    points: list[tuple[float, float]] = []
    for number, (start, end) in enumerate(zip(ties["start"], ties["end"], strict=True)):
        if start not in at or end not in at:
            continue
        drawn.append(number)
        state = ties["state"][number]
        # Lanes bend away from the same side, whichever way the tie goes.
        bend = (0.10 + 0.13 * ties["lane"][number]) * (1 if start < end else -1)
        points += sheet.curve(
            at[start], at[end], bend, gap=sizes[end] / 2 + 1, colour=tie_ink(state), dash=dash_of("tie", state),
            thick=0.45 + 0.25 * min(6, ties["n_claims"][number] - 1), arrow=directed,
        )  # fmt: skip
    return drawn, np.array(points, dtype=np.float64)


def _labels(
    sheet: Sheet, nodes: dict[str, list[Any]], shown: list[int], at: dict[int, tuple[float, float]],
    sizes: dict[int, float], lines: Points, height: float, top: int | None,
) -> tuple[int, list[str]]:  # fmt: skip
    """Label the most connected first, each where there is room; how many, and the words of those with a number."""
    marks = [Rectangle(x - size / 2, y - size / 2, size, size) for (x, y), size in ((at[n], sizes[n]) for n in shown)]
    room = 62.0 if sheet.single else 84.0
    cut, chosen_nodes = sheet.cut, shown[: top or None]
    labels = []
    for node in chosen_nodes:
        words = tuple(sheet.lines(nodes["label"][node], room, 2, size=SMALL))
        labels.append(Label(at[node], sizes[node] / 2, words))
    whole = Rectangle(sheet.left, 1, sheet.right - sheet.left, height - 2)
    placed = place_labels(labels, marks, lines, whole, _KEYED)
    sheet.cut = cut + sum(one is not None and one.label.lines[-1].endswith(ELLIPSIS) for one in placed)
    for one in placed:
        if one is not None:
            _label(sheet, one)
    keyed = [nodes["label"][node] for node, one in zip(chosen_nodes, placed, strict=True) if one and one.numbered]
    return sum(one is not None for one in placed), keyed


def _label(sheet: Sheet, placed: Placed) -> None:
    box, middle = placed.box, placed.label.at[0]
    x, align = (box.x, "left") if box.x >= middle else (box.x + box.wide, "right")
    if box.x < middle < box.x + box.wide:
        x, align = box.x + box.wide / 2, "center"
    for number, line in enumerate(placed.label.lines):
        sheet.text(x, box.y + 4 + number * 7.5, line, size=SMALL, align=align, bold=placed.numbered, under=True)


def _key(sheet: Sheet, keyed: list[str], y: float) -> float:
    """What the numbers mean, in one column or two."""
    columns = 1 if sheet.single else 2
    wide = (sheet.right - sheet.left) / columns
    rows = -(-len(keyed) // columns)
    for index, words in enumerate(keyed):
        x, at = sheet.left + wide * (index // rows), y + LINE * (index % rows)
        sheet.text(x + 10, at, str(index + 1), size=SMALL, align="right", bold=True)
        sheet.text(x + 14, at, words, size=SMALL, room=wide - 18)
    return y + LINE * rows


def _legend(sheet: Sheet, states: set[str], directed: bool) -> list[tuple[Swatch, str]]:
    entries = [(_mark(sheet, kind), kind.lower()) for kind in MARKS]
    return [
        *entries,
        *((_stroke(sheet, state, directed), f"tie {TIE_STATES[state]}") for state in TIE_STATES if state in states),
    ]


def _mark(sheet: Sheet, kind: str) -> Swatch:
    return lambda x, y: sheet.mark(x, y, MARKS[kind], 5, fill=_fill(sheet, kind))


def _stroke(sheet: Sheet, state: str, directed: bool) -> Swatch:
    def draw(x: float, y: float) -> None:
        ends = ((x - 5, y), (x + 5, y))
        sheet.curve(*ends, 0, gap=0, colour=tie_ink(state), dash=dash_of("tie", state), thick=0.7, arrow=directed)

    return draw


def _sentences(layer: dict[str, Any], data: dict[str, Any], tie: str, shown: int, drawn: int, labels: int) -> list[str]:
    ties = layer["ties"]
    claims = {claim for ids in ties["claims"] for claim in ids}
    nodes = len(data["nodes"]["id"])
    pairs = len(set(zip(ties["start"], ties["end"], strict=True)))
    by_verb = " (a line is one verb in one direction)" if tie == TIES[0] else ""
    sentences = [
        f"{counted(shown, 'stakeholder')} and {counted(drawn, 'line')}; all {counted(len(ties['start']), 'line')} of "
        f"this kind{by_verb} join {counted(pairs, 'pair')} and rest on {counted(len(claims), 'claim')}. The size of a "
        "mark shows the number of stakeholders that it is tied to, the thickness of a line the number of claims; "
        "claims that deny are never set off against others.",
        "Positions show only who is tied to whom, and a central place is not power. That no tie is mentioned does "
        "not mean that there is none.",
    ]
    if labels < shown:
        sentences.append(f"Labelled: {labels}, the most connected first, where there is room.")
    tied = len(_neighbours(ties))
    if tied > shown:
        sentences.append(f"Left off: {tied - shown} with fewer ties.")
    if nodes > tied:
        sentences.append(f"Not shown: {counted(nodes - tied, 'stakeholder')} without a tie of this kind.")
    return sentences
