"""Labels beside marks, each where it hides neither a mark nor another label."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from graphmodel_viz.figures.letters import width
from graphmodel_viz.figures.style import SMALL

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

    def nearest(self, point: tuple[float, float]) -> tuple[float, float]:
        """The point of it that is nearest to another."""
        x, y = point
        return min(max(x, self.x), self.x + self.wide), min(max(y, self.y), self.y + self.high)

    def holds(self, other: "Rectangle") -> bool:
        """Is the other within this one?"""
        across = self.x <= other.x and other.x + other.wide <= self.x + self.wide
        return across and self.y <= other.y and other.y + other.high <= self.y + self.high


@dataclass(frozen=True)
class Label:
    """Lines of text for the mark at a place, ``radius`` wide to each side.

    ``far``: where there is no room beside the mark, it may stand further off.
    """

    at: tuple[float, float]
    radius: float
    lines: tuple[str, ...]
    far: bool = False

    def is_apart(self, box: Rectangle) -> bool:
        """Does the label stand so far off that a line has to lead to it?"""
        x, y = box.nearest(self.at)
        return hypot(x - self.at[0], y - self.at[1]) > self.radius + 4

    def boxes(self) -> Iterator[Rectangle]:
        """Where it may stand, the best place first: beside its mark, then above, below and at the corners."""
        wide = max(width(line, SMALL) for line in self.lines) + 1
        high = _STEP * len(self.lines) + 0.5
        (x, y), off = self.at, self.radius + 1.5
        left, right, middle = x - off - wide, x + off, x - wide / 2
        above, below, level = y - off - high, y + off, y - high / 2
        for place in (
            (right, level), (left, level), (middle, above), (middle, below),
            (right - off / 2, above), (right - off / 2, below), (left + off / 2, above), (left + off / 2, below),
        ):  # fmt: skip
            yield Rectangle(*place, wide, high)
        for ring in range(12, 110, 7) if self.far else ():
            for turn in range(24):
                angle = turn * pi / 12
                middle_x, middle_y = x + cos(angle) * (ring + wide / 2), y + sin(angle) * (ring + high / 2)
                yield Rectangle(middle_x - wide / 2, middle_y - high / 2, wide, high)


def place_labels(
    labels: Sequence[Label], marks: Sequence[Rectangle], sheet: Rectangle
) -> list[tuple[Label, Rectangle]]:
    """Place as many labels as there is room for, the first of them first.

    Args:
        labels: in the order of their weight.
        marks: what no label may hide.
        sheet: what no label may leave.

    Returns:
        The labels that found room, each with its box.
    """
    taken, placed = list(marks), []
    for label in labels:
        for box in label.boxes():
            roomy = Rectangle(box.x - _APART, box.y, box.wide + 2 * _APART, box.high)
            if sheet.holds(box) and not any(roomy.meets(other) for other in taken):
                taken.append(box)
                placed.append((label, box))
                break
    return placed
