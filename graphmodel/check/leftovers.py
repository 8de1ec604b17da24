"""Warnings of what was probably forgotten: example rows, claims entered twice, codes that a spreadsheet cuts."""

from collections.abc import Mapping

import numpy as np
import pyarrow.compute as pc

from graphmodel.check.rows import CheckedRows
from graphmodel.problems import Place, Problem, Problems
from graphmodel.schema.reading import EXAMPLE_LABEL, EXAMPLE_TABLES, EXAMPLE_TITLE
from graphmodel.settings import Settings
from graphmodel.study import Positions
from graphmodel.wording import counted

SAME = ("source", "speaker", "subject", "predicate", "object", "polarity", "stage", "locator", "summary")
"""Two claims that agree in all of these were probably entered twice."""
_LISTED = 5


def example_left(tables: Mapping[str, CheckedRows], settings: Settings, file: str, problems: Problems) -> None:
    """Warn of rows and a title that still are those of the example, beside rows of the study's own."""
    left = []
    is_begun = False
    for table in EXAMPLE_TABLES:
        rows = tables.get(table)
        if rows is not None and "label" not in rows.absent:
            number = int(pc.sum(pc.starts_with(rows.cells["label"], EXAMPLE_LABEL)).as_py() or 0)
            left += [f"{number} in {table}"] if number else []
            is_begun |= len(rows) > number
    if not is_begun:
        return
    if left:
        what = f"Rows of the example are still there: {', '.join(left)}."
        remedy = f"Delete the rows whose label begins with {EXAMPLE_LABEL.strip()} and the claims that name them."
        problems.add(Problem("warning", "example_rows", file, what, remedy))
    if settings.title == EXAMPLE_TITLE:
        what = f"The title of the study is still {EXAMPLE_TITLE!r}."
        problems.add(Problem("warning", "example_title", file, what, "Write its title in the settings.", "study"))


def codes_at_risk(rows: CheckedRows) -> None:
    """Warn once of codes in a CSV file that a spreadsheet would make the same: 1.1 and 1.10."""
    if rows.place.sheet:
        return  # the cells of a workbook keep their format
    codes = set(rows.cells["code"].to_pylist())
    cut = sorted(code for code in codes if code.endswith("0") and "." in code and code.rstrip("0") in codes)
    if cut:
        both = ", ".join(f"{code.rstrip('0')} and {code}" for code in cut[:_LISTED])
        rows.problems.add(
            rows.place.problem(
                "warning",
                "codes_at_risk",
                f"A spreadsheet that opens this file and saves it makes {both} the same code.",
                "Before you open it in a spreadsheet, set the column to Text; or keep the study as a workbook.",
                column="code",
            )
        )


class Repeated:
    """Finds claims that are alike in all but their id, keeping one number for each claim."""

    def __init__(self) -> None:
        self._hashes: list[Positions] = []
        self._rows: list[Positions] = []

    def see(self, rows: CheckedRows) -> None:
        """Look at some of the claims; rows with an error do not count."""
        texts = pc.binary_join_element_wise(*(rows.cells[name] for name in SAME), "\x1f")
        hashes = np.fromiter(map(hash, texts.to_pylist()), np.int64, len(rows))
        self._hashes.append(hashes[~rows.bad])
        self._rows.append(rows.numbers[~rows.bad])

    def report(self, place: Place, problems: Problems) -> None:
        """Add one warning that lists the first pairs of rows."""
        if not self._hashes:
            return
        hashes, rows = np.concatenate(self._hashes), np.concatenate(self._rows)
        order = np.argsort(hashes, kind="stable")
        again = np.flatnonzero(hashes[order][1:] == hashes[order][:-1])
        if not len(again):
            return
        pairs = sorted((int(rows[order[i + 1]]), int(rows[order[i]])) for i in again)
        listed = ", ".join(f"{first} and {second}" for second, first in pairs[:_LISTED])
        more = f" and {len(pairs) - _LISTED:,} more" if len(pairs) > _LISTED else ""
        problems.add(
            place.problem(
                "warning",
                "repeated_claim",
                f"{counted(len(pairs), 'claim')} repeat an earlier one in all but the id: rows {listed}{more}."
                if len(pairs) > 1
                else f"1 claim repeats an earlier one in all but the id: rows {listed}.",
                "If a claim was entered twice, delete one of the two rows: each counts.",
                row=pairs[0][0],
            )
        )
