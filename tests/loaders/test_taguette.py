"""Projects of Taguette, made by its own code, become coded projects."""

import csv
import html
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.coded_project import CodedProject
from graphmodel.formats import find_importer
from graphmodel.problems import StudyError
from graphmodel_loaders.databases.marked_text import marked_text
from graphmodel_loaders.databases.taguette_project import tag_path
from tests.support.pages import ROOT

SAMPLES = ROOT / "tests" / "data" / "imports" / "taguette"
ONE = SAMPLES / "one.sqlite3"


def read(path: Path, **options: str) -> CodedProject:
    importer = find_importer(path)
    assert importer.name == "taguette"
    project = importer.read(path, **options)
    assert isinstance(project, CodedProject)
    for what, number in project.parts():
        assert project.account.counts[what, "taken", ""] == number
    return project


def exported() -> list[dict[str, str]]:
    with (SAMPLES / "project" / "highlights.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def changed(folder: Path, *statements: str) -> Path:
    path = folder / "changed.sqlite3"
    shutil.copy(ONE, path)
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return path


def test_words_tags_and_documents_are_those_of_taguettes_own_export() -> None:
    project = read(ONE)
    names = {document.key: document.name for document in project.documents}
    found = {
        (
            segment.place.removeprefix("highlight "),
            names[segment.document],
            code,
            "".join(segment.words[0].text.split()),
        )
        for segment in project.segments
        for code in segment.codes
    }
    assert found == {(row["id"], row["document"], row["tag"], "".join(row["content"].split())) for row in exported()}


def test_words_are_where_their_offsets_say_in_the_text_of_the_document() -> None:
    project = read(ONE)
    texts = {document.key: document.text for document in project.documents}
    for segment in project.segments:
        (words,) = segment.words
        text = texts[segment.document]
        assert text is not None
        assert text[words.start : words.end] == words.text


def test_paragraphs_and_cells_stand_apart() -> None:
    texts = {document.key: document.text for document in read(ONE).documents}
    assert texts["Table"] == (
        "Bread\nMilk\nMonth\tMeals\nMay\t1\xa0200\nThe survey of meals told us which schools to visit first."
        "\nThen we went."
    )


def test_points_in_tags_make_a_tree() -> None:
    codes = {code.key: code for code in read(ONE).codes}
    assert codes["barriers.money"].path == ("barriers", "money")
    assert codes["barriers.money"].description == "Costs and budgets"
    assert not codes["barriers"].is_codable
    assert codes["evidence"].is_codable
    assert codes["Dr. Who"].path == ("Dr. Who",)
    order = list(codes)
    assert order.index("barriers") < order.index("barriers.money")


@pytest.mark.parametrize(
    ("tag", "path"),
    [
        ("a.b.c", ("a", "b", "c")),
        ("a", ("a",)),
        ("v1.2", ("v1.2",)),
        ("e.g. this", ("e", "g. this")),
        ("a..b", ("a..b",)),
        (".a", (".a",)),
        ("a.", ("a.",)),
        ("a .b", ("a .b",)),
    ],
)
def test_a_point_that_parts_no_names_stays(tag: str, path: tuple[str, ...]) -> None:
    assert tag_path(tag) == path


@given(st.text("ab. 1", min_size=1))
def test_the_path_of_a_tag_spells_the_tag(tag: str) -> None:
    assert ".".join(tag_path(tag)) == tag.strip()


def test_the_history_tells_who_coded_and_when() -> None:
    segments = {segment.place: segment for segment in read(ONE).segments}
    assert {place: segment.coder for place, segment in segments.items()} == {
        "highlight 1": "admin", "highlight 2": "zoe", "highlight 3": "zoe", "highlight 4": "zoe", "highlight 5": "zoe",
        "highlight 6": "zoe", "highlight 7": "zoe", "highlight 8": "admin", "highlight 9": "admin",
        "highlight 10": "admin",
    }  # fmt: skip
    assert segments["highlight 1"].when == "2024-03-01T09:41:00"


def test_a_later_change_of_tags_does_not_change_the_coder(tmp_path: Path) -> None:
    path = changed(
        tmp_path,
        "INSERT INTO commands (date, user_login, project_id, document_id, payload) SELECT '2025-01-01 00:00:00',"
        " 'zoe', project_id, document_id, payload FROM commands WHERE payload LIKE '%\"highlight_id\": 1,%'",
    )
    assert {segment.place: segment.coder for segment in read(path).segments}["highlight 1"] == "admin"


def test_an_export_of_the_program_has_the_same_keys_but_one_coder() -> None:
    one, copied = read(ONE), read(SAMPLES / "copied.sqlite3")
    assert one.codes == copied.codes
    assert one.documents == copied.documents
    assert {(s.document, s.words, frozenset(s.codes)) for s in one.segments if s.words[0].text != "no money"} == {
        (s.document, s.words, frozenset(s.codes)) for s in copied.segments if s.words[0].text != "no money"
    }
    assert [coder.name for coder in copied.coders] == ["admin"]


def test_nothing_depends_on_the_order_of_rows(tmp_path: Path) -> None:
    path = changed(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        pairs = connection.execute("SELECT * FROM highlight_tags").fetchall()
        random.Random(1).shuffle(pairs)
        connection.execute("DELETE FROM highlight_tags")
        connection.executemany("INSERT INTO highlight_tags VALUES (?, ?)", pairs)
        connection.commit()
    assert read(path).segments == read(ONE).segments


@pytest.mark.parametrize(
    ("chosen", "title"), [("School meals", "School meals"), ("1", "School meals"), ("3", "Other meals")]
)
def test_one_of_several_projects_is_named_or_numbered(chosen: str, title: str) -> None:
    project = read(SAMPLES / "several.sqlite3", project=chosen)
    assert project.title == title
    assert len(project.segments) == len(read(ONE).segments)
    assert (
        sum(n for (what, out, _), n in project.account.counts.items() if (what, out) == ("projects", "left out")) == 2
    )


@pytest.mark.parametrize("chosen", ["", "Other meals", "9", "school"])
def test_without_a_clear_choice_the_projects_are_listed(chosen: str) -> None:
    with pytest.raises(StudyError) as caught:
        read(SAMPLES / "several.sqlite3", project=chosen)
    assert "Other meals" in str(caught.value)


@pytest.mark.slow
def test_a_document_that_is_too_large_costs_its_text_and_not_its_words(tmp_path: Path) -> None:
    whole = read(ONE)
    spoiled = read(changed(tmp_path, "UPDATE documents SET contents = contents || printf('%.*c', 17000000, '<')"))
    words = [["".join(one.text.split()) for segment in project.segments for one in segment.words]
             for project in (whole, spoiled)]  # fmt: skip
    assert sorted(words[0]) == sorted(words[1])
    assert any("has more than 16 MB" in remark for remark in spoiled.account.remarks)


def test_what_belongs_to_nothing_is_rejected_and_counted(tmp_path: Path) -> None:
    path = changed(
        tmp_path,
        "UPDATE highlights SET document_id = 99 WHERE id = 4",
        "UPDATE highlights SET end_offset = 99999 WHERE id = 3",
        "UPDATE highlights SET start_offset = 'x', snippet = '' WHERE id = 5",
        "UPDATE highlight_tags SET tag_id = 77 WHERE highlight_id = 6",
    )
    project = read(path)
    segments = {segment.place: segment for segment in project.segments}
    assert len(segments) == 9
    assert project.account.total("rejected") == 2
    assert [(words.text[:3], words.start) for words in segments["highlight 3"].words] == [("Zoë", None)]
    assert not segments["highlight 5"].words
    assert not segments["highlight 6"].codes
    assert any("2 highlights" in remark for remark in project.account.remarks)


@pytest.mark.parametrize(
    "payload",
    ["", "[]", "{", "[" * 100_000, '{"type": "highlight_add", "highlight_id": "1"}'],
    ids=["nothing", "list", "open", "deep", "text"],
)
def test_a_damaged_history_costs_only_the_coder(tmp_path: Path, payload: str) -> None:
    path = changed(tmp_path, f"UPDATE commands SET payload = '{payload}'")
    project = read(path)
    assert len(project.segments) == len(read(ONE).segments) - 1  # two coders of one place are one now
    assert not project.coders


@pytest.mark.parametrize("name", ["highlights.xlsx", "project", "project/highlights.csv"])
def test_exported_tables_hold_the_same_words(name: str) -> None:
    project = read(SAMPLES / name)
    found = {(s.document, code, s.words[0].text) for s in project.segments for code in s.codes}
    assert found == {(row["document"], row["tag"], row["content"].replace("\xa0", " ")) for row in exported()}
    assert {code.key for code in project.codes} >= {row["tag"] for row in exported()}


def test_a_codebook_brings_descriptions() -> None:
    for name in ("codebook.xlsx", "project"):
        codes = {code.key: code for code in read(SAMPLES / name).codes}
        assert codes["barriers.money"].description == "Costs and budgets"
        assert "not used" in codes


def test_rows_that_do_not_fit_are_rejected(tmp_path: Path) -> None:
    path = tmp_path / "highlights.csv"
    path.write_text(
        "id,document,tag,content\n1,Anna,a,Words\n1,Anna,b,Words\n1,Anna,c,Other\n2,,a,Words\n3,Anna,a,\n4,Anna,,Free\n",
        "utf-8",
    )
    project = read(path)
    assert [(segment.codes, segment.words[0].text) for segment in project.segments] == [
        (("a", "b"), "Words"),
        ((), "Free"),
    ]
    assert project.account.total("rejected") == 3


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)


@given(st.lists(st.tuples(st.sampled_from(["p", "b", "td", "li"]), WORDS), min_size=1, max_size=6), st.data())
def test_bytes_are_counted_without_tags_and_breaks(parts: list[tuple[str, str]], data: st.DataObject) -> None:
    plain = "".join(text for _, text in parts)
    read_text = marked_text("".join(f"<{tag}>{html.escape(text)}</{tag}>" for tag, text in parts))
    start = data.draw(st.integers(0, len(plain) - 1))
    end = data.draw(st.integers(start + 1, len(plain)))
    span = read_text.span(len(plain[:start].encode()), len(plain[:end].encode()))
    assert span is not None
    inserted = read_text.text[slice(*span)]
    assert "".join(inserted.split()) == "".join(plain[start:end].split())
    if parts[0][0] == "b" and len(parts) == 1:
        assert inserted == plain[start:end]


@pytest.mark.parametrize("signs", ["<", "<a ", "<a \"'", "<!--", "&", "&#", "</"])
def test_text_with_many_open_signs_is_read_in_a_moment(signs: str) -> None:
    assert marked_text(signs * 100_000).text
