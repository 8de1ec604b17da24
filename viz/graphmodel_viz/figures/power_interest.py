"""The power-interest grid, from ratings alone.

The words of a scale have an order and no distance, so the grid is one of words: a column for each
word of interest, a row for each word of power, and one between two words where a median falls there.
Stakeholders of one place are listed below each other.
"""

from dataclasses import dataclass

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.wording import counted
from graphmodel_viz.figures.drawing import Drawing, finished
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.figures.shapes import draw_sign
from graphmodel_viz.figures.sheet import Sheet, Swatch
from graphmodel_viz.figures.style import HAIR, LINE, MID_GREY, SMALL
from graphmodel_viz.picture_data.overview import power
from graphmodel_viz.picture_data.power_interest import GridData, Placed, grid_data
from graphmodel_viz.words import RATING_WORDS

_LEFT, _PAD, _BESIDE = 42.0, 5.0, 3.5
"""Room for the words of power, around the entries of a cell, and for each bar of a range beside them."""
_BASES = ("stated", "both", "inferred")
"""How a rating is known, in the order of the legend; the marks are those of the page."""
Place = tuple[float, float]


@dataclass(frozen=True)
class _Entry:
    """A stakeholder with the lines of its label, or its number in the key."""

    who: Placed
    lines: list[str]

    @property
    def high(self) -> float:
        bar = 3.0 if self.who.interest.low != self.who.interest.high else 0.0
        return (LINE - 1) * len(self.lines) + 2.5 + bar


def draw(frames: StudyFrames, options: FigureOptions) -> Drawing:
    """Draw the grid; in a single column stakeholders are numbered, with a key below."""
    data = grid_data(frames, options.top or 0)
    sheet = Sheet(options)
    columns, rows = _places(data, "interest"), _places(data, "power")[::-1]
    grid = _Grid(sheet, data, columns, rows)
    bottom = grid.draw()
    y = _axes(sheet, data, grid, bottom)
    entries = [(_legend(sheet, basis), RATING_WORDS[basis]) for basis in _BASES]
    if any(_ranged(one) for one in data.placed):
        entries.append((_legend_range(sheet), "range of the ratings"))
    y = sheet.legend(y + 9, entries)
    for number, who in enumerate(grid.keyed, start=1):
        sheet.text(sheet.left + 12, y, f"{number}", size=SMALL, align="right", bold=True)
        lines = sheet.lines_with(who.label, f"({who.n_sources})", sheet.right - sheet.left - 16, 2, size=SMALL)
        sheet.block(sheet.left + 16, y, lines, step=7.5, size=SMALL)
        y += LINE + 7.5 * (len(lines) - 1)
    return finished(sheet, y - 2, "Power and interest, as rated", f"{power(frames).sentence}.", *_sentences(data))


def _ranged(who: Placed) -> bool:
    return who.interest.low != who.interest.high or who.power.low != who.power.high


