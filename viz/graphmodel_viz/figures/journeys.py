"""Evidence journeys: swimlanes, one row an item, with bars of what is used above."""

from graphmodel.frames.item_journeys import step_notes
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import OutputError
from graphmodel.schema import rules
from graphmodel.wording import counted
from graphmodel_viz.figures.drawing import Drawing, finished
from graphmodel_viz.figures.letters import width
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.figures.shapes import Marker, draw_sign, marker
from graphmodel_viz.figures.sheet import Sheet, Swatch
from graphmodel_viz.figures.style import (
    HEADING,
    INK,
    LINE,
    PALE_GREY,
    SMALL,
    TEXT,
    THICK,
    THIN,
    WHITE,
    dash_of,
    hatch,  # fmt: skip
)
from graphmodel_viz.picture_data.focus_groups import group_title, item_of
from graphmodel_viz.picture_data.journeys import Group, JourneysData, Lane, journeys_data

SHOWN = {"single": 25, "double": 40}
"""Items that are shown where nobody says how many."""
_ROW = 9.0
OUTCOMES = 118.0
"""Room for what became of each item, at the end of its row, where columns stay wide enough."""
_NARROWEST = 60.0


def draw(frames: StudyFrames, options: FigureOptions) -> Drawing:
    """Draw the journeys."""
    across = options.across or "phase"
    top = SHOWN[options.span] if options.top is None else options.top
    data = journeys_data(frames, options.focus, across, top)
    if not any(group.lanes for group in data.groups):
        raise OutputError(f"No claim mentions an evidence item at any {across}, so there is no journey to draw.")
    sheet = Sheet(options)
    label = 104.0 if sheet.single else 168.0
    if len(data.columns) > 8:
        label *= 0.8
    step, ended = columns_of(sheet, label, len(data.columns))
    centres = [sheet.left + label + step * (index + 0.5) for index in range(len(data.columns))]
    below = _heads(sheet, data, centres, step)
    if ended:
        sheet.text(sheet.right - OUTCOMES + 4, 7, "What became of it (claims)", size=SMALL, bold=True)
    y = _bars(sheet, data, below, label, centres, step)
    for index, group in enumerate(data.groups):
        y = _lanes(sheet, group, y, label, centres, index, ended)
    for index, centre in enumerate(centres):
        if index % 2 == 0:
            sheet.box(centre - step / 2, 0, step, y - 4, fill=PALE_GREY, edge="none", over=0)
    colour = sheet.style.group(0)
    marks = [(_bound(sheet, marker("evidence", mark), colour), words) for mark, words in rules.MARKS.items()]
    lines = [(_bound_line(sheet, line, colour), words) for line, words in rules.LINE_WORDS.items()]
    y = sheet.legend(y + 3, [*marks, *lines])
    return finished(
        sheet, y - 2, _finding(data, bool(frames.settings.supply)), *_sentences(frames, data, across, ended)
    )


def columns_of(sheet: Sheet, label: float, number: int) -> tuple[float, bool]:
    """How wide a column is, and whether there is room for what became of each item."""
    room = sheet.right - sheet.left - label
    ended = (room - OUTCOMES) / number >= _NARROWEST
    return (room - OUTCOMES * ended) / number, ended


def _bound(sheet: Sheet, draw: Marker, colour: str) -> Swatch:
    return lambda x, y: draw(sheet, x, y, colour)


def _bound_line(sheet: Sheet, line: str, colour: str) -> Swatch:
    return lambda x, y: _line(sheet, line, [x - 5, x + 5], y, colour)


def _line(sheet: Sheet, line: str, xs: list[float], y: float, colour: str) -> None:
    if line == rules.GAP:
        sheet.line(xs, [y, y], colour=INK, thick=THIN, dash=dash_of("line", "gap"))
    else:
        # Solid in every group, so that nothing but a gap is dotted.
        sheet.line(xs, [y, y], colour=colour, thick=THICK)


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
    wide = max(step - 8, step * 0.6)
    most = max((number for group in data.groups for number in group.mentioned), default=0)
    # In narrow columns the two numbers stand below each other, as in a fraction.
    narrow = width(f"{sheet.number(most)} of {sheet.number(most)}", SMALL) > step - 2
    for index, group in enumerate(data.groups):
        colour = sheet.style.group(index)
        sheet.text(sheet.left, y + 3.5, group_title(group.focus), bold=True, room=label - 5)
        words = ["used or partly", "mentioned"] if narrow else ["used or partly, of those mentioned"]
        for line, text in enumerate(words):
            sheet.text(sheet.left, y + 11.5 + 8 * line, text, size=SMALL, room=label - 5)
        for number, centre in enumerate(centres):
            left, used, mentioned = centre - wide / 2, group.used[number], group.mentioned[number]
            sheet.box(left, y, wide, 6, fill=WHITE)
            if used:
                # The hatch is white on the colour, so that the bar stays dark.
                sheet.box(left, y, wide * used / mentioned, 6, fill=colour, hatch=hatch(index))
            parts = [sheet.number(used), sheet.number(mentioned)]
            share = parts if narrow else [" of ".join(parts) if mentioned else "none"]
            for line, text in enumerate(share):
                sheet.text(centre, y + 11.5 + 8 * line, text, size=SMALL, align="center")
        y += 12 + 8 * len(words)
    return y


