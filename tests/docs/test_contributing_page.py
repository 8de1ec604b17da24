"""The reader that CONTRIBUTING.md writes step by step."""

import json
import re
import textwrap
from pathlib import Path

import pytest

from graphmodel.formats import Importer, recognises
from graphmodel.problems import StudyError
from tests.support.pages import ROOT


@pytest.fixture(scope="module")
def example() -> Importer:
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    blocks = re.findall(r"^ *```python\n(.*?)^ *```", page, re.M | re.S)
    names: dict[str, object] = {}
    exec(next(textwrap.dedent(block) for block in blocks if "ProjectBuilder" in block), names)
    importer = names["IMPORTER"]
    assert isinstance(importer, Importer)
    return importer


def test_it_reads_a_project_and_counts_everything(example: Importer, tmp_path: Path) -> None:
    text = "The board ignored the audit."
    marks = [
        {"start": 4, "end": 9, "tags": ["People/Board", "ignored"], "by": "Ann"},
        {"start": 0, "end": 3, "tags": [], "by": "Ann"},
    ]
    content = {"title": "Meals", "interviews": [{"name": "Cook", "text": text, "highlights": marks}]}
    path = tmp_path / "meals.example"
    path.write_text(json.dumps(content), "utf-8")
    assert example.is_coded
    assert recognises(example, path)
    project = example.read(path)
    (passage,) = project.segments
    assert passage.words[0].text == "board"
    assert {code.path for code in project.codes} == {("People",), ("People", "Board"), ("ignored",)}
    assert project.account.total("left out") == 1
    assert project.account.total("taken") == sum(number for _, number in project.parts())


def test_a_damaged_file_is_an_error_in_words(example: Importer, tmp_path: Path) -> None:
    path = tmp_path / "meals.example"
    path.write_text('{"interviews": [', "utf-8")
    assert recognises(example, path)
    with pytest.raises(StudyError, match=r"meals\.example"):
        example.read(path)


def test_every_part_has_its_place_in_the_layout() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    layout = page[page.index("## How the code is laid out") : page.index("## Add a question")]
    folders = [ROOT / "graphmodel", ROOT / "loaders" / "graphmodel_loaders"]
    packages = {f"{file.parent.name}/" for folder in folders for file in folder.glob("*/__init__.py")}
    modules = {file.name for file in folders[0].glob("*.py")} - {"__init__.py", "__main__.py"}
    assert len(packages) > 15
    assert sorted(name for name in packages | modules if name not in layout) == []
