"""Where a study's databases lie: whole files behind a small pointer that is swapped.

``FOLDER/current.json`` names the current database file. A build writes a new file beside it and
swaps the pointer last, because an open database cannot be replaced on Windows and a stale
write-ahead log beside a swapped file stops it from opening. So a build that is killed at any
moment leaves the old pointer and the old file; its half-built file lies in a folder of its own,
is never opened and is cleared away by the next build.
"""

import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from graphmodel.engine.embedded import EmbeddedEngine
from graphmodel.problems import BuildError, BuildInProgress, EngineError, NotBuilt

POINTER = "current.json"
SEEN = "seen.json"
ENDING = ".lbug"
_BUILDING = "building-"
_TRIES = 20

Seen = dict[str, list[int]]
"""Names of files with their size and time of change."""


@dataclass(frozen=True)
class BuildRecord:
    """What the pointer says of the current database.

    ``content`` is the hash of what it was built from, ``rows`` for each table how many rows were
    read, taken and rejected, ``graph`` the number of nodes and relationships by label and type.
    """

    database: str
    content: str
    version: str
    rows: dict[str, dict[str, int]] = field(default_factory=dict)
    graph: dict[str, int] = field(default_factory=dict)


class Store:
    """The database folder of one study."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> BuildRecord | None:
        """What the pointer says; None where nothing was built, or its file is gone."""
        try:
            record = BuildRecord(**json.loads((self.folder / POINTER).read_text("utf-8")))
        except (FileNotFoundError, NotADirectoryError, ValueError, TypeError):
            return None
        return record if (self.folder / record.database).is_file() else None

    def open(self) -> EmbeddedEngine:
        """Open the current database.

        Raises:
            NotBuilt: there is none.
            EngineError: it cannot be opened.
        """
        for _ in range(_TRIES):
            record = self.current()
            if record is None:
                break
            try:
                return EmbeddedEngine(self.folder / record.database)
            except EngineError:
                # A builder may have swapped the pointer and cleared the file between the two steps.
                if self.current() == record:
                    raise
        raise NotBuilt("This study has no database yet. Run `graphmodel build` on it first.")

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
            (self.folder / ".gitignore").write_text("*\n", "utf-8")
            lock = FileLock(self.folder / "build.lock")
            lock.acquire(timeout=wait)
        except Timeout as error:
            raise BuildInProgress(
                f"Another build of this study is running ({self.folder}). Wait until it ends, then try again."
            ) from error
        except OSError as error:
            raise BuildError(
                f"The database cannot be written to {self.folder}: {error.strerror or error}. "
                "Name another folder with --db, or copy the study to a folder of your own."
            ) from error
        try:
            self._clear_leavings()
            work = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=self.folder))
            try:
                yield work
            finally:
                shutil.rmtree(work, ignore_errors=True)
        finally:
            lock.release()

    def publish(self, built: Path, record: BuildRecord) -> BuildRecord:
        """Make a finished file the current one. Call it inside ``building``."""
        name, number = f"{record.content}{ENDING}", 1
        while (self.folder / name).exists():
            number += 1
            name = f"{record.content}-{number}{ENDING}"
        built.replace(self.folder / name)
        record = BuildRecord(**{**asdict(record), "database": name})
        self._replace(POINTER, asdict(record))
        self._clear_leavings()
        return record

    def seen(self, content: str) -> Seen | None:
        """How the study's files looked when they were last found to have this content."""
        try:
            noted = json.loads((self.folder / SEEN).read_text("utf-8"))
            return noted["files"] if noted["content"] == content else None
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def note_seen(self, content: str, files: Seen) -> None:
        """Remember how files of this content look. It only saves time, so a failure is no matter."""
        with suppress(OSError):
            self._replace(SEEN, {"content": content, "files": files})

    def _replace(self, name: str, value: object) -> None:
        """Swap a small file whole."""
        new = self.folder / f"{name}.{os.getpid()}.new"
        with new.open("w", encoding="utf-8") as file:
            json.dump(value, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        for attempt in range(_TRIES):
            try:
                new.replace(self.folder / name)
            except PermissionError:
                # Windows: a reader holds the old one for a moment.
                if attempt == _TRIES - 1:
                    raise
                time.sleep(0.05)
            else:
                return

    def _clear_leavings(self) -> None:
        """Remove what dead builds left and old databases that nobody has open."""
        record = self.current()
        keep = record.database if record else ""
        for path in self.folder.iterdir():
            if path.is_dir() and path.name.startswith(_BUILDING):
                shutil.rmtree(path, ignore_errors=True)
            elif (ENDING in path.name and not path.name.startswith(keep or "\0")) or path.name.endswith(".new"):
                try:
                    path.unlink()
                except OSError:
                    continue  # open elsewhere (Windows): the next build tries again
