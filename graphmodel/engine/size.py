"""How large a statement may be.

Nothing that a person writes comes near these bounds. Beyond them an engine spends minutes on planning, or crashes.
"""

from collections.abc import Sequence

from graphmodel.engine.tokens import Token, is_word, step, until_closed

LONGEST = 100_000
"""Characters of a statement."""

DEEPEST = 100
"""Brackets, or CASE expressions, one inside the other."""

MOST_STEPS = 30
"""Relationships that one MATCH may run over: the embedded engine's own bound of ``*``."""


def too_large(tokens: Sequence[Token]) -> str:
    """What is too large in a statement, and the bound; empty where nothing is.

    Args:
        tokens: its tokens, without comments and white space.
    """
    depth = _depth(tokens)
    if depth > DEEPEST:
        return f"Brackets are nested {depth:,} deep, and {DEEPEST} is the most. Use fewer brackets."
    steps, unbounded = 0, False
    for i in range(len(tokens)):
        if is_word(tokens, i, "MATCH"):
            steps = 0
        of_this = _steps(tokens, i)
        unbounded = unbounded or of_this is None
        steps += of_this or 0
        if steps > MOST_STEPS:
            return (
                f"One MATCH runs over {steps:,} relationships or more, and {MOST_STEPS} is the most. Look for shorter "
                "paths, or put a WITH and a second MATCH in between."
            )
    if unbounded:
        return (
            "A * without an upper bound follows relationships without end. Write how many at most, as in "
            f"-[:CLAIM*1..4]->; {MOST_STEPS} is the most."
        )
    return ""


def _depth(tokens: Sequence[Token]) -> int:
    """How deep brackets and CASE expressions stand in each other."""
    depth = deepest = 0
    for i, token in enumerate(tokens):
        depth += step(token) + is_word(tokens, i, "CASE") - is_word(tokens, i, "END")
        deepest = max(deepest, depth)
    return deepest


def _steps(tokens: Sequence[Token], i: int) -> int | None:
    """How many relationships the token begins to match: mostly 0; None for a ``*`` without an upper bound."""
    texts = [text for _, text in tokens[i : i + 2]]
    if texts == ["-", "-"]:
        return 1
    if texts != ["-", "["]:
        return 0
    inside = tokens[i + 2 : until_closed(tokens, i + 2)]
    star = next((at for at, token in enumerate(inside) if token == ("mark", "*")), None)
    if star is None:
        return 1
    numbers: list[str] = []
    for kind, text in inside[star + 1 :]:
        if kind == "word" and not numbers:  # * SHORTEST 1..4
            continue
        if kind != "number" and text != ".":
            break
        numbers.append(text)
    # *, *.., *2.. and *1..$n end in no number.
    if not numbers or not numbers[-1].isdecimal():
        return None
    return int(numbers[-1][:9])
