"""The page of a tool in a browser: filled in, saved to a file, opened again and read back."""

from pathlib import Path

import pytest

from graphmodel.tools.answers import answers_of
from graphmodel_loaders.copies.page import read_page
from graphmodel_viz.sheets.page import write_page
from tests.support.browser import OpenPage, violations
from tests.support.tool_copies import sample_copy

pytestmark = pytest.mark.browser

ANSWERS = {
    "S1": "Spring\nsecond line",
    "S9": "7",
    "O1d": "partly",
    "O2e": "=1+1 <b>\u202e",
    "O4a": "our own objection",
    "FB1": "Short.",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    write_page(sample_copy(), tmp_path / "tool.html")
    return tmp_path / "tool.html"


def fill(page) -> None:
    for code, text in ANSWERS.items():
        place = page.locator(f'[data-code="{code}"]')
        if code == "O1d":
            place.select_option(text)
        else:
            place.fill(text)
    page.locator('[data-code="O1c"]').check()
    page.locator('[data-code="S2"]').fill("2026-11-29")


def save(page, target: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save answers").click()
    waiting.value.save_as(target)
    assert waiting.value.suggested_filename == "objections-answers.json"
    return target


def test_what_is_filled_in_comes_back(file, open_page: OpenPage, tmp_path):
    page = open_page(file)
    fields = sum(1 for _ in sample_copy().fields())
    assert page.locator("#state").inner_text() == f"0 of {fields} filled in"
    fill(page)
    assert page.locator("#state").inner_text() == f"{len(ANSWERS) + 2} of {fields} filled in, not saved"
    copy = read_page(save(page, tmp_path / "a.json"))
    assert copy.manifest is not None
    assert {cell.code: cell.text for cell in copy.cells} == {**ANSWERS, "O1c": "x", "S2": "2026-11-29"}
    answers = answers_of(copy, copy.manifest)
    assert answers.remarks == ()
    assert {one.code: one.node for one in answers.answers}["O1c"] == "obj.cost"


def test_saved_answers_can_be_opened_and_changed(file, open_page: OpenPage, tmp_path):
    page = open_page(file)
    fill(page)
    saved = save(page, tmp_path / "a.json")
    again = open_page(file)
    again.locator("#load").set_input_files(saved)
    again.locator("#state", has_text=f"{len(ANSWERS) + 2} of").wait_for()  # a file is read in the background
    again.locator('[data-code="O4a"]').fill("changed")
    codes = {cell.code: cell.text for cell in read_page(save(again, tmp_path / "b.json")).cells}
    assert codes == {**ANSWERS, "O1c": "x", "S2": "2026-11-29", "O4a": "changed"}


def test_answers_of_another_copy_are_not_opened(file, open_page: OpenPage, tmp_path):
    page = open_page(file)
    (tmp_path / "odd.json").write_text('{"manifest": "another", "answers": {"O1c": "x"}}')
    page.locator("#load").set_input_files(tmp_path / "odd.json")
    page.locator("#state", has_text="another copy").wait_for()  # a file is read in the background
    (tmp_path / "no.json").write_text("not JSON")
    page.locator("#load").set_input_files(tmp_path / "no.json")
    page.locator("#state", has_text="holds no answers").wait_for()
    assert not page.locator('[data-code="O1c"]').is_checked()


@pytest.mark.parametrize(("dark", "size"), [(False, (1280, 800)), (True, (390, 844))])
def test_everybody_can_use_it(file, open_page: OpenPage, dark, size):
    page = open_page(file, dark=dark, size=size)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.get_by_text("<script>alert(1)</script>").count() == 1  # a text, not an element
