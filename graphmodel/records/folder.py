"""The folder of a study's records: where it is, and files in it that are read and named with care."""

import os
import re
from pathlib import Path

from graphmodel.problems import OutputError, StudyError
from graphmodel.user_files import is_link, is_plain, read_plain

FOLDER = "import"
JOURNAL = "journal.csv"
UNFINISHED = "unfinished.json"
"""Is there while files of the study are swapped, and stays if the program is killed meanwhile."""
UNDO = "undo"
LARGEST = 256 << 20
"""Most bytes of a record: what a study of a million coded passages brings with it."""
_RESERVED = {JOURNAL, UNFINISHED, UNDO}
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*\.[a-z0-9]+")


def study_folder(study: Path) -> Path:
    """The folder that holds the files of a study: the study itself, or that of its workbook."""
    return study if study.is_dir() else study.parent


def records_folder(study: Path) -> Path:
    """Where the records of a study are: ``import`` in a folder, ``NAME-import`` beside a workbook.

    It need not exist. ``study.xlsx`` and ``study.xlsm`` side by side have one each.
    """
    study = study.expanduser().resolve()
    if study.is_dir():
        return study / FOLDER
    return study.with_name(f"{study.stem if study.suffix.lower() == '.xlsx' else study.name}-{FOLDER}")


def read_record(study: Path, name: str) -> str | None:
    """The text of a file among the records; None where there is none.

    Raises:
        OutputError: the records cannot be used (see :func:`refuse_records`).
        StudyError: it is there and cannot be read, or is too large.
    """
    refuse_records(study)
    path = records_folder(study) / name
    text = read_plain(path, LARGEST)
    if text is None and os.path.lexists(path):
        if is_plain(path) and path.stat().st_size > LARGEST:
            why = f"has more than {LARGEST >> 20} MB, which is more than is read. Divide the study, or what it imports"
        else:
            why = "cannot be read: it is a link, or not UTF-8 text. Undo changes made to it by hand, or move it away"
        raise StudyError(f"{path} {why}. Nothing was changed.")
    return text


def refuse_records(study: Path) -> None:
    """Refuse records that lead elsewhere, because a study may come from anybody.

    Raises:
        OutputError: the folder, or what the program keeps in it, is a link or not what it has to be.
    """
    folder = records_folder(study)
    for path in (folder, folder / UNDO):
        if os.path.lexists(path) and (is_link(path) or not path.is_dir()):
            raise OutputError(f"{path} is a link, or not a folder. Nothing was changed. Move it away.")
    for path in (folder / JOURNAL, folder / UNFINISHED):
        if os.path.lexists(path) and not is_plain(path):
            raise OutputError(f"{path} is a link, or not a file. Nothing was changed. Move it away.")


def record_path(study: Path, name: str) -> Path:
    """The path of a file among the records that a command writes.

    Raises:
        ValueError: it is not a plain name, or one that the program keeps for itself.
        OutputError: there is a link or a folder of that name.
    """
    if not _NAME.fullmatch(name) or name in _RESERVED:
        raise ValueError(f"{name!r} is not the name of a record")
    path = records_folder(study) / name
    if os.path.lexists(path) and not is_plain(path):
        raise OutputError(f"{path} is a link, or not a file. Nothing was changed. Move it away.")
    return path


def is_unfinished(study: Path) -> bool:
    """Was a change to the study's files cut short?"""
    return os.path.lexists(records_folder(study) / UNFINISHED)
