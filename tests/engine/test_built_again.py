"""When a study is built again before it is asked, and when not."""

import json
import os
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.api import building
from graphmodel.problems import StudyInvalid
from tests.support.command import graphmodel
from tests.support.studies import tiny_study, tiny_tables
from tests.support.workbooks import saved, tiny_book


def _label(path: Path, node: str = "act.cook") -> str:
    with gm.open_study(path) as study:
        return str(
            study.engine.query("MATCH (a:Actor) WHERE a.id = $id RETURN a.label AS label", {"id": node})["label"].iloc[
                0
            ]
        )


@pytest.mark.slow
@pytest.mark.parametrize("named", ["the folder", "the workbook"])
def test_a_changed_workbook_is_seen(tmp_path: Path, named: str) -> None:
    folder = tmp_path / "study"
    folder.mkdir()
    book = saved(tiny_book(), folder)
    path = folder if named == "the folder" else book
    assert _label(path) == "Head cook"
    tables = tiny_tables()
    tables["actors"][0]["label"] = "Chief cook"
    saved(tiny_book(tables), folder)
    os.utime(book, (1, 1))  # a clock may be coarser than a test is slow
    assert _label(path) == "Chief cook"


@pytest.mark.slow
def test_changed_settings_are_seen(built_meals: Path) -> None:
    settings = built_meals / "study.toml"
    settings.write_text(settings.read_text("utf-8").replace("Evidence in school", "Evidence on school"), "utf-8")
    with gm.open_study(built_meals) as study:
        assert study.settings.title == "Evidence on school-meals policy"


@pytest.mark.slow
def test_another_version_of_the_program_builds_another_graph(
    built_meals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the files look as they did."""
    first = gm.build_study(built_meals).record
    monkeypatch.setattr(building, "LAYOUT_VERSION", building.LAYOUT_VERSION + 1)
    gm.open_study(built_meals).close()
    second = gm.build_study(built_meals)
    assert not second.fresh, "opening it has built it"
    assert second.record.content != first.content


@pytest.mark.slow
def test_a_database_without_some_rows_is_not_taken_for_a_whole_one(tmp_path: Path) -> None:
    path = tiny_study(tmp_path)
    with (path / "claims.csv").open("a", encoding="utf-8") as file:
        file.write("only,three,cells\n")
    record = gm.build_study(path, leave_out_errors=True).record
    assert not gm.build_study(path, leave_out_errors=True).fresh
    with pytest.raises(StudyInvalid):
        gm.build_study(path)
    with gm.open_study(path) as study:  # what was built is asked as it is
        assert (
            study.engine.query("MATCH ()-[c:CLAIM]->() RETURN count(c) AS n")["n"].iloc[0]
            == record.rows["claims"]["taken"]
        )


@pytest.mark.slow
def test_a_lost_note_of_how_files_looked_costs_time_only(built_meals: Path) -> None:
    report = gm.build_study(built_meals)
    for text in ("{", "[]", json.dumps({"content": report.record.content})):
        (report.folder / "seen.json").write_text(text, "utf-8")
        assert not gm.build_study(built_meals).fresh
        assert _label(built_meals) == "Head cook"


@pytest.mark.slow
def test_an_older_build_says_so(built_meals: Path) -> None:
    text = (built_meals / "claims.csv").read_text("utf-8")
    assert "changed since" not in graphmodel("claims", built_meals, "--no-build").err
    for now in (text.rsplit("\n", 2)[0] + "\n", text.replace("affirms", "perhaps"), ""):
        (built_meals / "claims.csv").write_text(now, "utf-8")
        ran = graphmodel("claims", built_meals, "--no-build", "-f", "json")
        assert len(ran.json) == 6
        assert "changed since" in ran.err
    (built_meals / "claims.csv").write_text(text, "utf-8")
    assert "changed since" not in graphmodel("claims", built_meals, "--no-build").err
