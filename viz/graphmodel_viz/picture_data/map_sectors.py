"""The map by sector: who stands in which sector, and which lines tie them.

The rules are those of the page (``viz/page/src/data/map-sectors.js``): rows are organisations, with their people in
them, and people without one; a line joins two rows in one state.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar

import pandas as pd

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.wording import counted
from graphmodel_viz.limits import MOST_DRAWN, MOST_ROWS, MOST_SECTORS_NAMED
from graphmodel_viz.picture_data.deeds import sector_words
from graphmodel_viz.picture_data.focus_groups import listed
from graphmodel_viz.picture_data.stakeholder_map import of_focus, ties_to_draw
from graphmodel_viz.words import TIE_STATES


@dataclass(frozen=True)
class Row:
    """A stakeholder in its sector, or several that stand in one row.

    Attributes:
        key: ``node:ID``, or ``rest:SECTOR`` for those without a row of their own.
        label: what it is called.
        kind: ``Actor`` or ``Organisation``; empty for several.
        members: ids of the stakeholders whose ties are its own.
        people: how many of them are people and roles of the organisation.
    """

    key: str
    label: str
    kind: str
    members: tuple[str, ...]
    people: int = 0


@dataclass(frozen=True)
class Sector:
    """A sector with its rows, those with most ties first; ``id`` is empty where the study names none."""

    id: str
    rows: tuple[Row, ...]
    weight: int
    size: int

    @property
    def key(self) -> str:
        """What it is called where lines end at it."""
        return f"sector:{self.id}"

    @property
    def title(self) -> str:
        """Its name in words."""
        return sector_words(self.id)


@dataclass(frozen=True)
class Tie:
    """A tie between two rows, before those of the same two are one line."""

    start: str
    end: str
    state: str
    claims: tuple[str, ...]
    verbs: tuple[str, ...]
    shared: tuple[str, ...]


@dataclass(frozen=True)
class Line(Tie):
    """What claims say of two rows, or of two sectors, in one state; ``ties`` is how many lines it stands for."""

    forth: bool
    back: bool
    ties: int = 1


class _Between(Protocol):
    """A line between two, with its claims."""

    @property
    def start(self) -> str: ...
    @property
    def end(self) -> str: ...
    @property
    def claims(self) -> tuple[str, ...]: ...


L = TypeVar("L", bound=_Between)


@dataclass(frozen=True)
class SectorsData:
    """The sectors of the whole study, and the lines between their rows that the choice of a focus leaves in.

    Attributes:
        sectors: those that have a tie of this kind anywhere, the one not known last.
        lines: between rows.
        within: ties inside a row.
        alone: ids of stakeholders without such a tie left, of their own or of their people.
        weights: ties of the whole study between two sectors, by their keys; places rest on them.
    """

    sectors: tuple[Sector, ...]
    lines: tuple[Line, ...]
    within: tuple[Line, ...]
    alone: tuple[str, ...]
    weights: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def sector_of(self) -> dict[str, Sector]:
        """The sector of each row, by the key of the row."""
        return {row.key: sector for sector in self.sectors for row in sector.rows}

    @property
    def here(self) -> set[str]:
        """Keys of the rows with a tie left."""
        return {end for line in (*self.lines, *self.within) for end in (line.start, line.end)}

    def ends(self, sector: Sector) -> int:
        """How many lines have an end in a sector."""
        own = {row.key for row in sector.rows}
        return sum(line.start in own or line.end in own for line in self.lines)


def sectors_data(frames: StudyFrames, kind: str, focus: str | None = None) -> SectorsData:
    """The map by sector.

    Args:
        frames: the study; every stakeholder that has a tie in it has a place.
        kind: of tie, one of :data:`graphmodel.frames.ties.TIES`.
        focus: only lines that rest on claims of this focus.

    Raises:
        NotFound: the study has no such focus.
    """
    nodes, whole = ties_to_draw(frames, kind)
    shown = frames if focus is None else of_focus(frames, focus)
    left = whole if focus is None else ties_to_draw(shown, kind)[1]
    sector_of = {id_: sector or "" for id_, sector in zip(nodes["id"], nodes["sector"], strict=True)}
    sectors = _sectors(nodes, _weights(whole), sector_of)
    row_of = {member: row.key for sector in sectors for row in sector.rows for member in row.members}
    lines, within = joined(_tied(left, row_of), frames.claims, directed=kind == "claim")
    between: defaultdict[tuple[str, str], int] = defaultdict(int)
    for start, end in zip(whole["start"], whole["end"], strict=True):
        between[f"sector:{sector_of[start]}", f"sector:{sector_of[end]}"] += 1
    here = {end for line in (*lines, *within) for end in (line.start, line.end)}
    # An organisation that only has ties of its people heads a row with lines.
    alone = tuple(id_ for id_ in nodes["id"] if row_of.get(id_) not in here and f"node:{id_}" not in here)
    return SectorsData(tuple(sectors), lines, within, alone, dict(between))


def knows_sectors(frames: StudyFrames, kind: str) -> bool:
    """Are those with a tie of this kind known to be of more than one sector?"""
    nodes, ties = ties_to_draw(frames, kind)
    tied = {*ties["start"], *ties["end"]}
    return len({sector for id_, sector in zip(nodes["id"], nodes["sector"], strict=True) if sector and id_ in tied}) > 1


def _weights(ties: pd.DataFrame) -> dict[str, int]:
    """How many ties each stakeholder has."""
    return {str(id_): int(number) for id_, number in pd.concat([ties["start"], ties["end"]]).value_counts().items()}


def _sectors(nodes: Mapping[str, list[Any]], weight: Mapping[str, int], sector_of: Mapping[str, str]) -> list[Sector]:
    known = {
        id_: (label or id_, kind) for id_, label, kind in zip(nodes["id"], nodes["label"], nodes["kind"], strict=True)
    }
    bodies: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for id_, organisation in zip(nodes["id"], nodes["organisation"], strict=True):
        if id_ in weight:
            bodies[sector_of[id_]][organisation or id_].append(id_)
    made = [_sector(id_, own, known, weight) for id_, own in bodies.items()]
    return sorted(made, key=lambda one: (one.id == "", -one.weight, one.id))


def _sector(
    id_: str, bodies: Mapping[str, list[str]], known: Mapping[str, tuple[str, str]], weight: Mapping[str, int]
) -> Sector:
    def heavy(members: Iterable[str]) -> int:
        return sum(weight[member] for member in members)

    order = sorted(bodies, key=lambda head: (-heavy(bodies[head]), known[head][0], head))
    # A row that stands for one more takes as much room as that one.
    shown = order if len(order) <= MOST_ROWS + 1 else order[:MOST_ROWS]
    rows = []
    for head in shown:
        members = tuple(bodies[head])
        named = members[0] if len(members) == 1 else head
        rows.append(Row(f"node:{named}", *known[named], members, sum(member != named for member in members)))
    rest = tuple(member for head in order[len(shown) :] for member in bodies[head])
    if rest:
        rows.append(Row(f"rest:{id_}", f"and {counted(len(rest), 'more stakeholder')}", "", rest))
    return Sector(id_, tuple(rows), sum(map(heavy, bodies.values())), len(order))


def _tied(ties: pd.DataFrame, row_of: Mapping[str, str]) -> list[Tie]:
    return [
        Tie(
            row_of[row["start"]],
            row_of[row["end"]],
            row["state"],
            tuple(row["claims"]),
            tuple(row["predicates"]),
            tuple(row["shared"]),
        )
        for row in ties.to_dict("records")
    ]


def joined(ties: Iterable[Tie], claims: pd.DataFrame, *, directed: bool) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Lines between rows, one for each pair and state, with every claim once; ties within a row apart."""
    both_ways = set(claims.loc[claims["symmetric"].fillna(False).astype(bool), "claim"])
    found: dict[tuple[str, str, str], list[tuple[Tie, bool]]] = {}
    for tie in ties:
        turned = tie.start > tie.end
        start, end = (tie.end, tie.start) if turned else (tie.start, tie.end)
        found.setdefault((start, end, tie.state), []).append((tie, turned))
    lines: list[Line] = []
    within: list[Line] = []
    for start, end, state in sorted(found):
        parts = found[start, end, state]
        ways = [(turned, any(claim in both_ways for claim in tie.claims)) for tie, turned in parts]
        line = Line(
            start,
            end,
            state,
            tuple(dict.fromkeys(claim for tie, _ in parts for claim in tie.claims)),
            tuple(sorted({verb for tie, _ in parts for verb in tie.verbs})),
            tuple(sorted({thing for tie, _ in parts for thing in tie.shared})),
            forth=directed and any(both or not turned for turned, both in ways),
            back=directed and any(both or turned for turned, both in ways),
            ties=len(parts),
        )
        (within if start == end else lines).append(line)
    return tuple(lines), tuple(within)


