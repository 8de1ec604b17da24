"""Column names from the first row of a table."""

import re
from collections.abc import Sequence

from graphmodel.problems import Place, Problems

UNNAMED = "\0"
"""Begins the inner name of a column without a name."""


RESERVED = "_row"
"""Checked tables have their row numbers under this name."""


def tidy_name(text: str) -> str:
    """``Evidence Type `` becomes ``evidence_type``."""
    return re.sub(r"\s+", "_", text.strip().lower())


def read_header(cells: Sequence[str], place: Place, problems: Problems) -> tuple[str, ...] | None:
    """Tidy names of all columns, with inner names for those without one.

    Returns None, and adds an error, where the row is no header or a name cannot stand.
    """
    names = [tidy_name(cell) for cell in cells]
    if not any(names):
        problems.add(
            place.error(
                "no_header",
                "The first row is blank; it should name the columns.",
                "Put the column names into row 1, above the data.",
                row=1,
            )
        )
        return None
    if RESERVED in names:
        remedy = "Give the column another name."
        problems.add(
            place.error("reserved_column", f"The name {RESERVED} is taken for row numbers.", remedy, 1, RESERVED)
        )
        return None
    twice = sorted({name for name in names if name and names.count(name) > 1})
    for name in twice:
        numbers = [str(i) for i, other in enumerate(names, 1) if other == name]
        problems.add(
            place.error(
                "doubled_column",
                f"The column name {name} is there {len(numbers)} times (columns {', '.join(numbers)}).",
                "Rename or delete all of them but one.",
                row=1,
                column=name,
            )
        )
    if twice:
        return None
    return tuple(name or f"{UNNAMED}{number}" for number, name in enumerate(names, 1))
