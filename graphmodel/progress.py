"""How long work reports progress. The default reports nothing; a terminal shows bars."""

from typing import Protocol


class Progress(Protocol):
    """Receives the progress of every stage of work: ``begin`` names it and its length, ``reach`` how far it is."""

    def begin(self, what: str, total: int) -> None:
        """Work begins; ``total`` is its length in the units of ``reach``."""

    def reach(self, done: int) -> None:
        """This much of it is done."""


class Silent:
    """Reports nothing."""

    def begin(self, what: str, total: int) -> None:
        """Report nothing."""

    def reach(self, done: int) -> None:
        """Report nothing."""
