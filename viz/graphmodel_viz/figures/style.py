"""Sizes, colours, shapes and hatches of figures, and the settings they are drawn with.

Every mark differs from the others by shape, dash or hatch, so that a reader of a photocopy loses
nothing; colour (Okabe and Ito's, which colour-blind readers can tell apart) comes on top. Lengths are
in points, sizes those of the printed page.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

import matplotlib as mpl

from graphmodel.schema.kinds import OUTLINE
from graphmodel_viz.figures.letters import Typeface, drawn_with
from graphmodel_viz.figures.options import TEXT_POINTS
from graphmodel_viz.signs import SIGNS

POINTS_PER_MM = 72 / 25.4
Dash = Literal["solid"] | tuple[float, tuple[float, ...]]
"""A solid line, or its dashes."""
TEXT, SMALL, HEADING = 7.5, TEXT_POINTS, 8.5
"""Usual sizes of text; nothing is smaller than ``SMALL``."""
LINE = 9.0
"""From one line of text to the next."""
HAIR, THIN, THICK = 0.4, 0.7, 1.3
PALE_GREY, MID_GREY, QUIET, INK = "#EFEFEF", "#8C8C8C", "#5C5C5C", "#1A1A1A"
WHITE = "#FFFFFF"

_COLOUR_OF_PLACE = ("#D55E00", "#0072B2", "#CC79A7", "#56B4E9", "#E69F00", "#999999")
_GREY_OF_PLACE = ("#333333", "#7A7A7A", "#A6A6A6", "#555555", "#BFBFBF", "#8C8C8C")
_HATCH_OF_PLACE = (
    *(SIGNS["focus bar"][name].hatch for name in ("asked", "compared", "other")),
    *("slants and levels", "both slants", "slants and uprights"),
)
HATCHES = {
    "thin slants": "////",
    "thin uprights": "||||",
    "thin back slants": "\\\\\\\\",
    "thin levels": "----",
    "slants and levels": "//--",
    "both slants": "//\\\\",
    "slants and uprights": "//||",
    "slants": "//////",
    "uprights": "||||||",
    "back slants": "\\\\\\\\\\\\",
    "levels": "------",
    "crossed": "xxxxxx",
    "dots": "......",
    "grid": "++++",
}
"""Hatches of the table of signs, as matplotlib writes them."""
DASHES: dict[str, Dash] = {
    "solid": "solid",
    "dashed": (0, (3, 1.6)),
    "dotted": (0, (0.6, 2.2)),
    "dash and dot": (0, (3.4, 1.4, 0.8, 1.4)),
}
"""Dashes of the table of signs."""


@dataclass(frozen=True)
class Style:
    """How one figure looks. ``grey``: no colour at all; ``colours``: of the first groups, where they are chosen."""

    grey: bool = False
    colours: tuple[str, ...] = ()

    def group(self, index: int) -> str:
        """Colour of the group in this place (0 is the focus in question)."""
        colours = _GREY_OF_PLACE if self.grey else (*self.colours, *_COLOUR_OF_PLACE[len(self.colours) :])
        return colours[index % len(colours)]

    def tint(self, colour: str, share: float) -> str:
        """The colour thinned with white: 1 is the colour itself, 0 white."""
        parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
        return "#" + "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)

    def of(self, colour: str) -> str:
        """A colour, or the grey that is as light."""
        if not self.grey:
            return colour
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        light = round(0.299 * red + 0.587 * green + 0.114 * blue)
        return f"#{light:02X}{light:02X}{light:02X}"


def hatch(index: int) -> str:
    """Hatch of the group in this place."""
    return HATCHES[_HATCH_OF_PLACE[index % len(_HATCH_OF_PLACE)]]


def dash_of(group: str, name: str) -> Dash:
    """Dashes of a sign of the table."""
    return DASHES[SIGNS[group][name].dash]


def tie_ink(state: str) -> str:
    """Colour of a tie that no focus colours: what is only denied is black."""
    return INK if SIGNS["tie"][state].colour == "ink" else "#6B6B6B"


def is_dark(colour: str) -> bool:
    """Does white text read better on it than black?"""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 140


@contextmanager
def figure_settings(typeface: Typeface | None = None) -> Iterator[None]:
    """The settings that every figure is drawn with, whatever the user's own are; put back afterwards.

    ``typeface`` stands before DejaVu Sans, which has the letters that it lacks.

    Text stays text in SVG, so that it can be searched, read out and edited; PDF carries its fonts
    as TrueType (type 42), which journals ask for.
    """
    with mpl.rc_context(), drawn_with(typeface):
        mpl.rcdefaults()
        mpl.rcParams.update(
            {
                "font.sans-serif": ["DejaVu Sans"],
                "svg.fonttype": "none",
                "svg.hashsalt": "graphmodel",
                "pdf.fonttype": 42,
                "pdf.compression": 6,
                "hatch.linewidth": 0.5,
                "hatch.color": OUTLINE,
                "text.hinting": "none",  # so that text is as wide at every number of dots
                "path.simplify": False,
                "figure.dpi": 72,
            }
        )
        yield
