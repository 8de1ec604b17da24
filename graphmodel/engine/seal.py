"""Seals: how the program recognises what it wrote itself.

A study's folder may come from anybody, and a database file is dangerous to open: the engine trusts what it
reads there. So the program seals what it writes into such a folder with a key of this user's, which lies
outside every study, and opens nothing whose seal is missing or wrong.
"""

import atexit
import hashlib
import hmac
import json
import os
import secrets
import shutil
import stat
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import platformdirs
from filelock import FileLock, Timeout

from graphmodel.problems import BuildError

_KEY, _KEY_BYTES = "seal.key", 32
_VERIFIED, _VERIFIED_MOST = "verified.json", 200
_LARGEST = 64 << 20
"""Bytes of the largest small file that is read: far more than any of ours has."""

_TRIES = 20


def user_folder() -> Path:
    """Where the program keeps its own files of this user, outside every study. GRAPHMODEL_HOME names another folder.

    Where nothing can be stored, it is a private temporary folder, deleted when the program ends.
    """
    home = os.environ.get("GRAPHMODEL_HOME")
    return Path(home) if home else _stored(platformdirs.user_data_path("graphmodel", appauthor=False))


@cache
def _stored(folder: Path) -> Path:
    try:
        _make(folder)
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


def sealed(kind: str, value: Mapping[str, Any]) -> str:
    """Data as JSON text with the seal of this user.

    Args:
        kind: what it is; the seal of one kind is wrong for another.
        value: what JSON can hold.

    Raises:
        BuildError: the key cannot be stored.
    """
    key = _key() or _new_key()
    return json.dumps({"seal": _seal(key, kind, value), "sealed": value}, indent=1)


def unsealed(kind: str, text: str) -> dict[str, Any] | None:
    """The data that ``sealed`` wrote; None where the seal is missing, wrong or of another user."""
    key = _key()
    if key is None:
        return None
    try:
        document = json.loads(text)
        seal, value = document["seal"], document["sealed"]
        right = hmac.compare_digest(seal.encode(), _seal(key, kind, value).encode())
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return value if right and isinstance(value, dict) else None


def _seal(key: bytes, kind: str, value: object) -> str:
    text = json.dumps([kind, value], sort_keys=True, separators=(",", ":"))
    return hmac.new(key, text.encode(), hashlib.blake2b).hexdigest()


def _key() -> bytes | None:
    """The key of this user; None where there is none yet."""
    try:
        key = (user_folder() / _KEY).read_bytes()
    except OSError:
        return None
    return key if len(key) == _KEY_BYTES else None


def _new_key() -> bytes:
    folder = user_folder()
    try:
        _make(folder)
        with FileLock(folder / "seal.lock", timeout=10):
            key = _key()  # another process may have been quicker
            if key is None:
                key = secrets.token_bytes(_KEY_BYTES)
                write_whole(folder / _KEY, key)
    except (OSError, Timeout) as error:
        raise BuildError(
            f"graphmodel keeps a key in {folder}, which cannot be written to: {error}. "
            "Set GRAPHMODEL_HOME to a folder of your own."
        ) from error
    return key


def _make(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def file_hash(file: Path) -> str:
    """BLAKE2b of a file's bytes.

    A file whose hash is remembered is not read again while its size, times and number (inode) stay the same. The
    memory lies in ``user_folder``, so that no study can forge it.
    """
    look = _look(file)
    remembered = _verified().get(str(file))
    if isinstance(remembered, dict) and remembered.get("look") == look and isinstance(remembered.get("hash"), str):
        return str(remembered["hash"])
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, lambda: hashlib.blake2b(digest_size=32)).hexdigest()
    if _look(file) == look:
        _remember(file, {"look": look, "hash": digest})
    return digest


def _look(file: Path) -> list[int]:
    seen = file.stat()
    return [seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino, seen.st_dev]


def _verified() -> dict[str, Any]:
    try:
        known = json.loads((user_folder() / _VERIFIED).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return known if isinstance(known, dict) else {}


def _remember(file: Path, entry: dict[str, Any]) -> None:
    """Remembering only saves time, so a failure does not matter."""
    known = _verified()
    known.pop(str(file), None)
    known[str(file)] = entry
    latest = dict(list(known.items())[-_VERIFIED_MOST:])
    folder = user_folder()
    with suppress(OSError):
        _make(folder)
        write_whole(folder / _VERIFIED, json.dumps(latest).encode())


def read_plain(file: Path) -> str | None:
    """The text of a small regular file; None for a link, a device, a pipe, a large or unreadable file."""
    try:
        seen = file.lstat()
        if not stat.S_ISREG(seen.st_mode) or seen.st_size > _LARGEST:
            return None
        return file.read_text("utf-8")
    except (OSError, ValueError):
        return None


def is_plain(file: Path) -> bool:
    """Is this a regular file and no link?"""
    try:
        return stat.S_ISREG(file.lstat().st_mode)
    except OSError:
        return False


def write_whole(file: Path, content: bytes) -> None:
    """Write a small file that only this user may read, and swap it in whole."""
    handle, name = tempfile.mkstemp(prefix=f"{file.name}.", suffix=".new", dir=file.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
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
