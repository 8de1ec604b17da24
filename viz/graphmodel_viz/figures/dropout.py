"""Where evidence drops out: at each phase a bar for each focus, what is not used to the left of a line."""

from dataclasses import dataclass

from graphmodel.frames.evidence import ALL_ITEMS
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import OutputError
from graphmodel.schema import rules
from graphmodel.wording import counted
from graphmodel_viz.figures.drawing import Drawing, finished
from graphmodel_viz.figures.letters import width
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.figures.sheet import Sheet, Swatch
from graphmodel_viz.figures.style import HATCHES, HEADING, LINE, QUIET, SMALL, TEXT, THIN, WHITE
from graphmodel_viz.picture_data.dropout import DropoutData, PhaseBar, dropout_data
from graphmodel_viz.picture_data.focus_groups import capital, group_title, item_of, listed
from graphmodel_viz.picture_data.number_words import percent, rate
from graphmodel_viz.picture_data.overview_words import compared, largest_share, not_used
from graphmodel_viz.signs import SIGNS
from graphmodel_viz.words import DROPOUT_HEADS

_HIGH, _THIN = 10.0, 4.0
_LEFT_HEAD, *_RIGHT_HEADS = DROPOUT_HEADS.values()
_STEPS = (0.1, 0.2, 0.25, 0.5)


@dataclass(frozen=True)
class _Scale:
    """Where the line stands, how many points all items mentioned are, and the largest share of each side."""

    zero: float
    unit: float
    left: float
    right: float


def draw(frames: StudyFrames, options: FigureOptions) -> Drawing:
    """Draw the bars."""
    data = dropout_data(frames, options.focus)
    if not data.bars:
        raise OutputError("The study has no evidence items, or no phases, so there is no drop-out to draw.")
    if not data.n_claims:
        raise OutputError("No claim says whether evidence was used at any phase, so there is no drop-out to draw.")
    sheet = Sheet(options)
    room = sheet.right - sheet.left
    scale = _scale(sheet, data)
    y = _heads(sheet, scale, 7.0)
    for phase, name in data.phases:
        for line in sheet.lines(name, room, 2, size=HEADING, bold=True):
            sheet.text(sheet.left, y, line, size=HEADING, bold=True)
            y += LINE
        for index, bar in enumerate(data.at(phase)):
            y = _bar(sheet, bar, scale, y + 2, index)
        y += 4
    y = _axis(sheet, scale, y)
    return finished(sheet, _legend(sheet, data, y + 5), _finding(data), *_sentences(frames, data))


def _fill(sheet: Sheet, standing: str, colour: str) -> tuple[str, str]:
    """Fill and hatch of a part of a bar."""
    fills = {rules.USED: colour, rules.PARTLY: sheet.style.tint(colour, 0.35)}
    return fills.get(standing, WHITE), HATCHES.get(SIGNS["standing"][standing].hatch, "")


def _scale(sheet: Sheet, data: DropoutData) -> _Scale:
    shares = [bar.not_used / bar.mentioned for bar in data.bars if bar.mentioned]
    left, right = max(shares), 1 - min(shares)
    room, least = sheet.right - sheet.left, width(_LEFT_HEAD, SMALL) + 4
    unit = room / (left + right) if left + right else room
    if right:
        unit = min(unit, (room - least) / right)
    return _Scale(sheet.left + max(left * unit, least), unit, left, right)


def _heads(sheet: Sheet, scale: _Scale, y: float) -> float:
    sheet.text(scale.zero - 3, y, _LEFT_HEAD, size=SMALL, align="right", colour=QUIET)
    room = sheet.right - scale.zero - 3
    # Where hardly anything stands right of the line, there is no room to say what would.
    words = next((one for one in _RIGHT_HEADS if width(one, SMALL) <= room), "")
    sheet.text(scale.zero + 3, y, words, size=SMALL, colour=QUIET)
    return y + LINE + 2


