"""Edges of networks of other programs, as their readers give them to a network."""

import re
from dataclasses import dataclass, field
from typing import TypeAlias

from graphmodel.formats import Row

Key: TypeAlias = tuple[str, ...]
"""What tells one node or source from the others."""
_GENERATED = re.compile(r"[A-Za-z]?:{0,2}[nNeE]?\d+(::[nNeE]?\d+)*")


@dataclass(frozen=True)
class Quote:
    """Words behind a claim; ``start`` and ``end`` as in the table of quotes."""

    text: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Edge:
    """One edge, which becomes a claim.

    Attributes:
        subject: key of the node where it begins.
        object: key of the node where it ends.
        verb: what it says, in words; empty: that they are connected.
        place: where it is in the file, for the account.
        own_id: its id in the program; empty if it has none that lasts (:func:`lasting`).
        source: key of its source; None: the file.
        speaker: key of the actor who says it.
        columns: columns of the model, by name.
        own: columns of the study's own.
        quotes: the words behind it.
        codings: how each of several coders coded it, as rows of codings without the claim.
    """

    subject: Key
    object: Key
    verb: str
    place: str
    own_id: str = ""
    source: Key | None = None
    speaker: Key | None = None
    columns: Row = field(default_factory=dict)
    own: Row = field(default_factory=dict)
    quotes: tuple[Quote, ...] = ()
    codings: tuple[Row, ...] = ()


def lasting(own_id: str) -> str:
    """An id, unless a program counted it out when it wrote the file (``n12``, ``e0``, ``7``): then it is empty."""
    return "" if _GENERATED.fullmatch(own_id) else own_id
