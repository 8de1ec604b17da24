"""Parts that are the same on every tool: the session it is used in, what is to be done, and what people think of it."""

from collections.abc import Callable, Mapping

from graphmodel.tools.copies import Field, Fields, Heading, Part, Row, Table

SCENARIO, ACTIONS, FEEDBACK = "scenario", "actions", "feedback"

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
    headings = tuple(Heading(text, width, letter) for letter, (_, _, text, width) in zip("abcd", _ACTIONS, strict=True))
    made = []
    for number in range(1, rows + 1):
        code = f"AC{number}"
        cells = tuple(
            Field(f"{code}{letter}", name, kind, (), f"{text}, line {number}")  # type: ignore[arg-type]
            for letter, (name, kind, text, _) in zip("abcd", _ACTIONS, strict=True)
        )
        made.append(Row(code, "", cells))
    return Table(ACTIONS, "What we will do", "", headings, tuple(made))


BLOCKS: Mapping[str, Callable[[], Part]] = {SCENARIO: scenario, ACTIONS: actions, FEEDBACK: feedback}
"""How each is made, by name."""
