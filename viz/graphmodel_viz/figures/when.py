"""When it happened: a line of time with a lane for each workstream, for evidence and for reorganisations."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from graphmodel.frames.evidence import ALL_ITEMS, NOT_STATED
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.wording import counted
from graphmodel_viz.figures.drawing import Drawing, finished
from graphmodel_viz.figures.letters import width
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.figures.sheet import Sheet, Swatch
from graphmodel_viz.figures.style import (
    HAIR,
    HEADING,
    INK,
    LINE,
    MID_GREY,
    PALE_GREY,
    QUIET,
    SMALL,
    hatch,
)  # fmt: skip
from graphmodel_viz.picture_data.focus_groups import focus_groups, listed
from graphmodel_viz.picture_data.when import (
    CLAIMS,
    NOUNS,
    Dated,
    Days,
    Lane,
    WhenData,
    day_of,
    undated_sentence,
    when_data,
    when_sentence,
    whole_years,
    years_of,
)
from graphmodel_viz.words import DATE_WORDS, LANES

SHOWN = {"single": 8, "double": 12}
"""Workstreams that are shown where nobody says how many."""
_NAMED = (40, 20, 10, 5, 0)
_ROWS, _MOST = 45, 20
"""Claims with words beside them: at most so many in a lane, the first number that leaves so many rows in all; of other
things, at most so many in a lane."""
_DATES = 60
"""Of more dates in a lane without words only the years are drawn."""
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_BAR, _LEAST, _ARROW = 5.0, 4.0, 4.5
_STEP, _GAP = 8.0, 2.5
_NO_FOCUS = "#D9D9D9"
_LABEL = 0.22
"""Share of the sheet for the names of lanes."""
_BESIDE = 90.0
"""Room for words beside a bar; where there is less, they stand below it."""


def draw(frames: StudyFrames, options: FigureOptions) -> Drawing:
    """Draw the timeline."""
    data = when_data(frames, options.focus)
    top = SHOWN[options.span] if options.top is None else options.top
    shown, left_out = data.first(top)
    sheet = Sheet(options)
    groups = [group for group in focus_groups(frames) if group not in {ALL_ITEMS, NOT_STATED}]
    line = _Timeline(sheet, groups, [*shown, *data.others])
    y = line.heads()
    if shown:
        for words in sheet.lines(LANES["claims"], sheet.right - sheet.left, 2, size=HEADING, bold=True):
            sheet.text(sheet.left, y + 5, words, size=HEADING, bold=True)
            y += LINE
        y += 3
    for lane in [*shown, *data.others]:
        y = line.lane(lane, y)
    line.bands(y)
    y = sheet.legend(y + 8, line.legend()) - 2
    return finished(sheet, y, when_sentence(data), *_sentences(data, left_out, options, line))


class _Timeline:
    """Where days stand across the sheet."""

    def __init__(self, sheet: Sheet, groups: Sequence[str], lanes: Sequence[Lane]) -> None:
        self.sheet, self.groups, self.lanes = sheet, groups, lanes
        self.years = years_of(lanes)
        self.ends = day_of(self.years[0]), day_of(self.years[1])
        self.start = sheet.left + (0.0 if sheet.single else _LABEL * sheet.width)
        sizes = [len(lane.dated) for lane in lanes if lane.kind == CLAIMS]
        self.most = next(most for most in _NAMED if sum(size for size in sizes if size <= most) <= _ROWS)
        unit = (sheet.right - self.start) / (self.years[1] - self.years[0])
        room = width("0000", SMALL) + 6
        self.step = next((step for step in _STEPS if step * unit >= room), _STEPS[-1])

    def x(self, day: int) -> float:
        """Where a day begins."""
        first, last = self.ends
        return self.start + (self.sheet.right - self.start) * (day - first) / (last - first)

    def _years(self) -> list[int]:
        """The years at which a band begins."""
        first, last = self.years
        return list(range(first - first % self.step, last, self.step))

    def heads(self) -> float:
        """The years, above; returns the ``y`` below."""
        for year in self._years():
            left, right = (self.x(day_of(max(one, self.years[0]))) for one in (year, year + self.step))
            if year >= self.years[0] and left + width("0000", SMALL) <= self.sheet.right:
                x = (left + min(right, self.sheet.right)) / 2 if self.step == 1 else left
                align = "center" if self.step == 1 else "left"
                self.sheet.text(x, 5, str(year), size=SMALL, align=align)
        return 11.0

    def bands(self, y: float) -> None:
        """Every second stretch of years in pale grey, down to a ``y``."""
        for year in self._years():
            if year // self.step % 2 == 0:
                left = self.x(max(day_of(year), self.ends[0]))
                right = self.x(min(day_of(year + self.step), self.ends[1]))
                self.sheet.box(left, 0, right - left, y, fill=PALE_GREY, edge="none", over=0)

    def lane(self, lane: Lane, y: float) -> float:
        """A lane with its name; returns the ``y`` of the next."""
        sheet = self.sheet
        sheet.line([sheet.left, sheet.right], [y, y], colour=MID_GREY, thick=HAIR)
        note = f"{sheet.number(len(lane.dated))} of {sheet.number(len(lane.dated) + lane.undated)} with a date"
        room = sheet.right - sheet.left if sheet.single else self.start - sheet.left - 8
        name = sheet.lines(lane.name, room, 2 if sheet.single else 5, size=SMALL, bold=True)
        noted = sheet.lines(note, room, 2, size=SMALL)
        sheet.block(sheet.left, y + 6.5, name, step=_STEP, size=SMALL, bold=True)
        sheet.block(sheet.left, y + 6.5 + len(name) * _STEP, noted, step=_STEP, size=SMALL, colour=QUIET)
        below = y + (len(name) + len(noted)) * _STEP + 4
        top = below if sheet.single else y + 2
        end = self._named(lane, top) if self._has_words(lane) else self._packed(lane, top)
        return max(below, end) + 2

    def _has_words(self, lane: Lane) -> bool:
        return len(lane.dated) <= (self.most if lane.kind == CLAIMS else _MOST)

    def _by_years(self, lane: Lane) -> bool:
        return not self._has_words(lane) and len({one.days for one in lane.dated}) > _DATES

    @property
    def counts_years(self) -> bool:
        """Does any lane count its dates by whole years?"""
        return any(self._by_years(lane) for lane in self.lanes)

    @property
    def packs(self) -> bool:
        """Does any lane have bars without words?"""
        return not all(self._has_words(lane) for lane in self.lanes)

    def _named(self, lane: Lane, y: float) -> float:
        for one in lane.dated:
            y = self._with_words(one, y)
        return y

    def _with_words(self, one: Dated, y: float) -> float:
        """A bar, and what it is beside or below it; returns the ``y`` of the next."""
        sheet = self.sheet
        left, right = self.reach(one)
        rooms = {"left": sheet.right - right - 4, "right": left - self.start - 4}
        words = f"{one.label} ({one.date})"
        fits = [align for align, room in rooms.items() if width(sheet.clean(words), SMALL) <= room]
        align = fits[0] if fits else max(rooms, key=lambda side: rooms[side])
        if rooms[align] >= _BESIDE or fits:
            lines = sheet.lines_with(one.label, f"({one.date})", rooms[align], 3, size=SMALL)
            high = len(lines) * _STEP
            x = right + 4 if align == "left" else left - 4
            sheet.block(x, y + _STEP / 2 + 0.5, lines, step=_STEP, size=SMALL, align=align)
            self.bar(one, left, right, y + _STEP / 2 + 0.5)
            return y + high + _GAP
        self.bar(one, left, right, y + _STEP / 2)
        lines = sheet.lines_with(one.label, f"({one.date})", sheet.right - self.start, 3, size=SMALL)
        sheet.block(self.start, y + 1.5 * _STEP, lines, step=_STEP, size=SMALL)
        return y + (1 + len(lines)) * _STEP + _GAP

    def _packed(self, lane: Lane, y: float) -> float:
        """Bars without words in as few rows as they need, those of one date as one; returns the ``y`` below."""
        sheet = self.sheet
        things = [replace(one, key="", label="", date="~" * one.rough) for one in lane.dated]
        if self._by_years(lane):
            things = [replace(one, days=whole_years(one.days)) for one in things]
        alike = Counter(things)
        ends: list[float] = []
        for one in sorted(alike, key=lambda one: (one.order, one.focus, one.rough)):
            words = sheet.number(alike[one]) if alike[one] > 1 else ""
            left, right = self.reach(one)
            needed = width(words, SMALL) + 2 if words else 0
            before = right + needed > sheet.right
            start, end = (left - needed, right) if before else (left, right + needed)
            row = next((row for row, taken in enumerate(ends) if taken + 3 < start), len(ends))
            ends[row : row + 1] = [end]
            at = y + _STEP * (row + 0.5) + 0.5
            self.bar(one, left, right, at)
            if words:
                sheet.text(start if before else right + 2, at, words, size=SMALL)
        return y + _STEP * len(ends) + _GAP

    def reach(self, one: Dated) -> tuple[float, float]:
        """From where to where a bar is drawn with its arrows; an open end reaches the edge."""
        first, last = one.days
        left = self.x(self.ends[0] if first is None else first)
        right = self.x(self.ends[1] if last is None else last + 1)
        if right - left < _LEAST:
            left = min(max((left + right - _LEAST) / 2, self.start), self.sheet.right - _LEAST)
            right = left + _LEAST
        return left, right

    def bar(self, one: Dated, left: float, right: float, y: float) -> None:
        """A bar in the colour of its focus, hollow with round ends where its date is rough; open ends are arrows."""
        sheet, style = self.sheet, self.sheet.style
        first, last = one.days
        at = self.groups.index(one.focus) if one.focus in self.groups else None
        none = _NO_FOCUS if self.groups else MID_GREY
        colour, lines = (none, "") if at is None else (style.group(at), hatch(at))
        start, end = left + _ARROW * (first is None), right - _ARROW * (last is None)
        if one.rough:
            sheet.round_box(start, y - _BAR / 2, end - start, _BAR, edge=INK if at is None else colour)
        else:
            sheet.box(start, y - _BAR / 2, end - start, _BAR, fill=colour, hatch=lines)
        if last is None:
            sheet.mark(right - _ARROW / 2, y, ">", 4.5, fill=INK)
        if first is None:
            sheet.mark(left + _ARROW / 2, y, "<", 4.5, fill=INK)

    def legend(self) -> list[tuple[Swatch, str]]:
        """What the bars that are drawn mean."""
        every = [one for lane in self.lanes for one in lane.dated]
        focuses = {one.focus for one in every}
        entries: list[tuple[Swatch, str]] = [
            (self._swatch((1, 1), "", group), group) for group in self.groups if group in focuses
        ]
        if not all(one.rough for one in every):
            entries.append((self._swatch((1, 1), "", ""), DATE_WORDS["within"]))
        if any(one.rough and None not in one.days for one in every):
            entries.append((self._swatch((1, 1), "~", ""), DATE_WORDS["rough"]))
        for days, words in (
            ((1, None), DATE_WORDS["open end"]),
            ((None, 1), DATE_WORDS["open start"]),
        ):
            if any([day is None for day in one.days] == [day is None for day in days] for one in every):
                entries.append((self._swatch(days, "", ""), words))
        return entries

    def _swatch(self, days: Days, text: str, focus: str) -> Swatch:
        return lambda x, y: self.bar(Dated("", "", text, days, focus), x - 5, x + 5, y)


def _sentences(data: WhenData, left_out: Sequence[Lane], options: FigureOptions, line: _Timeline) -> list[str]:
    claims = counted(sum(len(lane.dated) for lane in left_out), "claim")
    undated = listed([counted(lane.undated, NOUNS[lane.kind]) for lane in data.others if lane.undated])
    return [
        f"Only claims and evidence of {options.focus} focus." if options.focus else "",
        f"With a date: {data.behind}." if data.n_dated else "",
        "A bar goes from the first to the last day that a date may mean, so a date of a year alone has a bar as long "
        "as the year. A hollow bar with round ends is a date that the study gives as about, between, before or "
        "after; an arrow is an end that nobody states.",
        "A number beside a bar counts what has the same date." if line.packs else "",
        f"In a lane with more than {_DATES} dates, only the years are drawn." if line.counts_years else "",
        f"{undated_sentence(data)}{f'; no date either: {undated}' if undated else ''}. What has no date is not early "
        "or late: nobody says when.",
        f"Left off: {counted(len(left_out), 'workstream')} with no more dated claims than those shown ({claims})."
        if left_out
        else "",
    ]
