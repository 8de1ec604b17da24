"""Copies for print: few pages, whole texts, tags for screen readers, and nothing of a text that is run."""

import re

import pytest
from pypdf import PdfReader

from graphmodel_viz.sheets.paper import write_paper
from tests.support.tiers import some_of
from tests.support.tool_copies import HOSTILE, sample_copy
from tests.tools.test_filling import FORMS


def texts(path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


@pytest.mark.slow
@pytest.mark.parametrize(("name", "form"), some_of(FORMS, *FORMS[::4], unpack=True))
def test_each_form_takes_at_most_its_pages(bundled_copy, tmp_path, name, form):
    copy = bundled_copy(name, form)
    pages = write_paper(copy, tmp_path / "copy.pdf")
    assert pages == len(PdfReader(tmp_path / "copy.pdf").pages)
    assert pages <= copy.pages


@pytest.mark.slow
def test_every_text_and_code_is_on_the_paper(tmp_path):
    copy = sample_copy()
    write_paper(copy, tmp_path / "copy.pdf")
    said = texts(tmp_path / "copy.pdf")
    for field, _, _ in copy.fields():
        row = re.match(r"[A-Z]+\d+", field.code)
        assert row
        assert f"[{row[0]}]" in said
    for text in (
        "It costs too much",
        "Count what it saves as well.",
        "Community group",
        "Keep this sheet.",
        copy.title,
    ):
        assert text in said
    assert copy.identity.line in said


@pytest.mark.slow
def test_hostile_texts_are_printed_and_not_run(tmp_path):
    write_paper(sample_copy(), tmp_path / "copy.pdf")
    said = texts(tmp_path / "copy.pdf").replace(" ", "")
    for piece in ("#setpage", "<script>", "$x$", "*b*", "@ref", "=HYPERLINK"):
        assert piece in HOSTILE.replace(" ", "")
        assert piece in said or piece[::-1] in said  # what follows a mark that turns text around is drawn turned around
    content = (tmp_path / "copy.pdf").read_bytes()
    assert b"/JavaScript" not in content
    assert b"/OpenAction" not in content


@pytest.mark.slow
def test_it_is_tagged_named_and_has_a_language(tmp_path):
    write_paper(sample_copy(), tmp_path / "copy.pdf")
    reader = PdfReader(tmp_path / "copy.pdf")
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert reader.metadata.title == sample_copy().title
    assert reader.metadata.author is None
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    kinds = set(of_tags(root["/StructTreeRoot"].get_object()))
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/P"} <= kinds


def of_tags(element):
    """The kinds of all tags below one."""
    if kind := element.get("/S"):
        yield kind
    children = element.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        if hasattr(tag := child.get_object(), "get"):
            yield from of_tags(tag)
