"""Fills in copies of tools as people and programs do, for tests of their readers."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pptx
from lxml import etree
from openpyxl.cell.cell import MergedCell

from graphmodel.tools.copies import ToolCopy
from tests.support.tool_copies import HOSTILE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
CHANGED_SIGNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def answers_for(copy: ToolCopy) -> dict[str, str]:
    """An answer for every place of a copy: ticks, words of choices, and texts that could do harm."""
    odd = "Ünïcödé 日本語 👩🏽\u200d⚕️"
    texts = (HOSTILE, "two\nlines", "see [O3] and [c]", "[O3] first", "=1+1", "O3", odd, "1.10", "no", "<w:t>&amp;")
    made = {}
    for number, (field, _, _) in enumerate(copy.fields()):
        if field.kind == "tick":
            made[field.code] = "x"
        elif field.choices:
            made[field.code] = field.choices[number % len(field.choices)]
        elif field.kind == "date":
            made[field.code] = "2026-12-01"
        else:
            made[field.code] = texts[number % len(texts)]
    return made


def as_read(answers: Mapping[str, str]) -> dict[str, str]:
    """The same without signs that only turn the direction of text, which no answer keeps."""
    return {code: CHANGED_SIGNS.sub("", text) for code, text in answers.items()}


def edit_part(path: Path, part: str, change: Callable[[Any], None]) -> None:
    """Change the XML of one part of an office file."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts[part])
    change(root)
    parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    write_parts(path, parts)


def without_parts(path: Path, *names: str) -> None:
    """Drop parts of an office file, as some programs do."""
    with zipfile.ZipFile(path) as archive:
        write_parts(path, {name: archive.read(name) for name in archive.namelist() if name not in names})


def write_parts(path: Path, parts: Mapping[str, bytes]) -> None:
    """Write an office file from its parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def edit_word(path: Path, change: Callable[[Any], None]) -> None:
    """Change the body of a Word document."""
    edit_part(path, "word/document.xml", change)


def fill_word(path: Path, answers: Mapping[str, str]) -> None:
    """Type into the controls of a Word document, as Word does."""

    def fill(root: Any) -> None:
        for control in root.iter(f"{W}sdt"):
            code = control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")
            if code in answers:
                type_into(control, answers[code])

    edit_word(path, fill)


def type_into(control: Any, text: str) -> None:
    """Type into one control; check its box."""
    about = control.find(f"{W}sdtPr")
    for hint in about.findall(f"{W}showingPlcHdr"):
        about.remove(hint)
    content = control.find(f"{W}sdtContent")
    checked = about.find(f"{W14}checkbox/{W14}checked")
    if checked is not None:
        checked.set(f"{W14}val", "1")
        text = "☒"
    for child in list(content):
        content.remove(child)
    content.append(run_of(text))


def run_of(text: str) -> Any:
    """A run of text, with its line breaks."""
    run = etree.Element(f"{W}r")
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(run, f"{W}br")
        piece = etree.SubElement(run, f"{W}t")
        piece.text = line
        piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def drop_controls(path: Path) -> None:
    """Keep the content of controls alone, as programs do that know none."""

    def drop(root: Any) -> None:
        for control in list(root.iter(f"{W}sdt")):
            parent, content = control.getparent(), control.find(f"{W}sdtContent")
            place = parent.index(control)
            for child in list(content):
                parent.insert(place, child)
                place += 1
            parent.remove(control)

    edit_word(path, drop)


def text_of_element(element: Any) -> str:
    """All text of an element."""
    return "".join(piece.text or "" for piece in element.iter(f"{W}t"))


def table_with(root: Any, text: str) -> Any:
    """The first table that has a text."""
    return next(table for table in root.iter(f"{W}tbl") if text in text_of_element(table))


def row_with(root: Any, text: str) -> Any:
    """The first row that has a text."""
    return next(row for row in root.iter(f"{W}tr") if text in text_of_element(row))


def fill_excel(path: Path, answers: Mapping[str, object]) -> None:
    """Type into the cells of a workbook."""
    book = openpyxl.load_workbook(path)
    for code, text in answers.items():
        cell = cell_of(book, code)
        cell.value = text
        if isinstance(text, str):
            cell.data_type = "s"
    book.save(path)


def cell_of(book: openpyxl.Workbook, code: str) -> Any:
    """The cell for an answer, found as a person finds it: by the codes that are printed."""
    row, letter = (code[:-1], code[-1]) if code[-1].islower() else (code, "")
    for sheet in book.worksheets:
        for cells in sheet.iter_rows(min_col=2, max_col=2):
            found = [cell for cell in cells if str(cell.value or "").startswith(f"[{row}]")]
            if not found:
                continue
            if not letter:
                after = sheet.iter_cols(found[0].column + 1, min_row=found[0].row, max_row=found[0].row)
                return next(cell for (cell,) in after if not isinstance(cell, MergedCell))
            heads = [
                cell
                for above in sheet.iter_rows(max_row=found[0].row)
                for cell in above
                if f"[{letter}]" in str(cell.value or "")
            ]
            return sheet.cell(found[0].row, heads[0].column)
    raise LookupError(code)


def spoiled(content: bytes, number: int) -> bytes:
    """A file with bytes changed or its end cut off; a number always gives the same."""
    chance = random.Random(number)
    if chance.random() < 0.3:
        return content[: chance.randrange(len(content))]
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 5, 50))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def spoiled_inside(content: bytes, number: int) -> bytes:
    """An office file in which bytes of one unpacked part are changed, so that its archive is whole."""
    chance = random.Random(number)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(parts))
    parts[name] = spoiled(parts[name], number) if parts[name] else b"x"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            archive.writestr(part, text)
    return made.getvalue()


def fill_slides(path: Path, answers: Mapping[str, str]) -> None:
    """Type into the boxes and tables of slides, over what they show; found by the codes that are printed."""
    deck = pptx.Presentation(str(path))
    places = places_on_slides(deck)
    for code, text in answers.items():
        type_on_slide(places[code], text)
    deck.save(str(path))


def places_on_slides(deck: Any) -> dict[str, Any]:
    """Boxes and cells for answers by their codes, found as a person finds them: by the codes that are printed."""
    found = {}
    for shape in (shape for slide in deck.slides for shape in slide.shapes):
        if shape.has_text_frame and (code := re.match(r"\[(\w+)\]", shape.text_frame.text)):
            found[code[1]] = shape
        elif shape.has_table:
            head, *rows = (list(row.cells) for row in shape.table.rows)
            letters = [re.search(r"\[([a-z])\]", cell.text_frame.text) for cell in head]
            for cells in rows:
                row = cells[0].text_frame.text.strip("[]")
                found |= {f"{row}{one[1]}": cell for one, cell in zip(letters, cells, strict=True) if one}
    return found


def type_on_slide(place: Any, text: str) -> None:
    """Put a text into a cell, or after the code in a box; a line break as PowerPoint makes it."""
    frame = place.text_frame
    before = frame.paragraphs[0].runs[0].text if hasattr(place, "shape_type") else ""
    frame.text = before + CHANGED_SIGNS.sub("", text).replace("\n", "\v")
