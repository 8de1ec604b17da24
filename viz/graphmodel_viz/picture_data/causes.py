"""What is said to lead to what: one link for each pair of factors between which some claim puts it."""

from dataclasses import dataclass

import pandas as pd

from graphmodel.frames.factors import Sorts, sorts_of
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import OutputError
from graphmodel.schema import rules
from graphmodel.wording import counted
from graphmodel_viz.limits import MOST_LINKS_NAMED
from graphmodel_viz.picture_data.focus_groups import listed, of_choices
from graphmodel_viz.picture_data.held import DENIES, held_by

CAUSES = "causes"
"""The default verb of claims that one factor leads to another."""


@dataclass(frozen=True)
class Link:
    """One link; numbers are of distinct sources: that ``affirm`` it, that ``carry`` it, wholly or in part."""

    cause: str
    effect: str
    affirming: int
    carrying: int
    held: str
    n_claims: int

    @property
    def carried(self) -> bool:
        """Some claim says so, wholly or in part."""
        return self.held != DENIES


@dataclass(frozen=True)
class CausesData:
    """Links between factors, those that most sources affirm first, with the labels and sorts of the factors."""

    links: tuple[Link, ...]
    labels: dict[str, str]
    sorts: Sorts
    valences: dict[str, str]
    n_claims: int
    n_sources: int


def causes_data(frames: StudyFrames, focus: str | None = None, stage: str | None = None) -> CausesData:
    """The links of a study; claims of what ought to be are left out.

    Args:
        frames: the study.
        focus: only claims of this focus.
        stage: only claims at this stage, by its id or a piece of its label; a phase stands for its functions.

    Raises:
        NotFound: there is no such stage or focus.
        OutputError: no claim says that one factor leads to another.
    """
    claims = frames.claims
    ends = claims["subject_kind"].eq("Factor") & claims["object_kind"].eq("Factor")
    rows = claims[claims["acts_as"].eq(CAUSES) & ends & claims["certainty"].ne(rules.NORMATIVE)]
    rows = of_choices(frames, rows, focus, stage)
    if rows.empty:
        raise OutputError("No claim says that one factor leads to another, so there is nothing to draw.")
    factors = frames.nodes("Factor").set_index("id")
    labels = {str(id_): str(label) for id_, label in factors["label"].items()}
    found = [_link(str(cause), str(effect), own) for (cause, effect), own in rows.groupby(["subject", "object"])]
    found.sort(key=lambda one: (*one[1], labels[one[0].cause].casefold(), labels[one[0].effect].casefold()))
    valences = factors["valence"].dropna()
    return CausesData(
        tuple(link for link, _ in found),
        labels,
        sorts_of(frames),
        {str(id_): str(word) for id_, word in valences.items()},
        len(rows),
        int(rows["source"].nunique()),
    )


def _link(cause: str, effect: str, rows: pd.DataFrame) -> tuple[Link, tuple[int, int, int]]:
    """A link, and what ranks it, the smallest first: sources, then named speakers, then claims that affirm."""
    affirming = rows[rows["polarity"].eq(rules.AFFIRMS)]
    held = held_by(set(rows["polarity"]))
    carrying = rows.loc[rows["polarity"].ne(rules.DENIES), "source"].nunique()
    link = Link(cause, effect, int(affirming["source"].nunique()), int(carrying), held, len(rows))
    return link, (-link.affirming, -int(affirming["speaker"].nunique()), -len(affirming))


def causes_sentence(data: CausesData) -> str:
    """The factors with most links, and how many links rest on one source: as the page says it."""
    carried = [link for link in data.links if link.carried]
    if not carried:
        return "Claims only deny that one factor leads to another"
    alone = sum(link.carrying == 1 for link in carried)
    rest = f"{alone or 'none'} of {len(carried)} links {'rests' if alone == 1 else 'rest'} on one source"
    if len(carried) == 1:
        says = f"{counted(carried[0].carrying, 'source')} {'says' if alone else 'say'} so"
        return f"“{data.labels[carried[0].cause]}” is said to lead to “{data.labels[carried[0].effect]}”; {says}"
    if alone == len(carried):
        rest = f"each of {alone} links rests on one source"
    to = {one: sum(link.effect == one for link in carried) for one in data.labels}
    from_ = {one: sum(link.cause == one for link in carried) for one in data.labels}
    most = max(to[one] + from_[one] for one in data.labels)
    first = sorted((one for one in data.labels if to[one] + from_[one] == most), key=lambda one: data.labels[one])
    if len(first) == 1:
        return (
            f"“{data.labels[first[0]]}” is said to follow from {counted(to[first[0]], 'factor')} and to lead to "
            f"{from_[first[0]]}, more links than any other; {rest}"
        )
    if len(first) > MOST_LINKS_NAMED:
        return f"{counted(len(first), 'factor')} have {counted(most, 'link')} each, and none has more; {rest}"
    names = listed([f"“{data.labels[one]}”" for one in first])
    return f"{names} have {counted(most, 'link')} each, more than any other; {rest}"
