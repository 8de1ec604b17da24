"""Studies in memory, as housekeeping works on them."""

from pathlib import Path

from graphmodel.housekeeping.records import NAMES
from graphmodel.problems import StudyError
from graphmodel.queue import SETTLED, WAITING
from graphmodel.records.folder import JOURNAL, read_record, records_folder
from graphmodel.snapshot import Snapshot, TableRows
from graphmodel_loaders import read_study
from graphmodel_loaders.changing import rows_of

_ENDINGS = (".csv", ".toml")


def snapshot_of(study: Path) -> Snapshot:
    """The tables, settings and records of a study.

    Raises:
        StudyError: there is no study, or it cannot be read.
        OutputError: its records lead elsewhere.
    """
    source = read_study(study)
    tables = {
        name: TableRows(table.columns, dict(rows_of(source, name)), table.default, table.from_labels)
        for name, table in source.tables.items()
    }
    return Snapshot(tables, dict(source.raw_settings), _records(study))


def _records(study: Path) -> dict[str, str]:
    folder = records_folder(study)
    read_record(study, JOURNAL)  # refuses records that lead elsewhere
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    texts = {name: read_record(study, name) for name in names if name.endswith(_ENDINGS) and name != JOURNAL}
    for name in (WAITING, SETTLED, NAMES):
        if name in texts and texts[name] is None:
            raise StudyError(f"{folder / name} cannot be read. Undo changes made to it by hand, or move it away.")
    return {name: text for name, text in texts.items() if text is not None}
