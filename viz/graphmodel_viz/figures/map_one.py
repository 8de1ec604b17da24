"""One stakeholder in the middle, its partners beside it by sector, with what is said of them."""

from collections.abc import Sequence

from graphmodel.frames.find import find_node
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.frames.ties import TIES
from graphmodel.problems import OutputError, shown
from graphmodel.schema.rules import STAKEHOLDERS
from graphmodel.wording import counted
from graphmodel_viz.figures.drawing import Drawing, finished
from graphmodel_viz.figures.map_sectors import (
    kind_entries,
    kind_fills,
    people_and_roles,
    state_entries,
    thickness,
)
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.figures.region_map import Entry, Link, Region, columns_of, draw_plan, planned
from graphmodel_viz.figures.sheet import Sheet
from graphmodel_viz.figures.style import dash_of, tie_ink
from graphmodel_viz.limits import MOST_SAID
from graphmodel_viz.picture_data.deeds import sector_words
from graphmodel_viz.picture_data.map_one import OneData, Partner, both_sentence, one_data, one_finding
from graphmodel_viz.picture_data.number_words import provenance
from graphmodel_viz.words import LAYERS, TIE_STATES

SHOWN = 40
"""Partners that are shown where nobody says how many."""


def draw_one(frames: StudyFrames, tie: str, options: FigureOptions) -> Drawing:
    """Draw one stakeholder with its partners by one kind of tie."""
    id_ = find_node(frames, options.around or "", STAKEHOLDERS)
    data = one_data(frames, tie, id_, options.focus)
    if data is None or not data.partners:
        label = shown(data.label if data else id_)
        of = f" of {options.focus} focus" if options.focus else ""
        raise OutputError(
            f"No claim{of} mentions a tie of the kind {tie!r} of {label}, so there is nothing to draw around it."
        )
    sheet = Sheet(options)
    most = SHOWN if options.top is None else options.top or len(data.partners)
    ranked = sorted(data.partners, key=lambda one: (-len(one.claims), one.label, one.id))
    kept = {one.id for one in ranked[:most]}
    y = _picture(sheet, data, kept)
    return finished(sheet, y - 2, one_finding(data), *_sentences(frames, data, tie, options.focus, len(kept)))


def _picture(sheet: Sheet, data: OneData, kept: set[str]) -> float:
    middle = Region("one", "In the middle", _entries_of_one(data), strong=True)
    sectors = [
        Region(f"sector:{sector}", sector_words(sector), tuple(_entry(data, one) for one in own if one.id in kept))
        for sector, own in data.sectors
        if any(one.id in kept for one in own)
    ]
    fills = kind_fills(sheet)
    kinds = {data.kind, *(one.kind for one in data.partners if one.id in kept)}
    entries = kind_entries(sheet, fills, kinds)
    if sheet.single:
        # What is said stands in words below each partner, so a list needs no lines.
        plan = planned(sheet, [[middle, *sectors]], [], columns_of(sheet, 1, alone=1.0))
        return sheet.legend(draw_plan(sheet, plan, fills, 0.0) + 6, entries)
    lines = [line for line in data.lines if {line.start, line.end} <= {f"node:{id_}" for id_ in (data.id, *kept)}]
    links = [
        Link(
            line.start,
            line.end,
            thickness(len(line.claims)),
            tie_ink(line.state),
            dash_of("tie", line.state),
            line.forth,
            line.back,
        )
        for line in sorted(lines, key=lambda line: (len(line.claims), line.start, line.end, line.state))
    ]
    plan = planned(sheet, _sides(middle, sectors), links, columns_of(sheet, 3, between=0.085))
    y = draw_plan(sheet, plan, fills, 0.0)
    return sheet.legend(y + 6, [*entries, *state_entries(sheet, {line.state for line in lines})])


def _sides(middle: Region, sectors: Sequence[Region]) -> list[list[Region]]:
    """The one in the middle, sectors in columns at its two sides, as even as can be."""
    left: list[Region] = []
    right: list[Region] = []
    for one in sectors:
        (left if _rows(left) <= _rows(right) else right).append(one)
    return [left, [middle], right]


def _rows(regions: Sequence[Region]) -> int:
    return sum(3 + sum(2 + len(entry.notes) for entry in one.entries) for one in regions)


def _entries_of_one(data: OneData) -> tuple[Entry, ...]:
    people = len(data.members) - 1
    notes = (f"with {people_and_roles(people)}",) if people else ()
    one = Entry(f"node:{data.id}", data.label, notes, data.kind, size=7.0, bold=True)
    return (one, Entry("evidence", "What it does with evidence", data.deeds)) if data.deeds else (one,)


def _entry(data: OneData, partner: Partner) -> Entry:
    words = [said.words() for said in partner.said] or [data.labels.get(id_) or id_ for id_ in partner.shared]
    more = len(words) - MOST_SAID
    notes = (*words[:MOST_SAID], f"and {more} more") if more > 0 else tuple(words)
    return Entry(partner.key, partner.label, notes, partner.kind)


def _sentences(frames: StudyFrames, data: OneData, tie: str, focus: str | None, kept: int) -> list[str]:
    claims = frames.claims[frames.claims["claim"].isin({claim for line in data.lines for claim in line.claims})]
    numbers = {state: sum(line.state == state for line in data.lines) for state in TIE_STATES}
    states = "; ".join(f"{number} {TIE_STATES[state]}" for state, number in numbers.items() if number)
    below = (
        "Under each partner stand the verbs: → what the one in the middle does, ← what is done to it, ↔ both, with the "
        "number of claims where there is more than one."
        if tie == TIES[0]
        else "Under each partner stands what both are involved in."
    )
    people = " What its people and roles are said to do is its own here." if len(data.members) > 1 else ""
    of_focus = f" (claims of {focus} focus)" if focus else ""
    left_out = len(data.partners) - kept
    return [
        f"{both}." if (both := both_sentence(data)) else "",
        f"A tie of “{data.label}”: {LAYERS[tie]}; one for each partner and for each thing said of it ({states}). "
        f"{below}{people} {counted(len(data.lines), 'tie')} rest on {provenance(claims)}{of_focus}. The "
        "absence of a line does not mean that there is no tie.",
        f"Left off: {counted(left_out, 'partner')} with fewer claims." if left_out else "",
    ]
