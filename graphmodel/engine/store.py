"""Where a study's databases lie: whole files behind a small sealed pointer that is swapped.

``FOLDER/current.json`` names the current database file and holds its layout and its hash, sealed (see ``seal``). A
build writes a new file beside it and swaps the pointer last, because an open database cannot be replaced on
Windows and a stale write-ahead log beside a swapped file stops it from opening. So a build that is killed at any
moment leaves the old pointer and the old file; its half-built file lies in a folder of its own, is never opened
and is cleared away by the next build.

A database without a seal of this user, or that is not the sealed file, is never opened: a crafted one could
run code. It is built again from the tables.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

import ladybug
from filelock import FileLock, Timeout

from graphmodel.engine.embedded import EmbeddedEngine
from graphmodel.engine.own_folder import (
    DATABASE,
    ENDING,
    LOCK,
    PAGE,
    POINTER,
    SEEN,
    clear_dead_builds,
    is_database_file,
    is_own,
    make_own,
)
from graphmodel.engine.record import BuildRecord, is_of_schema, layout_data, layout_from
from graphmodel.engine.seal import file_hash, sealed, unsealed
from graphmodel.graph import LAYOUT_VERSION
from graphmodel.problems import BuildError, BuildInProgress, EngineError, NotBuilt
from graphmodel.schema.layout import Layout
from graphmodel.user_files import is_link, is_plain, is_temporary, read_plain, write_whole
from graphmodel.wording import Call, Message, Option

_FORMAT = f"1, graph {LAYOUT_VERSION}, storage {ladybug.storage_version}"
"""A database of another format is built again."""

BUILD = Call("graphmodel build", "gm.build_study(...)")

_TRIES = 20

Seen = dict[str, list[int]]
"""Names of files with their size and time of change."""


@dataclass(frozen=True)
class _Build:
    """A database that may be opened."""

    record: BuildRecord
    layout: Layout
    hash: str


class Store:
    """The database folder of one study.

    Args:
        folder: where the databases are.
        left_alone: the folder in the study, where that is another user's and ``folder`` replaces it.
        study: path of the study, where others of the same id may ask for the same folder.
    """

    def __init__(self, folder: Path, left_alone: Path | None = None, study: Path | None = None) -> None:
        self.folder = folder
        self.left_alone = left_alone
        self.study = study

    def current(self) -> BuildRecord | None:
        """How the current database was built; None where there is none that may be opened."""
        build = self._build()
        return build.record if build else None

    def built_from(self) -> Path | None:
        """The study that the folder was last built from, where it keeps databases of studies of one id."""
        value = unsealed("database", read_plain(self.folder / POINTER) or "")
        study = value.get("study") if value else None
        return Path(study) if isinstance(study, str) and study else None

    def is_refused(self) -> bool:
        """Is there a database that may not be opened: copied, changed, or of another version of the program?"""
        there = self.left_alone is not None or os.path.lexists(self.folder / POINTER)
        return there and self._build() is None

    def _build(self) -> _Build | None:
        """What the pointer names, where the seal and the file are right."""
        if not is_own(self.folder):
            return None
        for _ in range(_TRIES):
            text = read_plain(self.folder / POINTER)
            build = None if text is None else self._verified(text)
            # A builder may have swapped the pointer and cleared the old file in between.
            if build is not None or read_plain(self.folder / POINTER) == text:
                return build
        return None

    def _verified(self, pointer: str) -> _Build | None:
        value = unsealed("database", pointer)
        if value is None or value.get("format") != _FORMAT:
            return None
        record, layout = BuildRecord(**value["record"]), layout_from(value["layout"])
        file = self.folder / record.database
        if not DATABASE.fullmatch(record.database) or not is_of_schema(layout):
            return None
        return _Build(record, layout, value["hash"]) if self._is_intact(file, value["hash"]) else None

    def _is_intact(self, file: Path, right: str) -> bool:
        """Is the file still the one that was sealed, with nothing beside it?"""
        try:
            # The engine would replay a write-ahead log that lies beside the file.
            alone = [path.name for path in self._databases() if path.name.startswith(file.name)] == [file.name]
            return alone and is_plain(file) and file_hash(file) == right
        except OSError:
            return False

    def open(self) -> EmbeddedEngine:
        """Open the current database.

        Raises:
            NotBuilt: there is none that may be opened.
            EngineError: it cannot be opened.
        """
        for _ in range(_TRIES):
            build = self._build()
            if build is None:
                break
            try:
                file = self.folder / build.record.database
                return EmbeddedEngine(file, build.layout, partial(self._is_intact, file, build.hash))
            except EngineError:
                # A builder may have swapped the pointer and cleared the file between the two steps.
                if self._build() == build:
                    raise
        if self.is_refused():
            raise NotBuilt(Message("{} Run {} to build it from the study's tables.", self.refusal, BUILD))
        raise NotBuilt(Message("This study has no database yet. Run {} first.", BUILD))

    @property
    def refusal(self) -> str:
        """What to say of a database that is not opened."""
        if self.left_alone:
            return (
                f"{self.left_alone} is not opened, because another user made it, it was copied, or it is a link or a "
                "file. It is left alone."
            )
        return (
            f"The database in {self.folder} is not opened, because it was copied, changed or made by another version "
            "of graphmodel."
        )

    def notice(self) -> str:
        """What to say after a build: why a database was built again, or where this one is; mostly empty."""
        lines = [f"{self.refusal} The database was built again from the study's tables."] if self.is_refused() else []
        if is_temporary(self.folder):
            lines.append(
                "There is no place to keep the database, so it is deleted when the program ends. To keep it, set "
                "GRAPHMODEL_HOME to a folder of your own."
            )
        elif self.left_alone:
            lines.append(f"Your database is in {self.folder}.")
        return " ".join(lines)

    def reminder(self) -> str:
        """What to say whenever the database is used, and not only after a build; mostly empty."""
        if self.left_alone is None or (self.left_alone.is_dir() and not is_link(self.left_alone)):
            return ""
        what = "a link, which is not followed" if is_link(self.left_alone) else "no folder, so it is left alone"
        return f"{self.left_alone} is {what}. Your database is in {self.folder}."

    @contextmanager
    def building(self, wait: float = 0) -> Iterator[Path]:
        """Hold the right to build, and give an empty folder to build in.

        Args:
            wait: seconds to wait for another build to end.

        Raises:
            BuildInProgress: another process holds it.
            BuildError: the folder cannot be written to.
        """
        try:
            make_own(self.folder)
            lock = FileLock(self.folder / LOCK)
            lock.acquire(timeout=wait)
        except Timeout as error:
            raise BuildInProgress(
                f"Another build of this study is running ({self.folder}). Wait until it ends, then try again."
            ) from error
        except OSError as error:
            raise BuildError(
                Message(
                    "The database cannot be written to {}: {}. Name another folder with {}, or copy the study to a "
                    "folder of your own.",
                    self.folder,
                    error.strerror or error,
                    Option("db", "FOLDER"),
                )
            ) from error
        try:
            clear_dead_builds(self.folder)
            work = self.folder / f"building-{secrets.token_hex(16)}"
            work.mkdir(mode=0o700)
            try:
                yield work
            finally:
                shutil.rmtree(work, ignore_errors=True)
        finally:
            lock.release()

    def publish(self, built: Path, record: BuildRecord, layout: Layout) -> BuildRecord:
        """Make a finished file the current database. Call it inside ``building``."""
        taken = [path.name for path in self._databases()]
        name, number = f"{record.content}{ENDING}", 1
        while any(other.startswith(name) for other in taken):
            number += 1
            name = f"{record.content}-{number}{ENDING}"
        file = self.folder / name
        built.replace(file)
        record = replace(record, database=name)
        self._write(
            POINTER,
            "database",
            {
                "format": _FORMAT,
                "record": asdict(record),
                "layout": layout_data(layout),
                "hash": file_hash(file),
                "study": os.fspath(self.study) if self.study else "",
            },
        )
        clear_dead_builds(self.folder)
        for path in self._databases():
            if path.name != name and is_database_file(path):
                with suppress(OSError):  # open elsewhere (Windows): the next build tries again
                    path.unlink()
        return record

    def seen(self, content: str) -> Seen | None:
        """How the study's files looked when they were last found to have this content."""
        value = unsealed("seen", read_plain(self.folder / SEEN) or "")
        return value["files"] if value and value["content"] == content else None

    def note_seen(self, content: str, files: Seen) -> None:
        """Remember how files of this content look. It only saves time, so a failure does not matter."""
        with suppress(OSError, BuildError):
            self._write(SEEN, "seen", {"content": content, "files": files})

    def wrote_page(self, file: Path) -> bool:
        """Is this page in the folder as :meth:`note_page` last saw it, wherever the folder is now?"""
        value = unsealed("page", read_plain(self.folder / PAGE) or "")
        return bool(value and value == {"name": file.name, "hash": self._hash_of(file)})

    def note_page(self, file: Path) -> None:
        """Remember a page that was written to the folder. If that fails, it is not overwritten unasked later."""
        with suppress(OSError, BuildError):
            self._write(PAGE, "page", {"name": file.name, "hash": self._hash_of(file)})

    @staticmethod
    def _hash_of(file: Path) -> str:
        return file_hash(file) if is_plain(file) else ""

    def _write(self, name: str, kind: str, value: dict[str, object]) -> None:
        write_whole(self.folder / name, sealed(kind, value).encode())

    def _databases(self) -> list[Path]:
        """Database files, and what the engine would read beside them."""
        return [path for path in self.folder.iterdir() if ENDING in path.name]
