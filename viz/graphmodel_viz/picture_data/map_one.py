"""One stakeholder and its partners: what it is said to do with each, and they with it.

The rules are those of the page (``viz/page/src/data/map-one.js``).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema import rules
from graphmodel.wording import counted
from graphmodel_viz.picture_data.deeds import DONE, IN_PART, NOT_DONE, deeds
from graphmodel_viz.picture_data.map_sectors import Line, Tie, joined
from graphmodel_viz.picture_data.stakeholder_map import of_focus, ties_to_draw

_ARROWS = {"forth": "→", "back": "←", "both": "↔"}


@dataclass(frozen=True)
class VerbBetween:
    """What is said of two stakeholders by one verb in one direction; ``way`` is forth from the one in the middle."""

    way: str
    verb: str
    state: str
    claims: tuple[str, ...]
    denied: bool

    def words(self) -> str:
        """``→ engages (3)``; what is only denied, and what only ought to be, says so."""
        said = "denied" if self.denied else "ought to be" if self.state == "ought" else ""
        several = len(self.claims) > 1 or said
        number = f" ({' '.join(word for word in (str(len(self.claims)), said) if word)})" if several else ""
        return f"{_ARROWS[self.way]} {self.verb.replace('_', ' ')}{number}"


@dataclass(frozen=True)
class Partner:
    """A stakeholder that is tied to the one, with what is said, or what both are involved in."""

    id: str
    label: str
    kind: str
    sector: str
    said: tuple[VerbBetween, ...]
    shared: tuple[str, ...]
    claims: tuple[str, ...]
    states: frozenset[str]

    @property
    def key(self) -> str:
        """What lines to it call it."""
        return f"node:{self.id}"


@dataclass(frozen=True)
class OneData:
    """The one, its people, its partners by sector with those of most claims first, and the lines to them."""

    id: str
    label: str
    kind: str
    members: tuple[str, ...]
    sectors: tuple[tuple[str, tuple[Partner, ...]], ...]
    lines: tuple[Line, ...]
    deeds: tuple[str, ...]
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def partners(self) -> tuple[Partner, ...]:
        """All of them, sector by sector."""
        return tuple(partner for _, own in self.sectors for partner in own)


def one_data(frames: StudyFrames, kind: str, id_: str, focus: str | None = None) -> OneData | None:
    """One stakeholder and its partners; an organisation stands for its people. None where it is no stakeholder.

    Args:
        frames: the study.
        kind: of tie, one of :data:`graphmodel.frames.ties.TIES`.
        id_: of the stakeholder in the middle.
        focus: only claims of this focus.

    Raises:
        NotFound: the study has no such focus.
    """
    frames = frames if focus is None else of_focus(frames, focus)
    nodes, ties = ties_to_draw(frames, kind)
    table = {
        node: (label or node, of, sector or "", organisation)
        for node, label, of, sector, organisation in zip(
            *(nodes[name] for name in ("id", "label", "kind", "sector", "organisation")), strict=True
        )
    }
    if id_ not in table:
        return None
    own = {node for node, (_, of, _, organisation) in table.items() if of == "Actor" and organisation == id_} | {id_}
    one = f"node:{id_}"
    kept = [row for row in ties.to_dict("records") if (row["start"] in own) != (row["end"] in own)]

    def key(node: str) -> str:
        return one if node in own else f"node:{node}"

    made = [
        Tie(key(row["start"]), key(row["end"]), row["state"], tuple(row["claims"]), tuple(row["predicates"]),
            tuple(row["shared"]))
        for row in kept
    ]  # fmt: skip
    lines, _ = joined(made, frames.claims, directed=kind == "claim")
    by_partner: defaultdict[str, list[Tie]] = defaultdict(list)
    for tie in made:
        by_partner[tie.end if tie.start == one else tie.start].append(tie)
    claims = frames.claims.set_index("claim")
    symmetric = set(claims.index[claims["symmetric"].fillna(False).astype(bool)])
    denying = set(claims.index[claims["polarity"].eq(rules.DENIES)])
    partners = []
    for other, some in by_partner.items():
        label, of, sector, _ = table[other.removeprefix("node:")]
        partners.append(
            Partner(
                other.removeprefix("node:"),
                label,
                of,
                sector,
                _said(some, one, symmetric, denying) if kind == "claim" else (),
                tuple(sorted({thing for tie in some for thing in tie.shared})),
                tuple(sorted({claim for tie in some for claim in tie.claims})),
                frozenset(tie.state for tie in some),
            )
        )
    label, of, *_ = table[id_]
    labels = {**frames.labels("EvidenceItem"), **frames.labels("WorkStream")}
    return OneData(id_, label, of, tuple(sorted(own)), _by_sector(partners), lines, _deeds(frames, own), labels)


def _said(ties: Sequence[Tie], one: str, symmetric: set[str], denying: set[str]) -> tuple[VerbBetween, ...]:
    found: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for tie in ties:
        both = not symmetric.isdisjoint(tie.claims)
        way = "both" if both else "forth" if tie.start == one else "back"
        for verb in tie.verbs:
            found[way, verb, tie.state] |= set(tie.claims)
    made = [VerbBetween(*key, tuple(sorted(ids)), ids <= denying) for key, ids in found.items()]
    return tuple(sorted(made, key=lambda said: (-len(said.claims), said.verb, said.way, said.state)))


def _by_sector(partners: Sequence[Partner]) -> tuple[tuple[str, tuple[Partner, ...]], ...]:
    found: defaultdict[str, list[Partner]] = defaultdict(list)
    for partner in partners:
        found[partner.sector].append(partner)
    order = sorted(found, key=lambda id_: (id_ == "", -sum(len(one.claims) for one in found[id_]), id_))
    return tuple(
        (sector, tuple(sorted(found[sector], key=lambda one: (-len(one.claims), one.label, one.key))))
        for sector in order
    )


def _deeds(frames: StudyFrames, own: set[str]) -> tuple[str, ...]:
    """What they are said to do with evidence, a line for each deed."""
    all_ = [one for one in deeds(frames) if one.who in own]
    lines = []
    for deed in rules.DEEDS:
        numbers = {
            said: sum(one.deed == deed and one.said == said for one in all_) for said in (DONE, IN_PART, NOT_DONE)
        }
        words = " · ".join(f"{number} {said}" for said, number in numbers.items() if number)
        if words:
            lines.append(f"{deed}: {words}")
    return tuple(lines)


def one_finding(data: OneData) -> str:
    """How many partners, and with how many nothing joins; empty where there is none."""
    if not data.partners:
        return ""
    known = sum(bool(sector) for sector, _ in data.sectors)
    partners = counted(len(data.partners), "partner") + (f" in {counted(known, 'sector')}" if known else "")
    apart = sum(one.states == {"apart"} for one in data.partners)
    whom = f"{apart} of them" if apart < len(data.partners) else "it" if apart == 1 else "all of them"
    only = f"; its ties to {whom} are only denied, or oppose or leave out" if apart else ""
    return f"“{data.label}” has {partners}{only}"


def both_sentence(data: OneData) -> str:
    """With how many partners some claims join and others do not; empty where there is none."""
    both = sum({"apart", "joined"} <= one.states for one in data.partners)
    return f"With {both} of them, some claims join and others deny, oppose or leave out" if both else ""
