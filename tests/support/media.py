"""The programs that copies of tools are filled in with: how a copy is written, filled in and read for each."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from graphmodel.tools.copies import ToolCopy
from graphmodel.tools.reading import FilledCopy
from graphmodel_loaders.copies.excel import read_excel
from graphmodel_loaders.copies.slides import read_slides
from graphmodel_loaders.copies.word import read_word
from graphmodel_viz.sheets.excel import write_excel
from graphmodel_viz.sheets.slides import write_slides
from graphmodel_viz.sheets.word import write_word
from tests.support.filled_copies import answers_for, fill_excel, fill_slides, fill_word
from tests.support.tool_copies import sample_copy

COPY = sample_copy()
ANSWERS = answers_for(COPY)
SOME = {"S1": "Spring group", "O1c": "x", "O1d": "partly", "O2e": "two\nlines", "O4a": "Own objection", "B7b": "x"}


class Medium(NamedTuple):
    """One of the programs.

    Args:
        name: as copies that were read give it.
        ending: of its files.
        xml: a part of its files that is read.
        write: writes a copy.
        fill: types answers, by their codes, into a written copy.
        read: reads it back.
    """

    name: str
    ending: str
    xml: str
    write: Callable[[ToolCopy, Path], None]
    fill: Callable[[Path, Mapping[str, str]], None]
    read: Callable[[Path], FilledCopy]


WORD = Medium("Word", "docx", "word/document.xml", write_word, fill_word, read_word)
EXCEL = Medium("Excel", "xlsx", "xl/workbook.xml", write_excel, fill_excel, read_excel)
SLIDES = Medium("slides", "pptx", "ppt/slides/slide1.xml", write_slides, fill_slides, read_slides)


@cache
def blank_copy(medium: Medium) -> bytes:
    """The sample copy as it is written, with no answer in it."""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"copy.{medium.ending}")
        medium.write(COPY, path)
        return path.read_bytes()


def texts_of(read: FilledCopy) -> dict[str, str]:
    """The answers of a copy by their codes, each of which it has once."""
    texts = {cell.code: cell.text for cell in read.cells}
    assert len(texts) == len(read.cells)
    return texts
