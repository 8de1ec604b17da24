"""The server that pages speak of."""

from collections.abc import Iterator

import click
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


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A reader at a terminal who presses Enter whenever asked; the list holds the pages that the browser opened."""
    opened: list[str] = []

    def press_enter(prompt: str) -> str:
        click.echo(prompt)
        return ""

    def launch(page: str) -> int:
        opened.append(page)
        return 0

    monkeypatch.setattr("graphmodel.cli.start_sheet.at_terminal", lambda: True)
    monkeypatch.setattr("click.termui.visible_prompt_func", press_enter)
    monkeypatch.setattr("click.launch", launch)
    return opened
