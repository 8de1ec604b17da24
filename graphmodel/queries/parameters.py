"""What a user gives for a question's options, as values of the declared types."""

from collections.abc import Mapping

from graphmodel.problems import QuestionError
from graphmodel.queries.question import Parameter, Question
from graphmodel.queries.values import Value, convert
from graphmodel.settings import Focus


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


def default_of(parameter: Parameter, focus: Focus) -> Value | None:
    """The value of an option that is not given; None where it must be."""
    if parameter.default is None:
        return None
    settings = {"{in_question}": focus.in_question, "{compared_with}": focus.compared_with}
    return convert(settings.get(parameter.default, parameter.default), parameter.type)


def _value(question: Question, parameter: Parameter, given: object, focus: Focus) -> Value:
    option = f"--{parameter.name.replace('_', '-')}"
    try:
        value = default_of(parameter, focus) if given is None else convert(given, parameter.type)
    except ValueError as error:
        raise QuestionError(f"{option} of {question.name}: {error}.") from error
    if value is None:
        raise QuestionError(f"{question.name} needs {option}: {parameter.text}.")
    return value
