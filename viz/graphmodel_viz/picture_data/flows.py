"""Flows of evidence: who makes, holds and passes on which kind of it, and who asks for, gets and uses it.

The rules are those of the page (``viz/page/src/data/map-flows.js``).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from graphmodel.frames.evidence import ALL_ITEMS, EVIDENCE, NOT_STATED, focus_of
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema import rules
from graphmodel.wording import counted, is_or_are
from graphmodel_viz.limits import MOST_KINDS
from graphmodel_viz.picture_data.deeds import (
    DONE,
    IN_PART,
    NOT_DONE,
    Deed,
    deed_said,
    deeds,
    sector_words,
    sectors_of,
    undone_by_sector,
    whom_words,
)
from graphmodel_viz.picture_data.focus_groups import capital, focus_groups
from graphmodel_viz.words import UNSTATED

PASSES, GETS = "passes it on", "gets it"
_REST = "rest"
_PLACE = {deed: place for place, deed in enumerate(rules.DEEDS)}


@dataclass(frozen=True)
class FlowRow:
    """A sector that gives or takes, or a kind of evidence; a stakeholder or an item where that is not known."""

    key: str
    label: str
    deeds: tuple[Deed, ...]

    def said(self, said: str) -> int:
        """How many claims say it so."""
        return len({one.claim for one in self.deeds if one.said == said})


@dataclass(frozen=True)
class Flow:
    """What claims say of a row and a kind of evidence: *joined* where it is done, *apart* where it is not.

    ``in_part`` is how many of its deeds are said to be done in part.
    """

    start: str
    end: str
    state: str
    claims: tuple[str, ...]
    deeds: tuple[str, ...]
    in_part: int


@dataclass(frozen=True)
class Passing:
    """A stakeholder that is said both to get evidence and to pass it on, with the claims of what it does with it."""

    id: str
    label: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class FlowsData:
    """The rows of the three columns, the lines between them, who is between, and every deed behind them."""

    focus: str
    givers: tuple[FlowRow, ...]
    kinds: tuple[FlowRow, ...]
    takers: tuple[FlowRow, ...]
    flows: tuple[Flow, ...]
    through: tuple[Passing, ...]
    all: tuple[Deed, ...]
    has_kinds: bool

    @property
    def claims(self) -> set[str]:
        """Ids of the claims behind the lines."""
        return {claim for flow in self.flows for claim in flow.claims}

    @property
    def by_sector(self) -> bool:
        """Is the sector of anybody known?"""
        return any(one.sector for one in self.all)

    @property
    def evidence(self) -> str:
        """What the evidence is called in a sentence."""
        if self.focus == ALL_ITEMS:
            return "evidence"
        return "evidence of no stated focus" if self.focus == NOT_STATED else f"{self.focus} evidence"


def flows_data(
    frames: StudyFrames, focus: str | None = None, *, kinds: int = MOST_KINDS, rows: int | None = None
) -> FlowsData:
    """The flows of a study; claims of what ought to be are left out.

    Args:
        frames: the study.
        focus: of the evidence; the first that the study asks after and that any claim is about where it is None.
        kinds: of evidence with a row; the others share one.
        rows: sectors with a row at each side; None for all.

    Raises:
        NotFound: the study has no such focus.
    """
    groups = focus_groups(frames, focus)
    every, kept = [*deeds(frames), *_handed_over(frames)], focus_of(frames)
    found = ((group, _of_focus(frames, every, kept, group)) for group in groups)
    group, own = next(((group, own) for group, own in found if own), (groups[0], []))
    types = _types(frames)
    known = frames.labels("EvidenceType")
    labels = {**frames.labels(EVIDENCE), **known}
    people = {**frames.labels("Actor"), **frames.labels("Organisation")}
    by_sector = any(one.sector for one in own)

    def side(part: str, chosen: Sequence[str]) -> list[FlowRow]:
        shown = [one for one in own if one.deed in chosen]
        if by_sector:
            return _rows(part, shown, lambda one: one.sector, lambda id_: id_)
        return _rows(part, shown, lambda one: one.who, lambda id_: people.get(id_) or id_)

    middle = _rows("kind", own, lambda one: types.get(one.item, one.item), lambda id_: labels.get(id_) or id_)
    middle = _with_rest(middle, kinds, "more kinds of evidence")
    given, taken = side("gives", rules.GIVES), side("takes", rules.TAKES)
    if rows is not None:
        what = "more sectors" if by_sector else "more stakeholders"
        given, taken = _with_rest(given, rows, what), _with_rest(taken, rows, what)
    kind_of = {id(one): row.key for row in middle for one in row.deeds}
    flows = (
        *_lines((row.key, kind_of[id(one)], one) for row in given for one in row.deeds),
        *_lines((kind_of[id(one)], row.key, one) for row in taken for one in row.deeds),
    )
    return FlowsData(
        focus=group,
        givers=tuple(_named(row, by_sector) for row in given),
        kinds=tuple(_named(row, by_sector) for row in middle),
        takers=tuple(_named(row, by_sector) for row in taken),
        flows=flows,
        through=_through(own, people),
        all=tuple(own),
        has_kinds=any(row.key.removeprefix("kind:") in known for row in middle),
    )


def _named(row: FlowRow, by_sector: bool) -> FlowRow:
    part, _, id_ = row.key.partition(":")
    if part == "kind":
        label = capital(row.label) if id_ else UNSTATED["evidence"]
    else:
        label = sector_words(row.label) if by_sector and id_ != _REST else row.label
    return FlowRow(row.key, label, row.deeds)


def _of_focus(frames: StudyFrames, every: Sequence[Deed], kept: "pd.Series[str]", group: str) -> list[Deed]:
    """What is done with the evidence of a focus that gives or takes it; where no item is named, the claim has one."""
    both = {*rules.GIVES, *rules.TAKES}
    of_claim = dict(zip(frames.claims["claim"], frames.claims["focus"].fillna(NOT_STATED), strict=True))
    return [
        one
        for one in every
        if one.deed in both and group in {ALL_ITEMS, kept[one.item] if one.item else of_claim[one.claim]}
    ]


def _handed_over(frames: StudyFrames) -> Iterable[Deed]:
    """Claims that somebody passes something on to somebody: no item is named, so the kind is not known."""
    sectors = sectors_of(frames)
    items = set(frames.nodes(EVIDENCE)["id"])
    for row in frames.claims.to_dict("records"):
        one = deed_said(row)
        start, end = row["subject"], row["object"]
        if one is None or one[0] != PASSES or start not in sectors or end not in sectors:
            continue
        item = row["about"] if row["about"] in items else ""
        # Who passes on a named item is among the deeds already.
        if not item:
            yield Deed(row["claim"], sectors[start], item, PASSES, one[1], start)
        yield Deed(row["claim"], sectors[end], item, GETS, one[1], end)


def _types(frames: StudyFrames) -> dict[str, str]:
    """The kind of each item that has one."""
    items = frames.nodes(EVIDENCE).reindex(columns=["id", "evidence_type"]).dropna()
    return {str(item): str(kind) for item, kind in zip(items["id"], items["evidence_type"], strict=True)}


def _rows(
    part: str, own: Sequence[Deed], id_of: Callable[[Deed], str], label_of: Callable[[str], str]
) -> list[FlowRow]:
    """Deeds by what they have in common, most claims first, what is not known last."""
    found: dict[str, list[Deed]] = {}
    for one in own:
        found.setdefault(id_of(one), []).append(one)
    order = sorted(found, key=lambda id_: (id_ == "", -len(found[id_]), label_of(id_), id_))
    return [FlowRow(f"{part}:{id_}", label_of(id_), tuple(found[id_])) for id_ in order]


def _with_rest(rows: list[FlowRow], most: int, what: str) -> list[FlowRow]:
    """At most so many rows; the others share one, which takes the place of one more."""
    if len(rows) <= most + 1:
        return rows
    rest = rows[most:]
    part = rows[0].key.partition(":")[0]
    shared = tuple(one for row in rest for one in row.deeds)
    return [*rows[:most], FlowRow(f"{part}:{_REST}", f"{len(rest)} {what}", shared)]


def _lines(ends: Iterable[tuple[str, str, Deed]]) -> list[Flow]:
    found: dict[tuple[str, str, str], list[Deed]] = {}
    for start, end, one in ends:
        found.setdefault((start, end, "apart" if one.said == NOT_DONE else "joined"), []).append(one)
    return [
        Flow(
            *key,
            tuple(sorted({one.claim for one in own})),
            tuple(sorted({one.deed for one in own}, key=_PLACE.__getitem__)),
            sum(one.said == IN_PART for one in own),
        )
        for key, own in found.items()
    ]


def _through(own: Sequence[Deed], labels: Mapping[str, str]) -> tuple[Passing, ...]:
    """Those through whom evidence goes, most claims first; those said not to do it do not count."""
    by: dict[str, list[Deed]] = {}
    for one in own:
        if one.said != NOT_DONE:
            by.setdefault(one.who, []).append(one)
    between = [
        Passing(who, labels.get(who) or who, tuple(sorted({one.claim for one in some})))
        for who, some in by.items()
        if {PASSES, GETS} <= {one.deed for one in some}
    ]
    return tuple(sorted(between, key=lambda one: (-len(one.claims), one.label, one.id)))


def said_words(row: FlowRow, written: Callable[[int], str] = str) -> str:
    """``12 done · 3 in part · 5 not done``: claims, never set off against each other; numbers as ``written``."""
    return " · ".join(f"{written(row.said(said))} {said}" for said in (DONE, IN_PART, NOT_DONE) if row.said(said))


def most_undone(data: FlowsData) -> str | None:
    """The sector of which most is said not to be done; None where several have as many or no sector is known."""
    first, *others = undone_by_sector(data.all) or [("", [])]
    if not first[1] or not data.by_sector:
        return None
    return None if any(len(own) == len(first[1]) for _, own in others) else first[0]


def flows_finding(data: FlowsData) -> str:
    """Of whom most claims say that something was not done with evidence; empty where nobody gives or takes any."""
    if not data.flows:
        return ""
    claims, undone = len(data.claims), undone_by_sector(data.all)
    if not undone:
        said = f"{counted(claims, 'claim')} {'says' if claims == 1 else 'say'} who gives or takes {data.evidence}"
        return f"{said}; none says that something was not done with it"
    every = len({one.claim for _, own in undone for one in own})
    said = f"{every} of {counted(claims, 'claim')} {'says' if every == 1 else 'say'}"
    finding = f"{said} that something was not done with {data.evidence}"
    sector = most_undone(data)
    if sector is None:
        return finding
    own = len({one.claim for one in undone[0][1]})
    of = f"{own} of them {is_or_are(own)}" if own < every else "it is" if own == 1 else "all of them are"
    return f"{finding}; {of} about {whom_words(sector)}"


def flows_detail(data: FlowsData) -> str:
    """What is said not to be done, and how many are between those who give and those who take."""
    undone = Counter(one.deed for one in data.all if one.said == NOT_DONE)
    named = [f"{undone[deed]} “{deed}”" for deed in sorted(undone, key=lambda deed: (-undone[deed], _PLACE[deed]))]
    n = len(data.through)
    who = f"{counted(n, 'stakeholder')} {is_or_are(n)}" if n else "Nobody is"
    first = f"Said not to be done: {', '.join(named)}. " if named else ""
    return f"{first}{who} said both to get {data.evidence} and to pass it on"
