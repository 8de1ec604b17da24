"""Options of questions that name something: found by id or by a piece of the label, as everywhere else.

An option is known by its name: ``evidence``, ``stage``, ``who`` and so on, in the program's questions and
in a study's own. So a slip of the pen is an error that lists near names, and not an empty answer.
"""

from collections.abc import Mapping

from graphmodel.frames.find import find_node
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import QuestionError
from graphmodel.queries.question import Question

KINDS_OF_OPTION: dict[str, tuple[str, ...]] = {
    "actor": ("Actor", "Organisation"),
    "evidence": ("EvidenceItem",),
    "factor": ("Factor",),
    "holder": ("Actor", "Organisation"),
    "phase": ("Stage",),
    "raised_by": ("Actor",),
    "site": ("Site",),
    "source": ("Source",),
    "speaker": ("Actor",),
    "stage": ("Stage",),
    "tool": ("Tool",),
    "who": ("Actor", "Organisation"),
    "workstream": ("WorkStream",),
}
FOCUS_OPTIONS = frozenset({"focus", "in_question", "compared_with"})
NONE = "none"
"""Asks for claims that name no such thing, where a question says so."""


def resolved(question: Question, given: Mapping[str, object], frames: StudyFrames) -> dict[str, object]:
    """The options with names of things turned into ids.

    Raises:
        NotFound: an option names nothing in the study, or several things.
        QuestionError: an option names a focus that the study does not have.
    """
    texts = {parameter.name for parameter in question.parameters if parameter.type == "text"}
    found = dict(given)
    for name, value in given.items():
        if name not in texts or not isinstance(value, str) or not value.strip() or value == NONE:
            continue
        if name in KINDS_OF_OPTION:
            found[name] = find_node(frames, value, KINDS_OF_OPTION[name])
        words = frames.settings.focus.values
        if name in FOCUS_OPTIONS and words and value not in {*words, "not stated"}:
            option = name.replace("_", "-")
            raise QuestionError(f"--{option} {value}: the study knows no such focus. It has: {', '.join(words)}.")
    return found
