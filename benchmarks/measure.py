"""Wall time, processor time and peak memory of a whole process."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Run:
    """One finished process: seconds, seconds of processor time, peak memory in megabytes, what it printed."""

    seconds: float
    processor: float
    megabytes: float
    printed: str


def run(*command: str) -> Run:
    """Run a Python command line (``-m module ...`` or ``-c code``) and measure it.

    Raises:
        RuntimeError: it failed.
    """
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, printed)


@dataclass(frozen=True)
class Compared:
    """Two commands run in turn: medians of seconds and of ratios, pair by pair, and the largest peaks of memory.

    ``processor`` is the processor time of ours in seconds. ``ratio`` is of wall time and ``processor_ratio`` of
    processor time, which other work on the machine moves less.
    """

    runs: int
    seconds: float
    processor: float
    peer_seconds: float
    ratio: float
    processor_ratio: float
    megabytes: float
    peer_megabytes: float


def compare(
    ours: tuple[str, ...],
    peer: tuple[str, ...],
    runs: int = 7,
    *,
    warm_up: bool = True,
    fresh: Callable[[], None] = lambda: None,
) -> Compared:
    """Run two Python command lines in turn and compare them.

    Args:
        ours: one command, as for ``run``.
        peer: the other.
        runs: how often each is counted.
        warm_up: run both once before, uncounted.
        fresh: removes what they write; called before each pair and after the last.
    """
    pairs = []
    for _ in range(runs + warm_up):
        fresh()
        pairs.append((run(*peer), run(*ours)))
    fresh()
    counted = pairs[warm_up:]
    return Compared(
        runs,
        median(our.seconds for _, our in counted),
        median(our.processor for _, our in counted),
        median(other.seconds for other, _ in counted),
        median(our.seconds / other.seconds for other, our in counted),
        median(our.processor / other.processor for other, our in counted),
        max(our.megabytes for _, our in counted),
        max(other.megabytes for other, _ in counted),
    )
