"""How wide text is on a slide, how many lines it takes, and what of it fits.

Text is measured in DejaVu Sans, which comes with matplotlib and is wider than Calibri and what stands in for it.
"""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

from graphmodel_viz.sheets.texts import plain

LEADING = 1.22
"""Height of a line, of the size of its text."""
MORE = "…"


def lines_of(text: str, size: float, width: float, *, bold: bool = False) -> int:
    """How many lines a text takes."""
    return sum(_lines_of(line, size, width, bold=bold) for line in text.split("\n"))


def fitting(text: str, size: float, width: float, room: float, *, bold: bool = False) -> str:
    """A text that is cut, where it is longer, to what fits."""
    if lines_of(plain(text), size, width, bold=bold) * size * LEADING <= room:
        return text
    low, high = 0, len(text)
    while low + 1 < high:
        middle = (low + high) // 2
        if lines_of(plain(text[:middle] + MORE), size, width, bold=bold) * size * LEADING <= room:
            low = middle
        else:
            high = middle
    return text[:low].rstrip() + MORE


def _lines_of(text: str, size: float, width: float, *, bold: bool) -> int:
    space = width_of(" ", size, bold=bold)
    lines, used = 1, 0.0
    for word in text.split():
        wide = width_of(word, size, bold=bold)
        if used and used + space + wide > width:
            lines, used = lines + 1, 0.0
        while wide > width:  # programs break a word that is wider than a line
            lines, wide = lines + 1, wide - width * 0.9
        used += (space if used else 0) + wide
    return lines


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a text in one line, in points."""
    return _ems(text, bold) * size


@lru_cache(maxsize=20_000)
def _ems(word: str, bold: bool) -> float:
    return sum(_sign_width(sign, bold) for sign in word)


@cache
def _sign_width(sign: str, bold: bool) -> float:
    """Width of a sign in ems; one of East Asia takes a whole one."""
    if unicodedata.east_asian_width(sign) in {"W", "F"}:
        return 1.0
    return float(_font(bold).getlength(sign)) / 100


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    import matplotlib as mpl  # noqa: PLC0415 - large, and only needed for slides

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(str(Path(mpl.get_data_path()) / "fonts" / "ttf" / name), 100)
