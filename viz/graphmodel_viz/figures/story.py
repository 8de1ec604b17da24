"""One evidence item or workstream as a story: columns by phase, each claim a line with its sign, speaker and reason."""

from collections.abc import Sequence
from math import ceil

from graphmodel.frames.evidence import ALL_ITEMS
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema import rules
from graphmodel.wording import counted, is_or_are
from graphmodel_viz.figures.drawing import Drawing, finished
from graphmodel_viz.figures.letters import width
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.figures.shapes import draw_sign
from graphmodel_viz.figures.sheet import Sheet, Swatch
from graphmodel_viz.figures.style import HAIR, HEADING, INK, MID_GREY, PALE_GREY, QUIET, SMALL, THIN
from graphmodel_viz.picture_data.focus_groups import focus_groups, group_title
from graphmodel_viz.picture_data.story import NO_PHASE, Column, Part, StoryClaim, StoryData, story_data

SHOWN = {"single": 15, "double": 20}
"""Claims that are shown where nobody says how many."""
_STEP, _GAP, _HEAD = 8.0, 8.0, 13.0
_NARROWEST, _SILENT = 112.0, 64.0
"""How wide a column is at least, and one in which no claim stands."""
_LONGEST = 8
"""Lines of a summary."""


def draw(frames: StudyFrames, options: FigureOptions) -> Drawing:
    """Draw the columns beside each other, in as many rows as the width needs."""
    top = SHOWN[options.span] if options.top is None else options.top
    data = story_data(frames, options.item, options.focus, top)
    sheet = Sheet(options)
    groups = focus_groups(frames)
    story = _Story(sheet, data, groups)
    y = story.title()
    for columns, widths in story.rows():
        y = story.row(columns, widths, y) + 7
    y = story.legend(y)
    return finished(sheet, y, data.sentence, *_sentences(data))


