"""Files of a study swapped for changed ones: all or none, with the earlier state kept."""

import hashlib
import json
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from graphmodel.engine.seal import sealed, unsealed
from graphmodel.problems import OutputError, StudyError
from graphmodel.records.folder import (
    JOURNAL,
    UNDO,
    UNFINISHED,
    is_unfinished,
    read_record,
    record_path,
    records_folder,
    refuse_records,
    study_folder,
)
from graphmodel.records.journal import JournalEntry, read_journal, with_line
from graphmodel.user_files import is_link, is_plain, is_temporary, make_private, read_plain, user_folder, write_whole

KEPT = 20
"""Changes whose earlier files are kept, with whatever undid them."""
_LIST, _SEAL = "files.json", "earlier files"
_TABLES = {".csv", ".tsv", ".xlsx", ".xlsm"}
_SETTINGS = "study.toml"


@dataclass(frozen=True)
class FileChange:
    """What becomes of one file; None where it is not there before or after."""

    path: Path
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True)
class KeptFile:
    """A file of an earlier change: hashes of its content before and after, and the copy of what it was."""

    path: Path
    before: str
    after: str
    copy: Path

    @property
    def now(self) -> str:
        """Hash of its content now; empty if there is no file."""
        return hash_of(self.path.read_bytes()) if is_plain(self.path) else ""


def hash_of(content: bytes | None) -> str:
    """BLAKE2b of a file's content; empty for no file."""
    return "" if content is None else hashlib.blake2b(content, digest_size=16).hexdigest()


@contextmanager
def changing(study: Path) -> Iterator[None]:
    """One command at a time changes a study.

    Raises:
        OutputError: another one is at it.
    """
    path = os.fsencode(study.expanduser().resolve())
    folder = user_folder() / "changing"
    make_private(folder)
    lock = FileLock(folder / f"{hashlib.blake2b(path, digest_size=16).hexdigest()}.lock")
    try:
        lock.acquire(timeout=2)
    except Timeout:
        raise OutputError("Another command is changing this study. Nothing was changed. Run it again.") from None
    try:
        yield
    finally:
        lock.release()


def swap(study: Path, files: Sequence[FileChange], line: Callable[[int], JournalEntry]) -> JournalEntry:
    """Keep files as they are, put the changed ones in their place, and write a line of the journal.

    Either all of this happens or none. If the program is killed meanwhile, :func:`settle` puts the files back.

    Args:
        study: folder or workbook.
        files: what changes.
        line: makes the line of the journal from its number.

    Raises:
        OutputError: a file has changed meanwhile, or cannot be written.
    """
    study = study.expanduser().resolve()
    refuse_records(study)
    for file in files:
        if hash_of(file.path.read_bytes() if is_plain(file.path) else None) != hash_of(file.before):
            raise OutputError(f"{file.path} changed meanwhile. Nothing was changed. Run the command again.")
        if file.before is not None and not os.access(file.path, os.W_OK):
            raise OutputError(f"{file.path} is write-protected. Nothing was changed. Allow writing to it first.")
    entries = read_journal(study)
    number = max([0, *(entry.number for entry in entries), *(int(path.name) for path in _kept(study))]) + 1
    entry = line(number)
    records, like = records_folder(study), _mode(study)
    journal = records / JOURNAL
    modes = {file.path: stat.S_IMODE(file.path.stat().st_mode) if file.before is not None else like for file in files}
    try:
        records.mkdir(exist_ok=True)
        try:
            _keep(study, number, files)
            write_whole(records / UNFINISHED, json.dumps({"number": number}).encode())
        except BaseException:
            shutil.rmtree(_folder(study, number), ignore_errors=True)
            raise
        try:
            for file in files:
                _put(file.path, file.after, modes[file.path])
            text = with_line(read_plain(journal) or "", entry)
            write_whole(journal, text.encode("utf-8", "replace"), like)
        finally:
            settle(study)
    except OSError as error:
        name = error.filename or study
        raise OutputError(
            f"{name} cannot be written: {error.strerror or error}. Nothing was changed. Close it in other programs, "
            "and check that you have permission and room to write."
        ) from error
    _forget(study)
    return entry