def _bar(sheet: Sheet, bar: PhaseBar, scale: _Scale, y: float, index: int) -> float:
    silent = f"{sheet.number(bar.silent)} not mentioned" if bar.silent else "all mentioned"
    sheet.text(sheet.right, y, silent, size=SMALL, align="right", colour=QUIET)
    room = sheet.right - sheet.left - width(silent, SMALL) - 8
    for line in sheet.lines(_words(sheet, bar), room, 3, size=SMALL, bold=True):
        sheet.text(sheet.left, y, line, size=SMALL, bold=True)
        y += LINE - 1
    return _pieces(sheet, bar, scale, y + 2, index) if bar.mentioned else y + 2


def _pieces(sheet: Sheet, bar: PhaseBar, scale: _Scale, y: float, index: int) -> float:
    """The pieces of a bar with their numbers: in them where they fit, else above; what has no room follows below."""
    colour = sheet.style.group(index)
    high = _THIN if bar.mentioned < rules.FEWEST_SHARED else _HIGH
    x, free, without = scale.zero - scale.unit * bar.not_used / bar.mentioned, sheet.left, []
    shares = [(sheet.number(number), scale.unit * number / bar.mentioned) for number in bar.counts.values() if number]
    is_above = high == _THIN or any(width(number, SMALL) + 3 > wide for number, wide in shares)
    middle = y + (4 if is_above else -2) + _HIGH / 2
    for standing in rules.STANDINGS:
        number = sheet.number(bar.counts[standing])
        wide = scale.unit * bar.counts[standing] / bar.mentioned
        if not wide:
            continue
        fill, hatch = _fill(sheet, standing, colour)
        sheet.box(x, middle - high / 2, wide, high, fill=fill, hatch=hatch, over=3)
        needed = width(number, SMALL) + 1.5
        start = x + wide / 2 - needed / 2
        if high == _HIGH and needed + 1.5 <= wide:
            sheet.text(x + wide / 2, middle, number, size=SMALL, align="center", under=True)
        elif start >= free and start + needed <= sheet.right:
            sheet.text(x + wide / 2, middle - high / 2 - 4.5, number, size=SMALL, align="center")
            free = start + needed
        else:
            without.append(f"{standing} {number}")
        x += wide
    sheet.line([scale.zero, scale.zero], [middle - _HIGH / 2 - 2, middle + _HIGH / 2 + 2], thick=1.0, over=5)
    y = middle + _HIGH / 2 + 8
    if without:
        for line in sheet.lines(
            f"Too narrow for a number: {', '.join(without)}", sheet.right - sheet.left, 3, size=SMALL
        ):
            sheet.text(sheet.left, y, line, size=SMALL, colour=QUIET)
            y += LINE - 1
    return y


def _words(sheet: Sheet, bar: PhaseBar) -> str:
    if not bar.mentioned:
        return f"{group_title(bar.focus)}: no item is mentioned"
    share = f" ({percent(not_used(bar))})" if bar.mentioned >= rules.FEWEST_SHARED else ""
    number = f"{sheet.number(bar.not_used)} of {sheet.number(bar.mentioned)}"
    return f"{group_title(bar.focus)}: {number} mentioned are not used{share}"


def _axis(sheet: Sheet, scale: _Scale, y: float) -> float:
    room = 1.5 * width(percent(1), SMALL) + 2  # the last number stands within the sheet, so nearer to its neighbour
    step = next((one for one in _STEPS if one * scale.unit >= room), 1.0)
    ends = [scale.zero - scale.left * scale.unit, scale.zero + scale.right * scale.unit]
    sheet.line(ends, [y, y], thick=THIN)
    for number in range(-int(scale.left / step + 1e-9), int(scale.right / step + 1e-9) + 1):
        x = scale.zero + number * step * scale.unit
        sheet.line([x, x], [y, y + 2.5], thick=THIN)
        words = percent(abs(number) * step)
        half = width(words, SMALL) / 2
        sheet.text(min(max(x, sheet.left + half), sheet.right - half), y + 7, words, size=SMALL, align="center")
    return y + 7 + TEXT


