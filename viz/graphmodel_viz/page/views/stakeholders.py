"""What the views of stakeholders show."""

import pandas as pd

from graphmodel.analysis.brokerage import brokerage
from graphmodel.analysis.frames import StudyFrames
from graphmodel.analysis.stakeholders import stakeholders as analyse
from graphmodel.analysis.stakeholders_grid import SCALES

MOST_TRIADS = 2_000
"""Triads that a page lists; all are counted."""
MOST_BROKERS = 300
"""Brokers that a page lists, the greatest first."""
_NOT_OF_BROKERS = ["label", "kind", "n_claims", "n_speakers", "unattributed", "n_sources"]


def stakeholders(frames: StudyFrames) -> dict[str, pd.DataFrame]:
    """Measures, ratings and brokers, as the commands of those names give them.

    Returns:
        ``measures`` and ``power_interest``, without what the page has from the nodes themselves;
        ``rating_scales``: the scales that rating words have their order from, one row a scale,
        ``words`` from its low end;
        ``links``: links between actors that the study lists (``start``, ``end``, ``relation``,
        ``tone``, ``what``, ``locator``);
        ``brokers``, ``broker_triads`` and ``broker_notes``: see :func:`brokers`.
    """
    result = analyse(frames)
    return {
        "measures": result["measures"].drop(columns=["label", "kind"]),
        "power_interest": result["power_interest"].drop(columns="label"),
        "rating_scales": pd.DataFrame({"words": [list(scale) for scale in SCALES]}),
        "links": frames.edges("LINKED")[["start", "end", "relation", "tone", "what", "locator"]],
        **brokers(frames),
    }


def brokers(frames: StudyFrames) -> dict[str, pd.DataFrame]:
    """Brokers by the types of organisations, as ``graphmodel brokers`` gives them.

    Returns:
        ``brokers``: the greatest brokers, with counts, expectations, shares and claims.
        ``broker_triads``: ``broker``, ``from_id``, ``to_id``, ``role``, those of the greatest brokers
        first; the claims of a triad are those of its two ties.
        ``broker_notes``: what a reader must know besides, one row a ``note``.
    """
    result = brokerage(frames)
    table, triads = result["brokers"], result["triads"]
    notes = list(result.notes)
    if len(table) > MOST_BROKERS:
        notes.append(f"This page lists the {MOST_BROKERS} greatest of {len(table):,} brokers; the command lists all.")
    if len(triads) > MOST_TRIADS:
        notes.append(
            f"This page knows the claims of {MOST_TRIADS:,} triads, those of the greatest brokers first; numbers of "
            "other triads open all claims of the broker's ties."
        )
    return {
        "brokers": table.head(MOST_BROKERS).drop(columns=_NOT_OF_BROKERS),
        "broker_triads": triads.head(MOST_TRIADS)[["broker", "from_id", "to_id", "role"]],
        "broker_notes": pd.DataFrame({"note": pd.Series(notes, dtype="str")}),
    }
