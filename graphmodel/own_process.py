"""Starts code of graphmodel in a Python process of its own, which can be stopped where it takes too much."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def start_python(code: str, arguments: Sequence[str] = (), **streams: Any) -> "subprocess.Popen[bytes]":
    """Start this Python with a line of code that imports from graphmodel.

    Args:
        code: the line.
        arguments: what it finds in ``sys.argv`` after the first entry.
        streams: ``stdin``, ``stdout`` and ``stderr`` as of :class:`subprocess.Popen`.

    Raises:
        OSError: it does not start.
    """
    if not sys.executable or getattr(sys, "frozen", False):
        raise OSError("This program has no Python to start. Install graphmodel with pip, and run it there.")
    return subprocess.Popen(  # noqa: S603 - this Python and our own module
        [sys.executable, "-P", "-c", code, *arguments],  # -P: no module comes from the folder one happens to be in
        env={**os.environ, "PYTHONPATH": os.pathsep.join(_path())},
        # In a group of its own, so that Ctrl-C reaches this process alone, which then ends the other.
        start_new_session=True,
        creationflags=_creation_flags(),
        **streams,
    )


def _path() -> list[str]:
    """Where this process finds its modules; never the folder that one happens to be in."""
    found = [entry for entry in sys.path if Path(entry).is_absolute()]
    own = str(Path(__file__).parents[1])
    # Where this program was found by an empty entry or a hook, another installation could come first.
    return found if own in found else [own, *found]


def _creation_flags() -> int:
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    return 0
