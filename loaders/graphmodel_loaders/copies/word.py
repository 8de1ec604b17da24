"""Reads a filled copy of a tool that comes back as a Word document."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from graphmodel.problems import StudyError
from graphmodel.tools.reading import FilledCopy
from graphmodel.wording import shown_name
from graphmodel_loaders.copies.finding import Finder
from graphmodel_loaders.copies.office_parts import (
    UNREADABLE,
    local,
    manifest_of_properties,
    read_part,
    refuse_others,
    unreadable,
)
from graphmodel_loaders.copies.word_xml import Content, TableRow, text_of
from graphmodel_loaders.transcripts.office import MAIN_PART

_BESIDE = re.compile(r"word/(header|footer)\d*\.xml")
_PAGE = re.compile(r"\t?\d+ / \d+\s*$")
"""The number of the page and how many there are."""
_REMARKS = {
    "word/comments.xml": ("comment", "a comment"),
    "word/footnotes.xml": ("footnote", "a footnote"),
    "word/endnotes.xml": ("endnote", "an endnote"),
}


def read_word(path: Path) -> FilledCopy:
    """What a filled copy holds.

    An answer is known by the tag of its control, else by the codes that are printed in its row and column or to the
    left. Insertions that are tracked count, deletions do not.

    Raises:
        StudyError: it is no Word document, is damaged, has a password or could do harm.
    """
    name = shown_name(path)
    try:
        refuse_others(path, name, "Word document", "docx", "doc")
        with zipfile.ZipFile(path) as archive:
            manifest, parts = manifest_of_properties(archive, path), _parts(archive, path)
    except UNREADABLE as error:
        raise unreadable(error, name, "Word document", "docx", "Word") from error
    finder = Finder(manifest)
    try:
        _read(parts, finder)
    except RecursionError as error:
        raise StudyError(f"{name} has XML that no word processor writes. It is not read.") from error
    return FilledCopy(name, "Word", manifest, finder.line, finder.cells(), tuple(finder.others))


def _parts(archive: zipfile.ZipFile, path: Path) -> dict[str, Element]:
    """The parts with text, by name; the body first, whatever it is called in the file."""
    names = sorted(set(archive.namelist()))
    main = next((name for name in names if MAIN_PART.fullmatch(name)), "")
    if not main:
        raise StudyError(
            f"{shown_name(path)} is not a Word document. Save the copy of the tool as a Word document (.docx)."
        )
    beside = [name for name in names if _BESIDE.fullmatch(name) or name in _REMARKS]
    return {name: read_part(archive, name, path) for name in (main, *beside)}


def _read(parts: dict[str, Element], finder: Finder) -> None:
    for name, root in parts.items():
        if beside := _BESIDE.fullmatch(name):
            for text in _paragraphs(root):
                finder.text(_PAGE.sub("", text), f"{beside[1]} of the page")
        elif name in _REMARKS:
            kind, where = _REMARKS[name]
            for element in root:
                if local(element) == kind:
                    finder.text("\n".join(_paragraphs(element)), where)
        else:
            _read_body(Content(root), finder)


def _paragraphs(root: Element) -> Iterator[str]:
    yield from (text_of(element).whole for element in root.iter() if local(element) == "p")


def _read_body(content: Content, finder: Finder) -> None:
    tables = 0
    for block in content.blocks():
        if isinstance(block, TableRow):
            tables = max(tables, block.table)
            where = f"table {block.table}, row {block.number}"
            finder.row(block.cells, where)
        else:
            where = f"below table {tables}" if tables else "above the first table"
            for code, text in block.tagged:
                finder.answer(code, text, where)
            finder.text(block.rest, where)
        for box in block.boxes:
            finder.text(box, f"a text box, {where}")
