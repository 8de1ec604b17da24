"""Pages that are made from the program are up to date."""

import importlib.util
import subprocess
import sys
import tomllib

import pytest
import yaml

from graphmodel.schema.glossary import definitions, glossary
from tests.support.pages import ROOT


def script(path):
    """A Python file outside the package, as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def generate():
    return script(ROOT / "docs" / "generate.py")


@pytest.fixture(scope="module")
def tasks():
    return script(ROOT / "tasks.py")


METHODS = "docs/methods.md"


@pytest.mark.slow
def test_generated_pages_are_up_to_date(generate):
    pages = generate.names()
    assert METHODS in pages
    assert generate.stale(name for name in pages if name != METHODS) == [], "run `make docs`"


@pytest.mark.exhaustive
@pytest.mark.slow
def test_the_tables_of_methods_are_up_to_date(generate):
    assert generate.stale([METHODS]) == [], "run `make docs`"


def test_every_word_of_the_glossary_has_one_short_definition():
    terms = [term for group in glossary().values() for term in group]
    words = [word for term in terms for word in (term.term, *term.aliases)]
    assert len(set(words)) == len(words)
    assert set(definitions()) == set(words)
    for term in terms:
        assert term.definition.endswith(".")
        assert len(term.definition) <= 240, term.term
        assert set(term.see) <= set(words)


@pytest.mark.exhaustive
@pytest.mark.process
def test_the_site_builds_without_a_warning(tmp_path):
    command = [sys.executable, "-m", "sphinx", "-W", "-q", "-b", "html", "-c", "docs", ".", tmp_path]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    assert "OpenStudy.ask" in (tmp_path / "docs" / "python.html").read_text("utf-8")
    assert (tmp_path / "index.html").exists()


def test_the_citation_names_the_version_and_licence_of_the_package():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert (citation["version"], citation["license"]) == (project["version"], project["license"])
    assert [author["name"] for author in citation["authors"]] == [author["name"] for author in project["authors"]]


def test_the_workflow_runs_tasks_that_exist(tasks):
    steps = [
        step["run"]
        for job in yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text("utf-8"))["jobs"].values()
        for step in job["steps"]
        if "run" in step
    ]
    names = {word.split()[2] for word in steps if word.startswith("python tasks.py ")}
    assert names
    assert names <= set(tasks.TASKS)
