"""Shows problems on the screen or as JSON."""

import json
from collections.abc import Iterable
from dataclasses import asdict

import click

from graphmodel.problems import Problem, Problems, Severity
from graphmodel.wording import shortened

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


def show_problems(problems: Problems, most: int, severities: Iterable[Severity], *, err: bool = True) -> None:
    """Print problems, worst first, the first ``most`` of each rule, on stderr or on stdout."""
    for severity in severities:
        by_rule: dict[str, list[Problem]] = {}
        for problem in problems:
            if problem.severity == severity:
                by_rule.setdefault(problem.rule, []).append(problem)
        for rule, listed in by_rule.items():
            for problem in listed[:most]:
                click.echo(_worded(problem), err=err)
            left = problems.counts[(severity, rule)] - min(most, len(listed))
            if left:
                click.echo(f"         and {left:,} more of this kind (--all shows them)", err=err)


def as_json(problems: Problems, rows: dict[str, dict[str, int]]) -> str:
    """All problems, for other programs."""
    contents = {
        "errors": problems.errors,
        "warnings": problems.count("warning"),
        "notes": problems.count("note"),
        "not_listed": problems.not_kept,
        "rows": rows,
        "problems": [asdict(problem) for problem in problems],
    }
    return json.dumps(contents, ensure_ascii=False, indent=1)


def _worded(problem: Problem) -> str:
    head = click.style(f"{problem.severity.upper():8}", fg=_COLOURS[problem.severity], bold=True)
    # repr shows control characters instead of sending them to the terminal
    value = f" ({shortened(problem.value, 60)!r})" if problem.value and problem.value not in problem.what else ""
    return f"{head} {problem.where}: {problem.what}{value}\n         → {problem.remedy}"
