"""The power-interest grid, from ratings alone.

The words of a scale have an order and no distance, so the grid is one of words: a column for each
word of interest, a row for each word of power, and one between two words where a median falls there.
Stakeholders of one place are listed below each other.
"""

from collections.abc import Callable
from dataclasses import dataclass

from graphmodel.analysis.frames import StudyFrames
from graphmodel.wording import counted
from graphmodel_viz.figures.caption import Drawing, drawing_of
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.figures.sheet import Sheet
from graphmodel_viz.figures.style import HAIR, INK, LINE, MID_GREY, SMALL, THIN, WHITE, Style
from graphmodel_viz.views.power_interest import GridView, Placed, grid_view

_LEFT, _PAD = 42.0, 5.0
_MARKS = {"stated": "o", "both": "D", "inferred": "s"}
_WORDS = {"stated": "stated", "both": "some stated, some inferred", "inferred": "inferred by the coder"}


@dataclass(frozen=True)
class _Entry:
    """A stakeholder with the lines of its label."""

    who: Placed
    lines: list[str]

    @property
    def high(self) -> float:
        return LINE * len(self.lines) + 1.5


def draw_power_interest(frames: StudyFrames, options: FigureOptions) -> Drawing:
    """Draw the grid."""
    view = grid_view(frames, options.top or 0)
    sheet = Sheet(options.width, Style(options.grey))
    columns = _places(view, "interest")
    rows = _places(view, "power")[::-1]
    wide = (sheet.right - sheet.left - _LEFT) / len(columns)
    cells = {
        (column, row): [
            _entry(sheet, one, wide) for one in view.placed if (one.interest.median, one.power.median) == (column, row)
        ]
        for column in columns
        for row in rows
    }
    left = sheet.left + _LEFT
    x_of = {column: left + wide * (place + 0.5) for place, column in enumerate(columns)}
    y_of, top, y = {}, 4.0, 4.0
    for row in rows:
        high = max(30.0, *(sum(entry.high for entry in cells[column, row]) + 2 * _PAD for column in columns))
        y_of[row] = y + high / 2
        y += high
    sheet.box(left, top, sheet.right - left, y - top)
    _quadrants(sheet, view, x_of, y_of, (left, top, sheet.right, y))
    for (column, row), entries in cells.items():
        at = y_of[row] - sum(entry.high for entry in entries) / 2
        for entry in entries:
            _draw(sheet, entry, x_of[column] - wide / 2 + _PAD, at, x_of, y_of)
            at += entry.high
    y = _axes(sheet, view, x_of, y_of, y, (left, top))
    entries = [(_legend(sheet, basis), _WORDS[basis]) for basis in _MARKS]
    y = sheet.legend(y + 9, [*entries, (_legend_range(sheet), "range of the ratings"), (_legend_middle(sheet), "middle of the scale")])
    return drawing_of(sheet, y - 2, "Stakeholders by power and interest, as they are rated", *_sentences(view))


def _places(view: GridView, dimension: str) -> list[float]:
    """Every word of the scale, and the places between two words where a median falls."""
    medians = {getattr(one, dimension).median for one in view.placed}
    return sorted({float(place) for place in range(len(view.scales[dimension]))} | medians)


def _entry(sheet: Sheet, who: Placed, wide: float) -> _Entry:
    room = wide - 2 * _PAD - 12
    behind = f"({who.n_sources})"
    return _Entry(who, sheet.lines(f"{who.label} {behind}", room, 3, size=SMALL))


def _draw(sheet: Sheet, entry: _Entry, x: float, y: float, x_of: dict[float, float], y_of: dict[float, float]) -> None:
    who, middle = entry.who, y + LINE / 2
    for line_number, line in enumerate(entry.lines):
        sheet.text(x + 9, middle + line_number * (LINE - 1), line, size=SMALL, under=True)
    if who.interest.low != who.interest.high:
        ends = [x_of[float(who.interest.low)], x_of[float(who.interest.high)]]
        sheet.line([min(ends[0], x + 3), max(ends[1], x + 3)], [middle + LINE * len(entry.lines) - 5.5] * 2, thick=THIN)
    if who.power.low != who.power.high:
        ends = [y_of[float(who.power.low)], y_of[float(who.power.high)]]
        sheet.line([x + 3, x + 3], [min(*ends, middle), max(*ends, middle)], thick=THIN)
    _mark(sheet, who.basis, x + 3, middle)


