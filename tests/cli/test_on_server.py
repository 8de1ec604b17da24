"""Options that name a server: what does not go together, and how a password is asked for."""

import os
import sys
from pathlib import Path

import pytest

from tests.support.command import graphmodel

NOWHERE = "neo4j://127.0.0.1:1"
"""An address at which nothing listens."""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["build", "STUDY", "--to", NOWHERE, "--db", "x"], "--database"),
        (["build", "STUDY", "--replace"], "--replace needs --to"),
        (["ask", "STUDY", "coverage/claims", "--on", NOWHERE, "--db", "x"], "--database"),
        (["ask", NOWHERE, "coverage/claims", "--on", NOWHERE], "Name the server once"),
    ],
)
def test_what_does_not_go_together_is_said(words: list[str], said: str, meals: Path) -> None:
    ran = graphmodel(*(meals if word == "STUDY" else word for word in words))
    assert ran.code == 2
    assert said in ran.err


def test_a_server_that_is_not_there_is_one_line(meals: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "s3cret")
    ran = graphmodel("ask", meals, "coverage/claims", "--on", NOWHERE)
    assert ran.code == 1
    assert ran.err.startswith(f"Error: {NOWHERE} does not answer")
    assert ran.err.count("\n") == 1
    assert "s3cret" not in ran.err


def test_without_a_password_and_a_terminal_the_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    ran = graphmodel("cypher", NOWHERE, "RETURN 1 AS one")
    assert ran.code == 1
    assert "NEO4J_PASSWORD" in ran.err


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
def test_a_password_is_asked_for_on_a_terminal_and_not_shown() -> None:
    import pty

    environment = {name: value for name, value in os.environ.items() if name != "NEO4J_PASSWORD"}
    command = [sys.executable, "-m", "graphmodel", "cypher", NOWHERE, "RETURN 1 AS one"]
    process, terminal = pty.fork()
    if not process:
        os.execve(command[0], command, environment)
    said = _read_until(terminal, b": ")
    assert f"Password of neo4j at {NOWHERE}" in said.decode()
    os.write(terminal, b"s3cret\n")
    rest = _read_until(terminal, b"neo4j+s://")
    os.waitpid(process, 0)
    os.close(terminal)
    assert b"does not answer" in rest
    assert b"s3cret" not in said + rest


def _read_until(terminal: int, ending: bytes) -> bytes:
    """What a terminal shows, up to some text or its end."""
    found = b""
    while ending not in found:
        try:
            found += os.read(terminal, 1024)
        except OSError:  # the other side has closed it
            break
    return found
