"""Tables of coded passages of programs without an importer of their own."""

from pathlib import Path

import pytest

from graphmodel.coded_project import CodedProject
from graphmodel.formats import find_importer
from tests.support.studies import as_csv

SAMPLES = Path(__file__).parents[1] / "data" / "imports" / "excerpts"


def read(path: Path) -> CodedProject:
    importer = find_importer(path)
    assert importer.name == "excerpts"
    project = importer.read(path)
    assert isinstance(project, CodedProject)
    return project


def passages(project: CodedProject) -> list[tuple[object, ...]]:
    paths = {code.key: " / ".join(code.path) for code in project.codes}
    return [
        (one.document, [word.text for word in one.words], [paths[code] for code in one.codes], one.coder)
        for one in project.segments
    ]


def test_codes_of_dedoose_are_those_whose_columns_say_so() -> None:
    project = read(SAMPLES / "dedoose.csv")
    assert passages(project) == [
        ("Cook.docx", ["The budget was gone by May."], ["Barriers", "Barriers / Time, money"], "annl"),
        ("Cook.docx", ["Nobody asked the parents."], ["Barriers"], "bob"),
        ("Clerk.docx", ["It works well."], [], "bob"),
    ]
    first, _, last = project.segments
    assert first.words[0].span == "characters 10-60"
    assert (first.when, last.when) == ("2023-03-24", "")  # nobody can tell day and month of 3/4/2023
    assert first.attributes["weight of Time, money"] == "3"
    assert [document.attributes["Role"] for document in project.documents] == ["cook", "clerk"]
    assert project.account.remarks == []


def test_tags_of_highlights_are_codes_with_their_levels() -> None:
    project = read(SAMPLES / "highlights.csv")
    assert passages(project) == [
        ("Cook", ["The budget was gone by May."], ["Money", "Barriers / Time"], "Ann"),
        ("Cook", ["Nobody asked the parents."], ["Parents"], "Ann"),
    ]
    assert project.segments[0].note == "check the ledger"
    assert project.account.total("rejected") == 1


@pytest.mark.parametrize(
    "headings",
    [
        ("Quirk", "Source", "Text"),
        ("Code", "Dokument", "Textstelle"),
        ("Code", "Titre du document", "Extrait"),
        ("Código", "Fuente", "Cita"),
        ("Código", "Fonte", "Trecho"),
        ("Code", "Bron", "Citaat"),
    ],
)
def test_headings_of_several_languages(tmp_path: Path, headings: tuple[str, str, str]) -> None:
    code, document, text = headings
    rows = [{code: name, document: "One", text: "Never time"} for name in ("Time", "Money")]
    (tmp_path / "table.csv").write_text(as_csv(rows), "utf-8")
    assert passages(read(tmp_path / "table.csv")) == [("One", ["Never time"], ["Time", "Money"], "")]


def test_commas_between_codes_are_said(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text(
        as_csv([{"Document": "One", "Quote": "Never", "Codes": "Time, Money"}]), "utf-8"
    )
    project = read(tmp_path / "table.csv")
    assert passages(project) == [("One", ["Never"], ["Time", "Money"], "")]
    assert any("Commas separate" in remark for remark in project.account.remarks)