def bands(data: SectorsData) -> tuple[Line, ...]:
    """Bands between sectors in place of lines between rows, one for each pair and state; ``ties`` counts the lines."""
    sector_of = data.sector_of
    found: dict[tuple[str, str, str], list[tuple[Line, bool]]] = {}
    for line in data.lines:
        start, end = (sector_of[end].key for end in (line.start, line.end))
        if start == end:
            continue
        turned = start > end
        pair = (end, start) if turned else (start, end)
        found.setdefault((*pair, line.state), []).append((line, turned))
    made = []
    for start, end, state in sorted(found):
        parts = found[start, end, state]
        made.append(
            Line(
                start,
                end,
                state,
                tuple(dict.fromkeys(claim for line, _ in parts for claim in line.claims)),
                tuple(sorted({verb for line, _ in parts for verb in line.verbs})),
                (),
                forth=any(line.back if turned else line.forth for line, turned in parts),
                back=any(line.forth if turned else line.back for line, turned in parts),
                ties=len(parts),
            )
        )
    return tuple(made)


def inside(data: SectorsData) -> dict[str, int]:
    """How many lines stay within each sector, by its key."""
    sector_of, found = data.sector_of, dict[str, int]()
    for line in data.lines:
        start, end = sector_of[line.start].key, sector_of[line.end].key
        if start == end:
            found[start] = found.get(start, 0) + 1
    return found


