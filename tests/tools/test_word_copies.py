"""Word copies of tools: what is printed, and what comes back after people and programs changed them."""

import copy as copying
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree
from pypdf import PdfReader

from graphmodel.problems import StudyError
from graphmodel.tools.copies import Discs, Printed, Table
from graphmodel_loaders.copies.word import read_word
from graphmodel_viz.sheets.word import write_word
from tests.support.filled_copies import (
    W14,
    W,
    as_read,
    drop_controls,
    edit_part,
    edit_word,
    fill_word,
    row_with,
    run_of,
    table_with,
    text_of_element,
    type_into,
    without_parts,
)
from tests.support.media import ANSWERS, COPY, SOME, WORD, blank_copy, texts_of
from tests.support.tool_copies import HOSTILE
from tests.tools.test_filling import FORMS


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """A copy that nobody has filled in."""
    path = tmp_path / "copy.docx"
    path.write_bytes(blank_copy(WORD))
    return path


def test_answers_say_where_they_stand(blank: Path) -> None:
    fill_word(blank, {"O1d": "no"})
    (cell,) = read_word(blank).cells
    assert cell.where == "table 3, row 3"  # below the cover, the session, the headings and the name of a group


def test_answers_are_known_by_printed_codes_where_controls_are_gone(blank: Path) -> None:
    fill_word(blank, ANSWERS)
    drop_controls(blank)
    read = read_word(blank)
    assert texts_of(read) == as_read(ANSWERS)
    assert read.others == ()


def test_a_blank_copy_without_controls_has_no_answers(blank: Path) -> None:
    drop_controls(blank)
    read = read_word(blank)
    assert (read.cells, read.others) == ((), ())


def test_the_name_of_a_control_stands_in_for_its_tag(blank: Path) -> None:
    fill_word(blank, SOME)

    def rename(root: Any) -> None:
        for tag in list(root.iter(f"{W}tag")):
            tag.getparent().remove(tag)
        for text in root.iter(f"{W}t"):
            if not (text.text or "").startswith("[B"):  # a card holds its code, its text and its answer
                text.text = (text.text or "").replace("[", "(").replace("]", ")")

    edit_word(blank, rename)
    assert texts_of(read_word(blank)) == SOME


def test_placeholders_are_empty_in_any_language(blank: Path) -> None:
    def ask(root: Any) -> None:
        for control in root.iter(f"{W}sdt"):
            if control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
                next(control.iter(f"{W}t")).text = "Klicken oder tippen Sie hier, um Text einzugeben."

    edit_word(blank, ask)
    assert read_word(blank).cells == ()


@pytest.mark.parametrize("typed", ["x", "X", "✓", "☒", "yes", "Yes "])
def test_a_tick_may_be_typed_in_place_of_the_box_or_beside_it(blank: Path, typed: str) -> None:
    def tick(root: Any) -> None:
        controls = {control.find(f"{W}sdtPr/{W}tag").get(f"{W}val"): control for control in root.iter(f"{W}sdt")}
        beside = controls["O1c"].getparent()
        beside.append(run_of(f" {typed}"))
        instead = controls["O2c"].getparent()
        instead.remove(controls["O2c"])
        instead.append(run_of(typed))
        card = controls["B3b"].getparent()
        card.append(run_of(typed))

    edit_word(blank, tick)
    read = read_word(blank)
    assert texts_of(read) == {"O1c": "x", "O2c": "x", "B3b": "x"}
    assert read.others == ()


def test_a_word_beside_a_tick_is_kept(blank: Path) -> None:
    drop_controls(blank)
    edit_word(blank, lambda root: row_with(root, "[O1]").findall(f"{W}tc")[3].find(f"{W}p").append(run_of("in March")))
    assert texts_of(read_word(blank)) == {"O1c": "in March"}


def test_signs_of_symbol_fonts_are_ticks(blank: Path) -> None:
    def tick(root: Any) -> None:
        paragraph = row_with(root, "[O1]").findall(f"{W}tc")[3].find(f"{W}p")
        run = etree.SubElement(paragraph, f"{W}r")
        etree.SubElement(run, f"{W}sym", {f"{W}font": "Wingdings", f"{W}char": "F0FC"})

    edit_word(blank, tick)
    assert texts_of(read_word(blank)) == {"O1c": "x"}


