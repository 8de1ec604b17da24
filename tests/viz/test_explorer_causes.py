"""What leads to what, on the page: links and their numbers against the raw tables."""

import csv
import io

import pandas as pd
from playwright.sync_api import expect

from tests.support import raw
from tests.support.browser import OpenPage
from tests.support.explorer import Explorer, claims_shown, go, open_mark, saved
from tests.support.explorer_marks import marks

VIEW = "view=barriers&set.factors=causes"


def links() -> pd.DataFrame:
    """Claims that one factor leads to another, by pair: distinct sources, and those that affirm."""
    claims = pd.DataFrame(raw.table("claims"))
    claims = claims[claims["predicate"].eq("causes") & claims["certainty"].ne("normative")]
    claims["pair"] = claims["subject"] + ">" + claims["object"]
    affirming = claims[claims["polarity"].eq("affirms")].groupby("pair")["source"].nunique()
    table = claims.groupby("pair").agg(sources=("source", "nunique"), claims=("claim", list))
    return table.assign(affirming=affirming.reindex(table.index).fillna(0).astype(int))


def test_links_of_the_map_and_the_matrix_are_those_of_the_tables(
    open_page: OpenPage, bundled_explorer: Explorer
) -> None:
    page = open_page(bundled_explorer.file, fragment=VIEW)
    expected = links()
    shown = marks(page)
    assert {key for key in shown if key.startswith("tie:")} == {f"tie:{pair}" for pair in expected.index}
    cells = {key.removeprefix("cell:"): mark.text for key, mark in shown.items() if key.startswith("cell:")}
    assert cells == {pair: str(number) for pair, number in expected["affirming"].items()}
    title = page.locator("h2.view-title")
    alone = int(expected["sources"].eq(1).sum())
    expect(title).to_contain_text(f"{alone} of {len(expected)} links rest on one source")
    pair = expected["sources"].idxmax()
    open_mark(page, f"cell:{pair}")
    assert set(claims_shown(page)) == set(expected["claims"][pair])
    rows = list(csv.DictReader(io.StringIO(saved(page, "numbers").decode("utf-8-sig"))))
    assert {f"{row['cause']}>{row['effect']}": int(row["n_sources"]) for row in rows} == dict(expected["sources"])

    # The reader chooses how many are drawn: those that most sources affirm.
    go(page, f"{VIEW}&set.links=20")
    drawn = {key.removeprefix("tie:") for key in marks(page) if key.startswith("tie:")}
    assert len(drawn) == 20 < len(expected)
    ranked = expected["affirming"].sort_values(ascending=False)
    assert ranked[list(drawn)].min() >= ranked.iloc[19]
    expect(page.locator("p.aside")).to_contain_text(f"Not drawn: {len(expected) - 20} links")
    page.get_by_label("Links:").select_option("all")
    assert sum(key.startswith("tie:") for key in marks(page)) == len(expected)

    go(page, f"{VIEW}&set.least=2")
    strong = expected[expected["sources"].ge(2)]
    assert {key for key in marks(page) if key.startswith("tie:")} == {f"tie:{pair}" for pair in strong.index}


def test_around_a_factor_is_what_leads_to_it_and_on_from_it(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    pairs = [pair.split(">") for pair in links().index]
    middle = max({end for pair in pairs for end in pair}, key=lambda one: sum(one in pair for pair in pairs))
    expected = set()
    for here, there in ((0, 1), (1, 0)):
        seen, edge = {middle}, {middle}
        while edge:
            found = [pair for pair in pairs if pair[there] in edge]
            expected |= {f"tie:{pair[0]}>{pair[1]}" for pair in found}
            edge = {pair[here] for pair in found} - seen
            seen |= edge
    assert 1 < len(expected) < len(pairs)
    page = open_page(bundled_explorer.file, fragment=VIEW)
    open_mark(page, f"cause:{middle}")
    page.get_by_role("button", name="Show what leads to it and what it leads to").click()
    assert {key for key in marks(page) if key.startswith("tie:")} == expected
    expect(page.locator("h2.view-title")).to_contain_text(bundled_explorer.frames.labels("Factor")[middle])


def test_another_studys_own_verb_puts_links_and_a_study_without_says_so(
    open_page: OpenPage, meals_explorer: Explorer
) -> None:
    page = open_page(meals_explorer.file, fragment=VIEW)
    assert [key for key in marks(page) if key.startswith("tie:")] == ["tie:fac.few_pupils>fac.distance"]
    expect(page.locator("h2.view-title")).to_contain_text("is said to lead to")
    go(page, f"{VIEW}&hide.verb=leads_to")
    expect(page.locator("main .empty")).to_contain_text("No claim shown says that one factor leads to another")
