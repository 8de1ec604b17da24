"""What evidence rests on one: would it have come as far without one source, one actor or organisation, one speaker?"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from graphmodel.analysis.dependence import (
    ANY_PHASE,
    SPEAKS,
    TAKES_PART,
    actors_table,
    claims_that_carry,
    focus_table,
    items_table,
)
from graphmodel.frames.evidence import EVIDENCE
from graphmodel.frames.groups import actors_and_organisations
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import OutputError
from graphmodel.wording import counted
from graphmodel_viz.picture_data.choices import ONE_ACTOR, ONE_SOURCE, ONE_SPEAKER
from graphmodel_viz.picture_data.focus_groups import focus_groups, item_of
from graphmodel_viz.picture_data.number_words import provenance
from graphmodel_viz.words import RESTING_WORDS

_BASES = {ONE_SOURCE: "one source", ONE_ACTOR: TAKES_PART, ONE_SPEAKER: SPEAKS}
"""The column that says whose claim it is."""


@dataclass(frozen=True)
class Words:
    """How a basis is said: what an item rests on, what one claim or several have to do with it, rows, their claims."""

    one: str
    has: str
    have: str
    rows: str
    theirs: str


WORDS = {on: Words(**RESTING_WORDS[basis]) for on, basis in _BASES.items()}


@dataclass(frozen=True)
class Resting:
    """So many of so many items.

    Attributes:
        label: a focus, or the one.
        part: items that rest on one; that would not have come as far without this one.
        whole: of these items, those that two claims or more carry.
    """

    label: str
    part: int
    whole: int


@dataclass(frozen=True)
class DependenceData:
    """Items that rest on one.

    Attributes:
        focuses: by focus over all phases together, the one in question first.
        ones: by the one, those on whom most rests first.
        sentence: how many items depend on one, of those that can be judged.
        once: of how many items that reached a phase one claim says so, by focus; they cannot be judged.
        provenance: what the claims that carry items come from.
        left_out: ones that are not shown.
    """

    focuses: tuple[Resting, ...]
    ones: tuple[Resting, ...]
    sentence: str
    once: str
    provenance: str
    left_out: int


def dependence_data(
    frames: StudyFrames, on: str = ONE_SOURCE, focus: str | None = None, top: int = 0
) -> DependenceData:
    """Which items rest on one, of those that two claims or more say were there or in use.

    Args:
        frames: the study.
        on: one of :data:`graphmodel_viz.picture_data.choices.RESTING_ON`.
        focus: only items of this focus.
        top: the most sources, actors or speakers that are shown; 0 for all.

    Raises:
        NotFound: there is no such focus.
        OutputError: no item is said to have reached a phase.
    """
    basis = _BASES[on]
    assigned, carrying, groups, phases = claims_that_carry(frames)
    people = actors_and_organisations(frames)[["id", "label", "kind"]].rename(columns={"id": "actor"})
    if on == ONE_SOURCE:
        people = frames.nodes("Source")[["id", "label", "kind"]].rename(columns={"id": "actor"})
        carrying = carrying.assign(**{basis: carrying["source"]})
        assigned = carrying[carrying["phase"].ne(ANY_PHASE)]
    if focus is not None:
        groups = focus_groups(frames, focus)
        carrying = carrying[carrying["focus"].isin(groups)]
        assigned = assigned[assigned["evidence"].isin(carrying["evidence"])]
    if carrying.empty:
        raise OutputError(
            "No item is said to have reached a phase, so nothing can rest on anybody and there is nothing to draw."
        )
    items = items_table(carrying, basis, people, frames.labels(EVIDENCE))
    asked = frames.settings.focus.in_question
    table = focus_table(carrying, items, basis, groups, phases)
    whole = table[table["phase"].eq(ANY_PHASE) & table["n_reached"].gt(0)]
    whole = whole.sort_values("focus", key=lambda names: names.ne(asked), kind="stable")
    ones = actors_table(assigned, carrying, items, basis, people)
    ones = ones[ones["n_reached"].gt(0)]
    if on == ONE_SOURCE:
        ones = ones.assign(last=ones["label"].str.casefold()).sort_values(
            ["n_break", "n_tested", "last", "actor"], ascending=[False, False, True, True]
        )
    shown = ones if not top else ones.head(top)
    claims = frames.claims[frames.claims["claim"].isin(carrying["claim"])]
    return DependenceData(
        _rows(whole, "focus", "n_resting_on_one"),
        _rows(shown, "label", "n_break"),
        _sentence(whole, WORDS[on]),
        ", ".join(
            f"{row['reported_once']} of {counted(int(row['n_reached']), item_of(row['focus']))}"
            for row in whole.to_dict("records")
        ),
        provenance(claims),
        len(ones) - len(shown),
    )


def _rows(table: pd.DataFrame, label: str, part: str) -> tuple[Resting, ...]:
    columns: Sequence[Sequence[object]] = [table[name].tolist() for name in (label, part, "n_tested")]
    return tuple(Resting(str(name), int(str(few)), int(str(all_))) for name, few, all_ in zip(*columns, strict=True))


def _sentence(whole: pd.DataFrame, words: Words) -> str:
    """How many items depend on one, of those that can be judged."""
    able = [row for row in whole.to_dict("records") if row["n_tested"]]
    if not able:
        return "No item is said by two claims or more to have been there or in use, so dependence cannot be judged"
    shares = [f"{row['n_resting_on_one'] or 'none'} of {row['n_tested']}" for row in able]
    first = (
        f"Of the {item_of(able[0]['focus'])}s that two claims or more say were there or in use, {shares[0]} "
        f"{'rests' if able[0]['n_resting_on_one'] == 1 else 'rest'} on {words.one}"
    )
    others = [f"of {item_of(row['focus'])}s, {share}" for row, share in zip(able[1:], shares[1:], strict=True)]
    return "; ".join([first, *others])