def strongest(lines: Sequence[L], most: int = MOST_DRAWN) -> tuple[L, ...]:
    """The lines between the pairs with most claims, where there are more than a picture holds.

    All lines of a pair are in or out together, so that a denial stands wherever what it denies does; so are pairs with
    as many claims.
    """
    if len(lines) <= most:
        return tuple(lines)
    sums: defaultdict[tuple[str, str], int] = defaultdict(int)
    for line in lines:
        sums[line.start, line.end] += len(line.claims)
    bound = sorted((sums[line.start, line.end] for line in lines), reverse=True)[most]
    drawn = tuple(line for line in lines if sums[line.start, line.end] > bound)
    return drawn or tuple(lines)


def leading(data: SectorsData) -> Sector | None:
    """The sector with an end in most ties; None where several have as many."""
    ranked = sorted(data.sectors, key=lambda sector: -data.ends(sector))
    alike = [sector for sector in ranked if data.ends(sector) == data.ends(ranked[0])]
    return alike[0] if data.lines and len(alike) == 1 else None


def sectors_finding(data: SectorsData) -> str:
    """Which sector has an end in most ties; empty where nothing ties two rows."""
    if not data.lines:
        return ""
    most = max(data.ends(sector) for sector in data.sectors)
    alike = [sector for sector in data.sectors if data.ends(sector) == most]
    ties = f"{counted(len(data.lines), 'tie')} between stakeholders"
    named = [sector.title if sector.id else "those whose sector is not known" for sector in alike]
    if len(alike) > 1:
        several = f"{len(named)} groups" if len(named) > MOST_SECTORS_NAMED else listed(named)
        return f"{several} each have an end of {most} of {ties}"
    where = f"in one sector: {alike[0].title}" if alike[0].id else f"among {named[0]}"
    return f"{most} of {ties} {'has' if most == 1 else 'have'} an end {where}"


def apart_sentence(data: SectorsData) -> str:
    """How many ties are only denied, and how many only ought to be; empty where none is."""
    all_ = counted(len(data.lines), "tie")
    parts: list[str] = []
    for state in ("apart", "ought"):
        number = sum(line.state == state for line in data.lines)
        of = "" if parts else f" of {all_}"
        if number:
            parts.append(f"{number}{of} {'is' if number == 1 else 'are'} {TIE_STATES[state]}")
    return "; ".join(parts)


def folded(data: SectorsData, most: int) -> SectorsData:
    """The same with at most so many rows in a sector; lines of the others lead to the row that they share.

    Numbers of ties stay those of the whole: only what is drawn changes.
    """
    shared: dict[str, str] = {}
    sectors = []
    for sector in data.sectors:
        if len(sector.rows) <= most + 1:
            sectors.append(sector)
            continue
        rest = sector.rows[most:]
        members = tuple(member for row in rest for member in row.members)
        row = Row(f"rest:{sector.id}", f"and {counted(len(members), 'more stakeholder')}", "", members)
        shared |= {one.key: row.key for one in rest}
        sectors.append(replace(sector, rows=(*sector.rows[:most], row)))
    if not shared:
        return data

    def moved(line: Line) -> Line:
        return replace(line, start=shared.get(line.start, line.start), end=shared.get(line.end, line.end))

    lines, within = [moved(line) for line in data.lines], [moved(line) for line in data.within]
    return replace(
        data,
        sectors=tuple(sectors),
        lines=tuple(line for line in lines if line.start != line.end),
        within=(*within, *(line for line in lines if line.start == line.end)),
    )
