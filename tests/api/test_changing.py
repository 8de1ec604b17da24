"""Changes to a study: whole or not at all, kept in the journal, and undone byte for byte."""

import csv
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.api import changing
from graphmodel.api.changing import apply_change, errors_of_change
from graphmodel.changes import StudyChange, TableChange
from graphmodel.engine.seal import sealed
from graphmodel.problems import ChangeRefused, NotFound, OutputError, StudyError
from graphmodel.records import swapping
from graphmodel.records.folder import read_record, records_folder
from tests.support.command import graphmodel
from tests.support.studies import tiny_study
from tests.support.workbooks import saved, tiny_book

NEW_LABEL = StudyChange("rename", "cook to chef", {"actors": TableChange({2: {"label": "Chef"}})})
NEW_ROWS = StudyChange(
    "import",
    "=two rows",
    {
        "actors": TableChange(append=[{"actor": "act.clerk", "label": "Clerk", "granularity": "role"}]),
        "codings": TableChange(append=[{"claim": "c1", "coder": "Ann", "polarity": "denies"}]),
    },
    {"map.toml": "a = 1\n"},
)


def state(study: Path) -> dict[str, bytes]:
    """Every file that is not among the records."""
    home, records = (study if study.is_dir() else study.parent), records_folder(study)
    files = [path for path in home.rglob("*") if path.is_file() and not path.is_relative_to(records)]
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in files}


