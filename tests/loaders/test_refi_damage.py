"""Damaged and hostile projects of REFI-QDA: an error that says what to do, or an account; never more than that."""

import io
import random
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from graphmodel.problems import StudyError
from graphmodel_loaders.importers.refi_qda import read_refi
from graphmodel_loaders.refi import archive, elements
from graphmodel_loaders.refi.repairing import Repaired
from tests.support.refi_samples import PLAIN, SAMPLES, book, code, coding, guid, packed, project, selection, tag

LONGEST = 10.0
"""Seconds that a file may take."""
SOURCE = tag(
    "TextSource",
    selection(PLAIN, "a pilot", coding("Pilots")),
    guid=guid("cy"),
    name="Cy",
    plainTextPath="internal://cy.txt",
)
XML = project(book(code("Pilots")), tag("Sources", SOURCE))


def written(folder: Path, data: bytes, name: str = "project.qdpx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def words(path: Path) -> list[str]:
    return [one.text for segment in read_refi(path).segments for one in segment.words]


def rejected(path: Path, what: str) -> list[str]:
    counts = read_refi(path).account.counts
    return [reason for (thing, outcome, reason) in counts if (thing, outcome) == (what, "rejected")]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../cy.txt", "leads out"),
        ("/sources/cy.txt", "leads out"),
        ("C:/sources/cy.txt", "leads out"),
        ("sources\\..\\..\\cy.txt", "leads out"),
    ],
)
def test_members_with_names_that_lead_out_are_rejected(name: str, reason: str, tmp_path: Path) -> None:
    path = written(tmp_path, packed({"project.qde": XML, name: PLAIN.encode()}))
    assert words(path) == []
    [told] = rejected(path, "files")
    assert reason in told


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("other", ["sources/cy.txt", "Sources/CY.TXT"])
def test_members_of_one_name_are_rejected(other: str, tmp_path: Path) -> None:
    files = [("project.qde", XML), ("sources/cy.txt", PLAIN.encode()), (other, b"Something else")]
    path = written(tmp_path, packed(files))
    assert words(path) == []
    assert len(rejected(path, "files")) == 1


def test_encrypted_members_are_rejected(tmp_path: Path) -> None:
    data = bytearray(packed({"project.qde": XML, "sources/cy.txt": PLAIN.encode()}))
    for place in (data.rindex(b"PK\x03\x04") + 6, data.rindex(b"PK\x01\x02") + 8):
        data[place] |= 1
    path = written(tmp_path, bytes(data))
    assert words(path) == []
    assert rejected(path, "files") == ["it is encrypted"]


def test_members_that_grow_too_much_are_rejected(tmp_path: Path) -> None:
    path = written(tmp_path, packed({"project.qde": XML, "sources/cy.txt": b" " * 2_000_000}))
    assert words(path) == []
    assert len(rejected(path, "files")) == 1


@pytest.mark.parametrize(
    ("bound", "value"), [("MOST_MEMBERS", 1), ("LARGEST_XML", 100), ("LARGEST_TEXTS", 10), ("_SMALL", 1)]
)
def test_what_is_too_large_is_refused(bound: str, value: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, packed({"project.qde": XML, "sources/cy.txt": PLAIN.encode()}))
    assert words(path) == ["a pilot"]
    monkeypatch.setattr(archive, bound, value)
    if bound == "_SMALL":
        monkeypatch.setattr(archive, "HIGHEST_RATIO", 1)
    with pytest.raises(StudyError):
        read_refi(path)


def test_too_many_elements_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, XML, "project.qde")
    read_refi(path)
    monkeypatch.setattr(elements, "MOST_ELEMENTS", 5)
    with pytest.raises(StudyError):
        read_refi(path)


