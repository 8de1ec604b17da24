"""How many rows of a table were read, taken and rejected."""

from dataclasses import dataclass

from graphmodel.check.rows import Rows


@dataclass
class Counts:
    """Rows of one table: ``read`` is always ``taken`` plus ``rejected``. Blank rows are not rows."""

    read: int = 0
    taken: int = 0
    rejected: int = 0

    def add(self, rows: Rows) -> None:
        """Count rows that have been checked, and those that the loader left out."""
        bad = int(rows.bad.sum())
        self.taken += len(rows) - bad
        self.rejected += bad + len(rows.left_out)
        self.read = self.taken + self.rejected
