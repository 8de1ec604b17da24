"""The numbers that headline findings rest on, each as a function of a study: they can be had again on a part of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from graphmodel.frames.evidence import evidence_claims, focus_of, item_states
from graphmodel.frames.factors import asserting_claims
from graphmodel.frames.item_journeys import outcomes
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.frames.use_shares import compare_focuses, source_shares
from graphmodel.measures.ranking import competition_ranks
from graphmodel.schema import rules
from graphmodel.settings import Focus

SHARE, DIFFERENCE, RANK = UNITS = ("share of items mentioned", "difference of shares", "rank")

Number = Callable[[StudyFrames], float | None]
Bundles = Callable[[StudyFrames], list[set[str]]]


@dataclass(frozen=True)
class Headline:
    """One number of a study.

    Attributes:
        says: what it is.
        unit: one of :data:`UNITS`.
        value: computes it; None where it cannot be had.
        bundles: sets of claims whose removal, one set after the other, moves it towards turning round.
    """

    says: str
    unit: str
    value: Number
    bundles: Bundles

    def is_turned(self, before: float, now: float | None) -> bool:
        """Is a difference gone or of the other sign, or is what ranked first no longer first?"""
        if now is None or pd.isna(now):
            return True
        if self.unit == RANK:
            return now > before
        return self.unit == DIFFERENCE and before * now <= 0


def ended_says(end: rules.End, focus: Focus) -> str:
    """What the difference of the two focuses in how items ended is called."""
    return f"{end.words}: {focus.in_question} less {focus.compared_with} evidence"


def not_used_says(phase: str, focus: Focus) -> str:
    """What the difference of the two focuses in the share not used at a phase is called, by the phase's label."""
    return f"{phase}: share not used, {focus.in_question} less {focus.compared_with} evidence"


def headlines(frames: StudyFrames, *, partly: bool = False) -> list[Headline]:
    """The numbers of a study, in the order of the findings.

    Args:
        frames: the study.
        partly: items partly used, or partly applied, count as used.
    """
    focus = frames.settings.focus
    made: list[Headline] = []
    for end in (rules.USED_IN_THE_END, rules.STOPPED_BEFORE_USE):
        ended = end.outcomes
        if partly and end == rules.USED_IN_THE_END:
            ended = (*ended, *rules.USED_IN_PART.outcomes)
        for one in (focus.in_question, focus.compared_with):
            if one:
                share = partial(_ended_share, ended=ended, focus=one)
                made.append(Headline(f"{one} evidence {end.words}", SHARE, share, _nothing))
        if focus.in_question:
            difference = partial(_ended_difference, ended=ended)
            says = ended_says(end, focus)
            made.append(Headline(says, DIFFERENCE, difference, partial(_ended_bundles, ended=ended)))
    labels = frames.labels("Stage")
    for phase in frames.phases if focus.in_question else ():
        says = not_used_says(labels[phase], focus)
        value, bundles = partial(_not_used_difference, phase=phase), partial(_not_used_bundles, phase=phase)
        made.append(Headline(says, DIFFERENCE, value, bundles))
        says = f"{labels[phase]}: share used by source, {focus.in_question} less {focus.compared_with} evidence"
        by_source = partial(_source_difference, phase=phase, weight="one" if partly else "zero")
        made.append(Headline(says, DIFFERENCE, by_source, _nothing))
    ranked = barrier_ranks(frames)
    names = frames.labels("Factor")
    for factor in ranked.index[ranked.eq(1)][:3]:
        says = f"rank of the barrier: {names[factor]}"
        made.append(Headline(says, RANK, partial(_barrier_rank, factor=factor), partial(_by_source, factor=factor)))
    return made


def _nothing(_: StudyFrames) -> list[set[str]]:
    return []


def _ended(frames: StudyFrames) -> pd.DataFrame:
    """Outcome, focus and claims that decide, of the items mentioned."""

    def compute(one: StudyFrames) -> pd.DataFrame:
        rows = evidence_claims(one)
        items = sorted(rows["evidence"].unique())
        found = outcomes(rows, items)
        return found.assign(focus=focus_of(one).reindex(found.index))

    return frames.once("headline_outcomes", compute)


def _states(frames: StudyFrames) -> pd.DataFrame:
    return frames.once("headline_states", item_states)


