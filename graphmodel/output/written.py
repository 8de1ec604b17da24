"""Which files this program wrote, and what a program that was killed left behind.

A file that somebody else wrote, or changed since, is not overwritten. A table carries no mark, so the record of what
was written is among the user's own files, outside every study.
"""

import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from graphmodel.problems import OutputError
from graphmodel.user_files import is_link, is_plain, read_plain, user_folder, write_whole
from graphmodel.wording import Message, Option

_WORK = re.compile(r"\..*\.[0-9a-f]{16}\.tmp", re.DOTALL)


@dataclass(frozen=True)
class _Writing:
    study: str = ""
    force: bool = False
    inside: Path | None = None
    """A folder that is not finished: what is in it was made just now."""


_WRITING: ContextVar[_Writing | None] = ContextVar("writing", default=None)


@contextmanager
def writing_for(study: Path | str | None, force: bool = False) -> Iterator[None]:
    """Files written in this context are results of one study.

    Args:
        study: its path or address; None where it is not known.
        force: overwrite also what this program did not write for this study.
    """
    name = str(study.expanduser().resolve() if isinstance(study, Path) else study or "")
    token = _WRITING.set(_Writing(name, force))
    try:
        yield
    finally:
        _WRITING.reset(token)


@contextmanager
def writing_inside(folder: Path) -> Iterator[None]:
    """Files written to a folder in this context are a part of what is not finished yet."""
    token = _WRITING.set(_Writing(inside=folder))
    try:
        yield
    finally:
        _WRITING.reset(token)


def refuse_others(path: Path, shown: Path) -> None:
    """Refuse a target that must not be overwritten.

    Args:
        path: the file that would be replaced, its folder without links.
        shown: as the user named it.

    Raises:
        OutputError: it is a link, a pipe or a device; or a file that this program did not write for this study.
    """
    if os.name == "nt" and not is_plain_name(path.name):
        raise OutputError(
            f"{shown} is the name of a device, or not a name at all, on Windows. Choose another name.", by_caller=True
        )
    if not os.path.lexists(path):
        return
    if not is_plain(path):
        what = "a link" if is_link(path) else "a folder" if path.is_dir() else "neither a file nor a folder"
        raise OutputError(f"{shown} is {what}. It is left alone; nothing was written. Choose another name.")
    writing = _WRITING.get() or _Writing()
    if writing.force or (writing.inside and path.is_relative_to(writing.inside)):
        return
    record = _record_of(path)
    if record is None or record.get("hash") != _hash(path):
        why = "graphmodel did not write it, or it has changed since"
    elif record.get("study") != writing.study:
        why = (
            f"it is a result of another study, {record['study']}"
            if record.get("study")
            else "of which study is unknown"
        )
    else:
        return
    raise OutputError(
        Message(
            "{} exists and is not overwritten: {}. Choose another name, or overwrite it with {}.",
            shown,
            why,
            Option("force", python="force=True"),
        )
    )


def refuse_filled(folder: Path, shown: Path, names: Iterable[Path]) -> None:
    """Refuse a folder as the target of several files, if any of them must not be written there.

    Args:
        folder: an existing folder, itself without links.
        shown: as the user named it.
        names: of the files, in the folder.

    Raises:
        OutputError: a file must not be overwritten, a folder in between is a link or a file, or the folder holds
            only what this program did not write.
    """
    names = list(names)
    for name in names:
        for inner in name.parents[:-1]:
            if os.path.lexists(folder / inner) and (is_link(folder / inner) or not (folder / inner).is_dir()):
                raise OutputError(f"{shown / inner} is a link or a file. It is left alone; nothing was written.")
        refuse_others(folder / name, shown / name)
    writing = _WRITING.get() or _Writing()
    others = sorted(path.name for path in folder.iterdir() if not _WORK.fullmatch(path.name))
    if others and not writing.force and not any((folder / name).exists() for name in names):
        raise OutputError(
            Message(
                "{} holds other files ({}); nothing was written. Name a new folder, or write into this one with {}.",
                shown,
                others[0],
                Option("force", python="force=True"),
            )
        )


_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\..*)?", re.IGNORECASE | re.DOTALL)


def is_plain_name(name: str) -> bool:
    """Does Windows take this for the name of a file: not of a device, of a stream in another file, or cut short?"""
    return not (_DEVICE.fullmatch(name) or re.search(r'[<>:"|?*\x00-\x1f]|[. ]$', name))


def note_written(path: Path) -> None:
    """Record that this program wrote a file. If that fails, the file is not overwritten without ``force`` later."""
    writing = _WRITING.get() or _Writing()
    if writing.inside and path.is_relative_to(writing.inside):
        return
    with suppress(OSError):
        record = _record_file(path)
        record.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = json.dumps({"path": os.fspath(path), "hash": _hash(path), "study": writing.study})
        write_whole(record, text.encode("utf-8", "surrogateescape"))


def _record_of(path: Path) -> dict[str, str] | None:
    try:
        record = json.loads(read_plain(_record_file(path)) or "")
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _record_file(path: Path) -> Path:
    name = hashlib.blake2b(os.fsencode(path), digest_size=16).hexdigest()
    return user_folder() / "written" / f"{name}.json"


def _hash(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


@contextmanager
def work_path(target: Path) -> Iterator[Path]:
    """A new name beside a target, for what is not finished; whatever has that name is deleted at the end.

    If the program is killed, the next one that writes anything deletes it.
    """
    clear_unfinished()
    number = secrets.token_hex(8)
    work = target.with_name(f".{target.name[:40]}.{number}.tmp")
    folder = user_folder() / "unfinished"
    lock = FileLock(folder / f"{number}.lock")
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock.acquire(timeout=0)
        write_whole(folder / f"{number}.json", json.dumps({"work": os.fspath(work)}).encode())
    try:
        yield work
    finally:
        _delete(work)
        with suppress(OSError):
            (folder / f"{number}.json").unlink(missing_ok=True)
        lock.release()
        with suppress(OSError):
            (folder / f"{number}.lock").unlink(missing_ok=True)


def clear_unfinished() -> None:
    """Delete what programs left that were killed while they wrote."""
    for note in (user_folder() / "unfinished").glob("*.json"):
        lock = FileLock(note.with_suffix(".lock"))
        with suppress(OSError, Timeout, ValueError, KeyError, TypeError), lock.acquire(timeout=0):
            work = Path(json.loads(read_plain(note) or "")["work"])
            if _WORK.fullmatch(work.name) and work.name.endswith(f".{note.stem}.tmp"):
                _delete(work)
            note.unlink()
            note.with_suffix(".lock").unlink(missing_ok=True)


def _delete(work: Path) -> None:
    if is_plain(work):
        with suppress(OSError):
            work.unlink()
    elif work.is_dir() and not is_link(work):
        shutil.rmtree(work, ignore_errors=True)
