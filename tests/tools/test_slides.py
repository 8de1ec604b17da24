"""Copies as slides: what is printed, that nothing runs over, and what comes back after changes."""

import copy as copying
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pptx
import pytest
from pptx.util import Pt

from graphmodel.tools.copies import Printed, Prose, Row, Table, ToolCopy
from graphmodel_loaders.copies.slides import read_slides
from graphmodel_viz.sheets.slide_room import HEIGHT, SMALLEST, WIDTH
from graphmodel_viz.sheets.slide_text import lines_of
from graphmodel_viz.sheets.slides import write_slides
from tests.support.filled_copies import (
    answers_for,
    as_read,
    edit_part,
    fill_slides,
    places_on_slides,
    without_parts,
)
from tests.support.media import ANSWERS, COPY, SLIDES, SOME, blank_copy, texts_of
from tests.support.tool_copies import HOSTILE
from tests.tools.conftest import filled


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """A copy that nobody has filled in."""
    path = tmp_path / "copy.pptx"
    path.write_bytes(blank_copy(SLIDES))
    return path


def _shapes(path: Path) -> list[tuple[int, Any]]:
    return [
        (number, shape) for number, slide in enumerate(pptx.Presentation(str(path)).slides, 1) for shape in slide.shapes
    ]


def test_answers_come_back_as_they_were_typed_with_their_places(blank: Path) -> None:
    fill_slides(blank, ANSWERS)
    read = read_slides(blank)
    assert texts_of(read) == as_read(ANSWERS)
    assert read.others == ()
    places = {cell.code: cell.where for cell in read.cells}
    assert (places["S1"], places["O1d"]) == ("slide 1", "slide 2, table 1, row 3")


@pytest.mark.slow
@pytest.mark.parametrize("kept", ["name", "alternative text", "printed code"])
def test_a_box_is_known_by_its_name_or_its_text_or_its_code(blank: Path, kept: str) -> None:
    fill_slides(blank, {"S1": "Spring group"})
    deck = pptx.Presentation(str(blank))
    box = places_on_slides(deck)["S1"]
    about = box._element.nvSpPr.cNvPr
    if kept != "name":
        about.set("name", "Textfeld 5")
    if kept != "alternative text":
        about.attrib.pop("descr")
    if kept != "printed code":
        box.text_frame.text = "Spring group"
    deck.save(str(blank))
    read = read_slides(blank)
    assert texts_of(read) == {"S1": "Spring group"}
    assert read.others == ()


@pytest.mark.slow
def test_slides_rows_and_columns_may_move_and_others_be_added(blank: Path) -> None:
    fill_slides(blank, SOME)
    deck = pptx.Presentation(str(blank))
    table = places_on_slides(deck)["O1d"]._tc.getparent().getparent()
    rows = table.tr_lst
    rows[3].addnext(rows[2])
    for row in table.tr_lst:
        row.append(row.tc_lst[1])  # the first column goes to the end
    order = deck.slides._sldIdLst
    order.append(order[1])
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "A slide of our own"
    slide.notes_slide.notes_text_frame.text = "Say this aloud"
    deck.save(str(blank))
    read = read_slides(blank)
    assert texts_of(read) == SOME
    last = len(deck.slides)
    assert read.others == (("A slide of our own", f"slide {last}"), ("Say this aloud", f"notes to slide {last}"))


@pytest.mark.slow
def test_a_slide_copied_with_its_box_answers_twice(blank: Path) -> None:
    fill_slides(blank, {"S1": "Spring group"})
    deck = pptx.Presentation(str(blank))
    box = places_on_slides(deck)["S1"]
    deck.slides[2].shapes._spTree.append(copying.deepcopy(box._element))
    deck.save(str(blank))
    assert [(cell.code, cell.where) for cell in read_slides(blank).cells] == [("S1", "slide 1"), ("S1", "slide 3")]


def test_what_is_typed_beside_no_code_is_kept(blank: Path) -> None:
    deck = pptx.Presentation(str(blank))
    deck.slides[1].shapes.add_textbox(Pt(10), Pt(10), Pt(90), Pt(20)).text_frame.text = "Not true!"
    group = deck.slides[2].shapes.add_group_shape()
    group.shapes.add_textbox(Pt(10), Pt(10), Pt(90), Pt(20)).text_frame.text = "in a group"
    deck.save(str(blank))
    edit_part(blank, "ppt/slides/slide4.xml", lambda root: None)
    read = read_slides(blank)
    assert read.cells == ()
    assert read.others == (("Not true!", "slide 2"), ("in a group", "slide 3"))


def test_without_properties_codes_and_line_are_still_read(blank: Path) -> None:
    fill_slides(blank, SOME)
    without_parts(blank, "docProps/custom.xml")
    read = read_slides(blank)
    assert read.manifest is None
    assert read.line == COPY.identity.line
    found = {cell.code: cell.text for cell in read.cells}
    assert {code: found.get(code) for code in SOME} == SOME


