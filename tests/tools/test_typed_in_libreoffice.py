"""Copies that people fill in and save in LibreOffice come back with equal answers."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import docx
import openpyxl
import pytest

from graphmodel_loaders.copies.excel import read_excel
from graphmodel_loaders.copies.word import read_word
from graphmodel_viz.sheets.excel import write_excel
from graphmodel_viz.sheets.word import write_word
from tests.support.filled_copies import W, answers_for, as_read, cell_of
from tests.support.libreoffice import SOFFICE, type_and_save
from tests.support.tool_copies import sample_copy

COPY = sample_copy()
ANSWERS = answers_for(COPY)
SOME = {"S1": "Spring group", "S2": "2026-12-01", "O1c": "x", "O1d": "partly", "O2e": "two\nlines", "O4a": "Our own"}
pytestmark = [
    pytest.mark.exhaustive,
    pytest.mark.process,
    pytest.mark.skipif(SOFFICE is None, reason="there is no LibreOffice"),
]


def in_word(path: Path, answers: Mapping[str, str], how: str) -> Iterator[tuple[str, str, str, str]]:
    """The cell for each answer: the one that holds its control. A card holds its text too, so that one types behind."""
    body = docx.Document(str(path)).element.body
    for number, table in enumerate(body.iterchildren(f"{W}tbl")):
        for row, cells in enumerate(table.iterchildren(f"{W}tr"), 1):
            for place, cell in enumerate(cells.iterchildren(f"{W}tc")):
                codes = [tag.get(f"{W}val") for tag in cell.iter(f"{W}tag")]
                for code in (code for code in codes if code in answers):
                    is_card = code.startswith("B")
                    name = f"{chr(ord('A') + place)}{row}"
                    yield str(number), name, "behind" if is_card else how, answers[code]


def in_excel(path: Path, answers: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """The cell for each answer, by the codes that are printed."""
    book = openpyxl.load_workbook(path)
    for code, text in answers.items():
        cell = cell_of(book, code)
        yield cell.parent.title, cell.coordinate, "over", text


@pytest.mark.parametrize("answers", [SOME, ANSWERS], ids=["some", "all"])
@pytest.mark.parametrize("how", ["over", "behind"])
def test_what_is_typed_into_a_word_document_comes_back(tmp_path, answers, how):
    file = tmp_path / "copy.docx"
    write_word(COPY, file)
    type_and_save(file, in_word(file, answers, how), tmp_path)
    read = read_word(file)
    assert {cell.code: cell.text for cell in read.cells} == as_read(answers)
    assert (read.others, read.line) == ((), COPY.identity.line)


@pytest.mark.parametrize("answers", [SOME, ANSWERS], ids=["some", "all"])
def test_what_is_typed_into_a_workbook_comes_back(tmp_path, answers):
    file = tmp_path / "copy.xlsx"
    write_excel(COPY, file)
    type_and_save(file, in_excel(file, answers), tmp_path)
    read = read_excel(file)
    assert {cell.code: cell.text for cell in read.cells} == as_read(answers)
    assert (read.others, read.line) == ((), COPY.identity.line)
