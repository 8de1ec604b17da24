"""A load that is killed, or whose server is, leaves nothing wrong: the old graph or a mark; the next completes it.

In `make test`, `test_neo4j_load.py` holds what a build does that stops; here real processes are killed.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

import graphmodel as gm
from benchmarks.generate import generate
from graphmodel.api.on_server import build_on_server
from graphmodel.problems import BuildInProgress, ServerError
from tests.support.answers import as_rows
from tests.support.neo4j_fixtures import NewServer
from tests.support.neo4j_server import Server
from tests.support.server_builder import Builder
from tests.support.studies import tiny_study

pytestmark = pytest.mark.exhaustive

CLAIMS = 10_000
"""So many that a build goes on for long enough to be looked at."""
MOMENTS = [0.0, *sorted(round(Random(1).random(), 2) for _ in range(2)), 0.99]
"""Shares of the load at which a build is killed."""


@pytest.fixture(scope="module")
def server(new_neo4j: NewServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that these tests may kill."""
    with new_neo4j("5.26", tmp_path_factory.mktemp("crash") / "home") as running:
        yield running


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(tmp_path_factory.mktemp("large") / "study", CLAIMS)


@pytest.fixture
def small(tmp_path: Path, server: Server) -> Path:
    """Another study, which the server holds before each test."""
    path = tiny_study(tmp_path)
    build_on_server(path, server.account.server, replace=True)
    return path


def _completed(path: Path, server: Server) -> None:
    """Build once more; the graph is then exactly the study's, every row once."""
    report = build_on_server(path, server.account.server, replace=True)
    nodes = server.account.run("MATCH (n) UNWIND labels(n) AS name RETURN name, count(*) AS n")
    edges = server.account.run("MATCH ()-[r]->() RETURN type(r) AS name, count(*) AS n")
    held = {row["name"]: row["n"] for row in nodes + edges if row["name"] != "GraphmodelBuild"}
    assert held == {name: n for name, n in report.record.graph.items() if n}
    [claims] = server.account.run("MATCH ()-[c:CLAIM]->() RETURN count(DISTINCT c.claim) AS n")
    assert claims["n"] == CLAIMS
    again = build_on_server(path, server.account.server, replace=True, force=True)
    assert (again.written, again.deleted) == (0, 0)


def _claims_or_refusal(server: Server) -> str:
    """What a reader is told now."""
    try:
        with gm.open_study(server.account.server) as study:
            return f"{study.engine.query('MATCH ()-[c:CLAIM]->() RETURN count(c) AS n')['n'].iloc[0]} claims"
    except ServerError as refused:
        return str(refused)


@pytest.mark.parametrize("share", MOMENTS)
def test_a_killed_build_leaves_the_old_state_or_a_mark(share: float, small: Path, large: Path, server: Server) -> None:
    with Builder(large, server.account.server) as builder:
        builder.wait_until(share)
    told = _claims_or_refusal(server)
    assert (told == "6 claims" and not share) or "is not complete: a build has not finished" in told
    _completed(large, server)
    assert _claims_or_refusal(server) == f"{CLAIMS} claims"


def test_nobody_is_answered_in_the_middle_and_nobody_else_builds(small: Path, large: Path, server: Server) -> None:
    with gm.open_study(small, on=server.account.server) as opened, Builder(large, server.account.server) as builder:
        builder.wait_until(0.1)
        with pytest.raises(BuildInProgress, match=r"Another build of the study .* is running\. Wait until it ends"):
            build_on_server(small, server.account.server, replace=True)
        assert "is not complete" in _claims_or_refusal(server)
        with pytest.raises(ServerError, match="is not complete"):
            opened.ask("coverage/claims")
        assert builder.end() == (0, "")
        with pytest.raises(ServerError, match="rebuilt"):
            opened.ask("coverage/claims")
    _completed(large, server)


@pytest.mark.parametrize("ending", ["stop", "kill"])
def test_a_server_that_goes_in_the_middle(ending: str, small: Path, large: Path, server: Server) -> None:
    """The load waits for it or ends with one sentence; never is anything there twice, or missing."""
    with Builder(large, server.account.server) as builder:
        builder.wait_until(0.4)
        getattr(server, ending)()
        server.start()
        code, error = builder.end()
    if code:
        assert error.startswith("ServerError: ")
        assert error.count("\n") == 1
        assert "is not complete" in _claims_or_refusal(server)
    _completed(large, server)


def test_the_graph_that_is_completed_is_the_one_that_is_built_in_one_go(
    tmp_path: Path, small: Path, large: Path, server: Server
) -> None:
    with Builder(large, server.account.server) as builder:
        builder.wait_until(0.5)
    build_on_server(large, server.account.server, replace=True)
    with (
        gm.open_study(large, on=server.account.server) as completed,
        gm.open_study(large, db=tmp_path / "db") as embedded,
    ):
        layout = embedded.engine.layout()
        for label in layout.nodes:
            frames = [study.frames.nodes(label).sort_values("id") for study in (completed, embedded)]
            assert as_rows(frames[0]) == as_rows(frames[1])
        claims = [study.frames.claims.sort_values("claim") for study in (completed, embedded)]
        assert as_rows(claims[0]) == as_rows(claims[1])
