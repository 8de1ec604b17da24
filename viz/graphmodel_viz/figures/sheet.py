"""A sheet to draw on, in points from its upper left corner."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import hypot
from typing import Any

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import BoxStyle, FancyBboxPatch, PathPatch, Polygon, Rectangle
from matplotlib.path import Path

from graphmodel.wording import counted
from graphmodel_viz.figures.letters import ELLIPSIS, font, plain, shortened, width, wrapped
from graphmodel_viz.figures.options import NUMBERS, FigureOptions
from graphmodel_viz.figures.style import HAIR, INK, LINE, POINTS_PER_MM, SMALL, TEXT, THIN, WHITE, Dash, Style

MARGIN = 3.0
Swatch = Callable[[float, float], None]
"""Draws a mark of the legend around a point."""


class Sheet:
    """A figure of fixed width that grows downwards.

    Everything is drawn with text of the usual size, and made larger or smaller as a whole at the end.

    Args:
        options: the width of the figure, its text, and its colours.
    """

    def __init__(self, options: FigureOptions) -> None:
        self.zoom = options.zoom
        self.width = options.millimetres / self.zoom * POINTS_PER_MM
        self.single = options.span == "single"
        self.style = Style(options.grey, options.colours)
        self.page_mm, self.page = options.page_mm, options.page
        self._thousands = NUMBERS[options.numbers]
        self.left, self.right = MARGIN, self.width - MARGIN
        self.missing: set[str] = set()
        self.cut = 0
        self.figure = Figure(figsize=(self.width / 72, 1), dpi=72, facecolor="white")
        self._axes = self.figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, self.width)

    def finish(self, height: float) -> Figure:
        """The figure, once everything is drawn; ``height`` in points."""
        self._axes.set_ylim(height, 0)
        self.figure.set_size_inches(self.width * self.zoom / 72, height * self.zoom / 72)
        if self.zoom != 1:
            self._enlarge()
        return self.figure

    def _enlarge(self) -> None:
        """Give letters, lines and marks the size of the figure; places grow with it by themselves."""
        for text in self._axes.texts:
            text.set_fontsize(float(text.get_fontsize()) * self.zoom)
        for line in self._axes.lines:
            line.set_linewidth(line.get_linewidth() * self.zoom)
            line.set_markersize(line.get_markersize() * self.zoom)
            line.set_markeredgewidth(line.get_markeredgewidth() * self.zoom)
        for patch in self._axes.patches:
            patch.set_linewidth(patch.get_linewidth() * self.zoom)

    def number(self, number: int) -> str:
        """A whole number as it is written in the figure's language of numbers."""
        return f"{number:,}".replace(",", self._thousands)

    def counted(self, number: int, noun: str) -> str:
        """How many of something, such as ``1 500 items``."""
        return counted(number, noun).replace(f"{number:,}", self.number(number), 1)

    def clean(self, text: str) -> str:
        """Text that can be drawn; letters that cannot are kept in mind for the caption."""
        drawn, missing = plain(text)
        self.missing |= missing
        return drawn

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = TEXT,
        align: str = "left",
        bold: bool = False,
        colour: str = INK,
        room: float | None = None,
        under: bool = False,
    ) -> float:
        """One line of text, centred on ``y``, shortened to ``room``; returns its width."""
        drawn = self.clean(text)
        if room is not None:
            whole, drawn = drawn, shortened(drawn, size, room, bold)
            self.cut += drawn != whole
        box = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 0.6} if under else None
        # Set on a baseline that does not depend on which letters the text has.
        self._axes.text(
            x, y + 0.36 * size, drawn, fontproperties=font(size, bold), ha=align, va="baseline", color=colour,
            parse_math=False, clip_on=False, zorder=6, bbox=box,
        )  # fmt: skip
        return width(drawn, size, bold)

    def upright(self, x: float, y: float, text: str, *, size: float = TEXT, bold: bool = False) -> None:
        """One line of text that reads upwards from ``y``, centred on ``x``."""
        self._turned(x, y, self.clean(text), size, bold)

    def middle_upright(self, x: float, y: float, text: str, *, size: float = TEXT, bold: bool = False) -> None:
        """One line of text that reads upwards, its middle at ``y``."""
        drawn = self.clean(text)
        self._turned(x, y + width(drawn, size, bold) / 2, drawn, size, bold)

    def _turned(self, x: float, y: float, drawn: str, size: float, bold: bool) -> None:
        self._axes.text(
            x + 0.36 * size, y, drawn, fontproperties=font(size, bold), ha="left", va="baseline", color=INK,
            rotation=90, rotation_mode="anchor", parse_math=False, clip_on=False, zorder=6,
        )  # fmt: skip

    def lines(self, text: str, room: float, most: int, *, size: float = TEXT, bold: bool = False) -> list[str]:
        """The text in lines no wider than ``room``."""
        clean = self.clean(text)
        parts = wrapped(clean, size, room, most, bold)
        self.cut += " ".join(parts) != clean
        return parts

    def lines_with(self, text: str, behind: str, room: float, most: int, *, size: float = TEXT) -> list[str]:
        """The text in lines, and something short behind it that is never cut off."""
        clean, tail = self.clean(text), f" {behind}"
        parts = wrapped(clean, size, room, most)
        if width(parts[-1] + tail, size) <= room:
            parts[-1] += tail
        elif len(parts) < most:
            parts.append(behind)
        else:
            parts[-1] = shortened(parts[-1].removesuffix(ELLIPSIS), size, room - width(tail, size)) + tail
        self.cut += " ".join(parts) != clean + tail
        return parts

    def heads(self, names: Sequence[str], centres: Sequence[float], step: float, most: int = 4) -> float:
        """Names of columns at the top, in at most so many lines; returns the ``y`` below."""
        bold = not self.single
        texts = [self.lines(name, step - 3, most, size=SMALL, bold=bold) for name in names]
        tallest = max(map(len, texts))
        for centre, lines in zip(centres, texts, strict=True):
            self.block(centre, 7 + (tallest - len(lines)) * 8, lines, size=SMALL, align="center", bold=bold)
        return 7 + tallest * 8 + 2.0

    def block(self, x: float, y: float, lines: Sequence[str], *, step: float = LINE - 1, **how: Any) -> None:
        """Lines below each other; ``y`` is the middle of the first."""
        for number, line in enumerate(lines):
            self.text(x, y + number * step, line, **how)

    def line(
        self, xs: Sequence[float], ys: Sequence[float], *, colour: str = INK, thick: float = THIN, dash: Dash = "solid",
        over: int = 2,
    ) -> None:  # fmt: skip
        """A line through points."""
        self._axes.add_line(
            Line2D(xs, ys, color=colour, linewidth=thick, linestyle=dash, solid_capstyle="butt", zorder=over)
        )

    def box(
        self, x: float, y: float, wide: float, high: float, *, fill: str = "none", edge: str = INK, thick: float = HAIR,
        hatch: str = "", over: int = 2,
    ) -> None:  # fmt: skip
        """A rectangle from its upper left corner."""
        self._axes.add_patch(
            Rectangle(
                (x, y),
                wide,
                high,
                facecolor=fill,
                edgecolor=edge,
                linewidth=thick,
                hatch=hatch or None,
                zorder=over,
            )
        )

    def round_box(self, x: float, y: float, wide: float, high: float, *, edge: str) -> None:
        """A hollow rectangle with round ends, from its upper left corner."""
        round_ = min(wide, high) / 2
        self._axes.add_patch(
            FancyBboxPatch(
                (x, y),
                wide,
                high,
                boxstyle=BoxStyle("round", pad=0, rounding_size=round_),
                facecolor=WHITE,
                edgecolor=edge,
                linewidth=1.0,
                zorder=2,
            )
        )

    def swatch(self, fill: str, hatch: str) -> Swatch:
        """A filled box, as the legend shows it."""
        return lambda x, y: self.box(x - 4, y - 3, 8, 6, fill=fill, hatch=hatch)

    def curve(
        self, start: tuple[float, float], end: tuple[float, float], bend: float, *, gap: float, colour: str, dash: Dash,
        thick: float, arrow: bool,
    ) -> list[tuple[float, float]]:  # fmt: skip
        """A bent line, with a head where it has a direction; it ends ``gap`` before its end.

        Returns:
            Points along it.
        """
        (x0, y0), (x1, y1) = start, end
        middle = ((x0 + x1) / 2 - (y1 - y0) * bend, (y0 + y1) / 2 + (x1 - x0) * bend)
        away = hypot(x1 - middle[0], y1 - middle[1]) or 1.0
        ux, uy = (x1 - middle[0]) / away, (y1 - middle[1]) / away
        tip = (x1 - ux * gap, y1 - uy * gap)
        long = 3.2 + thick if arrow else 0.0
        neck = (tip[0] - ux * long, tip[1] - uy * long)
        path = Path([start, middle, neck], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
        self._axes.add_patch(
            PathPatch(path, facecolor="none", edgecolor=colour, linewidth=thick, linestyle=dash, zorder=2)
        )
        if arrow:
            half = 1.1 + thick * 0.6
            corners = [tip, (neck[0] - uy * half, neck[1] + ux * half), (neck[0] + uy * half, neck[1] - ux * half)]
            self._axes.add_patch(Polygon(corners, closed=True, facecolor=colour, edgecolor="none", zorder=3))
        shares = [step / 16 for step in range(17)]
        return [
            (
                (1 - s) ** 2 * start[0] + 2 * s * (1 - s) * middle[0] + s**2 * tip[0],
                (1 - s) ** 2 * start[1] + 2 * s * (1 - s) * middle[1] + s**2 * tip[1],
            )
            for s in shares
        ]

    def way(
        self, points: Sequence[tuple[float, float]], *, colour: str, thick: float, dash: Dash = "solid",
        bent: bool = True,
    ) -> None:  # fmt: skip
        """A line through points with a head at its end; bent, it leaves and arrives level."""
        long, half = 3.2 + thick, 1.3 + thick * 0.6
        tip = points[-1]
        ends = [*points[:-1], (tip[0] - long, tip[1])]
        corners, codes = [ends[0]], [Path.MOVETO]
        for (x0, y0), (x1, y1) in pairwise(ends):
            middle = (x0 + x1) / 2
            corners += [(middle, y0), (middle, y1), (x1, y1)] if bent else [(x1, y1)]
            codes += [Path.CURVE4] * 3 if bent else [Path.LINETO]
        self._axes.add_patch(
            PathPatch(
                Path(corners, codes), facecolor="none", edgecolor=colour, linewidth=thick, linestyle=dash, zorder=1
            )
        )
        head = [tip, (tip[0] - long, tip[1] - half), (tip[0] - long, tip[1] + half)]
        self._axes.add_patch(Polygon(head, closed=True, facecolor=colour, edgecolor="none", zorder=1))

    def route(
        self, curve: Sequence[tuple[float, float]], *, colour: str, thick: float, dash: Dash = "solid",
        heads: tuple[int, int] = (0, 0), over: int = 2,
    ) -> None:  # fmt: skip
        """A Bézier curve; ``heads``: where its start and end have a head, the side (-1 left, 1 right) it lies at."""
        long, half = 3.6 + 0.6 * thick, 1.4 + 0.6 * thick
        corners = list(curve)
        for place, side in zip((0, -1), heads, strict=True):
            if side:
                x, y = corners[place]
                corners[place] = (x + side * long, y)
                head = [(x, y), (x + side * long, y - half), (x + side * long, y + half)]
                self._axes.add_patch(Polygon(head, closed=True, facecolor=colour, edgecolor="none", zorder=over))
        codes = [Path.MOVETO, *[Path.CURVE4] * (len(corners) - 1)]
        self._axes.add_patch(
            PathPatch(
                Path(corners, codes), facecolor="none", edgecolor=colour, linewidth=thick, linestyle=dash, zorder=over
            )
        )

    def mark(
        self, x: float, y: float, shape: Any, size: float = 5.0, *, fill: str = INK, edge: str = INK,
        half: bool = False, thick: float = THIN, over: int = 4,
    ) -> None:  # fmt: skip
        """A mark; ``shape`` is one of matplotlib's markers, ``half`` fills its left half only."""
        self._axes.add_line(
            Line2D(
                [x],
                [y],
                linestyle="none",
                marker=shape,
                markersize=size,
                markerfacecolor=fill,
                markeredgecolor=edge,
                markeredgewidth=thick,
                fillstyle="left" if half else "full",
                markerfacecoloralt="white",
                zorder=over,
            )
        )

    def legend(self, y: float, entries: Sequence[tuple[Swatch, str]], *, left: float | None = None) -> float:
        """Marks with their words, in as many lines as they need; returns the ``y`` below.

        Args:
            y: middle of the first line.
            entries: a function that draws the mark around a point, and the words.
            left: where lines begin.
        """
        start = self.left if left is None else left
        x = start
        for draw, words in entries:
            room = self.right - start - 14
            text = shortened(self.clean(words), SMALL, room)
            needed = 14 + width(text, SMALL)
            if x > start and x + needed > self.right:
                x, y = start, y + LINE
            draw(x + 5, y)
            self.text(x + 12, y, text, size=SMALL)
            x += needed + 7
        return y + LINE
