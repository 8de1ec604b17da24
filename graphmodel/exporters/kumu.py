"""Maps of Kumu as JSON or as a workbook: an element for each node, a connection for each claim.

Facts: Kumu's guides on JSON blueprints and on spreadsheets (https://docs.kumu.io/guides/import). Connections name
elements by id; two connections with the same ends stay apart if they have ids. Several values of a field are a list; in
a cell, ``|`` separates them. A workbook has the sheets ``Elements`` and ``Connections``.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.exporters.graph_rows import ALL_NODES, ENDS, Value, as_text, graph_rows, header, new_file, renamed
from graphmodel.formats import ExportableStudy, Exporter, ExportReport
from graphmodel.problems import OutputError
from graphmodel.wording import counted

if TYPE_CHECKING:
    from graphmodel.output.cells import Plain

RESERVED = frozenset(
    {"id", "_id", "label", "type", "tags", "description", "image", "from", "to", "direction", "element type"}
)
"""Names of fields to which Kumu gives a meaning."""


def write_kumu(study: ExportableStudy, target: Path, *, all_nodes: bool = False) -> ExportReport:
    """Write the nodes and claims of a study as the elements and connections of a map.

    Args:
        study: the study; its graph is needed.
        target: a new file that ends in ``.json`` or ``.xlsx``.
        all_nodes: also write the nodes that no claim joins.

    Raises:
        OutputError: the file exists, has another ending, holds too much for a sheet, or cannot be written.
    """
    with new_file(target, ".json", ".xlsx") as work:
        rows = graph_rows(study, all_nodes=all_nodes)
        symmetric = sum(claim.get("symmetric") is True for claim in rows.claims)
        content = {
            "elements": [_element(node) for node in rows.nodes],
            "connections": [_connection(claim) for claim in rows.claims],
        }
        if target.suffix.lower() == ".xlsx":
            _write_workbook(content, work)
        else:
            work.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8", newline="\n")
    keeping = "In Kumu, import the file. Elements and connections keep their ids, so that it can be imported again."
    notes = [*rows.notes, keeping]
    if symmetric:
        notes.insert(
            0, f"Written as mutual connections, because their verb has no direction: {counted(symmetric, 'claim')}."
        )
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


def _write_workbook(content: dict[str, list[dict[str, Value]]], work: Path) -> None:
    """Write each list as a sheet; lists in cells have ``|`` between their entries."""
    from graphmodel.output.xlsx_writer import MOST_ROWS, new_workbook, save, write_sheet

    book = new_workbook()
    for name, records in content.items():
        if len(records) >= MOST_ROWS:
            raise OutputError(f"A sheet cannot hold {len(records):,} {name}. Name a file that ends in .json.")
        columns = header((), records)
        write_sheet(book, name.capitalize(), [_heading(column) for column in columns], _cells(columns, records))
    save(book, work)


def _heading(column: str) -> str:
    """Names to which Kumu gives a meaning as its guide writes them."""
    return "ID" if column == "id" else column.capitalize() if column in RESERVED else column


def _cells(columns: Sequence[str], records: Sequence[dict[str, Value]]) -> "list[list[Plain]]":
    return [[as_text(record.get(column, ""), "|") for column in columns] for record in records]


EXPORTER = Exporter(
    "kumu",
    "a map of Kumu as JSON or a workbook, one connection per claim",
    write_kumu,
    target="file",
    options=(ALL_NODES,),
)