def _mark(sheet: Sheet, basis: str, x: float, y: float) -> None:
    fill = {"stated": sheet.style.group(1), "both": sheet.style.group(1), "inferred": WHITE}[basis]
    sheet.mark(x, y, _MARKS[basis], 4.6, fill=fill, half=basis == "both")


def _legend(sheet: Sheet, basis: str) -> Callable[[float, float], None]:
    return lambda x, y: _mark(sheet, basis, x, y)


def _legend_range(sheet: Sheet) -> Callable[[float, float], None]:
    return lambda x, y: sheet.line([x - 4, x + 4], [y, y])


def _legend_middle(sheet: Sheet) -> Callable[[float, float], None]:
    return lambda x, y: sheet.line([x - 4, x + 4], [y, y], colour=MID_GREY, dash=(0, (4, 3)))


def _quadrants(
    sheet: Sheet, view: GridView, x_of: dict[float, float], y_of: dict[float, float],
    frame: tuple[float, float, float, float],
) -> None:  # fmt: skip
    """Dashed lines through the middle word of each scale."""
    left, top, right, bottom = frame
    across = x_of[(len(view.scales["interest"]) - 1) / 2]
    down = y_of[(len(view.scales["power"]) - 1) / 2]
    sheet.line([across, across], [top, bottom], colour=MID_GREY, dash=(0, (4, 3)), thick=HAIR, over=1)
    sheet.line([left, right], [down, down], colour=MID_GREY, dash=(0, (4, 3)), thick=HAIR, over=1)


def _axes(
    sheet: Sheet, view: GridView, x_of: dict[float, float], y_of: dict[float, float], y: float,
    corner: tuple[float, float],
) -> float:  # fmt: skip
    left, top = corner
    wide = (sheet.right - left) / len(x_of)
    most = 1
    for place, x in x_of.items():
        lines = sheet.lines(_word(view.scales["interest"], place), wide - 3, 3, size=SMALL)
        sheet.block(x, y + 7, lines, size=SMALL, align="center")
        most = max(most, len(lines))
    for place, middle in y_of.items():
        lines = sheet.lines(_word(view.scales["power"], place), _LEFT - 14, 3, size=SMALL)
        sheet.block(left - 3, middle - (len(lines) - 1) * 4, lines, size=SMALL, align="right")
    bottom = y
    y += 7 + most * 8
    sheet.text((left + sheet.right) / 2, y + 2, "Interest →", bold=True, align="center", colour=INK)
    sheet.middle_upright(sheet.left + 4, (top + bottom) / 2, "Power →", bold=True)
    return y + 4


def _word(scale: tuple[str, ...], place: float) -> str:
    if place == int(place):
        return scale[int(place)]
    return f"{scale[int(place - 0.5)]} to {scale[int(place + 0.5)]}"


def _sentences(view: GridView) -> list[str]:
    said = [
        f"A mark stands at the median of what {counted(view.n_sources, 'source')} say in "
        f"{counted(view.n_ratings, 'rating')} of the study; the number of sources behind a stakeholder is in brackets, "
        "and a bar spans the range where ratings differ. Nothing is read off the network.",
        f"{counted(len(view.placed), 'stakeholder')} shown. The words of a scale have an order and no distances.",
    ]
    absent = [
        (view.left_out, "with fewer sources left off"),
        (view.one_only, "with a place on one of the two alone"),
        (view.unclear, "rated in words without a place on the scale"),
        (view.unrated, "not rated"),
    ]
    not_shown = [f"{number} {words}" for number, words in absent if number]
    return [*said, f"Not shown: {', '.join(not_shown)}." if not_shown else ""]
