"""Sheets: ``start`` and ``update`` of a sheet with a row for each claim, against a bare reading of the same sheet.

The floor (``python -m benchmarks.sheets FILE``) is a process that only has calamine, the reader that graphmodel uses,
read all cells of the workbook.
"""

import random
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from benchmarks.measure import Compared, compare

_HEADINGS = ("Interview", "Who", "Did what", "To what", "Stage", "Said yes or no", "Summary", "Quote")
_VERBS = ("ignored", "did not use", "produced", "applied", "presented", "shared", "contested", "was stuck with")
_SEED = 20130114
_CHANGED_EVERY = 1_000


@dataclass(frozen=True)
class SheetCost:
    """What a command costs on a sheet, and what reading the sheet alone does."""

    command: str
    rows: int
    compared: Compared


def write_sheet(path: Path, rows: int, *, changed: bool = False) -> None:
    """Write an invented sheet.

    Args:
        path: the workbook.
        rows: claims.
        changed: as it is later: each thousandth row has another summary, the first is gone, and one is new at the end.
    """
    random_ = random.Random(_SEED)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Claims")
    sheet.append(_HEADINGS)
    for number in range(rows + changed):
        stage = random_.randrange(5)
        summary = f"Summary of claim {number}" + (", corrected" if changed and number % _CHANGED_EVERY == 1 else "")
        cells = (
            f"Interview {random_.randrange(60)}",
            f"Manager {random_.randrange(300)}",
            random_.choice(_VERBS),
            f"Needs report {random_.randrange(400)}",
            f"{stage + 1}. Step {stage}",
            random_.choice(("yes", "yes", "no")),
            summary,
            "" if number % 3 else f"The words behind claim {number}",
        )
        if not (changed and number == 0):
            sheet.append(cells)
    book.save(path)


def sheet_costs(folder: Path, rows: int, runs: int) -> list[SheetCost]:
    """Measure ``start``, and ``update`` of what it made, in turn with the bare reading.

    Args:
        folder: where to write the sheets and the studies.
        rows: claims of the sheet.
        runs: how often each is counted.
    """
    sheet, later, study, kept = (folder / name for name in ("sheet.xlsx", "later.xlsx", "study", "kept"))
    write_sheet(sheet, rows)
    write_sheet(later, rows, changed=True)

    def without_study() -> None:
        if study.exists() and not kept.exists():
            study.rename(kept)
        shutil.rmtree(study, ignore_errors=True)

    def as_started() -> None:
        without_study()
        shutil.copytree(kept, study)

    floor = ("-m", "benchmarks.sheets")
    start = ("-m", "graphmodel", "start", str(sheet), "-o", str(study), "--yes", "--no-open")
    update = ("-m", "graphmodel", "update", str(study), str(later), "--yes")
    return [
        SheetCost("start", rows, compare(start, (*floor, str(sheet)), runs, warm_up=False, fresh=without_study)),
        SheetCost("update", rows, compare(update, (*floor, str(later)), runs, warm_up=False, fresh=as_started)),
    ]


if __name__ == "__main__":
    CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
