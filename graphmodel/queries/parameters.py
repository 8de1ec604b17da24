"""What a user gives for a question's options, as values of the declared types."""

import re
from collections.abc import Mapping

from graphmodel.problems import QuestionError
from graphmodel.queries.question import Parameter, Question
from graphmodel.settings import Focus

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

Value = str | int | float | bool | list[str]


def values_for(question: Question, given: Mapping[str, object], focus: Focus) -> dict[str, Value]:
    """A value for every parameter of a question.

    Args:
        question: the question.
        given: what the user gave, by name; text as typed, or values from Python.
        focus: the study's focus, which some defaults name.

    Raises:
        QuestionError: an option is missing, unknown or of the wrong type.
    """
    known = {parameter.name for parameter in question.parameters}
    for name in given:
        if name not in known:
            options = ", ".join(sorted(known)) or "it takes none"
            raise QuestionError(f"{question.name} has no option {name}. Its options: {options}.")
    return {
        parameter.name: _value(question, parameter, given.get(parameter.name), focus)
        for parameter in question.parameters
    }


def _value(question: Question, parameter: Parameter, given: object, focus: Focus) -> Value:
    if given is None:
        if parameter.default is None:
            raise QuestionError(f"{question.name} needs --{parameter.name.replace('_', '-')}: {parameter.text}.")
        settings = {"{in_question}": focus.in_question, "{compared_with}": focus.compared_with}
        given = settings.get(parameter.default, parameter.default)
    try:
        return convert(given, parameter.type)
    except ValueError as error:
        raise QuestionError(f"--{parameter.name.replace('_', '-')} of {question.name}: {error}.") from error


def convert(given: object, type_: str) -> Value:
    """One value as its declared type.

    Raises:
        ValueError: it is not of that type.
    """
    if type_ == "list of text":
        parts = (
            given.split(";") if isinstance(given, str) else list(given) if isinstance(given, list | tuple) else [given]
        )
        return [str(part).strip() for part in parts if str(part).strip()]
    text = str(given).strip()
    if type_ == "boolean":
        if text.lower() not in {"true", "false", "yes", "no"}:
            raise ValueError(f"{text!r} is neither yes nor no")
        return text.lower() in {"true", "yes"}
    if type_ == "integer":
        if not re.fullmatch(r"[+-]?\d{1,18}", text):
            raise ValueError(f"{text!r} is not a whole number")
        return int(text)
    if type_ == "number":
        try:
            return float(text)
        except ValueError:
            raise ValueError(f"{text!r} is not a number") from None
    if type_ == "date" and text and not _DATE.fullmatch(text):
        raise ValueError(f"{text!r} is not a date such as 2011, 2011-03 or 2011-03-09")
    return text
