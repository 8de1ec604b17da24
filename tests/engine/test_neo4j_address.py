"""Addresses of servers and who asks: what is taken, what is refused with advice, what is never shown."""

from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.engine.neo4j.address import SCHEMES, study_and_server, with_environment
from graphmodel.engine.neo4j.rows import BatchSize
from graphmodel.problems import ServerError

ENVIRONMENT = {
    "NEO4J_URI": "neo4j://there:7687",
    "NEO4J_USERNAME": "ann",
    "NEO4J_PASSWORD": "s3cret",
    "NEO4J_DATABASE": "d",
}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_of_the_driver_is_taken(scheme: str) -> None:
    assert gm.Server(f"{scheme}://host:7687").uri == f"{scheme}://host:7687"


@pytest.mark.parametrize(
    ("uri", "advice"),
    [
        ("http://host:7474", "neo4j://host:7687"),
        ("https://host", "neo4j+s://host:7687"),
        ("host:7687", "neo4j://HOST:7687"),
        ("neo4j://", "neo4j://HOST:7687"),
        ("neo4j://host:seven", "neo4j://HOST:7687"),
        ("postgres://host", "bolt+ssc://"),
        ("neo4j://host:7687/neo4j", "database="),
        ("bolt://host?policy=x", "database="),
    ],
)
def test_what_is_not_an_address_is_refused_with_advice(uri: str, advice: str) -> None:
    with pytest.raises(ServerError) as error:
        gm.Server(uri)
    assert advice in str(error.value)
    assert "\n" not in str(error.value)


def test_a_password_in_an_address_is_refused_and_not_shown() -> None:
    with pytest.raises(ServerError) as error:
        gm.Server("neo4j://ann:s3cret@host:7687")
    assert "NEO4J_PASSWORD" in str(error.value)
    assert "s3cret" not in str(error.value)


def test_a_password_is_never_shown() -> None:
    server = gm.Server("neo4j://host:7687", "ann", "s3cret")
    assert "s3cret" not in f"{server!r} {server} {server.shown}"


def test_what_is_not_given_comes_from_the_environment() -> None:
    assert with_environment("server", environment=ENVIRONMENT) == gm.Server("neo4j://there:7687", "ann", "s3cret", "d")
    assert with_environment("bolt://b", "ben", "x", "e", environment=ENVIRONMENT) == gm.Server(
        "bolt://b", "ben", "x", "e"
    )
    assert with_environment("bolt://b", environment={}) == gm.Server("bolt://b", "neo4j", "", "")


def test_the_word_server_needs_an_address_in_the_environment() -> None:
    with pytest.raises(ServerError, match=r"NEO4J_URI, which is not set.*neo4j://HOST:7687"):
        with_environment("server", environment={})


def test_a_study_is_a_folder_a_server_or_both() -> None:
    server = gm.Server("neo4j://host")
    assert study_and_server("a/b", None) == (Path("a/b"), None)
    assert study_and_server("a/b", server) == (Path("a/b"), server)
    assert study_and_server("neo4j://host", None) == (None, "neo4j://host")
    assert study_and_server(server, None) == (None, server)
    with pytest.raises(ServerError, match="once"):
        study_and_server("neo4j://host", "neo4j://host")


def test_batches_grow_while_they_are_quick_and_shrink_when_they_are_slow() -> None:
    size = BatchSize(1_000)
    size.took(0.1)
    assert size.rows == 2_000
    size.took(1.0)
    assert size.rows == 2_000
    size.took(5.0)
    assert size.rows == 1_000
    for _ in range(20):
        size.took(0.0)
    assert size.rows == 20_000


def test_a_batch_that_is_too_much_is_halved_until_it_cannot_be() -> None:
    size = BatchSize(130)
    assert [(size.too_much(), size.rows) for _ in range(3)] == [(True, 65), (True, 50), (False, 50)]
