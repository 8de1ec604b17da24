"""A study as files for the server's own importer, imported for real and asked."""

import csv
import shlex
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import graphmodel as gm
from graphmodel.api.opened import OpenStudy
from graphmodel.problems import OutputError
from tests.support.command import graphmodel
from tests.support.neo4j_fixtures import NewServer
from tests.support.neo4j_release import RELEASES
from tests.support.neo4j_server import Server
from tests.support.random_study import ODD_TEXTS
from tests.support.studies import tiny_study, tiny_tables, with_row


@pytest.fixture(params=sorted(RELEASES))
def server(request: pytest.FixtureRequest, new_neo4j: NewServer, tmp_path: Path) -> Iterator[Server]:
    """A server of each line, not started yet."""
    prepared = new_neo4j(request.param, tmp_path / "home")
    yield prepared
    prepared.stop()


@pytest.mark.exhaustive
def test_an_imported_study_is_the_same_and_needs_only_its_constraints(
    server: Server, bundled_path: Path, tmp_path: Path
) -> None:
    odd = _odd_study(tmp_path)
    _import(server, odd, tmp_path / "files")
    with gm.open_study(odd) as here:
        _assert_same(server, odd, here)
        assert {text.strip() for text in ODD_TEXTS} <= set(here.frames.claims["summary"])  # the study is odd enough
    _assert_built(server, odd)
    assert "--multiline-fields=true" in (tmp_path / "files" / "import.args").read_text("utf-8")
    server.stop()
    # Another study, into the same folder and over the same database.
    _import(server, bundled_path, tmp_path / "files")
    with gm.open_study(bundled_path, db=tmp_path / "db") as here:
        _assert_same(server, bundled_path, here)
    _assert_built(server, bundled_path)


def _odd_study(tmp_path: Path) -> Path:
    """A study whose cells try everything that a CSV file can get wrong."""
    long_id = f"act.{'x' * 196}"  # as long as an id may be
    claims, pattern = tiny_tables()["claims"], tiny_tables()["claims"][0]
    for number, text in enumerate(ODD_TEXTS, start=1):
        claims.append({**pattern, "claim": f"odd-{number}", "order": "", "date": "", "summary": text})
    profile = {
        "actor": long_id,
        "resources": 'a, b;"quoted";back\\slash;two\nlines; in between ;Ünïcödé 日本語;"',
        "objections": '"',
    }
    return tiny_study(
        tmp_path,
        actors=with_row("actors", actor=long_id, label='The "long" one,\r\nÜber', granularity="role", Größe="7"),
        claims=claims,
        stakeholder_profiles=[profile],
    )


def _import(server: Server, study: Path, folder: Path) -> None:
    """Write the files, and do what IMPORT.md says up to starting the server."""
    done = graphmodel("export", study, "neo4j-import", folder)
    assert done.code == 0, done.err
    [command] = [
        line
        for line in (folder / "IMPORT.md").read_text("utf-8").splitlines()
        if "neo4j-admin database" in line and "@" in line
    ]
    name, *words = shlex.split(command)
    assert name == "neo4j-admin"
    server.admin(*words, folder=folder)
    server.start()


def _assert_same(server: Server, path: Path, here: OpenStudy) -> None:
    with gm.open_study(
        path, on=server.account.server
    ) as there:  # warns where the server holds another state of the study
        layout = here.engine.layout()
        assert set(there.engine.layout().nodes) == set(layout.nodes)
        assert set(there.engine.layout().edges) == set(layout.edges)
        for label in layout.nodes:
            pd.testing.assert_frame_equal(there.frames.nodes(label), here.frames.nodes(label))
        pd.testing.assert_frame_equal(there.frames.claims, here.frames.claims)
        for type_ in layout.edges:
            pd.testing.assert_frame_equal(_sorted(there.frames.edges(type_)), _sorted(here.frames.edges(type_)))


