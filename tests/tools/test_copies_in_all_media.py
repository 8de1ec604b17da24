"""Copies of tools in Word, Excel and as slides: what comes back from each, and what no file can do."""

import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graphmodel.problems import StudyError
from graphmodel.tools.answers import answers_of
from graphmodel.tools.copies import Discs, Printed, Table
from graphmodel.tools.manifest import read_manifest, written_manifest
from graphmodel.tools.reading import FilledCell, FilledCopy
from tests.support.filled_copies import as_read, spoiled, spoiled_inside
from tests.support.media import ANSWERS, COPY, EXCEL, SLIDES, SOME, WORD, Medium, blank_copy, texts_of

# Workbooks are read in a process of their own.
MEDIA = [WORD, pytest.param(EXCEL, marks=pytest.mark.process), SLIDES]
ALL_MEDIA = pytest.mark.parametrize("medium", MEDIA, ids=["word", "excel", "slides"])
FILLED = pytest.mark.parametrize("answers", [{}, SOME, ANSWERS], ids=["blank", "some", "all"])


@pytest.fixture
def blank(medium: Medium, tmp_path: Path) -> Path:
    """A copy that nobody has filled in."""
    path = tmp_path / f"copy.{medium.ending}"
    path.write_bytes(blank_copy(medium))
    return path


def _is_known(read: FilledCopy) -> bool:
    """Whether a copy says which it is; slides print their titles besides what the copy lists."""
    own = read_manifest(written_manifest(COPY))
    assert own
    assert read.manifest
    is_whole = read.manifest == own or read.medium == "slides"
    return is_whole and (read.manifest.identity, read.manifest.asked) == (own.identity, own.asked)


@ALL_MEDIA
def test_a_blank_copy_says_which_it_is_and_nothing_else(medium: Medium, blank: Path) -> None:
    read = medium.read(blank)
    assert (read.cells, read.others) == ((), ())
    assert _is_known(read)
    assert read.line == COPY.identity.line
    assert (read.name, read.medium) == (blank.name, medium.name)


@ALL_MEDIA
def test_answers_come_back_as_they_were_typed(medium: Medium, blank: Path) -> None:
    medium.fill(blank, ANSWERS)
    read = medium.read(blank)
    assert texts_of(read) == as_read(ANSWERS)
    assert read.others == ()


@pytest.mark.slow
@ALL_MEDIA
def test_a_copy_gives_the_same_bytes_every_time(medium: Medium, blank: Path, tmp_path: Path) -> None:
    again = tmp_path / f"again.{medium.ending}"
    medium.write(COPY, again)
    assert again.read_bytes() == blank.read_bytes()


@pytest.mark.slow
@ALL_MEDIA
def test_signs_that_xml_forbids_are_left_out(medium: Medium, tmp_path: Path) -> None:
    part = COPY.parts[1]
    assert isinstance(part, Table)
    row = replace(part.rows[0], cells=(Printed("a\x00b\x1b[2J\ufffe\ud800c"), *part.rows[0].cells[1:]))
    parts = (replace(part, title="[*]/\\?:" * 9, rows=(row, *part.rows[1:])), Discs("d", "D\x07", "", ()))
    path = tmp_path / f"copy.{medium.ending}"
    medium.write(replace(COPY, title="T\x00itle\x08", parts=parts), path)
    read = medium.read(path)
    assert (read.cells, read.others) == ((), ())


@ALL_MEDIA
@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7", b"\xd0\xcf\x11\xe0" + bytes(100), b"PK\x03\x04" + bytes(60)],
    ids=["empty", "pdf", "old", "cut"],
)
def test_other_files_are_refused(medium: Medium, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / f"copy.{medium.ending}"
    path.write_bytes(content)
    with pytest.raises(StudyError, match=path.name):
        medium.read(path)


@pytest.mark.parametrize("medium", [WORD, SLIDES], ids=["word", "slides"])
@pytest.mark.parametrize(
    ("xml", "says"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "cannot be read as a (Word document|PowerPoint presentation)"),
        ("<a>" + " " * 8_000_000 + "</a>", "too large when unpacked"),
        ("<a>" * 20_000 + "</a>" * 20_000, "XML that no (word processor writes|presentation has)"),
        ("<a", "cannot be read as a (Word document|PowerPoint presentation)"),
    ],
    ids=["entity", "bomb", "deep", "cut"],
)
def test_xml_that_does_harm_is_refused(medium: Medium, tmp_path: Path, xml: str, says: str) -> None:
    path = tmp_path / f"copy.{medium.ending}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ppt/presentation.xml", "<a/>")
        archive.writestr(medium.xml, xml)
    with pytest.raises(StudyError, match=says):
        medium.read(path)


def _try_spoiled(medium: Medium, content: bytes, folder: Path, numbers: range) -> Iterator[str]:
    """Read spoiled copies; gives the messages of those that are refused."""
    path = folder / f"spoiled.{medium.ending}"
    for number in numbers:
        for spoil in (spoiled, spoiled_inside):
            path.write_bytes(spoil(content, number))
            try:
                medium.read(path)
            except StudyError as error:
                yield str(error)


@pytest.mark.slow
@ALL_MEDIA
def test_spoiled_files_end_in_a_message_or_are_read(medium: Medium, blank: Path, tmp_path: Path) -> None:
    medium.fill(blank, SOME)
    messages = list(_try_spoiled(medium, blank.read_bytes(), tmp_path, range(30)))
    assert messages
    assert all("spoiled." in message for message in messages)


@pytest.mark.exhaustive
@ALL_MEDIA
def test_many_spoiled_files_end_in_a_message_or_are_read(medium: Medium, blank: Path, tmp_path: Path) -> None:
    medium.fill(blank, ANSWERS)
    messages = list(_try_spoiled(medium, blank.read_bytes(), tmp_path, range(30, 230)))
    assert messages
    assert all("spoiled." in message for message in messages)


@pytest.mark.exhaustive
@pytest.mark.process
@pytest.mark.skipif(shutil.which("soffice") is None, reason="there is no LibreOffice")
@pytest.mark.parametrize(
    ("medium", "ending"),
    [(WORD, "docx"), (EXCEL, "xlsx"), (EXCEL, "ods"), (SLIDES, "pptx")],
    ids=lambda one: str(one)[:4],
)
@FILLED
def test_answers_come_back_after_libreoffice_saved_them(
    medium: Medium, ending: str, blank: Path, tmp_path: Path, answers: dict[str, str]
) -> None:
    medium.fill(blank, answers)
    (tmp_path / "out").mkdir()
    home = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", ending, "--outdir", str(tmp_path / "out"), str(blank)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    read = medium.read(tmp_path / "out" / f"copy.{ending}")
    assert texts_of(read) == as_read(answers)
    assert read.others == ()
    assert read.line == COPY.identity.line
    assert _is_known(read)


def test_a_second_answer_to_one_question_is_kept_as_a_text() -> None:
    manifest = read_manifest(written_manifest(COPY))
    code = next(code for code, asked in manifest.asked.items() if asked.kind == "text")
    cells = tuple(FilledCell(code, text, f"row {row}") for row, text in ((1, "We can."), (5, "We can."), (9, "No.")))
    answers = answers_of(FilledCopy("copy.docx", "Word", manifest, "", cells, ()), manifest)
    assert answers.remarks[0] == f"{code} is answered twice; the second answer is kept as a text (row 9)."
    assert answers.others == ((f"{code} again, row 9", "No."),)
