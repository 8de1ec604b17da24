"""What a build brings to a server: the study's graph and nothing else, each change once."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import graphmodel as gm
from graphmodel.api.on_server import ServerBuildReport, build_on_server
from graphmodel.engine.neo4j.connection import Connection
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import ServerError
from graphmodel.schema.layout import BUILD_LABEL, ROW_HASH, UNFINISHED
from tests.support.answers import as_rows
from tests.support.neo4j_account import Account
from tests.support.random_study import RandomStudy, random_studies
from tests.support.studies import as_csv, tiny_study, tiny_tables, write_study
from tests.support.tiers import examples

Build = Callable[..., ServerBuildReport]


@pytest.fixture
def build(neo4j_lts: Account) -> Build:
    """Build a study on the shared server, in place of what is there."""

    def building(path: Path, **options: Any) -> ServerBuildReport:
        return build_on_server(path, neo4j_lts.server, **{"replace": True, **options})

    return building


@pytest.fixture
def tiny(tmp_path: Path, build: Build) -> Path:
    """School meals, built on the server."""
    path = tiny_study(tmp_path)
    build(path)
    return path


@given(random_studies(), st.integers(0, 3))
@settings(max_examples=examples(6), deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_what_goes_in_comes_out(
    neo4j_lts: Account, tmp_path_factory: pytest.TempPathFactory, study: RandomStudy, doubled: int
) -> None:
    """Of any valid study, odd columns and texts and equal rows among them, whatever was there before."""
    if study.tables.get("verdicts"):
        study.tables["verdicts"] += doubled * study.tables["verdicts"][:1]
    folder = tmp_path_factory.mktemp("random")
    path = study.write(folder / "study")
    report = build_on_server(path, neo4j_lts.server, replace=True)
    with gm.open_study(path, db=folder / "db") as embedded, gm.open_study(path, on=neo4j_lts.server) as server:
        layout = embedded.engine.layout()
        assert _whole(server.frames, layout) == _whole(embedded.frames, layout)
        assert server.settings == embedded.settings
    assert _counts(neo4j_lts) == {name: n for name, n in report.record.graph.items() if n}
    assert build_on_server(path, neo4j_lts.server, force=True).written == 0


def _whole(frames: StudyFrames, layout: Any) -> dict[str, list[dict[str, Any]]]:
    tables = {label: as_rows(frames.nodes(label)) for label in layout.nodes}
    tables |= {type_: as_rows(frames.edges(type_)) for type_ in layout.edges}
    return {name: sorted(rows, key=repr) for name, rows in tables.items()}


def _counts(account: Account) -> dict[str, int]:
    """Nodes and relationships that are there, by label and type."""
    nodes = account.run("MATCH (n) UNWIND labels(n) AS name RETURN name, count(*) AS n")
    edges = account.run("MATCH ()-[r]->() RETURN type(r) AS name, count(*) AS n")
    found = {row["name"]: row["n"] for row in nodes + edges}
    return {name: n for name, n in found.items() if not name.startswith("Graphmodel")}


def _change(path: Path, table: str, row: int, **cells: str) -> None:
    rows = tiny_tables()[table]
    rows[row].update(cells)
    (path / f"{table}.csv").write_text(as_csv(rows), "utf-8", newline="")


def test_an_unchanged_study_sends_nothing(tiny: Path, build: Build) -> None:
    again = build(tiny)
    assert (again.fresh, again.written, again.deleted) == (False, 0, 0)
    compared = build(tiny, force=True)
    assert (compared.fresh, compared.written, compared.deleted) == (True, 0, 0)


@pytest.mark.parametrize(
    ("table", "row", "cells", "written", "deleted"),
    [
        pytest.param("claims", 0, {"summary": "The cook asked some schools."}, 1, 1, marks=pytest.mark.exhaustive),
        ("claims", 3, {"polarity": "denies"}, 1, 1),
        pytest.param("actors", 0, {"label": "Cook"}, 1, 0, marks=pytest.mark.exhaustive),
        ("actors", 0, {"hair": ""}, 1, 0),
        ("actors", 3, {"organisation": ""}, 1, 1),  # the node, and its place in the organisation
        pytest.param("verdicts", 0, {"comment": "Said by most"}, 1, 1, marks=pytest.mark.exhaustive),
        pytest.param("sources", 1, {"label": "Minutes of the committee"}, 1, 0, marks=pytest.mark.exhaustive),
    ],
)
def test_only_what_changed_is_sent(
    tiny: Path,
    build: Build,
    neo4j_lts: Account,
    table: str,
    row: int,
    cells: dict[str, str],
    written: int,
    deleted: int,
) -> None:
    _change(tiny, table, row, **cells)
    report = build(tiny)
    assert (report.fresh, report.written, report.deleted) == (True, written, deleted)
    assert _counts(neo4j_lts) == {name: n for name, n in report.record.graph.items() if n}


def test_a_renamed_heading_renames_the_property(tmp_path: Path, build: Build, neo4j_lts: Account) -> None:
    """Also where every cell stays the same, and where two headings change places."""
    for first, second in (("mood", "tone"), ("voice", "tone"), ("tone", "voice")):
        tables = tiny_tables()
        for row in tables["sources"]:
            row |= {first: "one", second: "two"}
        path = write_study(tmp_path / first, tables)
        build(path)
        with gm.open_study(path, on=neo4j_lts.server) as study:
            sources = study.frames.nodes("Source")
            assert set(sources[first]) == {"one"}
            assert set(sources[second]) == {"two"}
            assert {"mood", "tone", "voice"} & set(sources) == {first, second}


def test_a_write_that_the_driver_sends_again_is_carried_out_once(
    tiny: Path, build: Build, neo4j_lts: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server may take a write and die before it says so; no server dies at that moment when asked to."""
    write = Connection.write

    def written_twice(self: Connection, *args: Any, **kw: Any) -> Any:
        write(self, *args, **kw)
        return write(self, *args, **kw)

    other = tiny_tables()
    other["claims"] = [row | {"claim": f"d{number}"} for number, row in enumerate(other["claims"])]
    other["coding_notes"] = []
    monkeypatch.setattr(Connection, "write", written_twice)
    report = build(write_study(tmp_path / "other", other))
    monkeypatch.undo()
    assert _counts(neo4j_lts) == {name: n for name, n in report.record.graph.items() if n}
    changed = 6 + report.record.graph["STATE_AT"]  # the claims, and what lists them
    assert (report.written, report.deleted) == (changed + 3, changed)  # three items list the claims that decide