ENTITIES = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 9))


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE Project [<!ENTITY e0 "x">' + ENTITIES + b']><Project name="&e8;"/>',
        b'<!DOCTYPE Project [<!ENTITY f SYSTEM "file:///etc/passwd">]><Project name="x"><Users>&f;</Users></Project>',
        b'<!DOCTYPE Project SYSTEM "http://example.org/x.dtd"><Project name="x"/>',
        b"<Code>" * 100 + b"</Code>" * 100,
        XML[:-20],
        XML.replace(b"Pilots", b"Pil\xf6ts"),
        XML.replace(b'"utf-8"', b'"klingon"'),
        b"",
        b"\x00" * 50,
        b"PK\x03\x04 nothing",
        b"<html/>",
    ],
)
def test_what_is_no_project_is_an_error(xml: bytes, tmp_path: Path) -> None:
    for path in (written(tmp_path, xml, "project.qde"), written(tmp_path, packed({"project.qde": xml}))):
        with pytest.raises(StudyError):
            read_refi(path)


@pytest.mark.parametrize("files", [{}, {"a.txt": b"x"}, {"a.qde": XML, "b.qde": XML}, {"folder/project.qde": XML}])
def test_an_archive_without_one_project_file_is_an_error(files: dict[str, bytes], tmp_path: Path) -> None:
    with pytest.raises(StudyError):
        read_refi(written(tmp_path, packed(files)))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (PLAIN.encode("utf-16"), "a pilot"),
        (PLAIN.replace("pilot", "pil\xf6t").encode("cp1252"), "a pil\xf6t"),
        (PLAIN.replace("board", "b\x00ard").encode(), "a pilot"),
    ],
)
def test_texts_in_other_encodings(data: bytes, expected: str, tmp_path: Path) -> None:
    path = written(tmp_path, packed({"project.qde": XML, "sources/cy.txt": data}))
    assert words(path) == [expected]
    assert not any("\x00" in (document.text or "") for document in read_refi(path).documents)


@pytest.mark.parametrize(
    ("start", "end"), [("-5", "3"), ("500", "600"), ("9", "9"), ("9", "3"), ("x", "3"), ("9" * 500, "3")]
)
def test_places_that_select_nothing_are_rejected(start: str, end: str, tmp_path: Path) -> None:
    wrong = XML.replace(b'startPosition="21"', f'startPosition="{start}"'.encode())
    wrong = wrong.replace(b'endPosition="28"', f'endPosition="{end}"'.encode())
    assert wrong != XML
    path = written(tmp_path, packed({"project.qde": wrong, "sources/cy.txt": PLAIN.encode()}))
    project = read_refi(path)
    assert project.segments == ()
    assert sum(n for (_, outcome, _), n in project.account.counts.items() if outcome == "rejected") == 2


def test_elements_that_the_standard_has_not_are_counted(tmp_path: Path) -> None:
    odd = XML.replace(b"<Sources>", b"<Sources><Hologram/><Coding/>").replace(b"<Codes>", b"<Codes><Link/>")
    account = read_refi(written(tmp_path, odd, "project.qde")).account
    assert account.counts["elements", "left out", "the standard has no element Hologram"] == 1
    what = {thing for (thing, outcome, reason) in account.counts if "where the standard has none" in reason}
    assert what == {"codings", "links"}


def mutant(number: int) -> tuple[str, bytes]:
    """A sample with something changed in its bytes, or in those of its XML."""
    chance = random.Random(number)
    name = chance.choice(list(SAMPLES))
    data = SAMPLES[name]()
    if name.endswith(".qdpx") and chance.random() < 0.7:
        with zipfile.ZipFile(io.BytesIO(data)) as whole:
            files = {one: whole.read(one) for one in whole.namelist()}
        one = chance.choice([next(key for key in files if key.lower().endswith("qde")), *files])
        files[one] = changed(files[one], chance)
        return name, packed(files)
    return name, changed(data, chance)


def changed(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice([1, 1, 3])):
        data = chance.choice(CHANGES)(data, chance)
    return data


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _bytes(data: bytes, chance: random.Random) -> bytes:
    some = bytearray(data or b"x")
    for _ in range(chance.choice([1, 5])):
        some[chance.randrange(len(some))] = chance.randrange(256)
    return bytes(some)


