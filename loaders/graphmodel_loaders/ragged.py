"""Rows of a CSV file whose number of cells is not that of the header."""

import numpy as np
import pyarrow.csv

from graphmodel.check.rows import Positions
from graphmodel.problems import Place, Problems, shown


class Ragged:
    """Takes ragged rows from the reader, reports them and keeps row numbers right.

    An instance is the ``invalid_row_handler`` of one pass over a file.
    """

    def __init__(self, place: Place, separator: str) -> None:
        self._place = place
        self._separator = separator
        self._waiting: list[pyarrow.csv.InvalidRow] = []
        self._skipped: list[int] = []

    def __call__(self, row: pyarrow.csv.InvalidRow) -> str:
        """Called by the reader for each such row."""
        self._skipped.append(row.number)
        self._waiting.append(row)
        return "skip"

    def numbers(self, first: int, count: int) -> Positions:
        """Positions of the next good rows, ragged ones having been skipped between them."""
        wide = np.arange(first, first + count + len(self._skipped), dtype=np.int64)
        if self._skipped:
            wide = wide[~np.isin(wide, self._skipped)]
        chosen = wide[:count]
        if count:
            self._skipped = [number for number in self._skipped if number > chosen[-1]]
        return chosen

    def take(self, problems: Problems) -> list[tuple[int, str]]:
        """Report the rows seen since last time; returns their numbers and first cells."""
        seen = []
        for row in self._waiting:
            text = row.text or ""
            if not text.strip(f'"{self._separator} \t\r\n'):
                continue  # a blank line
            problems.add(
                self._place.error(
                    "ragged_row",
                    f"The row has {row.actual_columns} cells where the header has {row.expected_columns}.",
                    "Put quotation marks around any cell that holds a separator or a line break, and look for"
                    " cells that are missing or left over. Saving the table from a spreadsheet does both.",
                    row.number,
                    value=shown(text),
                )
            )
            seen.append((row.number, text.split(self._separator, 1)[0].strip('" ')))
        self._waiting = []
        return seen
