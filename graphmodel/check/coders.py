"""Who coded what: claims of several coders on one passage, and one coding of a unit by each coder.

A passage is what has the same source, locator and speaker. Where several coders have claims on one, it would count
twice, so that the setting ``coding.of_record`` must say whose claims count, or one of the two belongs in ``codings``.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
import pyarrow.compute as pc

from graphmodel.check.rows import CheckedRows, Counts
from graphmodel.problems import Place, Problem, Problems
from graphmodel.settings import AGREED, Settings
from graphmodel.study import Mask, TableSource
from graphmodel.wording import counted

KEPT, OTHER, UNLIKE, ALIKE, UNDECIDED = range(5)
"""What becomes of a claim: it stays; the coder of record coded its passage; not all coders made it; it stays as the row
of another coder; nobody has said whose claims count."""

_REASONS = {
    OTHER: ("other_coder", "{} coded this passage too, whose claims are those of record."),
    UNLIKE: ("coders_differ", "Not every coder of this passage made this claim."),
    ALIKE: ("coders_agree", "Another coder of this passage made the same claim, which stays."),
}


class ClaimsOfCoders:
    """Sorts out the claims of several coders on one passage while claims stream by.

    A study with one coder or none costs nothing: the table is read a second time only once two coders have been
    seen, or where the setting asks for it.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._seen: set[str] = set()
        self._plan: dict[int, int] | None = None
        self._read_again: Callable[[], Iterable[CheckedRows]] | None = None

    def begin(self, source: TableSource, again: Callable[[TableSource], Iterator[CheckedRows]]) -> None:
        """Take note of a table that is about to be read.

        Args:
            source: the table of claims.
            again: reads its rows once more.
        """
        if "coder" in source.columns:
            self._read_again = lambda: again(source)

    def sort_out(self, rows: CheckedRows) -> None:
        """Set claims aside that do not count, and report those of which nobody has said whether they do."""
        if self._read_again is None:
            return
        self._seen.update(name for name in pc.unique(rows.cells["coder"]).to_pylist() if name)
        if self._plan is None and (self._settings.of_record or len(self._seen) > 1):
            # Earlier rows are all of one coder, who came first: without a setting, none of them is at fault.
            from graphmodel.check.passages import fates_of  # noqa: PLC0415 - pandas, which few checks need

            self._plan = fates_of(self._read_again(), self._settings)
        if not self._plan:
            return
        plan = self._plan
        fates = np.array([plan.get(number, KEPT) for number in rows.numbers.tolist()], np.int64)
        for fate, (rule, what) in _REASONS.items():
            remedy = "There is nothing to do: study.toml says so ([coding] of_record)."
            chosen: Mask = fates == fate
            rows.fault(chosen, "coder", rule, what.format(self._settings.of_record), remedy, severity="note")
            rows.aside |= chosen
        rows.fault(
            fates == UNDECIDED,
            "coder",
            "coded_by_several",
            "Another coder has claims on this passage (same source, locator and speaker), so it would count twice.",
            "Move this row to the table codings, under the id of the claim that stays, or say in study.toml whose"
            f' claims count: [coding] of_record = "{next(iter(self._settings.coders), "NAME")}", or "{AGREED}".',
        )

    def finish(self, place: Place, problems: Problems) -> None:
        """Report a coder of record who has coded nothing."""
        asked = self._settings.of_record
        if asked in {"", AGREED, *self._seen}:
            return
        what = f"No claim is coded by {asked}, whose claims are those of record (coding.of_record)."
        remedy = f"The coders: {', '.join(sorted(self._seen))}." if self._seen else "Fill the column coder."
        problems.add(Problem("warning", "unknown_coder", place.file, what, remedy, place.table, place.sheet))

    def cautions(self, counts: Counts, withdrawn: int) -> Sequence[str]:
        """What every result says of claims that are left out for who coded them.

        Args:
            counts: of the claims.
            withdrawn: how many of those left out are so because somebody has withdrawn.
        """
        left_out = counts.left_out - withdrawn
        if not left_out:
            return ()
        asked = self._settings.of_record
        return (
            f"{counted(left_out, 'claim')} of {counts.read:,} left out where several coders coded one passage "
            f"(coding.of_record = {asked}).",
        )


def check_coded_once(rows: CheckedRows) -> None:
    """Report a unit that the table ``codings`` holds twice of one coder."""
    first: dict[tuple[str, str], int] = {}
    again: dict[int, int] = {}
    names = zip(rows.cells["claim"].to_pylist(), rows.cells["coder"].to_pylist(), strict=True)
    for i, unit in enumerate(names):
        row = int(rows.numbers[i])
        if all(unit) and first.setdefault(unit, row) != row:
            again[i] = first[unit]
    twice = np.zeros(len(rows), bool)
    twice[list(again)] = True
    rows.fault(
        twice,
        "claim",
        "coded_twice",
        lambda i: f"{rows.value('coder', i)} has coded this unit in row {again[i]} already.",
        "Keep one coding of a unit by each coder, or correct the coder.",
    )
