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
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

import ladybug
from filelock import FileLock, Timeout

from graphmodel.engine.embedded import EmbeddedEngine
from graphmodel.engine.record import BuildRecord, is_of_schema, layout_data, layout_from
from graphmodel.engine.seal import file_hash, is_plain, read_plain, sealed, unsealed, write_whole
from graphmodel.graph import LAYOUT_VERSION
from graphmodel.problems import BuildError, BuildInProgress, EngineError, NotBuilt
from graphmodel.schema.layout import Layout
from graphmodel.wording import Call, Message, Option

POINTER = "current.json"
SEEN = "seen.json"
ENDING = ".lbug"
_BUILDING = "building-"
_DATABASE = re.compile(r"[0-9a-f]{32}(-[0-9]+)?" + re.escape(ENDING))
"""Names of database files: what the pointer names is one of these, in the pointer's own folder."""

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
    """The database folder of one study."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> BuildRecord | None:
        """How the current database was built; None where there is none that may be opened."""
        build = self._build()
        return build.record if build else None

    def is_refused(self) -> bool:
        """Is there a database that may not be opened: copied, changed, or of another version of the program?"""
        return os.path.lexists(self.folder / POINTER) and self._build() is None

    def _build(self) -> _Build | None:
        """What the pointer names, where the seal and the file are right."""
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
        if not _DATABASE.fullmatch(record.database) or not is_of_schema(layout):
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
        return (
            f"The database in {self.folder} is not opened, because it was copied, changed or made by another "
            "version of graphmodel or another user."
        )

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
            self.folder.mkdir(parents=True, exist_ok=True)
            if not os.path.lexists(self.folder / ".gitignore"):
                (self.folder / ".gitignore").write_text("*\n", "utf-8")
            lock = FileLock(self.folder / "build.lock")
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
            self._clear_dead_builds()
            work = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=self.folder))
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
            {"format": _FORMAT, "record": asdict(record), "layout": layout_data(layout), "hash": file_hash(file)},
        )
        self._clear_dead_builds()
        for path in self._databases():
            if path.name != name:
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

    def _write(self, name: str, kind: str, value: dict[str, object]) -> None:
        write_whole(self.folder / name, sealed(kind, value).encode())

    def _databases(self) -> list[Path]:
        """Database files, and what the engine would read beside them."""
        return [path for path in self.folder.iterdir() if ENDING in path.name]

    def _clear_dead_builds(self) -> None:
        """Remove what builds left that were killed."""
        for path in self.folder.iterdir():
            if path.name.startswith(_BUILDING):
                shutil.rmtree(path, ignore_errors=True)
            elif path.name.endswith(".new"):
                with suppress(OSError):
                    path.unlink()
