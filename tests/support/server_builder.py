"""Builds a study on a server in a process of its own, which can be watched, killed and left alone.

The process tells on standard output how many rows of how many are sent, and ends with what was
written and deleted, or with the message of the failure on standard error.
"""

import os
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from graphmodel.api.on_server import build_on_server
from graphmodel.engine.neo4j.address import Server
from graphmodel.problems import GraphmodelError
from graphmodel.progress import Silent

_ROOT = Path(__file__).parent.parent.parent


class Builder:
    """A build in another process. Use as a context manager: it is killed in the end, unless it has ended."""

    def __init__(self, path: Path, server: Server) -> None:
        folders = [str(_ROOT / name) for name in (".", "loaders", "viz")]
        names = {"NEO4J_USERNAME": server.username, "NEO4J_PASSWORD": server.password}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.server_builder", str(path), server.uri],
            env={**os.environ, **names, "PYTHONPATH": os.pathsep.join(folders)},
            cwd=_ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self.kill()

    def wait_until(self, share: float) -> None:
        """Return when this share of the rows has been sent, or the build has ended."""
        assert self._process.stdout is not None
        total = 0
        for line in self._process.stdout:
            word, number = line.split()[:2]
            if word == "begin":
                total = int(number)
            if word == "built" or (word == "begin" and not share):
                return
            if word == "reach" and int(number) >= share * total:
                return

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.communicate()

    def end(self) -> tuple[int, str]:
        """Wait for its end: its code, and what it said of a failure."""
        _, error = self._process.communicate()
        return self._process.returncode, error


class _Told(Silent):
    """Progress of the load as lines of text; nothing of the checking before it."""

    sending = False

    def begin(self, what: str, total: int) -> None:
        self.sending = what == "Sending"
        if self.sending:
            print("begin", total, flush=True)

    def reach(self, done: int) -> None:
        if self.sending:
            print("reach", done, flush=True)


if __name__ == "__main__":
    try:
        report = build_on_server(sys.argv[1], sys.argv[2], replace=True, progress=_Told())
    except GraphmodelError as error:
        sys.exit(f"{type(error).__name__}: {error}")
    print("built", report.written, report.deleted, flush=True)
