"""The files of a study: its tables, its database's folder, whether they changed, what must not be overwritten."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.engine.own_folder import FOLDER, cache_folder, is_own, is_usable
from graphmodel.engine.store import Store
from graphmodel.problems import BuildError, NotFound, OutputError, Problems, StudyError
from graphmodel.records.folder import records_folder, study_folder
from graphmodel.schema import TABLES
from graphmodel.suggest import did_you_mean
from graphmodel.texts import short_hash
from graphmodel.user_files import is_temporary, user_folder
from graphmodel.wording import Call, Message, Option
from graphmodel_loaders import read_study, study_workbook
from graphmodel_loaders.opening import SETTINGS_FILE
from graphmodel_loaders.rows import tidy_name

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.study import TableSource

_READ = frozenset({".csv", ".tsv", ".toml", ".xlsx", ".xlsm"})
"""Endings of the files that a study in a folder is read from; a folder may hold a workbook instead of tables."""
_PACKAGE = Path(__file__).resolve().parent.parent


def study_store(study: Path, db: Path | None = None) -> Store:
    """Where a study's databases are.

    ``DB/graphmodel-ID`` if ``db`` is given, ID being the study's; else ``STUDY/.graphmodel`` for a folder, and
    ``.graphmodel/NAME`` beside a workbook. Where that cannot be written to, or another user made it, it is left
    alone, and the databases are among this user's own files.

    Raises:
        BuildError: the study is inside the installed program, which is never written to; or the folder in ``db`` is
            that of another study with the same id.
        StudyError: ``db`` is given and the study cannot be read.
    """
    if db is not None and not is_temporary(user_folder()):
        return _store_in(db.expanduser().resolve(), study)
    study = study.expanduser().resolve()
    if is_temporary(user_folder()):
        return Store(cache_folder(study))  # what is sealed today could not be recognised tomorrow
    if study.is_relative_to(_PACKAGE):
        raise BuildError(
            Message(
                "This study is inside the program itself, which is never written to. Copy it with {}, or name a folder "
                "for the database with {}.",
                Call("graphmodel example FOLDER", "gm.write_example(FOLDER)"),
                Option("db", "FOLDER"),
            )
        )
    shared = study_folder(study) / FOLDER
    # study.xlsx and study.xlsm may lie side by side.
    name = study.stem if study.suffix.lower() == ".xlsx" else study.name
    folder = shared if study.is_dir() else shared / name
    if is_usable(folder):
        return Store(folder)
    others = [path for path in (shared, folder) if os.path.lexists(path) and not is_own(path)]
    return Store(cache_folder(study), left_alone=others[0] if others else None)


def _store_in(db: Path, study: Path) -> Store:
    path = study.expanduser().resolve()
    store = Store(db / _folder_of(path), study=path)
    other = store.built_from()
    if other is None or other == path or not other.exists():
        return store
    try:
        shared = _folder_of(other).casefold() == store.folder.name.casefold()
    except StudyError:
        return store
    if shared:
        raise BuildError(
            Message(
                "{} holds the database of another study with the id of this one, {}. Give one of them an id of its own "
                "in study.toml, or name another folder with {}.",
                store.folder,
                other,
                Option("db", "FOLDER"),
            )
        )
    return store


def _folder_of(study: Path) -> str:
    return f"graphmodel-{file_name(read_study(study).settings.id)}"


def file_name(text: str) -> str:
    """The id of a study as a part of the name of a file."""
    name = re.sub(r"[^\w-]+", "-", text).strip("-")[:60]
    if name == text:
        return name
    # Ids that differ only in other signs must not share a name.
    return "-".join(part for part in (name, short_hash(text, 4)) if part)


def look_at(study: Path) -> dict[str, list[int]]:
    """Size and time of change (nanoseconds) of every file that the graph may be built from."""
    study = study.expanduser().resolve()
    if study.is_dir():
        files = [path for path in study.iterdir() if path.suffix.lower() in _READ]
    else:
        files = [study, study.parent / "study.toml"]
    states = {}
    for path in sorted(files):
        if path.is_file():
            status = path.stat()
            states[path.name] = [status.st_size, status.st_mtime_ns]
    return states


def protect_study(study: Path, output: Path) -> None:
    """Refuse an output path that would harm the study.

    Args:
        study: the folder or workbook of the study.
        output: the file or folder to write results to.

    Raises:
        OutputError: the study is read from it, or would read it as one of its tables.
    """
    target, source = output.expanduser().resolve(), study.expanduser().resolve()
    folder = study_folder(source)
    elsewhere = f"Choose another place, such as {Path('results') / (output.name if target != folder else '')}."
    book = study_workbook(source) if source.is_dir() else source
    if book is not None and (target == book or (target.exists() and target.samefile(book))):
        raise OutputError(f"{output} is the study itself; nothing was written. {elsewhere}")
    if target == source:
        raise OutputError(f"{output} is the folder of the study; nothing was written. {elsewhere}")
    if target.is_relative_to(records_folder(source)):
        raise OutputError(f"{output} is among the records of the study; nothing was written. {elsewhere}")
    if target.parent == folder and target.name.lower() == SETTINGS_FILE:
        raise OutputError(f"{output} is the name of the study's settings; nothing was written. {elsewhere}")
    if target.parent == folder and target.suffix.lower() in {".csv", ".tsv"}:
        if tidy_name(target.stem) in TABLES:
            raise OutputError(f"{output} is the name of a table of the study; nothing was written. {elsewhere}")
        if source.is_dir() and (book is None or (folder / SETTINGS_FILE).exists()):
            raise OutputError(
                f"{output} would be read as a table of the study, because it is in the study's folder; nothing was"
                f" written. {elsewhere}"
            )


def own_questions(study: Path | None) -> Iterable[Path]:
    """The study's own folder of questions; none for a study that is only on a server."""
    if study is None:
        return []
    folder = study_folder(study) / "cypher"
    return [folder] if os.path.lexists(folder) else []


def refuse_program(study: Path) -> None:
    """Refuse to write into a study that is a part of the installed program.

    Raises:
        OutputError: it is.
    """
    if study.expanduser().resolve().is_relative_to(_PACKAGE):
        raise OutputError("This study is inside the program itself, which is never written to. Copy it first.")


def read_table(study: Path, name: str) -> "pd.DataFrame":
    """One table as the study's files have it, text in every cell.

    Raises:
        NotFound: there is no such table; the message lists the study's tables.
    """
    source = read_study(study)
    table = source.tables.get(name)
    if table is None:
        names = sorted(source.tables)
        raise NotFound(
            f"The study has no table {name!r}.{did_you_mean(name, names)} Its tables: {', '.join(names)}.", names
        )
    return _frame_of(table)


def read_all_tables(study: Path) -> "dict[str, pd.DataFrame]":
    """Every table of the study's own, as :func:`read_table` gives one."""
    return {name: _frame_of(table) for name, table in read_study(study).tables.items() if not table.default}


def _frame_of(table: "TableSource") -> "pd.DataFrame":
    import pandas as pd
    import pyarrow as pa

    batches = [batch.data for batch in table.batches(Problems(), lambda _: None)]
    if not batches:
        return pd.DataFrame({column: pd.Series(dtype="str") for column in table.columns})
    frame: pd.DataFrame = pa.Table.from_batches(batches).to_pandas()
    return frame