def _legend(sheet: Sheet, data: DropoutData, y: float) -> float:
    colour = sheet.style.group(0)
    shown = [name for name in rules.STANDINGS if any(bar.counts[name] for bar in data.bars)]
    entries: list[tuple[Swatch, str]] = [
        (sheet.swatch(*_fill(sheet, standing, colour)), rules.STANDING_WORDS[standing]) for standing in shown
    ]
    if any(0 < bar.mentioned < rules.FEWEST_SHARED for bar in data.bars):
        thin: Swatch = lambda x, at: sheet.box(x - 4, at - 1.5, 8, 3, fill=colour)  # noqa: E731
        entries.append((thin, f"thin: fewer than {rules.FEWEST_SHARED} items mentioned, so no share is given"))
    return sheet.legend(y, entries) - 2


def _finding(data: DropoutData) -> str:
    """What the figure says, in the words of the page: the shares not used of both focuses, or of the first one."""
    by_key = {(bar.focus, bar.phase): bar for bar in data.bars if bar.mentioned}
    pairs = [
        (name, by_key[data.asked, phase], by_key[data.compared, phase])
        for phase, name in data.phases
        if {(data.asked, phase), (data.compared, phase)} <= by_key.keys()
    ]
    if data.asked and pairs:
        sizes = listed(
            [
                f"{name} {rate(one.not_used, one.mentioned)} against {rate(other.not_used, other.mentioned)}"
                for name, one, other in pairs
            ]
        )
        return f"{compared(data.asked, data.compared, pairs)}: {sizes}"
    first = next(iter(by_key))[0]
    names = dict(data.phases)
    shown = [(names[phase], bar) for (focus, phase), bar in by_key.items() if focus == first]
    items = "items" if first == ALL_ITEMS else f"{first} items"
    sizes = listed([f"{name} {rate(bar.not_used, bar.mentioned)}" for name, bar in shown])
    return f"{largest_share(items, shown)}: {sizes}"


def _sentences(frames: StudyFrames, data: DropoutData) -> list[str]:
    items = {bar.focus: bar.n_items for bar in data.bars}
    groups = listed([counted(number, item_of(focus)) for focus, number in items.items()])
    sentences = [
        f"The figure counts evidence items ({groups}), by what {counted(data.n_claims, 'claim')} from "
        f"{counted(data.n_sources, 'source')} say of them. A bar is all items mentioned at a phase (some claim "
        "says there that the item was used or was not): those not used to the left of the line, those disputed, "
        "partly or wholly used to its right.",
        "Items that nobody mentions at a phase are counted beside the bar, not in it; silence is not absence."
        + _bounds(data),
        _lost(data),
    ]
    if data.verdicts:
        focus = frames.settings.focus
        verdicts = "; ".join(f"{phase}: {verdict}" for phase, verdict in data.verdicts)
        sentences.append(
            f"{capital(focus.in_question)} against {focus.compared_with} evidence by source, share of items used or "
            f"obtained: {verdicts}."
        )
    return sentences


def _bounds(data: DropoutData) -> str:
    """How far the items that nobody mentions could move the shares."""
    least = [bar.least for bar in data.bars if bar.silent and bar.least is not None]
    greatest = [bar.greatest for bar in data.bars if bar.silent and bar.greatest is not None]
    if not least or not greatest:
        return ""
    return (
        f" Whatever became of those, {percent(min(least))} to {percent(max(greatest))} of all items of a focus are not "
        "used at a phase, the least and the greatest of all bars."
    )


def _lost(data: DropoutData) -> str:
    if not data.lost + data.after_dispute:
        return "No item is lost at any phase: none that is not used somewhere is said to have been used before."
    first = f"Lost, over all phases: {data.lost}" if data.lost else "No item is lost at any phase"
    how = f"{data.by_rank} of these by the order of phases alone" if data.by_rank else "all by stated order or dates"
    return f"{first}; not used after a dispute: {data.after_dispute} ({how})."
