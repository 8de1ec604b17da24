"""The nodes and ties that a map opens with, given to pyvis one by one with the attributes that are meant.

What comes into the picture when a group is opened is drawn by ``shown.js`` on the page in the same
way: a network may have many times more members and ties than groups.
"""

from dataclasses import dataclass
from math import log2, sqrt
from typing import Any

from graphmodel_viz.pyvis_map.looks import Look, looks

DASHES: dict[str, bool | list[int]] = {"joined": False, "apart": [9, 7], "ought": [2, 6]}
"""By state. Where one line stands for several ties, the first of these states that any of them has is drawn."""
MOST_NUMBERS = 150
"""Lines between groups with more of them have no numbers, as none could be read."""
OPTIONS = {
    "physics": {"enabled": False},
    "interaction": {"hover": True, "multiselect": False, "keyboard": {"enabled": False}, "tooltipDelay": 10**9},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 4},
    "edges": {"arrowStrikethrough": False, "selectionWidth": 2, "hoverWidth": 1},
}


@dataclass(frozen=True)
class Drawing:
    """What the page opens with.

    ``network`` is what vis-network takes: ``nodes``, ``edges``, ``options``. Nodes have the ids of
    the study, groups those of :func:`group_id`; an edge between groups is named by both, one between
    stakeholders by the place of its tie (``t7``). ``legend`` the looks that occur.
    """

    network: dict[str, Any]
    legend: list[Look]
    grouped: str | None


def drawing(data: dict[str, Any], kind: str, colour_by: str, grouped: str | None) -> Drawing:
    """Draw one layer of the data of :mod:`graphmodel_viz.picture_data.stakeholder_map`.

    Args:
        data: of the map.
        kind: the layer.
        colour_by: what colour and shape tell.
        grouped: the grouping whose groups are drawn in place of nodes.
    """
    # pyvis loads IPython, so only where a map is drawn.
    from pyvis.network import Network  # noqa: PLC0415

    # Only a directed network keeps parallel ties.
    network = Network(directed=True)
    layer = data["layers"][kind]
    if grouped is None:
        legend = _nodes(network, data, layer, colour_by)
        _ties(network, data, layer)
    else:
        legend = _groups(network, layer, grouped)
        _ties_between(network, layer, grouped)
    nodes, edges, *_ = network.get_network_data()
    return Drawing({"nodes": nodes, "edges": edges, "options": OPTIONS}, legend, grouped)


def group_id(place: int) -> str:
    """The id of a drawn group, unlike that of any node."""
    return f"#{place}"


def size_of(degree: int | None) -> float:
    """The size of a stakeholder's shape."""
    return round(9 + 2.5 * sqrt(degree or 0), 1)


def _nodes(network: Any, data: dict[str, Any], layer: dict[str, Any], colour_by: str) -> list[Look]:
    nodes, degree = data["nodes"], layer["measures"]["degree"]
    if colour_by == "kind":
        of = list(nodes["kind"])
        look = looks(["Actor", "Organisation"], ["Actor (a person, role or group)", "Organisation"], colour_by)
    else:
        groups = layer["groups"][colour_by]
        look = looks(groups["id"], groups["label"], colour_by)
        of = [None if place is None else groups["id"][place] for place in groups["group"]]
    shown = set()
    for place, id_ in enumerate(nodes["id"]):
        if layer["x"][place] is None:
            continue
        shown.add(of[place])
        network.add_node(
            id_,
            label=nodes["label"][place] or id_,
            x=layer["x"][place],
            y=layer["y"][place],
            size=size_of(degree[place]),
            **look[of[place]].drawn,
        )
    return [one for name, one in look.items() if name in shown]


def _ties(network: Any, data: dict[str, Any], layer: dict[str, Any]) -> None:
    ties, ids = layer["ties"], data["nodes"]["id"]
    for tie, (start, end) in enumerate(zip(ties["start"], ties["end"], strict=True)):
        network.add_edge(
            ids[start],
            ids[end],
            id=f"t{tie}",
            width=2 + 1.5 * log2(ties["n_claims"][tie]),
            dashes=DASHES[ties["state"][tie]],
            smooth=_curve(ties["lane"][tie], start < end),
            arrows="to" if layer["directed"] else "",
        )


def _groups(network: Any, layer: dict[str, Any], grouped: str) -> list[Look]:
    groups = layer["groups"][grouped]
    look = looks(groups["id"], groups["label"], grouped)
    for place, name in enumerate(groups["id"]):
        network.add_node(
            group_id(place),
            label=f"{groups['label'][place]} ({groups['n_members'][place]:,})",
            x=groups["x"][place],
            y=groups["y"][place],
            size=max(14.0, groups["r"][place] * 0.3),
            **look[name].drawn,
        )
    return list(look.values())


def _ties_between(network: Any, layer: dict[str, Any], grouped: str) -> None:
    groups, ties = layer["groups"][grouped], layer["ties"]
    states: dict[tuple[int, int], set[str]] = {}
    for start, end, state in zip(ties["start"], ties["end"], ties["state"], strict=True):
        ends = groups["group"][start], groups["group"][end]
        states.setdefault(ends if layer["directed"] else (min(ends), max(ends)), set()).add(state)
    between = groups["ties"]
    numbered = len(between["start"]) <= MOST_NUMBERS
    for number, (start, end) in enumerate(zip(between["start"], between["end"], strict=True)):
        claims = between["n_claims"][number]
        told = states[start, end]
        network.add_edge(
            group_id(start),
            group_id(end),
            id=f"{group_id(start)} {group_id(end)}",
            **({"label": f"{claims:,}"} if numbered else {}),
            width=2 + 1.5 * log2(claims),
            dashes=next(dashes for state, dashes in DASHES.items() if state in told),
            smooth=_curve(between["lane"][number], start < end),
            arrows="to" if layer["directed"] else "",
        )


def _curve(lane: int, upward: bool) -> dict[str, Any]:
    """The curve of a lane: 0 straight, 1 to one side, 2 to the other, 3 further out ..."""
    if lane == 0:
        return {"enabled": False}
    one_side = (lane % 2 == 1) == upward
    return {"enabled": True, "type": "curvedCW" if one_side else "curvedCCW", "roundness": 0.18 * ((lane + 1) // 2)}