def _lanes(sheet: Sheet, group: Group, y: float, label: float, centres: list[float], index: int, ended: bool) -> float:
    shown = f"{sheet.number(len(group.lanes))} of {sheet.counted(group.n_items, 'item')} shown"
    title = f"{group_title(group.focus)} ({shown})"
    sheet.text(sheet.left, y + 4, title, size=HEADING, bold=True, room=sheet.right - sheet.left)
    y += 5 + LINE
    for lane in group.lanes:
        lines = sheet.lines(lane.label, label - 7, 2, size=SMALL)
        became = sheet.lines(", ".join(lane.became), OUTCOMES - 4, 2, size=SMALL) if ended else [""]
        more = (max(len(lines), len(became)) - 1) * 7.5
        middle = y + more / 2
        sheet.block(
            sheet.left + label - 5, middle - (len(lines) - 1) * 3.75, lines, step=7.5, size=SMALL, align="right"
        )
        sheet.block(sheet.right - OUTCOMES + 4, middle - (len(became) - 1) * 3.75, became, step=7.5, size=SMALL)
        _lane(sheet, lane, middle, centres, index)
        y += _ROW + more
    return y + 4


def _lane(sheet: Sheet, lane: Lane, y: float, centres: list[float], index: int) -> None:
    colour = sheet.style.group(index)
    half = (centres[1] - centres[0]) / 2 if len(centres) > 1 else sheet.width / 4
    for start, end, line in lane.lines:
        _line(sheet, line, [centres[start], centres[end]], y, colour)
    for number, marks in enumerate(lane.marks):
        # All marks of a column stay within it.
        apart = min(TEXT + 0.5, (half - 2.5) / max(1, len(marks) - 1))
        for turn, mark in enumerate(marks):
            draw_sign(sheet, "evidence", mark, centres[number] + turn * apart, y, colour)


def _finding(data: JourneysData, supply: bool) -> str:
    """What the figure says: items used in the end, those of them that changed something, and those lost as well."""
    parts = []
    for group in data.groups:
        mentioned = sum(group.outcomes.values())
        used, lost = (
            sum(group.outcomes.get(outcome, 0) for outcome in end.outcomes)
            for end in (rules.USED_IN_THE_END, rules.ALSO_LOST)
        )
        reached = group.outcomes.get(rules.REACHED_IMPACT, 0)
        alone = group.on_one_claim.get(rules.REACHED_IMPACT, 0)
        behind = [f"{reached} reached impact, {alone} of these on one claim"]
        if not reached:
            behind = ["none reached impact"] if supply else []
        behind += [f"{lost} more {rules.ALSO_LOST.words}"] if lost else []
        if mentioned:
            words = f"{used} of {counted(mentioned, item_of(group.focus))} mentioned"
            parts.append(f"{words} ({'; '.join(behind)})" if behind else words)
    return f"Said to be {rules.USED_IN_THE_END.words}: {'; '.join(parts)}"


def _all_outcomes(data: JourneysData) -> str:
    """Every outcome of each group, with how many of them rest on one claim."""
    return " ".join(
        f"{group_title(group.focus)}, of {sum(group.outcomes.values())} items mentioned: "
        + ", ".join(
            f"{outcome} {group.outcomes[outcome]}"
            + (f" ({group.on_one_claim[outcome]} on one claim)" if outcome in group.on_one_claim else "")
            for outcome in rules.OUTCOMES
            if outcome in group.outcomes
        )
        + "."
        for group in data.groups
        if group.outcomes
    )


def _sentences(frames: StudyFrames, data: JourneysData, across: str, ended: bool) -> list[str]:
    items = sum(group.n_items for group in data.groups)
    shown = sum(len(group.lanes) for group in data.groups)
    left_out = sum(group.left_out for group in data.groups)
    without_mark = sum(group.without_mark for group in data.groups)
    sentences = [
        f"A row is an evidence item; {shown:,} of {counted(items, 'item')} are shown. "
        f"{counted(data.n_claims, 'claim')} touch them all at a {across} ({counted(data.n_speakers, 'speaker')}, "
        f"{counted(data.unattributed, 'claim')} without one, {counted(data.n_sources, 'source')}).",
        f"A mark shows what claims say about the item at that {across}; a line joins neighbouring {across}s where it "
        f"is said to be there or in use, and a dotted line leads across {across}s where nobody mentions it. Where "
        "nobody spoke there is no mark: silence is not absence.",
        "Bars above: of the items mentioned there (said to be used or not), those used or partly used.",
        "The number after an outcome counts the claims that decide it." if ended else "",
        "More claims on an item are more chances to be stopped, so focuses compare within equal numbers of claims "
        "only. " + _all_outcomes(data),
        *step_notes(frames),
    ]
    if left_out:
        sentences.append(f"Left off: {counted(left_out, 'item')} with fewer claims.")
    if without_mark:
        sentences.append(f"{counted(without_mark, 'item')} without a mark at any {across}.")
    if across == "stage":
        sentences.append("A claim that names only a phase stands in the column of the phase.")
    return sentences
