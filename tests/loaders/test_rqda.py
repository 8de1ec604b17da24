"""Projects of RQDA become coded projects."""

from pathlib import Path

from graphmodel.coded_project import CodedProject
from graphmodel.formats import find_importer

PROJECT = Path(__file__).parents[1] / "data" / "imports" / "rqda" / "meals.rqda"


def read() -> CodedProject:
    importer = find_importer(PROJECT)
    assert importer.name == "rqda"
    project = importer.read(PROJECT)
    assert isinstance(project, CodedProject)
    return project


def test_codings_have_their_words_and_places() -> None:
    project = read()
    paths = {code.key: code.path for code in project.codes}
    found = [
        (one.document, [paths[code] for code in one.codes], [(w.text, w.start) for w in one.words], one.cases, one.note)
        for one in project.segments
    ]
    assert found == [
        ("Cook", [("Barriers", "Money")], [("The budget was gone by May.", 0)], ("Ann",), "check"),
        ("Cook", [("Parents",)], [("Nobody asked the parents.", 28)], (), ""),  # found where it stands alone
        ("Clerk", [("Parents",)], [("other words", None)], (), ""),
    ]
    assert any("1 coding with other words" in remark for remark in project.account.remarks)


def test_what_was_deleted_is_not_there_and_the_rest_is_counted() -> None:
    project = read()
    assert {code.path for code in project.codes} == {("Barriers",), ("Barriers", "Money"), ("Parents",)}
    assert [(one.name, one.groups, one.attributes) for one in project.documents] == [
        ("Cook", ("Interviews",), {"Year": "2023"}),
        ("Clerk", (), {}),
    ]
    assert [(one.name, one.attributes, one.documents) for one in project.cases] == [
        ("Ann", {"Role": "cook"}, ()),
        ("Bo", {}, ("Clerk",)),
    ]
    counts = {(what, outcome): number for (what, outcome, _), number in project.account.counts.items()}
    assert counts["codings", "taken"] == 3
    assert counts["codings", "rejected"] == 1
    assert counts["journals", "left out"] == counts["annotations", "left out"] == 1
    assert counts["attributes", "left out"] == 1
