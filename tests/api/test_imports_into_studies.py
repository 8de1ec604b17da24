"""`import_study` into new studies and studies that are there: files, records, undo, mappings."""

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.problems import ChangeRefused, FormatError, OutputError, StudyError
from tests.support.studies import tiny_study

SAMPLES = Path(__file__).parent.parent / "data" / "imports"
PROJECT = SAMPLES / "refi" / "atlas.qdpx"


def network(path: Path, *claims: tuple[str, str, str]) -> Path:
    """A map of Kumu with these connections."""
    labels = dict.fromkeys(end for one in claims for end in (one[0], one[2]))
    elements = [{"label": label, "type": "person"} for label in labels]
    connections = [{"from": one, "to": other, "label": verb} for one, verb, other in claims]
    path.write_text(json.dumps({"elements": elements, "connections": connections}), "utf-8")
    return path


def files(study: Path) -> dict[str, bytes]:
    """What a study is read from, and its records but for the journal and what undo keeps."""
    home = study if study.is_dir() else study.parent
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in sorted(home.rglob("*"))
        if path.is_file()
        and "undo" not in path.parts
        and path.name != "journal.csv"
        and ".graphmodel" not in path.parts
    }


def table(study: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((study / name).read_text("utf-8"), newline="")))


@pytest.mark.parametrize("form", ["folder", pytest.param("workbook", marks=pytest.mark.slow)])
def test_an_import_into_a_study_is_undone_to_the_byte(tmp_path: Path, form: str) -> None:
    study = tiny_study(tmp_path)
    if form == "workbook":
        (tmp_path / "book").mkdir()
        study = tmp_path / "book" / "study.xlsx"
        gm.export_study(tiny_study(tmp_path), "workbook", study)
    before = files(study)
    file = network(tmp_path / "map.json", ("Ann", "asks", "Bob"), ("Bob", "asks", "Cy"))
    report = gm.import_study(file, study)
    assert (report.is_new, len([one for one in report.added if one.table == "claims"])) == (False, 2)
    assert not report.problems.errors
    once = files(study)
    assert once != before
    again = gm.import_study(file, study)
    assert (again.added, again.changed, again.vanished) == ((), (), ())
    assert again.applied is not None
    assert again.applied.entry is None
    assert files(study) == once
    gm.undo(study)
    assert files(study) == before


@pytest.mark.slow
def test_a_new_study_is_brought_up_to_date_by_a_newer_export(tmp_path: Path) -> None:
    study = tmp_path / "study"
    first = gm.import_study(network(tmp_path / "map.json", ("Ann", "asks", "Bob"), ("Bob", "asks", "Cy")), study)
    assert first.is_new
    newer = network(tmp_path / "map.json", ("Ann", "asks", "Bob"), ("Ann", "asks", "Bob"), ("Dee", "asks", "Bob"))
    shown = gm.import_study(newer, study, show_only=True)
    report = gm.import_study(newer, study)
    assert (shown.added, shown.vanished) == (report.added, report.vanished)
    assert {one.label for one in report.vanished if one.table != "claims"} == {"Cy"}
    assert len(table(study, "claims.csv")) == 4
    gone = gm.import_study(newer, study, remove=True)
    assert not gone.kept
    assert {one.label for one in gone.vanished} == {one.label for one in report.vanished}
    assert {row["label"] for row in table(study, "actors.csv")} == {"Ann", "Bob", "Dee"}
    records = [row["id"] for row in table(study, "import/imports.csv")]
    assert records == [first.import_id, report.import_id]
    assert {row["import_id"] for row in table(study, "claims.csv")} == set(records)
    for name in records:
        rows = table(study, f"import/account-{name}.csv")
        assert {row["what"] for row in rows} >= {"elements", "connections", "rows of claims"}


@pytest.mark.slow
def test_two_projects_in_one_study_do_not_touch_each_other(tmp_path: Path) -> None:
    study = tmp_path / "study"
    one = network(tmp_path / "one.json", ("Ann", "asks", "Bob"))
    two = network(tmp_path / "two.json", ("Ann", "tells", "Eve"))
    gm.import_study(one, study)
    report = gm.import_study(two, study)
    assert not report.vanished
    assert not gm.import_study(one, study).vanished
    assert not gm.import_study(two, study).added
    assert [row["label"] for row in table(study, "actors.csv")].count("Ann") == 1
    assert len({row["stream"] for row in table(study, "import/imports.csv")}) == 2


