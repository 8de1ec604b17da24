"""Which group a stakeholder belongs to, where the study says so. Nothing is guessed.

An actor belongs to an organisation through ``MEMBER_OF``; what a study says of an organisation
(its type, its level) then holds for its members, unless it says something else of them.
"""

import pandas as pd

from graphmodel.frames.study_frames import StudyFrames

STAKEHOLDERS = ("Actor", "Organisation")
"""Kinds of node that are stakeholders."""
_NO_GROUPS = ("id", "label", "locator")


def stakeholder_nodes(frames: StudyFrames) -> pd.DataFrame:
    """All actors and organisations: ``id``, ``label``, ``kind``, by id."""
    nodes = pd.concat([frames.nodes(kind)[["id", "label", "kind"]] for kind in STAKEHOLDERS], ignore_index=True)
    return nodes.sort_values("id", ignore_index=True)


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
    found: dict[str, None] = {}
    for kind in reversed(STAKEHOLDERS):
        nodes = frames.nodes(kind)
        texts = [name for name in nodes.columns if isinstance(nodes[name].dtype, pd.StringDtype)]
        found |= dict.fromkeys(name for name in texts if not name.endswith(_NO_GROUPS) and nodes[name].notna().any())
    return tuple(found)


def values_of(frames: StudyFrames, column: str) -> dict[str, str]:
    """What a column says of every stakeholder: its own value, else that of its organisation."""
    own: dict[str, str] = {}
    for kind in STAKEHOLDERS:
        nodes = frames.nodes(kind)
        if column in nodes:
            told = nodes[nodes[column].notna()]
            own |= dict(zip(told["id"], told[column].astype(str), strict=True))
    through = organisation_of(frames)
    inherited = {member: own[organisation] for member, organisation in through.items() if organisation in own}
    return inherited | own
