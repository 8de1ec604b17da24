"""The line of time: what has a date, from the first to the last day that it may mean, and how much has none."""

from datetime import date

import pytest
from playwright.sync_api import expect

from graphmodel_viz.picture_data.dated import dated, days_of
from tests.support import raw
from tests.support.browser import OpenPage
from tests.support.explorer import Explorer, claims_shown, open_mark


def day(*numbers: int) -> int:
    return date(*numbers).toordinal()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2012", day(2012, 1, 1), day(2012, 12, 31)),
        ("after 2012-03", day(2012, 4, 1), None),
        ("since March 2012", day(2012, 3, 1), None),
        ("before 2012-03-05", None, day(2012, 3, 4)),
        ("by 2012", None, day(2012, 12, 31)),
        ("2011/12", day(2011, 1, 1), day(2012, 12, 31)),
        ("when the trust closed", None, None),
        ("", None, None),
    ],
)
def test_the_days_that_a_text_may_mean(text: str, first: int | None, last: int | None) -> None:
    assert days_of(text) == (first, last)


@pytest.mark.slow
def test_the_table_has_what_the_tables_of_the_study_have(bundled_explorer: Explorer) -> None:
    rows = dated(bundled_explorer.frames)["dated"]
    counts = rows["kind"].value_counts()
    assert counts["evidence"] == sum(bool(row["date"]) for row in raw.table("evidence"))
    both = [row for row in raw.table("successors") if row["from_organisation"] and row["to_organisation"]]
    assert counts["reorganisation"] == len(both)
    undated = rows["first"].isna() & rows["last"].isna()
    assert undated.sum() == sum(not row["when"] for row in both)


def test_names_and_dates_are_whole_where_there_is_little_room(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file, fragment="view=when", size=(700, 900))
    words = page.locator(".when-thing").evaluate_all(
        "all => all.map(one => [...one.querySelectorAll('text')].map((text) => text.textContent).join(' '))"
    )
    assert len(words) > 10
    assert all(text.endswith(")") and "…" not in text for text in words)


def test_it_says_how_many_claims_have_no_date_and_opens_those_that_have(
    bundled_explorer: Explorer, meals_explorer: Explorer, open_page: OpenPage
) -> None:
    for explorer in (bundled_explorer, meals_explorer):
        claims = explorer.frames.claims
        with_date = set(claims.loc[claims["date"].notna(), "claim"])
        page = open_page(explorer.file, fragment="view=when")
        keys = page.locator('svg.when [data-mark^="dated:"]').evaluate_all("all => all.map(one => one.dataset.mark)")
        assert {key.removeprefix("dated:") for key in keys} == with_date
        expect(page.locator("h2.view-title")).to_contain_text(f"{len(with_date)} of {len(claims):,} claims ha")
        expect(page.locator("p.kind")).to_contain_text(f"{len(claims) - len(with_date):,} claims without a date")
    open_mark(page, keys[0])
    assert claims_shown(page) == [keys[0].removeprefix("dated:")]
    # A year is twelve times as long as one of its months, but for days.
    lengths = {
        key: page.locator(f'[data-mark="{key}"] .bar-full').evaluate("one => one.getBoundingClientRect().width")
        for key in keys
    }
    dates = {f"dated:{row.claim}": row.date for row in claims.dropna(subset=["date"]).itertuples()}
    years = [lengths[key] for key in keys if len(dates[key]) == len("2018")]
    months = [lengths[key] for key in keys if len(dates[key]) == len("2018-05")]
    assert all(year == pytest.approx(12 * month, rel=0.1) for year in years for month in months)
