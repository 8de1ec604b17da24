"""Studies in memory, as housekeeping works on them."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from graphmodel.housekeeping.import_records import IMPORTED, IMPORTS
from graphmodel.housekeeping.records import NAMES
from graphmodel.problems import StudyError
from graphmodel.queue import SETTLED, WAITING
from graphmodel.records.folder import JOURNAL, read_record, records_folder, refuse_records
from graphmodel.snapshot import Snapshot, TableRows
from graphmodel_loaders import read_study
from graphmodel_loaders.changing import rows_of
from graphmodel_loaders.loaded_study import LoadedStudy

_ENDINGS = (".csv", ".toml")
_NEEDED = (WAITING, SETTLED, NAMES, IMPORTS, IMPORTED, "mapping-")
"""Beginnings of the names of records without which a study would forget what people decided."""


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
    records = _records(study)
    return Snapshot(tables, dict(source.raw_settings), records, _state(source, records))


def state_of(study: Path) -> str:
    """The state of a study on the disk, as a snapshot has it.

    Raises: as of :func:`snapshot_of`.
    """
    return _state(read_study(study), _records(study))


def _state(source: LoadedStudy, records: Mapping[str, str]) -> str:
    digest = hashlib.blake2b(source.content_hash().encode(), digest_size=16)
    for text in (repr(sorted(source.raw_settings.items())), *(part for one in sorted(records.items()) for part in one)):
        digest.update(f"{len(text)}\n{text}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _records(study: Path) -> dict[str, str]:
    folder = records_folder(study)
    refuse_records(study)
    texts: dict[str, str] = {}
    for name in sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []:
        if not name.endswith(_ENDINGS) or name == JOURNAL:
            continue
        try:
            text = read_record(study, name)
        except StudyError:
            if name.startswith(_NEEDED):
                raise
        else:
            texts |= {name: text} if text is not None else {}
    return texts
