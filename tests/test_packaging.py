"""What the wheel holds: every file of the program that is under version control, and nothing else."""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parent.parent

PLACES = {
    "graphmodel/": "graphmodel/",
    "loaders/graphmodel_loaders/": "graphmodel_loaders/",
    "viz/graphmodel_viz/": "graphmodel_viz/",
    "cypher/": "graphmodel/cypher/",
}
"""Where the folders of a checkout lie in the wheel."""

IGNORED = (
    "graphmodel/data/study/.graphmodel/current.json",
    "graphmodel/__pycache__/left.pyc",
    "loaders/graphmodel_loaders/left.pyc",
    "viz/graphmodel_viz/.graphmodel/left.lbug",
    "dist/graphmodel.whl",
)
"""Files such as work leaves behind, which version control ignores."""

pytestmark = [
    pytest.mark.skipif(
        not (ROOT / ".git").exists() or shutil.which("git") is None,
        reason="only a checkout knows which files are its own",
    ),
    pytest.mark.process,
    pytest.mark.xdist_group("wheel"),
]


def _git(*arguments: str) -> list[str]:
    run = subprocess.run(["git", "-c", "core.quotePath=false", *arguments], cwd=ROOT, capture_output=True, check=True)
    return run.stdout.decode().splitlines()


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    return [name for name in _git("ls-files") if (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def wheel(tracked: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """A wheel built without a network from a copy of the checkout, with leavings planted in it."""
    tree, out = tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("dist")
    for name in tracked:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, tree / name)
    for name in IGNORED:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text("left", "utf-8")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        cwd=tree, check=True, capture_output=True,
    )  # fmt: skip
    (built,) = out.glob("*.whl")
    with zipfile.ZipFile(built) as opened:
        yield opened


@pytest.fixture(scope="module")
def content(wheel: zipfile.ZipFile) -> set[str]:
    """Names in the wheel but those that describe it."""
    return {name for name in wheel.namelist() if ".dist-info/" not in name}


def test_the_wheel_holds_the_files_under_version_control(content: set[str], tracked: list[str]) -> None:
    expected = {
        inside + name.removeprefix(folder)
        for folder, inside in PLACES.items()
        for name in tracked
        if name.startswith(folder)
    }
    assert content == expected


def test_nothing_of_the_tests_and_nothing_left_behind(content: set[str]) -> None:
    parts = {part for name in content for part in PurePosixPath(name).parts}
    assert not parts & {"tests", "benchmarks", "docs", ".graphmodel", "__pycache__", ".gitignore"}
    assert not {name for name in content if name.endswith((".pyc", ".lbug"))}


def test_no_file_beside_the_questions_is_ignored() -> None:
    """The folder of questions goes into the wheel as it is, ignored files included; so there may be none."""
    assert _git("ls-files", "--others", "--ignored", "--exclude-standard", "cypher") == []


def test_questions_study_and_type_marks_are_inside(content: set[str]) -> None:
    assert "graphmodel/cypher/journeys/stopped.cypher" in content
    study = "graphmodel/data/study"
    assert {f"{study}/{name}" for name in ("claims.csv", "study.toml", "README.md")} <= content
    assert {f"{package}/py.typed" for package in ("graphmodel", "graphmodel_loaders", "graphmodel_viz")} <= content


def test_the_wheel_says_what_it_is(wheel: zipfile.ZipFile) -> None:
    texts = {PurePosixPath(name).name: wheel.read(name).decode() for name in wheel.namelist() if ".dist-info/" in name}
    assert "graphmodel = graphmodel.cli:main" in texts["entry_points.txt"]
    assert "License-Expression: MIT" in texts["METADATA"]
    assert "Requires-Python: >=3.11" in texts["METADATA"]
    assert texts["LICENSE"] == (ROOT / "LICENSE").read_text("utf-8")


LOOK = """
import sys
sys.path.insert(0, sys.argv[1])
import graphmodel
from graphmodel.queries.bank import bundled_folder, find_questions
print(graphmodel.__file__)
print(bundled_folder())
print(len(find_questions().questions))
print(len(graphmodel.write_example(__import__("pathlib").Path(sys.argv[2]))))
print(sum(problem.severity == "error" for problem in graphmodel.check_study(sys.argv[2]).problems))
"""


def test_an_installed_program_finds_its_questions_and_its_study(
    wheel: zipfile.ZipFile, tracked: list[str], tmp_path: Path
) -> None:
    site, example = tmp_path / "site", tmp_path / "example"
    wheel.extractall(site)
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    run = subprocess.run(
        [sys.executable, "-c", LOOK, str(site), str(example)],
        cwd=tmp_path, env=bare, check=False, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    module, folder, questions, files, errors = run.stdout.splitlines()
    assert Path(module) == site / "graphmodel" / "__init__.py"
    assert Path(folder) == site / "graphmodel" / "cypher"
    assert int(questions) == sum(name.endswith(".cypher") for name in tracked)
    assert int(files) == sum(name.startswith("graphmodel/data/study/") for name in tracked)
    assert int(errors) == 0
