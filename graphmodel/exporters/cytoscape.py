"""JSON of Cytoscape.js, which Cytoscape imports too: one edge a claim.

Facts: the notation of elements in Cytoscape.js (https://js.cytoscape.org/#notation/elements-json). Ids are texts, each
once among nodes and edges together; ``source`` and ``target`` are the ends of an edge, ``parent`` a node around a node.
"""

import json
from pathlib import Path

from graphmodel.exporters.graph_rows import ALL_NODES, ENDS, Value, graph_rows, new_file, renamed
from graphmodel.formats import ExportableStudy, Exporter, ExportReport

RESERVED = frozenset({"id", "source", "target", "parent", "name", "shared_name", "shared name", "suid"})
"""Names of data to which Cytoscape.js or Cytoscape gives a meaning."""


def write_cytoscape(study: ExportableStudy, target: Path, *, all_nodes: bool = False) -> ExportReport:
    """Write the nodes and claims of a study as the elements of a graph.

    Args:
        study: the study; its graph is needed.
        target: a new file that ends in ``.json`` or ``.cyjs``.
        all_nodes: also write the nodes that no claim joins.

    Raises:
        OutputError: the file exists, has another ending, or cannot be written.
    """
    with new_file(target, ".cyjs", ".json") as work:
        rows = graph_rows(study, all_nodes=all_nodes)
        taken = {str(node["id"]) for node in rows.nodes}
        nodes = [_node(node) for node in rows.nodes]
        edges = [_edge(claim, taken) for claim in rows.claims]
        content = {"data": {"name": rows.title}, "elements": {"nodes": nodes, "edges": edges}}
        work.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8", newline="\n")
    notes = ["In Cytoscape: File, Import, Network from file. Edges have the verb as `interaction`.", *rows.notes]
    return ExportReport((target,), rows.counts, tuple(notes))


def _node(node: dict[str, Value]) -> dict[str, dict[str, Value]]:
    own = {name: value for name, value in node.items() if name not in {"id", "label"}}
    data: dict[str, Value] = {"id": str(node["id"]), "label": node["label"], "name": node["label"]}
    return {"data": {**data, **renamed(own, RESERVED, "node")}}


def _edge(claim: dict[str, Value], taken: set[str]) -> dict[str, dict[str, Value]]:
    own = {name: value for name, value in claim.items() if name not in ENDS}
    verb, id_ = str(claim["predicate"]), str(claim["claim"])
    data: dict[str, Value] = {
        "id": f"claim {id_}" if id_ in taken else id_,
        "source": str(claim["subject"]),
        "target": str(claim["object"]),
        "interaction": verb,
        "label": verb.replace("_", " "),
        "claim": id_,
    }
    return {"data": {**data, **renamed(own, RESERVED, "claim")}}


EXPORTER = Exporter(
    "cytoscape",
    "JSON for Cytoscape.js and Cytoscape, one edge per claim",
    write_cytoscape,
    target="file",
    options=(ALL_NODES,),
)
