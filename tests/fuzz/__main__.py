"""Tries mutants of a small study, or of files of other programs, and says which the program does not take as it should.

    python -m tests.fuzz                10,000 of a study, then 10,000 of each format that can be imported: `make fuzz`
    python -m tests.fuzz --from 500 100     the hundred of a study from number 500
    python -m tests.fuzz --format taguette 200      200 of a format's samples; --format all: 200 of each
    python -m tests.fuzz --only 4711    one of them, in this process; also with --format NAME

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
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

import psutil

from tests.fuzz import imported, trial

STUDY, ALL = "study", "all"
_TRIED = "tried"


@dataclass(frozen=True)
class Trials:
    """What is tried.

    Attributes:
        name: of a format, ``study`` or ``all``.
        fault: what is wrong with a number.
        memory: bytes that the second process may take.
        hang: seconds without a sign of life.
        turns: mutants for each number of trials.
    """

    name: str
    fault: Callable[[int], str | None]
    memory: int
    hang: float
    turns: int = 1

    @property
    def words(self) -> list[str]:
        """How it is named on the command line."""
        return [] if self.name == STUDY else ["--format", self.name]


def trials_of(name: str) -> Trials:
    """The trials of a study, of a format, or of all formats in turn."""
    if name == STUDY:
        return Trials(name, trial.fault_of, 2 << 30, 4 * trial.LONGEST)
    names = tuple(imported.samples()) if name == ALL else (name,)
    fault = imported.numbered(names) if name == ALL else partial(imported.fault_of, name)
    return Trials(name, fault, 1 << 30, 2 * imported.LONGEST, len(names))


def main() -> int:
    """Try the mutants that are named."""
    words = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Is every mutant reported?")
    words.add_argument("count", nargs="?", type=int, default=10_000, help="how many mutants (default: 10,000)")
    words.add_argument("--from", dest="first", type=int, default=0, help="number of the first (default: 0)")
    words.add_argument("--only", type=int, help="this one alone")
    words.add_argument("--format", help="of the samples of a format, or of all formats; else of a study")
    words.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    named = words.parse_args()
    names = [named.format or STUDY] if named.format or len(sys.argv) > 1 else [STUDY, ALL]
    wrong = 0
    with tempfile.TemporaryDirectory() as home:
        os.environ["GRAPHMODEL_HOME"] = home
        for trials in map(trials_of, names):
            numbers = range(named.first * trials.turns, (named.first + named.count) * trials.turns)
            if named.child:
                return _as_child(trials, range(named.first, named.first + named.count))
            if named.only is not None:
                fault = trials.fault(named.only)
                print(fault or "as it should be")
                return int(fault is not None)
            wrong += _tell(trials, numbers)
    return 1 if wrong else 0


def _tell(trials: Trials, numbers: range) -> int:
    """Print what is wrong; returns how many are."""
    wrong = 0
    again = " ".join(["python -m tests.fuzz", *trials.words, "--only"])
    for done, (number, fault) in enumerate(_tried(trials, numbers), 1):
        if fault:
            wrong += 1
            print(f"{number}: {fault}\n    Again: {again} {number}", flush=True)
        if done % 200 == 0:
            print(f"{done:,} tried, {wrong} wrong", flush=True)
    print(f"{trials.name}: {len(numbers):,} tried, {wrong} wrong")
    return wrong


def _as_child(trials: Trials, numbers: range) -> int:
    """Say the number before each trial, and what is wrong after it."""
    for number in numbers:
        print(number, flush=True)
        print(_TRIED, " ".join((trials.fault(number) or "").split()), flush=True)
    return 0


def _tried(trials: Trials, numbers: range) -> Iterator[tuple[int, str]]:
    """Each number and what is wrong with it, from children that are started again when they end too early."""
    first = numbers.start
    while first < numbers.stop:
        words = [sys.executable, "-m", "tests.fuzz", *trials.words, "--child", "--from", str(first)]
        words.append(str(numbers.stop - first))
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, encoding="utf-8") as child:
            for number, fault in _watched(trials, child, first):
                yield number, fault
                first = number + 1
            child.kill()


def _watched(trials: Trials, child: "subprocess.Popen[str]", number: int) -> Iterator[tuple[int, str]]:
    lines: queue.Queue[str] = queue.Queue()

    def pass_on() -> None:
        for line in child.stdout or ():
            lines.put(line)
        lines.put("")

    threading.Thread(target=pass_on, daemon=True).start()
    quiet = 0.0
    while True:
        try:
            line = lines.get(timeout=0.2)
        except queue.Empty:
            quiet += 0.2
            if (size := _memory(child.pid)) > trials.memory:
                yield number, f"took {size >> 20:,} MB"
                return
            if quiet > trials.hang:
                yield number, f"hangs: {trials.hang:.0f} seconds without an answer"
                return
            continue
        quiet = 0.0
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
    """Bytes of a process and of those that it started."""
    size = 0
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                size += one.memory_info().rss
    return size


if __name__ == "__main__":
    sys.exit(main())
