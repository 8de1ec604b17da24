"""The commissioning cycle as data: phase, rank and order of every stage.

A stage without a parent is a phase; the functions below it belong to it. ``rank`` is the place
of a stage in the whole cycle, from 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Stage:
    """One stage, with the phase it belongs to and its rank in the cycle (from 1)."""

    id: str
    label: str
    phase: str
    rank: int
    parent: str


def place(text: str) -> tuple[int, ...]:
    """A decimal path such as 2.10 as numbers, so that 2.10 comes after 2.9."""
    return tuple(int(part) if part.isdigit() else 0 for part in text.split(".")) if text else ()


def cycle(rows: list[Mapping[str, str]]) -> dict[str, Stage]:
    """Stages by id, in their order.

    Args:
        rows: the rows of the table ``stages``; parents have been checked not to go round.
    """
    parents = {row["stage"]: row["parent"] for row in rows}

    def phase_of(stage: str) -> str:
        while parents.get(stage):
            stage = parents[stage]
        return stage

    def key(numbered: tuple[int, Mapping[str, str]]) -> tuple[tuple[int, ...], int]:
        number, row = numbered
        # Without a stated order, the stages are in the order in which they are listed.
        return (place(row["order"]) or (10**9,), number)

    ordered = [row for _, row in sorted(enumerate(rows), key=key)]
    return {
        row["stage"]: Stage(row["stage"], row["label"], phase_of(row["stage"]), rank, row["parent"])
        for rank, row in enumerate(ordered, start=1)
    }


def successions(stages: Mapping[str, Stage]) -> list[tuple[str, str]]:
    """Pairs of consecutive phases, then of consecutive functions."""
    phases = [stage.id for stage in stages.values() if not stage.parent]
    functions = [stage.id for stage in stages.values() if stage.parent]
    return [*pairwise(phases), *pairwise(functions)]
