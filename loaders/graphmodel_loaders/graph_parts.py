"""The parts of a graph from any source, their properties as cells, and what has no place in a table."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphmodel.account import Account
from graphmodel.formats import Row
from graphmodel_loaders.rows import tidy_name

Key = Hashable
"""Identifies a node for the relationships that join it."""


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


def cell(value: Any) -> str:
    """The text of one value: nothing for null and NaN, ``;`` between the entries of a list, yes and no."""
    if hasattr(value, "tolist"):
        value = value.tolist()  # from numpy's types to Python's own
    if value is None or value != value:  # noqa: PLR0124 - NaN, as frames have it for missing
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # frames store whole numbers as floats if one is missing
    if isinstance(value, list | tuple | set | frozenset):
        return ";".join(text for entry in value if (text := cell(entry)))
    return str(value).strip()


def joined(texts: Iterable[str]) -> str:
    """What several claims say about one thing, in one cell; the check reports disagreement."""
    return ";".join(dict.fromkeys(text for text in texts if text))


def entries(text: str) -> list[str]:
    """The entries of a cell."""
    return [entry for part in text.split(";") if (entry := part.strip())]


def cells(properties: Mapping[str, Any], known: Mapping[str, str], columns: Collection[str]) -> Row:
    """The filled cells of one row.

    Args:
        properties: of a node or relationship.
        known: the column of each property that has one; any other becomes a column of the study's own.
        columns: all columns of the table.
    """
    row = {}
    for name, value in properties.items():
        if text := cell(value):
            row[known[name] if name in known else own_column(name, columns)] = text
    return row


def own_column(name: str, columns: Collection[str]) -> str:
    """A name for the column of a property that the schema does not know; the build gives it back to the property."""
    while tidy_name(name) in columns:
        name = f"study_{name}"
    return name


def header(columns: Iterable[str], rows: Iterable[Row]) -> list[str]:
    """The columns of a table: those of the schema, then the study's own."""
    known = list(columns)
    return [*known, *sorted({name for row in rows for name in row} - set(known))]


@dataclass
class LeftOut:
    """Counts of what in a graph has no place in a study's tables.

    Attributes:
        nodes: nodes without a label of a study, by their labels.
        labels: other labels of nodes that are in a table.
        relationships: by type and the labels that they join.
        properties: properties of relationships that no column holds.
        blank: nodes and claims without a single property, by label or type.
        next: relationships NEXT between stages that have no order.
    """

    nodes: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    relationships: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    blank: Counter[str] = field(default_factory=Counter)
    next: int = 0

    def account(self, nodes: int, relationships: int) -> Account:
        """The account of a graph with that many nodes and relationships."""
        account = Account()
        blank_claims = self.blank["CLAIM"]
        account.take("nodes", nodes - self.nodes.total() - (self.blank.total() - blank_claims))
        account.take("relationships", relationships - self.relationships.total() - blank_claims - self.next)
        for labels, number in sorted(self.nodes.items()):
            account.leave_out("nodes", f"graphmodel does not know the label {labels}", number=number)
        for what, number in sorted(self.relationships.items()):
            account.leave_out("relationships", f"graphmodel does not know {what}", number=number)
        for what, number in sorted(self.blank.items()):
            account.leave_out(
                "relationships" if what == "CLAIM" else "nodes", f"{what} without a property", number=number
            )
        account.leave_out(
            "relationships", "NEXT: the order of stages is the property `order` (1, 1.1, 1.2, 2)", number=self.next
        )
        if self.labels:
            account.remarks.append(f"Not kept: other labels of nodes ({_listed(self.labels)}).")
        if self.properties:
            account.remarks.append(f"Not kept: properties that no column holds ({_listed(self.properties)}).")
        return account


def named(labels: Iterable[str]) -> str:
    """Labels of one node for a message."""
    return ":".join(sorted(labels)) or "no label"


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name}: {number:,}" for name, number in sorted(counts.items()))
