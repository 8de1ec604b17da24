"""Evidence journeys: swimlanes, one row an item, with bars of what is used above."""

from collections.abc import Callable

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import OutputError
from graphmodel.wording import counted
from graphmodel_viz.figures.drawing import Drawing, finished
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.figures.sheet import Sheet
from graphmodel_viz.figures.style import (
    HEADING,
    INK,
    LINE,
    PALE_GREY,
    SMALL,
    TEXT,
    THICK,
    WHITE,
    Style,
    dash,
    hatch,
)  # fmt: skip
from graphmodel_viz.picture_data.focus_groups import group_title
from graphmodel_viz.picture_data.journeys import Group, JourneysData, Lane, journeys_data

SHOWN = {"single": 25, "double": 40}
"""Items that are shown where nobody says how many."""
_ROW = 9.0
Marker = Callable[[Sheet, float, float, str], None]


def _used(sheet: Sheet, x: float, y: float, colour: str) -> None:
    sheet.mark(x, y, "o", fill=colour)


def _obtained(sheet: Sheet, x: float, y: float, colour: str) -> None:
    sheet.mark(x, y, "o", fill=WHITE, edge=colour, thick=1.1)
    sheet.mark(x, y, "o", 1.2, fill=colour, edge=colour)


def _partly(sheet: Sheet, x: float, y: float, colour: str) -> None:
    sheet.mark(x, y, "o", fill=colour, half=True)


def _left_out(sheet: Sheet, x: float, y: float, _: str) -> None:
    sheet.mark(x, y, "x", 4.4, thick=1.3)


def _disputed(sheet: Sheet, x: float, y: float, colour: str) -> None:
    sheet.mark(x, y, "D", 4.4, fill=colour, half=True)


def _contested(sheet: Sheet, x: float, y: float, _: str) -> None:
    sheet.mark(x, y, (4, 1, 0), 6.0, fill=INK)  # a star with four points


def _asked(sheet: Sheet, x: float, y: float, _: str) -> None:
    sheet.mark(x, y, "^", 4.6, fill=WHITE)


_OF_STATE: dict[str, Marker] = {"used": _used, "partly": _partly, "disputed": _disputed, "not used": _left_out}
_LEGEND: tuple[tuple[Marker, str], ...] = (
    (_used, "used"),
    (_obtained, "produced or obtained, no use mentioned"),
    (_partly, "partly used"),
    (_left_out, "said to be left out"),
    (_disputed, "disputed"),
    (_contested, "contested or blocked"),
    (_asked, "asked for, no use mentioned then or later"),
)


def draw(frames: StudyFrames, options: FigureOptions) -> Drawing:
    """Draw the journeys."""
    across = options.across or "phase"
    top = SHOWN[options.width] if options.top is None else options.top
    data = journeys_data(frames, options.focus, across, top)
    if not any(group.lanes for group in data.groups):
        raise OutputError(f"No claim mentions an evidence item at any {across}, so there is no journey to draw.")
    sheet = Sheet(options.width, Style(options.grey))
    label = 104.0 if sheet.single else 168.0
    if len(data.columns) > 8:
        label *= 0.8
    step = (sheet.right - sheet.left - label) / len(data.columns)
    centres = [sheet.left + label + step * (index + 0.5) for index in range(len(data.columns))]
    y = _bars(sheet, data, _heads(sheet, data, centres, step), label, centres, step)
    for index, group in enumerate(data.groups):
        y = _lanes(sheet, group, y, label, centres, index)
    for index, centre in enumerate(centres):
        if index % 2 == 0:
            sheet.box(centre - step / 2, 0, step, y - 4, fill=PALE_GREY, edge="none", over=0)
    colour = sheet.style.group(0)
    y = sheet.legend(y + 3, [(_bound(sheet, draw, colour), words) for draw, words in _LEGEND])
    return finished(sheet, y - 2, f"Evidence journeys across {len(data.columns)} {across}s", *_sentences(data, across))


def _bound(sheet: Sheet, draw: Marker, colour: str) -> Callable[[float, float], None]:
    return lambda x, y: draw(sheet, x, y, colour)


