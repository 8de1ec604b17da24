"""The stakeholder map as the page holds it.

It is :func:`~graphmodel_viz.picture_data.stakeholder_map.stakeholder_map` without what the page has
already (labels, claims of nodes) or counts itself, so that filters change it (numbers of ties):
what is left is who is tied by which claims, and where everything stands.
"""

from collections.abc import Mapping
from typing import Any

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
