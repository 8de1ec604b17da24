"""Runs statements in a process of their own, which is stopped where one takes more than it may (see ``child``)."""

import json
import pickle
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any

import psutil
import pyarrow as pa

from graphmodel.engine.child import LENGTH, Asking, Opening
from graphmodel.engine.failures import is_out_of_memory
from graphmodel.engine.limits import ANSWER_SHARE, Limits
from graphmodel.own_process import start_python
from graphmodel.problems import EngineError, StatementInvalid

_START = "from graphmodel.engine.child import main; main()"
_SECONDS_TO_START = 60.0
_SECONDS_TO_END = 5.0
_EVERY = 0.05
"""Seconds between two looks at time and memory."""

_LEAST_BUFFER = 64 << 20
_KEPT = 4
"""A process that has grown by more than a quarter of what it may is not kept for the next statement."""

_Reply = tuple[dict[str, Any], pa.Table | None]
_Replies = SimpleQueue[_Reply | None]
"""None where the process has ended."""


class EngineFailed(Exception):
    """The engine cannot run a statement; the text is the engine's own."""


class LimitedReader:
    """Reads one database file through another process, which starts with the first statement and is then kept.

    Statements of several threads run one after the other.

    Args:
        file: the database.
        is_intact: whether the file may be opened; asked before each process that opens it.
    """

    def __init__(self, file: Path, is_intact: Callable[[], bool]) -> None:
        self._file = file
        self._is_intact = is_intact
        self._process: _Process | None = None
        self._megabytes: float | None = None
        self._lock = threading.Lock()

    def run(self, statement: str, parameters: Mapping[str, Any], limits: Limits) -> pa.Table:
        """The answer to one statement.

        Raises:
            LimitReached: it took more than it may.
            EngineFailed: the engine cannot run it.
            EngineError: the engine crashed, the process does not start, or the file may not be opened.
            StatementInvalid: a parameter cannot be passed.
        """
        with self._lock:
            allowed = _bytes(limits)
            request = _request(statement, parameters, limits, allowed)
            keep = False
            try:
                process = self._started(limits, allowed)
                head, rows = process.ask(request, statement, limits, allowed)
                keep = process.grown() < allowed // _KEPT
            finally:
                if not keep:
                    self.close()
        if rows is not None:
            return rows
        if head["state"] == "rows":
            raise limits.too_many_rows(statement, head["rows"])
        if head["state"] == "size":
            raise limits.out_of_memory(statement, allowed, answer=True)
        if is_out_of_memory(head["said"]):
            raise limits.out_of_memory(statement, allowed)
        raise EngineFailed(head["said"])

    def _started(self, limits: Limits, allowed: int) -> "_Process":
        """The process that is there, or another where it has ended or the memory limit has been changed."""
        if self._process is None or not self._process.is_running or self._megabytes != limits.megabytes:
            self.close()
            if not self._is_intact():
                raise EngineError("The study has been built again since it was opened. Open it again.")
            buffer = min(max(allowed, _LEAST_BUFFER), int(psutil.virtual_memory().total))
            self._process = _Process(self._file, buffer)
            self._megabytes = limits.megabytes
        return self._process

    def close(self) -> None:
        """End the process, whatever it is doing. Closing twice does nothing."""
        process, self._process = self._process, None
        if process is not None:
            process.end()


