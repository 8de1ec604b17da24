"""What of a study goes into pages and figures that are meant for handing on.

A page holds the columns of the model and no others: an allow-list. A study's own columns (a real name, an
e-mail, a quotation) and the coder's name are in it only if somebody asks for them by name. Whatever is
drawn is drawn from these frames, so what they leave out cannot be in any byte of it.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import pandas as pd

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound
from graphmodel.schema import KINDS
from graphmodel.schema.layout import CLAIM_ENDS, CODING_LABEL, Layout, layout, property_names
from graphmodel.suggest import did_you_mean
from graphmodel.wording import counted

CLAIM = "CLAIM"
CODER = "coder"
"""A column of the model that names a person who did not speak as a participant: left out unless asked for."""
PERSON = "person"
"""The granularity of an actor that is one known person."""
_IN_QUOTATION_MARKS = r"“[^”]{12,}”|\"[^\"]{12,}\"|«[^»]{12,}»"
"""Words in quotation marks, long enough not to be a term."""


@cache
def _model() -> Layout:
    """The graph of a study without a column of its own."""
    return layout({}, ())


def own_columns(frame: pd.DataFrame, type_: str) -> list[str]:
    """Columns that the study added to the model's, in their order.

    Args:
        frame: nodes or relationships.
        type_: their label, or their type (``CLAIM``).
    """
    model = _model()
    # Only relationships have ends; on a node, a column called `start` or `subject` is the study's own.
    known: set[str] = set(model.nodes[type_]) if type_ in model.nodes else {*model.edges[type_].properties, *CLAIM_ENDS}
    return [str(name) for name in frame.columns if name not in known]


def shareable(frames: StudyFrames, with_columns: Iterable[str] = ()) -> StudyFrames:
    """The study with the columns of the model alone, without the coder's name.

    Args:
        frames: the study.
        with_columns: further columns to keep: the study's own columns of claims and nodes, and ``coder``, by the
            heading in the table or the name in the graph. A name keeps the column in every table that has
            it; ``sources.quote`` keeps that of one table.

    Raises:
        NotFound: the study has no such column of its own.
    """
    kept = _kept(frames, [with_columns] if isinstance(with_columns, str) else with_columns)

    def shared(frame: pd.DataFrame, type_: str) -> pd.DataFrame:
        return frame.drop(columns=[name for name in _held_back(frame, type_) if (type_, name) not in kept])

    def nodes(label: str) -> pd.DataFrame:
        if label == CODING_LABEL and (CLAIM, CODER) not in kept:
            return frames.nodes(label).head(0)  # who coded what is in every column of it, its id included
        return shared(frames.nodes(label), label)

    def edges(type_: str) -> pd.DataFrame:
        if type_ == CLAIM:
            return shared(frames.claims, CLAIM).rename(columns={"subject": "start", "object": "end"})
        return shared(frames.edges(type_), type_)

    return replace(frames, read_nodes=nodes, read_edges=edges, _nodes={}, _edges={})


def identifying(frames: StudyFrames) -> str:
    """One line on what pages made from these frames hold that could identify somebody.

    It counts named persons (actors whose granularity is ``person``), sites with one speaker, and claims that rest
    on a quotation or have words in quotation marks; it names the columns that were asked for.
    """
    actors, claims = frames.nodes("Actor"), frames.claims
    persons = int((actors["granularity"] == PERSON).sum())
    speakers = claims.groupby("site")["speaker"].nunique()
    texts = [claims[name] for name in ("summary", "note") if name in claims]
    quoted = (claims["quoted"] == True).fillna(value=False).astype(bool)  # noqa: E712 - a nullable column
    for text in texts:
        quoted |= text.str.contains(_IN_QUOTATION_MARKS, regex=True, na=False).astype(bool)
    parts = [
        counted(persons, "named person"),
        f"{counted(int((speakers == 1).sum()), 'site')} with only one speaker",
        f"{counted(int(quoted.sum()), 'claim')} backed by or with a quotation",
    ]
    added = [*_names(claims, CLAIM), *(name for kind in KINDS for name in _names(frames.nodes(kind.label), kind.label))]
    columns = f"asked for: {', '.join(dict.fromkeys(added))}" if added else "no columns of your own, no coder"
    return f"What could identify people: {', '.join(parts)}; {columns}."


def _held_back(frame: pd.DataFrame, type_: str) -> list[str]:
    coder = [CODER] if type_ == CLAIM and CODER in frame else []
    return [*coder, *own_columns(frame, type_)]


def _names(frame: pd.DataFrame, type_: str) -> list[str]:
    return [name for name in _held_back(frame, type_) if frame[name].notna().any()]


def _kept(frames: StudyFrames, asked: Iterable[str]) -> set[tuple[str, str]]:
    """The columns that are asked for, as label or type and property."""
    asked = list(asked)
    if not asked:
        return set()
    known: dict[tuple[str, str], tuple[str, tuple[str, ...]]] = {}
    tables = [("claims", CLAIM, frames.claims), *((k.table, k.label, frames.nodes(k.label)) for k in KINDS)]
    for table, type_, frame in tables:
        for name in _held_back(frame, type_):
            plain = name.removeprefix("profile_").removeprefix("study_")
            known[type_, name] = (table, (name, name.removeprefix("profile_"), plain))
    kept: set[tuple[str, str]] = set()
    problems = []
    for typed in asked:
        table, _, column = typed.rpartition(".") if typed.rpartition(".")[0] in _TABLES else ("", "", typed)
        name = property_names((), [column])[column]
        matches = {key for key, (of, forms) in known.items() if name in forms and table in {"", of}}
        if not matches:
            near = did_you_mean(name, dict.fromkeys(forms[-1] for _, forms in known.values()))
            problems.append(f"This study has no column {typed!r} of its own in its claims or nodes.{near}")
        kept |= matches
    if problems:
        choices = tuple(f"{table}.{forms[-1]}" for table, forms in known.values())
        listed = f"Columns that can be added: {', '.join(choices)}." if choices else "It has none of its own."
        raise NotFound("\n".join([*problems, listed]), choices)
    return kept


_TABLES = frozenset({"claims", *(kind.table for kind in KINDS)})
