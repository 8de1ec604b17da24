"""Texts of the explorer: those of a picture neither cover each other nor leave it, and counts have their grammar."""

import re
from pathlib import Path

import pytest

from benchmarks.generate import generate
from tests.support.browser import SMALL_WINDOW, WINDOW, OpenPage
from tests.support.explorer import MEALS, ExplorerOf, go, views_of
from tests.support.studies import tiny_study, tiny_tables

PHONE = (320, 640)
"""What is left of a laptop's window at a zoom of 400 %; narrower than any phone."""
PARTS = (
    "view=people&set.people=brokers",
    "view=people&set.people=dependence",
    "view=barriers&set.factors=views",
    "view=barriers&set.factors=causes",
    "view=barriers&set.factors=detail",
    "view=barriers&set.by=claims&set.many=all",
    "view=dropout&set.gaps=phase",
    "view=map&set.map=flows",
    "view=map&set.map=one",
    "view=map&set.map=free",
    "view=matrix&set.theme=all",
    "view=matrix&set.matrix-cells=summaries",
    "view=journeys&set.columns=phase&set.rows=all",
)
COMPARED = ("overview", "journeys", "dropout", "deeds", "map", "people", "barriers", "sites", "when", "matrix")
BESIDE = (
    *(f"view={view}" for view in COMPARED),
    "view=map&set.map=flows",
    "view=people&set.people=brokers",
    "view=people&set.people=dependence",
    "view=barriers&set.factors=views",
    "view=barriers&set.factors=causes",
)
"""What is shown of two slices, too."""
SLICE = "only.polarity=affirms"

EVERY_STUDY = ("bundled_path", "of_20_claims", "meals", "without_evidence", "of_long_names", "of_20_000_claims")

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

SHORTENED = """() => [...document.querySelectorAll('main svg.picture text')]
  .filter((text) => text.textContent.trim().endsWith('…') && text.getScreenCTM().b === 0)
  .map((text) => `"${text.textContent}" is not whole`)"""
"""Names that a reader does not see whole, though rows and heads can grow. Slanted heads have two lines."""

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


@pytest.fixture(scope="session")
def of_20_claims(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty claims on all that the smallest study has, some denied."""
    tables = tiny_tables()
    pairs = [(row, subject["actor"]) for subject in tables["actors"] for row in tables["claims"]]
    claims = [
        row
        | {"claim": f"t{n}", "polarity": "denies" if n % 3 == 1 else "affirms"}
        | ({"subject": subject} if row["subject"].startswith("act.") and row["object"] != subject else {})
        for n, (row, subject) in enumerate(pairs[:20])
    ]
    return tiny_study(tmp_path_factory.mktemp("of_20_claims"), claims=claims, coding_notes=None)


@pytest.fixture(scope="session")
def of_long_names(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Names of 300 letters with words that fill a phone."""
    tables = tiny_tables()
    for row in (row for rows in tables.values() for row in rows if "label" in row):
        row["label"] += f" and {'Donaudampfschifffahrtsgesellschaftskapitän' * 2} of it" * 3
    return tiny_study(tmp_path_factory.mktemp("of_long_names"), **tables)


@pytest.fixture(scope="session")
def of_20_000_claims(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study as large as the explorer shows without delay."""
    return generate(tmp_path_factory.mktemp("of_20_000_claims") / "study", 20_000)


@pytest.mark.parametrize(
    ("which", "sizes"),
    [
        ("bundled_path", (WINDOW,)),
        ("of_20_claims", (PHONE,)),
        *(pytest.param(name, (WINDOW, SMALL_WINDOW, PHONE), marks=pytest.mark.exhaustive) for name in EVERY_STUDY),
    ],
)
def test_texts_can_be_read_and_counts_have_their_grammar(
    which: str,
    sizes: tuple[tuple[int, int], ...],
    explorer_of: ExplorerOf,
    request: pytest.FixtureRequest,
    open_page: OpenPage,
) -> None:
    folder = MEALS if which == "meals" else request.getfixturevalue(which)
    page = open_page(explorer_of(folder).file)
    shown = [*(f"view={view}" for view in views_of(page)), *PARTS]
    faults = {}
    for size in sizes:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.reload()
        page.locator("html[data-ready]").wait_for(state="attached")
        compared = [f"{fragment}&vs=others&{SLICE}" for fragment in BESIDE] if size != SMALL_WINDOW else []
        for fragment in [*shown, *compared]:
            go(page, fragment)
            found = page.evaluate(MISPLACED)
            if which != "of_long_names":
                found += page.evaluate(SHORTENED)
            if (beyond := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
                found.append(f"the window scrolls {beyond} pixels sideways")
            if size == WINDOW:
                texts = page.locator("main :is(h2, h3, p, figcaption, caption, svg text)").all_text_contents()
                found += [text for text in texts if UNGRAMMATICAL.search(text)]
            if found:
                faults[fragment, size] = found[:5]
    assert not faults, "\n".join(f"{where}: {found}" for where, found in faults.items())


@pytest.mark.exhaustive
def test_a_name_without_a_blank_widens_no_table(explorer_of: ExplorerOf, tmp_path: Path, open_page: OpenPage) -> None:
    tables = tiny_tables()
    for row in (row for rows in tables.values() for row in rows if "label" in row):
        row["label"] = "W" * 5_000
    page = open_page(explorer_of(tiny_study(tmp_path, **tables)).file, fragment="view=map")
    tables_wide = "Math.max(...[...document.querySelectorAll('table.numbers')].map(one => one.offsetWidth))"
    assert 0 < page.evaluate(tables_wide) < 3 * WINDOW[0]
    go(page, "view=sheet")
    names = page.locator(".choices li").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert names
    assert max(names) < 150
