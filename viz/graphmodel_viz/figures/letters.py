"""Text as it can be drawn: its width, its letters, in lines, or shortened.

All text is set in DejaVu Sans, which comes with matplotlib, so that a figure looks the same
everywhere. It has Latin, Greek, Cyrillic, Arabic, Hebrew and more, but no Chinese or Japanese.
"""

import unicodedata
from functools import lru_cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font

FAMILY = ["DejaVu Sans", "Bitstream Vera Sans", "Verdana", "sans-serif"]
"""What an SVG names: letters of the same widths where DejaVu Sans itself is missing."""
STAND_IN = "\N{REPLACEMENT CHARACTER}"
ELLIPSIS = "…"
_FINE = 10  # text is measured ten times as large, so that rounding to dots makes no difference
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = {"\u200c", "\u200d"}


def font(size: float, bold: bool = False) -> FontProperties:
    """The font at a size in points."""
    return FontProperties(family=FAMILY, size=size, weight="bold" if bold else "normal", fname=_file(bold))


def plain(text: str) -> tuple[str, set[str]]:
    """Text in one line of letters that can be drawn, and the letters that had to be replaced."""
    spaced = one_line(text)
    known = _known(False) & _known(True)
    missing = {letter for letter in spaced if ord(letter) not in known}
    return "".join(STAND_IN if letter in missing else letter for letter in spaced), missing


def one_line(text: str) -> str:
    """Text in one line, without what cannot be seen (control signs, half letters, marks of direction)."""
    return " ".join("".join(_seen(letter) for letter in text).split())


def _seen(letter: str) -> str:
    if letter.isspace() or letter in "\x1c\x1d\x1e\x1f\x85":
        return " "
    return "" if unicodedata.category(letter) in _INVISIBLE or letter in _JOINERS else letter


@lru_cache(maxsize=50_000)
def width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line in points."""
    if not text:
        return 0.0
    wide, _, _ = _renderer().get_text_width_height_descent(text, font(size, bold), False)
    return float(wide) / _FINE


def shortened(text: str, size: float, room: float, bold: bool = False) -> str:
    """The text, or as much of its beginning as fits with ``…`` behind it."""
    if width(text, size, bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + ELLIPSIS, size, bold) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + ELLIPSIS if low else ELLIPSIS


def wrapped(text: str, size: float, room: float, lines: int, bold: bool = False) -> list[str]:
    """The text in at most so many lines; the last is shortened where it does not fit."""
    words, parts = text.split(" "), [""]
    for index, word in enumerate(words):
        longer = f"{parts[-1]} {word}".strip()
        if not parts[-1] or width(longer, size, bold) <= room:
            parts[-1] = longer
        elif len(parts) < lines:
            parts.append(word)
        else:
            parts[-1] = " ".join([parts[-1], *words[index:]])
            break
    return [shortened(line, size, room, bold) for line in parts]


@lru_cache
def _file(bold: bool) -> Path:
    return Path(mpl.get_data_path(), "fonts", "ttf", f"DejaVuSans{'-Bold' if bold else ''}.ttf")


@lru_cache
def _known(bold: bool) -> frozenset[int]:
    return frozenset(FT2Font(str(_file(bold))).get_charmap())


@lru_cache
def _renderer() -> RendererAgg:
    return RendererAgg(8, 8, 72 * _FINE)
