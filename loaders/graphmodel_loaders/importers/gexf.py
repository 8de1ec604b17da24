"""GEXF, the format of Gephi's files for exchange, versions 1.1 to 1.3.

Facts: the schema and primer of GEXF (https://gexf.net). Attributes are declared with an id, a title and a default, for
nodes or for edges; an edge has a ``type`` (directed, undirected, mutual) or that of the graph, and from 1.3 on a
``kind``.
"""

from functools import partial
from pathlib import Path
from xml.etree.ElementTree import Element

from graphmodel.account import Account
from graphmodel_loaders.networks.graph import Graph, GraphEdge, GraphNode, graph_importer
from graphmodel_loaders.networks.graph_xml import NO_DRAWING, is_graph, local, parse

_TIMES = ("start", "end", "timestamp", "startopen", "endopen")
"""When a node or edge exists, in files of graphs that change."""
_DRAWING = frozenset({"color", "position", "size", "shape", "thickness"})


def _read(path: Path, account: Account) -> Graph:
    reading = _Reading(account)
    parse(path, reading, "gexf")
    if reading.has_drawing:
        account.remarks.append(NO_DRAWING)
    return reading.graph


class _Reading:
    """The graph, as elements are read."""

    def __init__(self, account: Account) -> None:
        self.graph = Graph()
        self.has_drawing = False
        self._account = account
        self._names: dict[tuple[str, str], str] = {}
        self._defaults: dict[tuple[str, str], str] = {}
        self._class = "node"
        self._directed = True
        self._open: list[str] = []
        """Ids of the nodes that are open, from the outermost one."""

    def start(self, element: Element) -> None:
        """Note what the elements inside are about."""
        match local(element):
            case "graph":
                self._directed = element.get("defaultedgetype", "undirected") == "directed"
            case "attributes":
                self._class = element.get("class", "node")
            case "node":
                self._open.append(element.get("id", ""))

    def end(self, element: Element) -> bool:
        """Take what is complete."""
        name = local(element)
        if name == "attribute":
            self._declare(element)
        elif name == "node":
            id_ = self._open.pop()
            within = self._open[-1] if self._open else element.get("pid", "")
            attributes = self._attributes(element, "node")
            self.graph.nodes.append(GraphNode(id_, element.get("label", ""), attributes, f"node {id_}", within))
        elif name == "edge":
            self._edge(element)
        elif name in _DRAWING:
            self.has_drawing = True
        return name in {"node", "edge"}

    def _declare(self, element: Element) -> None:
        from graphmodel_loaders.rows import tidy_name

        key = (self._class, element.get("id", ""))
        self._names[key] = tidy_name(element.get("title", "") or key[1])
        for default in element:
            if local(default) == "default" and (default.text or "").strip():
                self._defaults[key] = (default.text or "").strip()

    def _edge(self, element: Element) -> None:
        attributes = self._attributes(element, "edge")
        for name in ("kind", "label", "weight"):
            if text := element.get(name, "").strip():
                attributes[name] = text
        if element.get("kind"):
            attributes.pop("label", None)  # the same verb, as people read it
        type_ = element.get("type", "")
        ends = (element.get("source", ""), element.get("target", ""))
        number = len(self.graph.edges) + 1
        directed = type_ == "directed" if type_ else self._directed
        place = f"edge {element.get('id') or number}"
        self.graph.edges.append(GraphEdge(element.get("id", ""), *ends, attributes, place, directed))

    def _attributes(self, element: Element, what: str) -> dict[str, str]:
        from graphmodel_loaders.rows import tidy_name

        attributes = {self._names[key]: text for key, text in self._defaults.items() if key[0] == what}
        for value in element.iter():
            if local(value) == "attvalue":
                id_ = value.get("for", "") or value.get("id", "")
                name = self._names.get((what, id_), tidy_name(id_))
                attributes[name] = value.get("value", "").strip()
        attributes |= {name: element.get(name, "") for name in _TIMES if element.get(name)}
        return {name: text for name, text in attributes.items() if name and text}


IMPORTER = graph_importer(
    "gexf",
    "a graph in GEXF, the exchange format of Gephi",
    "GEXF",
    _read,
    partial(is_graph, root="gexf"),
    (".gexf",),
)
