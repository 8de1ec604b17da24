"""From a checked study to everything that an engine loads."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from graphmodel.graph.claims import ClaimDeriver
from graphmodel.graph.codings import CodingCollector
from graphmodel.graph.evidence import EvidenceCollector
from graphmodel.graph.nodes_and_edges import EdgeTable, NodeIds, crowds_of, edge_tables, node_tables, study_node
from graphmodel.graph.spool import ClaimPart, ClaimSpool
from graphmodel.graph.stages import cycle
from graphmodel.schema import rules
from graphmodel.schema.layout import CODING_LABEL, STUDY_LABEL, Layout, layout
from graphmodel.settings import Settings

_BATCHES_WAITING = 3
"""Batches of checked claims that may wait to be set aside; more would only take memory."""


class CheckedTables(Protocol):
    """What the check hands over: small tables whole, claims as a stream (``check.StudyCheck``)."""

    @property
    def settings(self) -> Settings:
        """The study's settings."""

    @property
    def tables(self) -> Mapping[str, pa.Table]:
        """Checked tables other than claims; text columns, and ``_row``."""

    @property
    def claim_header(self) -> tuple[str, ...]:
        """All columns of the claims stream."""

    @property
    def default_verbs(self) -> Mapping[str, tuple[str, str]]:
        """The default verbs and the kinds that each joins."""

    @property
    def left_out(self) -> str:
        """How many rows are left out for errors, once all claims are read; empty if none is."""

    @property
    def cautions(self) -> tuple[str, ...]:
        """What every result must say, once all claims are read."""

    def claims(self) -> Iterator[pa.RecordBatch]:
        """Checked claims."""


@dataclass(frozen=True)
class GraphTables:
    """The rows of one graph, ready to load. Claims lie in Arrow files, one per pair of labels."""

    layout: Layout
    nodes: Mapping[str, pa.Table]
    edges: list[EdgeTable]
    claims: list[ClaimPart]

    @property
    def counts(self) -> dict[str, int]:
        """Rows by label and relationship type."""
        found = {label: table.num_rows for label, table in self.nodes.items()}
        for edge in self.edges:
            found[edge.type] = found.get(edge.type, 0) + edge.rows.num_rows
        found["CLAIM"] = sum(part.rows for part in self.claims)
        return found


def graph_tables(study: CheckedTables, folder: Path) -> GraphTables:
    """Derive the whole graph; claim rows are written to files in ``folder`` as they stream by."""
    tables = study.tables
    stages = cycle(tables["stages"].to_pylist())
    verbs = tables["predicates"].select(["subject", "object"]).to_pylist()
    joins = [*study.default_verbs.values(), *((row["subject"], row["object"]) for row in verbs)]
    headers = {name: tuple(table.column_names) for name, table in tables.items()}
    design = layout({**headers, "claims": study.claim_header}, joins)
    nodes = node_tables(tables, study.settings, stages, design)
    ids = NodeIds.of(nodes)
    settings = study.settings
    derive = ClaimDeriver(
        tables,
        stages,
        ids,
        study.claim_header,
        frozenset(study.default_verbs),
        settings.steps,
        settings.supply,
        crowds_of(nodes["Actor"]),
        settings.valence_acts_as,
    )
    spool = ClaimSpool(folder, design.edges["CLAIM"])
    codings = CodingCollector(tables.get("codings"))
    evidence = EvidenceCollector([stage.id for stage in stages.values() if stage.phase == stage.id])

    def take(batch: pa.RecordBatch) -> None:
        claims = derive(batch)
        evidence.add(claims)
        codings.see(claims)
        spool.add(claims)

    _set_aside(study.claims(), take)
    edges = [*edge_tables(tables, stages, ids, design), *evidence.states()]
    about = {STUDY_LABEL: study_node(settings, study.left_out, study.cautions)}
    about[CODING_LABEL] = codings.nodes(derive, study.claim_header, design)
    about[rules.EVIDENCE] = evidence.with_outcomes(nodes[rules.EVIDENCE])
    claims = spool.close()
    # Arrow keeps what the claims took; the engine is about to need it.
    pa.default_memory_pool().release_unused()
    return GraphTables(design, {**nodes, **about}, edges, claims)


def _set_aside(claims: Iterable[pa.RecordBatch], take: Callable[[pa.RecordBatch], None]) -> None:
    """Let a second thread take batches, in their order, while this one reads and checks the next."""
    waiting: deque[Future[None]] = deque()
    with ThreadPoolExecutor(1, "claims") as second:
        for batch in claims:
            if not batch.num_rows:
                continue
            if len(waiting) == _BATCHES_WAITING:
                waiting.popleft().result()
            waiting.append(second.submit(take, batch))
        for taken in waiting:
            taken.result()
