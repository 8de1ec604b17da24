"""Search and filter claims, with everything that says where a claim comes from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import pandas as pd

from graphmodel.frames.find import find_node, folded
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound
from graphmodel.results import Result
from graphmodel.schema import KINDS
from graphmodel.suggest import question_of

COLUMNS = (
    *("claim", "summary", "subject", "predicate", "object", "polarity", "certainty", "focus", "speaker", "source"),
    *("locator", "quoted", "stage", "phase", "step", "order", "date", "event", "site", "site_basis", "workstream"),
    *("about", "reason", "codes", "extent", "valence", "level", "use", "acts_as", "sign", "note", "coder"),
)
"""Columns of the answer; behind each that names a node comes one with its label."""
NAMED = {
    "subject": "",
    "object": "",
    "speaker": "Actor",
    "source": "Source",
    "stage": "Stage",
    "phase": "Stage",
    "site": "Site",
    "workstream": "WorkStream",
    "about": "",
    "reason": "Factor",
}
"""Columns that name a node, with its kind; empty where it may be of several."""
_SEARCHED = ("subject", "object", "about", "reason")
_ENDS = ("subject", "object")


@dataclass(frozen=True)
class _NodeFilter:
    """A filter by node: the kinds it may be of and the columns that may name it."""

    kinds: tuple[str, ...]
    columns: tuple[str, ...]


_NODES: dict[str, _NodeFilter] = {
    "evidence": _NodeFilter(("EvidenceItem",), _ENDS),
    "actor": _NodeFilter(("Actor", "Organisation"), _ENDS),
    "factor": _NodeFilter(("Factor",), (*_ENDS, "reason")),
    "source": _NodeFilter(("Source",), ("source",)),
    "speaker": _NodeFilter(("Actor",), ("speaker",)),
    "phase": _NodeFilter(("Stage",), ("phase",)),
    "site": _NodeFilter(("Site",), (*_ENDS, "site")),
    "workstream": _NodeFilter(("WorkStream",), (*_ENDS, "workstream", "about")),
    "node": _NodeFilter(tuple(kind.label for kind in KINDS), tuple(NAMED)),
}
_WORDS = {
    "predicate": ("predicate", "acts_as"),
    "focus": ("focus",),
    "polarity": ("polarity",),
    "certainty": ("certainty",),
}
FILTERS = (*_NODES, "stage", "code", *_WORDS)
"""Names of the filters."""


def claims(frames: StudyFrames, text: str = "", *, ids: Iterable[str] = (), **filters: object) -> Result:
    """Claims that have every word of a text and fit every filter.

    Args:
        frames: the study.
        text: words, each of which must occur in the summary or the note of the claim, or in the
            label of its subject, object, ``about`` or ``reason``; upper and lower case and accents
            make no difference.
        ids: only these claims.
        filters: any of ``FILTERS``; None or an empty text is no filter. Nodes go by id or a piece
            of their label: ``evidence``, ``actor`` (or organisation) and ``factor`` as subject or
            object (a factor as reason too), ``workstream`` and ``site`` also where the claim is
            placed, ``stage`` with the stages below it, ``node`` wherever it is named (a code
            too). ``predicate`` takes the study's verb or the default verb it acts as.

    Returns:
        One table, ``claims``: the columns ``COLUMNS``, and behind each that names a node its label.

    Raises:
        NotFound: a filter names nothing in this study, or several nodes.
    """
    unknown = [name for name in filters if name not in FILTERS]
    if unknown:
        raise NotFound(f"There is no filter {unknown[0]!r}. Filters are: {', '.join(FILTERS)}.", FILTERS)
    claims = frames.claims
    asked = []
    wanted_ids = list(ids)
    if wanted_ids:
        claims = _by_ids(claims, wanted_ids)
        asked.append(f"ids = {', '.join(wanted_ids)}")
    for name, value in filters.items():
        if value in (None, ""):
            continue
        claims, meant = _filtered(frames, claims, name, str(value).strip())
        asked.append(f"{name} = {meant}")
    labels = _labels(frames)
    if text.strip():
        claims = claims[_has_words(claims, text, labels)]
        asked.append(f"words = {text.strip()}")
    table = _with_labels(claims, labels)
    notes = [f"Asked for: {'; '.join(asked)}." if asked else "No filter: these are all claims."]
    if table.empty:
        notes.append("No claim fits. That nobody said it does not mean that it is not so.")
    people, unattributed = table["speaker"].nunique(), int(table["speaker"].isna().sum())
    return Result(
        name="claims",
        title="Claims",
        counts=(
            f"One row is one coded claim. Claims: {len(table):,} of {len(frames.claims):,}; distinct speakers: "
            f"{people:,}; claims that name no speaker: {unattributed:,}; sources: {table['source'].nunique():,}. "
            "Claims are not people."
        ),
        tables={"claims": table},
        notes=tuple(notes),
    )


def _filtered(frames: StudyFrames, claims: pd.DataFrame, name: str, value: str) -> tuple[pd.DataFrame, str]:
    """The claims that fit one filter, and what its value was taken for."""
    if name in _WORDS:
        return _by_word(frames.claims, claims, name, value), value
    if name == "code":
        code = find_node(frames, value, ("Code",))
        return claims[_has_code(claims, code)], code
    if name == "stage":
        stage = find_node(frames, value, ("Stage",))
        return claims[claims["stage"].isin(_below(frames.stages, stage))], stage
    by = _NODES[name]
    node = find_node(frames, value, by.kinds)
    fits = pd.Series(data=False, index=claims.index)
    for column in by.columns:
        fits |= (claims[column] == node).fillna(value=False)
    if name == "node":
        fits |= _has_code(claims, node) | claims["stage"].isin(_below(frames.stages, node))
    return claims[fits], node


def _by_ids(claims: pd.DataFrame, ids: list[str]) -> pd.DataFrame:
    missing = sorted(set(ids) - set(claims["claim"]))
    if missing:
        near = claims.loc[claims["claim"].str.lower().isin([id_.lower() for id_ in missing]), "claim"].tolist()
        remedy = question_of(near) or " Search by words to find its id."
        raise NotFound(f"There is no claim {', '.join(missing)} in this study.{remedy}", near)
    return claims[claims["claim"].isin(ids)]


def _by_word(all_claims: pd.DataFrame, claims: pd.DataFrame, name: str, value: str) -> pd.DataFrame:
    columns = _WORDS[name]
    fits = pd.Series(data=False, index=claims.index)
    for column in columns:
        fits |= (claims[column] == value).fillna(value=False)
    if not fits.any():
        known = sorted(set().union(*(set(all_claims[column].dropna().unique()) for column in columns)))
        if value not in known:
            raise NotFound(
                f"No claim of this study has the {name} {value!r}. Choose one of: {', '.join(known)}.", known
            )
    return claims[fits]


def _has_code(claims: pd.DataFrame, code: str) -> pd.Series:
    return claims["codes"].map(lambda codes: isinstance(codes, list) and code in codes).astype(bool)


def _below(stages: pd.DataFrame, stage: str) -> set[str]:
    """A stage and everything below it."""
    found = {stage}
    grew = True
    while grew:
        below = set(stages.loc[stages["parent"].isin(found), "id"]) - found
        found |= below
        grew = bool(below)
    return found


def _labels(frames: StudyFrames) -> pd.Series:
    """Label of every node by its id."""
    nodes = pd.concat([frames.nodes(kind.label)[["id", "label"]] for kind in KINDS if kind.name != "code"])
    return nodes.set_index("id")["label"]


def _has_words(claims: pd.DataFrame, text: str, labels: pd.Series) -> pd.Series:
    told = {column: folded(claims[column]) for column in ("summary", "note") if column in claims}
    named = folded(labels)
    fits = pd.Series(data=True, index=claims.index)
    for word in folded(pd.Series([text], dtype="str")).iloc[0].split():
        has: Callable[[pd.Series], pd.Series] = partial(_contains, word=word)
        nodes = set(named.index[has(named)])
        here = pd.Series(data=False, index=claims.index)
        for cells in told.values():
            here |= has(cells)
        for column in _SEARCHED:
            here |= claims[column].isin(nodes)
        fits &= here
    return fits


def _contains(texts: pd.Series, word: str) -> pd.Series:
    return texts.str.contains(word, regex=False, na=False).astype(bool)


def _with_labels(claims: pd.DataFrame, labels: pd.Series) -> pd.DataFrame:
    table = {}
    by_id = labels.to_dict()
    for column in COLUMNS:
        table[column] = claims[column] if column in claims else pd.Series(pd.NA, index=claims.index, dtype="str")
        if column in NAMED:
            table[f"{column}_label"] = claims[column].map(by_id).astype("str")
    return pd.DataFrame(table).reset_index(drop=True)
