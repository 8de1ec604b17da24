"""Wall time and peak memory of a whole process."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """One finished process: seconds, peak memory in megabytes, what it printed."""

    seconds: float
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
    return Run(seconds, usage.ru_maxrss / 1024, printed)


def median_ratio(ours: tuple[str, ...], peer: tuple[str, ...], times: int = 7) -> tuple[float, float]:
    """Median of the ratios of two commands run in turn, and the median seconds of the first."""
    pairs = [(run(*ours).seconds, run(*peer).seconds) for _ in range(times + 1)][1:]
    ratios = sorted(a / b for a, b in pairs)
    return ratios[times // 2], sorted(a for a, _ in pairs)[times // 2]
