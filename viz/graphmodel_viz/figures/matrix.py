"""The framework matrix: sources or speakers down, codes across, cells shaded by their number of claims."""

from collections.abc import Sequence

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.wording import counted
from graphmodel_viz.figures.drawing import Drawing, finished
from graphmodel_viz.figures.letters import width
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.figures.sheet import Sheet, Swatch
from graphmodel_viz.figures.style import HAIR, HEADING, INK, MID_GREY, SMALL, THIN, WHITE, is_dark
from graphmodel_viz.picture_data.choices import BY_SOURCE, BY_SPEAKER
from graphmodel_viz.picture_data.focus_groups import capital
from graphmodel_viz.picture_data.matrix import SHADES, MatrixData, MatrixRow, matrix_data, shade

SHOWN = {"single": 25, "double": 35}
"""Rows that are shown where nobody says how many."""
_TINTS = (0.1, 0.25, 0.45, 0.7, 1.0)
"""How strong the colour of each shade is."""
_TALLEST, _STEP = 150.0, 8.0
_Code = tuple[str, str]


def draw(frames: StudyFrames, options: FigureOptions) -> Drawing:
    """Draw the table, theme below theme; codes that have no room beside each other stand below."""
    by = options.rows or BY_SOURCE
    top = SHOWN[options.span] if options.top is None else options.top
    data = matrix_data(frames, by, options.theme, options.focus, options.stage, top)
    sheet = Sheet(options)
    table = _Table(sheet, data, by)
    y = 0.0
    for theme, codes in data.themes:
        for number, part in enumerate(table.parts(codes)):
            y = table.draw(theme if number == 0 else f"{theme}, continued", part, y) + 8
    y = sheet.legend(y, table.legend()) - 2
    return finished(sheet, y, data.sentence, *_sentences(data, by))


