"""Lets no process outlive the one that started it, even when that one is killed and can clean up nothing.

A watching process reads a pipe that only the starting process holds open. When the pipe closes, the
starting process is gone, and the watched one is killed.
"""

import subprocess
import sys
from contextlib import suppress

import psutil


def watch(pid: int) -> "subprocess.Popen[bytes]":
    """Watch a process; the process that watches it."""
    return subprocess.Popen([sys.executable, __file__, str(pid)], stdin=subprocess.PIPE, start_new_session=True)


def unwatch(watching: "subprocess.Popen[bytes]") -> None:
    """Stop watching; the watched process lives on."""
    watching.kill()
    watching.communicate()  # waits, and closes the pipe


if __name__ == "__main__":
    with suppress(psutil.NoSuchProcess):
        watched = psutil.Process(int(sys.argv[1]))
        sys.stdin.read()
        watched.kill()
