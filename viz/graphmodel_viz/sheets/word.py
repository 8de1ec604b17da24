"""A copy of a tool as a Word document to fill in: an answer is a cell beside its printed code, with a control in it."""

import itertools
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from graphmodel.output.files import replacing
from graphmodel.output.xlsx_writer import write_undated
from graphmodel.tools.copies import (
    LACKING,
    LEFT_OUT,
    NEXT,
    OWN,
    ROW,
    SOURCES,
    Cards,
    Cell,
    Discs,
    Field,
    Fields,
    Part,
    Printed,
    Prose,
    Table,
    ToolCopy,
)
from graphmodel.tools.manifest import in_chunks, written_manifest
from graphmodel_viz.sheets import word_parts
from graphmodel_viz.sheets.texts import longest_words, plain, shares
from graphmodel_viz.sheets.word_size import LARGEST, fitting_size

_ASK = "FFF6D5"
_OF_POSTER = 0.7
"""Size of the text of a poster beside the largest one: Word does not make it smaller until it fits."""
_CODE_WIDTH = 12
_NARROWEST, _WIDEST_WORD, _LETTER = 15.0, 38.0, 1.6
_FIELD_WIDTH = 92
"""Millimetres that a question and its answer take at least, side by side."""
_DISCS, _GROUP_WIDTH = 5, 30
"""Discs in a row, and millimetres of the name of their group."""


def write_word(copy: ToolCopy, target: Path) -> None:
    """Write a copy of a tool as a Word document.

    Args:
        copy: the copy.
        target: the file; one that this program wrote is replaced.

    Raises:
        OutputError: the file cannot be written, or is not this program's to overwrite.
    """
    made = BytesIO()
    document = docx.Document()
    _Writer(document, copy).write()
    document.save(made)
    with replacing(target) as work:
        write_undated(made, work)


