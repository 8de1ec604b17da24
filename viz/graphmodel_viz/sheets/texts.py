"""Texts of a copy of a tool as they go into an office file, and the room that they take."""

import re

from graphmodel.output.cells import clean
from graphmodel.tools.copies import ANSWER, Cards, Field, Heading, Printed, Table

_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Text that XML can hold and that cannot turn the direction of what stands beside it."""
    return _DIRECTION.sub("", clean(text))


def longest_words(part: Table) -> list[int]:
    """Characters of the longest word in each column; each word of a choice stands whole."""
    columns = [heading.text.split() for heading in part.headings]
    for row in part.rows:
        for words, cell in zip(columns, row.cells, strict=True):
            words.extend(cell.text.split() if isinstance(cell, Printed) else cell.choices)
    return [max(map(len, words), default=0) for words in columns]


def shares(weights: list[int], least: list[float], width: float) -> list[float]:
    """The width of a table shared out among its columns by weight, none narrower than it needs.

    Args:
        weights: of the columns.
        least: what each needs; where that is too much together, all are cut alike.
        width: of the table.
    """
    if sum(least) >= width:
        return [width * few / sum(least) for few in least]
    made = [width * weight / sum(weights) for weight in weights]
    kept: set[int] = set()
    while narrow := {place for place, share in enumerate(made) if share < least[place]} - kept:
        kept |= narrow
        left = width - sum(least[place] for place in kept)
        free = sum(weight for place, weight in enumerate(weights) if place not in kept)
        made = [least[place] if place in kept else left * weight / free for place, weight in enumerate(weights)]
    return made


def as_table(part: Table | Cards) -> Table:
    """Cards as a table: one in each row."""
    if isinstance(part, Table):
        return part
    columns = max((len(row.cells) for row in part.rows), default=0)
    headings = [Heading(part.title, 4)] * columns
    for row in part.rows:
        for place, cell in enumerate(row.cells):
            if isinstance(cell, Field):
                headings[place] = Heading(ANSWER, 1, cell.code.removeprefix(row.code))
    return Table(part.name, part.title, part.help, tuple(headings), part.rows, part.sheet)
