"""Transcripts become documents with paragraphs and speakers, and comments of Word become codes."""

import time
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import graphmodel as gm
from graphmodel.coded_project import CodedProject, Segment
from graphmodel.formats import find_importer, importers
from graphmodel.problems import StudyError
from graphmodel_loaders.coded.claims import study_of
from graphmodel_loaders.coded.suggesting import suggest
from graphmodel_loaders.transcripts import office
from graphmodel_loaders.transcripts.lines import plain
from graphmodel_loaders.transcripts.turns import transcript_of
from tests.data.imports import make_transcripts as samples
from tests.support.pages import ROOT
from tests.support.tiers import examples

FOLDER = ROOT / "tests" / "data" / "imports" / "transcript"
FILES = sorted(path for path in FOLDER.rglob("*.*") if path.suffix != ".md" and path.is_file())
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def read(path: Path, **options: object) -> CodedProject:
    """The project of a transcript, whose words stand where they are said to stand."""
    importer = find_importer(path)
    assert importer.name == "transcript"
    project = importer.read(path, **options)
    assert isinstance(project, CodedProject)
    texts = {document.key: document.text or "" for document in project.documents}
    for segment in project.segments:
        for words in segment.words:
            assert texts[segment.document][words.start : words.end] == words.text
    assert len({segment.key for segment in project.segments}) == len(project.segments)
    return project


def said(project: CodedProject, document: str = "") -> list[tuple[str, str]]:
    """Who says what."""
    return [
        (words.speaker, words.text)
        for segment in project.segments
        if not document or segment.document == document
        for words in segment.words
    ]


def text_file(folder: Path, text: str) -> Path:
    path = folder / "talk.txt"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("path", [FOLDER / "project", *FILES], ids=lambda path: path.name)
def test_only_this_importer_recognises_transcripts(path: Path) -> None:
    assert [name for name, importer in importers().items() if importer.recognises(path)] == ["transcript"]


def test_turns_of_a_word_document() -> None:
    project = read(FOLDER / "project")
    assert said(project, "Interview 1.docx") == [
        ("", "Interview 1"),
        ("", "Date: 12 March 2020"),
        ("Interviewer", "How did you begin?"),
        ("Anna Smith", samples.MONEY),
        ("Anna Smith", "The school board knew. Note: it was in the minutes."),
        ("Interviewer", "And then?"),
        ("Anna Smith", samples.TRUST),
        ("", "Note: the tape ends here."),
    ]
    assert ("R1 (Interview 2)", samples.MONEY) in said(project, "Interview 2.docx")
    spans = {segment.words[0].text: segment.span for segment in project.segments}
    assert spans["How did you begin?"].endswith("00:00:05")
    assert {case.name for case in project.cases} == {
        "Anna Smith",
        "Bela Kovács",
        "R1 (Interview 2)",
        "R2 (Interview 2)",
    }


def coded(project: CodedProject) -> list[Segment]:
    return [segment for segment in project.segments if segment.codes or segment.note]


def test_comments_of_word_are_codes() -> None:
    project = read(FOLDER / "project" / "Interview 1.docx")
    short, long = coded(project)
    assert [code.path for code in project.codes] == [("Barrier: money",)]
    assert (short.words[0].text, short.words[0].speaker) == (samples.MONEY, "Anna Smith")
    assert (short.coder, short.when, short.note) == ("AB", "2020-03-15T09:30", "Ask again")
    assert not long.codes
    assert long.note.startswith("I am not sure")
    without = read(FOLDER / "project" / "Interview 1.docx", comments=False)
    assert not coded(without)
    assert (
        sum(
            n for (what, outcome, _), n in without.account.counts.items() if (what, outcome) == ("comments", "left out")
        )
        == 2
    )


def test_codes_in_comments_of_dedoose_stand_below_their_place(tmp_path: Path) -> None:
    path = samples.word_file(
        tmp_path / "Anna.docx",
        samples.paragraph("Anna: We had ", samples.commented(0, "no money"), " and no time."),
        samples.paragraph("Anna: None."),
        notes={0: ("Codes (9-17)", "Money", "Barriers in general")},
    )
    project = read(path)
    [coded] = [segment for segment in project.segments if segment.codes]
    assert {code.name for code in project.codes} == {"Money", "Barriers in general"}
    assert (len(coded.codes), coded.note) == (2, "")


def test_a_comment_on_a_part_is_a_passage_of_its_own(tmp_path: Path) -> None:
    path = samples.word_file(
        tmp_path / "talk.docx",
        samples.paragraph("Anna: We had ", samples.commented(0, " no money "), "and no time."),
        samples.paragraph("Anna: So."),
        notes={0: ("Money",)},
    )
    [money] = coded(read(path))
    assert (money.words[0].text, money.words[0].speaker) == ("no money", "Anna")


