"""The view of the framework matrix, held to the analysis that ``graphmodel matrix`` gives."""

from graphmodel.analysis.matrix import NOBODY, matrix
from graphmodel.frames.study_frames import StudyFrames
from tests.support.browser import OpenPage
from tests.support.explorer import Explorer

Cells = dict[tuple[str, str], int]

_READ = """() => {
  const codes = [...document.querySelectorAll('.matrix thead th b')].map((head) => head.textContent);
  return [...document.querySelectorAll('.matrix tbody tr')].flatMap((row) => {
    const numbers = [...row.querySelectorAll('td')].map((cell) => cell.querySelector('[data-mark]')?.textContent);
    return ['', ...codes].map((code, place) => [row.dataset.row, code, Number(numbers[place] ?? 0)]);
  });
}"""


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
        page.get_by_label("Theme:").select_option(value)
        shown |= {(row, code or value): number for row, code, number in page.evaluate(_READ) if number}
    assert shown == _expected(explorer.frames, rows)


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


def test_summaries_are_shown_on_request_with_how_many_more(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    page = open_page(bundled_explorer.file, fragment="view=matrix&set.theme=6&set.matrix-cells=summaries")
    for cell in page.locator(".matrix tbody td:not(.total)").filter(has=page.locator("ul")).all()[:40]:
        number = int(cell.locator("[data-mark]").inner_text())
        listed = cell.locator("li:not(.more)").count()
        assert listed == min(number, 3)
        assert cell.locator(".more").all_inner_texts() == ([f"and {number - 3} more"] if number > 3 else [])
