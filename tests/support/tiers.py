"""Three tiers of tests: what each takes, and how long it looks.

- **quick** (``make quick``): the embedded engine, in this process; no server, no browser, no other process.
- **test** (``make test``): that, one Neo4j server with long-term support, the browser, other processes.
- **all** (``make test-all``): everything: a second version of the server, many more drawn studies, every size of page,
  documents followed step by step, and cases that repeat on another study, form or view what a quicker test shows.

What a test takes is seen from its fixtures (``server``, ``browser``, ``exhaustive`` for the second server) or said by a
mark of its own (``process``, ``slow``, ``exhaustive``). The tests of one server run in one process when pytest-xdist
shares out the work, and so do those of the browser: each is started once. The other tests of a file run in one process
too, so that what they share is made once. What takes longest comes first, so that no process works alone at the end.
"""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

MARKS = {
    "server": "takes a Neo4j server (set from fixtures)",
    "browser": "takes Chromium or Firefox (set from fixtures)",
    "process": "starts another process",
    "slow": "takes seconds; not in `make quick`",
    "exhaustive": "in `make test-all` only",
}
_SERVER = re.compile(r"neo4j-\d[\d.]*|neo4j_(lts|current)")
"""Parameters of fixtures that stand for a server."""
_SECOND_SERVER = {"neo4j_current", "neo4j-2026.04", "2026.04"}
"""Fixtures, and parameters of fixtures and tests, that stand for the second version of the server."""
_READ_APART = re.compile(r"\.(xls|xlsb|ods)\b[^/]*\]$")
"""Names of tests whose parameter is a workbook that another process reads."""
_LONGEST_FIRST = ("server", "browser", "slow", "process")
_IN_PASSING = {"fc-list", "uname", "file"}
"""Programs that libraries start to look at the machine."""

settings.register_profile("quick", max_examples=10, deadline=None)
settings.register_profile("default", max_examples=20, deadline=None)
settings.register_profile("all", max_examples=500, deadline=None)

_started: list[str] = []


def examples(number: int) -> int:
    """Examples a test of Hypothesis draws: ``number`` times 0.1 in `make quick`, 0.2 in `make test`, 5 in all."""
    return max(1, number * settings.default.max_examples // 100)


def some_of(all_: Iterable[Any], *usual: Any, unpack: bool = False) -> list[Any]:
    """Cases of a test: the usual ones always, all others in `make test-all` alone.

    Args:
        all_: every case.
        usual: those that `make test` takes.
        unpack: whether a case holds the values of several parameters.
    """
    cases = list(all_)
    assert usual
    assert set(usual) <= set(cases), usual
    others = [] if set(usual) == set(cases) else [pytest.mark.exhaustive]
    return [pytest.param(*(case if unpack else [case]), marks=[] if case in usual else others) for case in cases]


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marks; watch for processes."""
    for name, text in MARKS.items():
        config.addinivalue_line("markers", f"{name}: {text}")
    config.addinivalue_line("markers", "xdist_group(name): of pytest-xdist, which need not be there")
    _watch()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test by what its fixtures start, and keep those of one server, browser or file in one process."""
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        call = getattr(item, "callspec", None)
        engines = {value for value in call.params.values() if isinstance(value, str)} if call else set()
        in_browser = bool({"browser", "firefox"} & names)
        on_server = "new_neo4j" in names or any(map(_SERVER.fullmatch, engines))
        if _SECOND_SERVER & (names | engines):
            item.add_marker("exhaustive")
        if on_server:
            item.add_marker("server")
        if in_browser:
            item.add_marker("browser")
        if _READ_APART.search(item.nodeid):
            item.add_marker("process")
        together = "server" if on_server else "browser" if in_browser else item.nodeid.split("::")[0]
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(together))


@pytest.hookimpl(trylast=True, specname="pytest_collection_modifyitems")
def pytest_collection_sorted(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put what takes longest first, where pytest-xdist shares out the work in the order of the tests."""
    if hasattr(config, "workerinput"):
        ranks = list(enumerate(_LONGEST_FIRST))
        items.sort(key=lambda item: next((rank for rank, mark in ranks if item.get_closest_marker(mark)), len(ranks)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fail a test that starts a process and does not say so: `make quick` would run it."""
    _started.clear()
    yield
    declared = any(item.get_closest_marker(mark) for mark in ("process", "server", "browser"))
    started = [name for name in _started if name not in _IN_PASSING]
    assert declared or not started, f"This test starts {', '.join(started)}: mark it with @pytest.mark.process."


def _watch() -> None:
    """Note every process that is started. An audit hook would be called for every file that is opened too."""
    start = subprocess.Popen.__init__

    @wraps(start)
    def noting(self: subprocess.Popen[bytes], args: Any, *more: Any, **options: Any) -> None:
        program = options.get("executable") or (args if isinstance(args, str | bytes | os.PathLike) else args[0])
        _started.append(Path(os.fsdecode(program)).name)
        start(self, args, *more, **options)

    subprocess.Popen.__init__ = noting  # type: ignore[method-assign]