@pytest.mark.parametrize(
    ("saved", "made"),
    [("saved by LibreOffice.docx", "Interview 1.docx"), ("Interview 2.odt", "Interview 2.docx")],
)
def test_files_of_libreoffice_say_the_same(saved: str, made: str) -> None:
    one, other = said(read(FOLDER / saved)), said(read(FOLDER / "project" / made))
    assert [(speaker.partition(" (")[0], text) for speaker, text in one] == [
        (speaker.partition(" (")[0], text) for speaker, text in other
    ]


def test_subtitles_are_joined_to_turns() -> None:
    project = read(FOLDER / "project" / "Meeting.vtt")
    assert said(project) == [
        ("Anna Smith", "We had no money for a survey & such."),
        ("Bela Kovács", "So we asked."),
    ]
    assert project.segments[0].span.endswith("00:00:01-00:00:06")
    assert said(read(FOLDER / "meeting.srt")) == [
        ("Anna Smith", "We had no money for a survey."),
        ("Bela", "So we asked. The nurses."),
    ]


ZOOM = """WEBVTT

1
00:00:00.000 --> 00:00:03.000
Mary Dunn: Can everyone see it?

2
00:00:03.500 --> 00:00:06.000
Mary Dunn: Good.

3
00:00:06.500 --> 00:00:09.000
Jorge Alvarez: Nothing this week.
"""
IN_BRACKETS = """1
00:00:03 --> 00:00:06
[SPEAKER_00] Good day.

2
00:00:06,440 --> 00:00:14,000
(SPEAKER_01)
We weighed it.

And again in spring.

NOTE checked

3
00:00:14,000 --> 00:00:15,000
[SPEAKER_00]: Thank you.
"""
STAMPED = """[00:00:03 → 00:00:14] Anna Lee:
    How did it begin?

[00:00:14 --> 00:00:22] Bob Ray: We weighed it.
"""
OTTER = """Anna Lee  0:03
How did it begin?

Bob Ray  0:14
We weighed it.

Transcribed by https://otter.ai
"""
TEAMS = """Bob Ray started transcription
Lee, Anna (Finance)   0:03
How did it begin?
Bob Ray   0:14
We weighed it.
Bob Ray stopped transcription
"""


