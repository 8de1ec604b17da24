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
"""Values for required options."""


def time_questions(asked: OpenStudy) -> dict[str, tuple[float, int]]:
    """Seconds and rows of every question, including the conversion of rows to a frame."""
    asked.ask("coverage/sources_unused")  # so that no question pays for opening
    return {name: _time(asked, name) for name in asked.bank.questions}


def _time(asked: OpenStudy, name: str) -> tuple[float, int]:
    options = {p.name: EXAMPLES[p.name] for p in asked.bank.questions[name].parameters if p.default is None}
    begun = time.perf_counter()
    answer = asked.ask(name, **options)
    return round(time.perf_counter() - begun, 3), len(answer.frame)
