"""Workbooks of NodeXL: the sheets *Edges* and *Vertices*, below a row of headings for groups of columns.

Facts: the template of NodeXL (https://nodexl.com): edges have ``Vertex 1`` and ``Vertex 2``, vertices ``Vertex``; both
have columns for the drawing (colour, width, opacity ...) and any columns that the user added.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.account import Account
from graphmodel.problems import StudyError
from graphmodel_loaders.networks.graph import Graph, GraphEdge, GraphNode, graph_importer
from graphmodel_loaders.networks.graph_xml import NO_DRAWING

if TYPE_CHECKING:
    from graphmodel_loaders.flat.grid import Grid

_FIRST, _SECOND, _VERTEX = "vertex_1", "vertex_2", "vertex"
_HEADINGS_WITHIN = 5
"""Rows in which the headings stand."""
_DRAWING = frozenset(
    {"color", "width", "style", "opacity", "visibility", "shape", "size", "image_file", "label_text_color"}
    | {
        "label_font_size",
        "label_fill_color",
        "label_position",
        "tooltip",
        "layout_order",
        "x",
        "y",
        "locked?",
        "polar_r",
    }
    | {"polar_angle", "dynamic_filter", "custom_menu_item_text", "custom_menu_item_action", "marked?", "reciprocated?"}
)
_OF_USERS = "add_your_own_columns_here"
_NO_PLACE = "it has neither edges nor vertices"


def _read(path: Path, account: Account) -> Graph:
    from graphmodel_loaders.flat.opening import open_file
    from graphmodel_loaders.networks.graph_text import refuse_too_many

    opened = open_file(path)
    graph = Graph(has_all_nodes=False)
    has_edges = has_drawing = False
    for name in opened.names:
        grid = opened.read(name)
        of_edges = _heading(grid, {_FIRST, _SECOND})
        place = _heading(grid, {_VERTEX}) if of_edges is None else of_edges
        if place is None:
            account.leave_out("sheets", _NO_PLACE, name, int(bool(grid.lines)))
            continue
        for number, cells in _records(grid, place):
            has_drawing = has_drawing or not _DRAWING.isdisjoint(cells)
            fields = {key: text for key, text in cells.items() if key not in _DRAWING | {_OF_USERS}}
            where = f"{name}, row {number}"
            if of_edges is not None:
                ends = (fields.pop(_FIRST, ""), fields.pop(_SECOND, ""))
                fields.pop("id", None)  # counted out by NodeXL
                graph.edges.append(GraphEdge("", *ends, fields, where))
            else:
                fields.pop("id", None)
                vertex, label = fields.pop(_VERTEX, ""), fields.pop("label", "")
                graph.nodes.append(GraphNode(vertex, label, fields, where))
        refuse_too_many(path, len(graph.nodes) + len(graph.edges))
        has_edges = has_edges or of_edges is not None
    if not has_edges:
        raise StudyError(f"{path.name} has no sheet of edges: one with the columns Vertex 1 and Vertex 2.")
    if has_drawing:
        account.remarks.append(NO_DRAWING)
    return graph


def _heading(grid: "Grid", needed: set[str]) -> int | None:
    """The place of the row of headings that has some columns; None where there is none."""
    for place, (_, cells) in enumerate(grid.lines[:_HEADINGS_WITHIN]):
        if needed <= set(_names(cells)):
            return place
    return None


def _names(cells: list[str]) -> list[str]:
    from graphmodel_loaders.rows import tidy_name

    return [tidy_name(cell) for cell in cells]


def _records(grid: "Grid", heading: int) -> Iterator[tuple[int, Mapping[str, str]]]:
    names = _names(grid.lines[heading][1])
    for number, cells in grid.lines[heading + 1 :]:
        yield number, {name: text for name, text in zip(names, cells, strict=False) if name and text}


def _is_nodexl(path: object) -> bool:
    from graphmodel_loaders.flat.opening import open_file

    if not isinstance(path, Path) or path.suffix.lower() not in {".xlsx", ".xlsm", ".xls"} or not path.is_file():
        return False
    opened = open_file(path)
    edges = [name for name in opened.names if name.strip().lower() == "edges"]
    return any(_heading(opened.read(name), {_FIRST, _SECOND}) is not None for name in edges)


IMPORTER = graph_importer(
    "nodexl",
    "a network of NodeXL: its workbook with the sheets Edges and Vertices",
    "NodeXL",
    _read,
    _is_nodexl,
    (".xlsx",),
)
