"""Where evidence drops out: for each phase and focus the items mentioned as a bar, with every number below it."""

from math import floor

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import OutputError
from graphmodel.schema import rules
from graphmodel.wording import counted
from graphmodel_viz.figures.drawing import Drawing, finished
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.figures.sheet import Sheet, Swatch
from graphmodel_viz.figures.style import HEADING, INK, LINE, SMALL, TEXT, THIN, WHITE, Style
from graphmodel_viz.picture_data.dropout import STANDING_WORDS, STANDINGS, Bar, DropoutData, dropout_data
from graphmodel_viz.picture_data.focus_groups import capital, group_title, item_of, listed

_HIGH = 9.0
_HATCH = {
    rules.NEVER_USED: "||||||",
    rules.USED_ELSEWHERE: "\\\\\\\\\\\\",
    rules.AFTER_DISPUTE: "------",
    rules.LOST: "//////",
    rules.DISPUTED: "xxxxxx",
    rules.PRODUCED: "......",
}
_SHORT = {rules.PRODUCED: "produced or obtained only", rules.PARTLY: "partly"}
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def draw(frames: StudyFrames, options: FigureOptions) -> Drawing:
    """Draw the bars."""
    data = dropout_data(frames, options.focus)
    if not data.bars:
        raise OutputError("The study has no evidence items, or no phases, so there is no drop-out to draw.")
    if not data.n_claims:
        raise OutputError("No claim says whether evidence was used at any phase, so there is no drop-out to draw.")
    sheet = Sheet(options.width, Style(options.grey))
    room = sheet.right - sheet.left
    y = 7.0
    for phase, name in data.phases:
        for line in sheet.lines(name, room, 2, size=HEADING, bold=True):
            sheet.text(sheet.left, y, line, size=HEADING, bold=True)
            y += LINE
        for index, bar in enumerate(data.at(phase)):
            y = _bar(sheet, bar, y + 2, index)
        y += 4
    y = _axis(sheet, y)
    return finished(sheet, _legend(sheet, data, y + 5), _finding(data), *_sentences(frames, data))


def _fill(sheet: Sheet, standing: str, colour: str) -> tuple[str, str]:
    """Fill and hatch of a part of a bar."""
    fills = {rules.USED: colour, rules.PARTLY: sheet.style.tint(colour, 0.35)}
    return fills.get(standing, WHITE), _HATCH.get(standing, "")


def _bar(sheet: Sheet, bar: Bar, y: float, index: int) -> float:
    colour, room = sheet.style.group(index), sheet.right - sheet.left
    for line in sheet.lines(_words(bar), room, 3, size=SMALL, bold=True):
        sheet.text(sheet.left, y, line, size=SMALL, bold=True)
        y += LINE - 1
    if bar.mentioned:
        x, y = sheet.left, y - 2
        for standing in STANDINGS:
            wide = room * bar.counts[standing] / bar.mentioned
            if wide:
                fill, hatch = _fill(sheet, standing, colour)
                sheet.box(x, y, wide, _HIGH, fill=fill, hatch=hatch, over=3)
            x += wide
        if bar.silent and bar.least is not None and bar.greatest is not None:
            _bounds(sheet, sheet.left + room * bar.least, sheet.left + room * bar.greatest, y + _HIGH + 3.5)
        y += _HIGH + 10
    for line in sheet.lines(_numbers(bar), room, 4, size=SMALL):
        sheet.text(sheet.left, y, line, size=SMALL)
        y += LINE - 1
    return y + 2


def _bounds(sheet: Sheet, start: float, end: float, y: float) -> None:
    sheet.line([start, end], [y, y], colour=INK, thick=THIN)
    for x in (start, end):
        sheet.line([x, x], [y - 2, y + 2], colour=INK, thick=THIN)


def _percent(share: float) -> str:
    return f"{floor(100 * share + 0.5)} %"


def _words(bar: Bar) -> str:
    if not bar.mentioned:
        return f"{group_title(bar.focus)}: none mentioned"
    share = _percent(bar.not_used / bar.mentioned)
    return f"{group_title(bar.focus)}: {bar.not_used} of {counted(bar.mentioned, 'item')} mentioned not used ({share})"


