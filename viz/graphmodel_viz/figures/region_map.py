"""Draws regions with a heading and rows in them, and the lines that tie rows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphmodel_viz.figures.letters import width
from graphmodel_viz.figures.regions import LANE, Columns, Stop, Way, gaps_passed, sides, ways
from graphmodel_viz.figures.shapes import MARKERS
from graphmodel_viz.figures.sheet import Sheet
from graphmodel_viz.figures.style import HAIR, INK, PALE_GREY, QUIET, SMALL, Dash
from graphmodel_viz.limits import MOST_DRAWN
from graphmodel_viz.signs import SIGNS

GAP = 9.0
"""Points between two regions of a column."""
_EDGE, _MARK = 4.0, 10.0
_ROOM_OF_LINE = 7.5
"""Points of the width of the paper for each line between regions."""
_STEP = 8.0
_PORT = 4.4
"""Points between two lines that end at one side of a row; more where a row has room."""
_ROOMY = 7.0
_MOST_LINES = 8
_ALONE = 0.52
"""Share of the sheet that a single column takes."""
_BETWEEN, _BETWEEN_MANY = 0.13, 0.075
"""Share of the sheet between two columns: of up to three, of more."""
SHAPES = {kind: MARKERS[sign.shape] for kind, sign in SIGNS["kind"].items()}


@dataclass(frozen=True)
class Entry:
    """A row: its words, what stands below them, and the kind whose mark it has; none where it is empty."""

    key: str
    label: str
    notes: tuple[str, ...] = ()
    kind: str = ""
    size: float = 5.0
    bold: bool = False


@dataclass(frozen=True)
class Region:
    """A box: its heading, a number at its right, and its rows. One that is ``strong`` has a thicker frame."""

    key: str
    title: str
    entries: tuple[Entry, ...]
    note: str = ""
    strong: bool = False


@dataclass(frozen=True)
class Link:
    """A line between two rows or regions."""

    start: str
    end: str
    thick: float
    colour: str
    dash: Dash = "solid"
    forth: bool = False
    back: bool = False
    words: str = ""
    over: int = 2


@dataclass(frozen=True)
class _Row:
    entry: Entry
    text: tuple[str, ...]
    notes: tuple[str, ...]
    top: float
    height: float


@dataclass(frozen=True)
class _Box:
    region: Region
    head: tuple[str, ...]
    rows: tuple[_Row, ...]
    height: float


@dataclass(frozen=True)
class Plan:
    """A picture before it is drawn: where boxes stand, the ways of the lines, and how high it is."""

    columns: Columns
    boxes: tuple[tuple[int, float, _Box], ...]
    links: tuple[Link, ...]
    ways: tuple[Way, ...]
    height: float
    cut: int


def most_lines(sheet: Sheet) -> int:
    """How many lines between regions the paper holds so that an eye can follow one."""
    return min(MOST_DRAWN, int((sheet.right - sheet.left) / _ROOM_OF_LINE))


def columns_of(sheet: Sheet, columns: int, *, alone: float = _ALONE, between: float = _BETWEEN) -> Columns:
    """Columns as wide as the sheet.

    Args:
        sheet: to draw on.
        columns: how many.
        alone: share of the sheet that a single one takes; the rest is for lines beside it.
        between: share of the sheet between two of up to three.
    """
    room = sheet.right - sheet.left
    if columns == 1:
        return Columns((sheet.left,), (sheet.left + room * alone,), room * (1 - alone))
    gutter = max(34.0, min(100.0, room * (between if columns < 4 else _BETWEEN_MANY)))
    wide = (room - gutter * (columns - 1)) / columns
    left = tuple(sheet.left + place * (wide + gutter) for place in range(columns))
    return Columns(left, tuple(x + wide for x in left), gutter)


def planned(
    sheet: Sheet,
    stacks: Sequence[Sequence[Region]],
    links: Sequence[Link],
    columns: Columns,
    *,
    middle: bool = True,
) -> Plan:
    """Lay a picture out.

    Args:
        sheet: what it is to be drawn on.
        stacks: regions by column, from the top.
        links: lines; those that come last lie above the others.
        columns: as many as there are stacks.
        middle: do the middles of the columns stand at the same height, or else their tops?
    """
    cut = sheet.cut
    wide = columns.right[0] - columns.left[0]
    column_of = {key: n for n, stack in enumerate(stacks) for one in stack for key in _keys(one)}
    needed = _needed(links, column_of, len(stacks))
    laid = [[_laid(sheet, one, wide, needed) for one in stack] for stack in stacks]
    least = GAP if any(box.rows for stack in laid for box in stack) else 0.5 * GAP
    gaps = [[least] * (len(stack) + 1) for stack in laid]
    keys = [(link.start, link.end) for link in links]
    tops, stops, spots, height = _stacked(laid, gaps, middle)
    passed = gaps_passed([(stops[start], stops[end]) for start, end in keys], spots)
    through = Counter((column, gap) for own in passed for column, gap in own.items())
    gaps = [
        [max(least, (through[column, gap] + 1) * LANE) for gap in range(len(own))] for column, own in enumerate(gaps)
    ]
    tops, stops, spots, height = _stacked(laid, gaps, middle)
    made = ways(keys, stops, columns, passed, spots, lambda n, high: min(_ROOMY, (high - 3) / n))
    boxes = [(n, y, box) for n, stack in enumerate(laid) for y, box in zip(tops[n], stack, strict=True)]
    cut, sheet.cut = sheet.cut - cut, cut
    return Plan(columns, tuple(boxes), tuple(links), tuple(made), height, cut)


def _keys(region: Region) -> list[str]:
    return [region.key, *(entry.key for entry in region.entries)]


def _needed(links: Sequence[Link], column_of: Mapping[str, int], columns: int) -> dict[str, int]:
    """How many lines end at the side of each row at which most do."""
    ends: Counter[tuple[str, int]] = Counter()
    for link in links:
        for key, side in zip(
            (link.start, link.end), sides(column_of[link.start], column_of[link.end], columns), strict=True
        ):
            ends[key, side] += 1
    return {key: max(ends[key, -1], ends[key, 1]) for key, _ in ends}


def _laid(sheet: Sheet, region: Region, wide: float, needed: Mapping[str, int]) -> _Box:
    room = wide - 2 * _EDGE - (width(region.note, SMALL) + 5 if region.note else 0)
    head = tuple(sheet.lines(region.title, room, 4, size=SMALL, bold=True))
    y = len(head) * _STEP + 4.0
    rows = []
    for entry in region.entries:
        room = wide - 2 * _EDGE - (_MARK if entry.kind else 0)
        text = tuple(sheet.lines(entry.label, room, _MOST_LINES, size=SMALL, bold=entry.bold))
        notes = tuple(line for one in entry.notes for line in _note(sheet, one, room))
        height = max((len(text) + len(notes)) * _STEP + 4.0, needed.get(entry.key, 0) * _PORT + 3)
        rows.append(_Row(entry, text, notes, y, height))
        y += height
    return _Box(region, head, tuple(rows), max(y + 2.0, needed.get(region.key, 0) * _PORT + 6))


def _note(sheet: Sheet, note: str, room: float) -> list[str]:
    """A note in lines; its parts, which have ``·`` between them, stay whole."""
    lines: list[str] = []
    for part in note.split(" · "):
        longer = f"{lines[-1]} · {part}" if lines else part
        if lines and width(sheet.clean(longer), SMALL) <= room:
            lines[-1] = longer
        else:
            lines.append(part)
    return [line for one in lines for line in sheet.lines(one, room, 4, size=SMALL)]


def _stacked(
    laid: Sequence[Sequence[_Box]], gaps: Sequence[Sequence[float]], middle: bool
) -> tuple[list[list[float]], dict[str, Stop], list[list[float]], float]:
    """Tops of boxes, stops of lines, middles of gaps, and the height of all."""
    high = [sum(box.height for box in stack) + sum(own) for stack, own in zip(laid, gaps, strict=True)]
    height = max(high)
    tops: list[list[float]] = []
    spots: list[list[float]] = []
    stops: dict[str, Stop] = {}
    for column, (stack, own) in enumerate(zip(laid, gaps, strict=True)):
        y = (height - high[column]) / 2 if middle else 0.0
        tops.append([])
        spots.append([])
        for box, gap in zip(stack, own, strict=False):
            spots[-1].append(y + gap / 2)
            y += gap
            tops[-1].append(y)
            stops[box.region.key] = Stop(column, y, box.height)
            stops |= {row.entry.key: Stop(column, y + row.top, row.height) for row in box.rows}
            y += box.height
        spots[-1].append(y + own[-1] / 2)
    return tops, stops, spots, height


def draw_plan(sheet: Sheet, plan: Plan, fills: Mapping[str, str], top: float) -> float:
    """Draw a picture; returns the ``y`` below.

    Args:
        sheet: to draw on.
        plan: what :func:`planned` gives for this sheet.
        fills: the colour of the marks by kind.
        top: where it begins.
    """
    sheet.cut += plan.cut
    for column, y, box in plan.boxes:
        _draw_box(sheet, plan.columns, column, y + top, box, fills)
    taken: list[tuple[float, float]] = []
    for link, way in zip(plan.links, plan.ways, strict=True):
        curve = [(x, y + top) for x, y in way.curve]
        sheet.route(curve, colour=link.colour, thick=link.thick, dash=link.dash, over=link.over,
                    heads=(way.out if link.back else 0, way.into if link.forth else 0))  # fmt: skip
        if link.words:
            _number(sheet, link, way, curve, taken)
    return top + plan.height


def _number(
    sheet: Sheet, link: Link, way: Way, curve: Sequence[tuple[float, float]], taken: list[tuple[float, float]]
) -> None:
    """A number on a line, where it leaves or arrives; left off where it would hide another."""
    for (x, y), side in ((curve[0], way.out), (curve[-1], way.into)):
        spot = (x + side * 12, y)
        if all(abs(spot[0] - other[0]) > 14 or abs(spot[1] - other[1]) > 8 for other in taken):
            taken.append(spot)
            sheet.text(*spot, link.words, size=SMALL, align="center", under=True)
            return


def _draw_box(sheet: Sheet, columns: Columns, column: int, y: float, box: _Box, fills: Mapping[str, str]) -> None:
    left = columns.left[column]
    wide = columns.right[column] - left
    strong = box.region.strong
    sheet.box(
        left,
        y,
        wide,
        box.height,
        fill=PALE_GREY,
        edge=INK if strong else "#B5B5B5",
        thick=1.2 if strong else HAIR,
        over=1,
    )
    first = y + 7.0
    sheet.block(left + _EDGE, first, box.head, step=_STEP, size=SMALL, bold=True)
    sheet.text(left + wide - _EDGE, first, box.region.note, size=SMALL, align="right", colour=QUIET)
    for row in box.rows:
        entry = row.entry
        lines = len(row.text) + len(row.notes)
        at = y + row.top + row.height / 2 - (lines - 1) * _STEP / 2
        x = left + _EDGE
        if entry.kind:
            sheet.mark(x + 4, at, SHAPES[entry.kind], min(8.0, entry.size), fill=fills[entry.kind], over=4)
            x += _MARK
        sheet.block(x, at, row.text, step=_STEP, size=SMALL, bold=entry.bold)
        sheet.block(x, at + len(row.text) * _STEP, row.notes, step=_STEP, size=SMALL, colour=QUIET)
