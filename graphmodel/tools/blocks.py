"""Parts that are the same on all tools: the session, clauses to write, what is to be done, what people think."""

from collections.abc import Callable, Mapping, Sequence

from graphmodel.tools.copies import Field, Fields, Heading, Part, Row, Table
from graphmodel.tools.places import lettered

SCENARIO, SPEC_ITEMS, ACTIONS, FEEDBACK = "scenario", "spec_items", "actions", "feedback"

_SCENARIO: tuple[tuple[str, str, str], ...] = (
    ("session", "text", "Name of this session or group"),
    ("date", "date", "Date"),
    ("workstream", "text", "Workstream or piece of work"),
    ("service", "text", "Service"),
    ("population", "text", "Population group"),
    ("stage", "text", "Stage of the work"),
    ("decision", "text", "Decision wanted"),
    ("roles", "text", "Roles present"),
    ("n_people", "number", "How many people"),
    ("facilitator", "private", "Facilitator (stays with the team)"),
)
_FEEDBACK: tuple[tuple[str, str], ...] = (
    ("good", "What was good about this tool?"),
    ("bad", "What was not?"),
    ("suggestion", "What should change?"),
    ("audience", "Who else should use it?"),
)
_SPEC_ITEMS: tuple[tuple[str, str, str, int], ...] = (
    ("clause", "text", "Clause or indicator now", 4),
    ("missed", "text", "Who is missed", 2),
    ("wording", "text", "Sharper wording", 4),
    ("measure", "text", "Measure, by group", 3),
    ("data_source", "text", "Where the data come from", 2),
    ("baseline", "text", "Now", 1),
    ("target", "text", "Target", 1),
    ("monitored_by", "who", "Which role monitors", 2),
    ("monitored_when", "text", "When", 1),
    ("consequence", "text", "If it is missed", 2),
)
_ACTIONS: tuple[tuple[str, str, str, int], ...] = (
    ("action", "text", "What will be done", 5),
    ("item", "text", "For which row (its code)", 1),
    ("owner", "text", "By which role", 2),
    ("due", "date", "By when", 1),
)


def scenario() -> Fields:
    """The session: when, about what, with whom."""
    fields = [
        Field(f"S{number}", name, kind, (), question)  # type: ignore[arg-type]  # a kind of answer
        for number, (name, kind, question) in enumerate(_SCENARIO, 1)
    ]
    return Fields(SCENARIO, "This session", "", tuple(fields))


def feedback() -> Fields:
    """What people think of the tool."""
    fields = [Field(f"FB{number}", name, "text", (), text) for number, (name, text) in enumerate(_FEEDBACK, 1)]
    return Fields(FEEDBACK, "This tool", "", tuple(fields))


def actions(rows: int = 3) -> Table:
    """What will be done, by whom and when."""
    return _lines(ACTIONS, "What we will do", "AC", _ACTIONS, rows)


def spec_items(rows: int = 8) -> Table:
    """Clauses of a specification, made sharper: who is missed, how it is measured, who looks at it."""
    return _lines(SPEC_ITEMS, "Clauses, made sharper", "SP", _SPEC_ITEMS, rows)


def _lines(name: str, title: str, code: str, columns: Sequence[tuple[str, str, str, int]], rows: int) -> Table:
    """A table of blank rows."""
    with_letters = lettered(columns)
    headings = tuple(Heading(text, width, letter) for letter, (_, _, text, width) in with_letters)
    made = []
    for number in range(1, rows + 1):
        cells = tuple(
            Field(f"{code}{number}{letter}", answer, kind, (), f"{text}, line {number}")  # type: ignore[arg-type]
            for letter, (answer, kind, text, _) in with_letters
        )
        made.append(Row(f"{code}{number}", "", cells))
    return Table(name, title, "", headings, tuple(made))


BLOCKS: Mapping[str, Callable[[], Part]] = {
    SCENARIO: scenario,
    SPEC_ITEMS: spec_items,
    ACTIONS: actions,
    FEEDBACK: feedback,
}
"""How each of these parts is made, by name."""
