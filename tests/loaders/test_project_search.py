"""Projects that were unpacked, zipped, or lie with other files in a folder are read as they would be alone."""

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.api.import_source import read_source
from graphmodel.coded_project import CodedProject
from graphmodel.problems import FormatError, StudyError

SAMPLES = Path(__file__).parents[1] / "data" / "imports"
PROJECT = SAMPLES / "refi" / "maxqda.qdpx"


def read(source: Path) -> CodedProject:
    project = read_source(source, source.parent / "study").read
    assert isinstance(project, CodedProject)
    return project


def zipped(target: Path, *files: Path, above: str = "") -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            inner = sorted(file.rglob("*")) if file.is_dir() else [file]
            for one in filter(Path.is_file, inner):
                archive.writestr(above + one.relative_to(file.parent).as_posix(), one.read_bytes())
    return target


def unpacked(folder: Path) -> Path:
    with zipfile.ZipFile(PROJECT) as archive:
        archive.extractall(folder)
    return folder


def beside_others(folder: Path) -> Path:
    folder.mkdir()
    shutil.copy(PROJECT, folder)
    (folder / "README.txt").write_text("Anna: Read me.\nAnna: Please.\n", "utf-8")
    (folder / "paper.pdf").write_bytes(b"%PDF")
    (folder / "desktop.ini").write_bytes(b"[x]")
    return folder


def beside_its_sources(folder: Path) -> Path:
    (folder / "something else.txt").write_text("of another sort", "utf-8")
    (folder / "older.qde").write_text("<Project/>", "utf-8")
    return folder / "project.qde"


FORMS: dict[str, Callable[[Path], Path]] = {
    "unpacked": lambda tmp: unpacked(tmp / "Meals"),
    "its XML file beside its sources": lambda tmp: beside_its_sources(unpacked(tmp / "Meals")),
    "in a folder": lambda tmp: unpacked(tmp / "outer" / "Meals").parent,
    "the archive in an archive": lambda tmp: zipped(tmp / "data.zip", PROJECT),
    "its folder in an archive": lambda tmp: zipped(tmp / "data.zip", unpacked(tmp / "Meals"), above="__MACOSX/../x/"),
    "an archive in an archive in a folder": lambda tmp: zipped(
        tmp / "data.zip", zipped(tmp / "Meals.zip", unpacked(tmp / "Meals"))
    ),
    "its folder zipped": lambda tmp: zipped(tmp / "data.zip", unpacked(tmp / "Meals")),
    "with others": lambda tmp: beside_others(tmp / "deposit"),
    "with others, zipped": lambda tmp: zipped(tmp / "data.zip", beside_others(tmp / "deposit")),
}


@pytest.mark.parametrize("form", [form for form in FORMS if form != "its folder in an archive"])
def test_one_project_is_read_however_it_is_packed(tmp_path: Path, form: str) -> None:
    plain, project = read(PROJECT), read(FORMS[form](tmp_path))
    assert project.title == plain.title
    for name in ("codes", "documents", "segments", "cases", "links"):
        assert getattr(project, name) == getattr(plain, name)
    beside = sum(number for (_, _, why), number in project.account.counts.items() if why.startswith("it lies beside"))
    assert beside == (2 if "others" in form else 0)


def test_names_that_lead_out_of_an_archive_are_not_unpacked(tmp_path: Path) -> None:
    with pytest.raises(FormatError):
        read(FORMS["its folder in an archive"](tmp_path))
    assert sorted(one.name for one in tmp_path.iterdir()) == ["Meals", "data.zip"]


@pytest.mark.parametrize("folder", ["maxqda/project", "nvivo/project", "taguette/one.sqlite3", "transcript"])
def test_tables_databases_and_transcripts_come_zipped_too(tmp_path: Path, folder: str) -> None:
    source = SAMPLES / folder
    if folder == "transcript":
        source = tmp_path / "talks"
        source.mkdir()
        for name in ("one", "two"):
            (source / f"{name}.txt").write_text("INT: Well?\nAnna: Yes.\nINT: So?\nAnna: No.\n", "utf-8")
    plain, project = read(source), read(zipped(tmp_path / "data.zip", source))
    assert project.segments == plain.segments
    assert project.account.total() == plain.account.total()


def test_two_projects_in_a_folder_are_named_and_neither_is_read(tmp_path: Path) -> None:
    for name in ("may.qdpx", "june.qdpx"):
        shutil.copy(PROJECT, tmp_path / name)
    with pytest.raises(StudyError, match=r"2 projects: june\.qdpx, may\.qdpx"):
        read(tmp_path)


@pytest.mark.slow
def test_a_zipped_study_is_read_and_the_same_project_packed_otherwise_adds_nothing(tmp_path: Path) -> None:
    gm.import_study(PROJECT, tmp_path / "study")
    report = gm.import_study(zipped(tmp_path / "data.zip", PROJECT), tmp_path / "study")
    assert (report.added, report.changed, report.vanished) == ((), (), ())
    gm.import_study(zipped(tmp_path / "study.zip", tmp_path / "study"), tmp_path / "again")
    assert (tmp_path / "again" / "claims.csv").read_bytes() == (tmp_path / "study" / "claims.csv").read_bytes()


def test_names_that_no_folder_of_windows_has_are_unpacked(tmp_path: Path) -> None:
    archive = tmp_path / "data.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("Meals: 2024?/All | of it. /project.qdpx", PROJECT.read_bytes())
        packed.writestr("Meals: 2024?/All | of it. /PICTURE.jpg", b"")
        packed.writestr("Meals: 2024?/All | of it. /PICTURE.jpg ", b"")
    assert read(archive).segments == read(PROJECT).segments


@pytest.mark.slow
def test_an_archive_that_could_do_harm_is_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("claims.csv", b"0" * (65 << 20))
    with pytest.raises(StudyError, match="too large when unpacked"):
        read(bomb)
    assert [one.name for one in tmp_path.iterdir()] == ["bomb.zip"]


def test_links_in_an_unpacked_project_are_not_followed(tmp_path: Path) -> None:
    folder = unpacked(tmp_path / "Meals")
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", "utf-8")
    for file in (folder / "sources").iterdir() if (folder / "sources").exists() else (folder / "Sources").iterdir():
        file.unlink()
        file.symlink_to(secret)
    assert all(document.text is None or "secret" not in document.text for document in read(folder).documents)
