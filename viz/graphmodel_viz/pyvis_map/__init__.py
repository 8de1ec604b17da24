"""The stakeholder map as one page, drawn by pyvis (vis-network).

pyvis takes the nodes and ties; of its own page nothing is used, as its headings and menus let a
study's text run as a program and its drawing never comes to rest. The page here has positions that
were worked out beforehand, a list beside the picture for readers who use a keyboard or a screen
reader, and a panel with the claims behind whatever is chosen.
"""

from html import escape
from importlib.resources import files

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound
from graphmodel_viz.html_page import self_contained
from graphmodel_viz.picture_data.stakeholder_map import kind_of_tie, stakeholder_map
from graphmodel_viz.pyvis_map.content import content
from graphmodel_viz.pyvis_map.drawing import drawing
from graphmodel_viz.pyvis_map.looks import COLOUR_BY

GROUPINGS = ("organisation", "sector", "community")
RENDERERS = ("pyvis",)
_STYLES = ("map.css",)
_SCRIPTS = ("data.js", "shown.js", "panel.js", "labels.js", "picture.js", "list.js", "start.js")


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
        colour_by: what colour and shape of a node tell, one of ``COLOUR_BY``.
        group: draw groups in place of nodes, one of ``GROUPINGS``; "none" never does, and None does
            so where there are too many ties to see.

    Raises:
        NotFound: there is no such kind of tie, focus, colouring or grouping.
    """
    kind = kind_of_tie(ties)
    _among("way to colour", colour_by, colour_by in COLOUR_BY, COLOUR_BY)
    _among("way to group", group or "none", group in (None, "none", *GROUPINGS), (*GROUPINGS, "none"))
    data = stakeholder_map(frames, [kind], focus)
    layer = data["layers"][kind]
    if group is None and layer["aggregated"]:
        group = layer["opens_by"]
    drawn = drawing(data, kind, colour_by, None if group == "none" else group)
    told = content(frames, data, kind, drawn, focus)
    return self_contained(
        f"Stakeholder map: {frames.settings.title}",
        _text("page.html").replace("{title}", escape(frames.settings.title)),
        styles=[_text(name) for name in _STYLES],
        scripts=[_vis_network(), "\n".join(_text(name) for name in _SCRIPTS)],
        data={"drawing": drawn.network, "told": told},
    )


def _among(what: str, given: str, known: bool, choices: tuple[str, ...]) -> None:
    if not known:
        raise NotFound(f"There is no {what} {given!r}. Choose one of: {', '.join(choices)}.", choices)


def _text(name: str) -> str:
    return (files(__name__) / name).read_text("utf-8")


def _vis_network() -> str:
    """The program that draws, as pyvis brings it along."""
    text = (files("pyvis") / "lib" / "vis-9.1.2" / "vis-network.min.js").read_text("utf-8")
    return text.partition("//# sourceMappingURL")[0]