def test_an_unchecked_box_is_no_answer(blank: Path) -> None:
    fill_word(blank, {"O1c": "x"})

    def untick(root: Any) -> None:
        control = next(one for one in root.iter(f"{W}sdt") if one.find(f".//{W14}checked") is not None)
        control.find(f".//{W14}checked").set(f"{W14}val", "0")
        next(control.iter(f"{W}t")).text = "☐"

    edit_word(blank, untick)
    assert read_word(blank).cells == ()


@pytest.mark.parametrize("controls", [True, False])
def test_rows_and_columns_may_move_and_others_be_added(blank: Path, controls: bool) -> None:
    fill_word(blank, SOME)
    if not controls:
        drop_controls(blank)

    def rearrange(root: Any) -> None:
        table = table_with(root, "[O1]")
        first, second = row_with(table, "[O1]"), row_with(table, "[O2]")
        second.addnext(first)
        for row in table.findall(f"{W}tr"):
            cells = row.findall(f"{W}tc")
            if len(cells) == 1:  # a group
                continue
            row.insert(row.index(cells[2]), copying.deepcopy(cells[2]))  # a column of somebody's own
            added = row.findall(f"{W}tc")[2]
            for paragraph in added.findall(f"{W}p"):
                for child in list(paragraph):
                    paragraph.remove(child)
            if "[O1]" in text_of_element(row):
                added.find(f"{W}p").append(run_of("My own remark"))
            row.append(cells[4])  # "Did it hold?" goes to the end
        row = copying.deepcopy(first)
        for text in row.iter(f"{W}t"):
            text.text = ""
        for control in list(row.iter(f"{W}sdt")):
            control.getparent().remove(control)
        next(row.iter(f"{W}p")).append(run_of("A row of our own"))
        table.append(row)

    edit_word(blank, rearrange)
    read = read_word(blank)
    assert texts_of(read) == SOME
    assert {text for text, _ in read.others} == {"My own remark", "A row of our own"}


@pytest.mark.parametrize("controls", [True, False])
def test_a_table_may_be_split(blank: Path, controls: bool) -> None:
    fill_word(blank, SOME)
    if not controls:
        drop_controls(blank)

    def split(root: Any) -> None:
        table = table_with(root, "[O1]")
        other = etree.Element(f"{W}tbl")
        for about in (f"{W}tblPr", f"{W}tblGrid"):
            other.append(copying.deepcopy(table.find(about)))
        rows = table.findall(f"{W}tr")
        for row in rows[rows.index(row_with(table, "[O2]")) :]:
            other.append(row)
        table.addnext(other)
        table.addnext(etree.Element(f"{W}p"))

    edit_word(blank, split)
    read = read_word(blank)
    assert texts_of(read) == SOME
    assert read.others == ()


def test_headings_do_not_count_for_rows_of_another_table(blank: Path) -> None:
    fill_word(blank, {"AC1a": "Ask the school"})
    drop_controls(blank)
    edit_word(blank, lambda root: table_with(root, "[AC1]").remove(table_with(root, "[AC1]").find(f"{W}tr")))
    read = read_word(blank)
    assert read.cells == ()
    assert [text for text, _ in read.others] == ["Ask the school"]


def test_a_row_copied_with_its_controls_does_not_hide_the_first(blank: Path) -> None:
    """The control of one row is pasted into another: there it answers for that row."""
    fill_word(blank, {"O1d": "yes"})

    def paste(root: Any) -> None:
        cells = [row_with(root, code).findall(f"{W}tc")[4].find(f"{W}p") for code in ("[O1]", "[O2]")]
        cells[1].remove(cells[1].find(f"{W}sdt"))
        cells[1].append(copying.deepcopy(cells[0].find(f"{W}sdt")))

    edit_word(blank, paste)
    assert texts_of(read_word(blank)) == {"O1d": "yes", "O2d": "yes"}


def test_tracked_insertions_count_and_deletions_do_not(blank: Path) -> None:
    fill_word(blank, {"O1e": "Ann"})

    def track(root: Any) -> None:
        control = next(one for one in root.iter(f"{W}sdt") if one.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == "O1e")
        content = control.find(f"{W}sdtContent")
        old = content.find(f"{W}r")
        old.find(f"{W}t").tag = f"{W}delText"
        gone = etree.SubElement(content, f"{W}del")
        gone.append(old)
        etree.SubElement(content, f"{W}ins").append(run_of("Bea"))
        row = row_with(root, "[O4]")
        about = row.find(f"{W}trPr")
        etree.SubElement(about, f"{W}del")
        type_into(next(row.iter(f"{W}sdt")), "in a row that is deleted")

    edit_word(blank, track)
    read = read_word(blank)
    assert texts_of(read) == {"O1e": "Bea"}
    assert read.others == ()


