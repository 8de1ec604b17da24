"""Text of a study as it goes into an office file."""

import re

from graphmodel.output.cells import clean

_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Text that XML can hold and that cannot turn the direction of what stands beside it."""
    return _DIRECTION.sub("", clean(text))
