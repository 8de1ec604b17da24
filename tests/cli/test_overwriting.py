"""What commands do with a file that is already there, or whose ending is of another kind."""

import os
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.problems import OutputError
from tests.support.command import graphmodel
from tests.support.studies import tiny_study

WRITERS = [
    pytest.param("page", "mine.html", marks=pytest.mark.exhaustive),
    ("map", "mine.html"),
    ("claims", "mine.csv"),
    pytest.param("findings", "mine.xlsx", marks=pytest.mark.exhaustive),
    ("table", "mine.json"),
    ("figure", "mine.svg"),
]

pytestmark = pytest.mark.slow


def _run(command: str, study: Path, *more: object) -> tuple[int, str]:
    words = ("figure", study, "dropout") if command == "figure" else (command, study)
    ran = graphmodel(*words, *more)
    assert "Traceback" not in ran.err
    return ran.code, " ".join(ran.err.split())


@pytest.mark.parametrize(("command", "name"), WRITERS)
def test_a_file_of_the_user_is_kept_without_force(meals: Path, tmp_path: Path, command: str, name: str) -> None:
    file = tmp_path / name
    file.write_text("mine")
    code, said = _run(command, meals, "-o", file)
    assert code == 1
    assert "--force" in said
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(name, "mine")]
    assert _run(command, meals, "-o", file, "--force")[0] == 0
    assert _run(command, meals, "-o", file)[0] == 0
    assert file.read_bytes()[:4] != b"mine"


@pytest.mark.exhaustive
def test_a_page_of_another_study_is_kept_without_force(meals: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "page.html", tiny_study(tmp_path)
    assert _run("page", meals, "-o", file)[0] == 0
    before = file.read_bytes()
    code, said = _run("page", other, "-o", file)
    assert code == 1
    assert "--force" in said
    assert file.read_bytes() == before


@pytest.mark.slow
def test_the_caption_of_a_figure_does_not_overwrite_a_file_either(meals: Path, tmp_path: Path) -> None:
    (tmp_path / "f.caption.txt").write_text("mine")
    assert _run("figure", meals, "-o", tmp_path / "f.svg")[0] == 1
    assert [path.name for path in tmp_path.iterdir()] == ["f.caption.txt"]
    assert (tmp_path / "f.caption.txt").read_text() == "mine"


@pytest.mark.exhaustive
def test_a_page_is_named_after_its_study(meals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert _run("page", meals)[0] == 0
    named = [path.name for path in tmp_path.iterdir()]
    assert len(named) == 1
    assert "school-meals" in named[0] or "meals" in named[0]
    assert named[0].endswith(".html")


@pytest.mark.parametrize(
    ("command", "name", "instead"),
    [
        ("map", "map.png", "graphmodel figure STUDY map -o"),
        ("map", "map.csv", "graphmodel claims STUDY -o"),
        ("map", "map", "map.html"),
        ("page", "page.pdf", "graphmodel figure STUDY"),
        ("page", "page.xlsx", "graphmodel claims STUDY -o"),
        ("figure", "figure.html", "graphmodel map STUDY -o"),
        ("figure", "figure.xlsx", "graphmodel claims STUDY -o"),
        ("poster", "poster.html", "graphmodel page STUDY -o"),
        ("poster", "poster.csv", "graphmodel claims STUDY -o"),
        ("claims", "claims.png", "graphmodel figure STUDY"),
        ("claims", "claims.html", "graphmodel page STUDY -o"),
    ],
)
def test_a_wrong_ending_names_the_command_that_makes_such_a_file(
    meals: Path, tmp_path: Path, command: str, name: str, instead: str
) -> None:
    code, said = _run(command, meals, "-o", tmp_path / name)
    assert code in {1, 2}
    assert instead in said
    assert list(tmp_path.iterdir()) == []


def test_force_never_overwrites_what_the_study_is_read_from(tmp_path: Path) -> None:
    path = tiny_study(tmp_path)
    before = {file.name: file.read_bytes() for file in path.iterdir() if file.is_file()}
    with gm.open_study(path) as study:
        results = [study.claims(), study.ask("journeys/stopped"), gm.check_study(path).result()]
    for result in results:
        for name in ("claims.csv", "CLAIMS.csv", "mine.csv", "../school_meals/actors.csv", ""):
            with pytest.raises(OutputError):
                result.to_csv(path / name, force=True)
    for words in (("questions", path), ("table", path), ("check", path), ("findings", path)):
        for name in ("claims.csv", "actors.csv", "study.toml"):
            assert graphmodel(*words, "-f", "csv", "-o", path / name, "--force").code == 1
    book = gm.write_new_study(tmp_path / "new", excel=True)
    content = book.read_bytes()
    with pytest.raises(OutputError):
        gm.check_study(book).result().to_excel(book, force=True)
    assert {file.name: file.read_bytes() for file in path.iterdir() if file.is_file()} == before
    assert book.read_bytes() == content


def test_a_target_that_is_refused_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    """Nothing is computed either: a study that cannot be built is not what is complained of."""
    study = tiny_study(tmp_path, settings="x = [")
    results, file = tmp_path / "results", tmp_path / "mine.csv"
    mine = results / "questions" / "journeys" / "stopped.xlsx"
    mine.parent.mkdir(parents=True)
    for path in (mine, file):
        path.write_text("mine")
    for words, blocked in (
        (("findings", study, "--results", results), mine),
        (("findings", study, "--results", file / "below"), file),
        (("claims", study, "-o", file), file),
        (("cypher", study, "RETURN 1 AS one", "-o", file), file),
        (("table", study, "actors", "-o", file), file),
        (("check", study, "-o", file), file),
    ):
        code, said = _run(str(words[0]), study, *words[2:])
        assert code == 1
        assert blocked.name in said
    assert not (study / ".graphmodel").exists()
    assert [path.read_text() for path in (mine, file)] == ["mine", "mine"]


@pytest.mark.parametrize("target", [".", "", Path.cwd().anchor])
def test_a_folder_is_no_file(meals: Path, tmp_path: Path, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.txt").write_text("mine")
    for command in ("page", "map", "claims"):
        assert _run(command, meals, "-o", target)[0] in {1, 2}
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_results_of_findings_keep_the_users_files(meals: Path, tmp_path: Path) -> None:
    folder = tmp_path / "results"
    folder.mkdir()
    (folder / "dropout.xlsx").write_text("mine")
    code, said = _run("findings", meals, "--results", folder)
    assert code == 1
    assert "dropout.xlsx" in said
    assert [path.name for path in tmp_path.rglob("*")] == ["results", "dropout.xlsx"]
    assert (folder / "dropout.xlsx").read_text() == "mine"


def test_files_for_neo4j_browser_keep_the_users_files(meals: Path, tmp_path: Path) -> None:
    (tmp_path / "graphmodel.grass").write_text("mine")
    assert _run("neo4j-browser", meals, tmp_path)[0] == 1
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("graphmodel.grass", "mine")]
    assert _run("neo4j-browser", meals, tmp_path, "--force")[0] == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
@pytest.mark.parametrize("exporter", ["folder", "gephi", "neo4j-import"])
def test_exports_leave_links_and_pipes_alone(meals: Path, tmp_path: Path, exporter: str) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("mine")
    for number, make in enumerate((os.mkfifo, lambda path: path.symlink_to(mine))):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        make(folder / "nodes.csv")
        assert graphmodel("export", meals, exporter, folder).code == 1
        assert [path.name for path in folder.iterdir()] == ["nodes.csv"]
    assert mine.read_text() == "mine"
