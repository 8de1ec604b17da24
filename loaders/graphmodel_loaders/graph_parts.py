"""The parts of a graph from any source, their properties as cells, and what has no place in a table."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphmodel.wording import counted
from graphmodel_loaders.rows import tidy_name

Key = Hashable
"""By which a relationship names the nodes that it joins."""


@dataclass(frozen=True)
class GraphNode:
    """One node."""

    labels: frozenset[str]
    properties: Mapping[str, Any]


@dataclass(frozen=True)
class GraphRelationship:
    """One relationship; ``start`` and ``end`` are keys of nodes."""

    type: str
    start: Key
    end: Key
    properties: Mapping[str, Any]


Row = dict[str, str]


def cell(value: Any) -> str:
    """The text of one value: nothing for null and NaN, ``;`` between the entries of a list, yes and no."""
    if hasattr(value, "tolist"):
        value = value.tolist()  # from numpy's types to Python's own
    if value is None or value != value:  # noqa: PLR0124 - NaN, as frames have it for missing
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a column of whole numbers is one of floats in a frame where one is missing
    if isinstance(value, list | tuple | set | frozenset):
        return ";".join(text for entry in value if (text := cell(entry)))
    return str(value).strip()


def joined(texts: Iterable[str]) -> str:
    """What several claims say of one thing, in one cell; where they disagree, the check will report it."""
    return ";".join(dict.fromkeys(text for text in texts if text))


def entries(text: str) -> list[str]:
    """The entries of a cell."""
    return [entry for part in text.split(";") if (entry := part.strip())]


def cells(properties: Mapping[str, Any], known: Mapping[str, str], columns: Collection[str]) -> Row:
    """The filled cells of one row.

    Args:
        properties: of a node or relationship.
        known: the column of each property that has one; any other becomes one of the study's own.
        columns: all columns of the table, whose names are taken.
    """
    found = {}
    for name, value in properties.items():
        if text := cell(value):
            found[known[name] if name in known else own_column(name, columns)] = text
    return found


def own_column(name: str, columns: Collection[str]) -> str:
    """The column of a property that the schema does not know, named as the build would name the property."""
    while tidy_name(name) in columns:
        name = f"study_{name}"
    return name


def header(columns: Iterable[str], rows: Iterable[Row]) -> list[str]:
    """The columns of a table: those of the schema, then the study's own."""
    known = list(columns)
    return [*known, *sorted({name for row in rows for name in row} - set(known))]


@dataclass
class LeftOut:
    """Counts of what was left out.

    Attributes:
        nodes: nodes without a label of a study, by their labels.
        labels: nodes that are in a table, by another label that they carry besides.
        relationships: by type and the labels that they join.
        properties: properties of relationships whose table or column has none for them.
        blank: nodes and claims without a single property, by label or type.
        next: relationships NEXT between stages that say nothing of their place.
    """

    nodes: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    relationships: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    blank: Counter[str] = field(default_factory=Counter)
    next: int = 0

    def remarks(self) -> list[str]:
        """One sentence for each sort of thing that was left out; none where everything has a place."""
        found = []
        if self.nodes:
            what = counted(self.nodes.total(), "node")
            found.append(f"Left out: {what} without a label that graphmodel knows ({_listed(self.nodes)}).")
        if self.labels:
            found.append(f"Not kept: other labels of nodes that were taken ({_listed(self.labels)}).")
        if self.relationships:
            what = counted(self.relationships.total(), "relationship")
            found.append(f"Left out: {what} that graphmodel does not know ({_listed(self.relationships)}).")
        if self.properties:
            found.append(f"Left out: properties that no column takes ({_listed(self.properties)}).")
        if self.blank:
            found.append(f"Left out: nodes and claims without any property ({_listed(self.blank)}).")
        if self.next:
            found.append(
                f"Left out: {counted(self.next, 'relationship')} NEXT. The order of stages is taken from their "
                "property `order` (1, 1.1, 1.2, 2)."
            )
        return found


def named(labels: Iterable[str]) -> str:
    """Labels of one node for a message."""
    return ":".join(sorted(labels)) or "no label"


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name}: {number:,}" for name, number in sorted(counts.items()))
