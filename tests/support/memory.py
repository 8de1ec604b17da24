"""Memory of the test process."""

import ctypes
import sys


def give_back_memory() -> None:
    """Let the C library hand freed memory back to the system.

    On Linux it keeps, for each thread there ever was, what the embedded engine has freed: no leak, but gigabytes
    after some hundred studies.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # not in every C library
        if trim is not None:
            trim(0)
