"""Numbers in sentences."""


def counted(number: int, noun: str) -> str:
    """``1 source``, ``2 sources``, ``1,397 claims``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
