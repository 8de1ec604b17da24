"""The view of barriers and enablers, held to the raw tables and to the analysis of who affirms and who denies."""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from io import StringIO

import pytest
from playwright.sync_api import Page, expect

from graphmodel.analysis.discourse import discourse
from graphmodel.frames.factors import asserting_claims
from graphmodel_viz.picture_data.barriers import barriers_data
from tests.conftest import Ask
from tests.support import raw
from tests.support.browser import OpenPage
from tests.support.explorer import Explorer, go, saved
from tests.support.explorer_marks import marks

ALL = "view=barriers&set.factors=detail&set.many=all&set.by=level"
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


@pytest.mark.exhaustive
def test_side_by_side_are_the_sources_that_report_a_factor_as_either(
    open_page: OpenPage, bundled_explorer: Explorer
) -> None:
    page = open_page(bundled_explorer.file, fragment="view=barriers&set.many=all")
    own = {row["factor"]: row["valence"] for row in raw.table("factors")}
    sources: dict[str, set[str]] = {}
    for row in raw.claims():
        if row["predicate"] == "asserts" and row["object"] in own and row["certainty"] != "normative":
            side = {"barrier": "left", "enabler": "right"}.get(row["valence"] or own[row["object"]], "neither")
            key = f"{side}:{row['object']}" if side == "neither" else f"{side}:{row['polarity']}:{row['object']}"
            sources.setdefault(f"mirror:{key}", set()).add(row["source"])
    shown = {key: mark.text.split()[0] for key, mark in marks(page).items() if key.startswith("mirror:")}
    assert shown == {key: str(len(own)) for key, own in sources.items()}
    number = {key: len(own) for key, own in sources.items()}
    labels = {row["factor"]: row["label"] for row in raw.table("factors")}
    in_figure = {row.label: row for row in barriers_data(bundled_explorer.frames).factors}
    for factor in own:
        if row := in_figure.get(labels[factor]):
            sides = {"left": row.left, "right": row.right}
            drawn = {f"{side}:{word}:{factor}": n for side, of in sides.items() for word, n in vars(of).items() if n}
            drawn |= {f"neither:{factor}": row.neither} if row.neither else {}
            expected = {key.removeprefix("mirror:"): n for key, n in number.items() if key.endswith(f":{factor}")}
            assert drawn == expected
    assert len(in_figure) == len({key.rpartition(":")[2] for key in sources})
    both = [factor for factor in own if {f"left:{factor}", f"right:{factor}"} <= _sides(sources)]
    assert len(both) > 1
    expect(page.locator(".kind")).to_contain_text(f"{len(both)} factors reported as a barrier by some claims")


def _sides(keys: Iterable[str]) -> set[str]:
    return {f"{key.split(':')[1]}:{key.split(':')[-1]}" for key in keys}


@pytest.mark.exhaustive
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
    expect(page.locator(".panel")).to_contain_text(f"[{row['locator']}]")


def test_a_bar_opens_its_claims_by_keyboard_and_the_address_brings_them_back(
    open_page: OpenPage, bundled_explorer: Explorer
) -> None:
    page = open_page(bundled_explorer.file, fragment="view=barriers&set.factors=detail&set.by=contested")
    bar = page.locator('.barriers [data-mark^="denies:"]').first
    number = int(bar.locator(".number").text_content() or "")
    bar.focus()
    page.keyboard.press("Enter")
    assert page.locator(".panel article.claim").count() == number
    again = open_page(bundled_explorer.file, fragment=page.evaluate("location.hash").removeprefix("#"))
    assert again.locator(".panel article.claim").count() == number
    again.keyboard.press("Escape")
    assert again.locator(".panel article.claim").count() == 0


@pytest.mark.exhaustive
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


def test_sectors_hold_what_their_actors_and_organisations_hold(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    bodies = {row["organisation"]: row["kind"] for row in raw.table("organisations")}
    sector = {row["actor"]: bodies.get(row["organisation"], "") for row in raw.table("actors")} | bodies
    result = discourse(bundled_explorer.frames, by="subject", who="actor")
    factors = result["factors"]
    disagreed = set(factors.loc[factors["contested"] | factors["mixed"].gt(0), "factor"])
    expected: Counter[str] = Counter()
    divided: dict[tuple[str, str], set[str]] = {}
    for row in result["views"].to_dict("records"):
        if row["factor"] in disagreed:
            sides = {side for side in ("affirms", "denies") if row[side]}
            what = "both" if len(sides) == 2 else "mixed" if row["mixed"] else sides.pop()
            expected[f"held:{row['factor']}:{sector[row['who']]}:{what}"] += 1
            here = divided.setdefault((row["factor"], sector[row["who"]]), set())
            here |= {"affirms", "denies"} if what == "both" else {what}
    page = open_page(bundled_explorer.file, fragment="view=barriers&set.factors=views&set.views=all")
    shown = {key: mark.text for key, mark in marks(page).items() if key.startswith("held:")}
    assert shown == {key: str(number) for key, number in expected.items()}
    contested = set(factors.loc[factors["contested"], "factor"])
    rows = [key.removeprefix("factor:") for key in marks(page) if key.startswith("factor:")]
    assert set(rows[: len(contested)]) == contested
    assert set(rows) == disagreed
    within = {factor for (factor, of), sides in divided.items() if of and {"affirms", "denies"} <= sides} & contested
    title = page.locator("h2.view-title")
    expect(title).to_contain_text(f"{len(contested)} factors are affirmed by some claims and denied by others")
    expect(title).to_contain_text(f"in {len(within)} of them one sector")
