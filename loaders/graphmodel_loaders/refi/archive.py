"""The file of a project: an archive (.qdpx) with one XML file and its sources, or that XML file by itself (.qde, .qdc).

An archive is read in memory, member by member, and nothing is unpacked. What a source names is looked for inside the
archive alone.
"""

import codecs
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from unicodedata import normalize
from urllib.parse import unquote

from graphmodel.account import Account
from graphmodel.problems import StudyError, shown
from graphmodel_loaders.archives import DAMAGED, is_encrypted, is_too_dense

MOST_MEMBERS = 100_000
LARGEST_XML = 100_000_000
"""Bytes of the XML file; a project of 300 interviews and 50,000 codings has some 25 million."""
LARGEST_TEXT = 10_000_000
"""Bytes of one text; a book has a million."""
LARGEST_TEXTS = 100_000_000
"""Bytes of all texts together; 300 interviews have some 30 million."""
HIGHEST_RATIO = 200
"""How much larger than in the archive a member may be; text shrinks to a tenth, XML to a thirtieth."""
_SMALL = 1_000_000
"""Bytes up to which a member may shrink by any ratio."""
_FILES, _SOURCES = "files", "sources"


def is_archive(path: Path) -> bool:
    """Whether a file is an archive with an XML file of a project in it."""
    with zipfile.ZipFile(path) as archive:
        return any(_is_xml(name) for name in archive.namelist()[:MOST_MEMBERS])


def _is_xml(name: str) -> bool:
    return "/" not in name.replace("\\", "/") and name.lower().endswith(".qde")


class _Folder:
    """A folder that a project was unpacked to, as an archive; links in it are not followed.

    With the XML file named, nothing counts but that file and the folder of its sources.
    """

    def __init__(self, path: Path, xml: Path | None = None) -> None:
        self._path = path
        self._xml = xml

    def infolist(self) -> list[zipfile.ZipInfo]:
        """Its files, at the top and in the folders there."""
        files = [*self._path.iterdir(), *self._path.glob("[!.]*/*")]
        if self._xml:
            files = [self._xml, *(file for file in files if file.parent.name.lower() == _SOURCES)]
        plain = sorted(file for file in files if self._is_within(file) and not file.name.startswith((".", "~")))
        infos = []
        for file in plain:
            info = zipfile.ZipInfo(file.relative_to(self._path).as_posix())
            info.file_size = info.compress_size = file.stat().st_size
            infos.append(info)
        return infos

    def _is_within(self, file: Path) -> bool:
        links = (file, *file.parents[: len(file.relative_to(self._path).parts) - 1])
        return file.is_file() and not any(one.is_symlink() for one in links)

    def open(self, info: zipfile.ZipInfo) -> IO[bytes]:
        """A file of it."""
        return (self._path / info.filename).open("rb")

    def read(self, info: zipfile.ZipInfo) -> bytes:
        """The bytes of a file."""
        return (self._path / info.filename).read_bytes()

    def close(self) -> None:
        """There is nothing to close."""


@dataclass
class ProjectFile:
    """A project's file, open.

    Attributes:
        path: the file.
        account: counts members of an archive.
        name: name of the XML file.
    """

    path: Path
    account: Account
    name: str
    _archive: "zipfile.ZipFile | _Folder | None" = None
    _members: dict[str, zipfile.ZipInfo] = field(default_factory=dict)
    _xml: zipfile.ZipInfo | None = None
    _read: set[str] = field(default_factory=set)
    _bytes: int = 0

    @contextmanager
    def xml(self) -> Iterator[IO[bytes]]:
        """The XML file as a stream.

        Raises:
            StudyError: it cannot be read or is too large.
        """
        try:
            if self._archive is None or self._xml is None:
                with self.path.open("rb") as file:
                    yield file
            else:
                with self._archive.open(self._xml) as file:
                    yield file
        except StudyError:
            raise
        except DAMAGED as error:
            raise _damaged(self.path, f"{self.name} in it cannot be read to its end") from error

    def text(self, where: str) -> tuple[str | None, str]:
        """The text that a path such as ``internal://name.txt`` leads to; None, and why, if there is none.

        Offsets count its characters, so line breaks stay as they are; only a byte order mark goes.
        """
        scheme, colon, rest = where.partition("://")
        name = (rest if colon else where).replace("\\", "/").rpartition("/")[2]
        for wanted in (name, unquote(name)):
            if info := self._members.get(_key(wanted)):
                return self._text_of(info)
        if scheme in {"relative", "absolute"}:
            return None, "its text is in a file outside the project, which is not followed"
        return None, "its text is not in the file" if self._archive is None else "its text is not in the archive"

    def _text_of(self, info: zipfile.ZipInfo) -> tuple[str | None, str]:
        if self._archive is None:
            raise AssertionError("a file that is not an archive has no members")
        if info.file_size > LARGEST_TEXT:
            return None, f"its text has more than {LARGEST_TEXT // 1_000_000:,} million bytes"
        if info.filename not in self._read:
            self._bytes += info.file_size
        if self._bytes > LARGEST_TEXTS:
            raise StudyError(
                f"The texts in {self.path.name} have more than {LARGEST_TEXTS // 1_000_000:,} million bytes. Export the"
                " project in parts, for instance one for each group of documents."
            )
        self._read.add(info.filename)
        try:
            data = self._archive.read(info)
        except DAMAGED:
            return None, "its text in the archive is damaged"
        return decoded(data)

    def close(self) -> None:
        """Close the archive and count its members: those that were read, and the others by what they are."""
        if self._archive is None:
            return
        self.account.take(_FILES, len(self._read) + 1)
        for info in self._members.values():
            if info.filename not in self._read:
                self.account.leave_out(_FILES, _why_not_read(info.filename), shown(info.filename))
        self._archive.close()


