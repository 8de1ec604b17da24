"""What the view of dependence on one actor or organisation shows."""

import pandas as pd

from graphmodel.analysis.champions import champions as analyse
from graphmodel.analysis.frames import StudyFrames

MOST_ACTORS = 300
"""Actors and organisations that a page lists on each basis, those on whom most rests first."""
MOST_ITEMS = 2_000
"""Items resting on one, at a phase and on a basis, that a page lists; all are counted."""

_OF_FOCUS = ["n_reached", "n_resting_on_one", "on_an_actor", "on_one_claim", "nobody_named"]
_OF_ACTORS = ["n_items_touched", "n_reached", "n_break", "n_break_wholly"]


def champions(frames: StudyFrames) -> dict[str, pd.DataFrame]:
    """What rests on one, as ``graphmodel champions`` gives it, without what the page finds itself.

    Returns:
        ``champions_focus``: its table ``focus`` without shares and support columns.
        ``champions_actors``: its table ``actors`` without labels, shares and support columns; on each basis
        those on whom most rests. The items that break are in ``champions_items``.
        ``champions_items``: ``basis``, ``evidence``, ``phase``, ``actor``, ``claims`` (that carry it).
        ``champions_notes``: what a reader must know besides, one row a ``note``.
    """
    result = analyse(frames)
    actors = result["actors"]
    listed = actors[actors.groupby("basis", sort=False).cumcount() < MOST_ACTORS]
    items = result["items"]
    notes = list(result.notes)
    if len(listed) < len(actors):
        notes.append(f"This page lists the first {MOST_ACTORS} on each basis; the command lists all.")
    if len(items) > MOST_ITEMS:
        # Those of whom the page shows numbers first, in the order of the table of actors.
        place = {pair: at for at, pair in enumerate(zip(actors["basis"], actors["actor"], strict=True))}
        order = [place[pair] for pair in zip(items["basis"], items["actor"], strict=True)]
        items = items.assign(order=order).sort_values("order", kind="stable").head(MOST_ITEMS)
        notes.append(f"This page has the claims of {MOST_ITEMS:,} of {len(result['items']):,} such rows of items.")
    focus, actors_told = result["focus"], ["basis", "actor", *_OF_ACTORS]
    return {
        "champions_focus": focus[["basis", "focus", "phase", *_OF_FOCUS]],
        "champions_actors": listed[actors_told],
        "champions_items": items[["basis", "evidence", "phase", "actor", "claims"]],
        "champions_notes": pd.DataFrame({"note": pd.Series(notes, dtype="str")}),
    }
