"""Columns that a study added to the model's: which there are, and which of them a user means by a name.

The graph has its own names for them (see :func:`graphmodel.schema.layout.property_names`), and users type the
headings of their tables. A name means the columns that have it, and never one that only resembles it.
"""

from collections.abc import Iterable, Mapping
from functools import cache

import pandas as pd

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound
from graphmodel.schema import KINDS
from graphmodel.schema.layout import CLAIM_ENDS, Layout, layout, property_names
from graphmodel.suggest import near, question_of
from graphmodel.wording import Call, Message

CLAIM = "CLAIM"
CODER = "coder"
"""A column of the model that names a person who did not speak as a participant: left out unless asked for."""

_ACTOR, _PROFILES, _PROFILE, _RENAMED = "Actor", "stakeholder_profiles", "profile_", "study_"
_TABLE_OF = {CLAIM: "claims", **{kind.label: kind.table for kind in KINDS}}
_TABLES = frozenset({*_TABLE_OF.values(), _PROFILES})
_LISTED = 12

Column = tuple[str, str]
"""The label of the nodes, or ``CLAIM``, and the property."""


@cache
def _model() -> Layout:
    """The graph of a study without a column of its own."""
    return layout({}, ())


def _known(type_: str) -> set[str]:
    model = _model()
    # Only relationships have ends; on a node, a column called `start` or `subject` is the study's own.
    return set(model.nodes[type_]) if type_ in model.nodes else {*model.edges[type_].properties, *CLAIM_ENDS}


def own_columns(frame: pd.DataFrame, type_: str) -> list[str]:
    """Columns that the study added to the model's, in their order.

    Args:
        frame: nodes or relationships.
        type_: their label, or their type (``CLAIM``).
    """
    known = _known(type_)
    return [str(name) for name in frame.columns if name not in known]


def held_back(frame: pd.DataFrame, type_: str) -> list[str]:
    """Columns that are left out of what is handed on, unless somebody asks for them: the coder and one's own."""
    coder = [CODER] if type_ == CLAIM and CODER in frame else []
    return [*coder, *own_columns(frame, type_)]


def columns_named(frames: StudyFrames, names: Iterable[str]) -> set[Column]:
    """The columns that are meant by some names, among those of claims and nodes that are held back.

    Args:
        frames: the study.
        names: headings in the tables, or names in the graph. One without a table means the columns of that name in
            every table; ``sources.quote`` means that of one table.

    Raises:
        NotFound: there is no such column.
    """
    names = list(names)
    if not names:
        return set()
    headings = {
        (type_, name): _heading(type_, name, frame)
        for type_, frame in [(CLAIM, frames.claims), *((kind.label, frames.nodes(kind.label)) for kind in KINDS)]
        for name in held_back(frame, type_)
    }
    meant = {typed: _meant(typed, headings) for typed in names}
    if missing := [typed for typed, columns in meant.items() if not columns]:
        raise _none_called(missing, headings)
    return set().union(*meant.values())


def _heading(type_: str, name: str, frame: pd.DataFrame) -> Column:
    """The table of a property and its heading there, which is another where the model has that one."""
    if type_ == _ACTOR and name.startswith(_PROFILE):
        taken = {known.removeprefix(_PROFILE) for known in _known(_ACTOR) if known.startswith(_PROFILE)}
        table, name = _PROFILES, name.removeprefix(_PROFILE)
    else:
        taken = _known(type_) | {str(column) for column in frame.columns if str(column).startswith(_PROFILE)}
        table = _TABLE_OF[type_]
    plain = name.removeprefix(_RENAMED)
    return table, plain if plain in taken else name


def _meant(typed: str, headings: Mapping[Column, Column]) -> set[Column]:
    """The columns with this heading; where there are none, those with this name in the graph."""
    table, name = _parts(typed)
    by_heading = {column for column, (of, heading) in headings.items() if name == heading and table in {"", of}}
    by_name = {
        column for column, (of, _) in headings.items() if name == column[1] and table in {"", of, _TABLE_OF[column[0]]}
    }
    # `E-mail` and `e mail` in one table are e_mail and study_e_mail in the graph: only those names tell them apart.
    alike = any(
        (type_, f"{_RENAMED}{name}") in headings and column == name not in _known(type_) for type_, column in by_heading
    )
    if alike and name != typed.strip().lower().removeprefix(f"{table}."):
        return set()
    return by_heading or by_name


def _parts(typed: str) -> Column:
    """The table that is named, or nothing, and the heading in letters of the graph."""
    table, dot, column = typed.partition(".")
    table = table.strip().lower()
    if not dot or table not in _TABLES:
        table, column = "", typed
    return table, property_names((), [column])[column]


def _none_called(missing: Iterable[str], headings: Mapping[Column, Column]) -> NotFound:
    choices = sorted(f"{table}.{heading}" for table, heading in headings.values())
    candidates: list[str] = []
    lines = []
    for typed in missing:
        table, name = _parts(typed)
        known = choices if table else sorted({heading for _, heading in headings.values()})
        similar = near(f"{table}.{name}" if table else name, known)
        candidates += similar
        lines.append(f"This study has no column {typed!r} of its own in its claims or nodes.{question_of(similar)}")
    if not choices:
        lines.append("It has none of its own.")
    elif len(choices) <= _LISTED:
        lines.append(f"Columns that can be added: {', '.join(choices)}.")
    else:
        every = Call("graphmodel check STUDY", "gm.check_study(...).problems")
        return NotFound(Message("{} {} lists all columns of its own.", "\n  ".join(lines), every), candidates)
    return NotFound("\n  ".join(lines), candidates or choices)
