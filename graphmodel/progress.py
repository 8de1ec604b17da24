"""How long work tells how far it is. The default says nothing; a terminal shows bars."""

from typing import Protocol


class Progress(Protocol):
    """Told of every stretch of work: ``begin`` names it and its length, ``reach`` how far it is."""

    def begin(self, what: str, total: int) -> None:
        """A stretch of work begins; ``total`` is its length in whatever ``reach`` counts."""

    def reach(self, done: int) -> None:
        """So much of it is done."""


class Silent:
    """Says nothing."""

    def begin(self, what: str, total: int) -> None:
        """Say nothing."""

    def reach(self, done: int) -> None:
        """Say nothing."""