def _numbers(data: bytes, chance: random.Random) -> bytes:
    digits = [place for place, byte in enumerate(data) if chr(byte).isdigit()] or [0]
    place = chance.choice(digits)
    return data[:place] + chance.choice([b"-", b"99999999999999999999", b"", b"\xd9\xa3", b"1e9"]) + data[place + 1 :]


def _pieces(data: bytes, chance: random.Random) -> bytes:
    """Elements twice, lost or at another place."""
    pieces = data.split(b"<")
    if len(pieces) < 3:
        return data
    one, other = sorted(chance.sample(range(1, len(pieces)), 2))
    moved = pieces[one:other]
    kept = pieces[:one] + chance.choice([[], moved, moved * 2]) + pieces[other:]
    return b"<".join(kept + chance.choice([[], moved]))


def _words(data: bytes, chance: random.Random) -> bytes:
    known = (
        "guid targetGUID Code Coding TextSource Case Note name internal:// true PlainTextSelection urn: utf-8 utf-16"
    )
    old, new = chance.sample(known.split(), 2)
    return data.replace(old.encode(), new.encode())


CHANGES: list[Callable[[bytes, random.Random], bytes]] = [_cut, _bytes, _numbers, _pieces, _words]


@pytest.mark.parametrize(
    "numbers",
    [pytest.param(range(50), marks=pytest.mark.slow), pytest.param(range(50, 200), marks=pytest.mark.exhaustive)],
    ids=len,
)
def test_mutants_are_reported(numbers: range, tmp_path: Path) -> None:
    read, slow = 0, []
    for number in numbers:
        name, data = mutant(number)
        path = written(tmp_path, data, name)
        begun = time.process_time()
        with suppress(StudyError):
            made = read_refi(path)
            read += 1
            assert all(segment.document and segment.codes for segment in made.segments), number
        if time.process_time() - begun > LONGEST:
            slow.append(number)
    assert slow == []
    assert 0.2 < read / len(numbers) < 0.8


def test_attributes_without_end_are_refused(tmp_path: Path) -> None:
    name = "x" * (elements.LONGEST_ATTRIBUTES + 1)
    path = written(tmp_path, project(book(code(name)), ""), "project.qde")
    with pytest.raises(StudyError, match=f"{elements.LONGEST_ATTRIBUTES:,}"):
        read_refi(path)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("We&#x2; ask", "We\N{REPLACEMENT CHARACTER} ask"),
        ("We\x02 ask", "We\N{REPLACEMENT CHARACTER} ask"),
        ("We &#xFFFF; &#11; ask", "We \N{REPLACEMENT CHARACTER} \N{REPLACEMENT CHARACTER} ask"),
        ("We &#xD83D;&#xDE00; &#xD83D; ask", "We 😀 \N{REPLACEMENT CHARACTER} ask"),
        ("We & you & R&D; ask &nbsp;", "We & you & R&D; ask \N{NO-BREAK SPACE}"),
    ],
)
def test_what_xml_cannot_hold_is_replaced_and_said(tmp_path: Path, written: str, read: str) -> None:
    text = f'<TextSource guid="1" name="a &amp; b"><PlainTextContent>{written}</PlainTextContent></TextSource>'
    path = tmp_path / "p.qde"
    path.write_text(f'<Project xmlns="urn:QDA-XML:project:1.0"><Sources>{text}</Sources></Project>', "utf-8")
    project = read_refi(path)
    assert [(one.name, one.text) for one in project.documents] == [("a & b", read)]
    assert any("cannot hold" in remark for remark in project.account.remarks)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 30, 1000])
def test_repairing_does_not_depend_on_where_blocks_end(size: int) -> None:
    text = b"<a>x&#x2;y &#xD83D;&#xDE00;&#xD83D;&#xDE01; & &amp; &#65;\x0c&#xD83D;z&nbsp;</a>"
    whole = Repaired(io.BytesIO(text)).read()
    stream, parts = Repaired(io.BytesIO(text)), []
    while part := stream.read(size):
        parts.append(part)
    assert b"".join(parts) == whole
    assert ET.fromstring(whole).text == "x\ufffdy 😀😁 & & A\ufffd\ufffdz\xa0"