def _why_not_read(name: str) -> str:
    if name.lower().endswith((".txt", ".qde")):
        return "no source or note names it as its text"
    return "recordings, pictures and formatted documents are not read; their text is, where the project has it"


def open_project(path: Path, account: Account) -> ProjectFile:
    """Open a project's file and look its members over.

    Raises:
        StudyError: it cannot be read, or has no XML file of a project, or that one is too large.
    """
    archive: zipfile.ZipFile | _Folder
    try:
        if path.is_dir():
            archive = _Folder(path)
        elif path.suffix.lower() == ".qde" and any(one.name.lower() == _SOURCES for one in path.parent.iterdir()):
            archive = _Folder(path.parent, path)
        elif not zipfile.is_zipfile(path):
            return _plain(path, account)
        else:
            archive = zipfile.ZipFile(path)
    except StudyError:
        raise
    except DAMAGED as error:
        raise _damaged(path, "it is not a complete archive") from error
    project = ProjectFile(path, account, "", archive)
    infos = archive.infolist()
    if len(infos) > MOST_MEMBERS:
        raise StudyError(f"{path.name} has {len(infos):,} files in it, more than {MOST_MEMBERS:,}. Export it in parts.")
    _look_over(project, infos)
    return project


def _plain(path: Path, account: Account) -> ProjectFile:
    if path.stat().st_size > LARGEST_XML:
        raise _too_large(path)
    with path.open("rb") as file:
        start = file.read(4)
    if path.suffix.lower() == ".qdpx" or start.startswith(b"PK"):
        raise _damaged(path, "it is not a complete archive")
    return ProjectFile(path, account, path.name)


def _look_over(project: ProjectFile, infos: list[zipfile.ZipInfo]) -> None:
    """Tell members that may be read from those that are rejected."""
    xml: list[zipfile.ZipInfo] = []
    keys: dict[str, int] = {}
    for info in infos:
        key = _key(info.filename.replace("\\", "/").rpartition("/")[2])
        keys[key] = keys.get(key, 0) + 1
    for info in infos:
        name = info.filename.replace("\\", "/")
        if name.endswith("/"):
            continue
        key = _key(name.rpartition("/")[2])
        if fault := _fault(info, name, keys[key]):
            project.account.reject(_FILES, fault, shown(name))
        elif _is_xml(name):
            xml.append(info)
        else:
            project._members[key] = info
    if len(xml) != 1:
        raise StudyError(
            f"{project.path.name} has {'no' if not xml else f'{len(xml):,}'} readable project file (.qde) at its top."
            " A REFI-QDA project has exactly one. Export the project again."
        )
    project._xml, project.name = xml[0], shown(xml[0].filename)
    if xml[0].file_size > LARGEST_XML:
        raise _too_large(project.path)


def _fault(info: zipfile.ZipInfo, name: str, times: int) -> str:
    parts = name.split("/")
    if ".." in parts or name.startswith("/") or ":" in parts[0]:
        return "its name leads out of the archive"
    if times > 1:
        return "several files in the archive have this name"
    if is_encrypted(info):
        return "it is encrypted"
    if is_too_dense(info.file_size, info.compress_size, small=_SMALL, densest=HIGHEST_RATIO):
        return f"it would be more than {HIGHEST_RATIO} times as large as in the archive"
    return ""


def _key(name: str) -> str:
    return normalize("NFC", name).casefold()


def _damaged(path: Path, what: str) -> StudyError:
    return StudyError(
        f"{path.name} is damaged: {what}. Copy it again, or export the project again in the program that made it."
    )


def _too_large(path: Path) -> StudyError:
    return StudyError(
        f"The project file (.qde) of {path.name} has more than {LARGEST_XML // 1_000_000:,} million bytes. Export the"
        " project in parts."
    )


def decoded(data: bytes) -> tuple[str, str]:
    """Bytes as text, with what there is to say about their encoding; line breaks stay as they are."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace"), ""
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "its text is not in UTF-8; it is read as Windows-1252"
