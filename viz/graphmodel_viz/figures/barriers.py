"""Barriers and enablers: claims by level, and the factors that most sources report, side by side."""

from collections.abc import Sequence

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.wording import counted, is_or_are
from graphmodel_viz.figures.drawing import Drawing, finished
from graphmodel_viz.figures.letters import width
from graphmodel_viz.figures.mirror import Looks, Mirror, side_bar, side_swatches
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.figures.sheet import Sheet
from graphmodel_viz.figures.style import HAIR, HEADING, LINE, MID_GREY, SMALL
from graphmodel_viz.picture_data.barriers import BarriersData, Row, barriers_data
from graphmodel_viz.picture_data.focus_groups import capital, listed
from graphmodel_viz.picture_data.overview import reported

SHOWN = {"single": 20, "double": 30}
"""Factors that are shown where nobody says how many."""
_SIDES = (("affirms", "affirm"), ("mixed", "in part"), ("denies", "deny"))
_WORD, _COUNTS = 22.0, 66.0
"""Room for the word above a column, and for speakers and sources."""


def draw(frames: StudyFrames, options: FigureOptions) -> Drawing:
    """Draw the bars: the levels first, then the factors that are reported most."""
    top = SHOWN[options.span] if options.top is None else options.top
    data = barriers_data(frames, options.focus, options.stage, top)
    sheet = Sheet(options)
    looks = Looks(sheet.style, data.sorts)
    totals = _Columns(sheet, looks, [row for level in data.levels for row in level.totals])
    y = totals.heads(7, "Claims on all factors, by level")
    for level in data.levels:
        for row in level.totals:
            y = totals.row(row, y, f"{capital(level.name)}: {row.valence} ({sheet.counted(row.n_factors, 'factor')})")
    y = Mirror(sheet, looks, data).draw(y + 5)
    y = sheet.legend(y + 2, [*looks.legend(sheet, data.valences), *side_swatches(sheet, looks, data)])
    return finished(sheet, y - 2, "Barriers and enablers", _finding(frames, options), *_sentences(data, options))


class _Columns:
    """Where things stand across the sheet; one unit of length for all bars of some rows."""

    def __init__(self, sheet: Sheet, looks: Looks, rows: Sequence[Row]) -> None:
        self.sheet, self.looks = sheet, looks
        self.label = 5.0 if sheet.single else 200.0
        most = {side: max(getattr(row, side) for row in rows) for side, _ in _SIDES}
        behind = max(width(sheet.number(number), SMALL) for number in most.values()) + 6
        room = sheet.right - sheet.left - self.label - _COUNTS - 3 * behind
        # A column is wide enough for its word, however short its bars are.
        short = [side for side in most if most[side] / max(1, sum(most.values())) * room < _WORD]
        self.unit = (room - _WORD * len(short)) / max(1, sum(most[side] for side in most if side not in short))
        self.unit = min([self.unit, *(_WORD / most[side] for side in short if most[side])])
        self.starts, x = {}, sheet.left + self.label
        for side, _ in _SIDES:
            self.starts[side] = x
            x += behind + max(_WORD, most[side] * self.unit)
        self.speakers, self.sources = sheet.right - 32, sheet.right - 1

    def heads(self, y: float, words: str) -> float:
        """The words above the columns; returns the ``y`` of the first row."""
        sheet = self.sheet
        sheet.text(sheet.left, y, words, size=HEADING, bold=True, room=sheet.right - sheet.left)
        y += LINE + 2
        for side, word in _SIDES:
            sheet.text(self.starts[side], y, word, size=SMALL)
        sheet.text(self.speakers, y, "speakers", size=SMALL, align="right")
        sheet.text(self.sources, y, "sources", size=SMALL, align="right")
        return y + LINE + 2

    def row(self, row: Row, y: float, words: str) -> float:
        """Words, bars and numbers; returns the ``y`` of the next row."""
        sheet = self.sheet
        room = sheet.right - sheet.left if sheet.single else self.label - 6
        lines = sheet.lines(words, room, 2, size=SMALL)
        sheet.block(sheet.left, y, lines, step=7.5, size=SMALL)
        high = (len(lines) - 1) * 7.5
        middle = y + high + 8 if sheet.single else y + high / 2
        fill, hatch = self.looks.of(row.valence)
        for side, _ in _SIDES:
            count, start = getattr(row, side), self.starts[side]
            sheet.line([start, start], [middle - 4, middle + 4], colour=MID_GREY, thick=HAIR)
            if count:
                side_bar(sheet, side, (start, middle - 2.8, count * self.unit, 5.6), fill, hatch)
            sheet.text(start + count * self.unit + 2, middle, sheet.number(count), size=SMALL)
        unnamed = f" +{sheet.number(row.unattributed)}" if row.unattributed else ""
        sheet.text(self.speakers, middle, f"{sheet.number(row.n_speakers)}{unnamed}", size=SMALL, align="right")
        sheet.text(self.sources, middle, sheet.number(row.n_sources), size=SMALL, align="right")
        return y + high + (18 if sheet.single else LINE + 0.5)


def _finding(frames: StudyFrames, options: FigureOptions) -> str:
    """Which factors most sources report; of a part of the claims nothing is said."""
    return "" if options.focus or options.stage else f"{reported(frames).sentence}."


def _sentences(data: BarriersData, options: FigureOptions) -> list[str]:
    total = data.total
    either = " by some claims and as ".join(name or "none" for name in data.sorts.names) + " by others"
    chosen = f" of {options.focus} focus" if options.focus else ""
    if options.stage:
        chosen += f" at {options.stage}"
    return [
        f"Claims{chosen} that a factor operates: {total.affirms:,} affirm it, {total.mixed:,} say that it "
        f"does in part, {total.denies:,} deny it, side by side and not netted; {counted(total.n_factors, 'factor')} "
        f"({listed(list(data.valences))}), {counted(total.n_speakers, 'speaker')}, "
        f"{counted(total.unattributed, 'claim')} without one (after the +), {counted(total.n_sources, 'source')}.",
        "Claims of what ought to be are left out. The level is the claim's own, or the factor's where it has none.",
        "The lower half counts distinct sources, by what their claims report a factor as (their own word, otherwise "
        f"that of its factor); {data.both or 'none'} of the factors {is_or_are(data.both)} reported as {either}. Bars "
        "have one scale in each half. Claims are not people: a long bar says that a factor is talked about, not that "
        "it is weighty.",
        f"Left off: {counted(data.left_out, 'factor')} reported less, by sources, then named speakers, then affirming "
        "claims; they count in the upper half."
        if data.left_out
        else "",
    ]
