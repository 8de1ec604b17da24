"""Maps of Kumu as JSON: an element for each node, a connection for each claim.

Facts: Kumu's guide on JSON blueprints (https://docs.kumu.io/guides/import/blueprints). Connections name elements by id;
two connections with the same ends stay apart if they have ids. Several values of a field are a list.
"""

import json
from pathlib import Path

from graphmodel.exporters.graph_rows import ALL_NODES, ENDS, Value, graph_rows, new_file, renamed
from graphmodel.formats import ExportableStudy, Exporter, ExportReport

RESERVED = frozenset(
    {"id", "_id", "label", "type", "tags", "description", "image", "from", "to", "direction", "element type"}
)
"""Names of fields to which Kumu gives a meaning."""


def write_kumu(study: ExportableStudy, target: Path, *, all_nodes: bool = False) -> ExportReport:
    """Write the nodes and claims of a study as the elements and connections of a map.

    Args:
        study: the study; its graph is needed.
        target: a new file that ends in ``.json``.
        all_nodes: also write the nodes that no claim joins.

    Raises:
        OutputError: the file exists, has another ending, or cannot be written.
    """
    with new_file(target, ".json") as work:
        rows = graph_rows(study, all_nodes=all_nodes)
        symmetric = sum(claim.get("symmetric") is True for claim in rows.claims)
        content = {
            "elements": [_element(node) for node in rows.nodes],
            "connections": [_connection(claim) for claim in rows.claims],
        }
        work.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8", newline="\n")
    keeping = "In Kumu, import the file. Elements and connections keep their ids, so that it can be imported again."
    notes = [*rows.notes, keeping]
    if symmetric:
        notes.insert(0, f"Written as mutual connections, because their verb has no direction: {symmetric:,} claims.")
    return ExportReport((target,), rows.counts, tuple(notes))


def _element(node: dict[str, Value]) -> dict[str, Value]:
    own = {name: value for name, value in node.items() if name not in {"id", "label", "kind"}}
    return {"id": node["id"], "label": node["label"], "type": node["kind"], **renamed(own, RESERVED, "node")}


def _connection(claim: dict[str, Value]) -> dict[str, Value]:
    own = {name: value for name, value in claim.items() if name not in {*ENDS, "summary", "symmetric"}}
    return {
        "id": claim["claim"],
        "from": claim["subject"],
        "to": claim["object"],
        "type": str(claim["predicate"]).replace("_", " "),
        "direction": "mutual" if claim.get("symmetric") is True else "directed",
        "description": claim.get("summary", ""),
        **renamed(own, RESERVED, "claim"),
    }


EXPORTER = Exporter(
    "kumu",
    "a map of Kumu as JSON, one connection a claim",
    write_kumu,
    target="file",
    options=(ALL_NODES,),
)
