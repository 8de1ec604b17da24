"""Checks of a workbook's file before openpyxl reads it: whether it is safe, and its merged cells."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.parsers import expat

from graphmodel.problems import StudyError

BLOCK = 1 << 20
LARGEST = 8 << 30
"""Most bytes of an unpacked workbook; no study has more."""
SMALL = 100 << 20
DENSEST = 150
"""A workbook that is larger than SMALL and compressed more than this many times is an attack."""

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z0-9:$]+)[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_OVERLAP = 200


class _Enough(Exception):
    pass


def open_archive(path: Path) -> bytes:
    """The bytes of a workbook that is safe to read.

    The whole file is read at once, because Excel cannot save a file that is open elsewhere.

    Raises:
        StudyError: it is not a workbook, has a password, or could do harm.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StudyError(f"{path.name} cannot be opened: {error.strerror or error}. Close it in Excel.") from error
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise StudyError(
            f"{path.name} has a password or an old format. Save it as an Excel workbook (.xlsx) without a password."
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _refuse_huge(archive, path)
            for part in archive.namelist():
                if part.endswith((".xml", ".rels")):
                    _refuse_doctype(archive, part, path)
    except StudyError:
        raise
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise damaged(path, error) from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise damaged(path, error) from error
        raise
    return data


def damaged(path: Path, error: Exception) -> StudyError:
    """The error for a workbook that cannot be read."""
    return StudyError(
        f"{path.name} cannot be read as an Excel workbook ({type(error).__name__}: {error})."
        " Open it in Excel and save it as an Excel workbook (.xlsx)."
    )


def _refuse_huge(archive: zipfile.ZipFile, path: Path) -> None:
    unpacked = sum(part.file_size for part in archive.infolist())
    packed = sum(part.compress_size for part in archive.infolist())
    if unpacked > LARGEST or (unpacked > SMALL and unpacked > DENSEST * packed):
        raise StudyError(f"{path.name} is too large when unpacked. Save it again in Excel.")


def _refuse_doctype(archive: zipfile.ZipFile, part: str, path: Path) -> None:
    """Refuse a document type, which no workbook declares and which may be an attack (entity bombs)."""

    def refuse(*_: object) -> None:
        raise StudyError(f"{path.name} has XML that no spreadsheet writes ({part}). It is not opened.")

    def enough(*_: object) -> None:
        raise _Enough

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = enough
    with archive.open(part) as stream:
        try:
            while block := stream.read(BLOCK):
                parser.Parse(block)
        except (_Enough, expat.ExpatError):
            return  # openpyxl reports broken XML


def merged_and_formulas(data: bytes, part: str) -> tuple[list[str], bool]:
    """Ranges of merged cells of one sheet, and whether it has formulas.

    Text cannot match these patterns, because its < is written &lt; in XML.
    """
    merged: dict[str, None] = {}
    formulas = False
    tail = b""
    for block in sheet_blocks(data, part):
        text = tail + block
        merged.update(dict.fromkeys(match.decode() for match in _MERGED.findall(text)))
        formulas = formulas or bool(_FORMULA.search(text))
        tail = text[-_OVERLAP:]
    return list(merged), formulas


def sheet_blocks(data: bytes, part: str) -> Iterator[bytes]:
    """The XML of one part, block by block."""
    with zipfile.ZipFile(BytesIO(data)) as archive, archive.open(part) as stream:
        while block := stream.read(BLOCK):
            yield block
