"""Texts of the explorer: those of a picture neither cover each other nor leave it, and counts have their grammar."""

import re
from pathlib import Path

import pytest

from tests.support.browser import SMALL_WINDOW, WINDOW, OpenPage
from tests.support.explorer import MEALS, ExplorerOf, go, views_of
from tests.support.studies import tiny_study, tiny_tables

PHONE = (320, 640)
PARTS = (
    "view=people&set.people=brokers",
    "view=people&set.people=dependence",
    "view=barriers&set.factors=views",
    "view=barriers&set.by=claims&set.many=all",
)

MISPLACED = """() => [...document.querySelectorAll('main svg.picture')].flatMap((picture) => {
  const whole = picture.getBoundingClientRect();
  const name = picture.getAttribute('aria-label') ?? picture.getAttribute('class');
  const texts = [...picture.querySelectorAll('text')]
    .filter((text) => text.textContent.trim() && text.getScreenCTM().b === 0)
    .map((text) => [text.textContent, text.getBoundingClientRect()])
    .filter(([, box]) => box.width);
  const beyond = texts
    .filter(([, box]) => box.left < whole.left - 1 || box.right > whole.right + 1 ||
      box.top < whole.top - 1 || box.bottom > whole.bottom + 1)
    .map(([words]) => `${name}: "${words}" leaves the picture`);
  const covered = texts.flatMap(([words, a], n) => texts.slice(n + 1)
    .filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4)
    .map(([other]) => `${name}: "${words}" and "${other}" cover each other`));
  return [...beyond, ...covered];
})"""
"""What a reader could not read. Slanted texts have boxes that say nothing of where their letters are."""

UNGRAMMATICAL = re.compile(
    r"\b1 (claims|sources|speakers|items|findings|reasons|factors|sites|tools|ties|pairs|phases|others|stakeholders"
    r"|actors|holders|sectors)\b(?! (from|to))|\bof (the )?0\b|undefined|NaN|\[object|\bnull\b|“”|  |\bless ,"
    r"|\b(is|are) about of\b"
)


@pytest.fixture(scope="session")
def without_evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest study without an evidence item and all that names one."""
    tables = tiny_tables()
    claims = [row for row in tables["claims"] if "ev." not in row["object"]]
    predicates = [row for row in tables["predicates"] if row["object"] != "evidence"]
    changes = {"claims": claims, "predicates": predicates, "evidence": None, "evidence_types": None}
    return tiny_study(tmp_path_factory.mktemp("without_evidence"), **changes)


@pytest.mark.parametrize("which", ["bundled", "meals", "tiny", "without_evidence"])
def test_texts_can_be_read_and_counts_have_their_grammar(
    which: str, explorer_of: ExplorerOf, request: pytest.FixtureRequest, open_page: OpenPage, tmp_path: Path
) -> None:
    folder = {"meals": MEALS}.get(which)
    if which == "bundled":
        folder = request.getfixturevalue("bundled_path")
    elif which == "without_evidence":
        folder = request.getfixturevalue("without_evidence")
    page = open_page(explorer_of(folder or tiny_study(tmp_path)).file)
    shown = [*(f"view={view}" for view in views_of(page)), *PARTS]
    faults = {}
    for size in (WINDOW, SMALL_WINDOW, PHONE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.reload()
        page.locator("html[data-ready]").wait_for(state="attached")
        for fragment in shown:
            go(page, fragment)
            found = page.evaluate(MISPLACED)
            if size == WINDOW:
                texts = page.locator("main :is(h2, h3, p, figcaption, caption, svg text)").all_text_contents()
                found += [text for text in texts if UNGRAMMATICAL.search(text)]
            if found:
                faults[fragment, size] = found[:5]
    assert not faults, "\n".join(f"{where}: {found}" for where, found in faults.items())
