"""Warnings about a study as a whole: what no claim uses, and labels that probably mean the same."""

from collections.abc import Container, Iterator, Mapping

import numpy as np

from graphmodel.alike import likely_duplicates
from graphmodel.check.ids import KIND_NUMBERS, NodeIndex
from graphmodel.check.rows import CheckedRows
from graphmodel.problems import Place, Problem, shown
from graphmodel.schema import KINDS, TABLES

_FIRST = 5


def unused_nodes(index: NodeIndex, places: Mapping[str, Place], kinds: Container[str]) -> Iterator[Problem]:
    """One warning per table with nodes that no claim names, including codes.

    Args:
        index: all nodes; those that claims name are marked.
        places: the study's own tables of nodes.
        kinds: kinds of node that a claim can name at all.
    """
    for kind in KINDS:
        if kind.name not in kinds or kind.table not in places:
            continue
        of_kind = (index.kinds == KIND_NUMBERS[kind.name]) & ~index.out
        idle = np.flatnonzero(of_kind & ~index.used)
        if not len(idle):
            continue
        first = ", ".join(str(index.ids[int(i)].as_py()) for i in idle[:_FIRST])
        more = f" and {len(idle) - _FIRST:,} more" if len(idle) > _FIRST else ""
        codes = kind.name == "code"
        yield places[kind.table].problem(
            # A stage without claims is a finding, not a mistake.
            "note" if kind.name == "stage" else "warning",
            "unused_code" if codes else "node_without_claims",
            f"No claim names {len(idle):,} of {int(of_kind.sum()):,} {kind.plural}: {first}{more}.",
            "Check that coding is complete. If it is, there is nothing to do."
            if codes
            else "Check that claims spell their ids in the same way, and that they are needed.",
            column=TABLES[kind.table].id_column,
        )


def spread_use(index: NodeIndex, tables: Mapping[str, CheckedRows]) -> None:
    """Mark what is used through another node: a phase by its functions, a site by its sources.

    A claim without a site has that of its workstream or source.
    """
    ways = [(schema, schema.up) for schema in TABLES.values() if schema.up]
    ways += [(TABLES[table], "site") for table in ("workstreams", "sources")]
    before = -1
    while (now := int(index.used.sum())) != before:
        before = now
        for schema, column in ways:
            rows = tables.get(schema.name)
            if rows is None or schema.id_column in rows.absent:
                continue
            starts, ends = index.find(rows.cells[schema.id_column]), index.find(rows.cells[column])
            both = (starts >= 0) & (ends >= 0)
            index.used[ends[both][index.used[starts[both]]]] = True


def alike(rows: CheckedRows, kind_plural: str) -> Iterator[Problem]:
    """One warning per pair of rows whose labels probably mean the same."""
    labels = rows.cells["label"].to_pylist()
    # Every theme of a codebook may have a "General".
    themes = rows.cells["theme"].to_pylist() if "theme" in rows.cells else [""] * len(labels)
    of_theme: dict[str, list[int]] = {}
    for place, theme in enumerate(themes):
        of_theme.setdefault(str(theme), []).append(place)
    pairs = (
        (places[one], places[other])
        for places in of_theme.values()
        for one, other in likely_duplicates([labels[place] for place in places])
    )
    for i, j in pairs:
        same = labels[i] == labels[j]
        yield rows.place.problem(
            "warning",
            "likely_duplicate",
            f"{'The same label as' if same else 'Nearly the same label as'} row {int(rows.numbers[i])}"
            f"{'' if same else f' ({shown(labels[i])})'}.",
            f"If both {kind_plural} are the same thing, keep one and use its id; if not, make the labels differ more.",
            row=int(rows.numbers[j]),
            column="label",
            value=shown(labels[j]),
        )
