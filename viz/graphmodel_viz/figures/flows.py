"""Flows of evidence: who gives which kind of it and who takes it, and where it is said not to pass."""

from collections.abc import Sequence
from math import sqrt

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import OutputError
from graphmodel.schema import rules
from graphmodel.schema.kinds import COLOURS
from graphmodel.wording import counted
from graphmodel_viz.figures.drawing import Drawing, finished
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.figures.region_map import Entry, Link, Region, columns_of, draw_plan, most_lines, planned
from graphmodel_viz.figures.shapes import draw_sign
from graphmodel_viz.figures.sheet import Sheet, Swatch
from graphmodel_viz.figures.style import HAIR, INK, MID_GREY, SMALL, dash_of, tie_ink
from graphmodel_viz.limits import MOST_KINDS, MOST_THROUGH
from graphmodel_viz.picture_data.flows import (
    Flow,
    FlowRow,
    FlowsData,
    flows_data,
    flows_detail,
    flows_finding,
    most_undone,
    said_words,
)
from graphmodel_viz.picture_data.map_sectors import strongest
from graphmodel_viz.picture_data.number_words import provenance
from graphmodel_viz.words import FLOW_COLUMNS, FLOW_STATES

_MARKS = {"joined": rules.USED, "apart": rules.NOT_USED}
"""In a list, where lines have no room, the marks of evidence that say so."""
_STEP = 8.0
_MANY = 36
"""Claims that the thickest line stands for at least."""


def draw(frames: StudyFrames, options: FigureOptions) -> Drawing:
    """Draw three columns with lines between them, or the list where the figure is a column wide."""
    most = options.top or (MOST_KINDS if options.top is None else len(frames.claims) + 1)
    data = flows_data(frames, options.focus, kinds=most, rows=most)
    if not data.flows:
        raise OutputError(
            f"No claim says who gives or takes {data.evidence}, so there are no flows to draw. Claims need a "
            f"stakeholder as subject, an evidence item as object, and a verb such as {rules.DEEDS['holds it'][0]} or "
            f"{rules.DEEDS['uses it'][0]}."
        )
    sheet = Sheet(options)
    drawn = strongest(data.flows, most_lines(sheet))
    y = _list(sheet, data) if sheet.single else _columns(sheet, data, drawn)
    y = _through(sheet, data, y)
    undrawn = 0 if sheet.single else len(data.flows) - len(drawn)
    return finished(sheet, y - 2, flows_finding(data), *_sentences(frames, data, undrawn))


def _columns(sheet: Sheet, data: FlowsData, drawn: Sequence[Flow]) -> float:
    ends = {end for flow in drawn for end in (flow.start, flow.end)}
    worst = most_undone(data)

    def region(key: str, title: str, rows: Sequence[FlowRow], kind: str = "") -> list[Region]:
        entries = tuple(
            Entry(
                row.key,
                row.label,
                (said_words(row, sheet.number),),
                kind,
                bold=not kind and row.key == f"{key}:{worst}",
            )
            for row in rows
            if row.key in ends
        )
        return [Region(f"of {key}", title, entries)]

    kind = "EvidenceType"
    stacks = [
        region("gives", FLOW_COLUMNS["givers"], data.givers),
        region("kind", FLOW_COLUMNS["kinds"] if data.has_kinds else "Evidence", data.kinds, kind),
        region("takes", FLOW_COLUMNS["takers"], data.takers),
    ]
    most = max(_MANY, *(len(flow.claims) for flow in drawn))
    links = [
        Link(
            flow.start,
            flow.end,
            0.4 + 3.6 * sqrt(len(flow.claims) / most),
            tie_ink(flow.state),
            dash_of("tie", flow.state),
            forth=True,
            over=3 if flow.state == "apart" else 2,
        )
        for flow in sorted(drawn, key=lambda flow: (len(flow.claims), flow.start, flow.end, flow.state))
    ]
    plan = planned(sheet, stacks, links, columns_of(sheet, len(stacks)), middle=False)
    y = draw_plan(sheet, plan, {kind: sheet.style.of(COLOURS[kind])}, 0.0)
    states = {flow.state for flow in drawn}
    return sheet.legend(
        y + 6, [(_stroke(sheet, state), words) for state, words in FLOW_STATES.items() if state in states]
    )