def _ended_share(frames: StudyFrames, *, ended: tuple[str, ...], focus: str) -> float | None:
    items = _ended(frames)
    ours = items[items["focus"].eq(focus)]
    return float(ours["outcome"].isin(ended).mean()) if len(ours) else None


def _ended_difference(frames: StudyFrames, *, ended: tuple[str, ...]) -> float | None:
    focus = frames.settings.focus
    return _less(*(_ended_share(frames, ended=ended, focus=one) for one in (focus.in_question, focus.compared_with)))


def _less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def _ended_bundles(frames: StudyFrames, *, ended: tuple[str, ...]) -> list[set[str]]:
    """The claims that decide each item of the focus with the greater share: without them it ended otherwise."""
    difference, focus = _ended_difference(frames, ended=ended), frames.settings.focus
    greater = focus.in_question if (difference or 0) > 0 else focus.compared_with
    items = _ended(frames)
    chosen = items[items["focus"].eq(greater) & items["outcome"].isin(ended)]
    return _smallest_first(frames.labels(rules.EVIDENCE), chosen["outcome_claims"])


def _smallest_first(labels: Mapping[str, str], claims: "pd.Series[Any]") -> list[set[str]]:
    """Sets of claims by their size; equal ones by what people read, as an id decides nothing."""
    ordered = sorted(claims.items(), key=lambda pair: (len(pair[1]), labels.get(str(pair[0]), "")))
    return [set(ids) for _, ids in ordered]


def _not_used_share(frames: StudyFrames, phase: str, focus: str) -> float | None:
    states = _states(frames)
    here = states[states["phase"].eq(phase) & states["focus"].eq(focus) & states["state"].ne(rules.SILENT)]
    return float(here["state"].eq(rules.NOT_USED).mean()) if len(here) else None


def _not_used_difference(frames: StudyFrames, *, phase: str) -> float | None:
    focus = frames.settings.focus
    return _less(*(_not_used_share(frames, phase, one) for one in (focus.in_question, focus.compared_with)))


def _not_used_bundles(frames: StudyFrames, *, phase: str) -> list[set[str]]:
    difference, focus = _not_used_difference(frames, phase=phase), frames.settings.focus
    greater = focus.in_question if (difference or 0) > 0 else focus.compared_with
    states = _states(frames)
    chosen = states[states["phase"].eq(phase) & states["focus"].eq(greater) & states["state"].eq(rules.NOT_USED)]
    return _smallest_first(frames.labels(rules.EVIDENCE), chosen.set_index("evidence")["claims"])


def _source_difference(frames: StudyFrames, *, phase: str, weight: str) -> float | None:
    def compute(one: StudyFrames) -> pd.DataFrame:
        return compare_focuses(one, source_shares(one), tested=False)

    table = frames.once("headline_comparison", compute)
    value: float | None = table.loc[table["phase"].eq(phase), f"difference_{weight}"].tolist()[0]
    return None if pd.isna(value) else value


def affirmed_barriers(frames: StudyFrames) -> pd.DataFrame:
    """Claims that affirm that a barrier operates, those of what ought to be left out; ``factor`` is its id."""
    claims = asserting_claims(frames)
    factors = frames.nodes("Factor")
    barriers = factors.loc[factors["valence_acts_as"].eq(rules.BARRIER), "id"]
    return claims[claims["polarity"].eq(rules.AFFIRMS) & claims["factor"].isin(barriers)]


def barrier_ranks(frames: StudyFrames) -> "pd.Series[int]":
    """Rank of each barrier that some claim affirms: by sources, then named speakers, then claims."""
    groups = affirmed_barriers(frames).groupby("factor")
    counts = pd.DataFrame(
        {"sources": groups["source"].nunique(), "speakers": groups["speaker"].nunique(), "claims": groups.size()}
    )
    return competition_ranks(counts, ["sources", "speakers", "claims"])


def _barrier_rank(frames: StudyFrames, *, factor: str) -> float | None:
    ranks = barrier_ranks(frames)
    return float(ranks[factor]) if factor in ranks.index else None


def _by_source(frames: StudyFrames, *, factor: str) -> list[set[str]]:
    """The claims that affirm a barrier, source by source, the smallest first."""
    claims = affirmed_barriers(frames)
    groups = claims[claims["factor"].eq(factor)].groupby("source")["claim"].agg(list)
    return _smallest_first(frames.labels("Source"), groups)
