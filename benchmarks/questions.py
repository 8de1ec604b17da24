"""Every question of the bank, timed once on an open study."""

import time

from graphmodel.api.opened import OpenStudy

EXAMPLES = {
    "evidence": "ev.g0",
    "workstream": "ws.g0",
    "actor": "act.g0",
    "factor": "fac.g0",
    "site": "site.1",
    "stage": "solutions.design",
    "phase": "solutions",
    "source": "src.g0",
}
"""Values for the options that a question must have."""


def time_questions(asked: OpenStudy) -> dict[str, tuple[float, int]]:
    """Seconds and rows of every question, turning rows to a frame included."""
    asked.ask("coverage/sources_unused")  # what opening costs is no question's
    return {name: _time(asked, name) for name in asked.bank.questions}


def _time(asked: OpenStudy, name: str) -> tuple[float, int]:
    options = {p.name: EXAMPLES[p.name] for p in asked.bank.questions[name].parameters if p.default is None}
    begun = time.perf_counter()
    answer = asked.ask(name, **options)
    return round(time.perf_counter() - begun, 3), len(answer)
