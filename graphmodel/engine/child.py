"""A process that runs statements for another, which can stop it.

Some statements neither time out nor let themselves be interrupted inside the engine, and some crash it, with the
process that it runs in. So those of users run here (see ``limited`` for the other side).

Requests come as pickles on standard input, each behind its length: first a file and the size of its page buffer, then
statements. An answer is a line of JSON on standard output; where its ``state`` is *answer*, the rows follow as an
Arrow stream. Nothing that comes from here is ever unpickled. The process ends when its input does, even in the middle
of a statement, so that none is left behind by a program that was killed. While the engine plans a statement with
parameters it lets no other thread run; then a clock outside Python ends the process.
"""

import faulthandler
import json
import os
import pickle
import signal
import struct
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO

import pyarrow as pa

from graphmodel.engine.database import DatabaseFile, TooManyRows

LENGTH = struct.Struct("<Q")
"""How the length of a request is written in front of it."""

_GRACE = 2.0
"""Seconds after which the process ends by itself where nobody has ended it at the time limit."""

_LONGEST_CLOCK = 30 * 24 * 3600.0
"""Seconds that the clock can be set to on every system."""


@dataclass(frozen=True)
class Opening:
    """The first request: which file to read, and bytes of its page buffer."""

    file: str
    buffer: int


@dataclass(frozen=True)
class Asking:
    """A statement, after how many seconds to give up, and how many rows and bytes its answer may have."""

    statement: str
    parameters: dict[str, Any]
    seconds: float
    rows: int
    size: int


def main() -> None:
    """Serve the process that started this one until it closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other process decides what Ctrl-C means
    _die_quietly()
    requests: SimpleQueue[bytes] = SimpleQueue()
    answers = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not come between the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    opening: Opening = pickle.loads(requests.get())  # noqa: S301 - from the process that started this one
    try:
        database = DatabaseFile(opening.file, opening.buffer)
    except Exception as error:  # noqa: BLE001 - the engine raises what it likes
        _tell(answers, state="failed", said=str(error))
        return
    _tell(answers, state="ready", pid=os.getpid())
    while True:
        _answer(database, requests.get(), answers)


def _listen(stream: BinaryIO, requests: "SimpleQueue[bytes]") -> None:
    """Pass requests on. Where the pipe ends, this process ends, whatever the engine is doing."""
    with suppress(OSError):
        while len(head := stream.read(LENGTH.size)) == LENGTH.size:
            requests.put(stream.read(LENGTH.unpack(head)[0]))
    os._exit(0)


def _answer(database: DatabaseFile, request: bytes, answers: BinaryIO) -> None:
    try:
        asked: Asking = pickle.loads(request)  # noqa: S301 - from the process that started this one
        faulthandler.dump_traceback_later(min(asked.seconds + _GRACE, _LONGEST_CLOCK), exit=True)
        rows = database.run(asked.statement, asked.parameters, asked.rows)
    except TooManyRows as error:
        _tell(answers, state="rows", rows=error.rows)
    except Exception as error:  # noqa: BLE001 - the engine raises what it likes
        _tell(answers, state="failed", said=str(error))
    else:
        if rows.nbytes > asked.size:
            _tell(answers, state="size")
            return
        _tell(answers, state="answer")
        with pa.ipc.new_stream(answers, rows.schema) as stream:
            stream.write_table(rows)
        answers.flush()
    finally:
        faulthandler.cancel_dump_traceback_later()


def _tell(answers: BinaryIO, **said: object) -> None:
    answers.write(json.dumps(said).encode() + b"\n")
    answers.flush()


def _die_quietly() -> None:
    """A crash leaves no copy of the memory, which holds the study, and opens no window.

    Where memory runs out, Linux should end this process and not the one that the user works in.
    """
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - of Windows alone

        msvcrt.SetErrorMode(msvcrt.SEM_FAILCRITICALERRORS | msvcrt.SEM_NOGPFAULTERRORBOX)
        return
    import resource  # noqa: PLC0415 - of the others

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")
