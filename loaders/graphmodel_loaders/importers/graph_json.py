"""Graphs in JSON: nodes and links as D3 and networkx have them, Cytoscape, JSON Graph, vis.js and graphology.

Facts: ``node_link_data`` of networkx (https://networkx.org), elements of Cytoscape.js (https://js.cytoscape.org), the
JSON Graph Format (https://jsongraphformat.info), graphology (https://graphology.github.io). A list of nodes stands
beside one of ``links`` or ``edges``; their ends are ids, places in the list of nodes, or the nodes themselves.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from graphmodel.account import Account
from graphmodel.problems import StudyError
from graphmodel_loaders.networks.graph import Graph, GraphEdge, GraphNode, graph_importer
from graphmodel_loaders.networks.graph_xml import NO_DRAWING

_LINKS = ("links", "edges")
_SOURCES, _TARGETS = ("source", "from"), ("target", "to")
_IDS = ("id", "key")
_LABELS = ("label", "name", "title")
_INNER = ("data", "attributes", "metadata")
"""What holds the attributes of a node or an edge in some of these forms."""
_DRAWING = frozenset(
    {"x", "y", "z", "vx", "vy", "fx", "fy", "index", "size", "color", "colour", "position", "shape", "style", "fixed"}
    | {"selected", "selectable", "locked", "grabbed", "grabbable", "classes", "removed", "pannable", "suid", "arrows"}
)


def _read(path: Path, account: Account) -> Graph:
    from graphmodel_loaders.networks.graph_text import refuse_too_many

    found = _parts(_json(path))
    if found is None:
        raise StudyError(
            f"{path.name} has no graph: no list of nodes beside a list of links or edges. Export it again."
        )
    nodes, edges, is_directed, title = found
    refuse_too_many(path, len(nodes) + len(edges))
    graph = Graph(title=title)
    drawn = False
    for number, (key, entry) in enumerate(nodes):
        fields, has_drawing = _fields(entry)
        drawn = drawn or has_drawing
        id_ = _taken(fields, _IDS) or key
        label = _taken(fields, _LABELS)
        if fields.get("name") == label:
            del fields["name"]
        within = fields.pop("parent", "")  # a node around it, in Cytoscape; graphmodel's own column is node_parent
        if own := fields.pop("node_parent", ""):
            fields["parent"] = own
        graph.nodes.append(GraphNode(id_ or label or str(number), label, fields, f"node {number + 1}", within))
    ids = {node.id for node in graph.nodes}
    for number, entry in enumerate(edges, 1):
        fields, has_drawing = _fields(entry)
        drawn = drawn or has_drawing
        ends = [_end(entry, fields, names, ids, graph.nodes) for names in (_SOURCES, _TARGETS)]
        directed = {"yes": True, "no": False}.get(fields.pop("directed", ""), is_directed)
        directed = directed and fields.pop("undirected", "") != "yes"
        id_ = _taken(fields, _IDS)
        if "claim_source" in fields and "interaction" in fields:  # an export of graphmodel
            fields["predicate"] = fields.pop("interaction")
            id_ = fields.pop("claim", id_)
        graph.edges.append(GraphEdge(id_, ends[0], ends[1], fields, f"edge {id_ or number}", directed))
    if drawn:
        account.remarks.append(NO_DRAWING)
    return graph


def _parts(
    data: object,
) -> tuple[Sequence[tuple[str, Mapping[str, Any]]], Sequence[Mapping[str, Any]], bool, str] | None:
    """Nodes with their ids, edges, whether these are directed, and the title; None if there is no graph."""
    if isinstance(data, list):  # elements of Cytoscape.js without anything around them
        data = {"elements": data}
    if not isinstance(data, dict):
        return None
    for name in ("graph", "graphs"):
        inner = (
            data[name][0] if name == "graphs" and isinstance(data.get(name), list) and data[name] else data.get(name)
        )
        if isinstance(inner, dict) and "nodes" in inner:
            data = inner
    own = data.get("data")
    title = data.get("label") or (own.get("name") if isinstance(own, dict) else "") or ""
    is_directed = data.get("directed", True) is not False
    elements = data.get("elements")
    if isinstance(elements, list):
        entries = [one for one in elements if isinstance(one, dict)]
        held: dict[bool, list[object]] = {True: [], False: []}
        for one in entries:
            held[isinstance(one.get("data"), dict) and "source" in one["data"]].append(one)
        elements = {"nodes": held[False], "edges": held[True]} if held[True] else None
    holder = elements if isinstance(elements, dict) else data
    nodes = holder.get("nodes")
    edges = next((holder[name] for name in _LINKS if isinstance(holder.get(name), list)), None)
    if edges is None or not all(isinstance(one, dict) for one in edges):
        return None
    if isinstance(nodes, dict) and all(isinstance(one, dict) for one in nodes.values()):
        return list(nodes.items()), edges, is_directed, str(title)
    if not isinstance(nodes, list) or not all(isinstance(one, dict | str) for one in nodes):
        return None
    listed = [("", one) if isinstance(one, dict) else (one, dict[str, Any]()) for one in nodes]
    return listed, edges, is_directed, str(title)


def _fields(entry: Mapping[str, Any]) -> tuple[dict[str, str], bool]:
    """The attributes as text by tidy names, and whether some are of the drawing."""
    fields: dict[str, str] = {}
    drawn = False
    for name, text in _flat(entry):
        if name in _DRAWING:
            drawn = True
        elif name and text:
            fields.setdefault(name, text)
    return fields, drawn


def _flat(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    from graphmodel_loaders.rows import tidy_name

    for name, value in entry.items():
        if name in _INNER and isinstance(value, dict):
            yield from ((tidy_name(inner), _text(one)) for inner, one in value.items())
        else:
            yield tidy_name(name), _text(value)


def _end(
    entry: Mapping[str, Any], fields: dict[str, str], names: Sequence[str], ids: set[str], nodes: Sequence[GraphNode]
) -> str:
    """The id of an end of an edge."""
    held = entry["data"] if isinstance(entry.get("data"), dict) else entry
    name = next((one for one in names if one in held), names[0])
    end = held.get(name)
    fields.pop(name, None)
    if isinstance(end, dict):  # D3 puts the node itself into its place
        end = end.get("id", end.get("name", end.get("index")))
    text = _text(end)
    if text not in ids and isinstance(end, int) and not isinstance(end, bool) and 0 <= end < len(nodes):
        return nodes[end].id
    return text


def _taken(fields: dict[str, str], names: Iterable[str]) -> str:
    return next((fields.pop(name) for name in names if fields.get(name)), "")


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ";".join(filter(None, map(_text, value)))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else " ".join(str(value).split())


def _json(path: Path) -> object:
    from graphmodel_loaders.networks.graph_text import LARGEST

    if path.stat().st_size > LARGEST:
        raise StudyError(f"{path.name} has more than {LARGEST >> 20} MB. Export a part of the graph.")
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise StudyError(f"{path.name} cannot be read as JSON: {error}. Export it again.") from error


def _is_graph(path: object) -> bool:
    if not isinstance(path, Path) or path.suffix.lower() not in {".json", ".cyjs", ".jgf"} or not path.is_file():
        return False
    return _parts(_json(path)) is not None


IMPORTER = graph_importer(
    "graph_json",
    "a graph in JSON, of Cytoscape, D3, networkx and others",
    "JSON",
    _read,
    _is_graph,
    (".json", ".cyjs"),
)
