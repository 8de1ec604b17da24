"""Nodes and claims as rows with plain values: what the formats of graphs write."""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from graphmodel.formats import ExportableStudy, FormatOption
from graphmodel.output import refuse_ending
from graphmodel.output.files import replacing
from graphmodel.problems import OutputError
from graphmodel.wording import counted

Value: TypeAlias = str | int | float | bool | list[str]

ALL_NODES = FormatOption("all_nodes", "also write the nodes that no claim joins (yes or no)", False)
RELATIONSHIPS_LEFT = "Not written: relationships other than claims, such as memberships and the order of stages."
ENDS = frozenset({"subject", "object", "subject_kind", "object_kind", "claim", "predicate"})
"""Properties of a claim that every format writes in a way of its own."""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class GraphRows:
    """The nodes and claims of a study.

    Attributes:
        title: of the study.
        nodes: ``id``, ``label``, ``kind`` and all filled properties of each node.
        claims: ``claim``, ``subject``, ``predicate``, ``object`` and all filled properties of each claim.
        labels: the label of every node by its id.
        notes: what is not written.
    """

    title: str
    nodes: list[dict[str, Value]]
    claims: list[dict[str, Value]]
    labels: Mapping[str, str]
    notes: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many of each there are."""
        return {"nodes": len(self.nodes), "claims": len(self.claims)}


def graph_rows(study: ExportableStudy, *, all_nodes: bool) -> GraphRows:
    """The nodes that claims join, or all of them, and the claims."""
    from graphmodel.schema import KINDS

    frames = study.frames
    claims = [_filled(record) for record in frames.claims.astype(object).to_dict("records")]
    joined = {claim[end] for claim in claims for end in ("subject", "object")}
    records = [
        _filled(record) for kind in KINDS for record in frames.nodes(kind.label).astype(object).to_dict("records")
    ]
    nodes = [record for record in records if all_nodes or record["id"] in joined]
    notes = [RELATIONSHIPS_LEFT]
    if left := len(records) - len(nodes):
        notes.append(f"Not written: {counted(left, 'node')} that no claim joins (-O all_nodes=yes writes them).")
    labels = {str(record["id"]): str(record["label"]) for record in records}
    return GraphRows(frames.settings.title, nodes, claims, labels, tuple(notes))


def renamed(properties: Mapping[str, Value], reserved: Collection[str], prefix: str) -> dict[str, Value]:
    """Properties by names without a meaning of their own in a program: ``claim_source`` for the ``source`` of a claim.

    Args:
        properties: name and value of each.
        reserved: names with a meaning, in lower case.
        prefix: begins the names of those.
    """
    return {f"{prefix}_{name}" if name.lower() in reserved else name: value for name, value in properties.items()}


def as_text(value: Value, between: str = ";") -> str:
    """A value as a text."""
    if isinstance(value, list):
        return between.join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def xml_text(text: str) -> str:
    """A text without characters that XML cannot hold, and with line breaks as XML reads them."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))


def header(known: Iterable[str], rows: Iterable[Mapping[str, object]]) -> list[str]:
    """Names of columns: the known ones, then those of the rows as they come."""
    return list(dict.fromkeys([*known, *(name for row in rows for name in row)]))


@contextmanager
def new_file(target: Path, *endings: str) -> Iterator[Path]:
    """Yield a temporary path that becomes the file once it is written.

    Raises:
        OutputError: the file exists, has another ending, or cannot be written.
    """
    refuse_ending(target, *endings)
    if os.path.lexists(target):
        raise OutputError(f"{target} exists; nothing was written. Name a new file, or delete this one first.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with replacing(target) as work:
        yield work


def _filled(record: Mapping[Any, Any]) -> dict[str, Value]:
    import pandas as pd

    return {
        str(name): value
        for name, value in record.items()
        if (value if isinstance(value, list) else not pd.isna(value) and value != "")
    }
