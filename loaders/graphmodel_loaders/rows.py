"""The header and the rows of any table, from any kind of file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.problems import Place, Problems, shown
from graphmodel.schema import TABLES
from graphmodel.schema.columns import ROW
from graphmodel.study import Batch, Mask, Positions, mask
from graphmodel_loaders.encoding import CONTROL_CHARACTERS, REPLACED

UNNAMED = "\0"
"""Begins the inner name of a column without a name."""


MOST_COLUMNS = 1 << 14
"""Columns of a sheet in Excel."""
MOST_ABOVE = 10
"""Rows that may stand above a header."""
TELLING = TABLES.keys() - {"codebook", "codings"}
"""Names of sheets that only a study has; programs for coding name what they export like the others."""
NOT_READ = "\0\0"
"""Likewise, of a column whose name occurs a second time."""


def tidy_name(text: str) -> str:
    """``Evidence Type `` becomes ``evidence_type``."""
    return re.sub(r"\s+", "_", text.strip().lower())


def read_header(cells: Sequence[str], place: Place, problems: Problems) -> tuple[str, ...] | None:
    """Tidy names of all columns, with inner names for those without one.

    Returns None and adds an error if the row is not a header or a name is not allowed.
    """
    if len(cells) > MOST_COLUMNS:
        what = f"The first row has {len(cells):,} cells; no table has more than {MOST_COLUMNS:,} columns."
        problems.add(place.error("no_header", what, "Check that the file is a table with one row per line.", 1))
        return None
    names = [tidy_name(cell) for cell in cells]
    if not any(names):
        problems.add(
            place.error(
                "no_header",
                "The first row is blank; it should name the columns.",
                "Put the column names in row 1, above the data.",
                row=1,
            )
        )
        return None
    if ROW in names:
        remedy = "Give the column another name."
        problems.add(place.error("reserved_column", f"The name {ROW} is reserved for row numbers.", remedy, 1, ROW))
        return None
    return _each_once(names, place, problems)


def _each_once(names: list[str], place: Place, problems: Problems) -> tuple[str, ...]:
    """The names; of a name that occurs twice, the first column counts and the others are not read."""
    twice = sorted({name for name in names if name and names.count(name) > 1})
    for name in twice:
        numbers = [str(i) for i, other in enumerate(names, 1) if other == name]
        problems.add(
            place.error(
                "doubled_column",
                f"The column name {name} occurs {len(numbers)} times (columns {', '.join(numbers)}).",
                "Keep one of them; rename or delete the others.",
                row=1,
                column=name,
            )
        )
    return tuple(
        f"{NOT_READ}{number}" if name in names[: number - 1] and name else name or f"{UNNAMED}{number}"
        for number, name in enumerate(names, 1)
    )


def header_row(rows: Sequence[Sequence[str]], table: str) -> int:
    """The number of the first row that looks like the header of a table; 1 if none looks better than row 1.

    Args:
        rows: the first rows of the table.
        table: its name.
    """
    schema = TABLES.get(table)
    known = {column.name for column in schema.columns} if schema else set()
    likely = [len(known & {tidy_name(cell) for cell in row}) for row in rows]
    if not likely or likely[0] > 1:
        return 1
    return next((number for number, names in enumerate(likely, 1) if names > max(1, likely[0])), 1)


def report_title(header: int, place: Place, problems: Problems) -> None:
    """Report rows above the header."""
    above = "row 1" if header == 2 else "rows 1 and 2" if header == 3 else f"rows 1 to {header - 1}"
    problems.add(
        place.error(
            "title_above_header",
            f"Row {header} looks like the header, and not row 1.",
            f"Delete {above}, so that the names of the columns are in row 1.",
            row=header,
        )
    )


@dataclass
class ReadRows:
    """Some rows as columns of text, and which of them have an error.

    ``names`` are all columns of the header, including those without a name. ``controls`` says that some cells may
    hold control characters.
    """

    place: Place
    names: Sequence[str]
    numbers: Positions
    cells: list[pa.Array]
    problems: Problems
    controls: bool = True
    bad: Mask = field(init=False)

    def __post_init__(self) -> None:
        if self.controls:
            # Word's soft line break is a vertical tab.
            self.cells = [pc.replace_substring(column, "\v", "\n") for column in self.cells]
        self.cells = [pc.utf8_trim_whitespace(column) for column in self.cells]
        self.bad = np.zeros(len(self.numbers), bool)
        self._drop_blank()
        self._unnamed()

    def _drop_blank(self) -> None:
        """Leave out rows without text, which spreadsheets often have at the end."""
        blank = np.ones(len(self.numbers), bool)
        for column in self.cells:
            blank &= mask(pc.equal(column, ""))
            if not blank.any():
                return
        keep = pa.array(~blank)
        self.cells = [column.filter(keep) for column in self.cells]
        self.numbers, self.bad = self.numbers[~blank], self.bad[~blank]

    def _unnamed(self) -> None:
        for position, name in enumerate(self.names):
            if name.startswith(UNNAMED) and not name.startswith(NOT_READ):
                self.report(
                    mask(pc.not_equal(self.cells[position], "")),
                    position,
                    "unnamed_column",
                    f"Column {position + 1} has text here but no name in row 1.",
                    "Give the column a name, or delete it.",
                )

    def report(self, bad: Mask, position: int, rule: str, what: str, remedy: str) -> None:
        """Add one error for each row that is bad in one column, and leave these rows out."""
        if not bad.any():
            return
        name = self.names[position]
        title = "" if name.startswith(UNNAMED) else name
        for i in np.flatnonzero(bad).tolist():
            value = shown(self.cells[position][i].as_py())
            self.problems.add(self.place.error(rule, what, remedy, int(self.numbers[i]), title, value))
        self.bad |= bad

    def report_controls(self) -> None:
        """Report cells with control characters."""
        if not self.controls:
            return
        for position, column in enumerate(self.cells):
            self.report(
                mask(pc.match_substring_regex(column, CONTROL_CHARACTERS)),
                position,
                "control_character",
                "The cell contains a control character, which is invisible on the screen.",
                "Type the cell again; its text was probably pasted from another program.",
            )

    def report_replaced(self) -> None:
        """Report cells with bytes that are not text."""
        for position, column in enumerate(self.cells):
            self.report(
                mask(pc.match_substring(column, REPLACED)),
                position,
                "undecodable",
                f"Some bytes of this cell are not text (shown as {REPLACED}).",
                "Type the damaged letters again, then save the file as CSV UTF-8.",
            )

    def batch(self, left_out: Sequence[tuple[int, str]] = ()) -> Batch:
        """The rows without an error, without columns that have no name."""
        dropped = list(left_out)
        if self.bad.any():
            ids = self.cells[0]
            dropped += [(int(self.numbers[i]), ids[i].as_py()) for i in np.flatnonzero(self.bad).tolist()]
            keep = pa.array(~self.bad)
            cells = [column.filter(keep) for column in self.cells]
            numbers = self.numbers[~self.bad]
        else:
            cells, numbers = self.cells, self.numbers
        named = [i for i, name in enumerate(self.names) if not name.startswith(UNNAMED)]
        data = pa.RecordBatch.from_arrays([cells[i] for i in named], [self.names[i] for i in named])
        return Batch(pa.array(numbers, pa.int64()), data, tuple(dropped))