def _sorted(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values(list(frame.columns), key=lambda column: column.astype(str), ignore_index=True)


def _assert_built(server: Server, study: Path) -> None:
    """The build that follows sends nothing and adds the constraints; the one after it has nothing to do."""
    account = server.account
    words = ("build", study, "--to", account.uri, "--username", account.user)
    assert account.run("SHOW CONSTRAINTS YIELD name") == []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEO4J_PASSWORD", account.password)
        assert "\n0 of these were new or changed" in graphmodel(*words).out
        names = {row["name"] for row in account.run("SHOW INDEXES YIELD name")}
        assert {"graphmodel_Actor_id", "graphmodel_claim", "graphmodel_claim_about", "graphmodel_build"} <= names
        assert "--force compares every row" in graphmodel(*words).out


@pytest.mark.slow
def test_files_that_are_replaced_leave_nothing_behind(tmp_path: Path) -> None:
    study, folder = tiny_study(tmp_path), tmp_path / "files"
    gm.export_study(study, "neo4j-import", folder)
    (folder / "import.report").write_text("", "utf-8")  # the importer's
    (folder / "import.args").unlink()  # as where writing them was broken off
    assert (folder / "relationships" / "VERDICT-Site-Factor.csv").is_file()
    (study / "verdicts.csv").unlink()
    report = gm.export_study(study, "neo4j-import", folder)
    assert folder / "relationships" / "VERDICT-Site-Factor.csv" not in report.files
    files = {file.relative_to(folder).as_posix() for file in folder.rglob("*.csv")}
    named = {line.rpartition("=")[2] for line in (folder / "import.args").read_text("utf-8").splitlines()}
    assert "--multiline-fields=true" not in (folder / "import.args").read_text("utf-8")  # only where a cell needs it
    assert files == {name for name in named if name.endswith(".csv")}
    assert "relationships/VERDICT-Site-Factor.csv" not in files
    with (folder / "nodes" / "Actor.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file))[:3] == ["id:ID(Actor)", "kind", "label"]


@pytest.mark.parametrize("strange", ["notes.txt", "nodes/notes.txt", "nodes/Actor.csv", "IMPORT.md"])
def test_a_folder_that_holds_something_else_is_left_alone(strange: str, tmp_path: Path) -> None:
    file = tmp_path / "files" / strange
    file.parent.mkdir(parents=True)
    file.write_text("mine", "utf-8")
    done = graphmodel("export", tiny_study(tmp_path), "neo4j-import", tmp_path / "files")
    assert done.code == 1
    assert "nothing was written" in done.err
    assert [path.read_text("utf-8") for path in (tmp_path / "files").rglob("*") if path.is_file()] == ["mine"]


@pytest.mark.slow
@pytest.mark.parametrize("strange", ["nodes/mine.csv", "nodes/Actor.csv"])
def test_a_file_that_was_added_or_changed_since_is_kept(strange: str, tmp_path: Path) -> None:
    study, folder = tiny_study(tmp_path), tmp_path / "files"
    gm.export_study(study, "neo4j-import", folder)
    (folder / strange).write_text("mine", "utf-8")
    with pytest.raises(OutputError, match="nothing was written"):
        gm.export_study(study, "neo4j-import", folder)
    assert (folder / strange).read_text("utf-8") == "mine"


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("mine", "utf-8")
    with pytest.raises(OutputError, match="is a file"):
        gm.export_study(tiny_study(tmp_path), "neo4j-import", tmp_path / "files")


@pytest.mark.slow
def test_a_study_with_errors_writes_nothing(tmp_path: Path) -> None:
    study = tiny_study(tmp_path, claims=with_row("claims", claim="c9"))
    done = graphmodel("export", study, "neo4j-import", tmp_path / "files")
    assert done.code == 1
    assert "errors" in done.err
    assert not (tmp_path / "files").exists()
    # The old name of the export.
    left_out = graphmodel("build", study, "--admin-csv", tmp_path / "files", "--leave-out-errors")
    assert left_out.code == 0
    assert "1 rejected" in left_out.out


@pytest.mark.parametrize("other", [["--to", "neo4j://127.0.0.1"], ["--db", "elsewhere"]])
def test_files_go_nowhere_else(other: list[str], tmp_path: Path) -> None:
    done = graphmodel("build", tiny_study(tmp_path), "--admin-csv", tmp_path / "files", *other)
    assert done.code == 2
    assert "--admin-csv" in done.err
    assert not (tmp_path / "files").exists()
