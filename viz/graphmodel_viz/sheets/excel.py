"""A copy of a tool as a workbook, typed from top to bottom: a sheet for each table, or for each sheet of paper."""

import textwrap
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from graphmodel.output.files import replacing
from graphmodel.output.to_fill import set_text
from graphmodel.output.xlsx_writer import sheet_names, write_undated
from graphmodel.tools.copies import (
    ABOUT,
    ANSWER,
    COPY_SHEET,
    GROUP,
    LACKING,
    LEFT_OUT,
    NEXT,
    QUESTION,
    ROW,
    SOURCES,
    TICKED,
    Cards,
    Cell,
    Discs,
    Field,
    Fields,
    Heading,
    Printed,
    Prose,
    Table,
    ToolCopy,
    choices_line,
)
from graphmodel.tools.manifest import in_chunks, written_manifest
from graphmodel.workbook_marks import RESULT
from graphmodel_viz.sheets.texts import as_table, longest_words, plain, shares

_INK = "1F3A4D"
_PLAIN, _BOLD, _GREY = (
    Font(name="Calibri", size=10.5),
    Font(name="Calibri", size=10.5, bold=True),
    Font(name="Calibri", size=8.5, color="5F6B73"),
)
_TITLE, _HEADING = (
    Font(name="Calibri", size=16, bold=True, color=_INK),
    Font(name="Calibri", size=12, bold=True, color=_INK),
)
_HEAD, _ASK = PatternFill("solid", fgColor="DCE6EC"), PatternFill("solid", fgColor="FFF6D5")
_LINE = Side("thin", color="A9B4BB")
_BOX = Border(_LINE, _LINE, _LINE, _LINE)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_MIDDLE = Alignment(wrap_text=True, vertical="top", horizontal="center")
_PAPER = {"a4": 9, "a3": 8, "slides": 9}
_TOTAL = {"a4": 110, "a4 landscape": 160, "a3": 160, "a3 landscape": 220, "slides": 160}
"""Characters across a sheet that are readable on its paper."""
_NARROWEST, _CODE_WIDTH, _QUESTION_WIDTH, _GROUP_WIDTH = 10, 9, 42, 14
_WIDEST_WORD = 22
_LINE_HEIGHT, _HIGHEST, _BLANK_HEIGHT = 14.0, 409.0, 20.0
"""Points."""
_InRows = Table | Cards | Fields
"""Parts that are rows of a sheet."""
_GRID = 12
"""Narrow columns over which the parts of a sheet of paper are laid out below each other."""
_FIRST = 2
"""The first column that is shown: the one before holds the codes, for programs."""


def write_excel(copy: ToolCopy, target: Path) -> None:
    """Write a copy of a tool as a workbook.

    Args:
        copy: the copy.
        target: the file; one that this program wrote is replaced.

    Raises:
        OutputError: the file cannot be written, or is not this program's to overwrite.
    """
    book = Workbook()
    book.properties.category = RESULT  # so that it is never read as a study
    book.properties.creator = None
    book.properties.title, book.properties.subject = plain(copy.title)[:200], plain(copy.subtitle)[:200]
    book.properties.language = copy.language
    _Writer(book, copy).write()
    made = BytesIO()
    book.save(made)
    with replacing(target) as work:
        write_undated(made, work)


