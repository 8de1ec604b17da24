"""Numbers, paths, long text and near names in sentences."""

from collections.abc import Iterable
from pathlib import Path


def counted(number: int, noun: str) -> str:
    """``1 source``, ``2 sources``, ``1,397 claims``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def typed(path: Path | str) -> str:
    """A path as it is to be typed in a command: in quotation marks where it needs them."""
    text = str(path)
    return text if all(sign.isalnum() or sign in "._-/\\:~+" for sign in text) else f'"{text}"'


def shortened(text: str, longest: int) -> str:
    """Text of at most ``longest`` characters; what is cut ends in ``…``."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def near_names(name: str, names: Iterable[str], most: int = 3) -> list[str]:
    """Names that differ from ``name`` by little, such as a slip of the pen; the nearest first.

    Upper and lower case are the same. Two names are near where at least 75 of 100 characters
    agree (the ratio of ``rapidfuzz.fuzz``).
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - slow to load, and needed for messages alone

    matches = process.extract(name, list(names), scorer=fuzz.ratio, processor=str.lower, score_cutoff=75, limit=most)
    return [match for match, _, _ in matches]


def did_you_mean(near: Iterable[str]) -> str:
    """``Did you mean a?``, ``Did you mean a or b?``; nothing where there are no near names."""
    listed = " or ".join(near)
    return f"Did you mean {listed}?" if listed else ""
