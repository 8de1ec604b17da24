"""Search the claims by words and filters.

Each claim is shown with where it comes from. Nodes are named by id or by a piece of their label.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Literal

import pandas as pd

from graphmodel.analysis.registry import (
    Code,
    Evidence,
    Factor,
    Node,
    SearchText,
    Site,
    Source,
    Speaker,
    Stage,
    Stakeholder,
    WorkStream,
    analysis,
)
from graphmodel.folding import folded
from graphmodel.frames.find import folded_texts
from graphmodel.frames.own_columns import CLAIM, own_columns
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound
from graphmodel.results import Result
from graphmodel.schema import KINDS
from graphmodel.schema.layout import property_names
from graphmodel.suggest import question_of

COLUMNS = (
    *("claim", "summary", "subject", "predicate", "object", "polarity", "certainty", "focus", "speaker", "source"),
    *("locator", "quoted", "stage", "phase", "step", "order", "date", "event", "site", "site_basis", "workstream"),
    *("about", "reason", "codes", "extent", "valence", "level", "use", "acts_as", "sign", "note", "coder"),
)
"""Columns of the answer; behind each that names a node comes one with its label, and last the study's own."""
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


_COLUMNS: dict[str, tuple[str, ...]] = {
    "evidence": _ENDS,
    "actor": _ENDS,
    "factor": (*_ENDS, "reason"),
    "source": ("source",),
    "speaker": ("speaker",),
    "phase": ("phase",),
    "site": (*_ENDS, "site"),
    "workstream": (*_ENDS, "workstream", "about"),
    "node": tuple(NAMED),
}
"""Columns that may name the node of a filter."""
_WORDS = {
    "predicate": ("predicate", "acts_as"),
    "focus": ("focus",),
    "polarity": ("polarity",),
    "certainty": ("certainty",),
}


@analysis(
    tables=("claims",),
    examples=(
        "graphmodel claims my-copy commissioning strategy",
        "graphmodel claims my-copy --evidence ev.bme_strategy --polarity denies",
    ),
)
def claims(
    frames: StudyFrames,
    text: SearchText = "",
    *,
    ids: Iterable[str] = (),
    node: Node | None = None,
    evidence: Evidence | None = None,
    actor: Stakeholder | None = None,
    factor: Factor | None = None,
    source: Source | None = None,
    speaker: Speaker | None = None,
    stage: Stage | None = None,
    phase: Stage | None = None,
    site: Site | None = None,
    workstream: WorkStream | None = None,
    code: Code | None = None,
    predicate: str | None = None,
    focus: str | None = None,
    polarity: Literal["affirms", "denies", "mixed"] | None = None,
    certainty: Literal["stated", "tentative", "normative"] | None = None,
) -> Result:
    """Claims that have every word of a text and match every filter.

    Args:
        frames: the study.
        text: words, each of which must be in the summary, the note or a column of the study's own of the claim, in
            the label of its subject, object, about or reason, or in a column of the study's own of any node that
            it names; case and accents make no difference.
        ids: only these claims.
        node: a node named anywhere: as subject, object, speaker, source, code or anything else.
        evidence: an evidence item as subject or object.
        actor: an actor or organisation as subject or object.
        factor: a barrier or enabler as subject, object or reason.
        source: the source of the claim.
        speaker: who said it.
        stage: a stage of the cycle, with the stages below it.
        phase: a phase of the cycle.
        site: a site as subject or object, or the one that the claim belongs to.
        workstream: a workstream as subject or object, or the one that the claim belongs to.
        code: a code of the codebook.
        predicate: a verb of the study, or the default verb it acts as.
        focus: a focus of the study.
        polarity: what the claim says of its statement.
        certainty: how sure the claim is.

    Returns:
        One table, ``claims``: the columns ``COLUMNS``, behind each that names a node its label, and then the
        columns of the study's own.

    Raises:
        NotFound: a filter names nothing in this study, or several nodes.
        QuestionError: a filter has no such choice.
    """
    chosen = frames.claims
    asked = []
    wanted_ids = list(ids)
    if wanted_ids:
        chosen = _by_ids(chosen, wanted_ids)
        asked.append(f"ids = {', '.join(wanted_ids)}")
    filters = {
        "node": node,
        "evidence": evidence,
        "actor": actor,
        "factor": factor,
        "source": source,
        "speaker": speaker,
        "stage": stage,
        "phase": phase,
        "site": site,
        "workstream": workstream,
        "code": code,
        "predicate": predicate,
        "focus": focus,
        "polarity": polarity,
        "certainty": certainty,
    }
    for name, value in filters.items():
        if value and value.strip():
            chosen = _filtered(frames, chosen, name, value.strip())
            asked.append(f"{name} = {value.strip()}")
    labels = _labels(frames)
    if text.strip():
        chosen = chosen[_has_words(frames, chosen, text, labels)]
        asked.append(f"words = {text.strip()}")
    table = _with_labels(chosen, labels)
    notes = [f"Asked for: {'; '.join(asked)}." if asked else "No filter: these are all claims."]
    if table.empty:
        notes.append("No claim matches. That nobody said so does not mean that it is not so.")
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


