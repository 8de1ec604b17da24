"""GEXF 1.3, the exchange format of Gephi: one edge a claim, with its verb as kind and its date as a span of days.

Facts: the schema and primer of GEXF 1.3 (https://gexf.net). Edges between the same two nodes stay apart if their
``kind`` differs; ``start`` and ``end`` say when an edge exists, both included.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from graphmodel.exporters.graph_rows import (
    ALL_NODES,
    ENDS,
    Value,
    as_text,
    graph_rows,
    new_file,
    renamed,
    xml_text,
)
from graphmodel.formats import ExportableStudy, Exporter, ExportReport
from graphmodel.schema.dates import span

RESERVED = frozenset({"id", "source", "target", "weight", "interval", "timeset", "timestamp"})
"""Titles of attributes to which Gephi gives a meaning."""


def write_gexf(study: ExportableStudy, target: Path, *, all_nodes: bool = False) -> ExportReport:
    """Write the nodes and claims of a study as one graph.

    Args:
        study: the study; its graph is needed.
        target: a new file that ends in ``.gexf``.
        all_nodes: also write the nodes that no claim joins.

    Raises:
        OutputError: the file exists, has another ending, or cannot be written.
    """
    with new_file(target, ".gexf") as work:
        rows = graph_rows(study, all_nodes=all_nodes)
        nodes = [
            renamed({name: value for name, value in node.items() if name not in {"id", "label"}}, RESERVED, "node")
            for node in rows.nodes
        ]
        claims = [
            renamed({name: value for name, value in claim.items() if name not in ENDS}, RESERVED, "claim")
            for claim in rows.claims
        ]
        days = [_days(claim) for claim in rows.claims]
        dated = sum(map(bool, days))
        with work.open("w", encoding="utf-8", newline="\n") as file:
            file.write('<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n')
            file.write(f"  <meta><creator>graphmodel</creator><title>{escape(xml_text(rows.title))}</title></meta>\n")
            mode = 'mode="dynamic" timeformat="date" timerepresentation="interval"' if dated else 'mode="static"'
            file.write(f'  <graph defaultedgetype="directed" idtype="string" {mode}>\n')
            node_titles, edge_titles = _declare(file, "node", nodes), _declare(file, "edge", claims)
            file.write("    <nodes>\n")
            for node, own in zip(rows.nodes, nodes, strict=True):
                _write(file, "node", {"id": node["id"], "label": node["label"]}, own, node_titles)
            file.write("    </nodes>\n    <edges>\n")
            for claim, own, span_ in zip(rows.claims, claims, days, strict=True):
                _write(file, "edge", _edge(claim) | span_, own, edge_titles)
            file.write("    </edges>\n  </graph>\n</gexf>\n")
    notes = ["Lists have ; between their entries.", *rows.notes]
    notes.append(
        "In Gephi, choose the edge merge strategy `Don't merge`, or claims with the same verb become one edge."
    )
    if dated:
        what = "Claims with a date, which are there on those days of the timeline: {:,}. The others are always there."
        notes.append(what.format(dated))
    return ExportReport((target,), rows.counts, tuple(notes))


def _declare(file: TextIO, class_: str, rows: Sequence[Mapping[str, Value]]) -> dict[str, str]:
    """Write which attributes there are, with their types; returns the id of each title."""
    kinds: dict[str, set[type]] = {}
    for row in rows:
        for name, value in row.items():
            kinds.setdefault(name, set()).add(type(value))
    titles = {name: str(number) for number, name in enumerate(kinds)}
    file.write(f'    <attributes class="{class_}">\n')
    for name, id_ in titles.items():
        file.write(f'      <attribute id="{id_}" title={_quoted(name)} type="{_type(kinds[name])}"/>\n')
    file.write("    </attributes>\n")
    return titles


def _type(kinds: set[type]) -> str:
    for type_, allowed in (("boolean", {bool}), ("long", {int}), ("double", {int, float})):
        if kinds <= allowed:
            return type_
    return "string"


def _write(
    file: TextIO, name: str, parts: Mapping[str, Value], own: Mapping[str, Value], titles: Mapping[str, str]
) -> None:
    """Write a node or an edge with its attributes."""
    written = " ".join(f"{part}={_quoted(as_text(value))}" for part, value in parts.items())
    file.write(f"      <{name} {written}><attvalues>")
    for title, value in own.items():
        file.write(f'<attvalue for="{titles[title]}" value={_quoted(as_text(value))}/>')
    file.write(f"</attvalues></{name}>\n")


def _edge(claim: Mapping[str, Value]) -> dict[str, Value]:
    verb = str(claim["predicate"])
    ends = {"source": claim["subject"], "target": claim["object"]}
    return {"id": claim["claim"], **ends, "kind": verb, "label": verb.replace("_", " "), "weight": "1.0"}


def _days(claim: Mapping[str, Value]) -> dict[str, Value]:
    """The first and the last day that the date of a claim may mean; nothing where it has none."""
    days = span(str(claim.get("date", "")))
    if days is None:
        return {}
    first, last = (dt.date.fromordinal(max(1, min(day, dt.date.max.toordinal()))) for day in days)
    return {"start": first.isoformat(), "end": last.isoformat()}


def _quoted(text: str) -> str:
    return quoteattr(xml_text(text), {"\n": "&#10;", "\t": "&#9;"})


EXPORTER = Exporter(
    "gexf",
    "a graph in GEXF 1.3 for Gephi, one edge per claim, with dates",
    write_gexf,
    target="file",
    options=(ALL_NODES,),
)
