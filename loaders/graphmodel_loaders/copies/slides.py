"""Reads a filled copy of a tool that comes back as slides: of PowerPoint, or as LibreOffice saves them.

Facts: ECMA-376, part 1 (``p:cNvPr``, ``a:tbl``, ``a:fld``, ``p:sldIdLst``).
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element

from graphmodel.problems import StudyError
from graphmodel.tools.copies import CODE
from graphmodel.tools.reading import FilledCopy
from graphmodel.wording import shown_name
from graphmodel_loaders.copies.finding import Finder, GridCell
from graphmodel_loaders.copies.office_parts import (
    UNREADABLE,
    local,
    manifest_of_properties,
    read_part,
    refuse_others,
    unreadable,
)

_MAIN = "ppt/presentation.xml"
_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")
_BESIDE = re.compile(r"ppt/(comments/[^/]*|diagrams/data\d*)\.xml")
_GONE = {"Fallback", "fld", "rPr", "pPr", "endParaRPr", "tblPr", "tcPr", "nvSpPr", "spPr", "nvGraphicFramePr"}
_COMMENTS = {"text", "t"}


def read_slides(path: Path) -> FilledCopy:
    """What a filled copy holds.

    An answer in a box is known by the name of the box, else by its alternative text, else by the code that it begins
    with; one in a table by the codes that are printed in its row and column.

    Raises:
        StudyError: they are no slides, are damaged, have a password or could do harm.
    """
    name = shown_name(path)
    try:
        refuse_others(path, name, "PowerPoint presentation", "pptx", "ppt")
        with zipfile.ZipFile(path) as archive:
            manifest = manifest_of_properties(archive, path)
            slides, beside = _slides(archive, path, name), _beside(archive, path)
    except UNREADABLE as error:
        raise unreadable(error, name, "PowerPoint presentation", "pptx", "PowerPoint") from error
    finder = Finder(manifest)
    try:
        for number, (slide, notes) in enumerate(slides, 1):
            _read_slide(slide, finder, f"slide {number}")
            for paragraph in _paragraphs(notes) if notes is not None else ():
                finder.text(paragraph, f"notes to slide {number}")
        for text, where in beside:
            finder.text(text, where)
    except RecursionError as error:
        raise StudyError(f"{name} has XML that no presentation has. It is not read.") from error
    return FilledCopy(name, "slides", manifest, finder.line, finder.cells(), tuple(finder.others))


def _slides(archive: zipfile.ZipFile, path: Path, name: str) -> list[tuple[Element, Element | None]]:
    """Slides in the order in which they are shown, each with its notes."""
    names = set(archive.namelist())
    if _MAIN not in names:
        raise StudyError(
            f"{name} is not a PowerPoint presentation. Save the copy of the tool as a PowerPoint presentation (.pptx)."
        )
    targets = _relations(archive, _MAIN, path)
    order = [
        targets.get(_value(one, "id", prefixed=True), "")
        for one in read_part(archive, _MAIN, path).iter()
        if local(one) == "sldId"
    ]
    rest = sorted((one for one in names if _SLIDE.fullmatch(one)), key=_number)
    found = [one for one in dict.fromkeys([*order, *rest]) if one in names and one]
    return [(read_part(archive, one, path), _notes(archive, one, path, names)) for one in found]


def _number(part: str) -> int:
    match = _SLIDE.fullmatch(part)
    return int(match[1]) if match and len(match[1]) < 9 else 0


def _notes(archive: zipfile.ZipFile, slide: str, path: Path, names: set[str]) -> Element | None:
    targets = _relations(archive, slide, path).values()
    found = next((one for one in targets if one.startswith("ppt/notesSlides/") and one in names), "")
    return read_part(archive, found, path) if found else None


def _relations(archive: zipfile.ZipFile, part: str, path: Path) -> dict[str, str]:
    """Parts that a part names, by the id by which it does."""
    at = PurePosixPath(part)
    relations = f"{at.parent}/_rels/{at.name}.rels"
    if relations not in archive.namelist():
        return {}
    root = read_part(archive, relations, path)
    return {_value(one, "Id"): _resolved(at.parent, _value(one, "Target")) for one in root}


def _resolved(folder: PurePosixPath, target: str) -> str:
    """The name of a part that another names, from the root of the archive."""
    pieces: list[str] = [] if target.startswith("/") else list(folder.parts)
    for piece in target.split("/"):
        if piece == "..":
            pieces = pieces[:-1]
        elif piece not in {"", "."}:
            pieces.append(piece)
    return "/".join(pieces)


def _beside(archive: zipfile.ZipFile, path: Path) -> list[tuple[str, str]]:
    """Texts of comments and drawings that stand in parts of their own."""
    found = []
    for name in sorted(filter(_BESIDE.fullmatch, set(archive.namelist()))):
        where = "a comment" if "/comments/" in name else "a drawing"
        found += [(one.text or "", where) for one in read_part(archive, name, path).iter() if local(one) in _COMMENTS]
    return found


def _read_slide(root: Element, finder: Finder, where: str) -> None:
    finder.begin_sheet()
    tables = 0
    for shape in _shapes(root):
        if table := next((one for one in shape.iter() if local(one) == "tbl"), None):
            tables += 1
            _read_table(table, finder, f"{where}, table {tables}")
        else:
            _read_box(shape, finder, where)


def _shapes(parent: Element) -> Iterator[Element]:
    """Boxes, tables and the like in their order, those in groups too."""
    for child in parent:
        name = local(child)
        if name in {"sp", "graphicFrame", "cxnSp", "pic", "contentPart"}:
            yield child
        elif name not in _GONE:
            yield from _shapes(child)


def _read_table(table: Element, finder: Finder, where: str) -> None:
    finder.begin_sheet()
    rows = (one for one in table if local(one) == "tr")
    for number, row in enumerate(rows, 1):
        cells = (one for one in row if local(one) == "tc")
        found = [GridCell(column, "\n".join(_paragraphs(cell))) for column, cell in enumerate(cells)]
        finder.row(found, f"{where}, row {number}")


def _read_box(shape: Element, finder: Finder, where: str) -> None:
    text = "\n".join(_paragraphs(shape)).strip()
    code = _kept_code(shape)
    begins = CODE.match(text)
    if begins and (not code or begins[1] == code):
        code, text = begins[1], text[begins.end() :].strip()
    if code:
        finder.answer(code, text, where)
    elif text:
        finder.text(text, where)


def _kept_code(shape: Element) -> str:
    """The code in the name of a box, else at the start of its alternative text."""
    about = next((one for one in shape.iter() if local(one) == "cNvPr"), None)
    if about is None:
        return ""
    if found := CODE.fullmatch(f"[{_value(about, 'name').strip()}]"):
        return found[1]
    described = CODE.match(_value(about, "descr").strip())
    return described[1] if described else ""


def _paragraphs(parent: Element) -> Sequence[str]:
    return ["".join(_pieces(one)) for one in _of_kind(parent, "p")]


def _of_kind(parent: Element, kind: str) -> Iterator[Element]:
    for child in parent:
        name = local(child)
        if name == kind:
            yield child
        elif name not in _GONE:
            yield from _of_kind(child, kind)


def _pieces(parent: Element) -> Iterator[str]:
    for child in parent:
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name == "br":
            yield "\n"
        elif name not in _GONE:
            yield from _pieces(child)


def _value(element: Element, name: str, *, prefixed: bool = False) -> str:
    """An attribute, without its namespace; with one alone where ``prefixed``."""
    found = (value for key, value in element.items() if key.rpartition("}")[2] == name and ("}" in key or not prefixed))
    return next(found, "")
