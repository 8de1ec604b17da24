"""The tutorial is done as a reader would: every command is run, and what is shown is what comes."""

import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from graphmodel.cli.sections import ENTRIES
from tests.support.command import graphmodel
from tests.support.pages import ROOT, fits, follow, is_run, parts, typed

TUTORIAL = ROOT / "docs" / "tutorial.md"
README = ROOT / "README.md"
START = ROOT / "docs" / "start.md"
NUMBER = re.compile(r"<!-- number: (\w+) -->([\d,]+)<!-- end -->")
PICTURE_WITHIN = {"commands": 2, "words": 300}
PROJECTS = ROOT / "docs" / "projects.md"
SMALLEST = ROOT / "docs" / "smallest.md"


@pytest.mark.exhaustive
@pytest.mark.process
@pytest.mark.slow
def test_the_tutorial_shows_what_really_happens(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # for its Python part
    lines = follow(TUTORIAL, tmp_path)
    commands = {line.split()[1] for line in lines}
    assert {"new", "check", "build", "ask", "journey", "claims", "findings"} <= commands


@pytest.mark.process
def test_the_smallest_study_is_as_its_page_says(tmp_path):
    assert follow(SMALLEST, tmp_path)
    study = tmp_path / "first"
    assert (tmp_path / "first.html").is_file()
    assert graphmodel("check", str(study)).code == 0
    assert "granularity" in graphmodel("table", str(study), "actors").out


@pytest.mark.process
@pytest.mark.slow
def test_a_coded_project_becomes_a_picture_as_its_page_says(tmp_path):
    lines = follow(PROJECTS, tmp_path)
    assert [line.split()[1] for line in lines[:3]] == ["example", "import", "page"]
    assert (tmp_path / "falls.html").is_file()
    organisations = pd.read_csv(tmp_path / "second" / "organisations.csv")
    assert sorted(organisations["label"]) == ["Day centre", "Health board", "Town council"]
    claims = pd.read_csv(tmp_path / "second" / "claims.csv")
    assert claims["claim"].is_unique
    assert "fac.admin" not in set(claims["object"])


@pytest.mark.slow
def test_a_sheet_becomes_a_picture_as_its_page_says(tmp_path, reader):
    lines = follow(START, tmp_path)
    to_picture = [line.split()[1] for line in lines[: PICTURE_WITHIN["commands"]]]
    assert to_picture == ["example", "start"]
    assert len(reader) == 2, "start and open each show the picture"
    assert all(Path(page).is_file() for page in reader)


def test_the_way_to_the_picture_is_short():
    before, picture, _ = START.read_text("utf-8").partition("\n![")
    assert picture
    commands = [line for line in before.splitlines() if line.startswith("$ ")]
    words = [word for line in before.splitlines() if not line.startswith("```") for word in line.split()]
    assert len(commands) <= PICTURE_WITHIN["commands"]
    assert len(words) <= PICTURE_WITHIN["words"]
    assert not re.search(r"<!-- (?:write|add to|change in)", before), "there is no cell to fill"


@pytest.mark.slow
def test_the_cells_that_the_page_counts(tmp_path):
    stated = {name: int(text.replace(",", "")) for name, text in NUMBER.findall(START.read_text("utf-8"))}
    graphmodel("example", "--sheet", tmp_path / "my.xlsx")
    cells = [cell for row in openpyxl.load_workbook(tmp_path / "my.xlsx").active.values for cell in row]
    headings = 8
    assert len([cell for cell in cells if cell]) - headings == stated["sheet_cells"]
    assert graphmodel("start", tmp_path / "my.xlsx", "-o", tmp_path / "my", "--yes").code == 0
    tables = [pd.read_csv(path, dtype=str) for path in (tmp_path / "my").glob("*.csv")]
    assert len(tables) == stated["study_tables"]
    assert sum(int(table.notna().sum().sum()) for table in tables) == stated["study_cells"]


@pytest.mark.exhaustive
@pytest.mark.process
def test_the_commands_of_the_readme_run(tmp_path, monkeypatch, neo4j_for_pages, reader):
    monkeypatch.chdir(tmp_path)
    lines = follow(README, tmp_path, neo4j_for_pages.uri)
    assert "graphmodel example my-copy" in lines
    assert (tmp_path / "my-study" / "claims.csv").is_file()
    assert (tmp_path / "claims.xlsx").is_file()
    assert len(reader) == 2, "`open` and `start` each open a page"


@pytest.mark.parametrize("page", [TUTORIAL, README], ids=lambda page: page.name)
def test_only_setting_up_is_not_run(page):
    left_out = [part.text.split()[0] for part in parts(page) if part.kind == "console" and not is_run(part)]
    assert left_out
    assert set(left_out) <= {"make", "py", "python3"}


def test_every_command_named_in_the_pages_exists():
    lines = []
    for page in [README, *sorted((ROOT / "docs").glob("*.md"))]:
        lines += [line for part in parts(page) if part.kind == "console" for line, _ in typed(part.text)]
        lines += re.findall(r"`(graphmodel [^`]*)`", page.read_text("utf-8"))
    named = {name for line in lines for name in re.findall(r"^graphmodel ([a-z][a-z0-9-]+)", line)}
    assert {"check", "build", "ask"} <= named <= {*ENTRIES}


def test_what_is_shown_has_to_be_what_comes():
    real = ["one", "two and more", "three", "four"]
    assert fits(["one", "…", "four"], real)
    assert fits(["…", "two … more", "three", "…"], real)
    assert not fits(["one", "four"], real)
    assert not fits(["one", "…", "three"], real)
    assert not fits(["…", "two … less", "…"], real)
