"""Seals: how the program recognises what it wrote itself.

A study's folder may come from anybody, and a database file is dangerous to open: the engine trusts what it
reads there. So the program seals what it writes into such a folder with a key of this user's, which lies
outside every study, and opens nothing whose seal is missing or wrong.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from graphmodel.problems import BuildError
from graphmodel.user_files import make_private, user_folder, write_whole

_KEY, _KEY_BYTES = "seal.key", 32
_VERIFIED, _VERIFIED_MOST = "verified.json", 200


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
        make_private(folder)
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
        make_private(folder)
        write_whole(folder / _VERIFIED, json.dumps(latest).encode())
