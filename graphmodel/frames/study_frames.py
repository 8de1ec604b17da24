"""What analyses read: the nodes, claims and other relationships of a graph as frames.

Analyses are pure functions from :class:`StudyFrames` to frames. Where the rows come from (the
embedded engine, a server, a test) makes no difference to them.

Text columns have pandas' text type (missing: NaN), whole numbers ``Int64``, yes or no
``boolean``; lists are Python lists or None.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from graphmodel.schema.rules import BARRIER, ENABLER
from graphmodel.settings import Focus


@dataclass(frozen=True)
class StudySettings:
    """The settings that the graph itself carries (its Study node)."""

    id: str
    title: str
    focus: Focus
    steps: tuple[str, ...]
    supply: tuple[str, ...]
    language: str = "en"
    left_out: str = ""
    """How many rows are left out for errors."""
    cautions: tuple[str, ...] = ()
    """What else every result must say, such as a column that no claim fills."""
    slices: tuple[str, ...] = ()
    """What was taken of the study, slice after slice: which claims, and how many of how many."""
    barriers: tuple[str, ...] = (BARRIER,)
    enablers: tuple[str, ...] = (ENABLER,)
    """The study's words for barriers and for enablers."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Notes that every result carries."""
        return (*self.slices, *([f"{self.left_out}."] if self.left_out else []), *self.cautions)

    @property
    def heading(self) -> str:
        """The title for the head of a page, with what is left out and what was taken of the study."""
        title = f"{self.title} ({self.left_out})" if self.left_out else self.title
        return ". ".join([title, *self.slices])


@dataclass
class StudyFrames:
    """The frames of one graph, each read when it is first asked for.

    Args:
        read_nodes: gives the nodes of one label (columns ``id``, ``kind``, ``label``, properties).
        read_edges: gives the relationships of one type (columns ``start``, ``end``, properties).
        settings: what the graph says of its study.

    ``claims`` has the columns ``subject``, ``subject_kind``, ``object``, ``object_kind`` and all
    properties of CLAIM, in the order of the claim ids.
    """

    read_nodes: Callable[[str], pd.DataFrame]
    read_edges: Callable[[str], pd.DataFrame]
    settings: StudySettings
    _nodes: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False)
    _edges: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False)
    _computed: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False, init=False)
    _from: dict[str, "StudyFrames"] = field(default_factory=dict, repr=False, init=False)

    def nodes(self, label: str) -> pd.DataFrame:
        """Nodes of one label, by id."""
        if label not in self._nodes:
            self._nodes[label] = self.read_nodes(label).sort_values("id", ignore_index=True)
        return self._nodes[label]

    def edges(self, type_: str) -> pd.DataFrame:
        """Relationships of one type other than CLAIM; parallel ones by their cells, the same from every engine."""
        if type_ not in self._edges:
            edges = self.read_edges(type_)
            cells = [str(name) for name in edges if name not in {"start", "end"} and edges[name].dtype != object]
            self._edges[type_] = edges.sort_values(["start", "end", *cells], ignore_index=True, kind="stable")
        return self._edges[type_]

    @cached_property
    def claims(self) -> pd.DataFrame:
        """All claims, by id."""
        frame = self.read_edges("CLAIM").rename(columns={"start": "subject", "end": "object"})
        return frame.sort_values("claim", ignore_index=True)

    @cached_property
    def stages(self) -> pd.DataFrame:
        """The stages in the order of the cycle."""
        return self.nodes("Stage").sort_values("rank", ignore_index=True)

    @cached_property
    def phases(self) -> tuple[str, ...]:
        """Ids of the phases in the order of the cycle."""
        stages = self.stages
        return tuple(stages.loc[stages["phase"] == stages["id"], "id"])

    def once(self, name: str, compute: Callable[["StudyFrames"], pd.DataFrame]) -> pd.DataFrame:
        """A frame that several analyses need, computed once for this study."""
        if name not in self._computed:
            self._computed[name] = compute(self._from.get(name, self))
        return self._computed[name].copy(deep=False)

    def keep(self, name: str, computed: pd.DataFrame) -> None:
        """Set what :meth:`once` gives, where a slice has it from the whole study."""
        self._computed[name] = computed

    def compute_from(self, name: str, frames: "StudyFrames") -> None:
        """Let :meth:`once` compute this from other frames, such as those that still have what these leave out."""
        self._from[name] = frames

    def labels(self, kind: str) -> dict[str, str]:
        """Label of every node of one kind (graph label), by id."""
        nodes = self.nodes(kind)
        return dict(zip(nodes["id"], nodes["label"], strict=True))
