"""Finds the database of a project of QualCoder: in its folder, by itself, or in a zip archive of the folder."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from graphmodel.problems import StudyError
from graphmodel.wording import shown_name
from graphmodel_loaders.archives import DAMAGED, is_encrypted, is_too_dense
from graphmodel_loaders.sqlite_file import LARGEST, has_tables, is_sqlite

DATABASE = "data.qda"
TABLES = {
    "source": ("id", "name", "fulltext", "mediapath"),
    "code_cat": ("catid", "name"),
    "code_name": ("cid", "name", "catid"),
    "code_text": ("cid", "fid", "pos0", "pos1", "owner"),
    "cases": ("caseid", "name"),
}
"""What tells a database of QualCoder, in every version of its form."""
_SMALL = 64 << 20
_DENSEST = 100
"""An archive whose database is larger than SMALL and compressed more than this many times is an attack."""
_MOST_MEMBERS = 100_000


def is_project(path: Path) -> bool:
    """Whether a path is a project of QualCoder in one of its forms."""
    if path.is_dir():
        path = path / DATABASE
        return path.is_file() and not path.is_symlink() and has_tables(path, TABLES)
    if is_sqlite(path):
        return has_tables(path, TABLES)
    return zipfile.is_zipfile(path) and len(_members(path)) == 1


@contextmanager
def project_database(path: Path) -> Iterator[tuple[Path, str]]:
    """The database of a project, and the project's name.

    Raises:
        StudyError: there is none, or the archive could do harm.
    """
    name = shown_name(path)
    if path.is_dir():
        file = path / DATABASE
        if not file.is_file() or file.is_symlink():
            raise StudyError(f"{name} holds no file {DATABASE}. Choose the folder of a project of QualCoder (.qda).")
        yield file, _title(path.name)
    elif is_sqlite(path) or not zipfile.is_zipfile(path):
        yield path, _title(path.absolute().parent.name if path.name == DATABASE else path.name)
    else:
        with tempfile.TemporaryDirectory(prefix="graphmodel-") as folder:
            yield _unpacked(path, name, Path(folder)), _title(path.stem)


def _title(name: str) -> str:
    return name[:-4] if name.lower().endswith(".qda") else name


def _members(path: Path) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()[:_MOST_MEMBERS]
    return [info for info in infos if PurePosixPath(info.filename.replace("\\", "/")).name == DATABASE]


def _unpacked(path: Path, name: str, folder: Path) -> Path:
    """The database alone, written under a name of our own."""
    try:
        members = _members(path)
        if not (fault := _fault(members)):
            with zipfile.ZipFile(path) as archive, archive.open(members[0]) as packed:
                with (folder / DATABASE).open("wb") as file:
                    shutil.copyfileobj(packed, file)
                return folder / DATABASE
    except DAMAGED as error:
        raise StudyError(f"{name} is damaged: {error}. Copy it again, or unpack it and import the folder.") from error
    raise StudyError(f"{name} {fault}. Unpack it yourself, and import the folder of one project (.qda).")


def _fault(members: list[zipfile.ZipInfo]) -> str:
    if len(members) != 1:
        return f"holds {'no file' if not members else f'{len(members)} files'} {DATABASE}"
    (info,) = members
    if is_encrypted(info):
        return "is encrypted"
    is_dense = is_too_dense(info.file_size, info.compress_size, small=_SMALL, densest=_DENSEST)
    if info.file_size > LARGEST or is_dense:
        return "is too large when unpacked"
    return ""