@pytest.mark.slow
def test_a_coded_project_goes_by_the_mapping_that_is_given_then_by_the_one_that_is_kept(tmp_path: Path) -> None:
    study, draft = tmp_path / "study", tmp_path / "map.toml"
    text = gm.suggest_mapping(PROJECT, draft)
    assert draft.read_text("utf-8") == text
    text = "# as we agreed\n" + text.replace('verb = "mentions"', 'verb = "names"')
    draft.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    report = gm.import_study(PROJECT, study, mapping=draft)
    (kept,) = (study / "import").glob("mapping-*.toml")
    assert kept.read_text("utf-8") == text
    claims = table(study, "claims.csv")
    assert {row["import_id"] for row in claims} == {report.import_id}
    assert all(row["import_rule"] for row in claims)
    before = files(study)
    assert not gm.import_study(PROJECT, study).added
    assert files(study) == before


@pytest.mark.slow
def test_a_second_project_of_other_codes_has_a_mapping_of_its_own(tmp_path: Path) -> None:
    samples = PROJECT.parents[1]
    gm.import_study(samples / "excerpts" / "dedoose.csv", tmp_path / "study")
    account = gm.import_study(samples / "excerpts" / "highlights.csv", tmp_path / "study").account
    assert account.counts["codes", "left out", "no rule of the mapping takes them"] == 0
    assert len(list((tmp_path / "study" / "import").glob("mapping-*.toml"))) == 2


def test_strict_refuses_what_no_rule_takes_and_a_network_takes_no_mapping(tmp_path: Path) -> None:
    empty = tmp_path / "map.toml"
    empty.write_text("", "utf-8")
    with pytest.raises(StudyError, match="Barriers"):
        gm.import_study(PROJECT, tmp_path / "study", mapping=empty, strict=True)
    assert not (tmp_path / "study").exists()
    file = network(tmp_path / "map.json", ("Ann", "asks", "Bob"))
    with pytest.raises(FormatError, match="kumu"):
        gm.import_study(file, tmp_path / "study", mapping=empty)
    with pytest.raises(FormatError, match="kumu"):
        gm.suggest_mapping(file)


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "diary.txt").write_text("mine", "utf-8")
    file = network(tmp_path / "map.json", ("Ann", "asks", "Bob"))
    for target in (tmp_path / "notes", tmp_path / "notes" / "diary.txt", tmp_path / "new.xlsx"):
        with pytest.raises(OutputError):
            gm.import_study(file, target)
    assert [path.name for path in (tmp_path / "notes").iterdir()] == ["diary.txt"]
    draft = tmp_path / "notes" / "diary.txt"
    with pytest.raises(OutputError):
        gm.suggest_mapping(PROJECT, draft)
    assert draft.read_text("utf-8") == "mine"


@pytest.mark.slow
def test_an_import_that_would_add_errors_changes_nothing(tmp_path: Path) -> None:
    study = tiny_study(tmp_path)
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "claims.csv").write_text("claim,source,subject,predicate,object,summary\nz9,,,,,\n", "utf-8")
    (bad / "actors.csv").write_text("actor,label\nact.z,Zed\n", "utf-8")
    before = files(study)
    with pytest.raises(ChangeRefused):
        gm.import_study(bad, study, format="folder")
    assert files(study) == before


@pytest.mark.parametrize(
    ("name", "said"),
    [("x.nvpx", "NVivo"), ("x.mx24", "MAXQDA"), ("x.atlproj23", "ATLAS.ti"), ("x.csv", "start"), ("x.pdf", "kumu: ")],
)
def test_a_file_of_no_known_format_is_told_for_what_it_is(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / name).write_bytes(b"a,b\n1,2\n")
    with pytest.raises(FormatError, match=said):
        gm.import_study(tmp_path / name, tmp_path / "study")


