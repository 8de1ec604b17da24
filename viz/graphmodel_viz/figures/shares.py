"""Rows of “so many of so many”: a hollow bar for the whole, a full one for the part, and the numbers behind."""

from collections.abc import Sequence
from dataclasses import dataclass

from graphmodel.schema.rules import FEWEST_SHARED
from graphmodel_viz.figures.letters import width
from graphmodel_viz.figures.sheet import Sheet, Swatch
from graphmodel_viz.figures.style import MID_GREY, QUIET, SMALL, THIN
from graphmodel_viz.picture_data.number_words import percent

_STEP, _BAR = 8.0, 6.5


@dataclass(frozen=True)
class ShareRow:
    """So many of so many; ``below`` are words below the bar."""

    label: str
    part: int
    whole: int
    below: str = ""


class Shares:
    """Draws bars of one unit of length on a sheet.

    Args:
        sheet: to draw on.
        rows: all rows that are drawn.
        none: what stands beside a row of which the whole is zero.
    """

    def __init__(self, sheet: Sheet, rows: Sequence[ShareRow], none: str) -> None:
        self.sheet, self.none = sheet, none
        self.label = 8.0 if sheet.single else 170.0
        behind = max([width(self.words(row), SMALL) for row in rows] + [0.0]) + 8
        room = sheet.right - sheet.left - self.label - behind
        self.unit = min(14.0, room / max([1, *(row.whole for row in rows)]))

    def words(self, row: ShareRow) -> str:
        """A count with what it is of, and its share where there are enough."""
        if not row.whole:
            return self.none
        counts = f"{self.sheet.number(row.part)} of {self.sheet.number(row.whole)}"
        return counts + (f" ({percent(row.part / row.whole)})" if row.whole >= FEWEST_SHARED else "")

    def group(self, title: str, rows: Sequence[ShareRow], y: float) -> float:
        """Rows below their title; returns the ``y`` below."""
        sheet = self.sheet
        lines = sheet.lines(title, sheet.right - sheet.left, 2, bold=True)
        sheet.block(sheet.left, y + 6, lines, step=9, bold=True)
        y += 4 + len(lines) * 9 + 3
        for row in rows:
            y = self._row(row, y)
        return y

    def _row(self, row: ShareRow, y: float) -> float:
        sheet, start = self.sheet, self.sheet.left + self.label
        room = sheet.right - sheet.left if sheet.single else self.label - 8
        lines = sheet.lines(row.label, room, 2, size=SMALL)
        named = len(lines) * _STEP
        first = y + 5
        sheet.block(sheet.left, first, lines, step=_STEP, size=SMALL)
        middle = first + named if sheet.single else first
        colour = MID_GREY
        if row.whole:
            sheet.box(start, middle - _BAR / 2, row.whole * self.unit, _BAR, fill="white", edge=MID_GREY, thick=THIN)
        if row.part:
            sheet.box(start, middle - _BAR / 2, row.part * self.unit, _BAR, fill=colour, thick=THIN, over=3)
        sheet.text(start + row.whole * self.unit + (4 if row.whole else 0), middle, self.words(row), size=SMALL)
        bottom = middle + 5
        if row.below:
            below = sheet.lines(row.below, sheet.right - start - 2, 6, size=SMALL)
            sheet.block(start, middle + 9, below, step=_STEP, size=SMALL, colour=QUIET)
            bottom = middle + 5 + len(below) * _STEP
        return max(bottom, y + named + 2) + 5

    def swatches(self, full: str, whole: str) -> list[tuple[Swatch, str]]:
        """What the bars are, for the legend."""
        return [
            (self._swatch(MID_GREY), full),
            (self._swatch("white"), whole),
        ]

    def _swatch(self, fill: str) -> Swatch:
        return lambda x, y: self.sheet.box(x - 5, y - 3, 10, 6, fill=fill, edge=MID_GREY, thick=THIN)