class _Grid:
    """The cells, as high as what is in them."""

    def __init__(self, sheet: Sheet, data: GridData, columns: list[float], rows: list[float]) -> None:
        self.sheet, self.left, self.top = sheet, sheet.left + _LEFT, 4.0
        self.wide = (sheet.right - self.left) / len(columns)
        self.x_of = {column: self.left + self.wide * (index + 0.5) for index, column in enumerate(columns)}
        self.data, self.keyed = data, list[Placed]()
        # Bars of ranges of power stand side by side at the left of a column.
        bars = {
            column: sum(self._bar(one) for one in data.placed if one.interest.median == column) for column in columns
        }
        self.inset = {column: _PAD + _BESIDE * bars[column] for column in columns}
        self.cells: dict[Place, list[_Entry]] = {
            (column, row): [
                self._entry(one) for one in data.placed if (one.interest.median, one.power.median) == (column, row)
            ]
            for row in rows
            for column in columns
        }
        self.y_of: dict[float, float] = {}
        self.below: list[float] = []
        self.bottom = self.top
        for row in rows:
            high = max(30.0, *(sum(entry.high for entry in self.cells[column, row]) + 2 * _PAD for column in columns))
            self.y_of[row] = self.bottom + high / 2
            self.bottom += high
            self.below.append(self.bottom)

    @staticmethod
    def _bar(who: Placed) -> bool:
        return who.power.low != who.power.high

    def _entry(self, who: Placed) -> _Entry:
        if self.sheet.single:
            self.keyed.append(who)
            return _Entry(who, [str(len(self.keyed))])
        room = self.wide - self.inset[who.interest.median] - _PAD - 11
        return _Entry(who, self.sheet.lines_with(who.label, f"({who.n_sources})", room, 3, size=SMALL))

    def draw(self) -> float:
        """Frame, lines between cells, and entries; returns the lower edge."""
        sheet = self.sheet
        sheet.box(self.left, self.top, sheet.right - self.left, self.bottom - self.top)
        edges = [self.left + self.wide * number for number in range(1, len(self.x_of))]
        for xs, ys in [
            *(([x, x], [self.top, self.bottom]) for x in edges),
            *(([self.left, sheet.right], [y, y]) for y in self.below[:-1]),
        ]:
            sheet.line(xs, ys, colour=MID_GREY, thick=HAIR, over=1)
        bars = dict.fromkeys(self.x_of, 0)
        for (column, row), entries in self.cells.items():
            y = self.y_of[row] - sum(entry.high for entry in entries) / 2
            start = self.x_of[column] - self.wide / 2
            inset = self.wide / 2 - 8 if sheet.single else self.inset[column]
            for entry in entries:
                if self._bar(entry.who):
                    bars[column] += 1
                    self._range_of_power(entry.who, start + _BESIDE * bars[column], start + inset + 3, y + LINE / 2)
                self._draw(entry, start + inset + 3, y)
                y += entry.high
        return self.bottom

    def _draw(self, entry: _Entry, x: float, y: float) -> None:
        who = entry.who
        for number, line in enumerate(entry.lines):
            self.sheet.text(x + 6, y + LINE / 2 + number * (LINE - 1), line, size=SMALL, under=True)
        if who.interest.low != who.interest.high:
            ends = [self.x_of[float(who.interest.low)], self.x_of[float(who.interest.high)]]
            below = y + entry.high - 2.5
            self._bar_between([min(*ends, x), max(*ends, x)], [below, below])
            self.sheet.line([x, x], [y + LINE / 2, below], thick=HAIR)
        _mark(self.sheet, who.basis, x, y + LINE / 2)

    def _range_of_power(self, who: Placed, bar: float, mark: float, y: float) -> None:
        ends = [self.y_of[float(who.power.low)], self.y_of[float(who.power.high)]]
        self._bar_between([bar, bar], [min(*ends, y), max(*ends, y)])
        self.sheet.line([bar, mark], [y, y], thick=HAIR)

    def _bar_between(self, xs: list[float], ys: list[float]) -> None:
        """A line with a cap at either end."""
        self.sheet.line(xs, ys, over=3)
        dx, dy = (0.0, 1.6) if ys[0] == ys[1] else (1.6, 0.0)
        for x, y in zip(xs, ys, strict=True):
            self.sheet.line([x - dx, x + dx], [y - dy, y + dy], over=3)


def _places(data: GridData, dimension: str) -> list[float]:
    """Every word of the scale, and the places between two words where a median falls."""
    medians = {getattr(one, dimension).median for one in data.placed}
    return sorted({float(index) for index in range(len(data.scales[dimension]))} | medians)


def _mark(sheet: Sheet, basis: str, x: float, y: float) -> None:
    draw_sign(sheet, "rating", basis, x, y)


def _legend(sheet: Sheet, basis: str) -> Swatch:
    return lambda x, y: _mark(sheet, basis, x, y)


def _legend_range(sheet: Sheet) -> Swatch:
    return lambda x, y: sheet.line([x - 4, x + 4], [y, y])


def _axes(sheet: Sheet, data: GridData, grid: _Grid, y: float) -> float:
    """The words of both scales; returns the ``y`` below."""
    most = 1
    for index, x in grid.x_of.items():
        lines = sheet.lines(_word(data.scales["interest"], index), grid.wide - 3, 3, size=SMALL)
        sheet.block(x, y + 7, lines, size=SMALL, align="center")
        most = max(most, len(lines))
    for index, middle in grid.y_of.items():
        lines = sheet.lines(_word(data.scales["power"], index), _LEFT - 13, 3, size=SMALL)
        sheet.block(grid.left - 3, middle - (len(lines) - 1) * 4, lines, size=SMALL, align="right")
    sheet.middle_upright(sheet.left + 4, (grid.top + y) / 2, "Power →", bold=True)
    y += 7 + most * 8
    sheet.text((grid.left + sheet.right) / 2, y + 2, "Interest →", bold=True, align="center")
    return y + 4


def _word(scale: tuple[str, ...], index: float) -> str:
    if index == int(index):
        return scale[int(index)]
    return f"{scale[int(index - 0.5)]} to {scale[int(index + 0.5)]}"


def _sentences(data: GridData) -> list[str]:
    sentences = [
        f"A mark stands at the median of what {counted(data.n_sources, 'source')} say in "
        f"{counted(data.n_ratings, 'rating')} of the study; the number of sources behind a stakeholder is in brackets, "
        "and a bar spans the range where ratings differ. Nothing is read off the network.",
        f"{counted(len(data.placed), 'stakeholder')} shown. The words of a scale have an order and no distances.",
    ]
    absent = [
        (data.left_out, "with fewer sources left off"),
        *((number, f"with {why}") for why, number in data.unplaced.items()),
        (data.unrated, "not rated"),
    ]
    not_shown = [f"{number} {words}" for number, words in absent if number]
    return [*sentences, f"Not shown: {', '.join(not_shown)}." if not_shown else ""]
