"""The user's own files, outside every study, and small files that are read and written with care."""

import atexit
import os
import shutil
import stat
import tempfile
import time
from functools import cache
from pathlib import Path

import platformdirs

from graphmodel.problems import GraphmodelError

HOME = "GRAPHMODEL_HOME"
_LARGEST = 64 << 20
"""Bytes of the largest small file that is read: far more than any of ours has."""

_CAREFULLY = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
"""How to open a file that somebody else may have put there."""

_JUNCTION = 0xA0000003
"""What Windows calls a junction (IO_REPARSE_TAG_MOUNT_POINT)."""

_TRIES = 20


def user_folder() -> Path:
    """Where the program keeps its own files of this user, outside every study. GRAPHMODEL_HOME names another folder.

    Where nothing can be stored, it is a private temporary folder, deleted when the program ends.

    Raises:
        GraphmodelError: GRAPHMODEL_HOME names a folder that cannot be used.
    """
    home = os.environ.get(HOME)
    return _named(home, Path.cwd()) if home else _stored(platformdirs.user_data_path("graphmodel", appauthor=False))


@cache
def _named(home: str, base: Path) -> Path:
    try:
        folder = base / Path(home).expanduser()
        make_private(folder)
        tempfile.TemporaryFile(dir=folder).close()
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: ~ of nobody
        why = error.strerror if isinstance(error, OSError) else error
        raise GraphmodelError(
            f"The environment variable {HOME} names {home}, where graphmodel cannot keep its own files: {why}. "
            f"Set {HOME} to a folder that you can write to, or unset it."
        ) from error
    return folder


@cache
def _stored(folder: Path) -> Path:
    try:
        make_private(folder)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return _temporary()
    return folder


@cache
def _temporary() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="graphmodel-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def is_temporary(path: Path) -> bool:
    """Is it deleted when the program ends?"""
    return _temporary.cache_info().currsize > 0 and path.is_relative_to(_temporary())


def make_private(folder: Path) -> None:
    """Make a folder for this user alone, and those above it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def read_plain(file: Path, most: int = _LARGEST) -> str | None:
    """The text of a regular file; None for a link, a device, a pipe, an unreadable file, or one of more bytes."""
    if not is_plain(file):
        return None
    try:
        # Somebody may put a link or a pipe in its place meanwhile.
        with os.fdopen(os.open(file, _CAREFULLY), "rb") as opened:
            seen = os.fstat(opened.fileno())
            if not stat.S_ISREG(seen.st_mode) or seen.st_size > most:
                return None
            return opened.read().decode("utf-8")
    except (OSError, ValueError):
        return None


def is_plain(file: Path) -> bool:
    """Is this a regular file and no link?"""
    try:
        return stat.S_ISREG(file.lstat().st_mode)
    except OSError:
        return False


def is_link(path: Path) -> bool:
    """Is this a link, or a junction of Windows, which leads elsewhere as a link does?"""
    try:
        seen = path.lstat()
    except OSError:
        return False
    return stat.S_ISLNK(seen.st_mode) or getattr(seen, "st_reparse_tag", 0) == _JUNCTION


def write_whole(file: Path, content: bytes, mode: int | None = None) -> None:
    """Write a file and swap it in whole.

    Args:
        file: the file.
        content: all of it.
        mode: its permissions; by default only this user may read it.
    """
    handle, name = tempfile.mkstemp(prefix=f"{file.name}.", suffix=".new", dir=file.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        if mode is not None:
            new.chmod(mode)
        _swap(new, file)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def _swap(new: Path, file: Path) -> None:
    for attempt in range(_TRIES):
        try:
            new.replace(file)
        except PermissionError:
            # Windows: a reader holds the old file for a moment.
            if attempt == _TRIES - 1:
                raise
            time.sleep(0.05)
        else:
            return
