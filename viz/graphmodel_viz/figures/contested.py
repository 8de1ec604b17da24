"""Who affirms and who denies: factors on which claims disagree, by the sector of those who hold a view."""

from collections.abc import Mapping, Sequence

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.wording import counted
from graphmodel_viz.figures.drawing import Drawing, finished
from graphmodel_viz.figures.letters import shortened, width
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.figures.shapes import draw_sign
from graphmodel_viz.figures.sheet import Sheet, Swatch
from graphmodel_viz.figures.style import LINE, MID_GREY, PALE_GREY, SMALL, THIN
from graphmodel_viz.picture_data.choices import SECTOR, SPEAKER
from graphmodel_viz.picture_data.contested import (
    ContestedData,
    ContestedRow,
    contested_data,
)
from graphmodel_viz.picture_data.deeds import sector_words
from graphmodel_viz.picture_data.held import HELD
from graphmodel_viz.words import HELD_WORDS

SHOWN = {"single": 14, "double": 22}
"""Factors that are shown where nobody says how many."""
_LABEL, _NARROW, _CELL = 150.0, 13.0, 24.0
"""Room for the name of a factor; how wide the column of a holder is, and of a sector at least."""
_STEP, _PAIR = 9.5, 21.0
"""From one line of marks to the next, and room for a mark with its number."""
_TALLEST = 150.0
"""Room for a name that reads upwards."""


def draw(frames: StudyFrames, options: FigureOptions) -> Drawing:
    """Draw the marks, the factors that are affirmed and denied first."""
    top = SHOWN[options.span] if options.top is None else options.top
    whose = options.whose or SECTOR
    sheet = Sheet(options)
    across = int((sheet.right - sheet.left - _label(sheet)) / (_CELL if whose == SECTOR else _NARROW))
    data = contested_data(frames, whose, options.focus, options.stage, top, across)
    table = _Table(sheet, data, whose)
    y = table.heads()
    for contested, words in ((True, "Some claims affirm it, others deny it"), (False, "Some affirm it only in part")):
        if rows := [row for row in data.rows if row.contested == contested]:
            y = table.group(words, rows, y)
    y = sheet.legend(y + 8, table.legend()) - 2
    return finished(sheet, y, data.sentence, *_sentences(data, whose))


def _label(sheet: Sheet) -> float:
    """Room for the names of factors beside the columns; in a single column they stand above them."""
    return 5.0 if sheet.single else _LABEL


