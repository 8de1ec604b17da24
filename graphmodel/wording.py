"""Numbers, paths and long text in sentences."""

from pathlib import Path


def counted(number: int, noun: str) -> str:
    """``1 source``, ``2 sources``, ``1,397 claims``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def typed(path: Path | str) -> str:
    """A path as typed in a command: in quotation marks if it needs them."""
    text = str(path)
    return text if all(sign.isalnum() or sign in "._-/\\:~+" for sign in text) else f'"{text}"'


def shortened(text: str, longest: int) -> str:
    """Text of at most ``longest`` characters; what is cut ends in ``…``."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
