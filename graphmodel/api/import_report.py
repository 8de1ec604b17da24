"""What an import does, as tables: for the screen, a workbook or JSON."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd

from graphmodel.api.import_source import ImportSource
from graphmodel.api.importing import ImportReport
from graphmodel.api.study_files import protect_study
from graphmodel.progress import Progress
from graphmodel.results import Result
from graphmodel.wording import counted

_ROW = ["table", "id", "label"]


def preview_of(source: ImportSource, progress: Progress | None = None) -> Result | None:
    """What a mapping makes of a coded project; None where the format needs no mapping.

    Columns: see :class:`graphmodel_loaders.coded.preview.Preview`.
    """
    made = source.preview(progress)
    if made is None:
        return None
    whole = {
        "rules": pd.DataFrame(made.rules),
        "passages": pd.DataFrame(made.passages),
        "unmapped": pd.DataFrame(made.unmapped),
        "queue": pd.DataFrame(made.queue),
        "tables": pd.DataFrame(made.tables),
    }
    tables = {name: frame for name, frame in whole.items() if len(frame)}
    waiting = counted(len(made.queue), "passage")
    counts = f"Codes, cases and links that no rule takes: {len(made.unmapped):,}. {waiting} to decide."
    study, protect = _owner(source.study)
    return Result("import-preview", "What the mapping makes of the project", counts, tables, (), study, protect)


def _owner(study: Path) -> tuple[Path | str, Callable[[Path], None] | None]:
    """The study whose files must not be written over, once it is there."""
    return (study, partial(protect_study, study)) if study.exists() else ("", None)


def result_of(report: ImportReport, preview: Result | None = None) -> Result:
    """What an import did, or would do.

    Columns: ``added`` and ``vanished``: ``table``, ``id``, ``label``; ``changed``: these and ``column``, ``before``,
    ``after``; ``account``: ``what``, ``outcome``, ``reason``, ``number``, ``places``; and the tables of
    :func:`preview_of`.
    """
    changed = [
        (one.table, one.id, one.label, column, before, after)
        for one in report.changed
        for column, before, after in one.cells
    ]
    account = [
        (what, outcome, reason, number, "; ".join(report.account.places.get((what, reason), [])))
        for (what, outcome, reason), number in report.account.counts.items()
    ]
    tables = {
        "added": pd.DataFrame([(one.table, one.id, one.label) for one in report.added], columns=_ROW),
        "changed": pd.DataFrame(changed, columns=[*_ROW, "column", "before", "after"]),
        "vanished": pd.DataFrame([(one.table, one.id, one.label) for one in report.vanished], columns=_ROW),
        "account": pd.DataFrame(account, columns=["what", "outcome", "reason", "number", "places"]),
        **(preview.tables if preview else {}),
    }
    counts = f"{report.summary} {counted(report.waiting, 'question')} to decide."
    study, protect = _owner(report.study)
    return Result("import", f"Import into {report.study}", counts, tables, report.notes, study, protect)
