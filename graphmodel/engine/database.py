"""One database file of the embedded engine, read in this process.

Both this program's own reads and the process that runs statements with limits (see ``child``) read through it. It
loads little, because that process should start at once.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ladybug
import pyarrow as pa


class TooManyRows(Exception):
    """An answer has more rows than it may; ``rows`` says how many."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        super().__init__(rows)


LARGEST = 1 << 40
"""Bytes of addresses that the engine keeps for a database. By itself it takes eight times as many, so that a process
could have no more than sixteen open."""


class DatabaseFile:
    """A database file, open read-only.

    Args:
        file: the database.
        buffer: bytes of the engine's page buffer; 0 for its own choice, four fifths of the machine's memory.

    Raises:
        Exception: whatever the engine raises where it cannot be opened.
    """

    def __init__(self, file: Path | str, buffer: int) -> None:
        self._database = ladybug.Database(str(file), read_only=True, buffer_pool_size=buffer, max_db_size=LARGEST)
        self._connection = ladybug.Connection(self._database)

    def run(self, statement: str, parameters: Mapping[str, Any], most_rows: int | None = None) -> pa.Table:
        """The answer to one statement.

        Raises:
            TooManyRows: it has more than ``most_rows``; none has been fetched.
            Exception: whatever the engine raises where it cannot run it.
        """
        result = self._connection.execute(statement, dict(parameters))
        if isinstance(result, list):  # several statements: the guard lets none through
            raise ValueError("Only one statement can be asked at a time.")  # noqa: TRY004 - not a type of ours
        try:
            rows = result.get_num_tuples()
            if most_rows is not None and rows > most_rows:
                raise TooManyRows(rows)
            return result.get_as_arrow()
        finally:
            # An unclosed result keeps its rows in the page buffer, which a few large ones would fill.
            result.close()

    def close(self) -> None:
        """Release the file. Closing twice does nothing."""
        self._connection.close()
        self._database.close()