def _stroke(sheet: Sheet, state: str) -> Swatch:
    return lambda x, y: sheet.line([x - 6, x + 5], [y, y], colour=tie_ink(state), thick=1.4, dash=dash_of("tie", state))


def _list(sheet: Sheet, data: FlowsData) -> float:
    """Kinds of evidence below each other, each with who gives and takes it; returns the ``y`` below."""
    labels = {row.key: row.label for row in (*data.givers, *data.takers)}
    room, y = sheet.right - sheet.left - 12, 7.0
    for kind in data.kinds:
        lines = sheet.lines(kind.label, sheet.right - sheet.left, 4, size=SMALL, bold=True)
        sheet.block(sheet.left, y, lines, step=_STEP, size=SMALL, bold=True)
        y += len(lines) * _STEP
        for state, mark in _MARKS.items():
            own = [flow for flow in data.flows if flow.state == state and kind.key in {flow.start, flow.end}]
            if not own:
                continue
            draw_sign(sheet, "evidence", mark, sheet.left + 4, y)
            for word, end, place in (("from", "end", "start"), ("to", "start", "end")):
                some = sorted(
                    (flow for flow in own if getattr(flow, end) == kind.key),
                    key=lambda flow: (-len(flow.claims), getattr(flow, place)),
                )
                if some:
                    named = "; ".join(
                        f"{labels[getattr(flow, place)]} {sheet.number(len(flow.claims))}" for flow in some
                    )
                    lines = sheet.lines(f"{word} {named}", room, 8, size=SMALL)
                    sheet.block(sheet.left + 12, y, lines, step=_STEP, size=SMALL)
                    y += len(lines) * _STEP
        y += 2.5
        sheet.line([sheet.left, sheet.right], [y - 5, y - 5], colour=MID_GREY, thick=HAIR)
        y += 1.5
    states = {flow.state for flow in data.flows}

    def swatch(state: str) -> Swatch:
        return lambda x, y: draw_sign(sheet, "evidence", _MARKS[state], x, y)

    return sheet.legend(y + 4, [(swatch(state), words) for state, words in FLOW_STATES.items() if state in states])


def _through(sheet: Sheet, data: FlowsData, y: float) -> float:
    """Those through whom evidence goes; returns the ``y`` below."""
    if not data.through:
        return y
    named = "; ".join(f"{one.label} ({sheet.counted(len(one.claims), 'claim')})" for one in data.through[:MOST_THROUGH])
    more = len(data.through) - MOST_THROUGH
    tail = f"; and {more} more with fewer claims" if more > 0 else ""
    head = "Through whom: said both to get it and to pass it on"
    room = sheet.right - sheet.left
    y += 2
    for bold, text in ((True, head), (False, f"{named}{tail}")):
        lines = sheet.lines(text, room, 12, size=SMALL, bold=bold)
        sheet.block(sheet.left, y, lines, step=_STEP, size=SMALL, bold=bold, colour=INK)
        y += len(lines) * _STEP
    return y + 2


def _sentences(frames: StudyFrames, data: FlowsData, undrawn: int) -> list[str]:
    claims = frames.claims[frames.claims["claim"].isin(data.claims)]
    alone = "" if data.by_sector else " Stakeholders are shown one by one, as the study names no sector for them."
    items = "" if data.has_kinds else " Items are shown one by one, as the study names no kinds of evidence."
    return [
        f"{flows_detail(data)}.",
        "A line leads from the sector that is said to make, hold or pass on evidence to its kind, and on to the sector "
        f"that is said to ask for, get, weigh or use it.{alone}{items} It does not say that it is the same evidence on "
        "both sides. A line of claims that it is not done is beside that of what is done, and neither is subtracted "
        "from the other.",
        f"{provenance(claims)}. Thicker means more claims; a number is that of claims. Claims of what ought to be "
        "are left out; no line means that nobody mentions it.",
        f"Not drawn: {counted(undrawn, 'line')} of pairs with fewest claims, and what no other line leads to."
        if undrawn
        else "",
    ]
