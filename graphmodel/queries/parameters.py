"""What a user gives for a question's options: values of the declared types, and names that become ids.

An option is known by its name: ``evidence``, ``stage``, ``who`` and so on, in the program's questions and in a
study's own. So a mistyped name is an error that lists near names, and not an empty answer.
"""

from collections.abc import Mapping

from graphmodel.frames.find import find_node
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import QuestionError
from graphmodel.queries.old_names import new_options
from graphmodel.queries.question import Parameter, Question, Value, convert
from graphmodel.schema.rules import STAKEHOLDERS
from graphmodel.settings import Focus
from graphmodel.suggest import did_you_mean
from graphmodel.wording import Message, Option

KINDS_OF_OPTION: dict[str, tuple[str, ...]] = {
    "actor": STAKEHOLDERS,
    "evidence": ("EvidenceItem",),
    "factor": ("Factor",),
    "holder": STAKEHOLDERS,
    "phase": ("Stage",),
    "raised_by": ("Actor",),
    "site": ("Site",),
    "source": ("Source",),
    "speaker": ("Actor",),
    "stage": ("Stage",),
    "tool": ("Tool",),
    "who": STAKEHOLDERS,
    "within": ("Source", "Site", "WorkStream"),
    "workstream": ("WorkStream",),
}
FOCUS_OPTIONS = frozenset({"focus", "in_question", "compared_with"})
NONE = "none"
"""Asks for claims that name no such thing, where a question says so."""


def values_for(question: Question, chosen: Mapping[str, object], focus: Focus) -> dict[str, Value]:
    """A value for every parameter of a question.

    Args:
        question: the question.
        chosen: what the user gave, by name; text as typed, or values from Python.
        focus: the study's focus, which some defaults name.

    Raises:
        QuestionError: an option is missing, unknown or of the wrong type.
    """
    known = {parameter.name for parameter in question.parameters}
    for name in chosen:
        if name not in known:
            options = ", ".join(sorted(known)) or "it takes none"
            suggestion = did_you_mean(name, known)
            raise QuestionError(
                f"{question.name} has no option {name}.{suggestion} Its options: {options}.", by_caller=True
            )
    return {
        parameter.name: _value(question, parameter, chosen.get(parameter.name), focus)
        for parameter in question.parameters
    }


def default_of(parameter: Parameter, focus: Focus) -> Value | None:
    """The value of an option that is not given; None where it must be."""
    if parameter.default is None:
        return None
    settings = {"{in_question}": focus.in_question, "{compared_with}": focus.compared_with}
    return convert(settings.get(parameter.default, parameter.default), parameter.type)


def _value(question: Question, parameter: Parameter, chosen: object, focus: Focus) -> Value:
    option = Option(parameter.name)
    try:
        value = default_of(parameter, focus) if chosen is None else convert(chosen, parameter.type)
    except ValueError as error:
        raise QuestionError(Message("{} of {}: {}.", option, question.name, error), by_caller=True) from error
    if value is None:
        raise QuestionError(Message("{} needs {}: {}.", question.name, option, parameter.text), by_caller=True)
    return value


def resolved(question: Question, options: Mapping[str, object], frames: StudyFrames) -> dict[str, object]:
    """The options with names of things turned into ids.

    Raises:
        NotFound: an option names nothing in the study, or several things.
        QuestionError: an option names a focus that the study does not have.
    """
    texts = {parameter.name for parameter in question.parameters if parameter.type == "text"}
    options = new_options(question.name, options)
    values = dict(options)
    for name, value in options.items():
        if name not in texts or not isinstance(value, str) or not value.strip() or value == NONE:
            continue
        if name in KINDS_OF_OPTION:
            values[name] = find_node(frames, value, KINDS_OF_OPTION[name])
        words = frames.settings.focus.values
        if name in FOCUS_OPTIONS and words and value not in {*words, "not stated"}:
            suggestion = did_you_mean(value, words)
            raise QuestionError(
                Message(
                    "{}: this study has no such focus.{} It has: {}.", Option(name, value), suggestion, ", ".join(words)
                ),
                by_caller=True,
            )
    return values
