"""The server that pages speak of."""

from collections.abc import Iterator

import pytest

from tests.support.neo4j_account import Account


@pytest.fixture
def neo4j_for_pages(neo4j_lts: Account, monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    """An empty server, with user and password in the environment; emptied again afterwards."""
    monkeypatch.setenv("NEO4J_USERNAME", neo4j_lts.user)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_lts.password)
    neo4j_lts.run("MATCH (n) DETACH DELETE n")
    yield neo4j_lts
    neo4j_lts.run("MATCH (n) DETACH DELETE n")
