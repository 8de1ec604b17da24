"""The groups of evidence that pictures compare, and what they are called."""

import pandas as pd

from graphmodel.frames.evidence import ALL_ITEMS, NOT_STATED, focus_order
from graphmodel.frames.find import find_node
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound
from graphmodel.wording import Message, Option


def focus_groups(frames: StudyFrames, only: str | None = None) -> list[str]:
    """The groups of evidence in the order of pictures: in question, compared, then the others.

    Args:
        frames: the study.
        only: the one focus to show; None for all.

    Raises:
        NotFound: the study has no such focus.
    """
    focus = frames.settings.focus
    if not focus.in_question:
        if only is not None:
            raise NotFound(Message("This study compares no focuses. Leave out {}.", Option("focus")))
        return [ALL_ITEMS]
    named = [focus.in_question, focus.compared_with]
    groups = [*named, *(word for word in focus_order(frames) if word not in named)]
    if only is None:
        return groups
    if only not in groups:
        raise NotFound(f"There is no focus {only!r} in this study. It has: {', '.join(groups)}.", groups)
    return [only]


def of_choices(frames: StudyFrames, claims: pd.DataFrame, focus: str | None, stage: str | None) -> pd.DataFrame:
    """The claims that a picture is asked for.

    Args:
        frames: the study.
        claims: rows with ``focus``, ``stage`` and ``phase``.
        focus: only claims of this focus.
        stage: only claims at this stage, by its id or a piece of its label; a phase stands for its functions.

    Raises:
        NotFound: there is no such stage or focus.
    """
    if focus is not None:
        claims = claims[claims["focus"].isin(focus_groups(frames, focus))]
    if stage is not None:
        chosen = find_node(frames, stage, kinds=("Stage",))
        claims = claims[claims["stage"].eq(chosen) | claims["phase"].eq(chosen)]
    return claims


def group_title(group: str) -> str:
    """A group as a heading: *Rural evidence*."""
    if group == ALL_ITEMS:
        return "All evidence"
    return "Evidence of no stated focus" if group == NOT_STATED else f"{capital(group)} evidence"


def item_of(group: str) -> str:
    """One item of a group: *rural item*."""
    return {ALL_ITEMS: "item", NOT_STATED: "item of no stated focus"}.get(group, f"{group} item")


def capital(text: str) -> str:
    """The first letter in upper case, the others as they are."""
    return text[:1].upper() + text[1:]


def listed(words: list[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
