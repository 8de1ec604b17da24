"""Studies as projects of REFI-QDA: as the published schema has them, and the same when they are read again."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import graphmodel as gm
from graphmodel.coded_project import Case, Code, CodedProject, Coder, Document, Link, Segment, Words
from graphmodel.problems import OutputError
from graphmodel_loaders.coded.claims import study_of
from graphmodel_loaders.coded.suggesting import suggest
from graphmodel_loaders.importers.refi_qda import read_refi
from graphmodel_loaders.refi.writer import guid_of, write_project
from tests.support.studies import tiny_study, tiny_tables
from tests.support.tiers import examples

ORDER = (
    *("Users", "CodeBook", "Codes", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Description"),
    *("PlainTextContent", "PlainTextSelection", "Coding", "CodeRef", "VariableValue", "SourceRef", "SelectionRef"),
    *("VariableRef", "TextValue", "Code", "MemberCode", "MemberSource"),
)
"""Elements in the order in which the schema has them within any other."""
GUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
NEEDED = {
    "User": {"guid"},
    "Code": {"guid", "name", "isCodable"},
    "Variable": {"guid", "name", "typeOfVariable"},
    "Case": {"guid"},
    "TextSource": {"guid", "plainTextPath"},
    "PlainTextSelection": {"guid", "startPosition", "endPosition"},
    "Coding": {"guid"},
    "Link": {"guid", "originGUID", "targetGUID", "direction"},
    "Set": {"guid", "name"},
}
QUOTES = [
    {
        "quote": "q1",
        "claim": "c1",
        "text": "I asked 😀 them all",
        "permission": "quote_attributed",
        "start": "40",
        "end": "58",
    },
    {"quote": "q2", "claim": "c4", "text": "Two words", "permission": "quote_anonymous", "start": "7", "end": "16"},
    {"quote": "q3", "claim": "c3", "text": "Kept within the team", "permission": "no_quote", "start": "", "end": ""},
]


def xml_of(path: Path) -> ET.Element:
    with zipfile.ZipFile(path) as archive:
        return ET.fromstring(archive.read("project.qde"))


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def faults(root: ET.Element) -> Iterator[str]:
    """What the published schema would not have: judged apart from the table by which files are read."""
    guids: list[str] = []
    for element in root.iter():
        name = local(element)
        missing = NEEDED.get(name, set()) - set(element.keys())
        if missing:
            yield f"{name} lacks {missing}"
        children = [local(child) for child in element]
        known = [ORDER.index(child) for child in children if child in ORDER]
        if known != sorted(known):
            yield f"{name} has {children}"
        if name in {"Users", "Codes", "Variables", "Cases", "Sources", "Links", "Sets"} and not children:
            yield f"{name} is empty"
        for attribute, value in element.items():
            if attribute in {"guid", "creatingUser"} or attribute.endswith("GUID"):
                if not GUID.fullmatch(value):
                    yield f"{name} has {attribute} {value}"
                guids += [value] if attribute == "guid" else []
    if len(set(guids)) < len(guids):
        yield "a GUID comes twice"
    references = {
        value for one in root.iter() for name, value in one.items() if name.endswith("GUID") and name != "guid"
    }
    if references - set(guids):
        yield f"references to nothing: {references - set(guids)}"


def exported(study: Path, target: Path) -> CodedProject:
    gm.export_study(study, "refi-qda", target)
    return read_refi(target)


@pytest.mark.slow
def test_a_study_is_as_the_schema_has_it(tmp_path: Path) -> None:
    study = tiny_study(tmp_path, quotes=QUOTES)
    project = exported(study, tmp_path / "study.qdpx")
    assert list(faults(xml_of(tmp_path / "study.qdpx"))) == []
    assert project.account.total() == project.account.total("taken")
    assert project.account.remarks == []


@pytest.mark.slow
def test_every_claim_is_a_passage_of_its_source_with_its_codes(tmp_path: Path) -> None:
    tables = tiny_tables()
    project = exported(tiny_study(tmp_path, quotes=QUOTES), tmp_path / "study.qdpx")
    segments = {segment.attributes["name"]: segment for segment in project.segments}
    assert len(project.segments) == len(tables["claims"]) == len(segments)
    paths = {code.key: code.path for code in project.codes}
    texts = {document.key: document for document in project.documents}
    labels = {
        row[f"{kind}"]: row["label"]
        for kind, table in (("actor", "actors"), ("source", "sources"))
        for row in tables[table]
    }
    for claim in tables["claims"]:
        segment = segments[claim["claim"]]
        document = texts[segment.document]
        assert document.name == labels[claim["source"]]
        assert document.text is not None
        for words in segment.words:
            assert document.text[words.start : words.end] == words.text
        # A claim without words that may be handed on is there by its summary, which is no quotation.
        assert bool(segment.words) == (claim["claim"] in {"c1", "c4"})
        assert segment.words or segment.summary == claim["summary"]
        codes = {paths[code] for code in segment.codes}
        assert ("Verbs", claim["predicate"].replace("_", " ")) in codes
        if claim["subject"] in labels:
            assert ("Actors", labels[claim["subject"]]) in codes
    assert segments["c1"].words[0].text == "I asked 😀 them all"
    assert segments["c1"].note == next(row["summary"] for row in tables["claims"] if row["claim"] == "c1")


@pytest.mark.slow
def test_words_that_may_not_be_handed_on_stay(tmp_path: Path) -> None:
    study = tiny_study(tmp_path, quotes=QUOTES)
    gm.export_study(study, "refi-qda", tmp_path / "study.qdpx")
    with zipfile.ZipFile(tmp_path / "study.qdpx") as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "Two words" in everything
    assert "within the team" not in everything


@pytest.mark.slow
def test_its_own_mapping_makes_the_same_claims_once(tmp_path: Path) -> None:
    study = tiny_study(tmp_path, quotes=QUOTES)
    gm.export_study(study, "refi-qda", tmp_path / "study.qdpx")
    project = read_refi(tmp_path / "study.qdpx")
    made = study_of(project, suggest(project), study_id="again")
    assert not made.drafts
    labels = {
        row[columns[0]]: row["label"]
        for columns, rows in made.tables.values()
        for row in rows
        if columns[0] != "predicate" and "label" in row
    }
    before = {row[next(iter(row))]: row["label"] for rows in tiny_tables().values() for row in rows if "label" in row}

    def said(row: Mapping[str, str], names: Mapping[str, str], plain: Mapping[str, str]) -> tuple[str, ...]:
        named = ("source", "speaker", "subject", "object", "stage", "about", "reason")
        words = (row.get(name, "") for name in ("predicate", "codes", "focus", "summary"))
        modified = ("" if row.get(name, "") == word else row[name] for name, word in plain.items())
        return (*(names.get(row.get(name, ""), row.get(name, "")) for name in named), *words, *modified)

    plain = {"polarity": "affirms", "certainty": "stated"}
    assert sorted(said(row, labels, dict.fromkeys(plain, "")) for row in made.tables["claims"][1]) == sorted(
        said(row if row["claim"] != "c4" else {**row, "speaker": ""}, before, plain)  # whose words are anonymous
        for row in tiny_tables()["claims"]
    )
    assert {row["code"] for row in made.tables["codebook"][1]} == {row["code"] for row in tiny_tables()["codebook"]}
    assert {row["text"] for row in made.tables["quotes"][1]} == {"I asked 😀 them all", "Two words"}


@pytest.mark.slow
def test_codes_are_below_the_code_whose_number_theirs_continues(tmp_path: Path) -> None:
    codebook = [
        {"code": number, "label": f"Label of {number}", "theme": number.split(".")[0], "theme_label": "Theme"}
        for number in ("8.1", "8.1.2", "8", "8.10", "9.3", "1.1", "1.10", "2")
    ]
    study = tiny_study(tmp_path, codebook=codebook)
    report = gm.export_study(study, "refi-codebook", tmp_path / "codes.qdc")
    project = read_refi(tmp_path / "codes.qdc")
    assert report.counts == {"codes": len(project.codes)}
    paths = [tuple(name.split()[0] for name in code.path[1:]) for code in project.codes if code.path[0] == "Codebook"]
    assert set(paths) == {
        (),
        ("8",),
        ("8", "8.1"),
        ("8", "8.1", "8.1.2"),
        ("8", "8.10"),
        ("9",),
        ("9", "9.3"),
        ("1",),
        ("1", "1.1"),
        ("1", "1.10"),
        ("2",),
    }
    assert paths.index(("8", "8.1")) < paths.index(("8", "8.10"))
    assert [code.is_codable for code in project.codes if code.name == "9 Theme"] == [False]


@pytest.mark.slow
def test_the_same_study_gives_the_same_file(tmp_path: Path) -> None:
    study = tiny_study(tmp_path, quotes=QUOTES)
    files = [tmp_path / f"{number}.qdpx" for number in range(2)]
    for file in files:
        gm.export_study(study, "refi-qda", file)
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize(("name", "format_"), [("study.zip", "refi-qda"), ("study.xml", "refi-codebook")])
def test_another_ending_is_refused(name: str, format_: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        gm.export_study(tiny_study(tmp_path), format_, tmp_path / name)
    assert not (tmp_path / name).exists()


@pytest.mark.slow
def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    there = tmp_path / "study.qdpx"
    there.write_bytes(b"mine")
    with pytest.raises(OutputError):
        gm.export_study(tiny_study(tmp_path), "refi-qda", there)
    assert there.read_bytes() == b"mine"


TEXT = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split()) or "x"
)


@st.composite
def projects(draw: st.DrawFn) -> CodedProject:
    """Projects as the exporter makes them."""
    names = draw(st.lists(TEXT, min_size=1, max_size=6, unique=True))
    codes: list[Code] = []
    for number, name in enumerate(names):
        above = draw(st.sampled_from([(), *(code.path for code in codes)]))
        sets = tuple(draw(st.lists(st.sampled_from(["one", "two"]), unique=True, max_size=1)))
        codes.append(Code(guid_of("code", str(number)), (*above, name), draw(st.booleans()), "", draw(TEXT), sets))
    coder = Coder(guid_of("coder"), draw(TEXT))
    attributes = draw(st.dictionaries(TEXT, TEXT, max_size=2))
    parts = draw(st.lists(st.sampled_from(["word ", "😀", "\n", "\r\n", "é"]), min_size=3, max_size=20))
    text = "a" + "".join(parts) + "z"
    document = Document(guid_of("document"), draw(TEXT), text=text, attributes=attributes, groups=("g",))
    case = Case(guid_of("case"), draw(TEXT), attributes=attributes, documents=(document.key,), codes=(codes[0].key,))
    segments = []
    for place in sorted(draw(st.sets(st.integers(0, len(text) - 2), min_size=1, max_size=4))):
        end = draw(st.integers(place + 1, len(text)))
        given_codes = tuple(
            draw(st.lists(st.sampled_from([code.key for code in codes[1:]] or [codes[0].key]), min_size=1, unique=True))
        )
        words = (Words(text[place:end], place, end),)
        segments.append(
            Segment(guid_of("segment", str(place)), document.key, given_codes, coder.key, words, note=draw(TEXT))
        )
    link = Link(guid_of("link"), draw(TEXT), ("case", case.key), ("segment", segments[0].key), draw(st.booleans()))
    return CodedProject("program", draw(TEXT), (coder,), codes, (document,), segments, (case,), (link,))


@settings(max_examples=examples(20))
@given(projects())
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, project: CodedProject) -> None:
    path = tmp_path_factory.mktemp("refi") / "project.qdpx"
    write_project(path, project)
    assert list(faults(xml_of(path))) == []
    again = read_refi(path)
    assert again.title == project.title
    assert {code.key: code for code in again.codes} == {code.key: code for code in project.codes}
    assert again.documents == tuple(project.documents)
    assert again.coders == tuple(project.coders)
    assert [replace(case, documents=case.documents) for case in again.cases] == list(project.cases)
    places = [replace(one, place="", attributes={}, cases=()) for one in again.segments]
    assert places == [replace(one, cases=()) for one in project.segments]
    assert [replace(link, place="") for link in again.links] == list(project.links)
