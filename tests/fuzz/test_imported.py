"""However a file of another program is spoilt, its import ends in a study whose account adds up, or in a message."""

import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from graphmodel.coded_project import CodedProject, Coder, Document, Segment, Words
from graphmodel.formats import find_importer, importers
from tests.fuzz import imported, spoiling
from tests.support.pages import ROOT

FEW, MANY = 6, 200
pytestmark = pytest.mark.process


def _tried(number: int, first: int = 0) -> str:
    words = [sys.executable, "-m", "tests.fuzz", "--format", "all", "--from", str(first), str(number)]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False).stdout


@pytest.mark.slow
def test_spoilt_files_are_reported() -> None:
    assert "Again" not in (said := _tried(FEW)), said


@pytest.mark.exhaustive
def test_many_spoilt_files_are_reported() -> None:
    assert "Again" not in (said := _tried(MANY - FEW, FEW)), said


def test_every_format_of_files_has_samples_that_it_alone_recognises() -> None:
    own = {name for name, one in importers().items() if one.from_path} - {"folder", "workbook"}
    assert own <= imported.samples().keys()
    for name, paths in imported.samples().items():
        for path in paths:
            assert find_importer(path).name == name


def test_a_number_always_spoils_a_file_in_the_same_way(tmp_path: Path) -> None:
    for number in range(8):
        made = []
        for turn in "ab":
            folder = tmp_path / f"{number}{turn}"
            folder.mkdir()
            path, changes = imported.spoil("taguette", random.Random(number), folder)
            files = [path] if path.is_file() else sorted(path.rglob("*.*"))
            made.append((changes, [file.read_bytes() for file in files]))
        assert made[0] == made[1]


def test_hardly_any_spoilt_file_is_the_sample_itself() -> None:
    same: Counter[str] = Counter()
    for path in sorted(path for paths in imported.samples().values() for path in paths if path.is_file()):
        data = path.read_bytes()
        for number in range(10):
            spoilt, _ = spoiling.spoilt(data, random.Random(number))
            same[path.name] += spoilt == data
    assert same.total() < 0.15 * 10 * len(same)


def test_a_project_that_does_not_hold_together_is_noticed() -> None:
    document, coder = Document("d", "d", text="Words of Anna"), Coder("c", "c")
    for segment in (
        Segment("s", "x", ()),
        Segment("s", "d", ("code",)),
        Segment("s", "d", (), coder="x"),
        Segment("s", "d", (), words=(Words("Words", 1, 6),)),
    ):
        project = CodedProject("P", "", coders=[coder], documents=[document], segments=[segment])
        for what, number in project.parts():
            project.account.take(what, number)
        with pytest.raises(AssertionError):
            imported.hold(project)
