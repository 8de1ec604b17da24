"""Fixtures that supply real Neo4j servers: started when a test first asks, stopped after the run.

Where a server cannot be had, the tests that ask for it are skipped and the end of the run says so.
Variables:

- ``GRAPHMODEL_TEST_NEO4J_URI`` (with ``NEO4J_USERNAME`` and ``NEO4J_PASSWORD``): a server that runs already,
  for instance from docker-compose.yml, to test with instead of starting the one with long-term support.
  Tests write to it and delete what it holds. The servers that hold the bundled study are always started.
- ``GRAPHMODEL_TEST_REQUIRE_NEO4J=1``: a server that cannot be had is a failure.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.support.neo4j_account import Account
from tests.support.neo4j_release import ServerUnavailable
from tests.support.neo4j_server import Server

NewServer = Callable[..., Server]
QUICK_START = ("-XX:TieredStopAtLevel=1", "-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote")
"""Java compiles less and does not verify the server's own classes: half the work to start a server, and nothing here
runs long enough to miss it."""

PLANNING_ONCE = {"internal.cypher.use_parameter_size": "false"}
"""A server plans a statement again for texts of another order of length ('' or 'a' or 'site.1'), which takes it a
hundred times longer than asking a small study. The servers that hold the bundled study run as they are delivered."""

_MISSING = "NOT TESTED WITH NEO4J: "


@pytest.fixture(scope="session")
def new_neo4j() -> NewServer:
    """Prepare a server of a test's own, not started yet: ``new_neo4j("5.26", tmp_path / "home", tls=True)``."""

    def prepare(line: str, home: Path, *, tls: bool = False, settings: Mapping[str, str] | None = None) -> Server:
        try:
            return Server(line, home, tls=tls, java_options=QUICK_START, settings=settings)
        except ServerUnavailable as missing:
            if os.environ.get("GRAPHMODEL_TEST_REQUIRE_NEO4J"):
                pytest.fail(f"{missing}.", pytrace=False)
            pytest.skip(f"{_MISSING}{missing}.")

    return prepare


@pytest.fixture(scope="session")
def neo4j_lts(new_neo4j: NewServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    """The line with long-term support, or the server that the environment names."""
    given = os.environ.get("GRAPHMODEL_TEST_NEO4J_URI")
    if given:
        yield Account(given, os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD", ""))
        return
    with new_neo4j("5.26", tmp_path_factory.mktemp("neo4j-lts"), settings=PLANNING_ONCE) as server:
        yield server.account


@pytest.fixture(scope="session")
def neo4j_current(new_neo4j: NewServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    """The current line."""
    with new_neo4j("2026.04", tmp_path_factory.mktemp("neo4j-current"), settings=PLANNING_ONCE) as server:
        yield server.account


@pytest.fixture(scope="session")
def neo4j_encrypted(new_neo4j: NewServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    """The line with long-term support, over encrypted connections only, with a certificate that nobody signed."""
    with new_neo4j("5.26", tmp_path_factory.mktemp("neo4j-encrypted"), tls=True) as server:
        yield server.account


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One loud line for each server that was not there to test with."""
    skipped = (report.longrepr[2] for report in terminalreporter.getreports("skipped") if report.longrepr)
    for line in sorted({reason.partition(_MISSING)[2] for reason in skipped if _MISSING in reason}):
        terminalreporter.write_line(f"{_MISSING}{line}", red=True, bold=True)
