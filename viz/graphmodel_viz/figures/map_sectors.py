"""The stakeholder map by sector: sectors in fixed places, stakeholders in them, ties in the room between."""

from collections.abc import Callable, Collection, Mapping, Sequence
from math import log2, sqrt

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.frames.ties import TIES
from graphmodel.schema.kinds import COLOURS
from graphmodel.schema.rules import STAKEHOLDERS
from graphmodel.wording import counted
from graphmodel_viz.figures.drawing import Drawing, finished
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.figures.region_map import (
    SHAPES,
    Entry,
    Link,
    Plan,
    Region,
    columns_of,
    draw_plan,
    most_lines,
    planned,
)
from graphmodel_viz.figures.regions import Nominal, arranged
from graphmodel_viz.figures.sheet import Sheet, Swatch
from graphmodel_viz.figures.style import POINTS_PER_MM, dash_of, tie_ink
from graphmodel_viz.limits import MOST_LINES, MOST_ROWS
from graphmodel_viz.picture_data.map_sectors import (
    Line,
    SectorsData,
    apart_sentence,
    bands,
    folded,
    inside,
    leading,
    sectors_data,
    sectors_finding,
    strongest,
)
from graphmodel_viz.picture_data.number_words import provenance
from graphmodel_viz.words import LAYERS, TIE_STATES

_ROWS = (MOST_ROWS, 10, 7, 5, 3)
"""Rows of a sector, tried until the map fits its page."""
_WIDEST_COLUMNS = ((300.0, 1), (408.0, 2))
_NARROWEST = 100.0
_HEAD, _ROW = 26.0, 14.0
"""About how high a heading and a row are; places rest on them."""
_LEGEND = 34.0
_MANY = 28
"""Claims of a line from which on thickness is measured against the line with most."""
_FAINT = "#C4C4C4"
"""Of ties that have no end in the sector that the figure is about."""


def draw_sectors(frames: StudyFrames, tie: str, options: FigureOptions) -> Drawing:
    """Draw the map of one kind of tie."""
    data = sectors_data(frames, tie, options.focus)
    sheet = Sheet(options)
    banded = sheet.single or len(data.lines) > min(MOST_LINES, 2 * most_lines(sheet))
    lines = bands(data) if banded else data.lines
    drawn = strongest(lines, most_lines(sheet)) if banded else lines
    plan, rows = _fitted(sheet, data, drawn if banded else None, options)
    fills = kind_fills(sheet)
    y = draw_plan(sheet, plan, fills, 0.0)
    y = sheet.legend(y + 6, _legend(sheet, data, drawn, fills))
    sentences = _sentences(frames, data, tie, options.focus)
    left_out = _left_out(sheet, data, len(lines) - len(drawn), rows, banded)
    return finished(sheet, y - 2, sectors_finding(data) or "Stakeholders by sector", *sentences, *left_out)


def kind_fills(sheet: Sheet) -> dict[str, str]:
    """The colours of kinds of stakeholder."""
    return {kind: sheet.style.of(COLOURS[kind]) for kind in STAKEHOLDERS}


def thickness(claims: int, most: int = 0) -> float:
    """How thick a line is; where one has more claims than others can be told from, thinner beside the ``most``."""
    return 0.5 + min(2.4, 0.5 * log2(claims), 2.4 * sqrt(claims / max(most, 1)) if most > _MANY else 2.4)


def people_and_roles(number: int, written: Callable[[int], str] = str) -> str:
    """``1 person or role``, ``2 people and roles``."""
    return "1 person or role" if number == 1 else f"{written(number)} people and roles"


def _fitted(
    sheet: Sheet, data: SectorsData, between: Sequence[Line] | None, options: FigureOptions
) -> tuple[Plan, int]:
    """The plan with the most rows that fits the page, or the lowest, and how many rows a sector has in it.

    ``between``: lines between sectors; None where each row has its own.
    """
    room = sheet.page_mm * POINTS_PER_MM / sheet.zoom - _LEGEND
    tries = _ROWS if options.top is None else (options.top or max(len(one.rows) for one in data.sectors),)
    plans = []
    for rows in tries:
        shown = folded(data, rows)
        links = _links(sheet, data, shown.lines if between is None else between, banded=between is not None)
        for columns in _columns(sheet):
            plan = planned(sheet, _stacks(sheet, data, shown, columns), links, columns_of(sheet, columns))
            if plan.height <= room:
                return plan, rows
            plans.append((plan, rows))
    return min(plans, key=lambda one: one[0].height)


def _columns(sheet: Sheet) -> list[int]:
    room = sheet.right - sheet.left
    for bound, columns in _WIDEST_COLUMNS:
        if room < bound:
            return [columns]
    return [columns for columns in (3, 4, 5) if columns == 3 or room * 0.925 / columns >= _NARROWEST + 20]


