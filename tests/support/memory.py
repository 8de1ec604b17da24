"""Keeps the test process small."""

import ctypes
import gc
import sys

import psutil

_GROWTH = 300 << 20
"""Bytes by which the process may grow before memory is given back."""

_process = psutil.Process()
_size = _process.memory_info().rss


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what lasts as long as the tests: modules and the tests themselves."""
    gc.collect()
    gc.freeze()


def pytest_runtest_logfinish() -> None:
    """After a test, give back what it has freed, if the process has grown much since the last time."""
    global _size  # noqa: PLW0603 - the process has one size
    if _process.memory_info().rss > _size + _GROWTH:
        give_back_memory()
        _size = _process.memory_info().rss


def give_back_memory() -> None:
    """Let the C library hand freed memory back to the system.

    On Linux it keeps, for each thread there ever was, what the embedded engine has freed: no leak, but gigabytes
    after some hundred studies.
    """
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # not in every C library
        if trim is not None:
            trim(0)
