"""A fault of the embedded engine: missing values in optional and inner patterns.

Where the WHERE of an OPTIONAL MATCH, or one inside EXISTS, COUNT or COLLECT, uses a value from before that is null,
ladybug 0.22 finds nothing, although OR, IS NULL, coalesce or CASE would let something through. A server does not have
this fault. A plain MATCH is answered correctly, and so is a value that is replaced before: ``WITH a, coalesce(a.x, '')
AS x``.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from graphmodel.engine.tokens import Token, until_closed

_LENIENT = frozenset({"OR", "XOR", "COALESCE", "CASE", "NULL"})
"""Words by which a condition can hold though a value is null."""
_NEVER_NULL = frozenset({"id", "label", "kind", "claim"})
"""Properties that everything in a study has."""
_NEVER_NULL_CALLS = frozenset({"COALESCE", "COUNT", "COLLECT", "SIZE"})
_CLAUSES = frozenset({"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "UNION", "ORDER", "SKIP", "LIMIT"})
_SUBQUERIES = frozenset({"EXISTS", "COUNT", "COLLECT"})
_OPEN, _CLOSED = frozenset({"(", "[", "{"}), frozenset({")", "]", "}"})


def uses_missing_values(tokens: Sequence[Token]) -> bool:
    """Does an optional or inner pattern have a lenient condition on a value from before that may be null?

    Args:
        tokens: those of a statement, without comments and white space.
    """
    words = [text.upper() if kind == "word" else text for kind, text in tokens]
    for at, end in _patterns(tokens, words):
        where = next((i for i in range(at + 2, end) if words[i] == "WHERE"), end)
        before = _in_scope(tokens, words, at)
        for condition in _conditions(words, where + 1, end):
            is_lenient = not _LENIENT.isdisjoint(words[i] for i in condition)
            if is_lenient and any(tokens[i][1] in before and _may_be_null(tokens, i) for i in condition):
                return True
    return False


def _patterns(tokens: Sequence[Token], words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where optional and inner patterns begin and end."""
    for at, word in enumerate(words[:-1]):
        if word == "OPTIONAL":
            yield at, _end_of_clause(words, at + 2, _CLAUSES)
        elif word in _SUBQUERIES and words[at + 1] == "{":
            yield at, until_closed(tokens, at + 2)


def _end_of_clause(words: Sequence[str], start: int, ends: frozenset[str]) -> int:
    """Where a clause ends: at one of the words outside brackets and braces, or where those around it close."""
    depth = 0
    for at in range(start, len(words)):
        depth += (words[at] in _OPEN) - (words[at] in _CLOSED)
        if depth < 0 or (depth == 0 and words[at] in ends and words[at - 1] not in {"STARTS", "ENDS", "."}):
            return at
    return len(words)


def _conditions(words: Sequence[str], start: int, end: int) -> Iterator[range]:
    """The conditions between two tokens that must all hold: what AND joins outside brackets."""
    depth, begins = 0, [start]
    for at in range(start, end):
        depth += (words[at] in _OPEN) - (words[at] in _CLOSED)
        if depth == 0 and words[at] == "AND":
            begins.append(at + 1)
    for first, last in pairwise([*begins, end + 1]):
        yield range(first, min(last, end))


def _in_scope(tokens: Sequence[Token], words: Sequence[str], end: int) -> set[str]:
    """The variables that a token sees and that may be null."""
    names: set[str] = set()
    at = 0
    while at < end:
        if words[at] == "{" and (closed := until_closed(tokens, at + 1)) < end:
            at = closed
        elif words[at] in {"WITH", "UNWIND"} and words[at - 1] not in {"STARTS", "ENDS"}:
            last = _end_of_clause(words, at + 1, _CLAUSES | {"WHERE"})
            if last > end:  # the token is inside this clause, which sees what was before it
                break
            projected = _projected(tokens, words, at, last)
            kept = names if words[at] == "UNWIND" or "*" in projected else names & projected.keys()
            names = (kept | projected.keys()) - {name for name, is_replaced in projected.items() if is_replaced}
            at = last - 1
        elif words[at] in {"(", "["} and at + 2 < len(words) and tokens[at + 1][0] != "mark" and words[at + 2] != "(":
            names.add(tokens[at + 1][1])
        at += 1
    return names


def _projected(tokens: Sequence[Token], words: Sequence[str], at: int, end: int) -> dict[str, bool]:
    """The names that a WITH or UNWIND gives, and whether each is never null."""
    depth, begins = 0, [at + 1]
    for i in range(at + 1, end):
        depth += (words[i] in _OPEN) - (words[i] in _CLOSED)
        if depth == 0 and words[i] == ",":
            begins.append(i + 1)
    named = {}
    for first, last in pairwise([*begins, end + 1]):
        start = first + (words[first] == "DISTINCT")
        called = words[start] in _NEVER_NULL_CALLS and words[last - 3] == "AS" and words[last - 4] == ")"
        named[tokens[last - 2][1]] = called or words[at] == "UNWIND"
    return named


def _may_be_null(tokens: Sequence[Token], at: int) -> bool:
    """Is the name at a place used as a value, or for a property that may be missing?"""
    if at and tokens[at - 1][1] in {".", ":"}:
        return False
    after = [text for _, text in tokens[at + 1 : at + 3]]
    if after[:1] == ["."]:
        return after[1] not in _NEVER_NULL
    # A node or relationship in a pattern is no value.
    return not (tokens[at - 1][1] in {"(", "["} and after[:1] and after[0] in {")", "]", ":", "{"})
