"""A copy of a tool as slides to present and fill in: an answer is a cell, or a box, beside its printed code."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pptx
from pptx.enum.text import MSO_AUTO_SIZE, MSO_VERTICAL_ANCHOR
from pptx.util import Pt

from graphmodel.output.files import replacing
from graphmodel.output.xlsx_writer import write_undated
from graphmodel.tools.copies import (
    IN_NOTES,
    LACKING,
    LEFT_OUT,
    NEXT,
    ROW,
    SOURCES,
    Field,
    Fields,
    Printed,
    Prose,
    Row,
    Table,
    ToolCopy,
)
from graphmodel.tools.manifest import in_chunks, written_manifest
from graphmodel_viz.sheets import slide_parts
from graphmodel_viz.sheets.slide_room import (
    ACROSS,
    BOTTOM,
    CELL_X,
    CELL_Y,
    COVER_HEADING,
    COVER_SIZE,
    FIELD_GAP,
    FIELD_HEIGHT,
    FIELDS_ACROSS,
    HEIGHT,
    HELP_SIZE,
    LABEL_SIZE,
    MARGIN,
    SMALLEST,
    TITLE_HEIGHT,
    TITLE_TOP,
    WIDTH,
    Laid,
    cover_heights,
    field_height,
    has_room_on_cover,
    heading_text,
    help_height,
    hint,
    laid_out,
    rows_with_groups,
    text_height,
    title_size,
)
from graphmodel_viz.sheets.slide_text import LEADING, lines_of
from graphmodel_viz.sheets.texts import plain

_INK, _HEAD, _GROUP, _ASK, _GREY, _TEXT = "1F3A4D", "DCE6EC", "EEF3F6", "FFF6D5", "5F6B73", "1A1A1A"
_SMALL, _CODE_SIZE = 9.0, 9.0
_OTHERS = 2
"""Slides besides those of the parts: the cover, and where it all comes from."""


def write_slides(copy: ToolCopy, target: Path) -> int:
    """Write a copy of a tool as slides; returns how many there are.

    Text is 18 points, and smaller where a part would not fit, down to 12 points. What does not fit then goes onto
    another slide, or is left out where the form would have more slides than it may: the copy says so.

    Args:
        copy: the copy.
        target: the file; one that this program wrote is replaced.

    Raises:
        OutputError: the file cannot be written, or is not this program's to overwrite.
    """
    made = BytesIO()
    deck = pptx.Presentation()
    writer = _Writer(deck, copy)
    writer.write()
    deck.save(made)
    with replacing(target) as work:
        write_undated(made, work)
    return len(deck.slides)


class _Writer:
    """Writes the slides one after the other."""

    def __init__(self, deck: Any, copy: ToolCopy) -> None:
        self._deck = deck
        self._copy, self._slides = laid_out(copy, _OTHERS - has_room_on_cover(copy))
        self._layouts = slide_parts.set_up(deck, plain(copy.title), plain(copy.subtitle), copy.language)

    def write(self) -> None:
        slides = list(self._slides)
        self._cover(slides.pop(0) if has_room_on_cover(self._copy) else None)
        for laid in slides:
            self._slide(laid)
        self._end()
        slide_parts.add_properties(self._deck, in_chunks(written_manifest(self._copy)))

    def _cover(self, laid: Laid | None) -> None:
        """Which copy it is, what for, and the session."""
        copy = self._copy
        slide = self._deck.slides.add_slide(self._layouts[0])
        title, subtitle = slide.shapes.title, slide.placeholders[1]
        size = title_size(plain(copy.title))
        self._fill(title, [copy.title], size, _INK, bold=True, box=(MARGIN, TITLE_TOP, ACROSS, TITLE_HEIGHT))
        subtitle_height, purpose_height, facts_height = cover_heights(copy)
        top = TITLE_TOP + TITLE_HEIGHT
        self._fill(subtitle, [copy.subtitle], COVER_SIZE, _GREY, box=(MARGIN, top, ACROSS, subtitle_height))
        top += subtitle_height
        self._text(slide, [copy.purpose], COVER_SIZE, _TEXT, (MARGIN, top, ACROSS, purpose_height))
        top += purpose_height
        facts = "   \t".join(" ".join(fact) for fact in copy.facts)
        self._text(slide, [facts], SMALLEST, _GREY, (MARGIN, top, ACROSS, facts_height))
        top += facts_height
        if laid is not None and isinstance(laid.part, Fields):
            self._text(slide, [laid.part.title], 16.0, _INK, (MARGIN, top, ACROSS, COVER_HEADING), bold=True)
            self._fields(slide, laid.part, top + COVER_HEADING)
        self._foot(slide)

    def _slide(self, laid: Laid) -> None:
        part = laid.part
        slide = self._titled(part.title)
        top = TITLE_TOP + TITLE_HEIGHT
        if not isinstance(part, Prose) and part.help:
            height = help_height(part)
            self._text(slide, [part.help], HELP_SIZE, _GREY, (MARGIN, top, ACROSS, height))
            top += height
        match part:
            case Table():
                self._table(slide, laid, part, top)
            case Fields():
                self._fields(slide, part, top)
            case Prose():
                room = HEIGHT - top - BOTTOM
                self._text(slide, part.text.split("\n"), laid.size, _TEXT, (MARGIN, top, ACROSS, room), space=0.25)
        self._foot(slide)

    def _titled(self, title: str) -> Any:
        slide = self._deck.slides.add_slide(self._layouts[1])
        size = title_size(plain(title))
        box = (MARGIN, TITLE_TOP, ACROSS, TITLE_HEIGHT)
        self._fill(slide.shapes.title, [title], size, _INK, bold=True, box=box)
        return slide

    def _end(self) -> None:
        """Where it comes from; what has no room on the slide stands in its notes, where all of it is."""
        copy = self._copy
        slide = self._titled(SOURCES)
        sections = (
            ("", (*copy.rests_on[:1], copy.share.line)),
            (LEFT_OUT, copy.notes),
            (LACKING, copy.missing),
            (NEXT, [title for _, title in copy.next]),
            ("", copy.rests_on[1:]),
        )
        lines = [(text, is_head) for head, texts in sections if any(texts)
                 for text, is_head in ((head, True), *((one, False) for one in texts)) if text]  # fmt: skip
        top = TITLE_TOP + TITLE_HEIGHT
        room, used, shown = HEIGHT - top - BOTTOM - text_height(IN_NOTES, SMALLEST), 0.0, []
        for text, is_head in lines:
            used += text_height(plain(text), SMALLEST) * (1.1 if is_head else 1)
            if used > room:
                break
            shown.append((text, is_head))
        if len(shown) < len(lines):
            shown.append((IN_NOTES, True))
        box = self._text(slide, [text for text, _ in shown], SMALLEST, _TEXT, (MARGIN, top, ACROSS, room), space=0.25)
        for paragraph, (_, is_head) in zip(box.text_frame.paragraphs, shown, strict=True):
            for run in paragraph.runs:
                run.font.bold = is_head
        slide.notes_slide.notes_text_frame.text = "\n".join(plain(text) for text, _ in lines)
        self._foot(slide)

    def _table(self, slide: Any, laid: Laid, part: Table, top: float) -> None:
        rows = list(rows_with_groups(part))
        frame = slide.shapes.add_table(
            len(rows) + 1, len(part.headings) + 1, Pt(MARGIN), Pt(top), Pt(ACROSS), Pt(sum(laid.heights))
        )
        slide_parts.name(frame, part.name, plain(f"{part.title}. {part.help}"))
        table = frame.table
        slide_parts.style_table(table)
        for column, width in zip(table.columns, laid.widths, strict=True):
            column.width = Pt(width)
        for row, height in zip(table.rows, laid.heights, strict=True):
            row.height = Pt(height)
        asked = {place for row in part.rows for place, cell in enumerate(row.cells) if isinstance(cell, Field)}
        self._cell(table.cell(0, 0), [(ROW, _CODE_SIZE, _GREY)], _HEAD)
        for place, heading in enumerate(part.headings):
            fill = _ASK if place in asked and heading.letter else _HEAD
            self._cell(table.cell(0, place + 1), [(heading_text(heading), laid.size, _INK)], fill, bold=True)
        for number, row in enumerate(rows, 1):
            if isinstance(row, str):
                table.cell(number, 0).merge(table.cell(number, len(part.headings)))
                self._cell(table.cell(number, 0), [(row, laid.size, _INK)], _GROUP, bold=True)
            else:
                self._row(table, number, row, laid.size)

    def _row(self, table: Any, number: int, row: Row, size: float) -> None:
        code = f"[{row.code}]" if row.code else ""
        self._cell(table.cell(number, 0), [(code, _CODE_SIZE, _GREY)], "FFFFFF")
        for place, content in enumerate(row.cells, 1):
            cell = table.cell(number, place)
            if isinstance(content, Printed):
                self._cell(cell, [(content.text, size, _TEXT)], "FFFFFF")
            else:
                self._cell(cell, [(hint(content), size if content.kind == "tick" else SMALLEST, _GREY)], _ASK)

    def _cell(self, cell: Any, texts: Sequence[tuple[str, float, str]], fill: str, *, bold: bool = False) -> None:
        cell.margin_left = cell.margin_right = Pt(CELL_X)
        cell.margin_top = cell.margin_bottom = Pt(CELL_Y)
        cell.vertical_anchor = MSO_VERTICAL_ANCHOR.MIDDLE
        slide_parts.draw_lines(cell)
        cell.fill.solid()
        cell.fill.fore_color.rgb = slide_parts.colour_of(fill)
        for text, size, colour in texts:
            self._write(cell.text_frame, text.split("\n"), size, colour, bold=bold)

    def _fields(self, slide: Any, part: Fields, top: float) -> None:
        """Questions, each with a box below it that has its code as its name."""
        width, height = (ACROSS - MARGIN) / FIELDS_ACROSS, field_height(part)
        label_height = height - FIELD_HEIGHT - FIELD_GAP
        for number, field in enumerate(part.fields):
            left = MARGIN + (number % FIELDS_ACROSS) * (width + MARGIN)
            at = top + (number // FIELDS_ACROSS) * height
            label = field.label or field.name
            self._text(slide, [label], LABEL_SIZE, _TEXT, (left, at, width, label_height))
            box = self._text(slide, [""], COVER_SIZE, _TEXT, (left, at + label_height, width, FIELD_HEIGHT))
            slide_parts.outline(box, _ASK)
            slide_parts.name(box, field.code, plain(f"[{field.code}] {label}"))
            paragraph = box.text_frame.paragraphs[0]
            self._run(paragraph, f"[{field.code}] ", _CODE_SIZE, _GREY)
            self._run(paragraph, hint(field) or " ", COVER_SIZE, _GREY if hint(field) else _TEXT)

    def _foot(self, slide: Any) -> None:
        """Which copy it is, and the number of the slide."""
        line = self._copy.identity.line
        lines = lines_of(plain(line), _SMALL, ACROSS - 80)
        height = lines * _SMALL * LEADING + 4
        self._text(slide, [line], _SMALL, _GREY, (MARGIN, HEIGHT - height - 6, ACROSS - 80, height))
        box = self._text(slide, [""], _SMALL, _GREY, (WIDTH - MARGIN - 60, HEIGHT - 22, 60, 16))
        slide_parts.add_number(box, _SMALL)

    def _text(
        self,
        slide: Any,
        texts: Sequence[str],
        size: float,
        colour: str,
        box: tuple[float, float, float, float],
        *,
        bold: bool = False,
        space: float = 0,
    ) -> Any:
        shape = slide.shapes.add_textbox(*map(Pt, box))
        self._fill(shape, texts, size, colour, bold=bold, box=box, space=space)
        return shape

    def _fill(
        self,
        shape: Any,
        texts: Sequence[str],
        size: float,
        colour: str,
        *,
        box: tuple[float, float, float, float],
        bold: bool = False,
        space: float = 0,
    ) -> None:
        shape.left, shape.top, shape.width, shape.height = map(Pt, box)
        frame = shape.text_frame
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
        frame.vertical_anchor = MSO_VERTICAL_ANCHOR.TOP
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(0)
        self._write(frame, texts, size, colour, bold=bold, space=space)

    def _write(
        self, frame: Any, texts: Sequence[str], size: float, colour: str, *, bold: bool = False, space: float = 0
    ) -> None:
        for number, text in enumerate(texts):
            paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
            slide_parts.set_ends(paragraph, size, space * size)
            if text:
                self._run(paragraph, text, size, colour, bold=bold)

    def _run(self, paragraph: Any, text: str, size: float, colour: str, *, bold: bool = False) -> None:
        run = paragraph.add_run()
        run.text = plain(text)
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = slide_parts.colour_of(colour)
        run._r.get_or_add_rPr().set("lang", self._copy.language)
