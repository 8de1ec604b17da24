"""Asking a question: the answer is what the file declares, or the file is refused."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from graphmodel.engine.contract import Engine
from graphmodel.engine.limits import Limits
from graphmodel.problems import QuestionError
from graphmodel.queries.question import Parameter, Question, Returned
from graphmodel.queries.run import ask
from graphmodel.schema.layout import Layout
from graphmodel.settings import Focus

FOCUS = Focus(("urban", "rural"), "rural", "urban")


class Canned(Engine):
    """An engine that gives one answer, whatever it is asked."""

    name = "canned"

    def __init__(self, rows: pa.Table) -> None:
        self.rows = rows
        self.asked: list[Mapping[str, Any]] = []

    def _run(self, statement: str, parameters: Mapping[str, Any], limits: Limits | None) -> pa.Table:
        self.asked.append(parameters)
        return self.rows

    def layout(self) -> Layout:
        return Layout({}, {})

    def close(self) -> None:
        return


def question(*returns: tuple[str, str], sparse: str = "", parameters: tuple[Parameter, ...] = ()) -> Question:
    columns = tuple(Returned(name, type_, "") for name, type_ in returns)
    return Question("a/b", Path("b.cypher"), "Which?", "Counts.", parameters, columns, sparse, "RETURN 1 AS one")


def answer(rows: dict[str, Any], *returns: tuple[str, str]) -> pd.DataFrame:
    return ask(Canned(pa.table(rows)), question(*returns), {}, FOCUS).frame


def test_columns_come_in_their_declared_types() -> None:
    frame = answer(
        {"a": ["x", None], "b": [1, 2], "c": [1, 2], "d": [True, None], "e": [["z", "y", "z"], None]},
        ("a", "text"), ("b", "integer"), ("c", "number"), ("d", "boolean"), ("e", "list of text"),
    )  # fmt: skip
    assert frame["b"].dtype == pd.Int64Dtype()
    assert frame["c"].dtype == pd.Float64Dtype()
    assert frame["d"].dtype == pd.BooleanDtype()
    # Engines collect in orders of their own, so lists are sorted, each entry once.
    assert frame["e"].tolist() == [["y", "z"], None]


def test_a_sum_of_whole_numbers_is_a_whole_number() -> None:
    frame = answer({"n": pa.array([3, None], pa.decimal128(38, 0))}, ("n", "integer"))
    assert frame["n"].tolist() == [3, pd.NA]


def test_a_column_without_any_value_keeps_its_type() -> None:
    empty = pa.array([None, None], pa.null())
    frame = answer(
        {"a": empty, "b": empty, "c": empty, "d": empty, "e": empty},
        ("a", "text"), ("b", "integer"), ("c", "number"), ("d", "boolean"), ("e", "list of text"),
    )  # fmt: skip
    assert [str(dtype) for dtype in frame.dtypes] == ["str", "Int64", "Float64", "boolean", "object"]


@pytest.mark.parametrize(
    ("cells", "declared"),
    [
        ([1, 2], "text"),
        ([1.5, 2.0], "integer"),
        (["1", "2"], "integer"),
        (["x", "y"], "number"),
        ([True, False], "integer"),
        ([True, False], "number"),
        ([1, 0], "boolean"),
        (["x", "y"], "list of text"),
        ([["x"], ["y"]], "text"),
    ],
)
def test_a_column_of_another_type_is_refused(cells: list[Any], declared: str) -> None:
    with pytest.raises(QuestionError, match=f"column a is declared as {declared}.*@returns line"):
        answer({"a": cells}, ("a", declared))


@pytest.mark.parametrize(
    "declared",
    [[("a", "text")], [("b", "text"), ("a", "text")], [("a", "text"), ("b", "text"), ("c", "text")]],
)
def test_other_columns_than_declared_are_refused(declared: list[tuple[str, str]]) -> None:
    with pytest.raises(QuestionError, match="returns a, b and the comments declare"):
        answer({"a": ["x"], "b": ["y"]}, *declared)


@pytest.mark.parametrize(
    ("rows", "sparse", "notes"),
    [
        ([], "Nothing was lost.", ["Nothing was lost."]),
        (["x"], "Nothing was lost.", ["Nothing was lost."]),
        (["x", "y"], "Nothing was lost.", []),
        (["x"], "", []),
    ],
)
def test_a_thin_answer_carries_the_words_of_the_file(rows: list[str], sparse: str, notes: list[str]) -> None:
    result = ask(
        Canned(pa.table({"a": pa.array(rows, pa.string())})), question(("a", "text"), sparse=sparse), {}, FOCUS
    )
    assert list(result.notes) == notes


def test_an_empty_answer_is_never_without_a_word() -> None:
    result = ask(Canned(pa.table({"a": pa.array([], pa.string())})), question(("a", "text")), {}, FOCUS)
    assert "does not mean that it is not so" in result.notes[0]


def test_the_answer_says_what_was_asked_with() -> None:
    parameters = (Parameter("site", "text", "", "x"), Parameter("focus", "text", "{in_question}", "x"))
    engine = Canned(pa.table({"a": ["x", "y"]}))
    result = ask(engine, question(("a", "text"), parameters=parameters), {}, FOCUS)
    assert engine.asked == [{"site": "", "focus": "rural"}]
    assert result.notes == ("Asked with focus = rural.",)
    assert (result.name, result.title, result.counts) == ("a/b", "Which?", "Counts.")
