"""Words of the study in the texts of a tool, so that a tool that comes with the program names no field of its own."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.tools.definition import (
    SLOT,
    STUDY_WORDS,
    ColumnDefinition,
    Form,
    PartDefinition,
    Slot,
    ToolDefinition,
)

_NEUTRAL = ("the groups in question", "others", "every stage", "every stage")
"""What stands for each word of the study where it has none."""


def with_study_words(tool: ToolDefinition, frames: StudyFrames) -> ToolDefinition:
    """A tool whose texts name the focus and the stages of a study.

    Args:
        tool: its definition, with ``{in_question}``, ``{compared_with}``, ``{supply}`` or ``{last_phase}`` in titles,
            helps, headings, texts of items, and options of slots.
        frames: the study. Options of slots get the value as the study writes it, or nothing where it has none; texts
            get the name of a stage, or neutral words.
    """
    values = _values(frames)
    stages = frames.labels("Stage")
    return _with_words(tool, values, {name: stages.get(text, text) for name, text in values.items()})


def with_neutral_words(tool: ToolDefinition) -> ToolDefinition:
    """A tool whose texts name the focus and the stages of no study."""
    none = dict.fromkeys(STUDY_WORDS, "")
    return _with_words(tool, none, none)


def _with_words(tool: ToolDefinition, values: Mapping[str, str], texts: Mapping[str, str]) -> ToolDefinition:
    neutral = {name: texts[name] or word for name, word in zip(STUDY_WORDS, _NEUTRAL, strict=True)}
    say, give = _replacing(neutral), _replacing(values)
    return replace(
        tool,
        purpose=say(tool.purpose),
        slots={name: _slot(slot, say, give) for name, slot in tool.slots.items()},
        forms=tuple(_form(form, say) for form in tool.forms),
        parts={name: _part(part, say) for name, part in tool.parts.items()},
    )


def _values(frames: StudyFrames) -> dict[str, str]:
    focus, supply, phases = frames.settings.focus, frames.settings.supply, list(frames.phases)
    found = (focus.in_question, focus.compared_with, supply[0] if supply else "", phases[-1] if phases else "")
    return dict(zip(STUDY_WORDS, found, strict=True))


def _replacing(words: Mapping[str, str]) -> Callable[[str], str]:
    return lambda text: SLOT.sub(lambda match: words.get(match[1], match[0]), text)


def _slot(slot: Slot, say: Callable[[str], str], give: Callable[[str], str]) -> Slot:
    options = {name: give(text) for name, text in slot.options.items()}
    return replace(slot, options={name: text for name, text in options.items() if text}, missing=say(slot.missing))


def _form(form: Form, say: Callable[[str], str]) -> Form:
    return replace(form, title=say(form.title))


def _part(part: PartDefinition, say: Callable[[str], str]) -> PartDefinition:
    columns = tuple(_column(column, say) for column in part.columns)
    items = tuple(replace(item, text=say(item.text), help=say(item.help)) for item in part.items)
    return replace(part, title=say(part.title), help=say(part.help), columns=columns, items=items)


def _column(column: ColumnDefinition, say: Callable[[str], str]) -> ColumnDefinition:
    return replace(column, heading=say(column.heading), text=say(column.text))