class _Writer:
    """Writes one document, from top to bottom."""

    def __init__(self, document: Document, copy: ToolCopy) -> None:

        self._document, self._copy = document, copy
        self._numbers = itertools.count(1001)
        self._width = word_parts.set_up(document, copy.paper, copy.title, copy.subtitle, copy.language)
        styles: Any = document.styles
        if copy.points:
            styles["Cell"].font.size = Pt(round(_OF_POSTER * copy.points))
        elif (size := fitting_size(copy, word_parts.room_on(copy.paper), self._columns)) < LARGEST:
            styles["Cell"].font.size = styles["Hint"].font.size = Pt(size)

    def write(self) -> None:
        copy = self._copy
        word_parts.add_footer(self._document, self._width, copy.identity.line)
        self._cover()
        for number, (sheet, parts) in enumerate(copy.by_sheet()):
            begins = number > 0
            if sheet:
                self._document.add_heading(plain(sheet.title), 1).paragraph_format.page_break_before = begins
                begins = False
            for part in parts:
                self._part(part, 2 if sheet else 1, begins=begins)
                begins = False
                if part is copy.parts[copy.ends_after]:
                    self._small_print()
        word_parts.add_properties(self._document, in_chunks(written_manifest(copy)))

    def _cover(self) -> None:
        copy = self._copy
        self._document.add_paragraph(plain(copy.title), "Title")
        if copy.subtitle:
            self._document.add_paragraph(plain(copy.subtitle), "Subtitle")
        if copy.purpose:
            self._document.add_paragraph(plain(copy.purpose))
        if copy.facts:
            weights = [max(len(name), min(len(value), 40)) + 6 for name, value in copy.facts]
            table = self._table([self._width * weight / sum(weights) for weight in weights], copy.title, copy.purpose)
            cells = self._row(table)
            for cell, (name, value) in zip(cells, copy.facts, strict=True):
                word_parts.shade(cell, word_parts.WASH)
                self._say(cell, name, "Code")
                cell.add_paragraph(plain(value), "Cell")
        self._document.add_paragraph(style="Small").add_run(plain(copy.identity.line), "Code")

    def _part(self, part: Part, level: int, *, begins: bool) -> None:
        if part.title:
            self._document.add_heading(plain(part.title), level).paragraph_format.page_break_before = begins
        if not isinstance(part, Prose) and part.help:
            self._document.add_paragraph(plain(part.help)).paragraph_format.keep_with_next = True
        match part:
            case Table():
                self._list(part)
            case Fields():
                self._fields(part)
            case Cards():
                self._cards(part)
            case Discs():
                self._discs(part)
            case Prose():
                for line in plain(part.text).split("\n"):
                    self._document.add_paragraph(line)

    def _columns(self, part: Table) -> list[float]:
        """Widths of columns in millimetres, that of the code first."""
        return [_CODE_WIDTH, *_shares(part, self._width - _CODE_WIDTH)]

    def _list(self, part: Table) -> None:
        table = self._table(self._columns(part), part.title, part.help)
        asked = {place for row in part.rows for place, cell in enumerate(row.cells) if isinstance(cell, Field)}
        cells = self._row(table, is_heading=True)
        self._say(cells[0], ROW, "Code")
        for place, (cell, heading) in enumerate(zip(cells[1:], part.headings, strict=True)):
            run = cell.paragraphs[0].add_run(plain(heading.text))
            run.bold = True
            if heading.letter:
                cell.paragraphs[0].add_run(f" [{heading.letter}]", "Code")
            self._style(cell)
            word_parts.shade(cell, _ASK if place in asked and heading.letter else word_parts.HEAD)
        word_parts.shade(cells[0], word_parts.HEAD)
        group = ""
        for row in part.rows:
            if row.group != group:
                group = row.group
                self._group(table, group or OWN)
            is_blank = isinstance(row.cells[0], Field) if row.cells else False
            cells = self._row(table, height=max(8 if is_blank else 6, _room(row.cells)))
            self._say(cells[0], f"[{row.code}]", "Code")
            for cell, content in zip(cells[1:], row.cells, strict=True):
                if isinstance(content, Field):
                    self._ask(cell, content)
                else:
                    self._say(cell, content.text)

    def _group(self, table: Any, text: str) -> None:
        cells = self._row(table)
        cell = cells[0].merge(cells[-1])
        word_parts.shade(cell, word_parts.WASH)
        self._style(cell)
        cell.paragraphs[0].add_run(plain(text)).bold = True
        cell.paragraphs[0].paragraph_format.keep_with_next = True

    def _fields(self, part: Fields) -> None:
        across = part.across or max(1, min(int(self._width / _FIELD_WIDTH), len(part.fields)))
        longest = max((len(field.label) for field in part.fields), default=0)
        share = 0.38 if longest > 20 else 0.3
        widths = [self._width / across * one for _ in range(across) for one in (share, 1 - share)]
        table = self._table(widths, part.title, part.help)
        for start in range(0, len(part.fields), across):
            fields = part.fields[start : start + across]
            is_long = any(field.kind == "text" and len(field.label) > 20 for field in fields)
            cells = self._row(table, height=max(9 if is_long else 6.5, _room(fields)))
            for place, field in enumerate(fields):
                cells[2 * place].paragraphs[0].add_run(f"[{field.code}] ", "Code")
                self._say(cells[2 * place], field.label or field.name)
                word_parts.shade(cells[2 * place], word_parts.WASH)
                self._ask(cells[2 * place + 1], field)

    def _cards(self, part: Cards) -> None:

        side = max(1, min(part.side, len(part.rows)))
        table = self._table([self._width / side] * side, part.title, part.help)
        for start in range(0, len(part.rows), side):
            cells = self._row(table, height=20)
            for cell, row in zip(cells, part.rows[start : start + side], strict=False):
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
                cell.paragraphs[0].add_run(f"[{row.code}] ", "Code")
                self._say(cell, "\n".join(one.text for one in row.cells if isinstance(one, Printed)))
                for field in (one for one in row.cells if isinstance(one, Field)):
                    paragraph = cell.add_paragraph(style="Cell")
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                    paragraph.add_run(f"[{field.code}] ", "Code")
                    paragraph._p.append(word_parts.control(field, next(self._numbers)))

    def _discs(self, part: Discs) -> None:
        widths = [_GROUP_WIDTH, *([(self._width - _GROUP_WIDTH) / _DISCS] * _DISCS)]
        table = self._table(widths, part.title, part.help)
        groups: dict[str, list[str]] = {}
        for disc in part.discs:
            groups.setdefault(disc.group, []).append(disc.text)
        for group, texts in groups.items():
            for start in range(0, len(texts), _DISCS):
                cells = self._row(table, height=8)
                word_parts.shade(cells[0], word_parts.WASH)
                self._say(cells[0], group or OWN)
                for cell, text in zip(cells[1:], texts[start : start + _DISCS], strict=False):
                    self._say(cell, text)

    def _small_print(self) -> None:
        copy = self._copy
        self._end(SOURCES, copy.rests_on)
        self._end(LEFT_OUT, copy.notes)
        self._end(LACKING, copy.missing)
        self._end(NEXT, [title for _, title in copy.next])

    def _end(self, title: str, lines: Sequence[str]) -> None:
        if lines:
            paragraph = self._document.add_paragraph(style="Small")
            paragraph.paragraph_format.space_before = Pt(2)
            paragraph.add_run(title).bold = True
            paragraph.add_run("\t" + "\t".join(plain(line).replace("\t", " ") for line in lines))

    def _table(self, widths: Sequence[float], title: str, text: str) -> Any:
        table = self._document.add_table(0, len(widths))
        word_parts.lay_out(table, widths)
        word_parts.describe(table, plain(title), plain(text))
        self._widths = list(widths)
        return table

    def _row(self, table: Any, height: float = 0, *, is_heading: bool = False) -> Any:
        row = table.add_row()
        word_parts.fit(row, self._widths, height, is_heading=is_heading)
        return row.cells

    def _say(self, cell: Any, text: str, style: str | None = None) -> None:
        """Print text into a cell."""
        self._style(cell)
        cell.paragraphs[0].add_run(plain(text), style)

    def _ask(self, cell: Any, field: Field) -> None:
        """Put the control for an answer into a cell."""
        self._style(cell)
        if field.kind == "tick":
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        cell.paragraphs[0]._p.append(word_parts.control(field, next(self._numbers)))

    def _style(self, cell: Any) -> None:
        cell.paragraphs[0].style = self._document.styles["Cell"]


def _room(cells: Sequence[Cell]) -> float:
    """Millimetres that the lines of the longest answer take; none where one line is enough."""
    lines = max((cell.lines for cell in cells if isinstance(cell, Field)), default=1)
    return 4.5 * lines if lines > 1 else 0


def _shares(part: Table, width: float) -> list[float]:
    """Widths of columns in millimetres."""
    least = [min(_WIDEST_WORD, max(_NARROWEST, _LETTER * length + 3)) for length in longest_words(part)]
    return shares([max(1, heading.width) for heading in part.headings], least, width)
