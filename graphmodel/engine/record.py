"""What is stored with a graph: how it was built, and its layout."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from graphmodel.schema.layout import EdgeType, Layout, layout
from graphmodel.wording import counted


@dataclass(frozen=True)
class BuildRecord:
    """How a graph was built.

    ``database`` names the file that holds it (on a server: the study), ``content`` is the hash of what it was
    built from, ``rows`` counts for each table the rows read, taken, rejected and left out, and ``graph`` the nodes and
    relationships by label and type.
    """

    database: str
    content: str
    version: str
    rows: dict[str, dict[str, int]] = field(default_factory=dict)
    graph: dict[str, int] = field(default_factory=dict)

    @property
    def rows_read(self) -> str:
        """How many rows were read, and what became of them."""
        names = ("read", "taken", "rejected", "left_out")
        read, taken, rejected, left_out = (sum(row.get(name, 0) for row in self.rows.values()) for name in names)
        others = f", {left_out:,} of other coders left out" if left_out else ""
        return f"Read {counted(read, 'row')}: {taken:,} taken, {rejected:,} rejected{others}."


def layout_data(layout: Layout) -> dict[str, Any]:
    """A layout as plain data for JSON."""
    return {
        "nodes": {label: dict(properties) for label, properties in layout.nodes.items()},
        "edges": {
            name: {"pairs": [list(pair) for pair in edge.pairs], "properties": dict(edge.properties)}
            for name, edge in layout.edges.items()
        },
    }


def layout_from(data: Mapping[str, Any]) -> Layout:
    """The layout that ``layout_data`` wrote."""
    edges = {
        name: EdgeType(name, tuple((a, b) for a, b in edge["pairs"]), edge["properties"])
        for name, edge in data["edges"].items()
    }
    return Layout(data["nodes"], edges)


def is_of_schema(there: Layout) -> bool:
    """Does the schema know every label and relationship type of a layout?"""
    labels, types = _schema_names()
    ends = {label for edge in there.edges.values() for pair in edge.pairs for label in pair}
    return {*there.nodes, *ends} <= labels and set(there.edges) <= types


@cache
def _schema_names() -> tuple[frozenset[str], frozenset[str]]:
    empty = layout({}, [])
    return frozenset(empty.nodes), frozenset(empty.edges)
