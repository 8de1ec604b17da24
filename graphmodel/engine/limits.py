"""How much a statement may take that a user, or a study's own question, brings.

What the program itself asks (bundled questions, frames, analyses) has no limits: a study may be large.
"""

import math
import sys
from dataclasses import dataclass
from numbers import Integral, Real
from typing import cast

from graphmodel.problems import LimitReached, QuestionError
from graphmodel.wording import Message, Option, counted

ANSWER_SHARE = 8
"""An answer may take an eighth of the memory limit: as a data frame it takes several times as much."""


@dataclass(frozen=True)
class Limits:
    """What a statement may take before it is stopped.

    Args:
        seconds: time to run.
        rows: rows of the answer; they are counted before they are fetched.
        megabytes: memory of this machine for running it, of which an answer takes an eighth at most; None is half
            of what is free. A Neo4j server has limits of its own for its memory.

    Raises:
        QuestionError: a limit is not a number above zero.
    """

    seconds: float = 60
    rows: int = 1_000_000
    megabytes: float | None = None

    def __post_init__(self) -> None:
        for name, flag, kind in (
            ("seconds", "time_limit", float),
            ("rows", "row_limit", int),
            ("megabytes", "memory_limit", float),
        ):
            value = getattr(self, name)
            if value is None and name == "megabytes":
                continue
            if not _is_above_zero(value, Integral if kind is int else Real):
                what = Option(flag, python=f"Limits({name}={value!r})")
                number = "whole number" if kind is int else "number"
                raise QuestionError(
                    Message("{}: a limit is a {} above zero, not {!r}.", what, number, value), by_caller=True
                )
            object.__setattr__(self, name, kind(value))  # numbers of numpy too

    def out_of_time(self, statement: str) -> LimitReached:
        """What to raise where a statement took too long."""
        raised = _raised("time_limit", "seconds", 10 * self.seconds)
        return LimitReached(
            Message(
                "Stopped after {:g} second{}, the time limit. Ask for less (fewer steps, fewer pairs), or raise the "
                "limit: {}.",
                self.seconds,
                "" if self.seconds == 1 else "s",
                raised,
            ),
            statement,
            "seconds",
        )

    def too_many_rows(self, statement: str, rows: int | None = None) -> LimitReached:
        """What to raise where the answer is too long.

        Args:
            statement: the statement.
            rows: how many it has; None where only more than the limit is known.
        """
        has = counted(rows, "row") if rows is not None else f"more than {counted(self.rows, 'row')}"
        return LimitReached(
            Message(
                "The answer has {}, and the limit is {:,}. Count or group them, add LIMIT, or raise the limit: {}.",
                has,
                self.rows,
                _raised("row_limit", "rows", rows or 10 * self.rows),
            ),
            statement,
            "rows",
        )

    def out_of_memory(self, statement: str, allowed: int, *, answer: bool = False) -> LimitReached:
        """What to raise where a statement takes too much memory.

        Args:
            statement: the statement.
            allowed: bytes that it was allowed.
            answer: whether it ran and its answer is too large.
        """
        megabytes = allowed / (1 << 20)
        what, most = ("its answer", megabytes / ANSWER_SHARE) if answer else ("it", megabytes)
        return LimitReached(
            Message(
                "Stopped because {} takes more than {:,} MB of memory. Ask for less (fewer rows, shorter lists), or "
                "raise the limit: {}.",
                what,
                math.ceil(most),
                _raised("memory_limit", "megabytes", 2 * megabytes),
            ),
            statement,
            "megabytes",
        )


def _is_above_zero(value: object, kind: type) -> bool:
    """Is it such a number, and one that the engine can count to?"""
    return isinstance(value, kind) and not isinstance(value, bool) and 0 < cast("float", value) <= sys.float_info.max


def _raised(flag: str, name: str, value: float) -> Option:
    number = math.ceil(value)
    return Option(flag, str(number), f"limits=gm.Limits({name}={number})")
