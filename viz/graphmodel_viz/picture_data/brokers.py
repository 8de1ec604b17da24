"""Who ties others together: of whom all that is said to tie them to anybody names one partner."""

from collections.abc import Sequence
from dataclasses import dataclass

from graphmodel.frames.groups import actors_and_organisations
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import OutputError
from graphmodel.wording import counted, is_or_are
from graphmodel_viz.picture_data.focus_groups import of_choices
from graphmodel_viz.picture_data.number_words import provenance


@dataclass(frozen=True)
class Broker:
    """A partner of others.

    Attributes:
        label: its name.
        is_class: is it coded as a class of stakeholder?
        n_partners: all that are said to be tied to it.
        tested: of these, how many are tied to anybody by two claims or more.
        only: the names of the tested that all these claims tie to this one, those of most claims first.
    """

    label: str
    is_class: bool
    n_partners: int
    tested: int
    only: tuple[str, ...]


@dataclass(frozen=True)
class BrokersData:
    """Partners of others, those on whom most depend first.

    Attributes:
        rows: those that are shown: with two tested partners or one that depends on them.
        sentence: on whom most depend.
        tied: stakeholders that are said to be tied to somebody.
        tested: of them, those that two claims or more tie.
        provenance: what the claims that tie come from.
        left_out: rows that are not shown.
    """

    rows: tuple[Broker, ...]
    sentence: str
    tied: int
    tested: int
    provenance: str
    left_out: int


def brokers_data(frames: StudyFrames, focus: str | None = None, top: int = 0) -> BrokersData:
    """Who is tied to one partner alone, by claims that tie two stakeholders, wholly or in part.

    Args:
        frames: the study.
        focus: only claims of this focus.
        top: the most rows that are shown; 0 for all.

    Raises:
        NotFound: there is no such focus.
        OutputError: nobody stands between others.
    """
    people = actors_and_organisations(frames).set_index("id")
    claims = of_choices(frames, frames.claims, focus, None)
    ends = claims["subject"].isin(people.index) & claims["object"].isin(people.index)
    claims = claims[claims["joins"].astype(bool) & ends & claims["subject"].ne(claims["object"])]
    partners: dict[str, dict[str, set[str]]] = {}
    for subject, object_, claim in zip(claims["subject"], claims["object"], claims["claim"], strict=True):
        partners.setdefault(subject, {}).setdefault(object_, set()).add(claim)
        partners.setdefault(object_, {}).setdefault(subject, set()).add(claim)
    is_tested = {one: len(set().union(*own.values())) > 1 for one, own in partners.items()}
    labels = people["label"]

    def row(one: str) -> Broker:
        tested = sorted(
            (other for other in partners[one] if is_tested[other]),
            key=lambda other: (-len(partners[one][other]), labels[other].casefold(), other),
        )
        only = tuple(str(labels[other]) for other in tested if len(partners[other]) == 1)
        return Broker(str(labels[one]), bool(people["is_class"][one]), len(partners[one]), len(tested), only)

    rows = [row(one) for one in sorted(partners)]
    rows.sort(key=lambda one: (-len(one.only), -one.n_partners, one.label.casefold()))
    n_tested = sum(is_tested.values())
    listed = [one for one in rows if one.tested > 1 or one.only]
    if not listed:
        none = (
            "No stakeholder is said to be tied to two others that several claims name"
            if partners
            else "No claim says that two stakeholders are tied"
        )
        raise OutputError(f"{none}, so nobody stands between others and there is nothing to draw.")
    shown = listed[: top or None]
    return BrokersData(
        tuple(shown), _sentence(rows, n_tested), len(partners), n_tested, provenance(claims), len(listed) - len(shown)
    )


def _sentence(rows: Sequence[Broker], tested: int) -> str:
    """On whom most others depend."""
    of = f"Of {counted(tested, 'stakeholder')} that two claims or more tie to others"
    number = max(len(one.only) for one in rows)
    if not number:
        return f"{of}, none is tied to one partner alone"
    first = [one for one in rows if len(one.only) == number]
    if len(first) > 1:
        return f"{of}, each of {len(first)} partners has {number} tied to it alone"
    more = ", more than to any other" if any(one.only for one in rows if one is not first[0]) else ""
    return f"{of}, {number} {is_or_are(number)} tied to “{first[0].label}” alone{more}"
