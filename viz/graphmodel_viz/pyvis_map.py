"""The stakeholder map as one page, drawn by pyvis (vis-network).

pyvis makes the network of shapes and curved lines; of its own page nothing is used, as its headings
and menus let a study's text run as a program and its drawing never comes to rest. The page is the
explorer with the map as its only view: positions, labels, groups, filters, search, panel and claims
are the explorer's own (``viz/page/src/pyvis-map.js``), vis-network draws.
"""

from collections.abc import Collection
from dataclasses import replace
from importlib.resources import files
from typing import Any, Literal, get_args

import pandas as pd

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.frames.ties import kind_of_tie
from graphmodel.problems import NotFound
from graphmodel.schema.rules import STAKEHOLDERS
from graphmodel_viz.explorer.contents import claim_places, map_layers, study_contents
from graphmodel_viz.explorer.write import app_page
from graphmodel_viz.picture_data.stakeholder_map import of_focus, stakeholder_map
from graphmodel_viz.signs import SIGNS

Colouring = Literal["kind", "organisation", "sector", "community"]
Grouping = Literal["organisation", "sector", "community", "none"]
Renderer = Literal["pyvis"]
COLOUR_BY: tuple[Colouring, ...] = get_args(Colouring)
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)
RENDERERS: tuple[Renderer, ...] = get_args(Renderer)
MOST_CLAIMS = 5_000
"""Of a study with more claims, the page holds only those behind ties."""
OPTIONS = {
    "physics": {"enabled": False},
    "interaction": {"hover": True, "multiselect": False, "keyboard": {"enabled": False}, "tooltipDelay": 10**9},
    "nodes": {"labelHighlightBold": False},
    "edges": {"arrowStrikethrough": False, "selectionWidth": 0, "hoverWidth": 0.5},
}
_SHAPES = {kind: {"circle": "dot"}.get(SIGNS["kind"][kind].shape, SIGNS["kind"][kind].shape) for kind in STAKEHOLDERS}
"""vis-network has its own name for a circle."""
_CLAIM_NODES = ("subject", "object", "source", "speaker", "stage", "phase", "site", "workstream", "about", "reason")


def map_page(
    frames: StudyFrames,
    *,
    ties: str = "claim",
    focus: str | None = None,
    colour_by: str = "kind",
    group: str | None = None,
) -> str:
    """The whole page, as HTML.

    Args:
        frames: the study.
        ties: the kind of tie, by its short or its long name.
        focus: only claims with this focus.
        colour_by: what the colours of shapes show at first, one of ``COLOUR_BY``.
        group: open with groups in place of stakeholders, one of ``GROUPINGS``; "none" never does, and
            None does so where there are too many ties to see.

    Raises:
        NotFound: there is no such kind of tie, focus, colouring or grouping.
    """
    kind = kind_of_tie(ties)
    _check("way to colour", colour_by, COLOUR_BY)
    _check("way to group", group or "none", GROUPINGS)
    frames = frames if focus is None else of_focus(frames, focus)
    whole = stakeholder_map(frames, [kind])
    layer = whole["layers"][kind]
    if len(frames.claims) > MOST_CLAIMS:
        behind = {whole["claims"][claim] for claims in layer["ties"]["claims"] for claim in claims}
        frames = _with_claims(frames, behind)
        layer["notes"].append("The study has too many claims for one page, so it holds only those behind the ties.")
    contents = study_contents(frames)
    contents["map"] = map_layers(whole, claim_places(frames))
    contents["opens_with"] = {"colour": colour_by, **({} if group is None else {"group": group})}
    return app_page(
        frames,
        f"Stakeholder map: {frames.settings.heading}",
        "pyvis-map",
        {"data": contents, "network": network(whole, kind)},
        [_vis_network()],
    )


def network(whole: dict[str, Any], kind: str) -> dict[str, Any]:
    """What vis-network takes of one kind of tie: ``nodes``, ``edges``, ``options``.

    Args:
        whole: data of :mod:`graphmodel_viz.picture_data.stakeholder_map`.
        kind: the layer. An edge has the number of its tie as id.
    """
    # pyvis loads IPython, so only where a map is drawn.
    from pyvis.network import Network  # noqa: PLC0415

    # Only a directed network keeps parallel ties.
    drawn = Network(directed=True)
    nodes, layer = whole["nodes"], whole["layers"][kind]
    ids, ties = nodes["id"], layer["ties"]
    for index, id_ in enumerate(ids):
        if layer["x"][index] is not None:
            drawn.add_node(id_, x=layer["x"][index], y=layer["y"][index], shape=_SHAPES[nodes["kind"][index]])
    for tie, (start, end) in enumerate(zip(ties["start"], ties["end"], strict=True)):
        curve = _curve(ties["lane"][tie], start < end)
        drawn.add_edge(ids[start], ids[end], id=str(tie), smooth=curve)
    made_nodes, made_edges, *_ = drawn.get_network_data()
    kept = ("id", "shape")
    return {
        "nodes": [{name: node[name] for name in kept} for node in made_nodes],
        "edges": [{"id": edge["id"], "smooth": edge["smooth"]} for edge in made_edges],
        "options": OPTIONS,
    }


def _check(what: str, name: str, choices: tuple[str, ...]) -> None:
    if name not in choices:
        raise NotFound(f"There is no {what} {name!r}. Choose one of: {', '.join(choices)}.", choices)


def _with_claims(frames: StudyFrames, claims: Collection[str]) -> StudyFrames:
    """The study with some of its claims only, and the nodes that these name."""
    kept = frames.claims[frames.claims["claim"].isin(list(claims))]
    named = {str(id_) for column in _CLAIM_NODES if column in kept for id_ in kept[column].dropna()}
    named |= {str(code) for codes in kept["codes"] if isinstance(codes, list) for code in codes}
    always = {"Actor", "Organisation", "Stage"}

    def nodes(label: str) -> pd.DataFrame:
        table = frames.nodes(label)
        return table if label in always else table[table["id"].isin(list(named))]

    edges = kept.rename(columns={"subject": "start", "object": "end"})
    return replace(
        frames,
        read_nodes=nodes,
        read_edges=lambda type_: edges if type_ == "CLAIM" else frames.edges(type_),
        _nodes={},
        _edges={},
    )


def _curve(lane: int, upward: bool) -> dict[str, Any] | bool:
    """The curve of a lane: 0 straight, 1 to one side, 2 to the other, 3 further out ..."""
    if lane == 0:
        return False
    one_side = (lane % 2 == 1) == upward
    return {"enabled": True, "type": "curvedCW" if one_side else "curvedCCW", "roundness": 0.18 * ((lane + 1) // 2)}


def _vis_network() -> str:
    """The program that draws, as pyvis brings it along."""
    text = (files("pyvis") / "lib" / "vis-9.1.2" / "vis-network.min.js").read_text("utf-8")
    return text.partition("//# sourceMappingURL")[0]
