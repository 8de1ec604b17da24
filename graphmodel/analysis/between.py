"""Count claims from each group of nodes to each group.

The from-to matrix: who is said to do something with what, or with whom. Groups are kinds of node, or the
organisations of stakeholders, or a column of theirs. Affirming, denying and mixed claims are
counted side by side and never netted.
"""

import pandas as pd

from graphmodel.analysis.registry import analysis
from graphmodel.frames.counting import VERDICTS, support, verdicts, with_support
from graphmodel.frames.groups import group_of
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.results import Result
from graphmodel.schema import KINDS
from graphmodel.schema.rules import STAKEHOLDERS
from graphmodel.wording import counted

KIND = "kind"
NO_GROUP = "(no group)"
"""Where an end of a claim has no group."""
_ENDS = ["from_group", "to_group"]


@analysis(
    tables=("pairs", "matrix", "verbs"),
    examples=("graphmodel between my-copy --table matrix", "graphmodel between my-copy --group organisation"),
)
def between(frames: StudyFrames, *, group: str = KIND) -> Result:
    """Count claims by the group of their subject and the group of their object.

    A from-to matrix, as in a contingency table of dyads by attribute (Wasserman and Faust 1994, chapter 9).

    Args:
        frames: the study.
        group: what makes a group: kind (of node), organisation (of stakeholders), or a column of
            organisations or actors, such as type or level. Groups other than kinds count only
            claims between two stakeholders.

    Returns:
        ``pairs``: a row for each group of subjects and of objects with a claim: ``from_group``, ``to_group``;
        ``affirms``, ``denies``, ``mixed`` (claims of what is), ``normative`` (of what ought to be);
        support columns of all four; the most affirmed first.
        ``matrix``: a row for each group of subjects, a column for each group of objects: affirming claims.
        ``verbs``: the same as ``pairs`` for each ``predicate``.

    Raises:
        NotFound: there is no such group.
    """
    claims, order = _with_groups(frames, group)
    claims = claims.assign(**verdicts(claims))
    pairs = _counts(claims, _ENDS, order)
    tables = {"pairs": pairs, "matrix": _matrix(pairs, order), "verbs": _counts(claims, [*_ENDS, "predicate"], order)}
    return Result(
        name="between",
        title=f"Claims from group to group, by {group}",
        counts=(
            f"Counts are of {counted(len(claims), 'claim')}. matrix counts affirming claims; denials, mixed claims and "
            "claims of what ought to be are beside them in pairs and verbs, never subtracted. Claims are not people."
        ),
        tables=tables,
        notes=_notes(claims, group),
    )


def _with_groups(frames: StudyFrames, group: str) -> tuple[pd.DataFrame, list[str]]:
    """The claims that are counted, with the groups of both ends; and all groups in their order."""
    claims = frames.claims
    if group == KIND:
        order = [kind.label for kind in KINDS]
        return claims.assign(from_group=claims["subject_kind"], to_group=claims["object_kind"]), order
    groups = group_of(frames, group)
    both = claims["subject_kind"].isin(STAKEHOLDERS) & claims["object_kind"].isin(STAKEHOLDERS)
    claims = claims[both]
    ends = {name: claims[end].map(groups) for name, end in zip(_ENDS, ("subject", "object"), strict=True)}
    claims = claims.assign(**{name: values.astype("str").fillna(NO_GROUP) for name, values in ends.items()})
    return claims, [*sorted(set(groups.values())), NO_GROUP]


def _counts(claims: pd.DataFrame, by: list[str], order: list[str]) -> pd.DataFrame:
    numbers = claims.groupby(by)[list(VERDICTS)].sum().astype("Int64").reset_index()
    table = with_support(numbers, support(claims, by), by)
    places = {name: place for place, name in enumerate(order)}
    table = table.sort_values(
        ["affirms", *by],
        ascending=[False, *(True for _ in by)],
        key=lambda column: column.map(places) if column.name in _ENDS else column,
        ignore_index=True,
    )
    return table.astype(dict.fromkeys(by, "str"))


def _matrix(pairs: pd.DataFrame, order: list[str]) -> pd.DataFrame:
    wide = pairs.pivot(index="from_group", columns="to_group", values="affirms").fillna(0)
    rows, columns = ([name for name in order if name in names] for names in (wide.index, wide.columns))
    return wide.reindex(index=rows, columns=columns).rename_axis(columns=None).astype("Int64").reset_index()


def _notes(claims: pd.DataFrame, group: str) -> tuple[str, ...]:
    notes = []
    if group != KIND:
        notes.append("Only claims between two stakeholders are counted. No group is guessed.")
    without = int((claims["from_group"].eq(NO_GROUP) | claims["to_group"].eq(NO_GROUP)).sum())
    if without:
        notes.append(f"An end has no {group} in {counted(without, 'claim')}: see {NO_GROUP}.")
    if claims.empty:
        notes.append("No claim matches, which does not mean that there is nothing between the groups.")
    return tuple(notes)
