"""Progress on stderr: bars on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click


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
