"""The view of barriers and enablers, held to the raw tables and to the analysis of who affirms and who denies."""

import csv
import re
from collections import Counter
from io import StringIO

import pytest
from playwright.sync_api import Page

from graphmodel.analysis.discourse import discourse
from graphmodel.frames.factors import asserting_claims
from graphmodel_viz.picture_data.barriers import barriers_data
from tests.conftest import Ask
from tests.support import raw
from tests.support.browser import OpenPage
from tests.support.explorer import Explorer, go, saved
from tests.support.explorer_marks import marks

ALL = "view=barriers&set.many=all&set.by=level"
SIDES = ("affirms", "mixed", "denies", "ought")
_NUMBERS = """kinds => [...document.querySelectorAll('.barriers [data-mark]')].flatMap(mark => {
  const [kind, factor] = mark.dataset.mark.split(':');
  return kinds.includes(kind) ? [[kind, factor, Number(mark.querySelector('.number').textContent)]] : [];
})"""


def shown(page: Page) -> Counter[tuple[str, str]]:
    """Numbers of the picture by side and factor, which has a row at each level that its claims are at."""
    numbers: Counter[tuple[str, str]] = Counter()
    for side, row, number in page.evaluate(_NUMBERS, list(SIDES)):
        numbers[side, row.partition("@")[0]] += number
    return numbers


def told(**wanted: str) -> Counter[tuple[str, str]]:
    """The same from the raw table of claims."""
    rows = [row for row in raw.claims() if row["predicate"] == "asserts" and row["object"].startswith("fac.")]
    rows = [row for row in rows if all(row[name] == value for name, value in wanted.items())]
    return Counter(("ought" if row["certainty"] == "normative" else row["polarity"], row["object"]) for row in rows)


def test_bars_are_those_of_the_raw_table(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    page = open_page(bundled_explorer.file, fragment=ALL)
    assert shown(page) == told()
    focus = "ethnicity"
    page = open_page(bundled_explorer.file, fragment=f"{ALL}&hide.focus=general")
    assert shown(page) == told(focus=focus)


@pytest.mark.parametrize("study", ["embedded"], indirect=True)
def test_levels_have_the_same_numbers_on_the_page_in_the_figure_and_in_the_question(
    open_page: OpenPage, bundled_explorer: Explorer, ask: Ask
) -> None:
    page = open_page(bundled_explorer.file, fragment=ALL)
    rows = list(csv.DictReader(StringIO(saved(page, "The numbers of this view (CSV)").decode("utf-8-sig"))))
    on_page: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        claims = sum(int(row[side]) for side in ("affirms", "mixed", "denies"))
        if claims:
            numbers = on_page.setdefault((row["level"], row["kind"]), [0, 0])
            numbers[0] += 1
            numbers[1] += claims
    in_figure = {
        (level.name, row.valence): [row.n_factors, row.affirms + row.mixed + row.denies]
        for level in barriers_data(bundled_explorer.frames).levels
        for row in level.totals
    }
    in_question = {
        (row["level"], row["valence"]): [row["n_factors"], row["n_claims"]]
        for row in ask("barriers/by_level").to_dict("records")
    }
    assert on_page == in_figure == in_question


def test_bars_of_another_study_follow_its_own_verbs(open_page: OpenPage, meals_explorer: Explorer) -> None:
    page = open_page(meals_explorer.file, fragment=ALL)
    claims = asserting_claims(meals_explorer.frames)
    expected = Counter(zip(claims["polarity"], claims["factor"], strict=True))
    assert {key: number for key, number in shown(page).items() if key[0] != "ought"} == expected


def test_every_verdict_has_a_mark_that_opens_its_comment(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    page = open_page(bundled_explorer.file, fragment=ALL)
    shown = {re.sub("@[^:]*", "", key): mark.label for key, mark in marks(page).items() if key.startswith("verdict:")}
    verdicts = raw.table("verdicts")
    assert len(shown) == len(verdicts)
    for row in verdicts:
        name = f"verdict:{row['factor']}:{row['site']}:"
        said = f"{row['verdict'].capitalize()}: {row['comment']}" if row["comment"] else row["verdict"].capitalize()
        assert any(said in label for key, label in shown.items() if key.startswith(name))
    row = verdicts[0]
    page.locator(f'[data-mark^="verdict:{row["factor"]}:{row["site"]}:"]').first.click()
    assert row["factor"] in page.evaluate("location.hash")
    assert "(where: " in page.locator(".panel").inner_text()


def test_a_bar_opens_its_claims_by_keyboard_and_the_address_brings_them_back(
    open_page: OpenPage, bundled_explorer: Explorer
) -> None:
    page = open_page(bundled_explorer.file, fragment="view=barriers&set.by=contested")
    bar = page.locator('.barriers [data-mark^="denies:"]').first
    number = int(bar.locator(".number").text_content() or "")
    bar.focus()
    page.keyboard.press("Enter")
    assert page.locator(".panel article.claim").count() == number
    again = open_page(bundled_explorer.file, fragment=page.evaluate("location.hash").removeprefix("#"))
    assert again.locator(".panel article.claim").count() == number
    again.keyboard.press("Escape")
    assert again.locator(".panel article.claim").count() == 0


def test_who_holds_what_is_what_the_analysis_says(
    open_page: OpenPage, bundled_explorer: Explorer, meals_explorer: Explorer
) -> None:
    for explorer in (bundled_explorer, meals_explorer):
        page = open_page(explorer.file)
        holders_are_those_of_the_analysis(page, explorer, "holder", "subject", "actor")
        holders_are_those_of_the_analysis(page, explorer, "organisation", "subject", "organisation")
        holders_are_those_of_the_analysis(page, explorer, "speaker", "speaker", "actor")


def holders_are_those_of_the_analysis(page: Page, explorer: Explorer, whose: str, by: str, who: str) -> None:
    go(page, f"view=barriers&set.factors=views&set.views=all&set.whose={whose}")
    told = {key: mark.label for key, mark in marks(page).items() if key.startswith("holds:")}
    result = discourse(explorer.frames, by=by, who=who)
    factors = result["factors"]
    disagreed = set(factors.loc[factors["contested"] | factors["mixed"].gt(0), "factor"])
    views = result["views"]
    views = views[views["factor"].isin(disagreed)]
    assert set(told) == {
        f"holds:{factor}:{holder}" for factor, holder in zip(views["factor"], views["who"], strict=True)
    }
    for row in views.to_dict("records"):
        label = told[f"holds:{row['factor']}:{row['who']}"]
        assert f"{row['n_claims']} claim" in label
        both = row["affirms"] > 0 and row["denies"] > 0
        assert ("some that they deny" in label) == both
