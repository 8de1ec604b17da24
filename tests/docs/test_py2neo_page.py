"""What docs/py2neo.md shows is what happens, on a real server."""

from pathlib import Path

import pytest

import graphmodel as gm
from tests.support.neo4j_account import Account
from tests.support.pages import ROOT, parts, run_python

PAGE = ROOT / "docs" / "py2neo.md"


def test_the_page_shows_what_really_happens(
    neo4j_lts: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    neo4j_lts.run("MATCH (n) DETACH DELETE n")
    names: dict[str, object] = {}
    for part in parts(PAGE):
        if part.kind == "python":
            text = part.text.replace("neo4j://localhost:7687", neo4j_lts.uri).replace('"..."', repr(neo4j_lts.password))
            assert run_python(text.replace('username="neo4j"', f"username={neo4j_lts.user!r}"), names) == ""
    study, graph = names["study"], names["graph"]
    assert isinstance(study, gm.OpenStudy)
    assert study.frames.claims["sign"].fillna("none").tolist() == ["plus", "none"]
    assert graph.evaluate("MATCH ()-[c:CLAIM]->() RETURN count(c)") == 2  # type: ignore[attr-defined]
    graph.service.connector.close()  # type: ignore[attr-defined]
    study.close()
    neo4j_lts.run("MATCH (n) DETACH DELETE n")
