"""Tables for Gephi: nodes.csv and edges.csv, one edge a claim.

Facts: Gephi's page on spreadsheets (https://gephi.org/users/supported-graph-formats/spreadsheet). It
knows the columns ``Id`` and ``Label`` of nodes and ``Source``, ``Target``, ``Type``, ``Kind``, ``Id``,
``Label`` and ``Weight`` of edges, in upper or lower case; every other column is an attribute. Edges
between the same two nodes stay apart if their ``Kind`` differs, or if they are not merged.
"""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from graphmodel.formats import ExportableStudy, Exporter, ExportReport, FormatOption
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
    from graphmodel.schema import KINDS
    from graphmodel_loaders.folder_writer import write_csv

    earlier = earlier_files(target)
    frames = study.frames
    claims = frames.claims
    joined = {*claims["subject"], *claims["object"]}
    records = [record for kind in KINDS for record in frames.nodes(kind.label).to_dict("records")]
    chosen = [record for record in records if all_nodes or record["id"] in joined]
    nodes = [_node(record) for record in chosen]
    labels = {record["id"]: record["label"] for record in records}
    edges = [_edge(record, labels) for record in claims.to_dict("records")]
    try:
        with replacing_folder(target, earlier) as work:
            files = [
                write_csv(work / "nodes.csv", _header(NODE_COLUMNS, nodes), nodes),
                write_csv(work / "edges.csv", _header(EDGE_COLUMNS, edges), edges),
            ]
            files.append(list_files(work, files, {"format": EXPORTER.name}))
    except OSError as error:
        raise OutputError(f"The tables could not be written to {target}: {error.strerror or error}.") from error
    notes = ["Not written: relationships other than claims, such as memberships and the order of stages."]
    if len(chosen) < len(records):
        left = len(records) - len(chosen)
        notes.append(f"Not written: {left:,} nodes that no claim joins (-O all_nodes=yes writes them).")
    notes.append("In Gephi, import nodes.csv first, then edges.csv into the same workspace, with `Don't merge`.")
    return ExportReport(
        tuple(target / file.name for file in files), {"nodes": len(nodes), "claims": len(edges)}, tuple(notes)
    )


def _node(record: Mapping[Any, Any]) -> dict[str, str]:
    own = {name: value for name, value in record.items() if name not in {"id", "label"}}
    return {"Id": str(record["id"]), "Label": str(record["label"]), **_attributes(own, NODE_COLUMNS, "node")}


def _edge(record: Mapping[Any, Any], labels: Mapping[str, str]) -> dict[str, str]:
    ends = {"subject", "object", "subject_kind", "object_kind", "claim", "predicate"}
    own = {name: value for name, value in record.items() if name not in ends}
    subject, verb, object_ = record["subject"], str(record["predicate"]), record["object"]
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


def _attributes(properties: Mapping[Any, Any], known: Collection[str], prefix: str) -> dict[str, str]:
    """The filled properties as text, by names that Gephi takes for attributes."""
    reserved = {name.lower() for name in known} | _TIMES
    attributes = {}
    for name, value in properties.items():
        if text := _text(value):
            attributes[f"{prefix}_{name}" if str(name).lower() in reserved else str(name)] = text
    return attributes


def _text(value: Any) -> str:
    import pandas as pd

    if isinstance(value, list):
        return ";".join(map(str, value))
    if pd.isna(value):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _header(known: Iterable[str], rows: Iterable[Mapping[str, str]]) -> list[str]:
    return list(dict.fromkeys([*known, *(name for row in rows for name in row)]))


EXPORTER = Exporter(
    "gephi",
    "node and edge tables for Gephi, one edge a claim",
    write_gephi,
    options=(FormatOption("all_nodes", "also write the nodes that no claim joins (yes or no)", False),),
)