def test_what_is_typed_beside_no_code_is_kept(blank: Path) -> None:
    def scribble(root: Any) -> None:
        cells = row_with(root, "[O1]").findall(f"{W}tc")
        cells[2].find(f"{W}p").append(run_of(" Not true!"))
        cells[0].find(f"{W}p").append(run_of(" most of all"))
        paragraph = etree.Element(f"{W}p")
        paragraph.append(run_of("We met twice."))
        table_with(root, "[O1]").addprevious(paragraph)
        disc = row_with(root, "Finance lead").findall(f"{W}tc")[2]
        disc.find(f"{W}p").append(run_of("Head of meals"))

    edit_word(blank, scribble)
    edit_part(blank, "word/footer1.xml", lambda root: next(root.iter(f"{W}p")).append(run_of(" Page for Ann")))
    read = read_word(blank)
    assert read.cells == ()
    assert [text for text, _ in read.others] == [
        "We met twice.",
        "most of all",
        "Count what it saves as well. Not true!",
        "Head of meals",
        "1 / 1 Page for Ann",
    ]
    assert read.others[0][1] == "below table 2"
    assert read.line == COPY.identity.line


def test_comments_are_kept(blank: Path) -> None:
    document = docx.Document(str(blank))
    run = next(run for paragraph in document.paragraphs for run in paragraph.runs if run.text == "Tick what you heard.")
    document.add_comment(run, "We heard none", author="Ann")
    document.save(str(blank))
    assert read_word(blank).others == (("We heard none", "a comment"),)


def test_without_properties_codes_and_line_are_still_read(blank: Path) -> None:
    fill_word(blank, SOME)
    drop_controls(blank)
    without_parts(blank, "docProps/custom.xml")
    read = read_word(blank)
    assert read.manifest is None
    assert read.line == COPY.identity.line
    found = {cell.code: cell.text for cell in read.cells}
    assert {code: found.get(code) for code in SOME} == SOME


def test_damaged_properties_count_as_none(blank: Path) -> None:
    fill_word(blank, SOME)

    def damage(root: Any) -> None:
        root[0][0].text = "{"

    edit_part(blank, "docProps/custom.xml", damage)
    read = read_word(blank)
    assert read.manifest is None
    assert texts_of(read).items() >= SOME.items()


def test_text_of_a_box_inside_a_table_inside_a_cell_is_kept(blank: Path) -> None:
    def add(root: Any) -> None:
        cell = row_with(root, "[O1]").findall(f"{W}tc")[2]
        table = etree.SubElement(cell, f"{W}tbl")
        inner = etree.SubElement(etree.SubElement(etree.SubElement(table, f"{W}tr"), f"{W}tc"), f"{W}p")
        inner.append(run_of("nested"))
        drawing = etree.SubElement(etree.SubElement(inner, f"{W}r"), f"{W}pict")
        boxed = etree.SubElement(etree.SubElement(drawing, f"{W}txbxContent"), f"{W}p")
        boxed.append(run_of("boxed"))

    edit_word(blank, add)
    assert [text for text, _ in read_word(blank).others] == ["nested", "boxed"]


def test_pages_are_laid_out_for_people_and_for_readers_of_screens(blank: Path) -> None:
    document = docx.Document(str(blank))
    section = document.sections[0]
    assert section.page_width > section.page_height
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    assert styles.count("Title") == 1
    sheets = {part.sheet for part in COPY.parts if part.sheet}
    on_sheets = [part for part in COPY.parts if part.sheet]
    assert styles.count("Heading 1") == len(COPY.parts) - len(on_sheets) + len(sheets)
    assert styles.count("Heading 2") == len(on_sheets)
    turns = [one.text for one in document.paragraphs if one.paragraph_format.page_break_before]
    assert turns == [*sorted(sheet.title for sheet in sheets), "What we will do"]
    about = document.core_properties
    assert (about.title, about.author, about.last_modified_by, about.comments) == (COPY.title, "", "", "")
    assert about.language == "en-GB"
    body = document.element.body
    rows = list(body.iter(f"{W}tr"))
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert len(list(body.iter(f"{W}tblHeader"))) == sum(isinstance(part, Table) for part in COPY.parts)
    assert all(table.find(f"{W}tblPr/{W}tblCaption") is not None for table in body.iter(f"{W}tbl"))
    assert COPY.identity.line in section.footer.paragraphs[0].text
    assert sum(COPY.identity.line in paragraph.text for paragraph in document.paragraphs) == 1