@pytest.mark.parametrize(
    ("name", "text", "expected", "added"),
    [
        ("z.vtt", ZOOM, [("Mary Dunn", "Can everyone see it? Good."), ("Jorge Alvarez", "Nothing this week.")], 0),
        (
            "w.srt",
            IN_BRACKETS,
            [
                ("SPEAKER_00 (w)", "Good day."),
                ("SPEAKER_01 (w)", "We weighed it. And again in spring."),
                ("SPEAKER_00 (w)", "Thank you."),
            ],
            0,
        ),
        ("s.txt", STAMPED, [("Anna Lee", "How did it begin?"), ("Bob Ray", "We weighed it.")], 0),
        ("o.txt", OTTER, [("Anna Lee", "How did it begin?"), ("Bob Ray", "We weighed it.")], 1),
        ("t.txt", TEAMS, [("Lee, Anna (Finance)", "How did it begin?"), ("Bob Ray", "We weighed it.")], 2),
        (
            "x.txt",
            "[00:00.000 --> 00:04.000]  Hello.\n[00:04.000 --> 00:07.000]  Bye.\n",
            [("", "Hello."), ("", "Bye.")],
            0,
        ),
    ],
)
def test_who_speaks_in_transcripts_of_zoom_teams_otter_and_whisper(
    name: str, text: str, expected: list[tuple[str, str]], added: int, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    project = read(path)
    assert said(project) == expected
    left = [number for (what, outcome, _), number in project.account.counts.items() if outcome == "left out"]
    assert sum(left) == added


@pytest.mark.slow
def test_long_transcripts_take_no_time() -> None:
    turns = [f"[00:00:{number % 60:02}] Speaker {number % 3}: words, number {number}" for number in range(8_000)]
    started = time.monotonic()
    assert len(transcript_of(plain("\n".join(turns))).turns) == len(turns)
    assert time.monotonic() - started < 10


@pytest.mark.slow
def test_lines_of_many_spaces_take_no_time(tmp_path: Path) -> None:
    spaces = " " * 200_000
    path = text_file(tmp_path, f"Anna: one{spaces}two\nBob: {spaces}three\nAnna: four\t{spaces}\nBob: [00:01{spaces}")
    started = time.monotonic()
    assert [words[:5] for _, words in said(read(path))] == ["one  ", "three", "four", "[00:0"]
    assert time.monotonic() - started < 10


def test_messages_of_a_chat_are_turns_of_whoever_wrote_them(tmp_path: Path) -> None:
    chat = read(FOLDER / "chat.txt")
    assert said(chat) == [
        ("Anna Smith", "We had: no money\n\tfor a survey."),
        ("Bela", "So we asked."),
        ("Bela", "The nurses."),
    ]
    assert [segment.span[-8:] for segment in chat.segments] == ["10:01:02", "10:01:30", "10:02:00"]
    assert {case.name for case in chat.cases} == {"Anna Smith", "Bela"}
    assert any("1 reaction" in remark for remark in chat.account.remarks)
    assert any("1 message" in remark for remark in chat.account.remarks)
    messages = read(FOLDER / "messages.txt")
    assert said(messages) == [("Anna", "Note: no money\nfor a survey."), ("Bela", "So we asked.")]
    assert any("1 notice" in remark for remark in messages.account.remarks)
    day = "[12.03.21, 10:0"
    apple = f"{day}1:02] Group: \u200eAnna was added\n{day}2:02] ~\u202fAnna: yes\n{day}3:02] Bo: no"
    assert said(read(text_file(tmp_path, apple))) == [("Anna", "yes"), ("Bo", "no")]


def test_times_in_other_forms() -> None:
    german = read(FOLDER / "german.txt")
    assert said(german) == [
        ("Interviewer", "Und dann?"),
        ("B (german)", "Änne hatte kein Geld."),
        ("Interviewer", "Warum?"),
    ]
    assert [segment.span[-8:] for segment in german.segments] == ["00:00:12", "00:00:15", "00:00:20"]
    headers = read(FOLDER / "headers.txt")
    assert said(headers) == [("Anna Smith", "We had no money."), ("Bela Kovács", "So we asked.\nThe nurses.")]
    assert [segment.span[-8:] for segment in headers.segments] == ["00:00:03", "00:00:10"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Anna: yes.\nBob: no.\nAnna: yes!\nBob: no!", ["Anna", "Bob", "Anna", "Bob"]),
        ("Q: how?\nA: so.\nQ2: why?", ["Interviewer", "A (talk)", "Interviewer"]),
        ("Note: one.\nNote: two.", ["", ""]),
        ("Anna: here it is:\nhttp://x.org\nAnna: see http://y.org", ["Anna", "Anna", "Anna"]),
        ("**Anna:** yes.\n\n**Anna**: no.", ["Anna", "Anna"]),
        ("Anna Smith (00:03):\nyes.\nAnna Smith (00:05):\nno.", ["Anna Smith", "Anna Smith"]),
        ("[Anna] 10:01:02\nyes.\n\n[Bob] 10:01:05\nno.", ["Anna", "Bob"]),
        ("0:0:0.0 --> 0:0:2.10\nAnna\nyes.\n0:0:2.10 --> 0:0:4.0\nBob\nno.", ["Anna", "Bob"]),
        ("Anna: yes.\n\nand more\n\nAnna: no.", ["Anna", "Anna", "Anna"]),
        ("访谈者：好\n张三：不\n访谈者：好\n张三：不", ["访谈者", "张三"] * 2),
    ],
    ids=lambda value: str(value)[:20],
)
def test_who_speaks(text: str, speakers: list[str], tmp_path: Path) -> None:
    assert [speaker for speaker, _ in said(read(text_file(tmp_path, text)))] == speakers


def test_a_label_that_occurs_once_is_said_and_can_be_listed(tmp_path: Path) -> None:
    path = text_file(tmp_path, "Anna: yes.\n\nMaria: no.\n\nAnna: yes.")
    project = read(path)
    assert said(project)[1] == ("Anna", "Maria: no.")
    assert any("Maria" in remark for remark in project.account.remarks)
    listed = read(path, speakers="Bob, Maria")
    assert said(listed)[1] == ("Maria", "no.")
    assert not listed.account.remarks


def test_paragraphs_keep_their_keys_when_others_come_before(tmp_path: Path) -> None:
    before = read(text_file(tmp_path, "Anna: yes.\n\nAnna: yes.\n\nAnna: no."))
    after = read(text_file(tmp_path, "A new title\n\nAnna: yes.\n\nAnna: yes.\n\nAnna: no."))
    assert [segment.key for segment in before.segments] == [segment.key for segment in after.segments][1:]


def test_paragraphs_become_quotes_of_their_speakers() -> None:
    project = read(FOLDER / "project")
    study = study_of(project, suggest(project), study_id="talks")
    tables = {name: rows for name, (_, rows) in study.tables.items()}
    labels = {row["actor"]: row["label"] for row in tables["actors"]}
    speakers = {row["text"]: labels.get(row.get("speaker", ""), "") for row in tables["quotes"] if not row.get("claim")}
    assert speakers[samples.TRUST] in {"Anna Smith", "R2 (Interview 2)"}
    assert speakers["How did you begin?"] == ""
    assert speakers["Interview 1"] == ""
    [claim] = tables["claims"]
    assert labels[claim["speaker"]] == "Anna Smith"
    assert {row["label"] for row in tables["sources"]} == {"Interview 1", "Interview 2", "Meeting"}


