"""What of a graph has no place in a study's tables: counted, and said."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graphmodel.wording import counted


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
