"""The servers that other tests run against: they start, import, keep what was committed, and encrypt."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import neo4j
import psutil
import pytest
from neo4j.exceptions import ServiceUnavailable

from tests.support.neo4j_account import Account
from tests.support.neo4j_fixtures import NewServer
from tests.support.neo4j_release import RELEASES
from tests.support.neo4j_server import Server


def test_each_line_answers_with_its_version(neo4j_lts: Account, neo4j_current: Account) -> None:
    assert neo4j_lts.version().startswith("5.26.")
    assert neo4j_current.version() == RELEASES["2026.04"].version


def _kill_and_start(server: Server) -> None:
    server.kill()
    server.start()


@pytest.mark.exhaustive
@pytest.mark.parametrize(("line", "end_and_start"), [("5.26", _kill_and_start), ("2026.04", Server.restart)])
def test_what_was_imported_and_committed_outlives_the_end_of_a_server(
    line: str, end_and_start: Callable[[Server], None], new_neo4j: NewServer, tmp_path: Path
) -> None:
    actors, claims = tmp_path / "actors.csv", tmp_path / "claims.csv"
    actors.write_text("id:ID,label\na,Ana\nb,Ben\n", "utf-8")
    claims.write_text(":START_ID,claim,:END_ID\na,1,b\nb,2,a\na,3,b\n", "utf-8")
    server = new_neo4j(line, tmp_path / "home")
    server.admin("database", "import", "full", "neo4j", f"--nodes=Actor={actors}", f"--relationships=CLAIM={claims}")
    with server:
        server.account.run("CREATE (:Actor {id: 'c', label: $label})", {"label": "Cyd"})
        end_and_start(server)
        labels = server.account.run("MATCH (a:Actor) RETURN a.label AS label ORDER BY label")
        assert [row["label"] for row in labels] == ["Ana", "Ben", "Cyd"]
        assert server.account.run("MATCH (:Actor)-[c:CLAIM]->() RETURN count(c) AS n") == [{"n": 3}]


def test_an_encrypted_server_is_reached_by_no_scheme_that_demands_a_signed_certificate_or_none(
    neo4j_encrypted: Account,
) -> None:
    assert neo4j_encrypted.uri.startswith("neo4j+ssc://")
    assert neo4j_encrypted.version().startswith("5.26.")
    for scheme in ("neo4j", "neo4j+s"):
        uri, auth = neo4j_encrypted.with_scheme(scheme), (neo4j_encrypted.user, neo4j_encrypted.password)
        with neo4j.GraphDatabase.driver(uri, auth=auth) as driver, pytest.raises(ServiceUnavailable):
            driver.verify_connectivity()


@pytest.mark.process
@pytest.mark.parametrize(("required", "outcome"), [("", "1 skipped"), ("1", "1 error")])
def test_a_missing_server_is_reported(required: str, outcome: str, tmp_path: Path) -> None:
    without = {"PATH": "", "XDG_CACHE_HOME": str(tmp_path), "GRAPHMODEL_TEST_REQUIRE_NEO4J": required}
    kept = {name: value for name, value in os.environ.items() if name != "GRAPHMODEL_TEST_NEO4J_URI"}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", __file__, "-m", "", "-k", "its_version"]
    ran = subprocess.run(command, env=kept | without, capture_output=True, text=True, check=False)
    assert outcome in ran.stdout
    assert "Maven (mvn) is not installed" in ran.stdout
    assert ("NOT TESTED WITH NEO4J" in ran.stdout) == (not required)


@pytest.mark.process
def test_no_process_outlives_a_starter_that_is_killed() -> None:
    sleep = [sys.executable, "-c", "import time; time.sleep(600)"]
    script = (
        f"import subprocess, time; from tests.support.process_watch import watch; sleeper = subprocess.Popen({sleep}); "
        "watching = watch(sleeper.pid); print(sleeper.pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout is not None
        sleeper = psutil.Process(int(starter.stdout.readline()))
        assert sleeper.is_running()
        starter.kill()
    sleeper.wait(timeout=30)