def _stacks(sheet: Sheet, data: SectorsData, shown: SectorsData, columns: int) -> list[list[Region]]:
    """Regions by column; those without a tie left are left off, and move none to another column."""
    nominal = [Nominal(one.key, _HEAD + _ROW * len(one.rows), one.id == "") for one in shown.sectors]
    here, first = shown.here, leading(data)
    regions = {}
    for sector, whole in zip(shown.sectors, data.sectors, strict=True):
        entries = tuple(
            Entry(
                row.key,
                row.label,
                (f"with {people_and_roles(row.people, sheet.number)}",) if row.people else (),
                row.kind,
            )
            for row in sector.rows
            if row.key in here
        )
        if entries:
            note = sheet.counted(data.ends(whole), "tie")
            regions[sector.key] = Region(
                sector.key, sector.title, () if sheet.single else entries, note, strong=whole == first
            )
    return [[regions[key] for key in stack if key in regions] for stack in arranged(nominal, data.weights, columns)]


def _links(sheet: Sheet, data: SectorsData, lines: Sequence[Line], *, banded: bool) -> list[Link]:
    first = leading(data)
    own = {first.key, *(row.key for row in first.rows), f"rest:{first.id}"} if first else set()
    most = max((len(line.claims) for line in lines), default=0)
    made = []
    for line in sorted(lines, key=lambda one: (len(one.claims), one.start, one.end, one.state)):
        near = line.start in own or line.end in own
        made.append(
            Link(
                line.start,
                line.end,
                thickness(len(line.claims), most),
                tie_ink(line.state) if near or first is None else _FAINT,
                dash_of("tie", line.state),
                line.forth,
                line.back,
                sheet.number(line.ties) if banded and line.ties > 1 else "",
                3 if near else 2,
            )
        )
    return made


def _legend(sheet: Sheet, data: SectorsData, drawn: Sequence[Line], fills: dict[str, str]) -> list[tuple[Swatch, str]]:
    here = data.here
    kinds = {row.kind for sector in data.sectors for row in sector.rows if row.key in here}
    entries = [] if sheet.single else kind_entries(sheet, fills, kinds)
    entries += state_entries(sheet, {line.state for line in drawn})
    if first := leading(data):
        words = f"no end in {first.title}" if first.id else "both sectors are known"
        entries.append((lambda x, y: sheet.line([x - 6, x + 5], [y, y], colour=_FAINT, thick=1.2), f"faint: {words}"))
    return entries


def kind_entries(sheet: Sheet, fills: Mapping[str, str], kinds: Collection[str]) -> list[tuple[Swatch, str]]:
    """What the marks of kinds mean."""
    return [(_mark(sheet, kind, fills[kind]), kind.lower()) for kind in STAKEHOLDERS if kind in kinds]


def state_entries(sheet: Sheet, states: Collection[str]) -> list[tuple[Swatch, str]]:
    """What the dashes of ties mean."""
    return [(_stroke(sheet, state), words) for state, words in TIE_STATES.items() if state in states]


def _mark(sheet: Sheet, kind: str, fill: str) -> Swatch:
    return lambda x, y: sheet.mark(x, y, SHAPES[kind], 5, fill=fill)


def _stroke(sheet: Sheet, state: str) -> Swatch:
    return lambda x, y: sheet.line([x - 6, x + 5], [y, y], colour=tie_ink(state), thick=1.2, dash=dash_of("tie", state))


def _sentences(frames: StudyFrames, data: SectorsData, tie: str, focus: str | None) -> list[str]:
    """What is counted, and of what."""
    ids = {claim for line in (*data.lines, *data.within) for claim in line.claims}
    numbers = {state: sum(line.state == state for line in data.lines) for state in TIE_STATES}
    states = "; ".join(f"{number} {TIE_STATES[state]}" for state, number in numbers.items() if number)
    of_focus = f" (claims of {focus} focus)" if focus else ""
    arrow = "; an arrow points to the one it is done to" if tie == TIES[0] else ""
    return [
        f"{apart}." if (apart := apart_sentence(data)) else "",
        "A box is a sector: the type of the organisation, or of the one that a person belongs to. Its number is "
        f"that of the ties with an end in it. A tie: {LAYERS[tie]}; one for each pair and for each thing said of it"
        f"{f' ({states})' if states else ''}.",
        f"{counted(len(data.lines), 'tie')} between {counted(len(data.here), 'stakeholder')}, organisations with their "
        f"people, and {counted(len(data.within), 'tie')} inside one rest on "
        f"{provenance(frames.claims[frames.claims['claim'].isin(ids)])}{of_focus}. "
        f"A thicker line means more claims{arrow}.",
    ]


def _left_out(sheet: Sheet, data: SectorsData, undrawn: int, rows: int, banded: bool) -> list[str]:
    """What a reader does not see, and what that does not mean."""
    rest = [row for sector in folded(data, rows).sectors for row in sector.rows if row.key.startswith("rest:")]
    shared = 0 if sheet.single else sum(len(row.members) for row in rest)
    within = sum(inside(data).values())
    return [
        "A line is all ties between two sectors in one state, with their number where they are several"
        + (f"; {counted(within, 'tie')} within a sector {'has' if within == 1 else 'have'} none." if within else ".")
        if banded
        else "",
        f"Not drawn: {counted(undrawn, 'line')} of pairs with fewest claims." if undrawn else "",
        "A wider figure names the stakeholders." if sheet.single else "",
        f"{counted(shared, 'stakeholder')} with fewer ties share a row of their sector." if shared else "",
        f"Not shown: {counted(len(data.alone), 'stakeholder')} without a tie of this kind." if data.alone else "",
        "A central place is not power, and the absence of a line does not mean that there is no tie.",
    ]
