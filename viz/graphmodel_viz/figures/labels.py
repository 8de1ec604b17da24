"""Labels beside marks, each where it hides neither a mark nor another label."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from graphmodel_viz.figures.letters import width
from graphmodel_viz.figures.style import SMALL

Points = npt.NDArray[np.float64]
"""One point a row: x, y."""
_STEP = 7.5
_APART = 1.0


@dataclass(frozen=True)
class Rectangle:
    """From its upper left corner, in points."""

    x: float
    y: float
    wide: float
    high: float

    def meets(self, other: "Rectangle") -> bool:
        """Do the two overlap?"""
        across = self.x < other.x + other.wide and other.x < self.x + self.wide
        return across and self.y < other.y + other.high and other.y < self.y + self.high

    def holds(self, other: "Rectangle") -> bool:
        """Is the other within this one?"""
        across = self.x <= other.x and other.x + other.wide <= self.x + self.wide
        return across and self.y <= other.y and other.y + other.high <= self.y + self.high


@dataclass(frozen=True)
class Label:
    """Lines of text for the mark at a place, ``radius`` wide to each side."""

    at: tuple[float, float]
    radius: float
    lines: tuple[str, ...]

    def boxes(self) -> Iterator[Rectangle]:
        """Where it may stand, the best place first: beside its mark, then above, below and at the corners."""
        wide = max(width(line, SMALL) for line in self.lines) + 1
        high = _STEP * len(self.lines) + 0.5
        (x, y), off = self.at, self.radius + 1.5
        left, right, middle = x - off - wide, x + off, x - wide / 2
        above, below, level = y - off - high, y + off, y - high / 2
        for index in (
            (right, level), (left, level), (middle, above), (middle, below),
            (right - off / 2, above), (right - off / 2, below), (left + off / 2, above), (left + off / 2, below),
        ):  # fmt: skip
            yield Rectangle(*index, wide, high)


@dataclass(frozen=True)
class Placed:
    """Where a label stands; ``numbered`` where it is a number whose meaning is in a key."""

    label: Label
    box: Rectangle
    numbered: bool = False


def place_labels(
    labels: Sequence[Label], marks: Sequence[Rectangle], lines: Points, sheet: Rectangle, keyed: int = 0
) -> list[Placed | None]:
    """Place as many labels as there is room for, the first of them first.

    Args:
        labels: in the order of their weight.
        marks: what no label may hide.
        lines: points along lines; of its free places a label takes one that hides fewest of them.
        sheet: what no label may leave.
        keyed: how many of the first labels get a number where there is no room for their words.

    Returns:
        For each label where it stands; None where there is no room.
    """
    taken = list(marks)
    placed_labels: list[Placed | None] = []
    numbers = 0
    for index, label in enumerate(labels):
        box = _free(label, taken, lines, sheet)
        placed = Placed(label, box) if box else None
        if box is None and index < keyed:
            numbers += 1
            short = replace(label, lines=(str(numbers),))
            box = _free(short, taken, lines, sheet)
            placed = Placed(short, box, numbered=True) if box else None
            numbers -= box is None
        if box:
            taken.append(box)
        placed_labels.append(placed)
    return placed_labels


def _free(label: Label, taken: Sequence[Rectangle], lines: Points, sheet: Rectangle) -> Rectangle | None:
    free = []
    for box in label.boxes():
        roomy = Rectangle(box.x - _APART, box.y, box.wide + 2 * _APART, box.high)
        if sheet.holds(box) and not any(roomy.meets(other) for other in taken):
            free.append(box)
    return min(free, key=lambda box: _hidden(box, lines), default=None)


def _hidden(box: Rectangle, lines: Points) -> int:
    """How many points of lines a box hides."""
    across = (lines[:, 0] > box.x) & (lines[:, 0] < box.x + box.wide)
    return int((across & (lines[:, 1] > box.y) & (lines[:, 1] < box.y + box.high)).sum())
