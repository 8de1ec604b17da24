"""Projects in the form of QualCoder's versions become coded projects."""

import shutil
import sqlite3
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from graphmodel.coded_project import CodedProject
from graphmodel.formats import find_importer
from graphmodel.problems import StudyError
from tests.data.imports import make_qualcoder as samples
from tests.support.pages import ROOT

SAMPLES = ROOT / "tests" / "data" / "imports" / "qualcoder"
FORMS = ("first.qda", "middle.qda", "last.qda")


def read(path: Path) -> CodedProject:
    importer = find_importer(path)
    assert importer.name == "qualcoder"
    project = importer.read(path)
    assert isinstance(project, CodedProject)
    for what, number in project.parts():
        assert project.account.counts[what, "taken", ""] == number
    return project


def changed(folder: Path, *statements: str) -> Path:
    path = folder / "changed.qda"
    shutil.copytree(SAMPLES / "last.qda", path)
    with closing(sqlite3.connect(path / "data.qda")) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return path


@pytest.mark.parametrize("form", FORMS)
def test_every_version_gives_the_same_segments(form: str) -> None:
    project = read(SAMPLES / form)
    paths = {code.key: " > ".join(code.path) for code in project.codes}
    found = {
        (s.document, s.coder, s.words[0].text if s.words else s.span, tuple(paths[code] for code in s.codes))
        for s in project.segments
    }
    page = "1,2-4,6" if form == "first.qda" else "page 3, 1,2-4,6"
    assert found == {
        ("Anna.txt", "Ada", "no money for a survey", ("Barriers > Resources > Money", "Evidence > Survey of meals")),
        ("Anna.txt", "Ben", "no money for a survey", ("Barriers > Resources > Money",)),
        ("Anna.txt", "Ada", "meals", ("Evidence > Survey of meals",)),
        ("Report.pdf", "Ada", "survey of meals", ("Evidence",)),
        ("Report.pdf", "Ada", "told us", ("Evidence > Survey of meals",)),
        ("map.png", "Ada", "10,20-40,60", ("Barriers > Resources > Money",)),
        ("Report.pdf", "Ada", page, ("Barriers > Resources > Money",)),
        ("talk.mp3", "Ada", "00:01:02-00:01:10.500", ("Evidence > Survey of meals",)),
    }


@pytest.mark.parametrize("form", FORMS)
def test_words_are_where_their_offsets_say_also_behind_an_emoji(form: str) -> None:
    project = read(SAMPLES / form)
    texts = {document.key: document.text for document in project.documents}
    placed = [(texts[s.document], words) for s in project.segments for words in s.words]
    assert len(placed) == 5
    for text, words in placed:
        assert text is not None
        assert text[words.start : words.end] == words.text


def test_a_name_may_be_a_code_and_a_category() -> None:
    codes = [code for code in read(SAMPLES / "last.qda").codes if code.path == ("Evidence",)]
    assert sorted(code.is_codable for code in codes) == [False, True]


def test_codes_lie_below_categories_and_codes_and_come_after_them() -> None:
    codes = read(SAMPLES / "last.qda").codes
    paths = [code.path for code in codes]
    assert ("Barriers", "Resources", "Money", "Small money") in paths
    for place, path in enumerate(paths):
        assert len(path) == 1 or path[:-1] in paths[:place]


def test_cases_have_attributes_documents_and_passages() -> None:
    project = read(SAMPLES / "middle.qda")
    cases = {case.name: case for case in project.cases}
    assert cases["Anna"].attributes == {"Age": "41", "Role": "Cook"}
    assert not cases["Bela"].attributes
    assert {name: case.documents for name, case in cases.items()} == {
        "Anna": ("Report.pdf",), "Bela": (), "Kitchen": ("map.png",),
    }  # fmt: skip
    spoken = {s.words[0].text: s.cases for s in project.segments if s.document == "Anna.txt"}
    assert spoken == {"no money for a survey": ("Anna",), "meals": ("Bela",)}
    assert {document.name: document.attributes for document in project.documents}["Anna.txt"] == {"Year": "2024"}


