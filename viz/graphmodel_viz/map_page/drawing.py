"""The nodes and ties of a map, given to pyvis one by one with the attributes that are meant."""

from dataclasses import dataclass
from math import log2, sqrt
from typing import Any

from graphmodel_viz.map_page.looks import Look, looks

DASHES: dict[str, bool | list[int]] = {"joined": False, "apart": [9, 7], "ought": [2, 6]}
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
    """What the page draws.

    ``network`` is what vis-network takes: ``nodes``, ``edges``, ``options``. ``lines`` says what
    each edge stands for, by its id: start, end and places of ties. ``members`` the nodes behind each
    drawn one, by its id. ``legend`` the looks that occur.
    """

    network: dict[str, Any]
    lines: dict[str, tuple[str, str, list[int]]]
    members: dict[str, list[int]]
    legend: list[Look]
    grouped: str | None


def drawing(data: dict[str, Any], kind: str, colour_by: str, grouped: str | None) -> Drawing:
    """Draw one layer of the data of :mod:`graphmodel_viz.views.stakeholder_map`.

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
        members, legend = _nodes(network, data, layer, colour_by)
        lines = _ties(network, data, layer)
    else:
        members, legend = _groups(network, layer, grouped)
        lines = _ties_between(network, layer, grouped)
    nodes, edges, *_ = network.get_network_data()
    return Drawing({"nodes": nodes, "edges": edges, "options": OPTIONS}, lines, members, legend, grouped)


def _nodes(
    network: Any, data: dict[str, Any], layer: dict[str, Any], colour_by: str
) -> tuple[dict[str, list[int]], list[Look]]:
    nodes, degree = data["nodes"], layer["measures"]["degree"]
    if colour_by == "kind":
        of = list(nodes["kind"])
        look = looks(["Actor", "Organisation"], ["Actor (a person, role or group)", "Organisation"], colour_by)
    else:
        groups = layer["groups"][colour_by]
        look = looks(groups["id"], groups["label"], colour_by)
        of = [None if place is None else groups["id"][place] for place in groups["group"]]
    members = {}
    for place, id_ in enumerate(nodes["id"]):
        if layer["x"][place] is None:
            continue
        network.add_node(
            id_,
            label=nodes["label"][place] or id_,
            x=layer["x"][place],
            y=layer["y"][place],
            size=9 + 2.5 * sqrt(degree[place] or 0),
            **look[of[place]].drawn,
        )
        members[id_] = [place]
    shown = {of[place] for (place,) in members.values()}
    return members, [one for name, one in look.items() if name in shown]


def _ties(network: Any, data: dict[str, Any], layer: dict[str, Any]) -> dict[str, tuple[str, str, list[int]]]:
    ties, ids = layer["ties"], data["nodes"]["id"]
    lines = {}
    for tie, (start, end) in enumerate(zip(ties["start"], ties["end"], strict=True)):
        line = f"t{tie}"
        lines[line] = (ids[start], ids[end], [tie])
        network.add_edge(
            ids[start],
            ids[end],
            id=line,
            width=2 + 1.5 * log2(ties["n_claims"][tie]),
            dashes=DASHES[ties["state"][tie]],
            smooth=_curve(ties["lane"][tie], start < end),
            arrows="to" if layer["directed"] else "",
        )
    return lines


def _groups(network: Any, layer: dict[str, Any], grouped: str) -> tuple[dict[str, list[int]], list[Look]]:
    groups = layer["groups"][grouped]
    look = looks(groups["id"], groups["label"], grouped)
    members = {}
    for place, name in enumerate(groups["id"]):
        node = f"g{place}"
        members[node] = groups["members"][place]
        network.add_node(
            node,
            label=f"{groups['label'][place]} ({groups['n_members'][place]:,})",
            x=groups["x"][place],
            y=groups["y"][place],
            size=max(14.0, groups["r"][place] * 0.3),
            **look[name].drawn,
        )
    return members, list(look.values())


def _ties_between(network: Any, layer: dict[str, Any], grouped: str) -> dict[str, tuple[str, str, list[int]]]:
    groups, ties = layer["groups"][grouped], layer["ties"]
    behind: dict[tuple[int, int], list[int]] = {}
    for tie, ends in enumerate(zip(ties["start"], ties["end"], strict=True)):
        start, end = (groups["group"][node] for node in ends)
        behind.setdefault((start, end) if layer["directed"] else (min(start, end), max(start, end)), []).append(tie)
    lines = {}
    between = groups["ties"]
    numbered = len(between["start"]) <= MOST_NUMBERS
    for number, (start, end) in enumerate(zip(between["start"], between["end"], strict=True)):
        line = f"t{number}"
        lines[line] = (f"g{start}", f"g{end}", behind[start, end])
        claims = between["n_claims"][number]
        states = {ties["state"][tie] for tie in behind[start, end]}
        network.add_edge(
            f"g{start}",
            f"g{end}",
            id=line,
            **({"label": f"{claims:,}"} if numbered else {}),
            width=2 + 1.5 * log2(claims),
            dashes=DASHES[states.pop() if len(states) == 1 else "joined"],
            smooth=_curve(between["lane"][number], start < end),
            arrows="to" if layer["directed"] else "",
        )
    return lines


def _curve(lane: int, upward: bool) -> dict[str, Any]:
    """The curve of a lane: 0 straight, 1 to one side, 2 to the other, 3 further out ..."""
    if lane == 0:
        return {"enabled": False}
    one_side = (lane % 2 == 1) == upward
    return {"enabled": True, "type": "curvedCW" if one_side else "curvedCCW", "roundness": 0.18 * ((lane + 1) // 2)}
