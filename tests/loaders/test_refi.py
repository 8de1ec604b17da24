"""Projects of REFI-QDA, as several programs write them, become coded projects; nothing in them is lost unseen."""

import io
import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.coded_project import Case, CodedProject, Document, Segment
from graphmodel.formats import find_importer
from graphmodel_loaders.importers.refi_qda import read_refi
from graphmodel_loaders.refi.positions import STANDARD, Counting, Evidence, Positions
from tests.support import refi_samples as samples
from tests.support.refi_samples import FOLDER, SAMPLES, guid


@pytest.fixture(scope="module")
def projects() -> Mapping[str, CodedProject]:
    return {name: read_refi(FOLDER / name) for name in SAMPLES}


def at(project: CodedProject, name: str) -> Document:
    [document] = [one for one in project.documents if one.name == name]
    return document


def words(project: CodedProject) -> list[str]:
    return [one.text for segment in project.segments for one in segment.words]


def coded(project: CodedProject, said: str) -> Segment:
    [segment] = [one for one in project.segments if any(part.text == said for part in one.words)]
    return segment


def paths(project: CodedProject, segment: Segment) -> set[tuple[str, ...]]:
    return {code.path for code in project.codes if code.key in segment.codes}


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_are_what_their_maker_makes(name: str) -> None:
    there, made = (FOLDER / name).read_bytes(), SAMPLES[name]()
    if not name.endswith(".qdpx"):
        there = there.replace(b"\r\n", b"\n")  # Git on Windows may have changed them
    assert there == made


