"""The page's script and style are what its sources build, and the sources pass their own checks."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import graphmodel_viz.explorer

SOURCES = Path(__file__).parents[2] / "viz" / "page"
ASSETS = Path(graphmodel_viz.explorer.__file__).parent / "assets"


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources with the tools that build and check them, as their lock file names them."""
    npm = shutil.which("npm")
    if npm is None:
        missing = "Node with npm was not found; it builds the page's script. Users of graphmodel need none."
        if os.environ.get("GRAPHMODEL_TEST_REQUIRE_NODE"):
            pytest.fail(missing)
        pytest.skip(missing)
    copy = tmp_path_factory.mktemp("sources") / "viz" / "page"
    shutil.copytree(SOURCES, copy, ignore=shutil.ignore_patterns("node_modules"))
    root, whole = copy.parents[1], SOURCES.parents[1]
    for folder in ("viz/graphmodel_viz", "tests/support"):  # the tables, and the cases, that both languages read
        (root / folder).mkdir(parents=True)
        for table in (whole / folder).glob("*.json"):
            shutil.copy(table, root / folder)
    run([npm, "ci", "--no-audit", "--no-fund"], copy)
    return copy


def run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


@pytest.mark.process
@pytest.mark.xdist_group("sources")
def test_what_is_committed_is_what_the_sources_build(sources: Path, tmp_path: Path) -> None:
    run(["node", "build.mjs", str(tmp_path)], sources)
    built = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert built == {file.name: file.read_bytes() for file in ASSETS.iterdir()}, "Run `make page` and commit."


@pytest.mark.process
@pytest.mark.xdist_group("sources")
def test_the_sources_are_tidy_and_their_own_tests_pass(sources: Path) -> None:
    run(["npm", "run", "check"], sources)


def test_the_lock_file_names_no_address() -> None:
    assert "resolved" not in (SOURCES / "package-lock.json").read_text("utf-8")
