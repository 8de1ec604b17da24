"""Who coded what: one coding of a unit by each coder."""

import numpy as np

from graphmodel.check.rows import CheckedRows


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
