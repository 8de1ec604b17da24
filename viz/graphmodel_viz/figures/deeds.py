"""Who does what with evidence: sectors down, what they do across, done beside in part and not done."""

from collections.abc import Mapping, Sequence
from math import sqrt

from graphmodel.frames.evidence import ALL_ITEMS, focus_of
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import OutputError
from graphmodel.schema import rules
from graphmodel.wording import counted
from graphmodel_viz.figures.drawing import Drawing, finished
from graphmodel_viz.figures.letters import width
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.figures.shapes import draw_sign
from graphmodel_viz.figures.sheet import Sheet, Swatch
from graphmodel_viz.figures.style import HAIR, LINE, MID_GREY, SMALL
from graphmodel_viz.picture_data.deeds import (
    DONE,
    IN_PART,
    NOT_DONE,
    Deed,
    beside_undone,
    by_sector,
    deeds,
    sector_words,
    undone_by_sector,
    undone_sentence,
)
from graphmodel_viz.picture_data.focus_groups import focus_groups, group_title
from graphmodel_viz.words import DEED_WORDS

_MARKS = {DONE: rules.USED, IN_PART: rules.PARTLY, NOT_DONE: rules.NOT_USED}
"""The marks of evidence that say so."""
_STEP, _LARGEST = 10.0, 9.0


def draw(frames: StudyFrames, options: FigureOptions) -> Drawing:
    """Draw the marks, for each focus that the study compares below each other."""
    groups = [group for group in _groups(frames, options.focus) if group[1]]
    own = [one for _, some in groups for one in some]
    if not own:
        raise OutputError("No claim says what anybody does with this evidence, so there is nothing to draw.")
    sheet = Sheet(options)
    columns = _Columns(sheet, [deed for deed in rules.DEEDS if any(one.deed == deed for one in own)])
    y = columns.heads()
    for sector in by_sector(own):
        y = columns.sector(sector, {focus: [one for one in some if one.sector == sector] for focus, some in groups}, y)
    return finished(sheet, _legend(sheet, [focus for focus, _ in groups], y + 5), *_sentences(frames, groups))


def _groups(frames: StudyFrames, only: str | None) -> list[tuple[str, list[Deed]]]:
    """The focuses that are shown, with what claims say is done with their items."""
    shown = focus_groups(frames, only)
    focus = frames.settings.focus
    if focus.in_question and only is None:
        shown = [group for group in shown if group in {focus.in_question, focus.compared_with}]
    kept = focus_of(frames)
    every = deeds(frames)
    return [(group, [one for one in every if group in {ALL_ITEMS, kept[one.item]}]) for group in shown]