@pytest.mark.slow
def test_a_change_is_made_kept_and_undone(tmp_path: Path) -> None:
    study = tiny_study(tmp_path)
    (study / "actors.csv").chmod(0o640)
    states = [state(study)]
    first = apply_change(study, NEW_LABEL, by="Ann")
    states.append(state(study))
    assert states[1] == {**states[0], "actors.csv": states[0]["actors.csv"].replace(b"Head cook", b"Chef")}
    assert (study / "actors.csv").stat().st_mode & 0o777 == 0o640
    assert first.kept is not None
    assert (first.kept / "actors.csv").read_bytes() == states[0]["actors.csv"]
    assert first.kept.stat().st_mode & 0o077 == 0
    assert first.tables == {"actors": (1, 0, 0)}
    apply_change(study, NEW_ROWS)
    assert read_record(study, "map.toml") == "a = 1\n"
    assert gm.check_study(study).problems.errors == 0
    assert [row["coder"] for row in gm.read_table(study, "codings").to_dict("records")] == ["Ann"]
    gm.undo(study)
    assert state(study) == states[1]
    assert read_record(study, "map.toml") is None
    gm.undo(study, by="Ben")
    assert state(study) == states[0]
    with pytest.raises(NotFound):
        gm.undo(study)
    rows = gm.journal(study).frame.fillna(0).to_dict("records")[::-1]
    assert [(row["number"], row["command"], row["by"], row["undone_by"]) for row in rows] == [
        (1, "rename", "Ann", 4),
        (2, "import", "", 3),
        (3, "undo", "", 0),
        (4, "undo", "Ben", 0),
    ]
    with (records_folder(study) / "journal.csv").open(newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    assert [line["tables"] for line in lines[:2]] == ["actors: 1 changed", "actors: 1 added; codings: 1 added"]
    assert [line["undoes"] for line in lines] == ["", "", "2", "1"]
    assert not lines[1]["what"].startswith("=")  # which a spreadsheet would run


def test_what_is_so_already_writes_nothing(tmp_path: Path) -> None:
    study = tiny_study(tmp_path)
    done = apply_change(study, StudyChange("rename", "", {"actors": TableChange({2: {"label": "Head cook"}})}))
    assert done.entry is None
    assert not records_folder(study).exists()


@pytest.mark.slow
def test_a_change_that_adds_errors_is_refused_and_others_are_not(tmp_path: Path) -> None:
    study = tiny_study(tmp_path)
    text = (study / "claims.csv").read_text("utf-8")
    (study / "claims.csv").write_text(text.replace("ev.menus", "ev.nowhere"), "utf-8")  # an error it has already
    before = state(study)
    bad = StudyChange("t", "t", {"claims": TableChange({2: {"object": "ev.bus"}, 3: {"polarity": "perhaps"}})})
    with pytest.raises(ChangeRefused) as refused:
        apply_change(study, bad)
    assert {(problem.row, problem.column) for problem in refused.value.problems} == {(2, "object"), (3, "polarity")}
    assert [problem.row for problem in errors_of_change(study, bad)] == [
        problem.row for problem in refused.value.problems
    ]
    assert state(study) == before
    assert not records_folder(study).exists()
    apply_change(study, StudyChange("t", "t", {"claims": TableChange(remove=frozenset({2}))}))
    assert len(gm.read_table(study, "claims")) == 5


@pytest.mark.slow
def test_files_changed_since_are_left_alone(tmp_path: Path) -> None:
    study = tiny_study(tmp_path)
    apply_change(study, NEW_LABEL)
    with (study / "actors.csv").open("a", encoding="utf-8") as file:
        file.write("act.new,New,role,,\n")
    before = state(study)
    with pytest.raises(StudyError, match=r"actors\.csv") as refused:
        gm.undo(study)
    assert str(Path("undo", "1")) in str(refused.value)
    assert state(study) == before


@pytest.mark.slow
@pytest.mark.parametrize("at", range(4))
def test_a_stop_in_the_middle_leaves_the_old_study(tmp_path: Path, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    study = tiny_study(tmp_path)
    before, calls, put = state(study), [0], swapping.write_whole

    def stopping(file: Path, content: bytes, mode: int | None = None) -> None:
        if mode is not None and file.parent.name != "undo":
            calls[0] += 1
            if calls[0] == at + 1:
                raise (OSError(28, "No space left on device", str(file)) if at % 2 else KeyboardInterrupt)
        put(file, content) if mode is None else put(file, content, mode)

    with monkeypatch.context() as patch:
        patch.setattr(swapping, "write_whole", stopping)
        with pytest.raises((KeyboardInterrupt, OutputError)):
            apply_change(study, NEW_ROWS)
    assert state(study) == before
    with pytest.raises(NotFound):
        gm.undo(study)
    assert gm.check_study(study).problems.errors == 0
    apply_change(study, NEW_ROWS)
    gm.undo(study)
    assert state(study) == before


@pytest.mark.slow
def test_a_program_that_is_killed_is_put_right_by_the_next_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = tiny_study(tmp_path)
    before = state(study)
    with monkeypatch.context() as patch:
        patch.setattr(swapping, "settle", lambda study: "")
        patch.setattr(swapping, "with_line", lambda text, line: 1 / 0)  # files are swapped, the journal is not
        with pytest.raises(ZeroDivisionError):
            apply_change(study, NEW_ROWS)
    (study / "actors.csv.abcd1234.new").write_text("half")
    assert state(study) != before
    assert gm.check_study(study).problems.errors == 1
    assert gm.journal(study).notes
    done = gm.undo(study)
    assert (done.entry, len(done.notes)) == (None, 1)
    assert state(study) == before
    assert gm.check_study(study).problems.errors == 0


@pytest.mark.slow
def test_only_the_last_changes_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swapping, "KEPT", 2)
    study = tiny_study(tmp_path)
    undo = records_folder(study) / "undo"
    for number in range(1, 5):
        apply_change(study, StudyChange("t", "t", {"actors": TableChange({2: {"label": f"Cook {number}"}})}))
        if number == 1:
            (undo / "1" / "mine.txt").write_text("mine")
    assert {path.name for path in undo.iterdir()} == {".gitignore", "1", "3", "4"}
    gm.undo(study)
    gm.undo(study)
    with pytest.raises(StudyError):
        gm.undo(study)


@pytest.mark.slow
def test_records_of_a_study_from_somebody_else_do_no_harm(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine.csv").write_text("mine")
    for name in ("import", "import/undo", "import/journal.csv", "import/unfinished.json"):
        study = tiny_study(tmp_path / name.replace("/", "-"))
        link = study / name
        link.parent.mkdir(exist_ok=True)
        link.symlink_to(outside if "." not in name else outside / "mine.csv")
        with pytest.raises(OutputError):
            apply_change(study, NEW_LABEL)
        with pytest.raises(OutputError):
            gm.undo(study)
    assert {path.name for path in outside.iterdir()} == {"mine.csv"}
    # A list that names files of others.
    study = tiny_study(tmp_path / "s")
    applied = apply_change(study, NEW_LABEL)
    assert applied.kept is not None
    listed = applied.kept / "files.json"
    kept = json.loads(listed.read_text("utf-8"))["sealed"]
    own = hashlib.blake2b(b"mine", digest_size=16).hexdigest()
    text = json.dumps(kept)
    after = hashlib.blake2b((study / "actors.csv").read_bytes(), digest_size=16).hexdigest()
    for target in (
        "../outside/mine.csv",
        str(outside / "mine.csv"),
        "a\\u0000b",
        "import/journal.csv",
        "link.csv",
        ".",
    ):
        if not os.path.lexists(study / "link.csv"):
            (study / "link.csv").symlink_to(outside / "mine.csv")
        changed = json.loads(text.replace("actors.csv", target, 1).replace(after, own))
        listed.write_text(sealed("earlier files", changed), "utf-8")
        with pytest.raises(StudyError):
            gm.undo(study)
    assert (outside / "mine.csv").read_text() == "mine"


@pytest.mark.slow
def test_earlier_states_that_somebody_else_planted_are_not_brought_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = tiny_study(tmp_path / "s")
    with monkeypatch.context() as patch:  # somebody else, with a seal of their own
        patch.setenv("GRAPHMODEL_HOME", str(tmp_path / "other"))
        apply_change(study, NEW_LABEL)
    before = (study / "actors.csv").read_bytes()
    with pytest.raises(StudyError):
        gm.undo(study)
    journal = study / "import" / "journal.csv"
    journal.write_text(journal.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    (study / "import" / "unfinished.json").write_text('{"number": 1}', "utf-8")
    for change in (lambda: gm.undo(study), lambda: apply_change(study, NEW_LABEL)):
        with pytest.raises(OutputError, match=r"unfinished\.json"):
            change()
    assert (study / "actors.csv").read_bytes() == before
    journal.write_text(journal.read_text("utf-8") + f"{10**30},x,y,z,,,\n", "utf-8")
    with pytest.raises(StudyError):
        gm.journal(study)


@pytest.mark.slow
def test_a_linked_table_is_changed_where_it_lies(tmp_path: Path) -> None:
    study = tiny_study(tmp_path)
    (study / "data").mkdir()
    (study / "actors.csv").rename(study / "data" / "actors.csv")
    (study / "actors.csv").symlink_to(Path("data", "actors.csv"))
    before = state(study)
    apply_change(study, NEW_LABEL)
    assert (study / "actors.csv").is_symlink()
    assert b"Chef" in (study / "data" / "actors.csv").read_bytes()
    gm.undo(study)
    assert state(study) == before


@pytest.mark.slow
def test_only_one_command_at_a_time_changes_a_study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study = tiny_study(tmp_path)
    before = state(study)

    def meanwhile(*_: object) -> object:
        (study / "actors.csv").write_bytes(before["actors.csv"] + b"act.new,New,role,,\n")
        return gm.check_study(tiny_study(tmp_path / "other")).problems

    with monkeypatch.context() as patch:
        patch.setattr(changing, "_added_errors", meanwhile)
        with pytest.raises(OutputError):
            apply_change(study, NEW_LABEL)
    assert (study / "actors.csv").read_bytes().endswith(b"New,role,,\n")


def test_the_bundled_study_is_never_changed(bundled_path: Path) -> None:
    with pytest.raises(OutputError):
        apply_change(bundled_path, NEW_LABEL)
    with pytest.raises(OutputError):
        gm.undo(bundled_path)


@pytest.mark.slow
def test_the_commands_list_and_undo(tmp_path: Path) -> None:
    study = tiny_study(tmp_path)
    assert graphmodel("undo", study).code == 1
    assert graphmodel("journal", study).code == 0
    before = state(study)
    apply_change(study, NEW_LABEL)
    assert "cook to chef" in graphmodel("undo", study, "--list").out
    assert state(study) != before
    assert graphmodel("undo", study, "--by", "Ann").code == 0
    assert state(study) == before
    rows = graphmodel("journal", study, "-f", "json").json
    assert [(row["command"], row["by"]) for row in rows] == [("undo", "Ann"), ("rename", "")]
    assert graphmodel("journal", study, "-o", study / "import" / "x.xlsx").code != 0
    assert graphmodel("journal", study, "-o", tmp_path / "journal.xlsx").code == 0


@pytest.mark.slow
def test_a_folder_and_the_workbook_in_it_are_two_names(tmp_path: Path) -> None:
    book = saved(tiny_book(), tmp_path, "study.xlsx")
    apply_change(book, NEW_LABEL)
    with pytest.raises(NotFound, match=r"study\.xlsx"):
        gm.undo(tmp_path)
    (tmp_path / "link.xlsx").symlink_to(book)
    with pytest.raises(StudyError):
        apply_change(tmp_path / "link.xlsx", NEW_LABEL)
    gm.undo(book)
    assert gm.read_table(book, "actors")["label"][0] == "Head cook"


@pytest.mark.process
def test_a_process_that_dies_in_the_middle_is_put_right(tmp_path: Path) -> None:
    study = tiny_study(tmp_path)
    before = state(study)
    code = (
        "import os, sys\n"
        "from graphmodel.api.changing import apply_change\n"
        "from graphmodel.records import swapping\n"
        "from tests.api.test_changing import NEW_ROWS\n"
        "put = swapping._put\n"
        "swapping._put = lambda *file: (put(*file), os._exit(9))\n"
        "apply_change(sys.argv[1], NEW_ROWS)\n"
    )
    root = Path(__file__).parents[2]
    paths = os.pathsep.join(map(str, (root, root / "loaders", root / "viz")))
    died = subprocess.run([sys.executable, "-c", code, study], check=False, env={**os.environ, "PYTHONPATH": paths})
    assert died.returncode == 9
    assert state(study) != before
    done = apply_change(study, NEW_LABEL)
    assert len(done.notes) == 1
    gm.undo(study)
    assert state(study) == before
