"""What is given in Python is of the kind that the parameter takes, or the error says which that is."""

from collections.abc import Callable
from inspect import isfunction, signature
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import graphmodel as gm
from graphmodel.analysis import registry
from graphmodel.argument_types import checks_types
from graphmodel.problems import GraphmodelError, QuestionError

WRONG = {"flag": "x", "whole number": "x", "number": "x", "texts": "x", "choice": "x"}


@pytest.mark.parametrize("name", registry.names())
def test_every_option_of_every_analysis_refuses_another_kind(school_meals: gm.OpenStudy, name: str) -> None:
    options = registry.describe(name).options
    needed = {option.name: "act.cook" for option in options if option.required}
    for option in options:
        for wrong in (WRONG.get(option.kind, 3), ["a", 3]):
            with pytest.raises(QuestionError, match=rf"^{option.name} (takes|is one of) .*, not ") as error:
                getattr(school_meals, name)(**(needed | {option.name: wrong}))
            assert error.value.by_caller


@pytest.mark.slow
@pytest.mark.parametrize(
    "call",
    [
        lambda study: study.ask("dropout/not_used", phase=3),
        lambda study: study.ask("dropout/not_used", focus=["rural"]),
        lambda study: study.ask(3),
        lambda study: study.ask("dropout/not_used", limits=3),
        lambda study: study.cypher(5),
        lambda study: study.dropout()[3],
        lambda study: study.dropout().to_csv(3),
        lambda study: study.export("gexf", 3),
        lambda study: study.figure("dropout", 5),
        lambda study: study.figure("dropout", "x.svg", dpi="x"),
        lambda study: study.map("x.html", focus=4),
        lambda study: study.page(None),
        lambda study: study.poster("x.pdf", size=4),
        lambda study: study.quotes(5),
        lambda study: study.table(3),
        lambda study: study.where("x"),
        lambda study: study.where(source=3),
        lambda study: study.where(with_parts="x"),
        lambda _: gm.build_study(None),
        lambda _: gm.check_study(3),
        lambda _: gm.join(3, 4, 5),
        lambda _: gm.make_tool("study", 3, "x.docx"),
        lambda _: gm.rename("study", 3, "b"),
        lambda _: gm.twins("study", ask="x"),
    ],
)
def test_what_cannot_be_meant_is_an_error_that_says_so(school_meals: gm.OpenStudy, call: Callable[[Any], Any]) -> None:
    with pytest.raises(GraphmodelError, match=r"not|no ") as error:
        call(school_meals)
    assert isinstance(error.value, ValueError | KeyError)
    assert error.value.by_caller


@pytest.mark.parametrize("name", [name for name in gm.__all__ if isfunction(getattr(gm, name))])
def test_an_empty_path_does_not_mean_the_current_folder(name: str) -> None:
    function = getattr(gm, name)
    parameters = signature(function).parameters.values()
    paths = [one.name for one in parameters if "Path" in str(one.annotation) or one.name == "source"]
    needed = [one.name for one in parameters if one.default is one.empty and one.kind != one.VAR_POSITIONAL]
    for path in paths:
        with pytest.raises(QuestionError, match=rf'^{path} is empty\. Give .*; "\." is the current folder\.$') as error:
            function(**dict.fromkeys(needed, "x") | {path: " "})
        assert error.value.by_caller


@pytest.mark.slow
def test_parameters_are_taken_by_their_old_names(school_meals: gm.OpenStudy) -> None:
    assert school_meals.identifying(words="none") == school_meals.identifying(quotes="none")  # type: ignore[call-arg]
    with pytest.raises(QuestionError, match="words is the old name of quotes"):
        school_meals.identifying(words="none", quotes="none")  # type: ignore[call-arg]
    with pytest.raises(GraphmodelError, match="no kind of tie 'family'"):
        school_meals.figure("map", "x.svg", tie="family")  # type: ignore[call-arg]


def test_what_fits_is_taken() -> None:
    @checks_types
    def taking(path: "str | Path", most: int = 1, share: float | None = None, yes: bool = False) -> tuple[Any, ...]:
        return path, most, share, yes

    assert taking(Path("a"), np.int64(2), 3, np.bool_(True)) == (Path("a"), 2, 3, True)
    assert taking("a", share=None) == ("a", 1, None, False)
    for wrong in ({"most": True}, {"most": 1.5}, {"share": "1"}, {"yes": 1}, {"path": b"a"}):
        with pytest.raises(ValueError, match=f"^{next(iter(wrong))} takes"):
            taking(**({"path": "a"} | wrong))
