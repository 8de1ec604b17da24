"""Attributes of claims: what a claim can be counted or compared by, with the values that it has of each.

A claim may have several values of one attribute (codes, organisations), or none.
"""

from collections.abc import Callable, Mapping

import pandas as pd

from graphmodel.frames.groups import group_of
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound
from graphmodel.suggest import did_you_mean

_COLUMNS = {
    "source": "Source",
    "speaker": "Actor",
    "site": "Site",
    "workstream": "WorkStream",
    "stage": "Stage",
    "phase": "Stage",
    "reason": "Factor",
    "predicate": "Verb",
}
"""Columns of claims that name nodes, with their kind."""
_WORDS = ("focus", "polarity", "certainty", "extent", "valence", "level", "use", "step", "coder", "sign")
"""Columns of claims that hold words."""
_Values = Callable[[StudyFrames], pd.DataFrame]


def attribute(frames: StudyFrames, name: str) -> pd.DataFrame:
    """The values that claims have of one attribute.

    Args:
        frames: the study.
        name: one of :data:`ATTRIBUTES`.

    Returns:
        ``claim``, ``value``, ``label``; a row for each claim and value, none for a claim without one.

    Raises:
        NotFound: there is no such attribute.
    """
    if name not in ATTRIBUTES:
        raise NotFound(
            f"Claims have no attribute {name!r}.{did_you_mean(name, ATTRIBUTES)} "
            f"Choose one of: {', '.join(ATTRIBUTES)}.",
            tuple(ATTRIBUTES),
        )
    rows = ATTRIBUTES[name](frames).dropna(subset="value").drop_duplicates(["claim", "value"])
    return rows.astype({"claim": "str", "value": "str", "label": "str"}).reset_index(drop=True)


def _column(frames: StudyFrames, name: str) -> pd.DataFrame:
    claims = frames.claims
    values = claims[name] if name in claims else pd.Series(None, index=claims.index, dtype="str")
    return _labelled(claims["claim"], values, frames.labels(_COLUMNS[name]) if name in _COLUMNS else {})


def _labelled(claims: "pd.Series[str]", values: pd.Series, labels: Mapping[str, str]) -> pd.DataFrame:
    """Rows of claims and values, each with its label, else with itself."""
    values = values.astype("str")
    shown = [labels.get(value, value) for value in values]
    return pd.DataFrame({"claim": claims, "value": values, "label": pd.Series(shown, index=values.index, dtype="str")})


def _codes(frames: StudyFrames) -> pd.DataFrame:
    rows = frames.claims[["claim", "codes"]].explode("codes")
    return _labelled(rows["claim"], rows["codes"], frames.labels("Code"))


def _themes(frames: StudyFrames) -> pd.DataFrame:
    codes = frames.nodes("Code").set_index("id")
    rows = _codes(frames)
    labels = codes.dropna(subset=["theme", "theme_label"])
    return _labelled(
        rows["claim"], rows["value"].map(codes["theme"]), dict(zip(labels["theme"], labels["theme_label"], strict=True))
    )


def _of_source(frames: StudyFrames) -> pd.DataFrame:
    types = frames.nodes("Source").set_index("id")["type"]
    return _labelled(frames.claims["claim"], frames.claims["source"].map(types), {})


def _of_speaker(frames: StudyFrames, group: str) -> pd.DataFrame:
    """The speaker's organisation, or what kind it is."""
    values = frames.claims["speaker"].map(group_of(frames, group))
    return _labelled(frames.claims["claim"], values, frames.labels("Organisation"))


def _of_ends(frames: StudyFrames, group: str) -> pd.DataFrame:
    """The organisations, or kinds of organisation, that the subject and the object are or belong to."""
    groups, claims = group_of(frames, group), frames.claims
    parts = [
        pd.DataFrame({"claim": claims["claim"], "value": claims[end].map(groups)}) for end in ("subject", "object")
    ]
    rows = pd.concat(parts, ignore_index=True)
    return _labelled(rows["claim"], rows["value"], frames.labels("Organisation"))


def _of_factor(frames: StudyFrames) -> pd.DataFrame:
    claims = frames.claims
    parts = [
        pd.DataFrame({"claim": claims["claim"], "value": claims[end].where(claims[f"{end}_kind"].eq("Factor"))})
        for end in ("subject", "object")
    ]
    rows = pd.concat(parts, ignore_index=True)
    return _labelled(rows["claim"], rows["value"], frames.labels("Factor"))


def _reading(name: str) -> _Values:
    return lambda frames: _column(frames, name)


ATTRIBUTES: dict[str, _Values] = {
    "code": _codes,
    "theme": _themes,
    **{name: _reading(name) for name in (*_COLUMNS, *_WORDS)},
    "source_type": _of_source,
    "speaker_organisation": lambda frames: _of_speaker(frames, "organisation"),
    "speaker_kind": lambda frames: _of_speaker(frames, "type"),
    "organisation": lambda frames: _of_ends(frames, "organisation"),
    "organisation_kind": lambda frames: _of_ends(frames, "type"),
    "factor": _of_factor,
}
"""Attributes by name. ``speaker_kind`` is the kind of the speaker's organisation; ``organisation`` and
``organisation_kind`` are of the subject and the object."""
