"""Factors side by side: the name in the middle, left and right the sources that report it as either sort."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graphmodel.frames.factors import Sorts
from graphmodel_viz.figures.letters import width
from graphmodel_viz.figures.sheet import Sheet, Swatch
from graphmodel_viz.figures.style import HAIR, HATCHES, HEADING, LINE, MID_GREY, SMALL, WHITE, Style
from graphmodel_viz.picture_data.barriers import BarriersData, Mirrored
from graphmodel_viz.signs import SIGNS

_WORDS = {"affirms": "", "mixed": " in part", "denies": " deny it"}
"""What stands behind the number of a bar; bars from above to below."""
_HIGH = {"affirms": 5.6, "mixed": 5.6, "denies": 4.4}
_STEP, _NAMED, _NEITHER = 7.5, 190.0, 28.0
"""From one bar of a row to the next; room for names, and for sources that report neither."""


_COLOURS = ("#A88732", "#009E73", "#B3B3B3")
"""Of sorts of factors, where no colours are chosen: none that a focus has."""
_SORTS, _TINTS = ("barrier", "enabler", "other"), (0.55, 1.0, 0.4)
"""Their names in the table of signs, and how much of the colour lies under their hatch."""


@dataclass(frozen=True)
class Looks:
    """How sorts of factors look: barriers as a grid, enablers full, all others in lines, as on the page."""

    style: Style
    sorts: Sorts

    def of(self, word: str) -> tuple[str, str]:
        """Fill and hatch of a sort."""
        place = self.sorts.place(word)
        named = self.style.grey or place < len(self.style.colours)
        colour = self.style.group(place) if named else _COLOURS[place]
        hatch = HATCHES.get(SIGNS["factor bar"][_SORTS[place]].hatch, "")
        return self.style.tint(colour, _TINTS[place]), hatch

    def legend(self, sheet: Sheet, shown: Sequence[str]) -> list[tuple[Swatch, str]]:
        """The sorts that are shown, with their words."""
        return [(sheet.swatch(*self.of(word)), word) for word in shown]


def side_bar(sheet: Sheet, side: str, box: tuple[float, float, float, float], fill: str, hatch: str) -> None:
    """A bar of what is affirmed, in part or denied, from its upper left corner: full, half or hollow."""
    x, y, long, high = box
    if side == "affirms":
        sheet.box(x, y, long, high, fill=fill, hatch=hatch)
        return
    sheet.box(x, y, long, high, fill=WHITE, thick=1.0 if side == "denies" else 0.8)
    if side == "mixed":
        sheet.box(x, y + high / 2, long, high / 2, fill=fill, hatch=hatch, thick=0.8)


def side_swatches(sheet: Sheet, looks: Looks, data: BarriersData) -> list[tuple[Swatch, str]]:
    """The bars of what is said in part and of denials, where there are any."""
    drawn = {side for row in data.factors for sides in (row.left, row.right) for side, n in vars(sides).items() if n}
    fill, hatch = looks.of(next(iter(looks.sorts.sides[0]), ""))
    words = {"mixed": "in part", "denies": "deny that it operates"}

    def swatch(side: str) -> Swatch:
        return lambda x, y: side_bar(sheet, side, (x - 4, y - 3, 8, 6), fill, hatch)

    return [(swatch(side), said) for side, said in words.items() if side in drawn]


class Mirror:
    """The rows of factors; one unit of length for all bars."""

    def __init__(self, sheet: Sheet, looks: Looks, data: BarriersData) -> None:
        self.sheet, self.looks, self.data = sheet, looks, data
        self.first, self.second = data.sorts.names
        self.fills = [looks.of(next(iter(words), "")) for words in data.sorts.sides]
        named = 0.0 if sheet.single else _NAMED
        left, right = (self._most(getattr(row, side) for row in data.factors) for side in ("left", "right"))
        behind = [self._behind(getattr(row, side) for row in data.factors) for side in ("left", "right")]
        room = sheet.right - sheet.left - named - sum(behind) - _NEITHER
        self.unit = min(26.0, room / max(1, left + right))
        self.left = sheet.left + behind[0] + max(left * self.unit, width(self._as(self.first), SMALL) - behind[0])
        self.right = self.left + named

    @staticmethod
    def _most(sides: Iterable[object]) -> int:
        return max((number for one in sides for number in vars(one).values()), default=0)

    @staticmethod
    def _behind(sides: Iterable[object]) -> float:
        """Room for the longest words behind a bar."""
        shown = {side for one in sides for side, number in vars(one).items() if number}
        return 6 + max((width(f"10{_WORDS[side]}", SMALL) for side in shown), default=0.0)

    @staticmethod
    def _as(word: str) -> str:
        return f"as {'an' if word[:1].lower() in 'aeiou' else 'a'} {word}" if word else ""

    def draw(self, y: float) -> float:
        """Heads and rows; returns the ``y`` below."""
        sheet, data = self.sheet, self.data
        shown, all_ = map(sheet.number, (len(data.factors), len(data.factors) + data.left_out))
        heading = f"Factors in most sources ({shown} of {all_})"
        sheet.text(sheet.left, y, heading, size=HEADING, bold=True, room=sheet.right - sheet.left)
        y += LINE + 2
        sheet.text(self.left - 2, y, self._as(self.first), size=SMALL, align="right")
        sheet.text(self.right + 2, y, self._as(self.second), size=SMALL)
        if any(row.neither for row in data.factors):
            sheet.text(sheet.right - 1, y, "neither", size=SMALL, align="right")
        y += LINE
        for row in data.factors:
            y = self._row(row, y)
        return y

    def _row(self, row: Mirrored, y: float) -> float:
        sheet = self.sheet
        room = sheet.right - sheet.left if sheet.single else _NAMED - 8
        lines = sheet.lines(row.label, room, 2, size=SMALL)
        stacks = [[side for side in _WORDS if getattr(sides, side)] for sides in (row.left, row.right)]
        deep = max(1, *map(len, stacks)) * _STEP
        if sheet.single:
            sheet.block(sheet.left, y, lines, step=7.5, size=SMALL)
            y += len(lines) * 7.5
            high = deep
        else:
            high = max(deep, len(lines) * 7.5)
            sheet.block(self.left + 4, y + (high - len(lines) * 7.5) / 2, lines, step=7.5, size=SMALL)
        middle = y + high / 2 - _STEP / 2
        for x in {self.left, self.right}:
            sheet.line([x, x], [y - 4.5, y + high - 2.5], colour=MID_GREY, thick=HAIR)
        for left, stack, sides in ((True, stacks[0], row.left), (False, stacks[1], row.right)):
            for number, side in enumerate(stack):
                at = middle + (number - (len(stack) - 1) / 2) * _STEP
                self._bar(left, side, getattr(sides, side), at)
        if row.neither:
            sheet.text(sheet.right - 1, middle, sheet.number(row.neither), size=SMALL, align="right")
        return y + high + 2.5

    def _bar(self, left: bool, side: str, number: int, y: float) -> None:
        sheet, long, high = self.sheet, number * self.unit, _HIGH[side]
        x = self.left - long if left else self.right
        fill, hatch = self.fills[0 if left else 1]
        side_bar(sheet, side, (x, y - high / 2, long, high), fill, hatch)
        words = f"{sheet.number(number)}{_WORDS[side].replace('deny', 'denies') if number == 1 else _WORDS[side]}"
        sheet.text(x - 2 if left else x + long + 2, y, words, size=SMALL, align="right" if left else "left")
