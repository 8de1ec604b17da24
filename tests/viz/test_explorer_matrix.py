"""The view of the framework matrix, held to the analysis that ``graphmodel matrix`` gives."""

import math

import pandas as pd
import pytest

from graphmodel.analysis.matrix import NOBODY, matrix
from graphmodel.frames.study_frames import StudyFrames
from tests.support import raw
from tests.support.browser import OpenPage
from tests.support.explorer import Explorer
from tests.support.explorer_marks import marks

Cells = dict[tuple[str, str], int]

_READ = """() => {
  const codes = [...document.querySelectorAll('.matrix thead th b')].map((head) => head.textContent);
  return [...document.querySelectorAll('.matrix tbody tr[data-row]')].flatMap((row) => {
    const numbers = [...row.querySelectorAll('td')].map((cell) => cell.querySelector('[data-mark]')?.textContent);
    return ['', ...codes].map((code, place) => [row.dataset.row, code, Number(numbers[place] ?? 0)]);
  });
}"""


@pytest.mark.exhaustive
def test_cells_and_totals_are_those_of_the_analysis(
    open_page: OpenPage, bundled_explorer: Explorer, meals_explorer: Explorer
) -> None:
    for explorer in (bundled_explorer, meals_explorer):
        for rows in ("source", "speaker"):
            numbers_are_those_of_the_analysis(open_page, explorer, rows)


def numbers_are_those_of_the_analysis(open_page: OpenPage, explorer: Explorer, rows: str) -> None:
    page = open_page(explorer.file, fragment=f"view=matrix&set.matrix-rows={rows}")
    shown: Cells = {}
    themes = page.get_by_label("Theme:").locator("option").all()
    for value in [option.get_attribute("value") or "" for option in themes]:
        if value == "all":  # tried below
            continue
        page.get_by_label("Theme:").select_option(value)
        shown |= {(row, code or value): number for row, code, number in page.evaluate(_READ) if number}
    expected = _expected(explorer.frames, rows)
    assert shown == expected
    page.get_by_label("Theme:").select_option("all")
    every = {(row, code): number for row, code, number in page.evaluate(_READ) if number and code}
    codes = set(explorer.frames.nodes("Code")["id"])
    assert every == {key: number for key, number in expected.items() if key[1] in codes}


def _expected(frames: StudyFrames, rows: str) -> Cells:
    """Numbers by row and code, and by row and theme for the totals."""
    codes = frames.nodes("Code").set_index("id")
    found: Cells = {}
    for name, table in matrix(frames, rows=rows).tables.items():
        if name == "codes":
            continue
        for record in table.to_dict("records"):
            row = "" if record[rows] == NOBODY else record[rows]
            for column, cell in record.items():
                code = str(column).split(" ")[0]
                if code in codes.index and cell:
                    found[row, code] = len(cell)
                    found[row, str(codes.loc[code, "theme"])] = record["n_claims"]
    return found


def test_rows_are_in_groups_with_sums_and_cells_shaded_by_their_numbers(
    open_page: OpenPage, bundled_explorer: Explorer
) -> None:
    page = open_page(bundled_explorer.file, fragment="view=matrix&set.theme=8")
    claims = pd.DataFrame(raw.table("claims"))
    claims = claims.assign(code=claims["codes"].str.split(";")).explode("code")
    claims["code"] = claims["code"].str.strip()
    claims = claims[claims["code"].str.startswith("8.")].drop_duplicates(["claim", "code"])
    kinds = {row["source"]: row["kind"] for row in raw.table("sources")}
    claims["kind"] = claims["source"].map(kinds)
    found = marks(page, ".matrix")
    shown = {key: int(mark.text) for key, mark in found.items() if key.startswith(("group:", "cell:src"))}
    expected = {f"group:{kind}:": len(set(own)) for kind, own in claims.groupby("kind")["claim"]}
    expected |= {f"group:{kind}:{code}": len(own) for (kind, code), own in claims.groupby(["kind", "code"])}
    expected |= {f"cell:{source}:{code}": len(own) for (source, code), own in claims.groupby(["source", "code"])}
    assert shown == expected
    rows = page.evaluate(
        "[...document.querySelectorAll('.matrix tbody')].map((one) => [one.querySelector('[data-group]').dataset.group,"
        " [...one.querySelectorAll('[data-row]')].map((row) => row.dataset.row)])"
    )
    assert {source: kind for kind, sources in rows for source in sources} == {
        source: kinds[source] for source in set(claims["source"])
    }
    shades = page.evaluate(
        "[...document.querySelectorAll('.matrix td[class*=shade-]')].map((cell) => [Number(cell.innerText),"
        " Number(cell.className.match(/shade-(\\d)/)[1]), getComputedStyle(cell).backgroundColor])"
    )
    assert all(shade == min(5, int(math.log2(number)) + 1) for number, shade, _ in shades)
    assert len({colour for _, _, colour in shades}) == len({shade for _, shade, _ in shades}) == 5


