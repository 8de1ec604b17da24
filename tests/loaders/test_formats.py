"""The registries of formats, and what import and export do whatever the format is."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel import formats
from graphmodel.account import Account
from graphmodel.formats import Exporter, ExportReport, FormatOption, ImportedStudy, Importer
from graphmodel.problems import FormatError, NotFound, OutputError, StudyError, StudyInvalid
from tests.support.command import graphmodel
from tests.support.pages import ROOT
from tests.support.studies import as_csv, tiny_study, tiny_tables, with_row

PAGE = (ROOT / "docs" / "formats.md").read_text("utf-8")


def read_note(path: Path, *, study_id: str, size: int = 1) -> ImportedStudy:
    """A format for these tests: a text file is one source."""
    account = Account()
    account.take("notes")
    account.leave_out("drawings", "a study has no place for drawings", "page 2", size)
    rows = [{"source": "src.note", "label": path.read_text("utf-8")}]
    tables = {"sources": (["source", "label"], rows), "claims": (["claim"], [])}
    return ImportedStudy(tables, {"id": study_id}, account)


NOTE = Importer(
    "note",
    "a note",
    read_note,
    lambda source: isinstance(source, Path) and source.suffix == ".note",
    options=(FormatOption("size", "how many drawings", 1),),
)
COPY = Exporter("copy", "a copy", lambda study, target: ExportReport((target,), {"nodes": len(study.frames.claims)}))


@pytest.fixture(autouse=True)
def fresh_registries() -> Iterator[None]:
    formats.importers.cache_clear()
    formats.exporters.cache_clear()
    yield
    formats.importers.cache_clear()
    formats.exporters.cache_clear()


@pytest.fixture
def plugins(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Formats of another package, by the value of their entry point."""
    found: dict[str, object] = {"here:NOTE": NOTE, "here:COPY": COPY}

    def entry_points(group: str) -> list[EntryPoint]:
        kind = Importer if group == "graphmodel.importers" else Exporter
        return [EntryPoint(name, name, group) for name, value in found.items() if isinstance(value, kind | str)]

    def load(entry: EntryPoint) -> object:
        if found[entry.value] == "broken":
            raise ImportError(entry.value)
        return found[entry.value]

    monkeypatch.setattr(formats, "entry_points", entry_points)
    monkeypatch.setattr(EntryPoint, "load", load)
    return found


def test_every_format_is_listed_in_help_and_has_a_section_in_the_docs() -> None:
    helps = {"import": graphmodel("import", "--help").out, "export": graphmodel("export", "--help").out}
    headings = " ".join(re.findall(r"^## (.*):", PAGE, re.M))
    for verb, known in (("import", formats.importers()), ("export", formats.exporters())):
        assert known
        for name, format_ in known.items():
            assert format_.name == name
            assert name in headings
            assert "\n" not in format_.help
            assert (f"\n  {name} " in helps[verb]) == getattr(format_, "from_path", True)
            for option in format_.options:
                assert f"{option.name}=" in helps[verb]
                assert option.name in PAGE


@pytest.mark.slow
def test_a_format_of_another_package(plugins: dict[str, object], tmp_path: Path) -> None:
    file = tmp_path / "talk.note"
    file.write_text("Talk", "utf-8")
    done = graphmodel("import", tmp_path / "study", file, "-O", "size=3")
    assert done.code == 0, done.err
    assert "note" in graphmodel("import", "--help").out
    assert (tmp_path / "study" / "sources.csv").read_text("utf-8") == "source,label\nsrc.note,Talk\n"
    records = tmp_path / "study" / "import"
    (kept,) = csv.DictReader(io.StringIO((records / "imports.csv").read_text("utf-8")))
    assert (kept["format"], kept["file"], kept["read"], kept["left_out"]) == ("note", "talk.note", "4", "3")
    account = (records / f"account-{kept['id']}.csv").read_text("utf-8").splitlines()
    assert "drawings,left out,a study has no place for drawings,3,page 2" in account
    assert "Taken whole: notes 1." in done.out.splitlines()
    with gm.open_study(tiny_study(tmp_path)) as study:
        assert study.export("copy", tmp_path / "copy").counts == {"nodes": 6}


@pytest.mark.parametrize("fault", ["broken", "not a format"])
def test_a_bad_format_of_another_package_leaves_the_others_alone(plugins: dict[str, object], fault: str) -> None:
    plugins["here:BAD"] = fault
    with pytest.warns(UserWarning, match="here:BAD"):
        assert {"folder", "note"} <= set(formats.importers())


def test_two_formats_of_one_name(plugins: dict[str, object]) -> None:
    plugins["here:OTHER"] = replace(NOTE, name="folder")
    with pytest.warns(UserWarning, match="folder"):
        assert formats.importers()["folder"] is not plugins["here:OTHER"]


def test_wrong_names_and_options_suggest_right_ones(plugins: dict[str, object], tmp_path: Path) -> None:
    (tmp_path / "a.note").touch()
    with pytest.raises(NotFound) as wrong:
        gm.export_study(tiny_study(tmp_path), "workbok", tmp_path / "x")
    assert wrong.value.candidates == ("workbook",)
    with pytest.raises(FormatError, match="size"):
        gm.import_study(tmp_path / "a.note", tmp_path / "s", sise=1)
    for option in ("size", "size=many", "sise=1"):
        done = graphmodel("import", tmp_path / "s", tmp_path / "a.note", "-O", option)
        assert (done.code, "size" in done.err or "NAME=VALUE" in done.err) == (2, True)
    with pytest.raises(StudyError):
        gm.import_study(tmp_path / "nowhere.note", tmp_path / "s")
    (tmp_path / "blank").mkdir()
    with pytest.raises(FormatError, match="note: a note"):
        gm.import_study(tmp_path / "blank", tmp_path / "s")
    with pytest.raises(FormatError, match="Python object"):
        gm.import_study(tmp_path / "a.note", tmp_path / "s", format="py2neo")
    assert not (tmp_path / "s").exists()