def test_what_has_gone_is_deleted(tiny: Path, build: Build, neo4j_lts: Account) -> None:
    (tiny / "claims.csv").write_text(as_csv(tiny_tables()["claims"][:4]), "utf-8", newline="")
    report = build(tiny)
    # Nothing is recommended of ev.menus any more, so its outcome is another.
    assert (report.written, report.deleted) == (1, 2)
    assert neo4j_lts.run("MATCH ()-[c:CLAIM]->() RETURN c.claim AS claim ORDER BY claim") == [
        {"claim": f"c{number}"} for number in range(1, 5)
    ]


def test_a_thing_of_another_kind_moves_with_its_claims(tmp_path: Path, build: Build, neo4j_lts: Account) -> None:
    tables = tiny_tables()
    tables["actors"][2]["actor"] = tables["claims"][4]["subject"] = "parents"  # an id that tells no kind
    path = write_study(tmp_path / "study", tables)
    build(path)
    parents = tables["actors"].pop(2)
    tables["organisations"].append({"organisation": "parents", "label": parents["label"], "kind": "", "part_of": ""})
    report = build(write_study(path, tables))
    # The node and claim c5, which begins there.
    assert (report.written, report.deleted) == (2, 2)
    assert neo4j_lts.run("MATCH (n {id: 'parents'}) RETURN labels(n) AS labels, n.kind AS kind") == [
        {"labels": ["Organisation"], "kind": "Organisation"}
    ]
    assert neo4j_lts.run("MATCH (n)-[c:CLAIM {claim: 'c5'}]->() RETURN n.kind AS kind") == [{"kind": "Organisation"}]


