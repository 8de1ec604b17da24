"""Nodes and relationships as any source of graphs can hand them over."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

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