class _Writer:
    """Writes one workbook, sheet by sheet."""

    def __init__(self, book: Workbook, copy: ToolCopy) -> None:
        self._book, self._copy = book, copy
        self._lists: dict[tuple[str, ...], str] = {}

    def write(self) -> None:
        copy = self._copy
        fields = [part for part in copy.parts if isinstance(part, Fields) and not part.sheet]
        pages = list(_pages(copy))
        title = fields[0].title if fields else copy.title
        first, *names, about = sheet_names([title, *(name for name, _ in pages), ABOUT])
        sheet = self._book.active
        assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has one
        sheet.title = first
        kept = self._book.create_sheet(COPY_SHEET)
        self._start(_Page(sheet, copy), fields)
        for name, (title, parts) in zip(names, pages, strict=True):
            page = _Page(self._book.create_sheet(name), copy)
            first_part = parts[0]
            if first_part.sheet or isinstance(first_part, Fields):
                self._stacked(page, title, parts)
            else:
                self._table(page, as_table(first_part))
        self._about(_Page(self._book.create_sheet(about), copy))
        self._book.move_sheet(kept, len(self._book.sheetnames))
        kept.sheet_state = "hidden"
        self._keep(kept)

    def _start(self, page: "_Page", parts: Sequence[Fields]) -> None:
        """Which copy it is, and the questions that stand in no table."""
        copy, width = self._copy, _TOTAL[self._copy.paper]
        page.set_widths([_QUESTION_WIDTH, width - _QUESTION_WIDTH])
        page.line([copy.title], _TITLE)
        for text in (copy.subtitle, copy.purpose):
            page.line([text], _PLAIN)
        for fact in copy.facts:
            page.line(list(fact), _PLAIN, wrapped=True)
        page.line([copy.identity.line], _GREY)
        for part in parts:
            page.space()
            page.line([part.title], _HEADING)
            page.line([part.help], _PLAIN)
            self._questions(page, part)
        page.finish(frozen="")

    def _table(self, page: "_Page", part: Table) -> None:
        groups = any(row.group for row in part.rows)
        before = [ROW, GROUP] if groups else [ROW]
        widths = [_CODE_WIDTH, _GROUP_WIDTH] if groups else [_CODE_WIDTH]
        page.set_widths([*widths, *_widths(part, _TOTAL[self._copy.paper] - sum(widths))])
        page.line([part.title], _TITLE)
        page.line([part.help], _PLAIN)
        header = page.number + 1
        self._rows(page, part, before)
        last = get_column_letter(_FIRST + len(before) + len(part.headings) - 1)
        page.sheet.auto_filter.ref = f"A{header}:{last}{page.number}"
        page.sheet.print_title_rows = f"{header}:{header}"
        page.finish(frozen=f"C{header + 1}")

    def _questions(self, page: "_Page", part: Fields, spans: Sequence[int] = ()) -> None:
        page.row("", [QUESTION, ANSWER], style=partial(_style_of, {1}), spans=spans)
        for field in part.fields:
            page.row(field.code, [f"[{field.code}] {field.label or field.name}", field], spans=spans)
            self._offer(page, 1, field)

    def _rows(self, page: "_Page", part: Table, before: Sequence[str], spans: Sequence[int] = ()) -> None:
        """Headings and rows of a table; ``before`` are the columns that say which row it is."""
        shift = len(before)
        asked = {at for row in part.rows for at, cell in enumerate(row.cells, shift) if isinstance(cell, Field)}
        titles = [_head(heading, place, part) for place, heading in enumerate(part.headings)]
        page.row("", [*before, *titles], style=partial(_style_of, asked), spans=spans)
        for row in part.rows:
            shown = (f"[{row.code}]", row.group)[:shift]
            page.row(row.code, [*shown, *row.cells], grey=shift, spans=spans)
            for place, cell in enumerate(row.cells, shift):
                if isinstance(cell, Field):
                    self._offer(page, place, cell)

    def _stacked(self, page: "_Page", title: str, parts: Sequence[_InRows]) -> None:
        """All parts of one sheet of paper below each other, over a grid of narrow columns."""
        width = (_TOTAL[self._copy.paper] - _CODE_WIDTH) / _GRID
        page.set_widths([_CODE_WIDTH, *[round(width)] * _GRID])
        page.line([title], _TITLE)
        for part in parts:
            page.space()
            page.line([part.title], _HEADING)
            page.line([part.help], _PLAIN)
            if isinstance(part, Fields):
                self._questions(page, part, spans=[_GRID // 3 + 1, _GRID - _GRID // 3])
            else:
                table = as_table(part)
                self._rows(page, table, [ROW], [1, *_spans([heading.width for heading in table.headings])])
        page.finish(frozen="")

    def _about(self, page: "_Page") -> None:
        """What is not filled in: instructions, discs, what it rests on."""
        copy = self._copy
        page.set_widths([_GROUP_WIDTH, _TOTAL[copy.paper] - _GROUP_WIDTH])
        page.line([ABOUT], _TITLE)
        page.line([copy.share.line], _PLAIN)
        for part in copy.parts:
            if isinstance(part, Prose):
                page.section(part.title, part.text.split("\n"))
            elif isinstance(part, Discs):
                page.section(part.title, [part.help])
                for disc in part.discs:
                    if disc.text:
                        page.row("", [disc.group, disc.text])
        page.section(SOURCES, copy.rests_on)
        page.section(LEFT_OUT, copy.notes)
        page.section(LACKING, copy.missing)
        page.section(NEXT, [title for _, title in copy.next])
        page.finish(frozen="")

    def _offer(self, page: "_Page", place: int, field: Field) -> None:
        """A list to choose from, which also takes another text."""
        choices = (TICKED,) if field.kind == "tick" else field.choices
        if not choices:
            return
        if choices not in self._lists:
            self._lists[choices] = f"{COPY_SHEET}!${get_column_letter(len(self._lists) + 4)}"
        column = self._lists[choices]
        page.offer(f"={column}$1:{column.partition('!')[2]}${len(choices)}", place)

    def _keep(self, sheet: Worksheet) -> None:
        """The hidden sheet: what the copy says of itself, and the lists to choose from; also as properties."""
        chunks = in_chunks(written_manifest(self._copy))
        properties: Any = self._book.custom_doc_props  # type: ignore[attr-defined] # its stubs lack it
        for number, (name, text) in enumerate(chunks.items(), 1):
            set_text(sheet.cell(number, 1), name)
            set_text(sheet.cell(number, 2), text)
            properties.append(StringProperty(name=name, value=text))
        for place, choices in enumerate(self._lists, 4):
            for number, word in enumerate(choices, 1):
                set_text(sheet.cell(number, place), plain(word))


class _Page:
    """One sheet, written row by row; the first column is hidden and holds the codes."""

    def __init__(self, sheet: Worksheet, copy: ToolCopy) -> None:
        self.sheet, self.number = sheet, 0
        self._copy = copy
        self._widths: list[int] = []
        self._columns: list[int] = []
        """Columns of the cells of the last row."""
        self._rules: dict[str, DataValidation] = {}

    def set_widths(self, widths: Sequence[int]) -> None:
        """Widths of the columns that are shown, in characters."""
        self._widths = list(widths)
        for place, width in enumerate(widths, _FIRST):
            self.sheet.column_dimensions[get_column_letter(place)].width = width

    def line(self, texts: Sequence[str], font: Font, *, wrapped: bool = False) -> None:
        """A line of text; one alone runs across the sheet."""
        if not any(texts):
            return
        self.number += 1
        for place, text in enumerate(texts, _FIRST):
            cell = self.sheet.cell(self.number, place)
            set_text(cell, plain(text))
            cell.font = font
            cell.alignment = _WRAPPED
        if len(texts) == 1:
            last = _FIRST + len(self._widths) - 1
            self.sheet.merge_cells(start_row=self.number, start_column=_FIRST, end_row=self.number, end_column=last)
        widths = self._widths if wrapped or len(texts) > 1 else [sum(self._widths)]
        self.sheet.row_dimensions[self.number].height = _height(texts, widths) + (font.size or 11) / 2 - 5

    def space(self) -> None:
        """A line without text."""
        self.number += 1

    def section(self, title: str, lines: Sequence[str]) -> None:
        """A title with lines of text below."""
        if any(lines):
            self.space()
            self.line([title], _HEADING)
            for text in lines:
                self.line([text], _PLAIN)

    def row(
        self,
        code: str,
        cells: Sequence[Cell | str],
        *,
        style: "Callable[[int], tuple[Font, PatternFill | None]] | None" = None,
        grey: int = 0,
        spans: Sequence[int] = (),
    ) -> None:
        """A row of a table, with its code; a place for an answer is blank; ``spans``: columns that each cell takes."""
        self.number += 1
        spans = spans or [1] * len(cells)
        self._columns = [_FIRST + sum(spans[:place]) for place in range(len(cells))]
        if any(isinstance(cell, Field) for cell in cells):
            set_text(self.sheet.cell(self.number, 1), code)
        texts = [cell if isinstance(cell, str) else cell.text if isinstance(cell, Printed) else "" for cell in cells]
        for place, (content, text) in enumerate(zip(cells, texts, strict=True)):
            cell = self.sheet.cell(self.number, self._columns[place])
            if spans[place] > 1:
                last = self._columns[place] + spans[place] - 1
                self.sheet.merge_cells(None, self.number, self._columns[place], self.number, last)
            set_text(cell, plain(text))
            is_tick = isinstance(content, Field) and content.kind == "tick"
            cell.font, cell.border = _GREY if place < grey else _PLAIN, _BOX
            cell.alignment = _MIDDLE if is_tick else _WRAPPED
            if style:
                font, fill = style(place)
                cell.font = font
                if fill:
                    cell.fill = fill
            elif isinstance(content, Field):
                cell.fill = _ASK
        lines = max((cell.lines for cell in cells if isinstance(cell, Field)), default=1)
        least = max(_BLANK_HEIGHT, _LINE_HEIGHT * lines) if code else 0
        starts = [column - _FIRST for column in self._columns]
        widths = [sum(self._widths[at : at + span]) for at, span in zip(starts, spans, strict=True)]
        self.sheet.row_dimensions[self.number].height = max(least, _height(texts, widths))

    def offer(self, source: str, place: int) -> None:
        """Offer a list in a cell of the last row."""
        if source not in self._rules:
            self._rules[source] = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
            self.sheet.add_data_validation(self._rules[source])
        self._rules[source].add(f"{get_column_letter(self._columns[place])}{self.number}")

    def finish(self, frozen: str) -> None:
        """Set up paper and window."""
        sheet, (size, _, turned) = self.sheet, self._copy.paper.partition(" ")
        sheet.column_dimensions["A"].hidden = True
        sheet.freeze_panes = frozen or None
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.paperSize = _PAPER[size]
        sheet.page_setup.orientation = "landscape" if turned or size == "slides" else "portrait"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.5, bottom=0.6, header=0.3, footer=0.3)
        footer = sheet.oddFooter
        footer.left.text = plain(self._copy.identity.line).replace("&", "&&")  # type: ignore[union-attr] # a new sheet has one
        footer.left.size = 8  # type: ignore[union-attr]
        footer.right.text, footer.right.size = "&P / &N", 8  # type: ignore[union-attr]


def _pages(copy: ToolCopy) -> Iterator[tuple[str, list[_InRows]]]:
    """What stands on a sheet of the workbook, with its title: a table, or the parts of a sheet of paper."""
    for sheet, parts in copy.by_sheet():
        if sheet:
            yield sheet.title, [part for part in parts if isinstance(part, Table | Cards | Fields)]
        else:
            for part in parts:
                if isinstance(part, Table | Cards):
                    yield part.title, [part]


def _spans(weights: Sequence[int]) -> list[int]:
    """How many columns of the grid each column of a table runs across: by weight, and all of the grid together."""
    total = max(1, sum(weights))
    ends = [round(_GRID * sum(weights[: place + 1]) / total) for place in range(len(weights))]
    spans = [max(1, end - start) for start, end in zip([0, *ends], ends, strict=False)]
    spans[spans.index(max(spans))] += _GRID - sum(spans)
    return spans


def _style_of(asked: set[int], place: int) -> tuple[Font, PatternFill]:
    """How the head of a column is shown."""
    return _BOLD, _ASK if place in asked else _HEAD


def _head(heading: Heading, place: int, part: Table) -> str:
    """The text above a column, with its letter, and the words of a choice that all of its rows share."""
    text = f"{heading.text} [{heading.letter}]" if heading.letter else heading.text
    cells = (row.cells[place] for row in part.rows if place < len(row.cells))
    choices = {cell.choices for cell in cells if isinstance(cell, Field)}
    only = next(iter(choices)) if len(choices) == 1 else ()
    return f"{text}\n{choices_line(only)}" if only else text


def _widths(part: Table, width: int) -> list[int]:
    """Widths of columns in characters."""
    least = [float(min(_WIDEST_WORD, max(_NARROWEST, length + 2))) for length in longest_words(part)]
    weights = [max(1, heading.width) for heading in part.headings]
    return [round(share) for share in shares(weights, least, max(width, sum(least) * 1.2))]


def _height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """The height of a row that shows its longest text; spreadsheets do not find it by themselves."""
    lines = (
        sum(len(textwrap.wrap(line, max(1, width))) or 1 for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=False)
    )
    return min(_HIGHEST, _LINE_HEIGHT * max(lines, default=1) + 4)
