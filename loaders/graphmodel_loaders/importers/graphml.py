"""GraphML, as yEd, Gephi, networkx, igraph and others write it.

Facts: the primer of GraphML (http://graphml.graphdrawing.org/primer/graphml-primer.html). A ``key`` gives data a name
(``attr.name``), a type and a default; ids of edges may be missing or repeat; a node may hold a graph of its own. yEd
keeps what is read on the screen in elements of its own (``y:NodeLabel``), as yEd Live and yFiles for HTML do
(``y:Label.Text``). Neo4j (APOC) writes labels of nodes and types of edges as ``labels`` and ``label``, TinkerPop as
``labelV`` and ``labelE``.
"""

import html
import re
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import Element

from graphmodel.account import Account
from graphmodel_loaders.networks.graph import Graph, GraphEdge, GraphNode, graph_importer
from graphmodel_loaders.networks.graph_xml import NO_DRAWING, is_graph, local, parse

_LABELS = ("label", "node_label", "name", "title")
"""Attributes that may be the label of a node, the likeliest first."""
_DRAWING = frozenset({"r", "g", "b", "x", "y", "z", "size", "alpha", "zorder", "expanded"})
"""Attributes by which Gephi and yEd Live keep a drawing."""
_OF_NEO4J = {"node": "labels", "edge": "label"}
"""Attributes of elements by which Neo4j says what nodes and edges are."""
_MARKUP = re.compile(r"<[^<>]{1,200}>")
_SECOND = "it is in a second graph of the file; only the first one is read"


def _read(path: Path, account: Account) -> Graph:
    reading = _Reading(account)
    parse(path, reading, "graphml")
    reading.finish()
    return reading.graph


class _Reading:
    """The graph, as elements are read."""

    def __init__(self, account: Account) -> None:
        self.graph = Graph()
        self._account = account
        self._names: dict[str, str] = {}
        self._defaults: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
        self._graphs: list[bool] = []
        """For each graph that is open, whether its edges are directed."""
        self._within: list[str] = []
        """Ids of the nodes that are open, from the outermost one."""
        self._drawing = self._number = self._first_done = 0

    def start(self, element: Element) -> None:
        """Note where a graph or a node begins."""
        name = local(element)
        if name == "graph":
            self._graphs.append(element.get("edgedefault", "directed") != "undirected")
        elif name == "node":
            self._within.append(element.get("id", ""))

    def end(self, element: Element) -> bool:
        """Take what is complete."""
        name = local(element)
        if name == "graph":
            self._graphs.pop()
            self._first_done += not self._graphs
        elif name == "key":
            self._key(element)
        elif name in {"node", "edge"}:
            self._thing(element, name)
        elif name in {"port", "hyperedge"}:
            self._account.leave_out(f"{name}s", f"a study has no {name}s", self._place(name))
        return name in {"graph", "key", "node", "edge", "hyperedge"}

    def finish(self) -> None:
        """Say what was not taken of the drawing."""
        if self._drawing:
            self._account.remarks.append(NO_DRAWING)

    def _key(self, element: Element) -> None:
        from graphmodel_loaders.rows import tidy_name

        id_ = element.get("id", "")
        self._names[id_] = tidy_name(element.get("attr.name") or element.get("yfiles.type") or id_)
        for default in element:
            if local(default) == "default" and (text := _text(default)):
                for what in self._defaults:
                    if element.get("for", "all") in {what, "all"}:
                        self._defaults[what][id_] = text

    def _thing(self, element: Element, what: str) -> None:
        self._number += 1
        if what == "node":
            self._within.pop()
        if not self._graphs or self._first_done:
            self._account.leave_out(f"{what}s", _SECOND, self._place(what))
            return
        attributes = self._attributes(element, what)
        place = f"{what} {element.get('id') or self._number}"
        if what == "node":
            label = next((attributes.pop(name) for name in _LABELS if attributes.get(name)), "")
            within = self._within[-1] if self._within else ""
            self.graph.nodes.append(GraphNode(element.get("id", ""), label, attributes, place, within))
            return
        directed = {"true": True, "false": False}.get(element.get("directed", ""), self._graphs[-1])
        ends = (element.get("source", ""), element.get("target", ""))
        self.graph.edges.append(GraphEdge(element.get("id", ""), *ends, attributes, place, directed))

    def _attributes(self, element: Element, what: str) -> dict[str, str]:
        from graphmodel_loaders.rows import tidy_name

        values = dict(self._defaults[what])
        shown = ""
        for data in element:
            if local(data) != "data":
                continue
            values[data.get("key", "")] = _text(data)
            if len(data):
                shown = shown or _label_on_screen(data)
        attributes: dict[str, str] = {}
        for key, text in values.items():
            name = self._names.get(key) or tidy_name(key)
            if name in _DRAWING:
                self._drawing += 1
            elif text and name:
                attributes[name if name not in attributes else f"{name}_{tidy_name(key)}"] = text
        if shown:
            attributes["label"] = shown
        own = element.get(_OF_NEO4J[what], "").strip()
        if own and not attributes.get(_OF_NEO4J[what]):
            attributes[_OF_NEO4J[what]] = own
        return attributes

    def _place(self, what: str) -> str:
        return f"{what} after {self._number:,} nodes and edges"


def _text(element: Element) -> str:
    return (element.text or "").strip() if len(element) == 0 else ""


def _label_on_screen(data: Element) -> str:
    """The text of the first label that yEd or yEd Live shows, which is in elements of its own; without HTML."""
    for inner in data.iter():
        name = local(inner)
        text = inner.get("Text", "") if name == "Label" else inner.text or ""
        if name in {"NodeLabel", "EdgeLabel", "Label", "Label.Text"} and text.strip():
            if text.lstrip().startswith("<"):
                text = html.unescape(_MARKUP.sub(" ", text)) or text
            return " ".join(text.split())
    return ""


IMPORTER = graph_importer(
    "graphml",
    "a graph in GraphML, of yEd, Gephi, networkx, igraph and others",
    "GraphML",
    _read,
    partial(is_graph, root="graphml"),
    (".graphml",),
)