class _Table:
    """Draws the rows of a matrix under some of its codes."""

    def __init__(self, sheet: Sheet, data: MatrixData, by: str) -> None:
        self.sheet, self.data, self.by = sheet, data, by
        self.label = 92.0 if sheet.single else 150.0
        numbers = [sheet.number(data.all.n_claims), "Claims"]
        self.total = max(width(text, SMALL, True) for text in numbers) + 6
        self.least = max(14.0, width(sheet.number(max(data.all.cells.values())), SMALL, True) + 4)
        self.room = sheet.right - sheet.left - self.label - self.total
        self.wide = self.least
        self.most = max(self.data.all.cells.values())

    def parts(self, codes: Sequence[_Code]) -> list[Sequence[_Code]]:
        """Codes that stand beside each other, about as many each time."""
        most = max(1, int(self.room / self.least))
        n_parts = -(-len(codes) // most)
        each = -(-len(codes) // n_parts)
        return [codes[first : first + each] for first in range(0, len(codes), each)]

    def draw(self, theme: str, codes: Sequence[_Code], y: float) -> float:
        """The table of some codes; returns the ``y`` below."""
        sheet = self.sheet
        self.wide = min(44.0, self.room / len(codes))
        lines = sheet.lines(capital(theme), sheet.right - sheet.left, 2, size=HEADING, bold=True)
        sheet.block(sheet.left, y + 7, lines, step=10, size=HEADING, bold=True)
        y += len(lines) * 10 + 3
        y = self._heads(codes, y)
        named = [group for group in self.data.groups if group.all.label]
        for group in self.data.groups:
            if len(named) > 1 and group.all.label:
                noun = counted(group.n_rows, self.by)
                y = self._row(group.all, codes, y + 2, bold=True, shaded=False, behind=f"({noun})")
            for row in group.rows:
                y = self._row(row, codes, y, indent=6.0 if len(named) > 1 and group.all.label else 0.0)
        sheet.line([sheet.left, self._start(len(codes))], [y + 2, y + 2], colour=INK, thick=HAIR)
        end = self._row(self.data.all, codes, y + 3, bold=True, shaded=False)
        for place, (code, _) in enumerate(codes):
            if self.data.all.cells.get(code) == self.most:
                sheet.box(self._start(place) + 0.5, y + 3.5, self.wide - 1, end - y - 4, thick=THIN)
        return end

    def _start(self, place: int) -> float:
        return self.sheet.left + self.label + self.total + place * self.wide

    def _heads(self, codes: Sequence[_Code], y: float) -> float:
        sheet = self.sheet
        # As many lines as a column has room for.
        most = max(1, min(3, int((self.wide - 4) / _STEP)))
        heads = [sheet.lines(head, _TALLEST, most, size=SMALL) for _, head in codes]
        tall = max(width(line, SMALL) for lines in heads for line in lines)
        for place, lines in enumerate(heads):
            middle = self._start(place) + self.wide / 2
            for number, line in enumerate(lines):
                sheet.upright(middle + (number - (len(lines) - 1) / 2) * _STEP, y + tall + 4, line, size=SMALL)
        foot = y + tall + 2
        sheet.text(sheet.left, foot - 2, capital(self.by), size=SMALL, bold=True)
        sheet.text(self._start(0) - 4, foot - 2, "Claims", size=SMALL, align="right", bold=True)
        sheet.line([sheet.left, self._start(len(codes))], [foot + 5, foot + 5], colour=INK, thick=THIN)
        return foot + 6

    def _row(
        self, row: MatrixRow, codes: Sequence[_Code], y: float, *, bold: bool = False, shaded: bool = True,
        indent: float = 0.0, behind: str = "",
    ) -> float:  # fmt: skip
        """A row with its total and its cells; returns the ``y`` below."""
        sheet = self.sheet
        room = self.label - indent - 4
        if behind:
            lines = sheet.lines_with(row.label, behind, room, 3, size=SMALL)
        else:
            lines = sheet.lines(row.label, room, 2, size=SMALL, bold=bold)
        high = len(lines) * _STEP + 4
        middle = y + high / 2
        first = middle - (len(lines) - 1) * _STEP / 2
        sheet.block(sheet.left + indent, first, lines, step=_STEP, size=SMALL, bold=bold and not behind)
        total = sheet.number(row.n_claims)
        sheet.text(self._start(0) - 4, middle, total, size=SMALL, align="right", bold=bold)
        for place, (code, _) in enumerate(codes):
            number = row.cells.get(code, 0)
            fill = self._fill(shade(number)) if shaded and number else WHITE
            if shaded and number:
                sheet.box(self._start(place), y, self.wide, high, fill=fill, edge=WHITE, thick=THIN, over=1)
            if number:
                colour = WHITE if is_dark(fill) else INK
                sheet.text(
                    self._start(place) + self.wide / 2, middle, sheet.number(number), size=SMALL, align="center",
                    colour=colour, bold=bold,
                )  # fmt: skip
        return y + high

    def _fill(self, strength: int) -> str:
        style = self.sheet.style
        return style.tint(style.group(1 if not style.grey and not style.colours else 0), _TINTS[strength - 1])

    def legend(self) -> list[tuple[Swatch, str]]:
        """What the shades mean, up to the darkest there is."""
        most = max(max(row.cells.values(), default=0) for group in self.data.groups for row in group.rows)
        entries: list[tuple[Swatch, str]] = []
        for place, least in enumerate(SHADES):
            if least > most:
                continue
            above = SHADES[place + 1] if place + 1 < len(SHADES) else None
            words = (
                f"{least} and more"
                if above is None
                else str(least)
                if above == least + 1
                else f"{least} to {above - 1}"
            )
            entries.append((self._swatch(place + 1), f"{words} claim{'s' if words != '1' else ''}"))
        entries.append((self._empty, "nothing coded"))
        entries.append((self._frame, "the code that most claims have"))
        return entries

    def _swatch(self, strength: int) -> Swatch:
        return lambda x, y: self.sheet.box(x - 5, y - 3.5, 10, 7, fill=self._fill(strength), edge="none")

    def _frame(self, x: float, y: float) -> None:
        self.sheet.box(x - 5, y - 3.5, 10, 7, edge=INK, thick=THIN)

    def _empty(self, x: float, y: float) -> None:
        self.sheet.box(x - 5, y - 3.5, 10, 7, fill=WHITE, edge=MID_GREY)


def _sentences(data: MatrixData, by: str) -> list[str]:
    groups = "the kind of source" if by == BY_SOURCE else "the sector of the speaker"
    return [
        f"{capital(data.label)}: {counted(data.all.n_claims, 'claim')} under {data.n_used:,} of "
        f"{counted(data.n_codes, 'code')}; {data.provenance}.",
        f"A cell counts the claims of the {by} that have the code; rows are grouped by {groups}. The more claims, "
        "the darker the cell; sums are not shaded. A claim with several codes stands in several cells, and is counted "
        "once in the total of its row.",
        f"An empty cell says that nothing of the {by} was coded there, not that the {by} has no view. Claims are not "
        "people: one source may be many interviews.",
        "The last row holds the authors' narrative and observations, for which nobody is named."
        if by == BY_SPEAKER and any(not group.all.label for group in data.groups)
        else "",
        f"Without any code, and so in no matrix: {counted(data.uncoded, 'claim')}." if data.uncoded else "",
        f"Left off: {counted(data.left_out, by)} with fewer claims; sums count them." if data.left_out else "",
        f"Left off: {counted(data.codes_left_out, 'code')} with fewer claims." if data.codes_left_out else "",
    ]