def _numbers(bar: Bar) -> str:
    counts = [f"{_SHORT.get(name, name)} {bar.counts[name]}" for name in STANDINGS if bar.counts[name]]
    beside = f"{bar.silent} of {bar.n_items} not mentioned"
    if bar.mentioned and bar.silent and bar.least is not None and bar.greatest is not None:
        beside += f" (not used, of all {bar.n_items}: {_percent(bar.least)} to {_percent(bar.greatest)})"
    return "; ".join([", ".join(counts), beside] if counts else [beside])


def _axis(sheet: Sheet, y: float) -> float:
    room = sheet.right - sheet.left
    sheet.line([sheet.left, sheet.right], [y, y], thick=THIN)
    for share in _TICKS:
        x = sheet.left + room * share
        sheet.line([x, x], [y, y + 2.5], thick=THIN)
        align = "left" if share == 0 else "right" if share == 1 else "center"
        sheet.text(x, y + 7, _percent(share), size=SMALL, align=align)
    return y + 7 + TEXT


def _legend(sheet: Sheet, data: DropoutData, y: float) -> float:
    colour = sheet.style.group(0)
    shown = [name for name in STANDINGS if any(bar.counts[name] for bar in data.bars)]
    entries: list[tuple[Swatch, str]] = [
        (_swatch(sheet, *_fill(sheet, standing, colour)), STANDING_WORDS[standing]) for standing in shown
    ]
    entries.append((lambda x, at: _bounds(sheet, x - 4, x + 4, at), "not used, of all items: least and greatest"))
    return sheet.legend(y, entries) - 2


def _swatch(sheet: Sheet, fill: str, hatch: str) -> Swatch:
    return lambda x, y: sheet.box(x - 4, y - 3, 8, 6, fill=fill, hatch=hatch)


def _finding(data: DropoutData) -> str:
    """What the figure says: the shares not used of the focus in question beside those of the one compared."""
    names = dict(data.phases)
    by_key = {(bar.focus, bar.phase): bar for bar in data.bars if bar.mentioned}
    pairs = [(by_key.get((data.asked, phase)), by_key.get((data.compared, phase))) for phase in names]
    both = [(one, other) for one, other in pairs if one and other]
    if not data.asked or not both:
        return "Of the evidence mentioned at each phase, how much is said not to be used"
    shares = [(one.not_used / one.mentioned, other.not_used / other.mentioned) for one, other in both]
    more, less = sum(a > b for a, b in shares), sum(a < b for a, b in shares)
    often = f"{'more' if more >= less else 'less'} often than" if more + less else "as often as"
    number = max(more, less) if more + less else len(both)
    where = f" at {'all' if number == len(both) else f'{number} of'} {len(both)} phases" if len(both) > 1 else ""
    sizes = listed(
        [
            f"{names[one.phase]} {_percent(a)} against {_percent(b)}"
            for (one, _), (a, b) in zip(both, shares, strict=True)
        ]
    )
    return (
        f"Of the items mentioned, {data.asked} evidence is said not to be used {often} {data.compared} evidence"
        f"{where}: {sizes}"
    )


def _sentences(frames: StudyFrames, data: DropoutData) -> list[str]:
    items = {bar.focus: bar.n_items for bar in data.bars}
    groups = listed([counted(number, item_of(focus)) for focus, number in items.items()])
    sentences = [
        f"Counted are evidence items ({groups}), by what {counted(data.n_claims, 'claim')} from "
        f"{counted(data.n_sources, 'source')} say of them; a bar is all items mentioned at a phase: some claim says "
        "there that the item was used or was not.",
        "Items that nobody mentions there are in no bar and stand below it as a number; silence is not absence. The "
        "line below a bar is the share of all items that are not used: the least and the greatest that it could be, "
        "whatever became of the silent ones.",
        _lost(data),
    ]
    if data.verdicts:
        focus = frames.settings.focus
        verdicts = "; ".join(f"{phase}: {verdict}" for phase, verdict in data.verdicts)
        sentences.append(
            f"{capital(focus.in_question)} against {focus.compared_with} evidence by source, share of items used: "
            f"{verdicts}."
        )
    return sentences


def _lost(data: DropoutData) -> str:
    if not data.lost + data.after_dispute:
        return "No item is lost at any phase: none that is not used somewhere is said to have been used before."
    first = f"Lost, over all phases: {data.lost}" if data.lost else "No item is lost at any phase"
    how = f"{data.by_rank} of these by the order of phases alone" if data.by_rank else "all by stated order or dates"
    return f"{first}; not used after a dispute: {data.after_dispute} ({how})."
