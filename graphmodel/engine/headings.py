"""Heads the columns of an answer by what the statement says.

The embedded engine heads a column without a name by its own notation: ``COUNT(n._ID)`` for ``count(n)``.
"""

from collections.abc import Sequence

from graphmodel.engine.tokens import Token, is_word, step

_ENDS = ("ORDER", "SKIP", "OFFSET", "LIMIT", "UNION")


def headings(pieces: Sequence[Token], columns: Sequence[str]) -> list[str]:
    """Names of the columns: the expression as it is written where it has no other name.

    Args:
        pieces: all tokens of the statement, comments and white space included.
        columns: the names that the engine gives; they stay where it is not clear what belongs to which.
    """
    items = _returned([piece for piece in pieces if piece[0] != "comment"])
    if len(items) != len(columns) or any(_text(item) == "*" for item in items):
        return list(columns)
    return [_text(item) if _is_unnamed(item) else name for item, name in zip(items, columns, strict=True)]


def _returned(pieces: Sequence[Token]) -> list[list[Token]]:
    """What the first RETURN outside all brackets gives, item by item; nothing for a plan (EXPLAIN, PROFILE)."""
    items: list[list[Token]] = []
    depth = 0
    for i, piece in enumerate(pieces):
        if depth == 0 and not items and is_word(pieces, i, "EXPLAIN", "PROFILE"):
            return []
        if depth == 0 and not items and is_word(pieces, i, "RETURN"):
            items.append([])
            continue
        depth += step(piece)
        if not items:
            continue
        if depth == 0 and (is_word(pieces, i, *_ENDS) or piece == ("mark", ";")):
            break
        if depth == 0 and piece == ("mark", ","):
            items.append([])
        elif items[-1] or not (piece[0] == "space" or is_word(pieces, i, "DISTINCT")):
            items[-1].append(piece)
    return items


def _is_unnamed(item: Sequence[Token]) -> bool:
    """Is it neither a variable, a property, nor given a name with AS?"""
    plain = [text for kind, text in item if kind not in {"word", "quoted", "space"} and text != "."]
    return bool(plain) and not any(is_word(item, i, "AS") for i in range(len(item)))


def _text(item: Sequence[Token]) -> str:
    return " ".join("".join(text for _, text in item).split())
