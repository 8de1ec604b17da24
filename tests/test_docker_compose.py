"""What docker-compose.yml promises. Docker itself is not run here; its settings go to a real server."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.neo4j_fixtures import NewServer
from tests.support.neo4j_release import RELEASES
from tests.support.pages import ROOT

WITH_DEFAULT = re.compile(r"\$\{(\w+):-(.*?)\}")


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def service(compose: Any) -> Any:
    [(name, service)] = compose["services"].items()
    assert name == "neo4j"
    return service


def test_it_is_the_version_that_is_tested_with(service: Any) -> None:
    assert service["image"] == f"neo4j:{RELEASES['5.26'].version}-community"


def test_only_this_machine_reaches_it(service: Any) -> None:
    assert {port.rpartition(":")[2] for port in service["ports"]} == {"7474", "7687"}
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert "network_mode" not in service


def test_there_is_no_default_password(service: Any) -> None:
    user, _, password = service["environment"]["NEO4J_AUTH"].partition("/")
    assert user == "neo4j"
    assert re.fullmatch(r"\$\{NEO4J_PASSWORD:\?[^}]+\}", password)  # refuses to start where it is missing or empty
    example = (ROOT / ".env.example").read_text("utf-8").splitlines()
    assert [line for line in example if "PASSWORD" in line] == ["NEO4J_PASSWORD="]
    named = {name for value in service["environment"].values() for name, _ in WITH_DEFAULT.findall(value)}
    assert named == {line.lstrip("# ").partition("=")[0] for line in example if line.startswith("# NEO4J_")}


@pytest.mark.process
@pytest.mark.parametrize("path", [".env", "import/study/nodes/Actor.csv"])
def test_secrets_and_interviews_stay_out_of_git(path: str) -> None:
    subprocess.run(["git", "check-ignore", "-q", path], cwd=ROOT, check=True)


def test_it_has_no_more_rights_than_it_needs(service: Any) -> None:
    assert service["user"] == "7474:7474"
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert not {"privileged", "cap_add", "devices", "pid"} & set(service)


def test_the_health_check_shows_no_password(service: Any) -> None:
    test = service["healthcheck"]["test"]
    assert test[0] == "CMD"
    assert test[-1] == "http://127.0.0.1:7474"
    assert not any("PASSWORD" in word or "AUTH" in word for word in test)


def test_data_and_logs_outlive_the_container(compose: Any, service: Any) -> None:
    mounts = dict(volume.split(":", 1) for volume in service["volumes"])
    assert mounts == {"neo4j-data": "/data", "neo4j-logs": "/logs", "./import": "/import:ro"}
    assert set(compose["volumes"]) == {"neo4j-data", "neo4j-logs"}
    assert service["restart"] == "unless-stopped"


@pytest.mark.exhaustive
def test_a_server_takes_the_settings(service: Any, new_neo4j: NewServer, tmp_path: Path) -> None:
    server = new_neo4j("5.26", tmp_path / "home")
    conf = server.home / "conf" / "neo4j.conf"
    settings = dict(line.split("=", 1) for line in conf.read_text("utf-8").splitlines())
    for name, value in service["environment"].items():
        if name != "NEO4J_AUTH":
            # The rule of the image: _ stands for a point, __ for _.
            setting = name.removeprefix("NEO4J_").replace("__", "\0").replace("_", ".").replace("\0", "_")
            settings[setting] = WITH_DEFAULT.sub(r"\2", value)
    conf.write_text("".join(f"{name}={value}\n" for name, value in settings.items()), "utf-8")
    with server:  # a server does not start with a setting that it does not know
        shown = server.account.run("SHOW SETTINGS YIELD name, value RETURN name, value")
    known = {row["name"]: row["value"] for row in shown}
    assert known["dbms.usage_report.enabled"] == "false"
    assert known["dbms.security.allow_csv_import_from_file_urls"] == "false"
    assert known["server.memory.pagecache.size"] == "512.00MiB"
