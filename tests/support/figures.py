"""Looks at figures as they are drawn: where text stands, how large it is, what marks look like."""

from itertools import combinations, pairwise
from pathlib import Path as File
from xml.etree import ElementTree as ET

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema import rules
from graphmodel_viz.figures import drawing_of
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.figures.style import figure_settings

SLACK = 0.6
"""Points by which boxes of text, which are higher than the letters, may run into each other."""


def texts_of(svg: File) -> list[str]:
    """Every text of an SVG file in the order in which it was drawn."""
    return [node.text or "" for node in ET.parse(svg).getroot().iter("{http://www.w3.org/2000/svg}text")]


class Figures:
    """One figure, drawn and measured in points.

    ``boxes`` holds the box of every text.
    """

    def __init__(self, frames: StudyFrames, view: str, **choices: object) -> None:
        with figure_settings():
            made = drawing_of(frames, view, FigureOptions(**choices))  # type: ignore[arg-type]
            self.figure = made.figure
            canvas = FigureCanvasAgg(self.figure)
            canvas.draw()
            (axes,) = self.figure.axes
            self.axes = axes
            shown = [text for text in axes.texts if text.get_text()]
            self.boxes = [(text.get_text(), _box(text, canvas)) for text in shown]
            self.sizes = {text.get_fontsize() for text in shown}
        self.width, self.height = (length * 72 for length in self.figure.get_size_inches())

    def outside(self) -> list[str]:
        """Texts that leave the sheet."""
        return [
            text
            for text, box in self.boxes
            if box.x0 < -SLACK or box.y0 < -SLACK or box.x1 > self.width + SLACK or box.y1 > self.height + SLACK
        ]

    def overlapping(self) -> list[tuple[str, str]]:
        """Pairs of texts that overlap."""
        return [
            (one, other)
            for (one, a), (other, b) in combinations(self.boxes, 2)
            if min(a.x1, b.x1) - max(a.x0, b.x0) > SLACK and min(a.y1, b.y1) - max(a.y0, b.y0) > 2 * SLACK
        ]

    def curves(self) -> list[np.ndarray]:
        """Points along every curve, close enough to see what it runs through."""
        found = []
        for patch in self.axes.patches:
            path = patch.get_path()
            if path.codes is not None and Path.CURVE4 in path.codes:
                whole = np.concatenate([np.asarray(part) for part in path.to_polygons(closed_only=False)])
                points = patch.get_transform().transform(whole)
                found.append(np.concatenate([np.linspace(*pair, 20) for pair in pairwise(points)]))
        return found

    def crossed(self) -> list[str]:
        """Texts that a curve runs through (numbers on lines are none of them), and curves that leave the sheet."""
        found = []
        for points in self.curves():
            x, y = points[:, 0], points[:, 1]
            if x.min() < 0 or x.max() > self.width or y.min() < 0 or y.max() > self.height:
                found.append("a curve leaves the sheet")
            for text, box in self.boxes:
                across = (x > box.x0 + SLACK) & (x < box.x1 - SLACK)
                if not text.isdigit() and (across & (y > box.y0 + SLACK) & (y < box.y1 - SLACK)).any():
                    found.append(text)
        return found

    def faults(self) -> list[object]:
        """What is cut, leaves the sheet, overlaps or is crossed; none in a figure that is whole."""
        cut = [text for text, _ in self.boxes if text.endswith("…")]
        return [*cut, *self.outside(), *self.overlapping(), *self.crossed()]

    def legend_looks(self) -> list[tuple[object, ...]]:
        """Shape and filling, without colour, of each mark in the lines of the legend."""
        lowest = sorted({round(line.get_ydata()[0], 3) for line in self.axes.lines if line.get_marker() != "None"})
        texts = {round(text.get_position()[1] - 0.36 * text.get_fontsize(), 3) for text in self.axes.texts}
        words = set(rules.MARKS.values())
        rows = {
            round(text.get_position()[1] - 0.36 * text.get_fontsize(), 3)
            for text in self.axes.texts
            if text.get_text() in words
        }
        found: dict[tuple[float, float], list[object]] = {}
        for line in self.axes.lines:
            x, y = line.get_xdata()[0], round(line.get_ydata()[0], 3)
            if line.get_marker() != "None" and y in rows & texts & set(lowest):
                empty = line.get_markerfacecolor() == "#FFFFFF"
                found.setdefault((x, y), []).append((str(line.get_marker()), line.get_fillstyle(), empty))
        return [tuple(look) for look in found.values()]


def _box(text: Text, canvas: FigureCanvasAgg) -> Bbox:
    text.set_bbox(None)  # the white behind a text is no text
    return text.get_window_extent(canvas.get_renderer())
