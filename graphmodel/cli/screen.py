"""What commands show on the screen besides results: progress and problems."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import click

from graphmodel.problems import Problem, Problems, Severity
from graphmodel.wording import shortened


@contextmanager
def progress_bars() -> Iterator["ProgressBars"]:
    """Bars that are removed at the end, however it comes."""
    bars = ProgressBars()
    try:
        yield bars
    finally:
        bars.stop()


class ProgressBars:
    """A :class:`~graphmodel.progress.Progress`. Nothing is drawn until work begins."""

    def __init__(self) -> None:
        self._bars: Any = None
        self._task: Any = None

    def begin(self, what: str, total: int) -> None:
        """Start a bar of that length."""
        if not sys.stderr.isatty():
            click.echo(f"{what} …", err=True)
            return
        if self._bars is None:
            from rich.console import Console
            from rich.progress import Progress

            self._bars = Progress(console=Console(stderr=True), transient=True)
            self._bars.start()
        self._task = self._bars.add_task(what, total=total)

    def reach(self, done: int) -> None:
        """Move the bar."""
        if self._bars is not None:
            self._bars.update(self._task, completed=done)

    def stop(self) -> None:
        """Remove the bars."""
        if self._bars is not None:
            self._bars.stop()
            self._bars = None


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
