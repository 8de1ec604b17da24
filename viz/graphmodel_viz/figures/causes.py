"""What leads to what: factors in layers, lines as thick as sources say so; in a column, the same as a list."""

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.wording import counted
from graphmodel_viz.figures.drawing import Drawing, finished
from graphmodel_viz.figures.layers import Part, edge_of, layered, placed
from graphmodel_viz.figures.mirror import Looks
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.figures.shapes import draw_sign
from graphmodel_viz.figures.sheet import Sheet, Swatch
from graphmodel_viz.figures.style import INK, SMALL, THIN, dash_of, tie_ink
from graphmodel_viz.picture_data.causes import (
    CausesData,
    Link,
    causes_data,
    causes_sentence,
)
from graphmodel_viz.picture_data.held import AFFIRMS, BOTH, DENIES, IN_PART

SHOWN = 60
"""Links that are shown where nobody says how many."""
_WORDS = {
    IN_PART: "in part",
    BOTH: "some claims say so, some that it does not",
    DENIES: "is said not to lead to it",
}
_STEP, _PAD, _NARROWEST = 7.5, 3.0, 48.0


def draw(frames: StudyFrames, options: FigureOptions) -> Drawing:
    """Draw the map, or the list where the figure is a column wide."""
    data = causes_data(frames, options.focus, options.stage)
    top = SHOWN if options.top is None else options.top or len(data.links)
    links = data.links[:top]
    sheet = Sheet(options)
    looks = Looks(sheet.style, data.sorts)
    parts = layered([(link.cause, link.effect) for link in links], data.labels)
    box, gutter = _widths(sheet, parts)
    as_list = sheet.single or box < _NARROWEST
    y = _list(sheet, data, links) if as_list else _map(sheet, looks, data, links, parts, box, gutter)
    shown = {data.valences.get(node, "") for link in links for node in (link.cause, link.effect)}
    entries = [] if as_list else looks.legend(sheet, [word for word in data.sorts.words if word in shown])
    most = max(link.affirming for link in links)
    if not as_list:
        entries.append((_legend_line(sheet, 1), "is said to lead to it, by one source"))
        if most > 1:
            entries.append((_legend_line(sheet, most), f"by {counted(most, 'source')}"))
    held = {link.held for link in links}
    entries.extend((_sign(sheet, kind), words) for kind, words in _WORDS.items() if kind in held)
    y = sheet.legend(y + 6, entries) if entries else y
    return finished(sheet, y, "What leads to what", f"{causes_sentence(data)}.", *_sentences(data, links))


def _thick(sources: int) -> float:
    return min(THIN + 0.8 * (max(1, sources) - 1), 5.0)


def _widths(sheet: Sheet, parts: list[Part]) -> tuple[float, float]:
    """How wide a box is, and the room between two layers."""
    deep = max(len(part.layers) for part in parts)
    room = sheet.right - sheet.left
    gutter = max(16.0, min(60.0, room * 0.24 / max(1, deep - 1)))
    return min(130.0, (room - 2 * edge_of(parts) - (deep - 1) * gutter) / deep), gutter


def _map(
    sheet: Sheet, looks: Looks, data: CausesData, links: tuple[Link, ...], parts: list[Part], box: float, gutter: float
) -> float:
    room = sheet.right - sheet.left
    lines = {
        node: sheet.lines(data.labels[node], box - 2 * _PAD - 6, 9, size=SMALL)
        for part in parts
        for node in part.nodes()
    }
    places = placed(parts, room, box, gutter, lambda node: len(lines[node]) * _STEP + 2 * _PAD)
    top = 4.0
    for link in links:
        points, back = places.ways[link.cause, link.effect]
        moved = [(sheet.left + x, top + y) for x, y in points]
        sheet.way(
            moved,
            colour=tie_ink("apart" if link.held == DENIES else "joined"),
            thick=_thick(link.affirming),
            dash=dash_of("tie", "apart" if link.held == DENIES else "joined"),
            bent=not back,
        )
        x, y = moved[-1]
        if link.held != AFFIRMS:
            draw_sign(sheet, "held", link.held, x - 9, y)
        if link.affirming > 1:
            sheet.text(
                x - (15 if link.held != AFFIRMS else 7), y - 4, sheet.number(link.affirming), size=SMALL, align="right"
            )
    for node, (x, y, high) in places.boxes.items():
        fill, hatch = looks.of(data.valences.get(node, ""))
        left, upper = sheet.left + x, top + y - high / 2
        sheet.box(left, upper, box, high, fill="white", edge=INK)
        sheet.box(left, upper, 3.0, high, fill=fill, hatch=hatch)
        first = top + y - (len(lines[node]) - 1) * _STEP / 2
        sheet.block(left + 3 + _PAD, first, lines[node], step=_STEP, size=SMALL)
    return top + places.bottom


def _list(sheet: Sheet, data: CausesData, links: tuple[Link, ...]) -> float:
    """Causes in the order of their first link, with their effects below; returns the ``y`` below."""
    y = 7.0
    room = sheet.right - sheet.left
    for cause in dict.fromkeys(link.cause for link in links):
        lines = sheet.lines(data.labels[cause], room, 3, size=SMALL, bold=True)
        sheet.block(sheet.left, y, lines, step=_STEP, size=SMALL, bold=True)
        y += len(lines) * _STEP
        for link in (link for link in links if link.cause == cause):
            text = f"→ {data.labels[link.effect]} ({_said(link)})"
            lines = sheet.lines(text, room - 24, 3, size=SMALL)
            sheet.block(sheet.left + 16, y, lines, step=_STEP, size=SMALL)
            if link.held != AFFIRMS:
                draw_sign(sheet, "held", link.held, sheet.left + 8, y)
            y += len(lines) * _STEP
        y += 3.0
    return y


def _said(link: Link) -> str:
    if link.held == DENIES:
        return "denied"
    return counted(link.affirming, "source") if link.affirming else f"in part, {counted(link.carrying, 'source')}"


def _legend_line(sheet: Sheet, sources: int) -> Swatch:
    return lambda x, y: sheet.way([(x - 5, y), (x + 5, y)], colour=tie_ink("joined"), thick=_thick(sources))


def _sign(sheet: Sheet, held: str) -> Swatch:
    return lambda x, y: draw_sign(sheet, "held", held, x, y)


def _sentences(data: CausesData, links: tuple[Link, ...]) -> list[str]:
    left_out = len(data.links) - len(links)
    denied = sum(link.held in {DENIES, BOTH} for link in data.links)
    denials = f"Somebody denies {counted(denied, 'link')}" if denied else "Nobody denies a link"
    return [
        f"{counted(data.n_claims, 'claim')} from {counted(data.n_sources, 'source')} put "
        f"{counted(len(data.links), 'link')} into words. Distinct sources are counted; claims of what ought to be are "
        f"left out. {denials}. A path of several lines joins claims of different people: nobody need have said the "
        "whole of it. These are explanations that people gave, not proof of a cause.",
        f"Left off: {counted(left_out, 'link')} that no more sources affirm than those shown." if left_out else "",
    ]
