"""GML, the graph modelling language, as yEd, Gephi, igraph and networkx write it.

Facts: Himsolt, GML: a portable graph file format (1996). A file is a list of keys and values; a value is a number, a
text in quotation marks or a list in square brackets. Letters outside ASCII may be entities (``&eacute;``). A graph is
undirected unless it says ``directed 1``. yEd keeps what is read on the screen in ``LabelGraphics`` and says of a node
in which group it is (``gid``).
"""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from graphmodel.account import Account
from graphmodel.problems import StudyError
from graphmodel_loaders.networks.graph import Graph, GraphEdge, GraphNode, graph_importer
from graphmodel_loaders.networks.graph_xml import DEEPEST, NO_DRAWING

Entry: TypeAlias = "tuple[str, str | list[Entry]]"
"""A key and its value."""

_TOKEN = re.compile(
    r'(?P<remark>^[ \t]*#[^\n]*)|"(?P<text>[^"]*)"|(?P<sign>[\[\]])|(?P<word>[^\s\[\]"]+)', re.MULTILINE
)
_BEGINS = re.compile(r"^[ \t]*graph\s*\[", re.MULTILINE | re.IGNORECASE)
_DRAWING = frozenset({"graphics", "labelgraphics"})
_SECOND = "it is in a second graph of the file; only the first one is read"
_BETWEEN = "; "


def _read(path: Path, account: Account) -> Graph:
    from graphmodel_loaders.networks.graph_text import graph_text

    entries = _entries(path, graph_text(path, account))
    graphs = [value for key, value in entries if key.lower() == "graph" and isinstance(value, list)]
    if not graphs:
        raise StudyError(f"{path.name} has no graph: it does not say graph [ ... ]. Export it again.")
    for second in graphs[1:]:
        for what in ("node", "edge"):
            account.leave_out(f"{what}s", _SECOND, number=sum(key == what for key, _ in second))
    return _graph(graphs[0], path, account)


def _graph(entries: "list[Entry]", path: Path, account: Account) -> Graph:
    from graphmodel_loaders.networks.graph_text import refuse_too_many

    graph = Graph()
    is_directed = _first(entries, "directed") == "1"
    has_drawing = False
    for key, value in entries:
        if key not in {"node", "edge"} or not isinstance(value, list):
            continue
        refuse_too_many(path, len(graph.nodes) + len(graph.edges) + 1)
        attributes = _attributes(value)
        has_drawing = has_drawing or any(name.lower() in _DRAWING for name, _ in value)
        id_ = attributes.pop("id", "")
        if key == "node":
            label = next((attributes.pop(name) for name in ("label", "name") if attributes.get(name)), "")
            within = attributes.pop("gid", "")
            graph.nodes.append(GraphNode(id_, label, attributes, f"node {id_ or len(graph.nodes) + 1}", within))
        else:
            ends = (attributes.pop("source", ""), attributes.pop("target", ""))
            place = f"edge {len(graph.edges) + 1}"
            graph.edges.append(GraphEdge(id_, *ends, attributes, place, is_directed))
    if has_drawing:
        account.remarks.append(NO_DRAWING)
    return graph


def _attributes(entries: "list[Entry]") -> dict[str, str]:
    """Texts by tidy names; lists within as ``outer_inner``, several values of one name joined."""
    from graphmodel_loaders.rows import tidy_name

    found: dict[str, str] = {}
    for key, value in entries:
        name = tidy_name(key)
        if key.lower() == "labelgraphics" and isinstance(value, list):
            found.setdefault("label", _first(value, "text"))
        elif key.lower() in _DRAWING:
            continue
        elif isinstance(value, list):
            found |= {f"{name}_{inner}": text for inner, text in _attributes(value).items()}
        elif value and name != "isgroup":
            found[name] = f"{found[name]}{_BETWEEN}{value}" if found.get(name) else value
    return {name: " ".join(text.split()) for name, text in found.items() if text}


def _first(entries: "list[Entry]", wanted: str) -> str:
    return next((value for key, value in entries if key == wanted and isinstance(value, str)), "")


def _entries(path: Path, text: str) -> "list[Entry]":
    """The keys and values of a text.

    Raises:
        StudyError: brackets do not match, or a key has no value.
    """
    outer: list[Entry] = []
    stack = [outer]
    key = ""
    for value, is_text, place in _tokens(text):
        if value == "]" and not is_text:
            if key or len(stack) == 1:
                raise _wrong(path, text, place, f"{key} has no value" if key else "] has no [")
            stack.pop()
        elif value == "[" and not is_text:
            if not key:
                raise _wrong(path, text, place, "[ follows no key")
            if len(stack) > DEEPEST:
                raise _wrong(path, text, place, f"it has more than {DEEPEST} lists within each other")
            inner: list[Entry] = []
            stack[-1].append((key, inner))
            stack.append(inner)
            key = ""
        elif key:
            stack[-1].append((key, value))
            key = ""
        elif is_text:
            raise _wrong(path, text, place, "a text follows no key")
        else:
            key = value
    if len(stack) > 1 or key:
        raise _wrong(path, text, len(text), "a ] is missing at its end" if len(stack) > 1 else f"{key} has no value")
    return outer


def _tokens(text: str) -> Iterator[tuple[str, bool, int]]:
    """Each word, sign and text, whether it is a text, and where it stands."""
    for match in _TOKEN.finditer(text):
        if match["text"] is not None:
            yield html.unescape(match["text"]), True, match.start()
        elif match["remark"] is None:
            yield match[0], False, match.start()


def _wrong(path: Path, text: str, place: int, what: str) -> StudyError:
    line = text.count("\n", 0, place) + 1
    return StudyError(f"{path.name} cannot be read as GML: {what[:80]} (line {line:,}). Export it again.")


def _is_gml(path: object) -> bool:
    if not isinstance(path, Path) or path.suffix.lower() != ".gml" or not path.is_file():
        return False
    from graphmodel_loaders.networks.graph_text import beginning

    return _BEGINS.search(beginning(path)) is not None


IMPORTER = graph_importer(
    "gml",
    "a graph in GML, of yEd, Gephi, igraph, networkx and others",
    "GML",
    _read,
    _is_gml,
    (".gml",),
)
