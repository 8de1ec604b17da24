"""The servers that other tests run against: they start, keep what was committed, import and encrypt."""

from collections.abc import Iterator
from pathlib import Path

import neo4j
import pytest
from neo4j.exceptions import ServiceUnavailable

from tests.support.neo4j_account import Account
from tests.support.neo4j_fixtures import NewServer
from tests.support.neo4j_release import RELEASES
from tests.support.neo4j_server import Server


@pytest.fixture(params=sorted(RELEASES))
def server(request: pytest.FixtureRequest, new_neo4j: NewServer, tmp_path: Path) -> Iterator[Server]:
    """A server of each line, not started yet."""
    prepared = new_neo4j(request.param, tmp_path / "home")
    yield prepared
    prepared.stop()


def test_each_line_answers_with_its_version(neo4j_lts: Account, neo4j_current: Account) -> None:
    assert neo4j_lts.version().startswith("5.26.")
    assert neo4j_current.version() == RELEASES["2026.04"].version


def test_imported_and_committed_data_outlive_a_kill(server: Server, tmp_path: Path) -> None:
    nodes, edges = tmp_path / "actors.csv", tmp_path / "claims.csv"
    nodes.write_text("id:ID,label\na,Ana\nb,Ben\n", "utf-8")
    edges.write_text(":START_ID,claim,:END_ID\na,1,b\nb,2,a\na,3,b\n", "utf-8")
    server.admin("database", "import", "full", "neo4j", f"--nodes=Actor={nodes}", f"--relationships=CLAIM={edges}")
    server.start()
    server.account.run("CREATE (:Actor {id: 'c', label: $label})", {"label": "Cyd"})
    server.kill()
    server.start()
    assert server.account.run("MATCH (a:Actor) RETURN a.label AS label ORDER BY label") == [
        {"label": "Ana"},
        {"label": "Ben"},
        {"label": "Cyd"},
    ]
    assert server.account.run("MATCH (:Actor)-[c:CLAIM]->() RETURN count(c) AS n") == [{"n": 3}]


def test_tls(new_neo4j: NewServer, tmp_path: Path) -> None:
    with new_neo4j("5.26", tmp_path / "home", tls=True) as server:
        assert server.account.version().startswith("5.26.")
        for scheme in ("neo4j", "neo4j+s"):
            uri, auth = server.account.with_scheme(scheme), (server.account.user, server.account.password)
            with neo4j.GraphDatabase.driver(uri, auth=auth) as driver, pytest.raises(ServiceUnavailable):
                driver.verify_connectivity()
