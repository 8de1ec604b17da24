"""One evidence item or workstream as a story: its claims by phase, and what decides their order within each."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from graphmodel.frames.evidence import ALL_ITEMS, EVIDENCE, evidence_claims, focus_of
from graphmodel.frames.find import find_node
from graphmodel.frames.item_journeys import outcomes, walks
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.measures.order import Position, is_stated_before
from graphmodel.measures.order_count import count_orders
from graphmodel.problems import OutputError
from graphmodel.schema import rules
from graphmodel.schema.dates import span
from graphmodel.wording import counted
from graphmodel_viz.limits import MOST_ORDERED
from graphmodel_viz.picture_data.focus_groups import capital, focus_groups
from graphmodel_viz.picture_data.number_words import provenance
from graphmodel_viz.words import UNSTATED

STREAM = "WorkStream"
NO_PHASE = ""
"""The column of claims that name no stage."""
MARK_WORDS = {rules.PRODUCED: "produced only", rules.NOT_USED: "left out"}
"""Marks that stand beside a number in other words than their names."""
_LAST = 10**9
_Row = Mapping[Hashable, Any]
_Before = Callable[[str, str], bool]
"""Is the first claim stated to come before the second?"""


@dataclass(frozen=True)
class StoryClaim:
    """One claim.

    Attributes:
        claim, summary, speaker, source, reason: its id and labels; empty where there is none.
        marks: names of :data:`graphmodel.schema.rules.MARKS`, each with the focus of the item that it is about.
        decides: whether it decides the outcome of the item.
        who, evidence: of a workstream, the stakeholders and the items that it names.
    """

    claim: str
    summary: str
    speaker: str
    source: str
    reason: str
    marks: tuple[tuple[str, str], ...]
    decides: bool
    who: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """Claims that come after all parts above; of several of one part, nobody says which was first.

    ``claims`` are those that are shown of ``n_claims``.
    """

    claims: tuple[StoryClaim, ...]
    n_claims: int


@dataclass(frozen=True)
class Column:
    """The claims of a phase.

    ``back`` are the labels of columns before this one where some claim is stated to come after a claim of this one,
    with how many claims of this one.
    """

    phase: str
    label: str
    parts: tuple[Part, ...]
    back: tuple[tuple[str, int], ...]

    @property
    def n_claims(self) -> int:
        """All claims, shown or not."""
        return sum(part.n_claims for part in self.parts)


@dataclass(frozen=True)
class StoryData:
    """A story.

    Attributes:
        label: of the item or workstream.
        of_item: is it of an evidence item?
        became: what became of it.
        sentence: the same, with its name.
        detail: what its claims rest on.
        chosen: why this one is shown, where nobody named it.
        columns: its claims by phase.
        n_claims, left_out: all claims, and those that are not shown.
    """

    label: str
    of_item: bool
    became: str
    sentence: str
    detail: str
    chosen: str
    columns: tuple[Column, ...]
    n_claims: int
    left_out: int


def story_data(frames: StudyFrames, item: str | None = None, focus: str | None = None, top: int = 0) -> StoryData:
    """The story of one evidence item or workstream.

    Args:
        frames: the study.
        item: an item or a workstream, by its id, its label or a piece of it; None for the item that most claims touch.
        focus: where no item is named, one of this focus.
        top: the most claims that are shown: those that decide the outcome, then those with a mark; 0 for all.

    Raises:
        NotFound: there is no such item or focus.
        OutputError: no claim is about it.
    """
    chosen = ""
    if item is None:
        node, chosen = _first(frames, focus)
    else:
        node = find_node(frames, item, kinds=(EVIDENCE, STREAM))
    of_item = node in set(frames.nodes(EVIDENCE)["id"])
    label = frames.labels(EVIDENCE if of_item else STREAM)[node]
    about = _of_item(frames, node) if of_item else _of_stream(frames, node)
    if about.claims.empty:
        raise OutputError(
            f"No claim is about “{label}”, so there is no story to draw. Name another item or workstream."
        )
    sentence, details = _item_words(frames, about) if of_item else (_stream_sentence(about), [])
    reasons = about.claims["reason"].nunique()
    given = [f"{counted(reasons, 'reason')} given"] if reasons else []
    told = _told(frames, about)
    shown = _most(told, top)
    columns = [
        Column(
            one.phase,
            one.label,
            tuple(Part(tuple(told[name] for name in part if name in shown), len(part)) for part in one.parts),
            one.back,
        )
        for one in _columns(frames, about)
    ]
    return StoryData(
        label,
        of_item,
        capital(sentence),
        f"“{label}”: {sentence}",
        "; ".join([provenance(about.claims), *given, *details]),
        chosen,
        tuple(columns),
        len(about.claims),
        len(about.claims) - len(shown),
    )


@dataclass(frozen=True)
class _About:
    """The claims about one item or workstream.

    Attributes:
        of_item: are they about an item?
        claims: of the item or workstream.
        rows: what they say of evidence, a row for each claim and item: of a workstream, of all items.
        became: the outcome of the item; nothing of a workstream.
    """

    of_item: bool
    claims: pd.DataFrame
    rows: pd.DataFrame
    became: Mapping[Hashable, Any] = field(default_factory=dict)

    @cached_property
    def records(self) -> dict[str, _Row]:
        """The claims by their ids."""
        return {str(row["claim"]): row for row in self.claims.to_dict("records")}

    @cached_property
    def touches(self) -> dict[str, list[_Row]]:
        """By claim, what it says of evidence."""
        found: dict[str, list[_Row]] = {}
        for row in self.rows.to_dict("records"):
            found.setdefault(str(row["claim"]), []).append(row)
        return found


@dataclass(frozen=True)
class _Ordered:
    """The ids of the claims of a column in the parts that their order leaves, and where some go back to."""

    phase: str
    label: str
    parts: list[list[str]]
    back: tuple[tuple[str, int], ...]

    @property
    def names(self) -> list[str]:
        """All of its claims."""
        return [name for part in self.parts for name in part]


def _of_item(frames: StudyFrames, item: str) -> _About:
    rows = evidence_claims(frames)
    rows = rows[rows["evidence"].eq(item)]
    claims = frames.claims[frames.claims["claim"].isin(rows["claim"])]
    return _About(True, claims, rows, outcomes(rows, [item]).iloc[0].to_dict())


def _of_stream(frames: StudyFrames, stream: str) -> _About:
    claims = frames.claims[frames.claims["workstream"].eq(stream)]
    rows = evidence_claims(frames)
    return _About(False, claims, rows[rows["claim"].isin(claims["claim"])])


def _first(frames: StudyFrames, focus: str | None) -> tuple[str, str]:
    """The item that most claims touch, or else the workstream, and why it is shown."""
    groups, kept = focus_groups(frames, focus), focus_of(frames)
    own = evidence_claims(frames)["evidence"].value_counts()
    own = own[[ALL_ITEMS in groups or kept[item] in groups for item in own.index]]
    noun, labels = "evidence item", frames.labels(EVIDENCE)
    if own.empty and focus is None:
        noun, labels = "workstream", frames.labels(STREAM)
        own = frames.claims["workstream"].value_counts()
        own = own[own.index.isin(list(labels))]
    if own.empty:
        what = "an evidence item or a workstream" if focus is None else "an evidence item of this focus"
        raise OutputError(f"No claim is about {what}, so there is no story to draw.")
    most = int(own.max())
    first = sorted(own.index[own.eq(most)], key=lambda one: (labels[one].casefold(), one))
    alike = f", the first by name of {len(first)}" if len(first) > 1 else ""
    return str(first[0]), f"The {noun} that most claims mention is shown ({most:,}{alike})."


def _item_words(frames: StudyFrames, about: _About) -> tuple[str, list[str]]:
    """What became of an item, and how far its claims leave their order open."""
    became = about.became
    deciding = int(became["n_deciding"])
    by = f", by {deciding:,} of {counted(len(about.claims), 'claim')}" if deciding else ""
    words = {"opposed": "opposed", "lost_elsewhere": "lost elsewhere"}
    besides = " and ".join(word for name, word in words.items() if became[name])
    sentence = f"the outcome is “{became['outcome']}”{by}{f'; also {besides}' if besides else ''}"
    orders, exact = count_orders(next(walks(frames, about.rows)).order)
    possible = f"{'' if exact else 'at least '}{orders:,} orders are possible"
    return sentence, [f"the claims leave the order open: {possible}"] if orders > 1 else []


def _stream_sentence(about: _About) -> str:
    """How many evidence items the claims of a workstream say were used or not, and how."""
    signed: dict[str, list[_Row]] = {}
    for row in (row for own in about.touches.values() for row in own):
        if row["sign"] in rules.SIGNS:
            signed.setdefault(str(row["evidence"]), []).append(row)
    if not signed:
        return f"none of {counted(len(about.claims), 'claim')} says that evidence was used or not"
    marks = [_mark_of(own) for own in signed.values()]
    counts = [f"{marks.count(name)} {MARK_WORDS.get(name, name)}" for name in rules.MARKS if name in marks]
    were = "it was" if len(signed) == 1 else "they were"
    return f"claims say of {counted(len(signed), 'evidence item')} whether {were} used: {', '.join(counts)}"


def _mark_of(touches: Sequence[_Row]) -> str:
    """The mark of what claims say together of one item; empty where they say neither that it was used nor not."""
    signs = frozenset(row["sign"] for row in touches if row["sign"] in rules.SIGNS)
    if not signs:
        return next((name for name in rules.MARKS_OF_EFFECTS if any(row[name] for row in touches)), "")
    state = rules.STATE_OF_SIGNS[signs]
    used = any(row["sign"] == rules.PLUS and not row["generation"] for row in touches)
    return rules.MARK_OF_STATE[state, state == rules.USED and not used]


def _told(frames: StudyFrames, about: _About) -> dict[str, StoryClaim]:
    """Each claim as the story tells it."""
    kinds = ("Actor", "Organisation", "Source", "Factor", EVIDENCE)
    labels: dict[Any, str] = {}
    for kind in kinds:
        labels |= frames.labels(kind)
    focus = focus_of(frames)
    deciding = set(about.became.get("outcome_claims", ()))
    made = {}
    for name, row in about.records.items():
        own = about.touches.get(name, ())
        marks = [(mark, str(focus[touch["evidence"]])) for touch in own if (mark := _mark_of([touch]))]
        ends = dict.fromkeys(row[end] for end in ("subject", "object") if row[f"{end}_kind"] in rules.STAKEHOLDERS)
        made[name] = StoryClaim(
            name,
            row["summary"] if isinstance(row["summary"], str) else "",
            labels.get(row["speaker"], ""),
            labels.get(row["source"], ""),
            labels.get(row["reason"], ""),
            tuple(marks),
            name in deciding,
            () if about.of_item else tuple(labels[end] for end in ends),
            () if about.of_item else tuple(labels[touch["evidence"]] for touch in own),
        )
    return made


def _most(told: Mapping[str, StoryClaim], top: int) -> set[str]:
    """The claims that are shown: those that decide, then those with a mark, then the others."""
    ranked = sorted(told.values(), key=lambda one: (not one.decides, not one.marks, one.claim))
    return {one.claim for one in ranked[: top or None]}


def _columns(frames: StudyFrames, about: _About) -> list[_Ordered]:
    """The phases in their order, then the claims that name none."""
    claims = about.records
    places = {name: _position(row) for name, row in claims.items()}
    items = {name: {touch["evidence"] for touch in about.touches.get(name, ())} for name in claims}

    def before(first: str, second: str) -> bool:
        # The stated order is one's place in the journey of an item, so it decides only between claims on the same one.
        if about.of_item or items[first] & items[second]:
            return is_stated_before(places[first], places[second])
        return is_stated_before(Position(date=places[first].date), Position(date=places[second].date))

    together: dict[str, Any] = dict.fromkeys(claims, "")
    if not about.of_item:
        together = {
            name: row["event"] if isinstance(row["event"], str) else min(items[name], default="")
            for name, row in claims.items()
        }
    labels = frames.labels("Stage")
    found: list[_Ordered] = []
    for phase in (*frames.phases, NO_PHASE):
        own = [name for name, row in claims.items() if (row["phase"] if isinstance(row["phase"], str) else "") == phase]
        if not own and phase == NO_PHASE:
            continue
        own = [
            name
            for group in dict.fromkeys(together[name] for name in own)
            for name in _as_stated([name for name in own if together[name] == group], places)
        ]
        back = tuple((column.label, number) for column in found if (number := _going_back(own, column.names, before)))
        found.append(_Ordered(phase, labels.get(phase, UNSTATED["stage"]), _parts(own, before), back))
    return found


def _position(row: _Row) -> Position:
    date = span(row["date"]) if isinstance(row["date"], str) else None
    return Position(None if pd.isna(row["order"]) else int(row["order"]), date)


def _as_stated(claims: Sequence[str], places: Mapping[str, Position]) -> list[str]:
    """By stated order, else by date, else as coded."""

    def key(name: str) -> tuple[int, int]:
        order, date = places[name].order, places[name].date
        return _LAST if order is None else order, date[0] if date else _LAST

    return sorted(claims, key=key)


def _parts(claims: Sequence[str], before: _Before) -> list[list[str]]:
    """Claims cut where all before the cut are stated to come before all behind it."""
    if len(claims) > MOST_ORDERED:
        return [list(claims)]
    parts: list[list[str]] = []
    open_until = 0
    for place, name in enumerate(claims):
        undecided = [other for other in range(place + 1, len(claims)) if not before(name, claims[other])]
        if place and place <= open_until:
            parts[-1].append(name)
        else:
            parts.append([name])
        open_until = max(open_until, *undecided, 0)
    return parts


def _going_back(claims: Sequence[str], others: Sequence[str], before: _Before) -> int:
    """How many of the claims are stated to come before some of the others."""
    if max(len(claims), len(others)) > MOST_ORDERED:
        return 0
    return sum(any(before(name, other) for other in others) for name in claims)
