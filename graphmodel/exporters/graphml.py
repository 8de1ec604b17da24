"""GraphML: a graph with typed attributes, one edge per claim, parallel edges kept.

Facts: the primer of GraphML (http://graphml.graphdrawing.org/primer/graphml-primer.html). networkx writes it; the id of
each edge is that of its claim, which is an attribute too, because igraph does not read ids of edges.
"""

from pathlib import Path

from graphmodel.exporters.graph_rows import ALL_NODES, ENDS, Value, as_text, graph_rows, new_file, renamed, xml_text
from graphmodel.formats import ExportableStudy, Exporter, ExportReport

RESERVED = frozenset({"id", "source", "target"})
"""Names of attributes that readers of graphs take for the ends or the id of an edge."""


def write_graphml(study: ExportableStudy, target: Path, *, all_nodes: bool = False) -> ExportReport:
    """Write the nodes and claims of a study as one graph.

    Args:
        study: the study; its graph is needed.
        target: a new file that ends in ``.graphml``.
        all_nodes: also write the nodes that no claim joins.

    Raises:
        OutputError: the file exists, has another ending, or cannot be written.
    """
    import networkx as nx

    with new_file(target, ".graphml") as work:
        rows = graph_rows(study, all_nodes=all_nodes)
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(title=xml_text(rows.title))
        for node in rows.nodes:
            properties = {name: value for name, value in node.items() if name != "id"}
            graph.add_node(xml_text(str(node["id"])), **_attributes(properties, "node"))
        for claim in rows.claims:
            properties = {name: value for name, value in claim.items() if name not in ENDS}
            verb, id_ = str(claim["predicate"]), xml_text(str(claim["claim"]))
            subject, object_ = (xml_text(str(claim[end])) for end in ("subject", "object"))
            attributes = {
                "claim": id_,
                "predicate": verb,
                "label": verb.replace("_", " "),
                **_attributes(properties, "claim"),
            }
            graph.add_edge(subject, object_, key=id_, **attributes)
        with work.open("wb") as file:
            nx.write_graphml_xml(graph, file, infer_numeric_types=True)
    notes = ("Lists have ; between their entries: GraphML has no lists.", *rows.notes)
    return ExportReport((target,), rows.counts, notes)


def _attributes(properties: dict[str, Value], prefix: str) -> dict[str, str | int | float | bool]:
    """Attributes as networkx writes them: text, numbers and yes or no."""
    return {
        xml_text(name): xml_text(as_text(value)) if isinstance(value, str | list) else value
        for name, value in renamed(properties, RESERVED, prefix).items()
    }


EXPORTER = Exporter(
    "graphml",
    "a graph in GraphML for yEd, Gephi, Cytoscape, networkx and igraph, one edge per claim",
    write_graphml,
    target="file",
    options=(ALL_NODES,),
)