class _Process:
    """A running process that has the database open.

    Raises:
        EngineError: it does not start.
        EngineFailed: it cannot open the file.
    """

    def __init__(self, file: Path, buffer: int) -> None:
        self._replies: _Replies = SimpleQueue()
        try:
            self._popen = start_python(
                _START,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # crashes are reported in our words
            )
        except OSError as error:
            raise EngineError(f"A second Python process for the statement could not be started: {error}.") from error
        reader = threading.Thread(target=_listen, args=(self._popen.stdout, self._replies), daemon=True)
        reader.start()
        self.end = weakref.finalize(self, _end, self._popen, reader)
        try:
            self._watched = psutil.Process(self._opened(Opening(str(file.absolute()), buffer)))
            self._at_first = self._resident()
        except BaseException:
            self.end()
            raise

    def _opened(self, opening: Opening) -> int:
        """The number of the process that has opened the file: on Windows, not always the one that was started."""
        self._send(pickle.dumps(opening))
        reply = self._wait(time.monotonic() + _SECONDS_TO_START)
        if reply is None:
            raise EngineError(
                f"A second Python process for the statement could not be started ({sys.executable}, exit code "
                f"{self._popen.poll()}). Close other programs, then try again."
            )
        if reply[0]["state"] != "ready":
            raise EngineFailed(reply[0]["said"])
        return int(reply[0]["pid"])

    @property
    def is_running(self) -> bool:
        """Has it not ended?"""
        return self._popen.poll() is None

    def ask(self, request: bytes, statement: str, limits: Limits, allowed: int) -> _Reply:
        """What it replies to a request.

        Raises:
            LimitReached: it takes too long, or too much memory.
            EngineError: the process has ended.
        """
        until = time.monotonic() + limits.seconds
        self._send(request)
        while True:
            with suppress(Empty):
                reply = self._replies.get(timeout=_EVERY)
                if reply is None:
                    raise EngineError(self._crash(), statement)
                return reply
            if time.monotonic() > until:
                raise limits.out_of_time(statement)
            if self.grown() > allowed:
                raise limits.out_of_memory(statement, allowed)

    def grown(self) -> int:
        """Bytes of memory that it takes beyond what it took before the first statement."""
        return self._resident() - self._at_first

    def _resident(self) -> int:
        try:
            return int(self._watched.memory_info().rss)
        except psutil.Error:  # it has just ended
            return 0

    def _wait(self, until: float) -> _Reply | None:
        """The next reply; None where it has ended, or there is none in time."""
        while time.monotonic() < until:
            with suppress(Empty):
                # In short steps: on Windows, Ctrl-C is seen only between two of them.
                return self._replies.get(timeout=_EVERY)
        return None

    def _send(self, request: bytes) -> None:
        assert self._popen.stdin is not None  # noqa: S101 - a pipe was asked for
        with suppress(OSError):  # it has ended, which its replies say
            self._popen.stdin.write(LENGTH.pack(len(request)) + request)
            self._popen.stdin.flush()

    def _crash(self) -> str:
        with suppress(subprocess.TimeoutExpired):
            self._popen.wait(_SECONDS_TO_END)
        if sys.platform != "win32" and self._popen.returncode == -signal.SIGKILL:
            return (
                "The system stopped this statement, most likely because memory ran out. Ask for less, or close "
                "other programs."
            )
        return (
            "The engine crashed on this statement. Write it in another way: in smaller steps, with fewer brackets, "
            "with shorter lists. You can still query the study."
        )


def _listen(stream: IO[bytes], replies: _Replies) -> None:
    with suppress(OSError, ValueError, pa.ArrowException):  # cut off in the middle: it has been stopped
        while line := stream.readline():
            head = json.loads(line)
            replies.put((head, pa.ipc.open_stream(stream).read_all() if head["state"] == "answer" else None))
    replies.put(None)


def _end(popen: "subprocess.Popen[bytes]", reader: threading.Thread) -> None:
    """Kill a process and close its pipes."""
    popen.kill()
    popen.wait()
    reader.join(_SECONDS_TO_END)
    for pipe in (popen.stdin, popen.stdout):
        with suppress(OSError):
            assert pipe is not None  # noqa: S101 - both were asked for
            pipe.close()


def _request(statement: str, parameters: Mapping[str, Any], limits: Limits, allowed: int) -> bytes:
    asking = Asking(statement, dict(parameters), limits.seconds, limits.rows, allowed // ANSWER_SHARE)
    try:
        return pickle.dumps(asking)
    except Exception as error:  # values of any type come here, and each fails in its own way
        names = ", ".join(f"${name}" for name in parameters)
        raise StatementInvalid(
            f"A value of {names} cannot be passed: {type(error).__name__}. Give texts, numbers, dates, yes or no, or "
            "lists of these.",
            statement,
        ) from error


def _bytes(limits: Limits) -> int:
    """The memory limit in bytes."""
    if limits.megabytes is not None:
        return int(limits.megabytes * (1 << 20))
    return int(psutil.virtual_memory().available) // 2
