"""Names that questions and their options had before; they are still understood, and shown nowhere."""

from collections.abc import Mapping

OLD_QUESTIONS = {
    "dropout/graded_and_nought": "dropout/graded_and_zero",
    "stakeholders/not_told_at_stage": "stakeholders/not_mentioned_at_stage",
}
OLD_OPTIONS: dict[str, dict[str, str]] = {"dropout/by_phase": {"site": "within", "source": "within"}}


def renamed(question: str, options: Mapping[str, object]) -> dict[str, object]:
    """Options of a question by the names that they have now."""
    names = OLD_OPTIONS.get(question, {})
    return {names.get(name, name): value for name, value in options.items()}