@pytest.mark.slow
def test_folders_and_archives_that_are_not_read_are_told_for_what_they_are(tmp_path: Path) -> None:
    project = gm.write_example_project(tmp_path / "falls.qdpx")
    unpacked = tmp_path / "unpacked"
    shutil.unpack_archive(project, unpacked, "zip")
    (tmp_path / "interviews" / "more").mkdir(parents=True)
    with zipfile.ZipFile(tmp_path / "pictures.zip", "w") as archive:
        archive.writestr("a.png", b"")
    for name, said in (("interviews", "each by itself"), ("pictures.zip", "Unpack")):
        with pytest.raises(FormatError, match=said):
            gm.import_study(tmp_path / name, tmp_path / "study")
    assert gm.import_study(unpacked, tmp_path / "study").account.counts == (
        gm.import_study(project, tmp_path / "other").account.counts
    )


class Interrupted:
    """Presses Ctrl-C when a phase of work begins."""

    def __init__(self, phase: int) -> None:
        self.left = phase

    def begin(self, _what: str, _total: int) -> None:
        self.left -= 1
        if self.left == 0:
            raise KeyboardInterrupt

    def reach(self, _done: int) -> None:
        pass


@pytest.mark.slow
def test_ctrl_c_leaves_a_study_as_it_was_or_with_the_whole_import(tmp_path: Path) -> None:
    study, new = tiny_study(tmp_path), tmp_path / "new"
    file = network(tmp_path / "map.json", ("Ann", "asks", "Bob"))
    before, phases = files(study), 0
    for phase in range(1, 9):
        for target in (study, new):
            try:
                gm.import_study(file, target, progress=Interrupted(phase))
            except KeyboardInterrupt:
                phases += 1
        if files(study) != before:
            break
        assert not new.exists() or (new / "import" / "imported.csv").exists()
    assert phases > 4
    assert len(table(study, "claims.csv")) == before["claims.csv"].count(b"\n")
    gm.undo(study)
    assert files(study) == before


@pytest.mark.slow
def test_a_code_that_was_renamed_out_of_the_mapping_is_said(tmp_path: Path) -> None:
    newer = tmp_path / "newer.qdpx"
    with zipfile.ZipFile(PROJECT) as old, zipfile.ZipFile(newer, "w") as new:
        for part in old.infolist():
            new.writestr(part.filename, old.read(part).replace(b"Barriers::Trust", b"Hindrances::Doubt"))
    study = tmp_path / "study"
    mapping = tmp_path / "map.toml"
    mapping.write_text('[[codes]]\npath = "Barriers / **"\nas = "factor"\n', "utf-8")
    gm.import_study(PROJECT, study, mapping=mapping)
    said = [remark for remark in gm.import_study(newer, study).account.remarks if "Hindrances / Doubt" in remark]
    assert len(said) == 1
    assert "import" in said[0]


@pytest.mark.slow
def test_a_study_of_claims_alone_takes_an_import_and_gets_its_settings(tmp_path: Path) -> None:
    study = tmp_path / "study"
    study.mkdir()
    text = "source,subject,predicate,object,summary\nInterview,Nurse,uses,Local audit,She uses it\n"
    (study / "claims.csv").write_text(text, "utf-8")
    report = gm.import_study(PROJECT, study)
    assert report.problems.errors == 0
    assert not gm.import_study(PROJECT, study).added
    assert (study / "study.toml").is_file()
    gm.undo(study)
    assert [path.name for path in study.iterdir() if path.name != "import"] == ["claims.csv"]
    assert (study / "claims.csv").read_text("utf-8") == text


@pytest.mark.slow
@pytest.mark.parametrize(
    "sample",
    [
        "atlas_ti/project",
        "causal_map/links.csv",
        "dna/events.csv",
        "framework/report.xlsx",
        "gephi/meals",
        "gexf/meals.gexf",
        "graphml/yed.graphml",
        "kumu/connections.csv",
        "maxqda/project",
        "nvivo/project",
        "qualcoder/last.qda",
        "refi/nvivo.qdpx",
        "refi/taguette.qdc",
        "taguette/one.sqlite3",
        "transcript/project",
    ],
)
def test_each_format_goes_into_a_study_once(tmp_path: Path, sample: str) -> None:
    study = tiny_study(tmp_path)
    before = files(study)
    report = gm.import_study(SAMPLES / sample, study)
    assert report.added
    assert not report.problems.errors
    again = gm.import_study(SAMPLES / sample, study)
    assert (again.added, again.changed, again.vanished) == ((), (), ())
    assert again.applied is not None
    assert again.applied.entry is None
    gm.undo(study)
    assert files(study) == before
