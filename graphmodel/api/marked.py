"""A copy of a study in which what the check found is marked in the cells."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from graphmodel.api.building import CheckReport
from graphmodel.api.study_files import protect_study
from graphmodel.output import refuse_ending
from graphmodel.output.files import writable
from graphmodel.output.marked_workbook import Mark, MarkedTable, write_marked
from graphmodel.output.written import writing_for
from graphmodel.problems import Problem
from graphmodel_loaders import read_study

_WORST_FIRST = ("error", "warning", "note")
_MOST_IN_A_COMMENT = 8
_Spot = tuple[int, int]
"""Row of the file, and position of the cell in it from 0."""
_Placed = tuple[_Spot, Problem, bool]
"""Where a problem is, and whether the comment goes there too."""


def write_marked_study(study: str | Path, report: CheckReport, path: str | Path, *, force: bool = False) -> Path:
    """Write a copy of a study as a workbook, with a sheet for each table and the list of problems as the first.

    Each cell with a problem is coloured (red: an error, yellow: a warning, blue: a note), and its comment says what is
    wrong and what to do. A problem of a whole row colours the row; one of a column or a table is at the heading. The
    copy is for looking at: no command reads it as a study.

    Args:
        study: a folder of tables, or a workbook.
        report: what the check of this study found.
        path: the file; its name ends in ``.xlsx``.
        force: overwrite a file that graphmodel did not write for this study.

    Returns:
        The file.

    Raises:
        StudyError: the study cannot be read.
        OutputError: the file cannot be written or is the study's own, or a table has more rows than a sheet.
    """
    source, target = Path(study), Path(path)
    refuse_ending(target, ".xlsx")
    protect_study(source, target)
    with writing_for(source, force):
        writable(target)
        loaded = read_study(source)
        by_table: dict[str, list[Problem]] = {}
        for problem in report.problems:
            by_table.setdefault(problem.table, []).append(problem)
        tables = {}
        if loaded.raw_settings:
            keys = list(loaded.raw_settings)
            marks = _marks(_in_settings(by_table.get("study", ()), keys))
            settings = [("key", "value"), *((key, _as_text(value)) for key, value in loaded.raw_settings.items())]
            tables["study"] = MarkedTable(list(enumerate(settings, 1)), marks)
        for name, table in loaded.tables.items():
            if not (table.default or table.from_labels):
                marks = _marks(_in_table(by_table.get(name, ()), table.names, table.header))
                tables[name if name != "study" else "table study"] = MarkedTable(table.lines(), marks, table.header)
        write_marked(report.result(), tables, target)
    return target


def _in_settings(problems: Iterable[Problem], keys: list[str]) -> Iterable[_Placed]:
    for problem in problems:
        known = problem.column in keys
        yield (keys.index(problem.column) + 2 if known else 1, int(known)), problem, True


def _in_table(problems: Iterable[Problem], names: tuple[str, ...], header: int) -> Iterable[_Placed]:
    positions = {name: position for position, name in reversed(list(enumerate(names)))}
    for problem in problems:
        row = max(problem.row, header)
        position = positions.get(problem.column, positions.get(problem.value) if not problem.row > header else None)
        if position is None and problem.row > header:
            yield from (((row, other), problem, other == 0) for other in range(len(names)))
        else:
            yield (row, position or 0), problem, True


def _marks(placed: Iterable[_Placed]) -> Mapping[int, Mapping[int, Mark]]:
    spots: dict[_Spot, list[tuple[Problem, bool]]] = {}
    for spot, problem, commented in placed:
        spots.setdefault(spot, []).append((problem, commented))
    marks: dict[int, dict[int, Mark]] = {}
    for (row, position), found in spots.items():
        listed = sorted(found, key=lambda one: _WORST_FIRST.index(one[0].severity))
        texts = [f"{one.severity.upper()}: {one.what}\n→ {one.remedy}" for one, commented in listed if commented]
        more = [f"and {len(texts) - _MOST_IN_A_COMMENT} more"] if len(texts) > _MOST_IN_A_COMMENT else []
        text = "\n\n".join(texts[:_MOST_IN_A_COMMENT] + more)
        marks.setdefault(row, {})[position] = Mark(listed[0][0].severity, text)
    return marks


def _as_text(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