def test_heads_stay_in_sight_both_ways_and_arrows_go_from_cell_to_cell(
    open_page: OpenPage, bundled_explorer: Explorer
) -> None:
    page = open_page(bundled_explorer.file, fragment="view=matrix&set.theme=all")
    last = page.locator('.matrix tbody tr[data-row] [data-mark^="cell:"]').last
    last.focus()
    places = page.evaluate("""() => {
      const place = (element) => element.getBoundingClientRect();
      const room = document.querySelector('.matrix-room');
      room.scrollTo(room.scrollWidth, room.scrollHeight / 2);
      const [code, row] = ['thead th.code-head', 'tbody th'].map((head) => place(room.querySelector(head)));
      const frame = place(room);
      return [code.top - frame.top, row.left - frame.left, room.scrollTop, room.scrollLeft];
    }""")
    assert places[2] > 0
    assert places[3] > 0
    assert 0 <= places[0] < 80  # below the names of themes
    assert 0 <= places[1] < 3
    last.focus()
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.dataset.mark") != last.get_attribute("data-mark")
    # What has the focus is not hidden under the heads.
    hidden = page.evaluate("""() => {
      const box = document.activeElement.getBoundingClientRect();
      const top = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
      return !document.activeElement.contains(top);
    }""")
    assert not hidden


def test_a_cell_opens_its_claims_and_the_address_brings_them_back(
    open_page: OpenPage, bundled_explorer: Explorer
) -> None:
    page = open_page(bundled_explorer.file, fragment="view=matrix&set.theme=8")
    cell = page.locator('.matrix [data-mark="cell:src.gp_stroke:8.9"]')
    number = int(cell.inner_text())
    cell.click()
    assert page.locator(".panel article.claim").count() == number
    again = open_page(bundled_explorer.file, fragment=page.evaluate("location.hash").removeprefix("#"))
    assert again.locator(".panel article.claim").count() == number


def test_words_keep_only_claims_that_hold_them_and_the_history_does_not_grow(
    open_page: OpenPage, bundled_explorer: Explorer
) -> None:
    page = open_page(bundled_explorer.file, fragment="view=matrix&set.theme=6")
    before = page.evaluate("history.length")
    page.get_by_label("Find in the matrix").press_sequentially("needs assessment", delay=20)
    page.locator(".find-status", has_text="row").wait_for(state="attached")
    claims = bundled_explorer.frames.claims
    assert page.evaluate("document.activeElement.value") == "needs assessment"
    assert page.evaluate("history.length") == before
    page.locator(".matrix tfoot .total [data-mark]").click()
    ids = page.locator(".panel article.claim").evaluate_all("all => all.map((one) => one.ariaLabel.split(' ')[1])")
    assert ids
    assert set(ids) <= set(claims["claim"])
    page.locator(".panel .close").click()
    page.get_by_label("Find in the matrix").fill("no such words at all")
    page.locator(".empty").wait_for()


@pytest.mark.exhaustive
def test_summaries_are_shown_on_request_with_how_many_more(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    page = open_page(bundled_explorer.file, fragment="view=matrix&set.theme=6&set.matrix-cells=summaries")
    for cell in page.locator(".matrix tbody td:not(.total)").filter(has=page.locator("ul")).all()[:40]:
        number = int(cell.locator("[data-mark]").inner_text())
        listed = cell.locator("li:not(.more)").count()
        assert listed == min(number, 3)
        assert cell.locator(".more").all_inner_texts() == ([f"and {number - 3} more"] if number > 3 else [])
