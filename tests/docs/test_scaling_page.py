"""What docs/scaling.md says of a server is done on real ones, graphmodel's commands and the server's own."""

import shlex
from pathlib import Path

import pytest

import graphmodel as gm
from tests.support.neo4j_account import Account
from tests.support.neo4j_fixtures import NewServer
from tests.support.neo4j_release import RELEASES
from tests.support.pages import ROOT, follow, parts, typed

PAGE = ROOT / "docs" / "scaling.md"


def _typed_lines() -> list[str]:
    return [line for part in parts(PAGE) if part.kind == "console" for line, _ in typed(part.text)]


@pytest.mark.exhaustive
def test_the_page_shows_what_really_happens(tmp_path: Path, neo4j_for_pages: Account) -> None:
    lines = follow(PAGE, tmp_path, neo4j_for_pages.uri)
    assert len(lines) == len([line for line in _typed_lines() if line.startswith("graphmodel ")])
    command = next(line for line in _typed_lines() if "database import" in line)
    on_host = (tmp_path / "import" / "my-copy" / "IMPORT.md").read_text("utf-8")
    for words in ("database import full neo4j --overwrite-destination", '"@import.args"'):
        assert words in command
        assert words in on_host


@pytest.mark.exhaustive
@pytest.mark.parametrize("line", sorted(RELEASES))
def test_a_dump_that_is_loaded_is_the_study(
    line: str, new_neo4j: NewServer, bundled_path: Path, tmp_path: Path
) -> None:
    (tmp_path / "backups").mkdir()
    dump, load = (
        next(shlex.split(typed) for typed in _typed_lines() if typed.startswith(f"neo4j-admin database {verb}"))
        for verb in ("dump", "load")
    )
    first, second = new_neo4j(line, tmp_path / "first"), new_neo4j(line, tmp_path / "second")
    with first:
        gm.build_on_server(bundled_path, first.account.server)
        with gm.open_study(bundled_path, on=first.account.server) as study:
            before = study.ask("dropout/not_used").frame
        first.stop()
        first.admin(*dump[1:], folder=tmp_path)
    second.admin(*load[1:], folder=tmp_path)
    with second:
        with gm.open_study(bundled_path, on=second.account.server) as study:
            assert study.ask("dropout/not_used").frame.equals(before)
        assert not gm.build_on_server(bundled_path, second.account.server).fresh
        compared = gm.build_on_server(bundled_path, second.account.server, force=True)
        assert (compared.written, compared.deleted) == (0, 0)


def test_what_is_not_run_is_setting_up_and_the_servers_own_tools() -> None:
    others = {line.split()[0] for line in _typed_lines() if not line.startswith("graphmodel ")}
    assert others == {"cp", "docker", "neo4j-admin"}
