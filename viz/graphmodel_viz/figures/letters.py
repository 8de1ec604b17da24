"""Text as it can be drawn: its width, its letters, in lines, or shortened.

Text is set in DejaVu Sans, which comes with matplotlib, so that a figure looks the same everywhere. It has
Latin, Greek, Cyrillic, Arabic, Hebrew and more, but no Chinese or Japanese: for these, a user names a font,
which then stands before it.
"""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.ft2font import FT2Font

from graphmodel.problems import NotFound, OutputError, shown
from graphmodel.suggest import did_you_mean

FAMILY = ["DejaVu Sans", "Bitstream Vera Sans", "Verdana", "sans-serif"]
"""What an SVG names: letters of the same widths where DejaVu Sans itself is missing."""
STAND_IN = "\N{REPLACEMENT CHARACTER}"
ELLIPSIS = "…"
_FINE = 10  # text is measured ten times as large, so that rounding to dots makes no difference
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = {"\u200c", "\u200d"}


@dataclass(frozen=True)
class Typeface:
    """A font that a user named.

    Args:
        name: of its family; empty for DejaVu Sans alone.
        has_bold: whether it has bold letters; without them, headings are only larger.
    """

    name: str = ""
    has_bold: bool = True

    @property
    def lacks(self) -> str:
        """What a caption says before letters that it lacks."""
        return f"the fonts {self.name} and DejaVu Sans lack" if self.name else "the font DejaVu Sans lacks"


_USUAL = Typeface()
_CHOSEN: ContextVar[Typeface] = ContextVar("typeface", default=_USUAL)


@contextmanager
def drawn_with(typeface: Typeface | None) -> Iterator[None]:
    """Measure and draw all text with a typeface."""
    before = _CHOSEN.set(typeface or _USUAL)
    try:
        yield
    finally:
        _CHOSEN.reset(before)


def typeface() -> Typeface:
    """The one that text is drawn with now."""
    return _CHOSEN.get()


def find_typeface(font: str) -> Typeface:
    """The typeface that a user names.

    Args:
        font: the name of a font of this machine, or the path of a font file.

    Raises:
        NotFound: there is no such font or file.
        OutputError: the file is no font.
    """
    file = Path(font).expanduser()
    if file.suffix.lower() not in {".ttf", ".otf", ".ttc"}:
        names = sorted({entry.name for entry in fontManager.ttflist})
        known = {name.casefold(): name for name in names}
        if font.casefold() not in known:
            raise NotFound(
                f"There is no font {shown(font)} on this machine.{did_you_mean(font, names)} Name another one, or a "
                "font file (.ttf or .otf).",
                names,
            )
        return _typeface_of(known[font.casefold()])
    if not file.is_file():
        raise NotFound(f"There is no font file {shown(font)}.", ())
    try:
        name = FT2Font(file).family_name
        fontManager.addfont(file)
    except (RuntimeError, OSError, ValueError) as error:
        raise OutputError(f"{shown(font)} cannot be read as a font. Name another file.", by_caller=True) from error
    return _typeface_of(name)


def _typeface_of(name: str) -> Typeface:
    weights = {str(entry.weight) for entry in fontManager.ttflist if entry.name == name}
    return Typeface(name, has_bold=bool(weights & {"bold", "700", "semibold", "600", "heavy", "800", "black", "900"}))


def font(size: float, bold: bool = False) -> FontProperties:
    """The font at a size in points."""
    chosen = typeface()
    weight = "bold" if bold and chosen.has_bold else "normal"
    if chosen.name:
        return FontProperties(family=[chosen.name, FAMILY[0]], size=size, weight=weight)
    return FontProperties(family=FAMILY, size=size, weight=weight, fname=_file(bold))


def plain(text: str) -> tuple[str, set[str]]:
    """Text in one line of letters that can be drawn, and the letters that had to be replaced."""
    spaced = one_line(text)
    known = _drawable(typeface())
    missing = {letter for letter in spaced if ord(letter) not in known}
    return "".join(STAND_IN if letter in missing else letter for letter in spaced), missing


def one_line(text: str) -> str:
    """Text in one line, without what cannot be seen (control signs, half letters, marks of direction)."""
    return " ".join("".join(_seen(letter) for letter in text).split())


def _seen(letter: str) -> str:
    if letter.isspace() or letter in "\x1c\x1d\x1e\x1f\x85":
        return " "
    return "" if unicodedata.category(letter) in _INVISIBLE or letter in _JOINERS else letter


def width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line in points."""
    return _width(text, size, bold, typeface()) if text else 0.0


@lru_cache(maxsize=50_000)
def _width(text: str, size: float, bold: bool, _: Typeface) -> float:
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
def _drawable(typeface: Typeface) -> frozenset[int]:
    """The letters that can be drawn both plain and bold."""
    plain, bold = (_letters_of(_file(is_bold)) for is_bold in (False, True))
    if not typeface.name:
        return plain & bold
    own = [_letters_of(Path(fontManager.findfont(font(10, is_bold)))) for is_bold in (False, True)]
    return (own[0] | plain) & (own[1] | bold)


def _letters_of(file: Path) -> frozenset[int]:
    return frozenset(FT2Font(str(file)).get_charmap())


@lru_cache
def _renderer() -> RendererAgg:
    return RendererAgg(8, 8, 72 * _FINE)