def test_every_answer_has_a_control_with_its_code(blank: Path) -> None:
    body = docx.Document(str(blank)).element.body
    about = [control.find(f"{W}sdtPr") for control in body.iter(f"{W}sdt")]
    codes = [field.code for field, _, _ in COPY.fields()]
    assert [one.find(f"{W}tag").get(f"{W}val") for one in about] == codes
    assert [one.find(f"{W}alias").get(f"{W}val") for one in about] == codes
    ids = [one.find(f"{W}id").get(f"{W}val") for one in about]
    assert len(set(ids)) == len(ids)
    kinds = {code: one[-1].tag.rpartition("}")[2] for code, one in zip(codes, about, strict=True)}
    assert (kinds["O1c"], kinds["O1d"], kinds["S2"]) == ("checkbox", "dropDownList", "date")


@pytest.mark.slow
@pytest.mark.parametrize(("paper", "size"), [("a4", (210, 297)), ("a3", (297, 420)), ("a3 landscape", (420, 297))])
def test_paper_is_that_of_the_form(tmp_path: Path, paper: Any, size: tuple[int, int]) -> None:
    write_word(replace(COPY, paper=paper), tmp_path / "a.docx")
    section = docx.Document(str(tmp_path / "a.docx")).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size


@pytest.mark.slow
def test_signs_that_xml_forbids_are_left_out(tmp_path: Path) -> None:
    part = COPY.parts[1]
    row = replace(part.rows[0], cells=(Printed("a\x00b\x1b[2J\ufffe\ud800c"), *part.rows[0].cells[1:]))  # type: ignore[union-attr]
    parts = (replace(part, rows=(row, *part.rows[1:])), Discs("d", "D\x07", "", ()))  # type: ignore[type-var, union-attr, arg-type]
    hostile = replace(COPY, title="T\x00itle\x08", parts=parts)
    write_word(hostile, tmp_path / "a.docx")
    text = text_of_element(docx.Document(str(tmp_path / "a.docx")).element.body)
    assert "ab[2Jc" in text
    assert read_word(tmp_path / "a.docx").others == ()


def test_hostile_text_is_text(blank: Path) -> None:
    body = docx.Document(str(blank)).element.body
    assert HOSTILE.replace("\u202e", "") in text_of_element(body)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "0 bytes"),
        (b"%PDF-1.7", "not a Word document"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "has a password or the old format"),
        (b"PK\x03\x04" + bytes(60), "cannot be read as a Word document"),
    ],
    ids=["empty", "pdf", "old", "cut"],
)
def test_other_files_are_refused(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "copy.docx"
    path.write_bytes(content)
    with pytest.raises(StudyError, match=says):
        read_word(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.docx", tmp_path):
        with pytest.raises(StudyError, match="cannot be opened"):
            read_word(path)


def test_an_archive_without_text_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
    with pytest.raises(StudyError, match="not a Word document"):
        read_word(tmp_path / "a.docx")


@pytest.mark.slow
def test_text_is_smaller_where_a_copy_has_few_pages_and_never_too_small(tmp_path: Path) -> None:
    sizes = []
    for pages in (20, 2, 1):
        write_word(replace(COPY, pages=pages), tmp_path / f"{pages}.docx")
        document: Any = docx.Document(str(tmp_path / f"{pages}.docx"))
        sizes.append(document.styles["Cell"].font.size.pt)
    assert sizes[0] == 9
    assert sizes == sorted(sizes, reverse=True)
    assert 7 <= sizes[-1] < 9


@pytest.mark.exhaustive
@pytest.mark.process
@pytest.mark.skipif(shutil.which("soffice") is None, reason="there is no LibreOffice")
def test_each_form_takes_at_most_a_page_more_than_its_tool_may(bundled_copy, tmp_path: Path) -> None:
    """Of the fonts that are here, none may be as narrow as that of the document."""
    copies = {f"{name}-{form}": bundled_copy(name, form) for name, form in FORMS}
    for name, copy in copies.items():
        write_word(copy, tmp_path / f"{name}.docx")
    home = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = [str(tmp_path / f"{name}.docx") for name in copies]
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=400)
    pages = {name: len(PdfReader(tmp_path / f"{name}.pdf").pages) for name in copies}
    assert not {name: number for name, number in pages.items() if number > copies[name].pages + 1}