class _Story:
    """Draws a story on a sheet; ``groups`` are the focuses in the order of their colours."""

    def __init__(self, sheet: Sheet, data: StoryData, groups: Sequence[str]) -> None:
        self.sheet, self.data, self.groups = sheet, data, groups

    def title(self) -> float:
        """What the story is of, and what became of it; returns the ``y`` below."""
        sheet, room = self.sheet, self.sheet.right - self.sheet.left
        lines = sheet.lines(self.data.label, room, 2, size=HEADING, bold=True)
        sheet.block(sheet.left, 8, lines, step=10, size=HEADING, bold=True)
        y = 8 + len(lines) * 10.0
        lines = sheet.lines(self.data.became, room, 3)
        sheet.block(sheet.left, y, lines, step=9)
        return y + len(lines) * 9 + 3

    def rows(self) -> list[tuple[list[Column], list[float]]]:
        """Columns that stand beside each other, with their widths: the more there is to read, the wider."""
        every = list(self.data.columns)
        room = self.sheet.right - self.sheet.left
        needed = sum((_NARROWEST if column.n_claims else _SILENT) + _GAP for column in every) - _GAP
        n_rows = len(every) if self.sheet.single else ceil(needed / room)
        each = ceil(len(every) / n_rows)
        rows = [every[first : first + each] for first in range(0, len(every), each)]
        return [(columns, self._widths(columns)) for columns in rows]

    def _widths(self, columns: Sequence[Column]) -> list[float]:
        free = self.sheet.right - self.sheet.left - _GAP * (len(columns) - 1)
        texts = [sum(_long(one) for part in column.parts for one in part.claims) for column in columns]
        least = [_NARROWEST if column.n_claims else _SILENT for column in columns]
        spare = max(0.0, free - sum(least))
        texts = texts if any(texts) else [1.0] * len(columns)
        return [wide + spare * text / sum(texts) for wide, text in zip(least, texts, strict=True)]

    def row(self, columns: Sequence[Column], widths: Sequence[float], y: float) -> float:
        """Columns beside each other; returns the ``y`` below the longest."""
        x, lowest = self.sheet.left, y
        for column, wide in zip(columns, widths, strict=True):
            lowest = max(lowest, self._column(column, x, wide, y))
            x += wide + _GAP
        return lowest

    def _column(self, column: Column, x: float, wide: float, y: float) -> float:
        sheet = self.sheet
        known = column.phase != NO_PHASE
        number = sheet.number(column.n_claims) if column.n_claims else ""
        room = wide - 8 - (width(number, SMALL) + 6 if number else 0)
        lines = sheet.lines(column.label, room, 3, size=SMALL, bold=True)
        high = _HEAD + (len(lines) - 1) * _STEP
        sheet.box(
            x,
            y,
            wide,
            high,
            fill=PALE_GREY if known else "white",
            edge=MID_GREY,
        )
        sheet.block(x + 4, y + _HEAD / 2, lines, step=_STEP, size=SMALL, bold=True)
        sheet.text(x + wide - 4, y + _HEAD / 2, number, size=SMALL, align="right")
        y += high + 7
        if not column.n_claims:
            lines = sheet.lines("Not mentioned here.", wide - 4, 3, size=SMALL)
            sheet.block(x + 4, y, lines, step=_STEP, size=SMALL, colour=QUIET)
            return y + len(lines) * _STEP
        for label, number_back in column.back:
            some = f"{number_back} of {counted(column.n_claims, 'claim')} {is_or_are(number_back)}"
            words = f"↩ {some} stated to come before a claim at “{label}”"
            y = self._quiet(words, x + 2, wide - 4, y)
        for place, part in enumerate(part for part in column.parts if part.claims):
            if place:
                y = self._quiet("↓ then", x + 2, wide - 4, y)
            y = self._part(part, x, wide, y)
        if left := column.n_claims - sum(len(part.claims) for part in column.parts):
            y = self._quiet(f"and {counted(left, 'more claim')}", x + 2, wide - 4, y)
        return y - 4

    def _quiet(self, words: str, x: float, room: float, y: float) -> float:
        lines = self.sheet.lines(words, room, 4, size=SMALL)
        self.sheet.block(x, y, lines, step=_STEP, size=SMALL, colour=QUIET)
        return y + len(lines) * _STEP + 2

    def _part(self, part: Part, x: float, wide: float, y: float) -> float:
        """Claims below each other, in a bracket where nobody says which was first."""
        if part.n_claims == 1:
            return self._claim(part.claims[0], x, wide, y)
        y = self._quiet(f"Order not stated: {counted(part.n_claims, 'claim')}", x + 5, wide - 7, y)
        start = y - 5
        for one in part.claims:
            y = self._claim(one, x + 5, wide - 5, y)
        end = y - 9
        self.sheet.line([x + 4, x + 1, x + 1, x + 4], [start, start, end, end], colour=MID_GREY, thick=THIN)
        return y

    def _claim(self, one: StoryClaim, x: float, wide: float, y: float) -> float:
        sheet = self.sheet
        signs = one.marks[:3]
        text = x + 4 + 9.0 * max(1, len(signs))
        room = x + wide - text - 2
        summary = sheet.lines(one.summary or "no summary", room, _LONGEST, size=SMALL)
        below = [
            *([f"Who: {'; '.join(one.who)}"] if one.who else []),
            *([f"Evidence: {'; '.join(one.evidence)}"] if one.evidence else []),
        ]
        quiet = [line for words in below for line in sheet.lines(words, room, 3, size=SMALL)]
        said = f"{one.speaker or 'no named speaker'} · {one.source} ·"
        quiet += sheet.lines_with(said, one.claim, room, 4, size=SMALL)
        why = sheet.lines(f"Why: {one.reason}", room, 3, size=SMALL) if one.reason else []
        high = (len(summary) + len(quiet) + len(why)) * _STEP
        if one.decides:
            sheet.box(x + 2, y - 5.5, wide - 2, high + 3, fill=PALE_GREY, edge="none", over=0)
        for place, (mark, focus) in enumerate(signs):
            draw_sign(sheet, "evidence", mark, x + 7 + 9.0 * place, y, self._colour(focus))
        for lines, colour in ((summary, INK), (why, INK), (quiet, QUIET)):
            sheet.block(text, y, lines, step=_STEP, size=SMALL, colour=colour)
            y += len(lines) * _STEP
        return y + 5

    def _colour(self, focus: str) -> str:
        return self.sheet.style.group(self.groups.index(focus) if focus in self.groups else 0)

    def legend(self, y: float) -> float:
        """What the marks, the ground and the colours mean; returns the height."""
        told = [one for column in self.data.columns for part in column.parts for one in part.claims]
        marks = {mark for one in told for mark, _ in one.marks}
        shown = [focus for focus in self.groups if any(focus == own for one in told for _, own in one.marks)]
        first = self._colour(shown[0] if shown else ALL_ITEMS)
        entries = [(self._swatch(name, first), words) for name, words in rules.MARKS.items() if name in marks]
        if any(one.decides for one in told):
            entries.append((self._ground, "decides the outcome"))
        if len(shown) > 1:
            entries.extend((self._square(self._colour(focus)), group_title(focus)) for focus in shown)
        if not entries:
            return y
        self.sheet.line([self.sheet.left, self.sheet.right], [y, y], colour=MID_GREY, thick=HAIR)
        return self.sheet.legend(y + 8, entries) - 2

    def _swatch(self, name: str, colour: str) -> Swatch:
        return lambda x, y: draw_sign(self.sheet, "evidence", name, x, y, colour)

    def _square(self, colour: str) -> Swatch:
        return lambda x, y: draw_sign(self.sheet, "focus", "any", x, y, colour)

    def _ground(self, x: float, y: float) -> None:
        self.sheet.box(x - 5, y - 3.5, 10, 7, fill=PALE_GREY, edge=MID_GREY)


def _long(one: StoryClaim) -> float:
    """About how much room a claim takes."""
    return 60.0 + min(600, len(one.summary)) + min(200, len(one.speaker + one.source)) + min(200, len(one.reason))


def _sentences(data: StoryData) -> list[str]:
    every = [part for column in data.columns for part in column.parts]
    places = sum(part.n_claims > 1 for part in every)
    silent = [column.label for column in data.columns if not column.n_claims]
    which = f"that {'touches' if data.n_claims == 1 else 'touch'} the item" if data.of_item else "of the workstream"
    return [
        f"{data.detail}.",
        data.chosen,
        f"{counted(data.n_claims, 'claim')} {which}, in columns by the phase that each names.",
        "“Then” stands where all claims above are stated, by order or date, to come before all below."
        if any(len(column.parts) > 1 for column in data.columns)
        else "",
        f"Where nothing decides that, a bracket says that the order is open ({counted(places, 'place')}): it is that "
        "of the coding and means nothing."
        if places
        else "",
        "Marks say whether a claim reports that evidence was there or used. Words are summaries by those who coded, "
        "not quotations.",
        f"Nobody mentions it at {', '.join(f'“{label}”' for label in silent)}; that is silence, not absence."
        if silent
        else "",
        f"Left off: {counted(data.left_out, 'claim')}; those that decide the outcome stay, then those with a mark."
        if data.left_out
        else "",
    ]
