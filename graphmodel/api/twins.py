"""Twins: nodes of one kind whose labels are alike, listed or put into the queue."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pandas as pd

from graphmodel.api.changing import apply_change
from graphmodel.api.snapshots import snapshot_of
from graphmodel.api.study_files import protect_study
from graphmodel.changes import StudyChange
from graphmodel.housekeeping.twins import Twin
from graphmodel.housekeeping.twins import twins as twins_of
from graphmodel.queue import WAITING, asked, read_items, settled, waiting
from graphmodel.results import Result
from graphmodel.wording import counted, typed

COLUMNS = (
    "kind", "id", "label", "other_id", "other_label", "similarity", "claims", "other_claims", "set_apart", "command"
)  # fmt: skip


def twins(study: str | Path, *, ask: bool = False, by: str = "") -> Result:
    """Nodes (and verbs) of one kind whose labels are alike: perhaps one thing twice.

    Labels are alike that differ in case, accents, punctuation, the order of words or a letter or two. Pairs that the
    study sets apart come last, without a command: one is part of the other, they are of different organisations or
    sites, or one is a class. Pairs that somebody has kept apart are not listed.

    Args:
        study: a folder of tables, or a workbook.
        ask: put the pairs that nothing sets apart into the queue.
        by: who does it, for the journal; empty for nobody.

    Returns:
        ``twins``: ``kind``, ``id``, ``label`` of the node that more claims name; ``other_id``, ``other_label``;
        ``similarity`` (0 to 100: ratio of rapidfuzz); ``claims`` and ``other_claims`` (ids of the claims that name
        each); ``set_apart`` (why they are probably two); ``command`` (what makes them one).

    Raises:
        StudyError: there is no study, or it cannot be read.
    """
    path = Path(study)
    now = snapshot_of(path)
    done = settled(now.records)
    pairs = twins_of(now)
    shown = [pair for pair in pairs if pair.item.id not in done]
    notes = []
    if len(pairs) > len(shown):
        notes.append(f"{counted(len(pairs) - len(shown), 'pair')} kept apart by an earlier decision are not listed.")
    if ask:
        records = asked(now.records, [pair.item for pair in shown if not pair.set_apart])
        new = len(read_items(records.get(WAITING))) - len(waiting(now.records)) if records else 0
        if records:
            apply_change(path, StudyChange("twins", f"asked about {counted(new, 'pair')}", records=records), by=by)
        notes.append(f"{counted(new, 'item')} added to the queue.")
    return Result(
        "twins",
        "Labels that are alike",
        f"{counted(len(shown), 'pair')} of nodes of one kind; claims are those that name a node in any column.",
        {"twins": frame_of(path, shown)},
        tuple(notes),
        path,
        partial(protect_study, path),
    )


def frame_of(study: Path, pairs: Sequence[Twin]) -> pd.DataFrame:
    """Pairs as a table, with the columns of :func:`twins`."""
    rows = []
    for pair in pairs:
        first, second = pair.node, pair.other
        command = "" if pair.set_apart else f"graphmodel merge {typed(study)} {typed(first.id)} {typed(second.id)}"
        names = (first.kind, first.id, first.label, second.id, second.label)
        rows.append((*names, pair.similarity, [*pair.claims], [*pair.other_claims], pair.set_apart, command))
    return pd.DataFrame(rows, columns=[*COLUMNS])
