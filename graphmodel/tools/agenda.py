"""The agenda of a workshop with tools: what comes when, computed from the minutes that the tools take."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphmodel.tools.definition import ToolDefinition
from graphmodel.tools.handout import Handout, Lines, Section
from graphmodel.wording import counted

WELCOME, TELLING, BREAK, CLOSE = 10, 3, 10, 10
"""Minutes: of the welcome, for each group that tells what it wrote, of a break and of the close."""
STEP = 5
"""Minutes to which the time for telling is rounded up, so that people can read the clock."""
LONGEST = 90
"""Minutes of work after which there is a break."""


@dataclass(frozen=True)
class Step:
    """A step of the agenda."""

    start: dt.time
    end: dt.time
    minutes: int
    what: str
    how: str


def steps(tools: Sequence[ToolDefinition], groups: int, start: dt.time) -> list[Step]:
    """What comes when.

    Args:
        tools: in the order in which they are used.
        groups: how many groups work side by side.
        start: when the first step begins.
    """
    made: list[Step] = []
    now = dt.datetime.combine(dt.date(2000, 1, 1), start)
    for minutes, what, how in _parts(tools, groups):
        end = now + dt.timedelta(minutes=minutes)
        made.append(Step(now.time(), end.time(), minutes, what, how))
        now = end
    return made


def _parts(tools: Sequence[ToolDefinition], groups: int) -> Iterator[tuple[int, str, str]]:
    yield WELCOME, "Welcome", "Name the real piece of work that all groups work on. Say what becomes of the answers."
    worked, telling = WELCOME, -(-TELLING * groups // STEP) * STEP
    for number, tool in enumerate(tools):
        if number and worked + tool.minutes + telling > LONGEST:
            yield BREAK, "Break", ""
            worked = 0
        yield tool.minutes, tool.title, f"{tool.purpose} In {_of(groups)} ({tool.people} people each)."
        how = f"{TELLING} minutes for {_each(groups)}: one finding, one doubt."
        yield telling, f"{tool.title}: what we found", how
        worked += tool.minutes + telling
    yield CLOSE, "Close", "What we do next, by which role and when. What was good about the tools, what was not."


def agenda(made: Sequence[Step], groups: int, session: str, language: str) -> Handout:
    """The agenda as a handout.

    Args:
        made: of :func:`steps`.
        groups: how many groups work side by side.
        session: name of the workshop.
        language: of the study.
    """
    rows = tuple((f"{one.start:%H:%M}–{one.end:%H:%M}", str(one.minutes), one.what, one.how) for one in made)
    facts = (
        ("Begins", f"{made[0].start:%H:%M}"),
        ("Ends", f"{made[-1].end:%H:%M}"),
        ("Takes", length(sum(one.minutes for one in made))),
        ("Groups", str(groups)),
    )
    section = Section("What comes when", (), ("Time", "Minutes", "What", "How"), (Lines("", rows),), (3, 2, 5, 10))
    return Handout("Agenda", session, facts, (section,), (), "a4", 1, language)


def length(minutes: int) -> str:
    """Minutes as hours and minutes: ``95`` is "1 hour 35 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = [counted(hours, "hour")] if hours else []
    return " ".join([*parts, *([counted(rest, "minute")] if rest or not hours else [])])


def _of(groups: int) -> str:
    return "one group" if groups == 1 else f"{groups} groups"


def _each(groups: int) -> str:
    return "the group" if groups == 1 else "each group"
