"""REFI-QDA projects and codebooks, which NVivo, ATLAS.ti, MAXQDA, QualCoder, Quirkos and others exchange."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers import expat

from graphmodel.formats import Importer

if TYPE_CHECKING:
    from graphmodel.coded_project import CodedProject

ENDINGS = (".qdpx", ".qde", ".qdc")
_BEGINNING = 1 << 16
"""Bytes in which the root of an XML file is looked for."""


def read_refi(path: Path, *, study_id: str = "study") -> "CodedProject":
    """A project with its codes, sources, coded passages, cases and links.

    Recordings and pictures are not looked at; places in them are kept. Nothing outside the file is.

    Args:
        path: a project (.qdpx), the folder that it was unpacked to, its XML file alone (.qde), or a codebook (.qdc).
        study_id: not needed.

    Raises:
        StudyError: the file cannot be read.
    """
    del study_id
    from graphmodel_loaders.refi.project import read_project

    return read_project(path)


def _recognises(path: object) -> bool:
    if not isinstance(path, Path):
        return False
    if path.is_dir():
        return sum(file.suffix.lower() == ".qde" for file in path.iterdir()) == 1
    if not path.is_file():
        return False
    if path.suffix.lower() in ENDINGS:
        return True
    with path.open("rb") as file:
        start = file.read(_BEGINNING)
    if start.startswith(b"PK"):
        from graphmodel_loaders.refi.archive import is_archive

        return is_archive(path)
    return b"QDA-XML" in start and _root(start) in {"Project", "CodeBook"}


def _root(start: bytes) -> str:
    """The name of the root of an XML file; empty if it is none."""
    names: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, _: names.append(name)
    with suppress(expat.ExpatError):
        parser.Parse(start, False)
    return names[0].rpartition(":")[2] if names else ""


IMPORTER = Importer(
    "refi-qda",
    "a REFI-QDA project or codebook of NVivo, ATLAS.ti, MAXQDA, QualCoder and others",
    read_refi,
    _recognises,
    endings=ENDINGS,
    is_coded=True,
)