@pytest.mark.parametrize(
    "text",
    ["a\tb\tc\n1\t2\t3\n4\t5\t6\n", '{"elements": []}', "<?xml version='1.0'?><a/>", "id;text\n1;a\n2;b\n", "", "\0\1"],
    ids=repr,
)
def test_data_is_no_transcript(text: str, tmp_path: Path) -> None:
    assert not importers()["transcript"].recognises(text_file(tmp_path, text))


def with_document(path: Path, document: str, name: str = "word/document.xml") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, document)
    return path


@pytest.mark.parametrize(
    "document",
    [
        f"{BOMB}<w:document {samples.WORD}><w:body>&b;</w:body></w:document>",
        f"<w:document {samples.WORD}>" + "<w:p>" * 5000 + "</w:p>" * 5000 + "</w:document>",
        f"<w:document {samples.WORD}>" + samples.paragraph("x") * 200 + "</w:document>",
        f"<w:document {samples.WORD}><w:body><w:p>",
        f"<w:document {samples.WORD}/>",
        "not xml",
    ],
    ids=["entities", "deep", "long", "cut", "blank", "none"],
)
def test_hostile_word_files_end_in_a_message(document: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MOST_LINES", 150)
    with pytest.raises(StudyError, match=r"talk\.docx"):
        importers()["transcript"].read(with_document(tmp_path / "talk.docx", document))


def test_other_damage_ends_in_a_message(tmp_path: Path) -> None:
    path = FOLDER / "project" / "Interview 1.docx"
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        place = archive.getinfo("word/document.xml").header_offset + 100
    files = {
        "old.docx": b"\xd0\xcf\x11\xe0" + bytes(600),
        "cut.docx": whole[:-200],
        "none.docx": b"",
        "turned.docx": whole[:place] + bytes(reversed(whole[place : place + 100])) + whole[place + 100 :],
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(StudyError, match=name):
            importers()["transcript"].read(tmp_path / name)
    with_document(tmp_path / "odd.docx", "<x/>", "word/else.xml")
    with pytest.raises(StudyError, match=r"odd\.docx"):
        importers()["transcript"].read(tmp_path / "odd.docx")


def test_a_damaged_file_of_a_folder_is_rejected_and_links_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("Secret: one\nSecret: two", "utf-8")
    folder = tmp_path / "talks"
    folder.mkdir()
    text_file(folder, "Anna: yes.\nAnna: no.")
    (folder / "cut.docx").write_bytes(b"PK\x03\x04")
    (folder / "link.txt").symlink_to(outside)
    (folder / "picture.png").write_bytes(b"x")
    project = importers()["transcript"].read(folder)
    assert isinstance(project, CodedProject)
    assert [document.name for document in project.documents] == ["talk"]
    outcomes = {outcome: n for (what, outcome, _), n in project.account.counts.items() if what == "files"}
    assert (outcomes["taken"], outcomes["rejected"]) == (1, 1)
    assert project.account.total("left out") == 2


@given(st.text(alphabet="aAbB: \n\t1(0)[]#-*.é：<>", max_size=80))
@settings(max_examples=examples(150), deadline=None)
def test_none_of_the_words_of_a_transcript_is_lost(text: str) -> None:
    """Whatever is no label and no time is in exactly one turn, in the order of the text."""
    found = transcript_of(plain(text))
    places = [(turn.start, turn.end) for turn in found.turns]
    assert all(start < end for start, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))
    rest = text
    for start, end in reversed(places):
        rest = rest[:start] + rest[end:]
    assert not [line for line in rest.split("\n") if line.strip() and not any(sign in line for sign in ":：")]


@pytest.mark.slow
def test_a_paragraph_that_is_inserted_adds_its_words_and_takes_none_away(tmp_path):
    file, study = tmp_path / "nurse.txt", tmp_path / "study"
    lines = ["Ann: We count.", "Ben: Nobody reads it.", "Ann: We count.", "Ben: So it is."]
    file.write_text("\n\n".join(lines), "utf-8")
    first = gm.import_study(file, study)
    file.write_text("\n\n".join([*lines[:1], "Ben: How long?", *lines[1:]]), "utf-8")
    again = gm.import_study(file, study)
    quotes = [row for row in again.added if row.table == "quotes"]
    assert len(first.added) > len(again.added) == len(quotes) == 1
    assert not again.vanished
