"""Runs the command line inside this process, as the installed ``graphmodel`` would."""

import io
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from unittest import mock

from graphmodel.cli import main


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What stands on stdout, which must be nothing but JSON."""
        return json.loads(self.out)


class _Screen(io.TextIOWrapper):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def graphmodel(*words: object, encoding: str = "utf-8", together: bool = False, terminal: bool = False) -> Ran:
    """Run ``graphmodel WORDS`` with streams of an encoding; any exception but a plain exit is raised.

    ``together``: what it writes to either stream is in ``out``, as on a screen. ``terminal``: the streams say that
    they are one.
    """
    kind = _Screen if terminal else io.TextIOWrapper
    out, err = (kind(io.BytesIO(), encoding=encoding, write_through=True) for _ in range(2))
    err = out if together else err
    given: Mapping[str, object] = {"argv": ["graphmodel", *map(str, words)], "stdout": out, "stderr": err}
    code: object = 0
    with mock.patch.multiple(sys, **given):
        try:
            main()
        except SystemExit as stop:
            code = stop.code or 0
    assert isinstance(code, int)
    return Ran(code, *(stream.buffer.getvalue().decode("utf-8") for stream in (out, err)))


def in_one_line(text: str) -> str:
    """Text with its line breaks and indents as single spaces, for looking for a sentence in it."""
    return " ".join(text.split())
