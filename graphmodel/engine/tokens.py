"""Cuts a Cypher statement into tokens: words inside strings, comments and back-ticks are no keywords."""

import re
from collections.abc import Iterator, Sequence

Token = tuple[str, str]
"""Kind and text."""

_TOKEN = re.compile(
    r"""
    (?P<comment>//[^\n\r]*|/\*.*?\*/)
  | (?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
  | (?P<quoted>`(?:[^`]|``)*`)
  | (?P<parameter>\$\w+)
  | (?P<word>[^\W\d]\w*)
  | (?P<number>\d\w*(?:\.\d\w*)?)
  | (?P<space>\s+)
  | (?P<open>/\*|['"`])
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")


def cut(text: str) -> Iterator[Token]:
    """All tokens of a text, comments and white space included; the last one is *open* where something is not closed."""
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or "mark"
        yield kind, found.group()
        if kind == "open":  # what follows means nothing, and looking for more ends of it would take long
            return


def is_word(tokens: Sequence[Token], i: int, *words: str) -> bool:
    """Is the token one of these keywords (in upper case), and not a property, label or type of that name?"""
    kind, text = tokens[i]
    return kind == "word" and text.upper() in words and (i == 0 or tokens[i - 1][1] not in {".", ":", "|"})


def step(token: Token) -> int:
    """1 for an opening bracket, -1 for a closing one, else 0."""
    kind, text = token
    return 0 if kind != "mark" else (text in _OPENING) - (text in _CLOSING)


def until_closed(tokens: Sequence[Token], first: int) -> int:
    """The index of the bracket that closes the one in front of ``first``; the length where none does."""
    depth = 1
    for i in range(first, len(tokens)):
        depth += step(tokens[i])
        if depth == 0:
            return i
    return len(tokens)
