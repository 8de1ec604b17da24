"""The tasks of this repository: ``python tasks.py demo``, ``test`` and so on; ``make demo`` calls the same.

Needs only Python 3.11 or later, on Windows, macOS and Linux. Everything is installed into ``.venv``.
"""

from __future__ import annotations  # an old Python must be able to read this far

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if sys.platform == "win32" else "bin")
_PINNED = (ROOT / "pyproject.toml", ROOT / "constraints.txt")
"""When one of these is newer than an installation, it is installed again."""


def demo() -> None:
    """Build the bundled study, print its headline findings, write every result and the explorer to demo."""
    _install("user")
    shutil.rmtree(ROOT / "demo", ignore_errors=True)
    _python("-m", "graphmodel", "example", "demo/study")
    _python("-m", "graphmodel", "findings", "demo/study", "--results", "demo/results")
    _python("-m", "graphmodel", "page", "demo/study", "-o", "demo/study.html")


def quick() -> None:
    """Run the tests that take about a minute and a half: embedded engine, no server, no browser, no other process."""
    _pytest("--hypothesis-profile", "quick", "-m", "not (server or browser or process or slow or exhaustive)")


def test() -> None:
    """Check style, types and import contracts; run the tests, with one Neo4j server and a browser."""
    style()
    _pytest()


def test_all() -> None:
    """Run every test: a second Neo4j server, many more random studies, every size of page."""
    style()
    _pytest("--hypothesis-profile", "all", "-m", "")


def fuzz() -> None:
    """Try 10,000 mutants of a small study, and of the samples of each format; see tests/fuzz."""
    _install("test")
    _python("-m", "tests.fuzz")


def style() -> None:
    """Check style, types and import contracts."""
    _install("test")
    _python("-m", "ruff", "check", ".")
    _python("-m", "ruff", "format", "--check", ".")
    _python("-m", "mypy")
    _run([str(BIN / "lint-imports")])


def bench() -> None:
    """Measure ratios against named peers; see benchmarks/README.md."""
    _install("test")
    _python("-m", "benchmarks")


def page() -> None:
    """Build the explorer's script and style from their sources in viz/page (needs Node)."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("The page is built with Node. Install it from nodejs.org, then run this again.")
    for arguments in (("ci", "--no-audit", "--no-fund"), ("run", "build")):
        _run([npm, *arguments], ROOT / "viz" / "page")


def docs() -> None:
    """Write the parts of docs that are generated from the code, and the site to build/docs."""
    _install("test")
    _python("docs/generate.py")
    _python("-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", "-c", "docs", ".", "build/docs")
    print(f"The documentation is in {ROOT / 'build' / 'docs' / 'index.html'}")


def pictures() -> None:
    """Make the pictures of docs again, from the bundled study (needs Chromium or Chrome)."""
    _install("test")
    _python("docs/pictures.py")


def clean() -> None:
    """Delete what the other tasks create: .venv, demo, dist and build."""
    for folder in (VENV, ROOT / "demo", ROOT / "dist", ROOT / "build"):
        shutil.rmtree(folder, ignore_errors=True)


_ALL = (demo, quick, test, test_all, fuzz, style, bench, page, docs, pictures, clean)
TASKS: dict[str, Callable[[], None]] = {task.__name__.replace("_", "-"): task for task in _ALL}


def _install(what: str) -> None:
    """Install the program (``user``), or the program and what its tests need (``test``), into .venv."""
    stamps = {"user": [VENV / "user"], "test": [VENV / "test", VENV / "user"]}[what]
    newest = max(path.stat().st_mtime for path in _PINNED)
    if stamps[0].exists() and stamps[0].stat().st_mtime >= newest:
        return
    print("Installing into .venv; the first time this takes some minutes.", flush=True)
    _run([sys.executable, "-m", "venv", str(VENV)])
    target = "." if what == "user" else ".[test]"
    _python("-m", "pip", "--disable-pip-version-check", "-q", "install", "-c", "constraints.txt", "-e", target)
    for stamp in stamps:
        stamp.touch()


def _pytest(*arguments: str) -> None:
    _install("test")
    # Without bytecode, every process that tests start would compile the program again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # The tests say in which order they are shared out (tests/support/tiers.py).
    _python("-m", "pytest", "-n", "2", "--dist", "loadgroup", "--no-loadscope-reorder", *arguments)


def _python(*arguments: str) -> None:
    _run([str(BIN / "python"), *arguments])


def _run(command: list[str], folder: Path = ROOT) -> None:
    try:
        code = subprocess.run(command, cwd=folder, check=False).returncode
    except KeyboardInterrupt:
        sys.exit(130)
    if code:
        sys.exit(code)


def main() -> None:
    """Run the tasks that are named, one after the other."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an old Python can start this file
        sys.exit("Python 3.11 or later is needed; this is {}.".format(".".join(map(str, sys.version_info[:3]))))
    names = sys.argv[1:]
    unknown = [name for name in names if name not in TASKS]
    if unknown or not names:
        if unknown and unknown[0] not in {"-h", "--help"}:
            print("There is no task {}.\n".format(unknown[0]))
        print("Usage: python tasks.py TASK ...\n")
        for name, task in TASKS.items():
            print("  {:10}{}".format(name, task.__doc__))
        sys.exit(0 if not names or unknown[0] in {"-h", "--help"} else 2)
    for name in names:
        TASKS[name]()


if __name__ == "__main__":
    main()
