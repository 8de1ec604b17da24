"""Names that questions and their options had before; they are still understood, and shown nowhere."""

from collections.abc import Mapping

from graphmodel.problems import QuestionError

OLD_QUESTIONS = {
    "dropout/lost_at": "dropout/not_used",
    "dropout/never_taken_up": "dropout/not_used",
    "dropout/graded_and_nought": "dropout/graded_and_zero",
    "stakeholders/not_told_at_stage": "stakeholders/not_mentioned_at_stage",
}
OLD_OPTIONS: dict[str, dict[str, str]] = {
    "dropout/by_phase": {"site": "within", "source": "within"},
    "stakeholders/excluded": {"told_as": "how"},
}


def new_name(question: str) -> str:
    """The name that a question has now; its theme may be missing."""
    for old, new in OLD_QUESTIONS.items():
        if question in (old, old.rpartition("/")[2]):
            return new
    return question


def new_options(question: str, options: Mapping[str, object]) -> dict[str, object]:
    """Options of a question by the names that they have now.

    Raises:
        QuestionError: two of them are one option now.
    """
    names = OLD_OPTIONS.get(question, {})
    renamed: dict[str, object] = {}
    for name, value in options.items():
        if names.get(name, name) in renamed:
            raise QuestionError(f"{question} takes one --{names.get(name, name)}, and that once.", by_caller=True)
        renamed[names.get(name, name)] = value
    return renamed
