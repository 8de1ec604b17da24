"""What commands show on the screen besides results: progress and problems."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from graphmodel.problems import Problem, Problems, Severity
from graphmodel.wording import counted, escaped, in_line, shortened, typed, visible


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


def at_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def say(*lines: str, err: bool = False, bold: bool = False) -> None:
    """Print lines, parts of which may come from a study: what could control the terminal, or forge a line, is shown."""
    for line in map(in_line, lines):
        click.echo(click.style(line, bold=True) if bold else line, err=err)


def choose(question: str, options: Sequence[str], *, zero: str = "") -> int:
    """Ask for one of several options at the terminal.

    Args:
        question: the question.
        options: what to choose from, numbered from 1.
        zero: what 0 stands for, which Enter takes; empty: there is no 0, and Enter takes 1.

    Returns:
        The number of the option, or 0.
    """
    say(question, *([f"  0  {zero}"] if zero else []))
    say(*(f"  {number}  {option}" for number, option in enumerate(options, 1)))
    first = 0 if zero else 1
    number: int = click.prompt("Number", type=click.IntRange(first, len(options)), default=first)
    return number


def how_to_undo(study: Path) -> str:
    """What to type to undo a change to a study."""
    return f"To undo it: graphmodel undo {typed(study)}"


def say_block(text: str, *, err: bool = False) -> None:
    """Print text whose line breaks are the program's own: help, JSON, errors with a list."""
    click.echo(visible(text), err=err)


def cut(text: str, longest: int) -> str:
    """Text of a cell in one line, cut at so many characters."""
    return shortened(" ".join(text.split()), longest)


CONSEQUENCES = {"names_left_out"}
"""Rules whose problems come from another one; fixing that one fixes them, so they come last and briefly."""
_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


def show_problems(problems: Problems, most: int, severities: Iterable[Severity], *, err: bool = True) -> None:
    """Print problems, worst first, those of one cause in one line and ``most`` lines of each rule."""
    for severity in severities:
        by_rule: dict[str, list[Problem]] = {}
        for problem in problems:
            if problem.severity == severity:
                by_rule.setdefault(problem.rule, []).append(problem)
        for rule, listed in sorted(by_rule.items(), key=lambda item: item[0] in CONSEQUENCES):
            causes: dict[tuple[str, ...], list[Problem]] = {}
            for one in listed:
                cause = (one.file, one.sheet, one.column, one.value, one.what, one.remedy)
                causes.setdefault(cause, []).append(one)
            shown = list(causes.values())[: 1 if rule in CONSEQUENCES and most < sys.maxsize else most]
            for alike in shown:
                click.echo(_worded(alike, all_rows=most == sys.maxsize), err=err)
            left = problems.counts[(severity, rule)] - sum(len(alike) for alike in shown)
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
    return escaped(json.dumps(contents, ensure_ascii=False, indent=1))


_ROWS_LISTED = 5


def _worded(alike: Sequence[Problem], *, all_rows: bool) -> str:
    """One line for problems that differ only in their rows, and one for what to do."""
    problem = alike[0]
    head = click.style(f"{problem.severity.upper():8}", fg=_COLOURS[problem.severity], bold=True)
    value = f" ({shortened(problem.value, 60)!r})" if problem.value and problem.value not in problem.what else ""
    where = _where(alike, None if all_rows else _ROWS_LISTED)
    return head + f" {in_line(f'{where}: {problem.what}{value}')}\n         → {in_line(problem.remedy)}"


def _where(alike: Sequence[Problem], most: int | None) -> str:
    problem = alike[0]
    if len(alike) == 1:
        return problem.where
    rows = sorted({one.row for one in alike})
    listed = ", ".join(str(row) for row in rows[:most])
    more = 0 if most is None else len(rows) - most
    return replace(problem, row=0).where + (
        f", {counted(len(alike), 'cell' if problem.column else 'row')} in rows {listed}"
        f"{f' and {more:,} more' if more > 0 else ''}"
    )