def _fits(path: Path) -> None:
    """Every text has room in its box or cell, is large enough, and lies on the slide; boxes do not overlap."""
    for number, shape in _shapes(path):
        box = (shape.left.pt, shape.top.pt, shape.left.pt + shape.width.pt, shape.top.pt + shape.height.pt)
        assert box[0] >= 0, (number, shape.name)
        assert box[1] >= 0, (number, shape.name)
        assert box[2] <= WIDTH + 1, (number, shape.name)
        if shape.has_table:
            assert shape.top.pt + sum(row.height.pt for row in shape.table.rows) <= HEIGHT - 30
            for row in shape.table.rows:
                for column, cell in zip(shape.table.columns, row.cells, strict=True):
                    if not cell.is_merge_origin and not cell.is_spanned:
                        _has_room(cell.text_frame, column.width.pt, row.height.pt)
        else:
            assert box[3] <= HEIGHT, (number, shape.name)
            _has_room(shape.text_frame, shape.width.pt, shape.height.pt)
    for slide in pptx.Presentation(str(path)).slides:
        boxes = sorted((one.top.pt, one.top.pt + one.height.pt) for one in slide.shapes if one.left.pt < WIDTH / 3)
        assert all(above[1] <= below[0] + 0.5 for above, below in pairwise(boxes))


def _has_room(frame: Any, width: float, height: float) -> None:
    needed = 0.0
    for paragraph in frame.paragraphs:
        runs = paragraph.runs
        if runs:
            size = max(run.font.size.pt for run in runs)
            assert size >= SMALLEST or len(paragraph.text) < 40 or " · copy " in paragraph.text
            text = paragraph.text.replace("\v", "\n")
            needed += lines_of(text, size, width, bold=bool(runs[0].font.bold)) * size * 1.2
    assert needed <= height + 1, frame.text


@pytest.mark.slow
def test_nothing_runs_over_whatever_there_is_to_say(blank: Path, tmp_path: Path) -> None:
    _fits(blank)
    part = COPY.parts[1]
    assert isinstance(part, Table)
    long = "Wörter und Wörter, 日本語日本語 and_a_word_that_is_longer_than_any_column_of_the_table " * 60
    rows = tuple(
        Row(f"O{n}", "", (Printed(long[: n * 37]), *part.rows[0].cells[1:]), f"Group {n % 5}") for n in range(1, 40, 2)
    )
    table = replace(part, title=long[:900], help=long[:900], rows=rows)
    prose = Prose("after", "Afterwards", "\n".join(long[: n * 90] for n in range(0, 40, 3)))
    for paper in ("a4", "slides"):
        copy = replace(COPY, parts=(COPY.parts[0], table, prose), paper=paper, pages=10)  # type: ignore[arg-type]
        made = write_slides(copy, tmp_path / "long.pptx")
        _fits(tmp_path / "long.pptx")
        assert (made <= 10) is (paper == "slides")
        read = read_slides(tmp_path / "long.pptx")
        assert (read.cells, read.others) == ((), ())
    said = [shape.text_frame.text for _, shape in _shapes(tmp_path / "long.pptx") if shape.has_text_frame]
    assert any("left out: there is no room" in text for text in said)
    assert any("cut short" in text for text in said)


@pytest.mark.slow
@pytest.mark.parametrize("study", ["bundled", "of another field"])
def test_the_case_takes_at_most_ten_slides_and_says_what_is_missing(
    bundled_here: Any, meals_here: Any, tmp_path: Path, study: str
) -> None:
    copy: ToolCopy = filled(bundled_here if study == "bundled" else meals_here, "making-the-case", "slides")
    assert write_slides(copy, tmp_path / "case.pptx") <= copy.pages == 10
    _fits(tmp_path / "case.pptx")
    read = read_slides(tmp_path / "case.pptx")
    assert (read.cells, read.others) == ((), ())
    answers = answers_for(copy)
    fill_slides(tmp_path / "case.pptx", answers)
    assert texts_of(read_slides(tmp_path / "case.pptx")) == as_read(answers)
    assert study == "bundled" or any("barriers/at_stage" in text for text in copy.missing)


def test_slides_are_for_people_and_for_readers_of_screens(blank: Path) -> None:
    deck = pptx.Presentation(str(blank))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles[0] == COPY.title
    whole = {f"{part.sheet.title}: {part.title}" if part.sheet else part.title for part in COPY.parts[1:]}
    assert whole <= {*titles}
    about = deck.core_properties
    assert (about.title, about.author, about.last_modified_by, about.language) == (COPY.title, "", "", "en")
    for slide in deck.slides:
        shapes = list(slide.shapes)
        assert shapes[0] == slide.shapes.title  # what is read first
        assert all(shape._element.xpath(".//p:cNvPr/@descr") for shape in shapes if shape.has_table)
        assert all(shape.table.first_row for shape in shapes if shape.has_table)
        assert any(COPY.identity.line == shape.text_frame.text for shape in shapes if shape.has_text_frame)
    boxes = [shape for shape in deck.slides[0].shapes if shape.name == "S1"]
    assert [box._element.nvSpPr.cNvPr.get("descr") for box in boxes] == ["[S1] Name of this session or group"]


@pytest.mark.slow
def test_texts_are_inert_and_bytes_the_same_every_time(blank: Path, tmp_path: Path) -> None:
    texts = [
        cell.text_frame.text
        for _, shape in _shapes(blank)
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    ]
    assert HOSTILE.replace("\u202e", "") in texts
    with zipfile.ZipFile(blank) as archive:
        assert not [name for name in archive.namelist() if "vba" in name.casefold() or "thumbnail" in name]
    write_slides(COPY, tmp_path / "again.pptx")
    assert (tmp_path / "again.pptx").read_bytes() == blank.read_bytes()
