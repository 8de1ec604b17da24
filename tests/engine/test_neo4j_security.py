"""Who may ask a server, and that nobody learns the password from us."""

import logging
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.api.on_server import build_on_server
from graphmodel.engine.neo4j.address import Server
from graphmodel.problems import ServerError
from tests.support.command import graphmodel, in_one_line
from tests.support.neo4j_account import Account
from tests.support.studies import tiny_study

WRONG = "not-the-password"


def test_a_wrong_password_is_reported_in_one_line(neo4j_lts: Account, tmp_path: Path) -> None:
    server = Server(neo4j_lts.uri, neo4j_lts.user, WRONG)
    with pytest.raises(ServerError, match=r"does not know the user neo4j .*Give the right user name") as told:
        build_on_server(tiny_study(tmp_path), server)
    assert "\n" not in str(told.value)
    assert WRONG not in str(told.value)


def test_a_certificate_that_nobody_signed_is_refused_with_advice(neo4j_encrypted: Account) -> None:
    server = Server(neo4j_encrypted.with_scheme("neo4j+s"), neo4j_encrypted.user, neo4j_encrypted.password)
    with pytest.raises(ServerError, match=r"no trusted authority has signed.* write neo4j\+ssc://127") as told:
        gm.open_study(server)
    assert "\n" not in str(told.value)


@pytest.mark.exhaustive
def test_it_is_taken_where_that_is_asked_for(neo4j_encrypted: Account, tmp_path: Path) -> None:
    assert neo4j_encrypted.uri.startswith("neo4j+ssc://")
    path = tiny_study(tmp_path)
    build_on_server(path, neo4j_encrypted.server)
    with gm.open_study(path, on=neo4j_encrypted.server) as study:
        assert len(study.ask("coverage/claims").frame) == 6


def test_a_server_that_needs_encryption_is_named(neo4j_encrypted: Account) -> None:
    server = Server(neo4j_encrypted.with_scheme("neo4j"), neo4j_encrypted.user, neo4j_encrypted.password)
    with pytest.raises(ServerError, match=r"does not answer.*neo4j\+s://"):
        gm.open_study(server)


def test_a_server_without_encryption_is_named(neo4j_lts: Account) -> None:
    server = Server(neo4j_lts.with_scheme("neo4j+s"), neo4j_lts.user, neo4j_lts.password)
    with pytest.raises(ServerError, match=r"does not use encryption\. Write neo4j://127"):
        gm.open_study(server)


def test_the_password_is_nowhere_to_be_read(
    neo4j_lts: Account, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not in logs at their most talkative, in what is shown, in an error, or in a file."""
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_lts.password)
    path = tiny_study(tmp_path)
    shown = [
        graphmodel("build", path, "--to", neo4j_lts.uri, "--replace"),
        graphmodel("ask", path, "coverage/claims", "--on", neo4j_lts.uri),
        graphmodel("cypher", path, "MATCH (n:Actors) RETURN n", "--on", neo4j_lts.uri),
        graphmodel("ask", path, "coverage/claims", "--on", neo4j_lts.uri, "--database", "nowhere"),
        graphmodel("ask", path, "coverage/claims", "--on", neo4j_lts.with_scheme("bolt+s")),
    ]
    assert [ran.code == 0 for ran in shown] == [True, True, False, False, False]
    with gm.open_study(path, on=neo4j_lts.server) as study:
        shown_too = [repr(study), repr(study.engine), repr(neo4j_lts.server), str(neo4j_lts.server)]
    texts = [text for ran in shown for text in (ran.out, ran.err)] + shown_too + [caplog.text]
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert files
    assert caplog.records, "the driver is heard"
    assert [text[:80] for text in texts if neo4j_lts.password in text] == []
    assert [file for file in files if neo4j_lts.password.encode() in file.read_bytes()] == []


def test_a_password_in_the_address_is_refused_and_not_repeated(tmp_path: Path) -> None:
    ran = graphmodel("build", tiny_study(tmp_path), "--to", f"neo4j://neo4j:{WRONG}@localhost:7687")
    assert ran.code != 0
    assert "out of the address" in in_one_line(ran.err)
    assert WRONG not in ran.out + ran.err
