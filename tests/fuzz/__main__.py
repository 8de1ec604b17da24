"""Tries mutants of a small study and says which of them the program does not take as it should.

    python -m tests.fuzz                10,000 of them, which `make fuzz` does
    python -m tests.fuzz --from 500 100     the hundred from number 500
    python -m tests.fuzz --only 4711    one of them, in this process

They are tried in a second process, which is watched: whatever ends it, takes too much memory or hangs is reported by
the mutant's number, and the next one goes on. Exit code 1: the program failed on one, or lost rows from its counts.
"""

import argparse
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress

import psutil

from tests.fuzz.trial import LONGEST, fault_of, mutant

MEMORY = 2 << 30
"""Bytes that the second process may take; what a mutant needs is a tenth of it."""
HANG = 4 * LONGEST
"""Seconds without a sign of life."""
_TRIED = "tried"


def main() -> int:
    """Try the mutants that are named."""
    words = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Is every mutant of a study reported?")
    words.add_argument("count", nargs="?", type=int, default=10_000, help="how many mutants (default: 10,000)")
    words.add_argument("--from", dest="first", type=int, default=0, help="number of the first (default: 0)")
    words.add_argument("--only", type=int, help="this one alone")
    words.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    named = words.parse_args()
    numbers = range(named.first, named.first + named.count)
    with tempfile.TemporaryDirectory() as home:
        os.environ["GRAPHMODEL_HOME"] = home
        if named.child:
            return _as_child(numbers)
        if named.only is not None:
            print(f"{named.only}: {mutant(named.only).changes}", flush=True)
            fault = fault_of(named.only)
            print(fault or "as it should be")
            return int(fault is not None)
        wrong = 0
        for done, (number, fault) in enumerate(_tried(numbers), 1):
            if fault:
                wrong += 1
                print(f"{number}: {fault}\n    Again: python -m tests.fuzz --only {number}", flush=True)
            if done % 200 == 0:
                print(f"{done:,} tried, {wrong} wrong", flush=True)
    print(f"{len(numbers):,} tried, {wrong} wrong")
    return 1 if wrong else 0


def _as_child(numbers: range) -> int:
    """Say the number before each trial, and what is wrong after it."""
    for number in numbers:
        print(number, flush=True)
        print(_TRIED, " ".join((fault_of(number) or "").split()), flush=True)
    return 0


def _tried(numbers: range) -> Iterator[tuple[int, str]]:
    """Each number and what is wrong with it, from children that are started again when they end too early."""
    first = numbers.start
    while first < numbers.stop:
        words = [sys.executable, "-m", "tests.fuzz", "--child", "--from", str(first), str(numbers.stop - first)]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, encoding="utf-8") as child:
            for number, fault in _watched(child, first):
                yield number, fault
                first = number + 1
            child.kill()


def _watched(child: "subprocess.Popen[str]", number: int) -> Iterator[tuple[int, str]]:
    lines: queue.Queue[str] = queue.Queue()

    def pass_on() -> None:
        for line in child.stdout or ():
            lines.put(line)
        lines.put("")

    threading.Thread(target=pass_on, daemon=True).start()
    quiet = 0
    while True:
        try:
            line = lines.get(timeout=1)
        except queue.Empty:
            quiet += 1
            if size := _memory(child.pid):
                yield number, f"took {size >> 20:,} MB"
                return
            if quiet > HANG:
                yield number, f"hangs: {HANG:.0f} seconds without an answer"
                return
            continue
        quiet = 0
        if not line:
            if code := child.wait():
                yield number, f"ended the process with code {code}"
            return
        said, _, fault = line.strip().partition(" ")
        if said == _TRIED:
            yield number, fault
        else:
            number = int(said)


def _memory(pid: int) -> int:
    """Bytes of a process and of those that it started, if they are too many; else 0."""
    size = 0
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                size += one.memory_info().rss
    return size if size > MEMORY else 0


if __name__ == "__main__":
    sys.exit(main())