def _filtered(frames: StudyFrames, claims: pd.DataFrame, name: str, value: str) -> pd.DataFrame:
    """The claims that match one filter."""
    if name in _WORDS:
        return _by_word(frames.claims, claims, name, value)
    if name == "code":
        return claims[_has_code(claims, value)]
    if name == "stage":
        return claims[claims["stage"].isin(_below(frames.stages, value))]
    matches = pd.Series(data=False, index=claims.index)
    for column in _COLUMNS[name]:
        matches |= (claims[column] == value).fillna(value=False)
    if name == "node":
        matches |= _has_code(claims, value) | claims["stage"].isin(_below(frames.stages, value))
    return claims[matches]


def _by_ids(claims: pd.DataFrame, ids: list[str]) -> pd.DataFrame:
    missing = sorted(set(ids) - set(claims["claim"]))
    if missing:
        near = claims.loc[claims["claim"].str.lower().isin([id_.lower() for id_ in missing]), "claim"].tolist()
        remedy = question_of(near) or " Search by words to find its id."
        raise NotFound(f"There is no claim {', '.join(missing)} in this study.{remedy}", near)
    return claims[claims["claim"].isin(ids)]


def _by_word(all_claims: pd.DataFrame, claims: pd.DataFrame, name: str, value: str) -> pd.DataFrame:
    columns = _WORDS[name]
    matches = pd.Series(data=False, index=claims.index)
    for column in columns:
        matches |= (claims[column] == value).fillna(value=False)
    if not matches.any():
        known = sorted(set().union(*(set(all_claims[column].dropna().unique()) for column in columns)))
        if value not in known:
            raise NotFound(
                f"No claim of this study has the {name} {value!r}. Choose one of: {', '.join(known)}.", known
            )
    return claims[matches]


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


def _has_words(frames: StudyFrames, claims: pd.DataFrame, text: str, labels: pd.Series) -> pd.Series:
    columns = [name for name in ("summary", "note") if name in claims] + own_columns(claims, CLAIM)
    texts = {column: folded_texts(claims[column]) for column in columns}
    named = folded_texts(labels)
    own = folded_texts(_own_texts(frames))
    matches = pd.Series(data=True, index=claims.index)
    for word in folded(text).split():
        has: Callable[[pd.Series], pd.Series] = partial(_contains, word=word)
        nodes = set(named.index[has(named)])
        here = pd.Series(data=False, index=claims.index)
        for cells in texts.values():
            here |= has(cells)
        for column in _SEARCHED:
            here |= claims[column].isin(nodes)
        if own_nodes := set(own.index[has(own)]):
            for column in NAMED:
                here |= claims[column].isin(own_nodes)
        matches &= here
    return matches


def _own_texts(frames: StudyFrames) -> pd.Series:
    """The study's own columns of nodes: each cell by the id of its node."""
    cells = []
    for kind in KINDS:
        nodes = frames.nodes(kind.label)
        cells += [nodes.set_index("id")[name].dropna() for name in own_columns(nodes, kind.label)]
    return pd.concat(cells).astype("str") if cells else pd.Series([], dtype="str")


def _contains(texts: pd.Series, word: str) -> pd.Series:
    return texts.str.contains(word, regex=False, na=False).astype(bool)


def _with_labels(claims: pd.DataFrame, labels: pd.Series) -> pd.DataFrame:
    table = {}
    by_id = labels.to_dict()
    for column in COLUMNS:
        table[column] = claims[column] if column in claims else pd.Series(pd.NA, index=claims.index, dtype="str")
        if column in NAMED:
            table[f"{column}_label"] = claims[column].map(by_id).astype("str")
    own = own_columns(claims, CLAIM)
    for column, name in property_names(table, own).items():
        table[name] = claims[column]
    return pd.DataFrame(table).reset_index(drop=True)
