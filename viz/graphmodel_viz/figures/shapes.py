"""How the shapes of signs are drawn; what each means is in the one table (:mod:`graphmodel_viz.signs`)."""

from collections.abc import Callable
from typing import Any

from graphmodel_viz.figures.sheet import Sheet
from graphmodel_viz.figures.style import HAIR, INK, SMALL, THIN, WHITE
from graphmodel_viz.signs import SIGNS

Marker = Callable[[Sheet, float, float, str], None]
"""Draws a mark around a point, in the colour of its focus where it has one."""

MARKERS: dict[str, Any] = {
    "circle": "o",
    "square": "s",
    "small square": "s",
    "diamond": "D",
    "triangle up": "^",
    "triangle down": "v",
    "star": (4, 1, 0),
    "plus": "P",
}
"""Shapes that matplotlib knows, and its names for them."""
_SIZES = {"circle": 1.0, "square": 0.92, "diamond": 0.88, "star": 1.2, "plus": 1.15}
"""How wide they are drawn, so that all look about as large."""


def draw_sign(sheet: Sheet, group: str, name: str, x: float, y: float, colour: str = INK, size: float = 5.0) -> None:
    """Draw a sign of the table around a point.

    Args:
        sheet: to draw on.
        group: what the sign is said of, a group of the table.
        name: of the sign.
        x: of its middle.
        y: of its middle.
        colour: of the focus, for signs that have its colour.
        size: points from edge to edge.
    """
    sign = SIGNS[group][name]
    paint = INK if sign.colour == "ink" else colour
    if sign.shape in MARKERS:
        _marker(sheet, sign.shape, sign.fill, x, y, paint, size)
    else:
        SHAPES[sign.shape](sheet, x, y, size, sign.fill)


def marker(group: str, name: str) -> Marker:
    """Draws a sign of the table in its usual size."""
    return lambda sheet, x, y, colour: draw_sign(sheet, group, name, x, y, colour)


def _marker(sheet: Sheet, shape: str, fill: str, x: float, y: float, colour: str, size: float) -> None:
    which, wide = MARKERS[shape], round(size * _SIZES.get(shape, 0.92), 2)
    if fill == "centre":
        sheet.mark(x, y, which, wide, fill=WHITE, edge=colour, thick=1.1)
        sheet.mark(x, y, which, 0.24 * wide, fill=colour, edge=colour)
    elif fill == "hollow":
        sheet.mark(x, y, which, wide, fill=WHITE)
    else:
        sheet.mark(x, y, which, wide, fill=colour, half=fill == "half")


def _cross(sheet: Sheet, x: float, y: float, size: float, _: str) -> None:
    sheet.mark(x, y, "x", 0.88 * size, thick=1.3)


def _boxed(sheet: Sheet, x: float, y: float, size: float, inside: str) -> None:
    sheet.mark(x, y, "s", round(size, 2), fill=WHITE)
    sheet.mark(x, y, inside, 0.6 * size, thick=1.0)


def _questioned(sheet: Sheet, x: float, y: float, size: float, _: str) -> None:
    sheet.mark(x, y, "s", 1.5 * size, fill=WHITE, thick=HAIR)
    sheet.text(x, y, "?", size=SMALL, align="center")


def _dash(sheet: Sheet, x: float, y: float, _: float, __: str) -> None:
    sheet.text(x, y, "–", size=SMALL, align="center")


def _plus_over_minus(sheet: Sheet, x: float, y: float, size: float, _: str) -> None:
    half = size / 2
    _stroke(sheet, (x, y - half - 0.6), (x, y + 0.4 * half))
    for at in (y - 0.3 * half - 0.3, y + half + 0.3):
        _stroke(sheet, (x - half, at), (x + half, at))


def _barred(sheet: Sheet, x: float, y: float, size: float, _: str) -> None:
    sheet.mark(x, y, "o", 1.1 * size, fill=WHITE)
    _stroke(sheet, (x - 0.3 * size, y), (x + 0.3 * size, y))


def _tick(sheet: Sheet, x: float, y: float, size: float, _: str) -> None:
    half = size / 2
    sheet.line([x - half, x - 0.3 * half, x + half], [y, y + 0.8 * half, y - half], thick=1.3, over=4)


def _unequal(sheet: Sheet, x: float, y: float, size: float, _: str) -> None:
    half = size / 2
    for at in (y - 0.4 * half, y + 0.4 * half):
        _stroke(sheet, (x - half, at), (x + half, at), 1.0)
    _stroke(sheet, (x + 0.6 * half, y - half - 0.4), (x - 0.6 * half, y + half + 0.4), 1.0)


def _flat_bar(sheet: Sheet, x: float, y: float, size: float, fill: str) -> None:
    wide, high = 1.3 * size, 0.5 * size
    sheet.box(x - wide / 2, y - high / 2, wide, high, fill=INK if fill == "full" else WHITE, thick=THIN, over=4)
    if fill == "half":
        sheet.box(x - wide / 2, y - high / 2, wide / 2, high, fill=INK, thick=THIN, over=4)


def _stroke(sheet: Sheet, start: tuple[float, float], end: tuple[float, float], thick: float = 1.2) -> None:
    sheet.line([start[0], end[0]], [start[1], end[1]], thick=thick, over=5)


SHAPES: dict[str, Callable[[Sheet, float, float, float, str], None]] = {
    "cross": _cross,
    "square with a cross": lambda sheet, x, y, size, _: _boxed(sheet, x, y, 0.92 * size, "x"),
    "square with a plus": lambda sheet, x, y, size, _: _boxed(sheet, x, y, 1.04 * size, "+"),
    "square with a question mark": _questioned,
    "dash": _dash,
    "plus over minus": _plus_over_minus,
    "circle with a bar": _barred,
    "tick": _tick,
    "unequal sign": _unequal,
    "flat bar": _flat_bar,
}
"""Shapes that are drawn of parts."""