def test_memos_and_annotations_are_notes_of_the_passage() -> None:
    segments = read(SAMPLES / "first.qda").segments
    notes = {(s.coder, s.words[0].text): s.note for s in segments if s.words}
    assert notes["Ada", "no money for a survey"].split("\n") == ["Ask again", "Check the budget"]
    assert notes["Ben", "no money for a survey"] == "Check the budget"


def test_what_a_study_has_no_place_for_is_counted() -> None:
    counts = read(SAMPLES / "last.qda").account.counts
    left_out = {what: number for (what, outcome, _), number in counts.items() if outcome == "left out"}
    assert left_out == {"annotations": 1, "journals": 1, "graphs": 1, "stored queries": 1}


@pytest.mark.parametrize("name", ["last.zip", "last.qda/data.qda"])
def test_an_archive_and_the_database_alone_are_the_same_project(name: str) -> None:
    one, other = read(SAMPLES / "last.qda"), read(SAMPLES / name)
    assert (one.title, one.codes, one.segments, one.cases) == (other.title, other.codes, other.segments, other.cases)


def test_what_belongs_to_nothing_is_rejected_and_counted(tmp_path: Path) -> None:
    path = changed(
        tmp_path,
        "UPDATE code_text SET cid = 99 WHERE ctid = 1",
        "UPDATE code_text SET fid = 99 WHERE ctid = 2",
        "UPDATE code_text SET pos0 = 'x' WHERE ctid = 3",
        "UPDATE code_text SET pos0 = 3, pos1 = 9 WHERE ctid = 5",
        "UPDATE code_image SET cid = NULL WHERE imid = 1",
        "UPDATE code_av SET pos1 = -1",
        "UPDATE case_text SET caseid = 99 WHERE id = 1",
    )
    project = read(path)
    assert project.account.total("rejected") == 6
    assert [w.start for s in project.segments for w in s.words if w.text == "survey of meals"] == [None]


def test_categories_inside_themselves_end(tmp_path: Path) -> None:
    project = read(
        changed(
            tmp_path,
            "UPDATE code_cat SET supercatid = 2 WHERE catid = 1",
            "UPDATE code_name SET supercid = 5 WHERE cid = 5",
            "UPDATE code_name SET catid = 77 WHERE cid = 4",
        )
    )
    assert sum(n for (what, _, _), n in project.account.counts.items() if what == "places in the code system") >= 3
    assert len(project.codes) == 8


def test_nothing_depends_on_the_numbers_that_the_program_gives(tmp_path: Path) -> None:
    path = changed(
        tmp_path,
        "UPDATE code_text SET cid = cid + 50, ctid = 100 - ctid",
        "UPDATE code_image SET cid = cid + 50",
        "UPDATE code_av SET cid = cid + 50",
        "UPDATE code_name SET cid = cid + 50",
        "UPDATE code_name SET supercid = supercid + 50",
    )
    one, other = read(SAMPLES / "last.qda"), read(path)
    assert one.codes == other.codes
    assert {(s.key, frozenset(s.codes)) for s in one.segments} == {(s.key, frozenset(s.codes)) for s in other.segments}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "linked.qda"
    folder.mkdir()
    (folder / "data.qda").symlink_to(SAMPLES / "last.qda" / "data.qda")
    with pytest.raises(StudyError):
        find_importer(folder, "qualcoder").read(folder)


def test_archives_that_could_do_harm_or_hold_no_single_project_are_refused(tmp_path: Path) -> None:
    data = (SAMPLES / "last.qda" / "data.qda").read_bytes()
    importer = find_importer(SAMPLES / "last.zip")
    for names in ([], ["a/data.qda", "b/data.qda"]):
        path = tmp_path / f"{len(names)}.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name in names:
                archive.writestr(name, data)
        with pytest.raises(StudyError):
            importer.read(path)
    out = tmp_path / "out.zip"
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../data.qda", data)
    assert len(read(out).segments) == 8
    assert sorted(one.name for one in tmp_path.iterdir()) == ["0.zip", "2.zip", "out.zip"]


def test_the_samples_are_what_their_maker_makes(tmp_path: Path) -> None:
    samples.make(tmp_path / "last.qda", samples.LAST, "v16")
    assert read(tmp_path / "last.qda").segments == read(SAMPLES / "last.qda").segments
