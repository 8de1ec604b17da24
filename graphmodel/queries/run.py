"""Asks an engine one question and checks that the answer is what the file declares."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from pandas.api import types as dtypes

from graphmodel.engine.contract import Engine
from graphmodel.engine.limits import Limits
from graphmodel.measures.ranking import competition_ranks
from graphmodel.problems import QuestionError, StatementInvalid
from graphmodel.queries.parameters import values_for
from graphmodel.queries.question import RANK, Question, Returned
from graphmodel.results import Result
from graphmodel.settings import Focus
from graphmodel.wording import shown_name


def ask(
    engine: Engine, question: Question, options: Mapping[str, object], focus: Focus, limits: Limits | None = None
) -> Result:
    """Ask a question.

    Args:
        engine: whom.
        question: the question.
        options: values for its options, by name.
        focus: the study's focus, which some defaults name.
        limits: what it may take; None for a question that comes with the program.

    Returns:
        One table with exactly the declared columns, in the order of the statement. An answer of
        at most one row comes with the question's own explanation (``@sparse``).

    Raises:
        QuestionError: an option is wrong, the answer has other columns than declared, or the engine does not take the
            statement of a question of the study's own.
        EngineError: the engine could not run it.
    """
    values = values_for(question, options, focus)
    try:
        frame = engine.query(question.statement, values, limits=limits)
    except StatementInvalid as error:
        if not question.own:
            raise
        raise QuestionError(f"{question.path}: {error}") from error
    declared = [column.name for column in question.returns]
    if list(frame.columns) != declared:
        raise QuestionError(
            f"{question.path}: the statement returns {', '.join(frame.columns)} and the comments declare "
            f"{', '.join(declared)}. Make them the same, in the same order."
        )
    for column in question.returns:
        frame[column.name] = _checked(frame[column.name], column, question)
    if question.ranking:
        ranks = competition_ranks(frame, question.ranking.by, question.ranking.within)
        frame.insert(0, RANK, ranks)
    notes = []
    if question.own:
        notes.append(
            f"This question is the study's own ({shown_name(question.path)}); it does not come with graphmodel."
        )
    if question.sparse and len(frame) <= 1:
        notes.append(question.sparse)
    if frame.empty and not question.sparse:
        notes.append(
            "No claim in this study answers the question. That nobody said so does not mean that it is not so."
        )
    shown = {name: value for name, value in values.items() if value not in ("", [])}
    if shown:
        notes.append("Asked with " + ", ".join(f"{name} = {_worded(value)}" for name, value in shown.items()) + ".")
    # A paragraph of the study's own could look like a line of the program.
    counts = " ".join(question.prose.split()) if question.own else question.prose
    return Result(question.name, question.title, counts, {"answer": frame}, tuple(notes))


def _worded(value: object) -> str:
    """A value as a user would write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _checked(cells: "pd.Series[Any]", column: Returned, question: Question) -> "pd.Series[Any]":
    """The column in its declared type.

    Raises:
        QuestionError: its values are of another type.
    """
    if cells.isna().all():
        empty: dict[str, Any] = {
            "integer": "Int64",
            "number": "Float64",
            "boolean": "boolean",
            "list of text": "object",
        }
        return cells.astype(empty.get(column.type, "str"))
    if not _fits(cells, column.type):
        raise QuestionError(
            f"{question.path}: column {column.name} is declared as {column.type} and comes back as {cells.dtype}. "
            "Correct the @returns line or the statement."
        )
    if column.type == "list of text":
        # Each engine collects in an order of its own, so lists are sorted.
        ordered = [sorted(set(value)) if value and len(value) > 1 else value for value in cells]
        return pd.Series(ordered, index=cells.index, dtype="object")
    return cells.astype("Float64") if column.type == "number" else cells


def _fits(cells: "pd.Series[Any]", declared: str) -> bool:
    """Are these values of the declared type?"""
    kind = cells.dtype
    if declared in {"text", "date"}:
        return dtypes.is_string_dtype(kind) and not dtypes.is_object_dtype(kind)
    if declared == "integer":
        return dtypes.is_integer_dtype(kind)
    if declared == "number":
        return dtypes.is_numeric_dtype(kind) and not dtypes.is_bool_dtype(kind)
    if declared == "boolean":
        return dtypes.is_bool_dtype(kind)
    return dtypes.is_object_dtype(kind) and all(value is None or isinstance(value, list) for value in cells)
