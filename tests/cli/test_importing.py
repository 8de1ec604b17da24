"""`graphmodel import` as people type it: mappings, asking, dry runs, reports."""

import json
from pathlib import Path

import pytest

from tests.support.command import graphmodel, in_one_line

SAMPLES = Path(__file__).parent.parent / "data" / "imports"
PROJECT = SAMPLES / "refi" / "atlas.qdpx"


def test_without_anybody_to_ask_the_mapping_is_shown_and_nothing_is_written(tmp_path: Path) -> None:
    done = graphmodel("import", tmp_path / "study", PROJECT)
    assert done.code == 1
    assert "Barriers / **" in done.out
    assert all(option in done.out for option in ("--yes", "--suggest map.toml", "--map map.toml"))
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_a_suggested_mapping_is_written_and_taken(tmp_path: Path) -> None:
    study, draft, report = tmp_path / "study", tmp_path / "map.toml", tmp_path / "report.json"
    done = graphmodel("import", study, PROJECT, "--suggest", draft)
    assert (done.code, f"--map {draft}" in done.out) == (0, True)
    assert not study.exists()
    shown = graphmodel("import", study, PROJECT, "--map", draft, "--dry-run")
    assert (shown.code, study.exists()) == (0, False)
    assert "passages: 2 read = 2 taken" in shown.out
    done = graphmodel("import", study, PROJECT, "--map", draft, "--strict", "-o", report)
    assert done.code == 0, done.err
    tables = json.loads(report.read_text("utf-8"))
    assert {"changed", "vanished", "account", "rules"} <= set(tables)
    assert len([row for row in tables["added"] if row["table"] == "claims"]) == 3
    again = graphmodel("import", study, PROJECT)
    assert (again.code, "Nothing to change." in again.out) == (0, True)
    draft.write_text("[defaults]\n", "utf-8")
    refused = graphmodel("import", study, PROJECT, "--map", draft, "--strict")
    assert (refused.code, "Trust" in refused.err) == (1, True)


@pytest.mark.slow
def test_a_report_is_short_where_nothing_needs_attention(tmp_path: Path) -> None:
    done = graphmodel("import", tmp_path / "study", PROJECT, "--yes")
    assert done.code == 0
    assert "Barriers / **" not in done.out
    assert f"graphmodel open {tmp_path / 'study'}" in done.out.splitlines()[-1]
    again = graphmodel("import", tmp_path / "study", PROJECT)
    assert max(len(done.out.splitlines()), len(again.out.splitlines())) < 15


@pytest.mark.parametrize(("option", "name"), [("--suggest", "mine.toml"), ("--output", "mine.json")])
def test_a_file_of_somebody_else_is_not_overwritten(tmp_path: Path, option: str, name: str) -> None:
    mine = tmp_path / name
    mine.write_text("mine", "utf-8")
    done = graphmodel("import", tmp_path / "study", PROJECT, "--yes", option, mine)
    assert done.code == 1
    assert name in done.err
    assert mine.read_text("utf-8") == "mine"
    assert not (tmp_path / "study").exists()


def test_what_is_wrong_with_a_file_is_said_where_no_format_is_told_from_it(tmp_path: Path) -> None:
    whole = (SAMPLES / "nodexl" / "meals.xlsx").read_bytes()
    for name, content, said in (
        ("cut.xlsx", whole[:3000], "cannot be read as an Excel workbook"),
        ("cut.json", b'{"nodes": [', "cannot be read as JSON"),
        ("scan.csv", b"%PDF-1.4", "is a PDF file"),
    ):
        (tmp_path / name).write_bytes(content)
        done = graphmodel("import", tmp_path / "study", tmp_path / name)
        assert (done.code, said in in_one_line(done.err)) == (1, True), done.err


def test_a_study_and_a_file_that_changed_places_are_said(tmp_path: Path) -> None:
    done = graphmodel("import", PROJECT, tmp_path / "study")
    assert (done.code, f"graphmodel import {tmp_path / 'study'}" in in_one_line(done.err)) == (1, True)


def test_rules_that_take_many_codes_are_named_in_short(tmp_path: Path) -> None:
    names = [f"Code number {number}" for number in range(200)]
    draft = tmp_path / "map.toml"
    draft.write_text(f"[defaults]\nother_codes = 'factor'\n[[codes]]\nname = {names}\nas = 'actor'\n", "utf-8")
    done = graphmodel("import", tmp_path / "study", PROJECT, "--map", draft, "--dry-run")
    assert done.code == 0, done.err
    assert "196 more" in in_one_line(done.out)
    assert "Code number 100" not in in_one_line(done.out)
