"""A whole graph as plain values: to compare it with another, or to hand it over."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from graphmodel.frames.study_frames import StudyFrames, StudySettings
from graphmodel.schema import KINDS
from graphmodel.schema.layout import APART, REFERENCE_EDGES, STATE_AT, TABLE_EDGES
from graphmodel_loaders.graph_parts import GraphNode, GraphRelationship, Key

LABELS = [*APART, *(kind.label for kind in KINDS)]
TYPES = ["CLAIM", "NEXT", STATE_AT, *dict.fromkeys(e.type for e in REFERENCE_EDGES), *(e.type for e in TABLE_EDGES)]

Properties = dict[str, Any]


@dataclass(frozen=True)
class WholeGraph:
    """Everything in a graph; a property that is null is none.

    ``nodes`` by label and id, ``relationships`` with how often each is there.
    """

    nodes: dict[tuple[str, str], Properties]
    relationships: Counter[tuple[str, str, str, frozenset[tuple[str, Any]]]]
    settings: StudySettings

    def parts(self) -> tuple[dict[Key, GraphNode], list[GraphRelationship]]:
        """As a source of graphs hands it over. Ids are unique but for the study's own."""
        nodes = {key: GraphNode(frozenset({key[0]}), properties) for key, properties in self.nodes.items()}
        keys = {id_: (label, id_) for label, id_ in self.nodes if label not in APART}
        return nodes, [
            GraphRelationship(type_, keys[start], keys[end], {name: _list(value) for name, value in properties})
            for type_, start, end, properties in self.relationships.elements()
        ]

    def differences(self, other: "WholeGraph") -> list[str]:
        """What one has and the other has not, a line each."""
        found = [
            f"{key}.{name}: {a!r} is {b!r}"
            for key in sorted(self.nodes.keys() | other.nodes.keys())
            for name, a, b in _unequal(self.nodes.get(key, {}), other.nodes.get(key, {}))
        ]
        found += [f"gone: {row}" for row in self.relationships - other.relationships]
        found += [f"new: {row}" for row in other.relationships - self.relationships]
        return found if self.settings == other.settings else [*found, f"{self.settings} is {other.settings}"]


def _unequal(one: Properties, other: Properties) -> list[tuple[str, Any, Any]]:
    names = sorted(one.keys() | other.keys())
    return [(name, one.get(name), other.get(name)) for name in names if one.get(name) != other.get(name)]


_OF_FILES = {"left_out", "cautions"}


def whole_graph(frames: StudyFrames) -> WholeGraph:
    """Read all of a graph, without what its Study node says of the files that it was built from."""
    nodes = {
        (label, row["id"]): {name: _list(value) for name, value in row.items() if name not in _OF_FILES}
        for label in LABELS
        for row in _records(frames.nodes(label))
    }
    relationships = Counter(
        (type_, row.pop("start"), row.pop("end"), frozenset(row.items()))
        for type_ in TYPES
        for row in _records(frames.edges(type_).drop(columns=["subject_kind", "object_kind"], errors="ignore"))
    )
    return WholeGraph(nodes, relationships, replace(frames.settings, left_out="", cautions=()))


def _records(frame: pd.DataFrame) -> list[Properties]:
    plain = ({str(name): _plain(value) for name, value in row.items()} for row in frame.to_dict("records"))
    return [{name: value for name, value in row.items() if value is not None} for row in plain]


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value


def _list(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