@pytest.mark.parametrize("name", SAMPLES)
def test_one_importer_recognises_a_project_by_its_content(name: str, tmp_path: Path) -> None:
    other = tmp_path / "exported"
    other.write_bytes(SAMPLES[name]())
    assert [find_importer(path).name for path in (FOLDER / name, other)] == ["refi-qda", "refi-qda"]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_element_has_an_outcome(name: str, projects: Mapping[str, CodedProject]) -> None:
    data = SAMPLES[name]()
    if name.endswith("qdpx"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = archive.read(next(one for one in archive.namelist() if one.lower().endswith(".qde")))
    there = Counter(one.tag.rpartition("}")[2] for one in ET.fromstring(data).iter())
    expected = {
        "coders": there["User"],
        "codes": there["Code"],
        "cases": there["Case"],
        "variables": there["Variable"],
        "variable values": there["VariableValue"],
        "selections": sum(number for one, number in there.items() if one.endswith("Selection")),
        "codings": there["Coding"],
        "notes": there["Note"],
        "links": there["Link"],
        "sets": there["Set"],
        "graphs": there["Graph"],
    }
    account = projects[name].account
    totals = {what: sum(n for (one, *_), n in account.counts.items() if one == what) for what in expected}
    assert totals == expected


@pytest.mark.parametrize("name", SAMPLES)
def test_words_are_where_they_are_said_to_be(name: str, projects: Mapping[str, CodedProject]) -> None:
    project = projects[name]
    texts = {document.key: document.text for document in project.documents}
    for segment in project.segments:
        for one in segment.words:
            text = texts[segment.document]
            assert text is not None
            assert text[one.start : one.end] == one.text


@pytest.mark.parametrize("name", SAMPLES)
def test_keys_are_unique_and_lead_somewhere(name: str, projects: Mapping[str, CodedProject]) -> None:
    project = projects[name]
    sorts = ("documents", "codes", "segments", "cases", "links", "coders")
    keys = {sort: [one.key for one in getattr(project, sort)] for sort in sorts}
    assert all(len(set(own)) == len(own) for own in keys.values())
    for segment in project.segments:
        assert segment.document in keys["documents"]
        assert set(segment.codes) <= set(keys["codes"])
        assert set(segment.cases) <= set(keys["cases"])
        assert segment.coder in {"", *keys["coders"]}


def test_nvivo(projects: Mapping[str, CodedProject]) -> None:
    project = projects["nvivo.qdpx"]
    assert [code.path for code in project.codes if code.name == "Time"] == [("Barriers", "Time"), ("Enablers", "Time")]
    assert [code.name for code in project.codes if not code.is_codable] == ["Barriers"]
    assert at(project, "Meeting").text == samples.MEETING
    both = coded(project, "The director ignored the audit.")
    assert paths(project, both) == {("Barriers", "Trust"), ("Enablers", "Time")}
    assert "About the first passage" in both.note
    ana, director = project.cases
    assert ana == Case(
        guid("Ana"),
        "Ana",
        "Person",
        {"Role": "manager", "Years": "12"},
        (guid("meeting"),),
        (guid("Ana"),),
        "Manager of the audit",
    )
    assert {segment.cases for segment in project.segments if segment.document == guid("meeting")} == {(ana.key,)}
    [link] = project.links
    assert (link.name, link.origin, link.target) == ("reports to", ("case", ana.key), ("case", director.key))
    assert link.is_directed
    assert [segment.span for segment in project.segments if not segment.words] == ["page 3, 10,20-110,80"]
    assert at(project, "Report").groups == ("Report to read",)
    assert [code.sets for code in project.codes if code.path == ("Barriers", "Time")] == [("Report to read",)]
    assert {coder.name for coder in project.coders} == {"Eve", "Fay"}


def test_atlas(projects: Mapping[str, CodedProject]) -> None:
    project = projects["atlas.qdpx"]
    assert [code.path for code in project.codes] == [("Barriers", "Trust"), ("Barriers", "Time", "Late")]
    assert [code.colour for code in project.codes] == ["#46aa00", ""]
    assert words(project) == ["The director ignored the audit.", "We shared it with the council."]
    assert at(project, "Meeting").groups == ("Managers",)
    assert project.account.counts["codings", "rejected", "its code is not in the codebook"] == 1


def test_maxqda(projects: Mapping[str, CodedProject]) -> None:
    project = projects["maxqda.qdpx"]
    bo = at(project, "Bo")
    assert bo.attributes == {"Age": "44", "Paid": "true"}
    assert "Bo laughs here" in bo.description
    assert [(case.name, case.documents) for case in project.cases] == [("", (bo.key,))]
    assert [document.kind for document in project.documents] == ["text", "audio", "picture"]
    assert words(project) == ["read the leaflet"]
    assert sorted(segment.span for segment in project.segments) == ["", "00:01:02.500-00:01:10", "10,20-110,80"]
    assert project.account.total("rejected") == 3
    [code] = project.codes
    assert (code.description, code.colour) == ("Who read what", "#2364a2")


def test_another_export_of_qualcoder_has_the_same_keys(projects: Mapping[str, CodedProject], tmp_path: Path) -> None:
    project = projects["qualcoder.qdpx"]
    again = tmp_path / "again.qdpx"
    again.write_bytes(samples.qualcoder("2"))
    assert read_refi(again) == project
    assert [code.key for code in project.codes] == ["Pilots", "Pilots / Pilots", "Pilots / Reading"]
    assert [case.documents for case in project.cases] == [("cy.txt",)]


def test_transcripts_and_notes(projects: Mapping[str, CodedProject]) -> None:
    project = projects["transcripts.qdpx"]
    heard = coded(project, "We heard it on the radio.")
    assert (heard.document, heard.span) == (at(project, "Di").key, "00:00:00-00:00:02.500")
    assert [(one.name, one.kind) for one in project.documents if one.text] == [
        ("Di", "audio"),
        ("Summary", "transcript"),
        ("Bo", "text"),
        ("Memo", "other"),
    ]
    assert words(project)[1:] == ["read the leaflet", "paid for the leaflet", "Bo paid"]


def test_a_project_file_alone(projects: Mapping[str, CodedProject]) -> None:
    project = projects["bare.qde"]
    assert words(project) == ["wanted a pilot", "the pilot report"]
    assert at(project, "Elsewhere").text is None
    assert [segment.span for segment in project.segments if not segment.words] == ["characters 10-20"]
    assert any("Elsewhere" in remark for remark in project.account.remarks)


def test_a_codebook(projects: Mapping[str, CodedProject]) -> None:
    project = projects["taguette.qdc"]
    assert [code.path for code in project.codes] == [("interesting",), ("people",)]
    assert project.program == "Taguette 1.4.1"


@given(
    st.lists(st.sampled_from(["a", "é", "😀", "\r\n", "\n", " "]), min_size=1, max_size=30),
    st.tuples(st.booleans(), st.booleans(), st.booleans()),
    st.data(),
)
def test_offsets_of_any_counting_come_back(
    parts: list[str], answers: tuple[bool, bool, bool], data: st.DataObject
) -> None:
    """The program's offset of a place between two characters, counted one by one, means that place."""
    counting = Counting(*answers)
    sizes = {
        "\r\n": 1 if counting.crlf_is_one else 2,
        "\n": 2 if counting.lf_is_two else 1,
        "😀": 2 if counting.is_utf16 else 1,
    }
    number = data.draw(st.integers(0, len(parts)))
    offset = sum(sizes.get(part, 1) for part in parts[:number])
    text = "".join(parts)
    positions = Positions(text, counting)
    assert positions.place(offset) == len("".join(parts[:number]))
    assert positions.holds(offset)
    assert not positions.holds(sum(sizes.get(part, 1) for part in parts) + 1)


def test_names_that_tell_nothing_leave_the_likely_counting() -> None:
    evidence = Evidence()
    evidence.add("one\r\ntwo\r\nthree", [("2:1", 5, 8), ("", 10, 12), ("one", 0, 3)])
    assert evidence.choice(STANDARD) == STANDARD
    assert evidence.choice(Counting(crlf_is_one=True)) == Counting(crlf_is_one=True)


def ends_at(last: bool, text: str, named: bool) -> str:
    """A project whose selections are the words between bars, with ends as some programs write them."""
    selections, place = "", 0
    for number, part in enumerate(text.split("|")):
        if number % 2:
            name = f' name="{part}"' if named else ""
            coding = f'<Coding guid="{guid(f"coding {part}")}"><CodeRef targetGUID="{guid("code")}"/></Coding>'
            selections += (
                f'<PlainTextSelection guid="{guid(part)}"{name} startPosition="{place}"'
                f' endPosition="{place + len(part) - last}">{coding}</PlainTextSelection>'
            )
        place += len(part)
    return (
        '<Project xmlns="urn:QDA-XML:project:1.0" name="p"><CodeBook><Codes>'
        f'<Code guid="{guid("code")}" name="c" isCodable="true"/></Codes></CodeBook><Sources>'
        f'<TextSource guid="{guid("source")}" name="s"><PlainTextContent>{text.replace("|", "")}</PlainTextContent>'
        f"{selections}</TextSource></Sources></Project>"
    )


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("last", [True, False])
def test_an_end_may_be_the_last_character_or_the_place_behind_it(tmp_path: Path, last: bool, named: bool) -> None:
    text = "We |never have time| for it, |nobody reads| it and |nobody knows| why |they wrote it|."
    (tmp_path / "p.qde").write_text(ends_at(last, text, named), "utf-8")
    project = read_refi(tmp_path / "p.qde")
    assert words(project) == ["never have time", "nobody reads", "nobody knows", "they wrote it"]
    assert any("last character" in remark for remark in project.account.remarks) == last


def test_a_coding_is_of_whoever_made_it_and_not_of_whoever_marked_the_passage(tmp_path: Path) -> None:
    text = "We never have time."
    passage = samples.selection(text, text, samples.coding("Time", "Eve"), creatingUser=guid("Fay"))
    source = samples.tag("TextSource", samples.text_of("PlainTextContent", text), passage, guid=guid("s"), name="s")
    sections = samples.users("Eve", "Fay"), samples.book(samples.code("Time")), samples.tag("Sources", source)
    (tmp_path / "p.qde").write_bytes(samples.project(*sections))
    [segment] = read_refi(tmp_path / "p.qde").segments
    assert segment.coder == guid("Eve")


def test_a_codebook_says_nothing_of_positions(tmp_path: Path) -> None:
    codes = f'<Codes><Code guid="{guid("code")}" name="c" isCodable="true"/></Codes>'
    (tmp_path / "c.qdc").write_text(
        f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="ATLAS.ti 24">{codes}</CodeBook>', "utf-8"
    )
    assert read_refi(tmp_path / "c.qdc").account.remarks == []


def test_names_that_say_where_a_selection_is_are_not_kept(tmp_path: Path) -> None:
    text = ends_at(False, "We |never have time| for it.", True).replace('name="never have time"', 'name="(2,0),(2,15)"')
    (tmp_path / "p.qde").write_text(text, "utf-8")
    [segment] = read_refi(tmp_path / "p.qde").segments
    assert segment.attributes == {}
