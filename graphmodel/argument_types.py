"""What a caller in Python gives: is it of the kind that the parameter takes?

The one place that says so, for analyses (by their options) and for functions and methods (by their annotations).
"""

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, wraps
from inspect import signature
from numbers import Integral, Real
from pathlib import Path
from types import NoneType, UnionType
from typing import Literal, ParamSpec, TypeVar, Union, get_args, get_origin

from graphmodel.problems import QuestionError, shown

P = ParamSpec("P")
R = TypeVar("R")

TYPES: Mapping[str, object] = {
    "flag": bool,
    "whole number": int,
    "number": float,
    "texts": Iterable[str],
    "text": str,
    "words": str,
    "node": str,
}
"""The type of each kind of option; a choice says itself which there are."""
_SEVERAL = (Iterable, Collection, Sequence)
_WORDED: Mapping[object, str] = {
    bool: "True or False",
    int: "a whole number",
    float: "a number",
    str: "a text",
    Path: "a path",
}


def refuse_other_type(name: str, value: object, type_: object) -> None:
    """Refuse a value that is not of a type.

    Args:
        name: of the parameter.
        value: what was given.
        type_: its annotation. Types that nobody mistakes, such as those of this package, take anything.

    Raises:
        QuestionError: it is not; or an empty text is given for a path, which would mean the current folder where a
            variable was probably not set.
    """
    if not _fits(value, type_):
        raise QuestionError(f"{name} takes {_worded(type_)}, not {shown(repr(value))}.", by_caller=True)
    if isinstance(value, str) and not value.strip() and _takes_path(type_):
        raise QuestionError(
            f'{name} is empty. Give {_worded(type_)}; "." is the current folder.',
            by_caller=True,
        )


def checks_types(function: Callable[P, R]) -> Callable[P, R]:
    """Refuse arguments of a wrong type before a public function runs."""

    @wraps(function)
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        given = signature(function).bind(*args, **kwargs).arguments
        for name, type_ in _types(function).items():
            if name in given:
                refuse_other_type(name, given[name], type_)
        return function(*args, **kwargs)

    return checked


def takes_old_names(**names: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a public function take parameters by the names that they had before, which are shown nowhere.

    Args:
        names: the name of today by the old one.
    """

    def taking(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def called(*args: P.args, **kwargs: P.kwargs) -> R:
            for old, new in names.items():
                if old in kwargs and new in kwargs:
                    raise QuestionError(f"{old} is the old name of {new}. Give {new} alone.", by_caller=True)
                if old in kwargs:
                    kwargs[new] = kwargs.pop(old)
            return function(*args, **kwargs)

        return called

    return taking


@cache
def _types(function: Callable[..., object]) -> Mapping[str, object]:
    """The types of the parameters of a function; those that are known to a type checker alone are left out."""
    found = {}
    for name, parameter in signature(function).parameters.items():
        if (
            parameter.kind in {parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD}
            or parameter.annotation is parameter.empty
        ):
            continue
        type_ = parameter.annotation
        try:
            # The annotation is the program's own text.
            found[name] = eval(type_, function.__globals__) if isinstance(type_, str) else type_  # noqa: S307
        except NameError:
            continue
    return found


def _fits(value: object, type_: object) -> bool:
    of, parts = get_origin(type_), get_args(type_)
    if of in {Union, UnionType}:
        return any(_fits(value, part) for part in parts)
    if of is Literal:
        return any(isinstance(value, type(part)) for part in parts)  # which there are is said where they are known
    if of in _SEVERAL:
        several = isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping)
        # What can be read once alone is not looked into.
        return several and (not isinstance(value, Collection) or all(_fits(one, parts[0]) for one in value))
    return _PLAIN[type_](value) if type_ in _PLAIN else True


def _takes_path(type_: object) -> bool:
    return type_ is Path or Path in get_args(type_)


_PLAIN: Mapping[object, Callable[[object], bool]] = {
    bool: lambda value: type(value).__name__ in {"bool", "bool_"},
    int: lambda value: isinstance(value, Integral) and not isinstance(value, bool),
    float: lambda value: isinstance(value, Real) and not isinstance(value, bool),
    str: lambda value: isinstance(value, str),
    Path: lambda value: isinstance(value, str | os.PathLike),
    NoneType: lambda value: value is None,
}
"""What each plain type takes; numbers may be those of numpy."""


def _worded(type_: object) -> str:
    parts = [part for part in get_args(type_) if part is not NoneType]
    if get_origin(type_) in {Union, UnionType}:
        if Path in parts:
            return "the path of a file or folder"
        return " or ".join(dict.fromkeys(map(_worded, parts)))
    if get_origin(type_) is Literal:
        return " or ".join(dict.fromkeys(_WORDED.get(type(part), "a text") for part in parts))
    if get_origin(type_) in _SEVERAL:
        return "a list of texts" if parts == [str] else "a list"
    return _WORDED.get(type_, "another type")
