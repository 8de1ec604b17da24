"""Which folder a database may be built in: only one that this user's graphmodel made.

A folder of databases has a marker, ``owner.json``, with this user's seal. A folder without it belongs to somebody
else, or came with the study: nothing in it is opened, changed or deleted.
"""

import hashlib
import os
import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from graphmodel.engine.seal import sealed, unsealed
from graphmodel.problems import BuildError
from graphmodel.user_files import is_link, is_plain, read_plain, user_folder, write_whole

FOLDER = ".graphmodel"
"""In a study; databases of workbooks are in folders of it."""

MARKER = "owner.json"
POINTER = "current.json"
SEEN = "seen.json"
PAGE = "page.json"
LOCK = "build.lock"
ENDING = ".lbug"

DATABASE = re.compile(r"[0-9a-f]{32}(-[0-9]+)?" + re.escape(ENDING))
"""Names of database files."""

_CACHE = "databases"
_BESIDE = re.compile(DATABASE.pattern + r"\.[a-z]+")
"""Names of what the engine writes beside a database file."""

_BUILDING = re.compile(r"building-[0-9a-f]{32}")
_NEW = re.compile(rf"({'|'.join(map(re.escape, (MARKER, POINTER, SEEN, PAGE)))})\.[a-z0-9_]{{8}}\.new")


def is_own(folder: Path) -> bool:
    """Did this user's graphmodel make the folder? An empty one counts, a link to a folder does not."""
    try:
        if is_link(folder) or not folder.is_dir():
            return False
        names = [path.name for path in folder.iterdir() if not _NEW.fullmatch(path.name)]
    except OSError:
        return False
    ours = folder.is_relative_to(user_folder() / _CACHE)
    return ours or not names or _has_seal(folder / MARKER, "owner") or _has_seal(folder / POINTER, "database")


def _has_seal(file: Path, kind: str) -> bool:
    return unsealed(kind, read_plain(file) or "") is not None


def make_own(folder: Path) -> None:
    """Make a folder, or take an empty one, and mark it.

    Raises:
        BuildError: it is a link or a file, or holds what this user's graphmodel did not write.
        OSError: it cannot be written to.
    """
    if os.path.lexists(folder) and not is_own(folder):
        raise BuildError(
            f"{folder} was not made by graphmodel for you, or is a link or a file. It is left alone; nothing was "
            "written. Name another folder for the database, or move this one away."
        )
    lock = folder / LOCK
    others = [lock] if os.path.lexists(lock) and not (is_plain(lock) and lock.stat().st_size == 0) else []
    others += [folder / name for name in (MARKER, POINTER) if (folder / name).is_dir()]  # locking empties the first
    if others:
        raise BuildError(f"{others[0]} is not graphmodel's. It is left alone; nothing was written. Move it away.")
    if folder.parent.name == FOLDER:
        make_own(folder.parent)
    folder.mkdir(parents=True, exist_ok=True)
    if not _has_seal(folder / MARKER, "owner"):
        write_whole(folder / MARKER, sealed("owner", {"folder": "databases of graphmodel"}).encode())
    with suppress(FileExistsError), (folder / ".gitignore").open("x", encoding="utf-8") as file:
        file.write("*\n")


def can_write(folder: Path) -> bool:
    """Can files be made in an existing folder?"""
    if not os.access(folder, os.W_OK | os.X_OK):
        return False
    if os.name == "nt":  # there, access knows nothing of the rights to a folder
        try:
            tempfile.TemporaryFile(dir=folder).close()
        except OSError:
            return False
    return True


def is_usable(folder: Path) -> bool:
    """Can a database be built there: in an own folder, or a new one?"""
    if folder.parent.name == FOLDER and not is_usable(folder.parent):
        return False
    if os.path.lexists(folder):
        return is_own(folder) and can_write(folder)
    above = next(parent for parent in folder.parents if parent.exists())
    return above.is_dir() and can_write(above)


def cache_folder(study: Path) -> Path:
    """The folder of a study's databases among this user's own files."""
    name = hashlib.blake2b(os.fsencode(study), digest_size=16).hexdigest()
    return user_folder() / _CACHE / name


def is_database_file(path: Path) -> bool:
    """Is this the name of a database file, or of what the engine writes beside one?"""
    return bool(DATABASE.fullmatch(path.name) or _BESIDE.fullmatch(path.name))


def clear_dead_builds(folder: Path) -> None:
    """Remove what builds left that were killed: by exact names, so that nothing else goes."""
    for path in folder.iterdir():
        if _BUILDING.fullmatch(path.name) and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        elif _NEW.fullmatch(path.name):
            with suppress(OSError):
                path.unlink()
