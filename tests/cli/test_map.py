"""``graphmodel map``: the page is written, and never into the study."""

from pathlib import Path

import pytest

from tests.support.command import graphmodel
from tests.support.studies import tiny_study


@pytest.mark.slow
def test_the_page_is_written_and_the_same_each_time(tmp_path: Path):
    study = tiny_study(tmp_path)
    for name in ("one.html", "two.html"):
        ran = graphmodel("map", study, "--ties", "claim", "-o", tmp_path / name)
        assert ran.code == 0, ran.err
        assert ran.out == ""
        assert f"Wrote {tmp_path / name}" in ran.err
    page = (tmp_path / "one.html").read_bytes()
    assert page.startswith(b"<!DOCTYPE html>")
    assert b"\r" not in page
    assert page == (tmp_path / "two.html").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--focus", "marine"], "no focus 'marine'"),
        (["--ties", "friendship"], "friendship"),
        (["--renderer", "paper"], "paper"),
        (["--group", "age"], "age"),
    ],
)
def test_what_there_is_not_is_said(tmp_path: Path, options: list[str], said: str):
    ran = graphmodel("map", tiny_study(tmp_path), *options, "-o", tmp_path / "map.html")
    assert ran.code in {1, 2}
    assert said in ran.err
    assert not (tmp_path / "map.html").exists()


def test_a_file_must_be_named(tmp_path: Path):
    ran = graphmodel("map", tiny_study(tmp_path))
    assert ran.code == 2
    assert "--output" in ran.err


@pytest.mark.parametrize("name", ["claims.csv", "notes.csv", "."])
def test_the_study_is_never_written_over(tmp_path: Path, name: str):
    study = tiny_study(tmp_path)
    before = {file.name: file.read_bytes() for file in study.glob("*.csv")}
    ran = graphmodel("map", study, "--db", tmp_path / "db", "-o", study / name)
    assert ran.code == 1
    assert "nothing was written" in ran.err
    assert {file.name: file.read_bytes() for file in study.glob("*.csv")} == before