class _Table:
    """Where things stand across the sheet."""

    def __init__(self, sheet: Sheet, data: ContestedData, whose: str) -> None:
        self.sheet, self.data, self.whose = sheet, data, whose
        self.label = _label(sheet)
        room = sheet.right - sheet.left - self.label
        self.wide = room / max(1, len(data.columns))
        if whose != SECTOR:
            self.wide = min(26.0, self.wide)
        self.numbered = whose == SECTOR
        self.keys: list[str] = []

    @property
    def right(self) -> float:
        """Where the last column ends."""
        return self._start(len(self.data.columns))

    def _start(self, place: int) -> float:
        return self.sheet.left + self.label + place * self.wide

    def heads(self) -> float:
        """The names of the columns; returns the ``y`` below."""
        sheet, names = self.sheet, [label for _, label in self.data.columns]
        centres = [self._start(place) + self.wide / 2 for place in range(len(names))]
        if self.numbered and not sheet.single and self.wide >= 44:
            return sheet.heads(names, centres, self.wide)
        cut = [shortened(sheet.clean(name), SMALL, _TALLEST) for name in names]
        sheet.cut += sum(one != sheet.clean(name) for one, name in zip(cut, names, strict=True))
        tall = max((width(name, SMALL) for name in cut), default=0.0)
        top = 0.0 if self.numbered else self._sectors()
        for centre, name in zip(centres, cut, strict=True):
            sheet.upright(centre, top + tall + 4, name, size=SMALL)
        return top + tall + 10

    def _sectors(self) -> float:
        """The sectors over the names of those who belong to them; returns the ``y`` below."""
        sheet, at = self.sheet, 0
        sectors = [self.data.sectors[column] for column, _ in self.data.columns]
        for sector in dict.fromkeys(sectors):
            number = sectors.count(sector)
            left, right = self._start(at) + 1, self._start(at + number) - 1
            words = sector_words(sector)
            if width(sheet.clean(words), SMALL) > right - left - 2:
                self.keys.append(words)
                words = str(len(self.keys))
            sheet.line([left, left, right, right], [15, 12, 12, 15], colour=MID_GREY, thick=THIN)
            sheet.text((left + right) / 2, 7, words, size=SMALL, align="center", room=right - left + 2)
            at += number
        return 16.0

    def group(self, words: str, rows: Sequence[ContestedRow], y: float) -> float:
        """The factors of one sort below their heading; returns the ``y`` below."""
        sheet = self.sheet
        sheet.text(sheet.left, y + 6, words, size=SMALL, bold=True, room=sheet.right - sheet.left)
        y += 13
        for number, row in enumerate(rows):
            y = self._row(row, y, banded=number % 2 == 0)
        return y + 4

    def _row(self, row: ContestedRow, y: float, *, banded: bool) -> float:
        sheet = self.sheet
        room = self.right - sheet.left - 4 if sheet.single else self.label - 8
        lines = sheet.lines(row.label, max(room, 120.0), 3, size=SMALL)
        each = max(1, int((self.wide - 2) // _PAIR)) if self.numbered else 1
        cells = {column: _pairs(row.cells.get(column, {})) for column, _ in self.data.columns}
        deep = max([1, *(-(-len(cell) // each) for cell in cells.values())])
        named, marked = len(lines) * (LINE - 1) + (3 if sheet.single else 0), deep * _STEP
        high = named + marked + 5 if sheet.single else max(named, marked) + 5
        end = self.right if self.numbered or sheet.single else max(self.right, sheet.left + self.label)
        if banded:
            sheet.box(sheet.left, y, end - sheet.left, high, fill=PALE_GREY, edge="none", over=0)
        first = y + 7 if sheet.single else y + high / 2 - (len(lines) - 1) * (LINE - 1) / 2
        sheet.block(sheet.left + 2, first, lines, size=SMALL)
        middle = y + named + 2 + marked / 2 if sheet.single else y + high / 2
        for place, (column, _) in enumerate(self.data.columns):
            self._cell(cells[column], self._start(place), middle, each, divided=column in row.divided)
        return y + high

    def _cell(self, pairs: Sequence[tuple[str, int]], left: float, middle: float, each: int, *, divided: bool) -> None:
        """Marks with their numbers, in a frame where the column is on both sides."""
        sheet, deep = self.sheet, -(-len(pairs) // each)
        if divided and self.numbered:
            own = min(each, len(pairs)) * _PAIR + 2
            sheet.box(left + (self.wide - own) / 2, middle - deep * _STEP / 2 - 1, own, deep * _STEP + 2, thick=THIN)
        for number, (what, holders) in enumerate(pairs):
            line, at = divmod(number, each)
            y = middle + (line - (deep - 1) / 2) * _STEP
            in_line = min(each, len(pairs) - line * each)
            if not self.numbered:
                self._mark(what, left + self.wide / 2, y)
                continue
            x = left + (self.wide - in_line * _PAIR) / 2 + at * _PAIR
            self._mark(what, x + 6, y)
            sheet.text(x + 11, y, sheet.number(holders), size=SMALL)

    def _mark(self, what: str, x: float, y: float) -> None:
        draw_sign(self.sheet, "held", what, x, y)

    def legend(self) -> list[tuple[Swatch, str]]:
        """What the marks, the numbers and the frames mean."""
        shown = {column for column, _ in self.data.columns}
        cells = [cell for row in self.data.rows for column, cell in row.cells.items() if column in shown]
        entries: list[tuple[Swatch, str]] = [
            (self._swatch(what), words) for what, words in HELD_WORDS.items() if any(what in cell for cell in cells)
        ]
        if self.numbered:
            entries.append((self._written("2"), "this many actors and organisations of the sector"))
        if self.numbered and any(row.divided & shown for row in self.data.rows):
            entries.append((self._frame, "a sector on both sides"))
        entries.append((self._written("–"), "no mark: no claim mentions their view"))
        entries.extend((self._written(str(number)), words) for number, words in enumerate(self.keys, 1))
        return entries

    def _swatch(self, what: str) -> Swatch:
        return lambda x, y: self._mark(what, x, y)

    def _written(self, words: str) -> Swatch:
        return lambda x, y: self.sheet.block(x, y, [words], size=SMALL, align="center")

    def _frame(self, x: float, y: float) -> None:
        self.sheet.box(x - 5, y - 4, 10, 8, thick=THIN)


def _pairs(cell: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(what, cell[what]) for what in HELD if what in cell]


def _sentences(data: ContestedData, whose: str) -> list[str]:
    holders = counted(data.n_holders, "speaker" if whose == SPEAKER else "holder")
    by = ", counted by the sector of each" if whose == SECTOR else ""
    unnamed = "name no speaker" if whose == SPEAKER else "are about nobody whose organisation is stated"
    left = [
        counted(data.left_out, "factor") if data.left_out else "",
        f"{counted(data.columns_left_out, 'column')} with views on fewer factors" if data.columns_left_out else "",
    ]
    return [
        f"{counted(data.n_contested, 'factor')} that some claims affirm and some deny"
        f"{f', and {data.n_in_part:,} more that some affirm only in part' if data.n_in_part else ''}, by {holders}{by}"
        f": {data.provenance}.",
        "A mark is what a speaker said of the factor, whoever they say holds it."
        if whose == SPEAKER
        else "A mark is what claims say that they hold; others may have said so.",
        "A number counts actors and organisations of the sector, not claims: the sector is the type of the "
        "organisation that somebody is or belongs to."
        if whose == SECTOR
        else "",
        "No mark: no claim mentions their view, which is not agreement. Both sides are shown, and neither cancels the "
        "other. Claims of what ought to be are left out.",
        f"Not in the columns: {counted(data.nobody, 'claim')} that {unnamed}." if data.nobody else "",
        f"Left off: {' and '.join(filter(None, left))}." if any(left) else "",
    ]
