"""Tables for Gephi: nodes.csv and edges.csv, one edge per claim.

Facts: Gephi's page on spreadsheets (https://gephi.org/users/supported-graph-formats/spreadsheet). It
knows the columns ``Id`` and ``Label`` of nodes and ``Source``, ``Target``, ``Type``, ``Kind``, ``Id``,
``Label`` and ``Weight`` of edges, in upper or lower case; every other column is an attribute. Edges
between the same two nodes stay apart if their ``Kind`` differs, or if they are not merged.
"""

from collections.abc import Collection, Mapping
from pathlib import Path

from graphmodel.exporters.graph_rows import ALL_NODES, ENDS, Value, as_text, graph_rows, header, renamed
from graphmodel.formats import ExportableStudy, Exporter, ExportReport
from graphmodel.output.files import replacing_folder
from graphmodel.own_files import earlier_files, list_files
from graphmodel.problems import OutputError

NODE_COLUMNS = ("Id", "Label")
EDGE_COLUMNS = ("Source", "Target", "Type", "Kind", "Id", "Label", "Weight", "source_label", "target_label")
_TIMES = frozenset({"interval", "time interval", "timeset", "timestamp"})
"""Columns that Gephi would read as times."""


def write_gephi(study: ExportableStudy, target: Path, *, all_nodes: bool = False) -> ExportReport:
    """Write the nodes and claims of a study as the two tables that Gephi imports.

    Args:
        study: the study; its graph is needed.
        target: a new or empty folder, or one with an unchanged earlier export, which is replaced.
        all_nodes: also write the nodes that no claim joins.

    Raises:
        OutputError: the folder holds anything else, or cannot be written to.
    """
    from graphmodel_loaders.folder_writer import write_csv

    earlier = earlier_files(target)
    rows = graph_rows(study, all_nodes=all_nodes)
    nodes = [_node(record) for record in rows.nodes]
    edges = [_edge(record, rows.labels) for record in rows.claims]
    try:
        with replacing_folder(target, earlier) as work:
            files = [
                write_csv(work / "nodes.csv", header(NODE_COLUMNS, nodes), nodes),
                write_csv(work / "edges.csv", header(EDGE_COLUMNS, edges), edges),
            ]
            files.append(list_files(work, files, {"format": EXPORTER.name}))
    except OSError as error:
        raise OutputError(f"The tables could not be written to {target}: {error.strerror or error}.") from error
    merging = "In Gephi, import nodes.csv first, then edges.csv into the same workspace, with `Don't merge`."
    return ExportReport(tuple(target / file.name for file in files), rows.counts, (*rows.notes, merging))


def _node(record: Mapping[str, Value]) -> dict[str, str]:
    own = {name: value for name, value in record.items() if name not in {"id", "label"}}
    return {"Id": str(record["id"]), "Label": str(record["label"]), **_attributes(own, NODE_COLUMNS, "node")}


def _edge(record: Mapping[str, Value], labels: Mapping[str, str]) -> dict[str, str]:
    own = {name: value for name, value in record.items() if name not in ENDS}
    subject, verb, object_ = str(record["subject"]), str(record["predicate"]), str(record["object"])
    return {
        "Source": subject,
        "Target": object_,
        "Type": "Directed",
        "Kind": verb,
        "Id": str(record["claim"]),
        "Label": verb.replace("_", " "),
        "Weight": "1",
        "source_label": labels[subject],
        "target_label": labels[object_],
        **_attributes(own, EDGE_COLUMNS, "claim"),
    }


def _attributes(properties: Mapping[str, Value], known: Collection[str], prefix: str) -> dict[str, str]:
    """Properties as text, by names that Gephi takes for attributes."""
    reserved = {name.lower() for name in known} | _TIMES
    return {name: as_text(value) for name, value in renamed(properties, reserved, prefix).items()}


EXPORTER = Exporter(
    "gephi",
    "node and edge tables for Gephi, one edge per claim",
    write_gephi,
    options=(ALL_NODES,),
)
