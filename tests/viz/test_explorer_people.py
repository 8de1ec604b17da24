"""The views of power and interest, brokers, dependence and measures, held to ratings and to the analyses."""

import pandas as pd
import pytest
from playwright.sync_api import expect

from graphmodel.analysis.brokers import brokers
from graphmodel.analysis.dependence import ANY_PHASE, BASES, dependence
from graphmodel.analysis.stakeholders import stakeholders
from graphmodel.frames.evidence import evidence_claims, focus_of, item_states
from graphmodel.measures.brokerage import ROLES
from graphmodel.schema import rules
from tests.support import raw
from tests.support.browser import OpenPage
from tests.support.explorer import Explorer, claims_shown, go
from tests.support.explorer_marks import marks

ENDS = ("subject", "object")


def test_every_rated_actor_has_one_place_and_all_others_are_listed(
    open_page: OpenPage, bundled_explorer: Explorer
) -> None:
    page = open_page(bundled_explorer.file, fragment="view=people")
    rated = {row["actor"] for row in raw.table("ratings")}
    assert set(marks(page, ".power")) == {f"rated:{actor}" for actor in rated}
    listed = page.locator(".aside a").count()
    assert listed == len(raw.table("actors")) - len(rated)


def test_no_label_of_the_grid_covers_another(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    page = open_page(bundled_explorer.file, fragment="view=people")
    boxes = page.evaluate(
        "[...document.querySelectorAll('.power .hit')].map(h => h.getBBox()).map(b => [b.x, b.y, b.width, b.height])"
    )
    for place, (x, y, width, height) in enumerate(boxes):
        for ox, oy, other_width, other_height in boxes[place + 1 :]:
            assert x + width <= ox or ox + other_width <= x or y + height <= oy or oy + other_height <= y


def test_numbers_of_brokers_open_claims_of_their_ties(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    page = open_page(bundled_explorer.file, fragment="view=people&set.people=brokers&set.brokers=all")
    result = brokers(bundled_explorer.frames)
    triads = result["triads"]
    shown = marks(page, "table")
    for row in result["brokers"].to_dict("records"):
        for role in ROLES:
            number = shown.get(f"number:{role}:{row['id']}")
            assert (number is None) == (row[role] == 0)
            if number:
                own = triads[triads["broker"].eq(row["id"]) & triads["role"].eq(role)]
                assert number.text == str(row[role])
                assert f". {len(set(own['claims'].explode()))} claim" in number.label


def says_the_rate(text: str, part: int, whole: int) -> None:
    """A share stands beside a count of ten or more, and beside no fewer."""
    number, *share = text.split(" (")
    assert number == f"{part} of {whole}"
    assert bool(share) == (whole >= 10)


@pytest.mark.parametrize("basis", BASES)
def test_what_rests_on_one_is_what_the_analysis_says(
    open_page: OpenPage, bundled_explorer: Explorer, basis: str
) -> None:
    page = open_page(
        bundled_explorer.file, fragment=f"view=people&set.people=dependence&set.dependence=all&set.basis={basis}"
    )
    result = dependence(bundled_explorer.frames)
    focus = result["focus"]
    shown = marks(page)
    for row in focus[focus["basis"].eq(basis) & focus["n_tested"].gt(0)].to_dict("records"):
        whole = shown[f"reached:{row['focus']}:{row['phase']}"]
        says_the_rate(whole.text, row["n_resting_on_one"], row["n_tested"])
    actors = result["actors"]
    items = result["items"]
    for row in actors[actors["basis"].eq(basis) & actors["n_tested"].gt(0)].to_dict("records"):
        says_the_rate(shown[f"touched:{row['actor']}"].text, row["n_break"], row["n_tested"])
        part = shown.get(f"breaks:{row['actor']}")
        assert (part is None) == (row["n_break"] == 0)
        if part:
            own = items[items["basis"].eq(basis) & items["actor"].eq(row["actor"]) & ~items["reported_once"]]
            own = own[own["phase"].ne(ANY_PHASE)]
            assert own["evidence"].nunique() == row["n_break"]
            assert f". {len(set(own['claims'].explode()))} claim" in part.label


def test_what_rests_on_one_source_is_what_the_claims_say(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    frames = bundled_explorer.frames
    states = item_states(frames)
    reached = states.loc[states["state"].isin(rules.IN_USE), ["evidence", "phase"]]
    claims = evidence_claims(frames)
    claims = claims[claims["sign"].isin([rules.PLUS, rules.MIXED])].merge(reached, on=["evidence", "phase"])
    items = claims.groupby("evidence").agg(claims=("claim", "nunique"), sources=("source", "nunique"))
    items["focus"] = focus_of(frames).reindex(items.index)
    able = items[items["claims"].gt(1)]
    page = open_page(bundled_explorer.file, fragment="view=people&set.people=dependence&set.dependence=all")
    shown = marks(page)
    for focus, own in able.groupby("focus"):
        expected = f"{own['sources'].eq(1).sum()} of {len(own)} "
        assert shown[f"reached:{focus}:any phase"].text.startswith(expected)
    alone = set(able.index[able["sources"].eq(1)])
    words = {key.split(":")[1] for key in shown if key.startswith("words:")}
    assert words == alone
    asked = able[able["focus"].eq("ethnicity")]
    title = page.locator("h2.view-title")
    expect(title).to_contain_text(f"{asked['sources'].eq(1).sum()} of {len(asked)} rest on one source")
    first = able.loc[able["sources"].eq(1), "claims"].idxmax()
    (key,) = (key for key in shown if key.startswith(f"words:{first}:"))
    page.locator(f'[data-mark="{key}"]').click()
    assert len(claims_shown(page)) == able["claims"][first]


def test_who_is_tied_to_one_partner_alone_is_what_the_claims_say(
    open_page: OpenPage, bundled_explorer: Explorer
) -> None:
    claims = bundled_explorer.frames.claims
    claims = claims[claims["joins"].astype(bool) & claims["subject"].ne(claims["object"])]
    ends = pd.concat(
        [claims[[a, b, "claim"]].set_axis(["who", "partner", "claim"], axis=1) for a, b in (ENDS, ENDS[::-1])]
    )
    by_one = ends.groupby("who").agg(claims=("claim", "nunique"), partners=("partner", "nunique"))
    able = by_one[by_one["claims"].gt(1)]
    alone = able[able["partners"].eq(1)].index
    through = ends[ends["who"].isin(alone)].groupby("partner")["who"].nunique()
    page = open_page(bundled_explorer.file, fragment="view=people&set.people=brokers&set.brokers=all")
    shown = marks(page)
    for partner, number in through.items():
        assert shown[f"partners:{partner}"].text.startswith(f"{number} of ")
    assert {key for key in shown if key.startswith("words:")} == {f"words:{who}" for who in alone}
    title = page.locator("h2.view-title")
    expect(title).to_contain_text(f"Of {len(able)} stakeholders that two claims or more tie to others")
    go(page, "view=people&set.people=brokers&hide.focus=ethnicity")
    expect(title).not_to_contain_text(f"Of {len(able)} stakeholders")


def test_without_a_tie_a_measure_is_missing_and_not_zero(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    page = open_page(bundled_explorer.file, fragment="view=people&set.people=measures&set.measures=all")
    measures = stakeholders(bundled_explorer.frames)["measures"]
    alone = set(measures.loc[measures["degree"].eq(0), "id"])
    rows = page.evaluate(
        """[...document.querySelectorAll('table.measures tbody tr')].map(row => [
          row.querySelector('[data-mark]').dataset.mark,
          ...[...row.querySelectorAll('td')].map(cell => cell.textContent),
        ])"""
    )
    assert len(rows) == len(measures)
    without = {name.removeprefix("stakeholder:") for name, *cells in rows if set(cells) == {"no tie mentioned"}}
    assert without == alone
    assert all(
        "no tie mentioned" not in cells for name, *cells in rows if name.removeprefix("stakeholder:") not in alone
    )


def test_measures_are_sorted_by_a_head_and_turned_round_by_a_second_click(
    open_page: OpenPage, bundled_explorer: Explorer
) -> None:
    page = open_page(bundled_explorer.file, fragment="view=people&set.people=measures")
    measures = stakeholders(bundled_explorer.frames)["measures"]
    tied = measures[measures["degree"].gt(0)]
    first = tied.sort_values("degree").iloc[-1]
    title = page.locator("h2.view-title")
    expect(title).to_contain_text(f"“{first['label']}” is tied to {first['degree']} others, more than anybody else")
    expect(title).to_contain_text(f"half of the {len(tied)} with a tie have one")
    assert tied["degree"].median() == 1
    head = page.locator("[data-key='sort:betweenness']")
    for column in (tied["betweenness"].max(), tied["betweenness"].min()):
        head.click()
        cell = page.locator('[data-mark^="measure:betweenness:"]').first
        assert float(cell.inner_text()) == pytest.approx(float(column), rel=0.01, abs=1e-6)
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Betweenness")
    page.go_back()
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Betweenness")


def test_a_study_with_hardly_anything_says_so(open_page: OpenPage, meals_explorer: Explorer) -> None:
    page = open_page(meals_explorer.file)
    for part in ("", "brokers", "dependence", "measures"):
        go(page, f"view=people&set.people={part}")
        assert page.locator("main svg.picture, main table, main .empty").count() > 0