def write_beside(study: Path, name: str, text: str) -> None:
    """Write a record that is no part of any change: the journal does not mention it, and undo leaves it as it is.

    Args:
        study: folder or workbook.
        name: name of the record.
        text: all of it.

    Raises:
        OutputError: the records lead elsewhere, the file cannot be written, or another command changes the study.
    """
    with changing(study):
        if read_record(study, name) == text:
            return
        path = record_path(study, name)
        try:
            path.parent.mkdir(exist_ok=True)
            write_whole(path, text.encode("utf-8", "replace"), _mode(study.expanduser().resolve()))
        except OSError as error:
            raise OutputError(f"{path} cannot be written: {error.strerror or error}.") from error


def settle(study: Path) -> str:
    """Finish what a command left that was killed while it changed the study: the files become what they were.

    Returns:
        One line that says so; empty where nothing was left.

    Raises:
        OutputError: the records lead elsewhere, or the mark was not written by graphmodel.
    """
    if not is_unfinished(study):
        return ""
    study = study.expanduser().resolve()
    refuse_records(study)
    mark = records_folder(study) / UNFINISHED
    try:
        number = int(json.loads(read_plain(mark) or "")["number"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise OutputError(f"{mark} was not written by graphmodel. Nothing was changed. Move it away.") from None
    _clear(mark)
    _clear(mark.with_name(JOURNAL))
    if number in {entry.number for entry in read_journal(study)}:
        mark.unlink()
        return ""
    try:
        kept = kept_files(study, number)
    except StudyError as error:
        raise OutputError(f"A change to the study was cut short ({mark}). {error} Move {mark.name} away.") from error
    others = []
    for file in kept:
        _clear(file.path)
        if (now := file.now) == file.before:
            continue
        if now != file.after:
            others.append(file.path)
        elif file.before:
            _put(file.path, file.copy.read_bytes(), stat.S_IMODE(file.path.stat().st_mode))
        else:
            file.path.unlink()
    mark.unlink()
    if not others:
        _delete(study, number)
        return "A change to the study was cut short. Its files are as they were before it."
    names = ", ".join(map(str, others))
    return (
        "A change to the study was cut short. Its files are as they were before it, except those that changed since: "
        f"{names}. Their earlier state is in {_folder(study, number)}."
    )


def kept_files(study: Path, number: int) -> list[KeptFile]:
    """The files of a change and what is kept of them.

    Raises:
        StudyError: they are no longer kept, or the list names what no change touches.
    """
    study = study.expanduser().resolve()
    folder = _folder(study, number)
    listed = _unsealed("" if is_link(folder) else read_plain(folder / _LIST) or "")
    if listed is None:
        raise StudyError(
            f"The files as they were before change {number} cannot be read: {folder} was kept by another user, is "
            f"incomplete, or is not kept. Only the last {KEPT} changes are kept."
        )
    try:
        files = [
            KeptFile(
                study_folder(study) / one["file"],
                str(one["before"]),
                str(one["after"]),
                folder / Path(one["kept"]).name,
            )
            for one in listed["files"]
        ]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise StudyError(f"{folder / _LIST} was not written by graphmodel. Nothing was changed.") from None
    for file in files:
        if not _is_of(study, file.path):
            raise StudyError(f"{folder / _LIST} names {file.path}, which no change touches. Nothing was changed.")
        if file.before and (not is_plain(file.copy) or hash_of(file.copy.read_bytes()) != file.before):
            raise StudyError(f"{file.copy} is no longer as graphmodel left it. Nothing was changed.")
    return files


def kept_folder(study: Path, number: int) -> Path | None:
    """The folder with the files as they were before a change; None if they are not kept."""
    folder = _folder(study.expanduser().resolve(), number)
    return folder if is_plain(folder / _LIST) and not is_link(folder) else None


def _is_of(study: Path, path: Path) -> bool:
    """Is this a table, the workbook, the settings or a record of the study, and behind no link?"""
    try:
        plain = path.resolve() == path and (is_plain(path) or not os.path.lexists(path))
    except (OSError, ValueError, RuntimeError):  # a name that no file has
        return False
    records = records_folder(study)
    if not plain or path.parent == records:
        return plain and path.name not in {JOURNAL, UNFINISHED}
    if path in {study, study_folder(study) / _SETTINGS}:
        return True
    if not study.is_dir() or not path.is_relative_to(study) or path.is_relative_to(records):
        return False
    hidden = any(part.startswith(".") for part in path.relative_to(study).parts)
    return not hidden and path.suffix.lower() in _TABLES


def _folder(study: Path, number: int) -> Path:
    return records_folder(study) / UNDO / str(number)


def _kept(study: Path) -> list[Path]:
    folder = records_folder(study) / UNDO
    found = [path for path in folder.iterdir() if re.fullmatch("[0-9]{1,9}", path.name)] if folder.is_dir() else []
    return sorted(found, key=lambda path: int(path.name))


def _mode(study: Path) -> int:
    """Permissions of new files: those of the study's own."""
    files = sorted(path for path in study.iterdir() if path.suffix.lower() in _TABLES) if study.is_dir() else [study]
    return next((stat.S_IMODE(path.stat().st_mode) & 0o666 for path in files if is_plain(path)), 0o600)


def _keep(study: Path, number: int, files: Sequence[FileChange]) -> None:
    folder = _folder(study, number)
    folder.parent.mkdir(exist_ok=True)  # others who share the study keep theirs beside
    with suppress(FileExistsError), (folder.parent / ".gitignore").open("x", encoding="utf-8") as ignore:
        ignore.write("*\n")
    folder.mkdir(mode=0o700)
    base, listed, used = study_folder(study), [], {_LIST}
    for place, file in enumerate(files):
        name = file.path.name if file.path.name not in used else f"{place}-{file.path.name}"
        used.add(name)
        if file.before is not None:
            write_whole(folder / name, file.before)
        hashes = {"before": hash_of(file.before), "after": hash_of(file.after)}
        listed.append({"file": file.path.relative_to(base).as_posix(), "kept": name, **hashes})
    write_whole(folder / _LIST, sealed(_SEAL, {"number": number, "files": listed}).encode())


def _unsealed(text: str) -> dict[str, Any] | None:
    """The list that this user's graphmodel wrote: a study may come from anybody, and with it earlier states.

    Where nothing of the user's can be stored, no seal lasts, and none is asked for.
    """
    if not is_temporary(user_folder()):
        return unsealed(_SEAL, text)
    try:
        listed = json.loads(text)["sealed"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return listed if isinstance(listed, dict) else None


def _put(path: Path, content: bytes | None, mode: int) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        write_whole(path, content, mode)


def _clear(path: Path) -> None:
    """Delete what a program that was killed had not finished writing."""
    name = re.compile(rf"{re.escape(path.name)}\.[a-z0-9_]{{8}}\.new")
    for other in path.parent.iterdir() if path.parent.is_dir() else ():
        if name.fullmatch(other.name) and is_plain(other):
            other.unlink()


def _forget(study: Path) -> None:
    """Delete what is kept of changes before the last ones, where it is as it was written."""
    numbers = [entry.number for entry in read_journal(study) if not entry.undoes]
    oldest = numbers[-KEPT] if len(numbers) >= KEPT else 0
    with suppress(OSError):
        for path in _kept(study):
            if int(path.name) < oldest:
                _delete(study, int(path.name))


def _delete(study: Path, number: int) -> None:
    folder = _folder(study, number)
    try:
        copies = {file.copy.name for file in kept_files(study, number) if file.before}
    except StudyError:
        return  # changed, or of somebody else
    if {path.name for path in folder.iterdir()} == copies | {_LIST}:
        shutil.rmtree(folder, ignore_errors=True)
