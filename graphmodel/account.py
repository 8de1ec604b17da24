"""What became of everything that was read from a file: the account of an import."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["taken", "rejected", "left out"]
EXAMPLES = 20
"""Places that an account keeps for each reason."""


@dataclass
class Account:
    """What became of everything that was read: read = taken + rejected + left out.

    *Rejected* is what the format should not hold (a connection to nowhere); *left out* is what a
    study has no place for (a drawing). Both carry a reason.

    Attributes:
        counts: how many of which things (``elements``, ``rows of actors``), by outcome and reason.
        places: for each thing and reason the first places where it occurs.
        remarks: what is lost of the things that were taken, a sentence each.
    """

    counts: Counter[tuple[str, Outcome, str]] = field(default_factory=Counter)
    places: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def take(self, what: str, number: int = 1) -> None:
        """Count things that are in the study now."""
        if number:
            self.counts[what, "taken", ""] += number

    def reject(self, what: str, reason: str, place: str = "", number: int = 1) -> None:
        """Count things that are wrong, with the reason and where they are."""
        self._set_aside(what, "rejected", reason, place, number)

    def leave_out(self, what: str, reason: str, place: str = "", number: int = 1) -> None:
        """Count things that a study has no place for, with the reason and where they are."""
        self._set_aside(what, "left out", reason, place, number)

    def total(self, outcome: Outcome | None = None) -> int:
        """How many things had one outcome; without one, how many were read."""
        return sum(number for (_, became, _), number in self.counts.items() if outcome in {None, became})

    def lines(self) -> Iterator[str]:
        """One line for each kind of thing, one for each reason, and the remarks."""
        for what in dict.fromkeys(what for what, _, _ in self.counts):
            yield from self._lines_of(what)
        yield from self.remarks

    def short_lines(self) -> Iterator[str]:
        """Likewise, with kinds of things of which all were taken in one line, or in one each where it says as what."""
        whole = []
        lines: list[str] = []
        for what in dict.fromkeys(what for what, _, _ in self.counts):
            found = [item for item in self.counts.items() if item[0][0] == what]
            number = sum(number for _, number in found)
            if any(outcome != "taken" for (_, outcome, _), _ in found):
                lines += self._lines_of(what)
            elif reasons := [f"{number:,} {reason}" for (_, _, reason), number in found if reason]:
                lines.append(f"{what}: {number:,} read = {number:,} taken ({', '.join(reasons)})")
            else:
                whole.append(f"{what} {number:,}")
        if whole:
            yield f"Taken whole: {', '.join(whole)}."
        yield from lines
        yield from self.remarks

    def _lines_of(self, what: str) -> Iterator[str]:
        """The line of one kind of thing, and one for each reason."""
        read = sum(number for (thing, _, _), number in self.counts.items() if thing == what)
        parts = [
            f"{sum(n for (thing, became, _), n in self.counts.items() if (thing, became) == (what, outcome)):,}"
            f" {outcome}"
            for outcome in ("taken", "rejected", "left out")
        ]
        yield f"{what}: {read:,} read = {' + '.join(parts)}"
        for (thing, became, reason), number in self.counts.items():
            if thing == what and reason:
                places = self.places.get((what, reason), [])
                shown = f" ({'; '.join(places[:3])}{'; ...' if number > len(places[:3]) else ''})" if places else ""
                yield f"  {number:,} {became}: {reason}{shown}"

    def _set_aside(self, what: str, outcome: Outcome, reason: str, place: str, number: int) -> None:
        if not number:
            return
        self.counts[what, outcome, reason] += number
        places = self.places.setdefault((what, reason), [])
        if place and len(places) < EXAMPLES:
            places.append(place)
