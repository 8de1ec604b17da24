"""Every form of every tool, filled in from the first place to the last in each medium, gives the same answers."""

import json
import re

import pytest

from graphmodel.tools.answers import answers_of
from graphmodel_loaders.copies.excel import read_excel
from graphmodel_loaders.copies.page import read_page
from graphmodel_loaders.copies.word import read_word
from graphmodel_viz.sheets.excel import write_excel
from graphmodel_viz.sheets.page import write_page
from graphmodel_viz.sheets.word import write_word
from tests.support.filled_copies import answers_for, as_read, fill_excel, fill_word
from tests.support.tiers import some_of
from tests.tools.test_filling import FORMS

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("medium", some_of(["page", "excel", "word"], "page", "excel"))
def test_what_is_filled_in_is_read_back(bundled_copy, tmp_path, medium):
    for name, form in FORMS:
        copy = bundled_copy(name, form)
        answers = answers_for(copy)
        if medium == "page":
            file = tmp_path / "page.html"
            write_page(copy, file)
            found = re.search(r'id="copy">(.*?)</script>', file.read_text("utf-8"), re.DOTALL)
            assert found
            of_page = json.loads(found[1])
            file = tmp_path / "answers.json"
            said = {"graphmodel_answers": 1, "line": of_page["line"], "manifest": of_page["manifest"]}
            file.write_text(json.dumps({**said, "answers": answers}), "utf-8")
            read = read_page(file)
        elif medium == "word":
            file = tmp_path / "copy.docx"
            write_word(copy, file)
            fill_word(file, answers)
            read = read_word(file)
        else:
            file = tmp_path / "copy.xlsx"
            write_excel(copy, file)
            fill_excel(file, answers)
            read = read_excel(file)
        wanted = answers if medium == "page" else as_read(answers)
        assert ({cell.code: cell.text for cell in read.cells}, name, form) == (wanted, name, form)
        assert read.manifest is not None
        taken = answers_of(read, read.manifest)
        assert (taken.blank, read.others) == (0, ())
        file.unlink()
