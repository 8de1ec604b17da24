"""Which group a stakeholder belongs to, where the study says so. Nothing is guessed.

An actor belongs to an organisation through ``MEMBER_OF``; what a study says of an organisation
(its type, its level) then holds for its members, unless it says something else of them.
"""

from collections.abc import Sequence

import pandas as pd

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound
from graphmodel.schema.rules import STAKEHOLDERS
from graphmodel.suggest import did_you_mean

ORGANISATION = "organisation"
DEFAULT_COLUMN = "type"
"""The column that every study may group by, even if it has no values."""
_NO_GROUPS = ("id", "label", "locator")


def stakeholder_nodes(frames: StudyFrames, *, classes: bool = True) -> pd.DataFrame:
    """All actors and organisations but crowds that only speak: ``id``, ``label``, ``kind``, ``is_class``, by label.

    Args:
        frames: the study.
        classes: also those that are a class of stakeholder, such as "primary care trust (unspecified)".
    """
    nodes = actors_and_organisations(frames)
    nodes = nodes[~nodes["is_crowd"].astype(bool) & (classes | ~nodes["is_class"].astype(bool))]
    return nodes.drop(columns="is_crowd").reset_index(drop=True)


def actors_and_organisations(frames: StudyFrames) -> pd.DataFrame:
    """All of them, also crowds that only speak: ``id``, ``label``, ``kind``, ``is_class``, ``is_crowd``, by label."""
    columns = ["id", "label", "kind", "is_class", "is_crowd"]
    nodes = pd.concat([frames.nodes(kind)[columns] for kind in STAKEHOLDERS], ignore_index=True)
    return nodes.sort_values(["label", "kind", "id"], ignore_index=True)


def organisation_of(frames: StudyFrames) -> dict[str, str]:
    """The organisation of every stakeholder that has one: an organisation is its own.

    An actor of several organisations is in none, as nothing says which of them it acts for.
    """
    membership = frames.edges("MEMBER_OF").drop_duplicates(["start", "end"])
    membership = membership[~membership["start"].duplicated(keep=False)]
    own = frames.nodes("Organisation")["id"]
    return dict(zip(membership["start"], membership["end"], strict=True)) | dict(zip(own, own, strict=True))


def columns_of_groups(frames: StudyFrames) -> tuple[str, ...]:
    """Columns of text of the study's organisations and actors that may serve as groups."""
    columns: dict[str, None] = {}
    for kind in reversed(STAKEHOLDERS):
        nodes = frames.nodes(kind)
        texts = [name for name in nodes.columns if isinstance(nodes[name].dtype, pd.StringDtype)]
        columns |= dict.fromkeys(name for name in texts if not name.endswith(_NO_GROUPS) and nodes[name].notna().any())
    return tuple(columns)


def values_of(frames: StudyFrames, column: str) -> dict[str, str]:
    """What a column says of every stakeholder: its own value, else that of its organisation."""
    own: dict[str, str] = {}
    for kind in STAKEHOLDERS:
        nodes = frames.nodes(kind)
        if column in nodes:
            stated = nodes[nodes[column].notna()]
            own |= dict(zip(stated["id"], stated[column].astype(str), strict=True))
    through = organisation_of(frames)
    inherited = {member: own[organisation] for member, organisation in through.items() if organisation in own}
    return inherited | own


def group_of(frames: StudyFrames, group: str, others: Sequence[str] = ()) -> dict[str, str]:
    """The group of every stakeholder that has one.

    Args:
        frames: the study.
        group: ``organisation``, or a column of the study's organisations or actors.
        others: further groups, which the message lists as choices.

    Raises:
        NotFound: there is no such group; the message lists those there are.
    """
    if group == ORGANISATION:
        return organisation_of(frames)
    known = columns_of_groups(frames)
    if group not in known and group != DEFAULT_COLUMN:
        choices = (ORGANISATION, *others, *(name for name in known if name != ORGANISATION))
        near = did_you_mean(group, choices)
        raise NotFound(f"There is no group {group!r} in this study.{near} The groups: {', '.join(choices)}.", choices)
    return values_of(frames, group)