def _heads(sheet: Sheet, data: JourneysData, centres: list[float], step: float) -> float:
    """Names of the columns; upright where columns are too narrow to read across."""
    if step < 46 and len(data.columns) > 4:
        room = 92.0
        texts = [
            sheet.lines(name, room, max(1, min(3, int(step // 9))), size=SMALL, bold=True) for _, name in data.columns
        ]
        for centre, lines in zip(centres, texts, strict=True):
            for number, line in enumerate(lines):
                across = centre + (number - (len(lines) - 1) / 2) * 8
                sheet.upright(across, room + 4, line, size=SMALL, bold=True)
        return room + 10
    return sheet.heads([name for _, name in data.columns], centres, step)


def _bars(sheet: Sheet, data: JourneysData, y: float, label: float, centres: list[float], step: float) -> float:
    wide = step - 8
    for index, group in enumerate(data.groups):
        colour = sheet.style.group(index)
        sheet.text(sheet.left, y + 3.5, group_title(group.focus), bold=True, room=label - 5)
        sheet.text(sheet.left, y + 11.5, "used or partly used", size=SMALL, room=label - 5)
        for number, centre in enumerate(centres):
            left = centre - wide / 2
            sheet.box(left, y, wide, 6, fill=WHITE)
            sheet.box(left, y, wide * group.mentioned[number] / group.n_items, 6, fill=sheet.style.tint(colour, 0.2))
            if group.used[number]:
                # The hatch is white on the colour, so that the bar stays dark.
                sheet.box(left, y, wide * group.used[number] / group.n_items, 6, fill=colour, hatch=hatch(index))
            share = f"{group.used[number]} of {group.n_items}" if step > 30 else str(group.used[number])
            sheet.text(centre, y + 11.5, share, size=SMALL, align="center")
        y += 20
    return y


def _lanes(sheet: Sheet, group: Group, y: float, label: float, centres: list[float], index: int) -> float:
    shown = f"{len(group.lanes)} of {counted(group.n_items, 'item')} shown"
    title = f"{group_title(group.focus)} ({shown})"
    sheet.text(sheet.left, y + 4, title, size=HEADING, bold=True, room=sheet.right - sheet.left)
    y += 5 + LINE
    for lane in group.lanes:
        lines = sheet.lines(lane.label, label - 7, 2 if sheet.single else 1, size=SMALL)
        sheet.block(sheet.left + label - 5, y, lines, step=7.5, size=SMALL, align="right")
        _lane(sheet, lane, y + (len(lines) - 1) * 3.75, centres, index)
        y += _ROW + (len(lines) - 1) * 7.5
    return y + 4


def _lane(sheet: Sheet, lane: Lane, y: float, centres: list[float], index: int) -> None:
    colour = sheet.style.group(index)
    half = (centres[1] - centres[0]) / 2 if len(centres) > 1 else sheet.width / 4
    for number in range(lane.last_used):
        if "silent" not in lane.states[number : number + 2]:
            sheet.line(centres[number : number + 2], [y, y], colour=colour, thick=THICK, dash=dash(index))
    for number, state in enumerate(lane.states):
        beside = [mark for mark, where in ((_contested, lane.contested), (_asked, lane.unmet)) if number in where]
        marks: list[Marker] = [] if state == "silent" else [_OF_STATE[state]]
        if number in lane.generation_only:
            marks = [_obtained]
        # All marks of a column stay within it.
        apart = min(TEXT + 0.5, (half - 2.5) / max(1, len(marks) + len(beside) - 1))
        for turn, mark in enumerate([*marks, *beside]):
            mark(sheet, centres[number] + turn * apart, y, colour)


def _sentences(data: JourneysData, across: str) -> list[str]:
    items = sum(group.n_items for group in data.groups)
    shown = sum(len(group.lanes) for group in data.groups)
    left_out = sum(group.left_out for group in data.groups)
    not_mentioned = sum(group.not_mentioned for group in data.groups)
    sentences = [
        f"A row is an evidence item; {shown:,} of {counted(items, 'item')} are shown. "
        f"{counted(data.n_claims, 'claim')} touch them all at a {across} ({counted(data.n_speakers, 'speaker')}, "
        f"{counted(data.unattributed, 'claim')} without one, {counted(data.n_sources, 'source')}).",
        f"A mark shows what claims say about the item at that {across}; a line joins marks next to each other up to "
        f"the last {across} of use. Where nobody spoke there is neither mark nor line: silence is not absence.",
        "Bars above: of all items of the focus, those used or partly used (dark, numbered), and those that anybody "
        "says were used or not (pale).",
    ]
    if left_out:
        sentences.append(f"Left off: {counted(left_out, 'item')} with fewer claims.")
    if not_mentioned:
        sentences.append(f"{counted(not_mentioned, 'item')} not mentioned at any {across}.")
    if across == "stage":
        sentences.append("A claim that names only a phase stands in the column of the phase.")
    return sentences
