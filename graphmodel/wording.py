"""Numbers and paths in sentences."""

from pathlib import Path


def counted(number: int, noun: str) -> str:
    """``1 source``, ``2 sources``, ``1,397 claims``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def typed(path: Path | str) -> str:
    """A path as it is to be typed in a command: in quotation marks where it needs them."""
    text = str(path)
    return text if all(sign.isalnum() or sign in "._-/\\:~+" for sign in text) else f'"{text}"'
