"""Plain graphs as studies: nodes and edges with attributes, as drawing programs and libraries have them."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graphmodel.account import Account
from graphmodel.formats import ImportedStudy, Importer, Row
from graphmodel.schema import Kind
from graphmodel.schema.dates import read_date
from graphmodel.schema.reading import name_key
from graphmodel.schema.vocabularies import VOCABULARIES
from graphmodel_loaders.networks.builder import Network, all_attributes
from graphmodel_loaders.networks.edges import Edge, Key, Quote, lasting
from graphmodel_loaders.networks.kinds import KIND, kind_named, type_of
from graphmodel_loaders.networks.own_exports import is_own, own_study

_VERBS = (
    *("predicate", "verb", "relationship", "relation", "interaction", "kind", "type"),
    *("edge_label", "labele", "label", "name"),
)
"""Attributes that may say what an edge says, the likeliest first."""
_QUOTES = ("quote", "quotation", "verbatim")
_SOURCES = ("interview", "transcript", "document", "source")
_SPEAKERS = ("speaker", "interviewee", "respondent", "informant")
_CODERS = ("coder", "coded_by")
_SUMMARIES = ("summary", "description")
WITHIN = "within"
"""The column with the label of the node that holds a node."""


@dataclass(frozen=True)
class GraphNode:
    """A node of a graph: its id, its label (empty: none), its attributes by tidy names, and the node that holds it."""

    id: str
    label: str
    attributes: Mapping[str, str]
    place: str
    within: str = ""


@dataclass(frozen=True)
class GraphEdge:
    """An edge of a graph: its id (empty: none), the ids of its ends, and its attributes by tidy names."""

    id: str
    source: str
    target: str
    attributes: Mapping[str, str]
    place: str
    is_directed: bool = True


@dataclass
class Graph:
    """A graph as a file holds it; ``title`` is empty if it has none."""

    nodes: list[GraphNode] = field(default_factory=list)
    edges: list[GraphEdge] = field(default_factory=list)
    title: str = ""
    has_all_nodes: bool = True
    """Whether an edge may only name nodes that are listed."""


def graph_importer(
    name: str,
    help_: str,
    program: str,
    read: Callable[[Path, Account], Graph],
    recognises: Callable[[object], bool],
    endings: tuple[str, ...],
) -> Importer:
    """The importer of a format that holds a graph: its nodes and edges are the nodes and claims of a study.

    Args:
        name: what users type.
        help_: one line for listings.
        program: the program or format, which begins names of columns that the model has already.
        read: the graph of a file; what is not part of it goes to the account. Raises StudyError.
        recognises: whether a path looks like this format.
        endings: endings of its files.
    """

    def read_study(path: Path, *, study_id: str = "study", kind: str = "") -> ImportedStudy:
        default = kind_named(kind)
        account = Account()
        return study_of_graph(read(path, account), path, program, account, study_id, default)

    return Importer(name, help_, read_study, recognises, endings=endings, options=(KIND,))


def study_of_graph(
    graph: Graph, path: Path, program: str, account: Account, study_id: str, kind: Kind | None = None
) -> ImportedStudy:
    """The study whose nodes and claims are the nodes and edges of a graph.

    Args:
        graph: the graph.
        path: its file.
        program: its program or format, which begins names of columns that the model has already.
        account: takes what became of nodes and edges.
        study_id: id of the study.
        kind: the kind of nodes whose type means none; None: a person decides.
    """
    own_nodes = [{**node.attributes, "id": node.id, "label": node.label} for node in graph.nodes]
    own_edges = [_own_edge(edge) for edge in graph.edges]
    if is_own(own_nodes, own_edges):
        settings = {"id": study_id, "title": graph.title or path.stem}
        return own_study(own_nodes, own_edges, account, settings)
    building = _Building(Network(path, program, account, kind), graph.has_all_nodes)
    for node in graph.nodes:
        building.add_node(node)
    for node in graph.nodes:
        building.put_within(node)
    for edge in graph.edges:
        building.add_edge(edge)
    building.remark()
    return building.network.study(study_id, title=graph.title)


def _own_edge(edge: GraphEdge) -> Row:
    attributes = edge.attributes
    verb = attributes.get("predicate") or attributes.get("kind", "")
    return {**attributes, "id": edge.id, "source": edge.source, "target": edge.target, "verb": verb}


class _Building:
    def __init__(self, network: Network, has_all_nodes: bool) -> None:
        self.network = network
        self._has_all_nodes = has_all_nodes
        self._by_label: dict[str, dict[Key, None]] = defaultdict(dict)
        self._undirected = self._repeated = self._unlisted = self._held = 0

    def add_node(self, node: GraphNode) -> None:
        """Make a node of a node; the same id again fills it in."""
        if not node.id and not name_key(node.label):
            self.network.account.reject("nodes", "the node has neither an id nor a label", node.place)
            return
        named, type_ = type_of(node.attributes)
        label = node.label if name_key(node.label) else node.id
        own_id = lasting(node.id) if name_key(node.id) != name_key(label) else ""
        key = _key(node.id or node.label)
        self._repeated += key in self.network
        attributes = all_attributes(node.attributes, (named,))
        self.network.add_node(key, label if name_key(label) else "node", type_, own_id=own_id, attributes=attributes)
        self._by_label[name_key(label)][key] = None
        self.network.account.take("nodes")

    def put_within(self, node: GraphNode) -> None:
        """Say which node holds a node, as groups of yEd do."""
        key, holder = _key(node.id or node.label), _key(node.within)
        if node.within and key in self.network and holder in self.network:
            self.network.set_column(key, WITHIN, self.network.label(holder))
            self._held += 1

    def add_edge(self, edge: GraphEdge) -> None:
        """Make a claim of an edge."""
        if not edge.source or not edge.target:
            self.network.account.reject("edges", "the edge has no source or no target", edge.place)
            return
        ends = [self._end(edge.source), self._end(edge.target)]
        for end, name in zip(ends, (edge.source, edge.target), strict=True):
            if end not in self.network:
                if self._has_all_nodes or not name_key(name):
                    self.network.account.reject("edges", "the edge names a node that does not exist", edge.place)
                    return
                self._unlisted += 1
                self.network.add_node(end, name)
        if self.network.add_edge("edges", self._edge(edge, ends)):
            self._undirected += not edge.is_directed

    def _end(self, name: str) -> Key:
        """The node of that id; in tables, where edges may name nodes by label, else the one node of that label."""
        key = _key(name)
        if key in self.network or self._has_all_nodes:
            return key
        named = list(self._by_label.get(name_key(name), ()))
        return named[0] if len(named) == 1 else key

    def remark(self) -> None:
        """Say what is not as it stands in the graph."""
        prefix = self.network.prefix
        remarks = (
            (self._repeated, "Nodes listed again, whose attributes were merged: {}."),
            (self._unlisted, "Nodes that only edges name, whose kind is not stated: {}."),
            (self._held, f"Nodes within other nodes, which the column {WITHIN} names: {{}}."),
            (
                self._undirected,
                "Undirected edges, whose claims go from the first node to the second (see the column "
                f"{prefix}_direction): {{}}.",
            ),
        )
        self.network.account.remarks += [text.format(f"{number:,}") for number, text in remarks if number]

    def _edge(self, edge: GraphEdge, ends: Sequence[Key]) -> Edge:
        left = dict(edge.attributes)
        verb = _taken(left, _VERBS)
        words = _taken(left, _QUOTES)
        source, speaker = _taken(left, _SOURCES), _taken(left, _SPEAKERS)
        columns = {"coder": _taken(left, _CODERS), "summary": _taken(left, _SUMMARIES)}
        if date := read_date(left.get("date", "")[:10]):
            columns["date"] = date
            del left["date"]
        if left.get("polarity", "") in VOCABULARIES["polarity"]:
            columns["polarity"] = left.pop("polarity")
        own = self.network.own_columns("claims", left)
        own_id = lasting(edge.id)
        if own_id:
            own[f"{self.network.prefix}_id"] = own_id
        if not edge.is_directed:
            own[f"{self.network.prefix}_direction"] = "undirected"
        return Edge(
            ends[0],
            ends[1],
            verb,
            edge.place,
            own_id,
            self._source(source),
            self._speaker(speaker),
            columns,
            own,
            (Quote(words),) if words else (),
        )

    def _source(self, name: str) -> Key | None:
        if not name_key(name):
            return None
        self.network.add_source((name_key(name),), name)
        return (name_key(name),)

    def _speaker(self, name: str) -> Key | None:
        """The actor of that id or label, made now if there is none."""
        if not name_key(name):
            return None
        key = _key(name)
        if self.network.kind(key) == "actor":
            return key
        by_label = self.network.actor_called(name)
        if by_label is None:
            by_label = ("speaker", name_key(name))
            self.network.add_node(by_label, name, kind="actor")
        return by_label


def _key(id_: str) -> Key:
    return ("id", id_)


def _taken(attributes: dict[str, str], names: Sequence[str]) -> str:
    """The first of these attributes that has text, which is taken out."""
    for name in names:
        if attributes.get(name):
            return attributes.pop(name)
    return ""