class _Columns:
    """Where things stand across the sheet."""

    def __init__(self, sheet: Sheet, shown: Sequence[str]) -> None:
        self.sheet, self.shown = sheet, shown
        self.label = 0.0 if sheet.single else 92.0
        self.wide = (sheet.right - sheet.left - self.label) / len(shown)

    def heads(self) -> float:
        """What is done, above the columns; returns the ``y`` below."""
        centres = [self._start(place) + self.wide / 2 for place in range(len(self.shown))]
        if not self.sheet.single:
            return self.sheet.heads(self.shown, centres, self.wide)
        tall = max(width(deed, SMALL) for deed in self.shown)
        for centre, deed in zip(centres, self.shown, strict=True):
            self.sheet.upright(centre, tall + 4, deed, size=SMALL)
        return tall + 10

    def _start(self, place: int) -> float:
        return self.sheet.left + self.label + place * self.wide

    def sector(self, sector: str, by_focus: Mapping[str, Sequence[Deed]], y: float) -> float:
        """The rows of a sector, one for each focus; returns the ``y`` of the next."""
        sheet = self.sheet
        sheet.line([sheet.left, sheet.right], [y, y], colour=MID_GREY, thick=HAIR)
        room = sheet.right - sheet.left if sheet.single else self.label - 6
        lines = sheet.lines(sector_words(sector), room, 2, size=SMALL)
        sheet.block(sheet.left, y + _STEP / 2 + 1, lines, size=SMALL, bold=sheet.single)
        below = y + len(lines) * (LINE - 1) + 3
        y = below if sheet.single else y
        for index, own in enumerate(by_focus.values()):
            cells = [self._cell(own, deed) for deed in self.shown]
            for place, cell in enumerate(cells):
                for number, (said, claims) in enumerate(cell):
                    self._mark(said, claims, index, self._start(place), y + 1 + _STEP * (number + 0.5))
            # A focus of which nobody says anything keeps its row, so that the place of a row says whose it is.
            y += _STEP * max(1, *map(len, cells)) + 3
        return max(y, below)

    def _cell(self, own: Sequence[Deed], deed: str) -> list[tuple[str, int]]:
        numbers = {said: sum(one.deed == deed and one.said == said for one in own) for said in _MARKS}
        return [(said, number) for said, number in numbers.items() if number]

    def _mark(self, said: str, number: int, index: int, start: float, y: float) -> None:
        """A mark whose area grows with its claims, and their number behind it."""
        words = self.sheet.number(number)
        size = min(_LARGEST, 3.5 + 1.1 * sqrt(number))
        left = start + (self.wide - _LARGEST - 1.5 - width(words, SMALL)) / 2
        draw_sign(self.sheet, "evidence", _MARKS[said], left + _LARGEST / 2, y, self.sheet.style.group(index), size)
        self.sheet.text(left + _LARGEST + 1.5, y, words, size=SMALL)


def _legend(sheet: Sheet, focuses: Sequence[str], y: float) -> float:
    entries: list[tuple[Swatch, str]] = [
        (_swatch(sheet, said), words) for said, words in DEED_WORDS.items()
    ]  # in the colour of the first focus
    if len(focuses) > 1:
        for index, focus in enumerate(focuses):
            entries.append(
                (_coloured(sheet, index), f"{'upper' if index == 0 else 'lower'} rows: {group_title(focus)}")
            )
    return sheet.legend(y, entries) - 2


def _swatch(sheet: Sheet, said: str) -> Swatch:
    return lambda x, y: draw_sign(sheet, "evidence", _MARKS[said], x, y, sheet.style.group(0))


def _coloured(sheet: Sheet, index: int) -> Swatch:
    return lambda x, y: draw_sign(sheet, "focus", "any", x, y, sheet.style.group(index))


def _sentences(frames: StudyFrames, groups: Sequence[tuple[str, Sequence[Deed]]]) -> list[str]:
    first, own = groups[0]
    evidence = "evidence" if first == ALL_ITEMS else f"{first} evidence"
    rows = undone_by_sector(own)
    finding = (
        undone_sentence(rows, evidence)[0] if rows else f"No claim says that something was not done with {evidence}"
    )
    claims = frames.claims[frames.claims["claim"].isin([one.claim for _, some in groups for one in some])]
    each = "; ".join(f"{group_title(focus)}: {counted(len(some), 'claim')}" for focus, some in groups)
    unattributed = int(claims["speaker"].isna().sum())
    return [
        finding,
        *([f"{beside}."] if (beside := beside_undone(own)) else []),
        f"The figure counts claims that a stakeholder does something with evidence, does it in part or does not do it "
        f"({each}; {counted(claims['source'].nunique(), 'source')}, {counted(claims['speaker'].nunique(), 'speaker')}, "
        f"{counted(unattributed, 'claim')} without one).",
        "A row is a sector: the type of the organisation that acts, or of the one that an actor belongs to; those "
        "that most claims mention come first. The number is that of claims, and the area of a mark grows with it.",
        "No mark means that nobody says anything of it, not that it is not done. Claims of what ought to be are left "
        "out.",
    ]
