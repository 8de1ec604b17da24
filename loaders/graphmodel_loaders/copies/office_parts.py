"""Parts of an office file as XML, read defensively, and the properties that people's programs keep in it."""

import zipfile
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from graphmodel.problems import StudyError
from graphmodel.tools.manifest import PROPERTY, Manifest, from_chunks, read_manifest
from graphmodel.wording import shown_name
from graphmodel_loaders.archives import DAMAGED, OLD_OFFICE, is_encrypted, is_too_dense

LARGEST_PART = 32 << 20
"""Most bytes of a part when unpacked; the part of a form of two pages has some 300,000."""
_SMALL, _DENSEST = 4 << 20, 150
_MOST_PARTS = 5000
_PROPERTIES = ("docProps/custom.xml", "meta.xml")
UNREADABLE = (*DAMAGED, ParseError, DefusedXmlException, LookupError, RecursionError)
"""What a damaged part raises."""


def refuse_others(path: Path, name: str, kind: str, ending: str, old: str) -> None:
    """Refuse what is no archive of an office program.

    Args:
        path: the file.
        name: of the file, as it is shown.
        kind: what it should be, such as "Word document".
        ending: of such a file.
        old: the ending of the old format.

    Raises:
        StudyError: it is none.
    """
    with path.open("rb") as file:
        begins = file.read(4)
    if begins == OLD_OFFICE:
        raise StudyError(f"{name} has a password or the old format (.{old}). Save it as a {kind} (.{ending}).")
    if not begins:
        raise StudyError(f"{name} is empty: it has 0 bytes. If it lies in a cloud folder, download it first.")
    if begins[:2] != b"PK":
        raise StudyError(f"{name} is not a {kind}. Open it in the program that made it, and save it as .{ending}.")


def unreadable(error: Exception, name: str, kind: str, ending: str, program: str) -> StudyError:
    """What to say of a file that cannot be opened, or is damaged."""
    if isinstance(error, OSError) and error.errno:
        return StudyError(f"{name} cannot be opened: {error.strerror}. Close it in {program}, and check the path.")
    return StudyError(
        f"{name} cannot be read as a {kind} ({type(error).__name__}: {error}). Open it in {program} or"
        f" LibreOffice and save it as a {kind} (.{ending})."
    )


def read_part(archive: zipfile.ZipFile, name: str, file: Path) -> Any:
    """The root element of a part.

    Raises:
        StudyError: it is too large.
    """
    member = archive.getinfo(name)
    dense = is_too_dense(member.file_size, member.compress_size, small=_SMALL, densest=_DENSEST)
    if member.file_size > LARGEST_PART or dense or len(archive.namelist()) > _MOST_PARTS:
        raise StudyError(f"{shown_name(file)} is too large when unpacked. Save it again in the program that made it.")
    if is_encrypted(member):
        raise StudyError(f"{shown_name(file)} has a password. Save a copy without it.")
    with archive.open(member) as stream:
        data = stream.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART:
        raise StudyError(f"{shown_name(file)} is too large when unpacked. Save it again in the program that made it.")
    return fromstring(data, forbid_dtd=True)


def local(element: Element) -> str:
    """The name of an element without its namespace, of which there are two for each format."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def manifest_of_properties(archive: zipfile.ZipFile, file: Path) -> Manifest | None:
    """What a copy says of itself in the properties of its file; None where they are gone or damaged."""
    found: dict[str, str] = {}
    for part in set(_PROPERTIES) & set(archive.namelist()):
        try:
            for element in read_part(archive, part, file).iter():
                if local(element) in {"property", "user-defined"}:
                    name = next((value for key, value in element.items() if key.rpartition("}")[2] == "name"), "")
                    if name.startswith(PROPERTY):
                        found[name] = "".join(element.itertext()).strip()
        except UNREADABLE:
            continue
    return manifest_of(found)


def manifest_of(properties: dict[str, str]) -> Manifest | None:
    """The manifest that properties hold; None where there is none, or a damaged one."""
    try:
        return read_manifest(from_chunks(properties))
    except ValueError:
        return None
