"""Finds the one project in a folder that nothing reads as a whole, or in a zip archive."""

import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from graphmodel.account import Account
from graphmodel.formats import Importer, importers, recognises
from graphmodel.problems import StudyError
from graphmodel.wording import counted, shown_name
from graphmodel_loaders.archives import DAMAGED, is_encrypted, is_too_dense

_MOST_MEMBERS = 20_000
_LARGEST = 2 << 30
"""Bytes of all files of an archive that are unpacked."""
_SMALL, _DENSEST = 64 << 20, 200
"""A file of an archive that is larger than SMALL and compressed more than this many times is an attack."""
_MOST_FILES, _DEEPEST, _MOST_ARCHIVES = 200, 5, 4
"""Files of a folder that are looked at, folders within one another, and archives that are unpacked."""
_TRANSCRIPT, _TABLES, _PROJECT = range(3)
"""What counts more where several things are found: projects and studies, then tables and codebooks, then transcripts,
which a note to readers may look like."""
_ONLY_TABLES = frozenset({".qdc", ".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".json"})
_UNTOLD = ("__macosx", "desktop.ini", "thumbs.db")
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f]')
_ALWAYS = frozenset({".sqlite", ".db", ".xlsb", ".zip", ".toml", ".tsv", ".json"})


@dataclass(frozen=True)
class FoundProject:
    """What is to be read.

    Attributes:
        path: the project.
        passed_over: names of other files and folders beside it.
    """

    path: Path
    passed_over: tuple[str, ...] = ()

    def tell(self, account: Account) -> None:
        """Count what is not read in an account."""
        for name in self.passed_over:
            account.leave_out("files", "it lies beside the project that is read", name)


@contextmanager
def project_in(source: Path, format_name: str | None = None) -> Iterator[FoundProject]:
    """The file or folder that an importer reads: the source itself, or the one project in it.

    An archive is unpacked into a folder that is deleted afterwards.

    Args:
        source: a file or folder.
        format_name: the format, where it is known.

    Raises:
        StudyError: there are several projects in it, or the archive is damaged, encrypted or too large.
    """
    known = [one for name, one in importers().items() if format_name in {None, name}]
    if _rank(source, known) is not None:
        yield FoundProject(source)
    elif source.is_dir() or _is_archive(source):
        with tempfile.TemporaryDirectory(prefix="graphmodel-", ignore_cleanup_errors=True) as scratch:
            found = _Search(known, Path(scratch)).within(source, 0)
            yield found[1] if found else FoundProject(source)
    else:
        yield FoundProject(source)


def _is_archive(path: Path) -> bool:
    return path.suffix.lower() == ".zip" and path.is_file() and zipfile.is_zipfile(path)


def _rank(path: Path, known: Iterable[Importer]) -> int | None:
    """How much a file or folder counts that an importer reads; None if none does."""
    reading = [one for one in known if recognises(one, path)]
    return max((_rank_of(one, path) for one in reading), default=None)


def _rank_of(importer: Importer, path: Path) -> int:
    if importer.name == "transcript":
        return _TRANSCRIPT
    if importer.is_study:
        return _PROJECT
    endings = importer.endings if path.is_dir() else (path.suffix.lower(),)
    return _TABLES if endings and _ONLY_TABLES.issuperset(endings) else _PROJECT


@dataclass
class _Search:
    """Looks for the one thing in folders and archives that counts most; archives are unpacked into ``scratch``."""

    known: list[Importer]
    scratch: Path
    unpacked: int = 0

    def within(self, path: Path, depth: int) -> tuple[int, FoundProject] | None:
        """How much it counts, and what it is with what lies beside it; None if there is none.

        Raises:
            StudyError: there are several.
        """
        if depth > _DEEPEST:
            return None
        if path.is_dir():
            return self._best(path, depth)
        if not _is_archive(path) or self.unpacked >= _MOST_ARCHIVES:
            return None
        self.unpacked += 1
        # The name of the archive is that of the project, where nothing else says it.
        folder = self.scratch / str(self.unpacked) / (path.stem or "archive")
        _unpack(path, folder)
        rank = _rank(folder, self.known)
        return (rank, FoundProject(folder)) if rank is not None else self._best(folder, depth)

    def _best(self, folder: Path, depth: int) -> tuple[int, FoundProject] | None:
        children = sorted(path for path in folder.iterdir() if _is_visible(path))
        if len(children) > _MOST_FILES:
            return None
        ranked = []
        for child in children:
            if (rank := _rank(child, self.known)) is not None:
                ranked.append((child, rank, FoundProject(child)))
            elif inner := self.within(child, depth + 1):
                ranked.append((child, *inner))
        return _chosen(folder, children, ranked)


def _chosen(
    folder: Path, children: Iterable[Path], ranked: list[tuple[Path, int, FoundProject]]
) -> tuple[int, FoundProject] | None:
    highest = max((rank for _, rank, _ in ranked), default=-1)
    best = [(child, found) for child, rank, found in ranked if rank == highest]
    if not best or (len(best) > 1 and highest == _TRANSCRIPT):
        return None
    if len(best) > 1:
        names = ", ".join(shown_name(child) for child, _ in best[:5]) + (" and more" if len(best) > 5 else "")
        raise StudyError(
            f"{shown_name(folder)} holds {counted(len(best), 'project')}: {names}."
            " Name the one to import; unpack it first if it is in an archive."
        )
    [(chosen, found)] = best
    beside = (shown_name(child) for child in children if child != chosen)
    return highest, FoundProject(found.path, (*found.passed_over, *beside))


def _is_visible(path: Path) -> bool:
    return not (path.name.startswith((".", "~")) or path.name.casefold() in _UNTOLD or path.is_symlink())


def _unpack(source: Path, folder: Path) -> None:
    """Write what may be read of an archive; recordings, pictures and the like are left as empty files of their name.

    Raises:
        StudyError: the archive is damaged, encrypted or too large, or names lead out of it.
    """
    name = shown_name(source)
    read = _ALWAYS.union(*(one.endings for one in importers().values()))
    folder.mkdir(parents=True)
    try:
        with zipfile.ZipFile(source) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            if fault := _fault([one for one in members if PurePosixPath(one.filename).suffix.lower() in read]):
                raise StudyError(f"{name} {fault}. Unpack it yourself, and import the project in it.")
            if len(members) > _MOST_MEMBERS:
                raise StudyError(
                    f"{name} holds {counted(len(members), 'file')}. Unpack it, and import the project in it."
                )
            for member in members:
                _write(archive, member, folder, read)
    except DAMAGED as error:
        raise StudyError(
            f"{name} is damaged: {error}. Copy it again, or unpack it and import what is in it."
        ) from error


def _fault(members: list[zipfile.ZipInfo]) -> str:
    if any(map(is_encrypted, members)):
        return "has a password"
    is_attack = any(is_too_dense(one.file_size, one.compress_size, small=_SMALL, densest=_DENSEST) for one in members)
    if is_attack or sum(one.file_size for one in members) > _LARGEST:
        return "is too large when unpacked"
    return ""


def _write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, read: Iterable[str]) -> None:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    parts = [part for part in path.parts if part not in {"", "."}]
    leads_out = path.is_absolute() or ".." in parts
    if not parts or leads_out or any(part.casefold() in _UNTOLD or part.startswith("._") for part in parts):
        return
    # Names that Windows does not have, and those that differ in capitals alone, come from other systems.
    target = folder.joinpath(*(_FORBIDDEN.sub("_", part).rstrip(". ") or "_" for part in parts))
    number = 1
    while target.exists():
        number += 1
        target = target.with_name(f"{target.stem} ({number}){target.suffix}")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        if path.suffix.lower() in read:
            with archive.open(member) as packed:
                shutil.copyfileobj(packed, file, 1 << 20)