def test_a_file_of_several_formats_has_to_be_named(plugins: dict[str, object], tmp_path: Path) -> None:
    plugins["here:OTHER"] = replace(NOTE, name="other")
    (tmp_path / "a.note").touch()
    with pytest.raises(FormatError, match="note, other"):
        gm.import_study(tmp_path / "a.note", tmp_path / "s")
    assert gm.import_study(tmp_path / "a.note", tmp_path / "s", format="other").format == "other"


def test_an_account_adds_up_and_gives_reasons_with_places() -> None:
    account = Account()
    account.take("elements", 3)
    account.reject("elements", "no label", "row 4")
    account.reject("elements", "no label", "row 7")
    account.leave_out("loops", "a study has no loops", number=2)
    account.take("loops", 0)
    assert (account.total(), account.total("taken"), account.total("rejected"), account.total("left out")) == (
        8 - 1,
        3,
        2,
        2,
    )
    lines = list(account.lines())
    assert lines[0] == "elements: 5 read = 3 taken + 2 rejected + 0 left out"
    assert "row 4; row 7" in lines[1]
    assert len(lines) == 4


@pytest.mark.slow
@pytest.mark.parametrize("form", ["folder", "workbook"])
def test_tables_go_out_and_come_back(form: str, tmp_path: Path) -> None:
    odd = {"summary": "=1+1", "claim": "c9"}
    study = tiny_study(tmp_path, claims=[*tiny_tables()["claims"], {**tiny_tables()["claims"][0], **odd}])
    (study / "own.csv").write_text("a;b\n1;ü\n", "utf-8")
    with (study / "study.toml").open("a", encoding="utf-8") as file:
        file.write('\n[citation]\nauthors = "A. Cook"\n')
    target = tmp_path / ("out" if form == "folder" else "out.xlsx")
    report = gm.export_study(study, form, target)
    assert report.counts["tables"] == len(tiny_tables()) + 1
    assert all(file.is_file() for file in report.files)
    back = gm.import_study(target, tmp_path / "back")
    assert back.format == form
    assert back.account.total() == back.account.total("taken") == report.counts["tables"] + report.counts["rows"]
    assert back.problems.errors == 0
    with gm.open_study(study) as one, gm.open_study(tmp_path / "back") as other:
        assert one.frames.claims.equals(other.frames.claims)
        assert "=1+1" in set(other.frames.claims["summary"])
        assert one.settings == other.settings
        for label in one.engine.layout().nodes:
            assert one.frames.nodes(label).sort_index(axis=1).equals(other.frames.nodes(label).sort_index(axis=1))
    assert (tmp_path / "back" / "own.csv").read_text("utf-8") == "a,b\n1,ü\n"
    assert 'authors = "A. Cook"' in (tmp_path / "back" / "study.toml").read_text("utf-8")


@pytest.mark.slow
def test_rows_that_cannot_be_read_are_rejected_with_their_place(tmp_path: Path) -> None:
    study = tiny_study(tmp_path, sites=as_csv(tiny_tables()["sites"]) + "site.x,one,two,three\n")
    (study / "thesis.docx").touch()
    account = gm.import_study(study, tmp_path / "new").account
    assert account.total("rejected") == 1
    assert [places for places in account.places.values() if places] == [["sites.csv, row 3"]]
    assert any("thesis.docx" in remark for remark in account.remarks)


@pytest.mark.slow
def test_an_import_of_a_newer_copy_updates_the_first_and_leaves_others_alone(tmp_path: Path) -> None:
    study, new = tiny_study(tmp_path), tmp_path / "new"
    gm.import_study(study, new)
    (study / "verdicts.csv").unlink()
    gm.open_study(new).close()  # the database belongs to the study
    assert {one.table for one in gm.import_study(study, new).vanished} == {"verdicts"}
    assert (new / "verdicts.csv").read_bytes().count(b"\n") > 1
    gm.import_study(study, new, remove=True)
    assert (new / "verdicts.csv").read_bytes().count(b"\n") == 1
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.docx").touch()
    for target in (other, other / "thesis.docx"):
        with pytest.raises(OutputError):
            gm.import_study(study, target)
    assert [path.name for path in other.iterdir()] == ["thesis.docx"]


@pytest.mark.slow
def test_an_export_that_would_harm_something_is_refused(tmp_path: Path) -> None:
    study = tiny_study(tmp_path)
    book = tmp_path / "book.xlsx"
    book.write_text("mine", "utf-8")
    for form, target in (("folder", study), ("workbook", book), ("workbook", tmp_path / "book.csv"), ("folder", book)):
        with pytest.raises(OutputError):
            gm.export_study(study, form, target)
    assert book.read_text("utf-8") == "mine"
    assert not (tmp_path / "book.csv").exists()
    with pytest.raises(StudyInvalid):
        gm.export_study(
            tiny_study(tmp_path / "bad", claims=with_row("claims", claim="c9")), "neo4j-import", tmp_path / "files"
        )


@pytest.mark.slow
def test_the_tables_of_a_graph_alone(tmp_path: Path) -> None:
    with gm.open_study(tiny_study(tmp_path)) as study:
        alone = gm.OpenStudy(None, study.engine)
        alone.export("folder", tmp_path / "tables")
        before = study.frames.claims
        with pytest.raises(NotFound):
            alone.export("neo4j-import", tmp_path / "files")
    with gm.open_study(tmp_path / "tables") as back:
        assert back.frames.claims.sort_index(axis=1).equals(before.sort_index(axis=1))
