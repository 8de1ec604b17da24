"""What claims come to together, where some affirm and some deny; nothing is netted."""

from collections.abc import Collection

from graphmodel.schema import rules

AFFIRMS, DENIES, BOTH, IN_PART = HELD = (rules.AFFIRMS, rules.DENIES, "both", rules.MIXED_POLARITY)
"""In the order in which marks stand."""


def held_by(polarities: Collection[str]) -> str:
    """What claims of these polarities come to, one of :data:`HELD`."""
    if AFFIRMS in polarities and DENIES in polarities:
        return BOTH
    return IN_PART if IN_PART in polarities else DENIES if DENIES in polarities else AFFIRMS