def test_another_study_is_refused_and_taken_with_replace(tiny: Path, build: Build, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(tiny, other)
    text = (other / "study.toml").read_text("utf-8").replace("school_meals", "hospital_meals")
    (other / "study.toml").write_text(text, "utf-8")
    with pytest.raises(ServerError, match=r"holds the study Evidence in school-meals policy .*replace=True"):
        build(other, replace=False)
    assert build(tiny).fresh is False
    assert build(other).record.database == "hospital_meals"
    with pytest.raises(ServerError, match="not school_meals"):
        gm.open_study(tiny, on=build(other).server)


def test_a_database_of_somebody_else_is_left_alone(tmp_path: Path, build: Build, neo4j_lts: Account) -> None:
    _empty(neo4j_lts)
    neo4j_lts.run("CREATE (:Film {title: 'Heat'})-[:STARS]->(:Person)")
    try:
        with pytest.raises(ServerError, match="holds 2 nodes that graphmodel did not write"):
            build(tiny_study(tmp_path))
        assert _counts(neo4j_lts) == {"Film": 1, "Person": 1, "STARS": 1}
    finally:
        _empty(neo4j_lts)


def _empty(account: Account) -> None:
    account.run("MATCH (n) DETACH DELETE n")


def test_an_open_study_does_not_mix_two_builds(tiny: Path, build: Build, neo4j_lts: Account) -> None:
    with gm.open_study(tiny, on=neo4j_lts.server) as opened:
        assert len(opened.ask("coverage/claims").frame) == 6
        _change(tiny, "claims", 0, summary="Otherwise.")
        build(tiny)
        with pytest.raises(ServerError, match="rebuilt"):
            opened.ask("coverage/claims")


def test_a_study_that_is_marked_as_unfinished_is_not_asked(tiny: Path, build: Build, neo4j_lts: Account) -> None:
    with gm.open_study(tiny, on=neo4j_lts.server) as opened:
        neo4j_lts.run(f"MATCH (b:{BUILD_LABEL}) SET b.state = $state", {"state": UNFINISHED})
        with pytest.raises(ServerError, match="is not complete"):
            opened.ask("coverage/claims")
    with pytest.raises(ServerError, match="is not complete"):
        gm.open_study(neo4j_lts.server)
    build(tiny)
    with gm.open_study(neo4j_lts.server) as again:
        assert len(again.frames.claims) == len(tiny_tables()["claims"])


def test_hashes_are_no_part_of_an_answer(tiny: Path, neo4j_lts: Account) -> None:
    with gm.open_study(tiny, on=neo4j_lts.server) as opened:
        found = opened.cypher("MATCH (n:Actor {id: 'act.cook'})-[c:CLAIM]->() RETURN n, c ORDER BY c.claim LIMIT 1")
    assert ROW_HASH not in {*found["n"].iloc[0], *found["c"].iloc[0]}
    assert found["n"].iloc[0]["label"] == "Head cook"
    [held] = neo4j_lts.run("MATCH (n:Actor {id: 'act.cook'}) RETURN keys(n) AS keys")
    assert ROW_HASH in held["keys"]


def test_every_claim_is_there_once(tiny: Path, build: Build, neo4j_lts: Account) -> None:
    build(tiny, force=True)
    ids = [row["claim"] for row in neo4j_lts.run("MATCH ()-[c:CLAIM]->() RETURN c.claim AS claim")]
    assert Counter(ids) == Counter(row["claim"] for row in tiny_tables()["claims"])
