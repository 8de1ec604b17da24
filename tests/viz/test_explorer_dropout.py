"""Where evidence drops out, on the page: the numbers against the raw tables, and what its marks open."""

import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

import graphmodel as gm
from graphmodel.api.opened import OpenStudy
from tests.support import raw
from tests.support.browser import OpenPage
from tests.support.explorer import Explorer, claims_shown, go, open_mark
from tests.support.explorer_marks import marks
from tests.support.studies import tiny_study, tiny_tables

COMPARED = ("ethnicity", "general")


def said(place: str) -> pd.DataFrame:
    """What the claims say of each item at each phase or stage, from the tables: item, place, and what is said there."""
    claims = pd.DataFrame(raw.claims())
    items = pd.DataFrame(raw.table("evidence")).set_index("evidence")
    claims = claims[claims["sign"].ne("") & claims[place].ne("")]
    ends = claims.melt(id_vars=["claim", "sign", place], value_vars=["subject", "object"], value_name="item")
    ends = ends[ends["item"].isin(items.index)].drop_duplicates(["claim", "item"])
    ends = ends.assign(focus=ends["item"].map(items["focus"]), type=ends["item"].map(items["evidence_type"]))
    grouped = ends.groupby(["item", "focus", "type", place])
    return pd.DataFrame({"signs": grouped["sign"].agg(frozenset), "claims": grouped["claim"].agg(set)}).reset_index()


def state(signs: frozenset[str]) -> str:
    """A state in the words of model.md: a flat denial beside anything else is a dispute."""
    if "minus" in signs:
        return "not used" if len(signs) == 1 else "disputed"
    return "partly" if "mixed" in signs else "used"


@pytest.fixture
def view(open_page: OpenPage, bundled_explorer: Explorer) -> Page:
    """The view of the bundled study."""
    return open_page(bundled_explorer.file, fragment="view=dropout")


def bands(page: Page) -> Counter[tuple[str, str, str]]:
    """Items by focus, phase and side or state, as the bars have them."""
    found: Counter[tuple[str, str, str]] = Counter()
    for key, shown in marks(page, "svg.bars").items():
        _, focus, phase, standing = key.split(":")
        is_left = standing in {"lost", "after dispute", "used elsewhere", "never used"}
        name = "not used" if is_left else "used" if standing == "produced" else standing
        found[focus, phase, name] += int(re.search(r"(\d[\d,]*) of [\d,]+ mentioned here", shown.label)[1])  # type: ignore[index]
    return found


def test_bars_hold_what_the_tables_say_and_nothing_that_is_not_mentioned(view: Page) -> None:
    rows = said("phase")
    expected = Counter(zip(rows["focus"], rows["phase"], rows["signs"].map(state), strict=True))
    assert bands(view) == expected
    # How many are not mentioned stands beside the bar, once for each.
    items = Counter(row["focus"] for row in raw.table("evidence"))
    mentioned = Counter(zip(rows["focus"], rows["phase"], strict=True))
    silent = sorted(items[focus] - number for (focus, _), number in mentioned.items())
    beside = view.locator("svg.bars .silent").all_text_contents()
    assert sorted(int(words.split(" ")[0]) for words in beside) == silent
    for (focus, phase), whole in mentioned.items():
        left = expected[focus, phase, "not used"]
        share = rf" \({100 * left / whole:.0f}\s%\)" if whole >= 10 else r"(?! \()"
        words = " ".join(view.locator("svg.bars .bar-name").all_text_contents())
        assert re.search(rf"{left} of {whole} mentioned are not used{share}", words), words


def test_what_is_not_used_stands_left_of_the_line_and_the_rest_right_of_it(view: Page) -> None:
    places = view.evaluate("""() => {
      const zero = document.querySelector('svg.bars .zero').getBoundingClientRect().left;
      return [...document.querySelectorAll('svg.bars [data-mark]')].map((mark) => {
        const { left, right } = mark.querySelector('.body').getBoundingClientRect();
        return [mark.dataset.mark, left - zero, right - zero];
      });
    }""")
    lefts = [key for key, _, right in places if right < 3]
    rights = [key for key, left, _ in places if left > -3]
    assert len(lefts) + len(rights) == len(places)
    parts = re.compile(r":(lost|after dispute|used elsewhere|never used)$")
    assert lefts
    assert all(parts.search(key) for key in lefts)
    assert not any(parts.search(key) for key in rights)


def test_a_piece_of_a_bar_opens_the_claims_on_its_items(view: Page) -> None:
    rows = said("phase")
    own = rows[rows["focus"].eq("ethnicity") & rows["phase"].eq("solutions") & rows["signs"].map(state).eq("disputed")]
    open_mark(view, "band:ethnicity:solutions:disputed")
    assert set(claims_shown(view)) == set().union(*own["claims"])
    # What is chosen is framed, and not the room that the pointer has around it.
    framed = view.locator('[data-mark="band:ethnicity:solutions:disputed"]')
    frame, body = framed.locator(".hit").bounding_box(), framed.locator(".body").bounding_box()
    assert frame
    assert body
    assert abs(frame["y"] - body["y"]) < 3
    assert abs(frame["height"] - body["height"]) < 3


def gap_cells(view: Page) -> dict[tuple[str, str, str], tuple[int, Counter[str]]]:
    """Items said to be used or not by focus, type and stage, with how many have which state, as the bubbles say."""
    words = {"used": "used", "produced or obtained": "used", "partly": "partly", "disputed": "disputed"}
    words["said to be left out"] = "not used"
    labels = sorted((row["label"] for row in raw.table("evidence")), key=len, reverse=True)
    found = {}
    for key, shown in marks(view, "svg.gaps").items():
        _, focus, type_, place = key.split(":")
        states: Counter[str] = Counter()
        said = shown.label.split(f"{shown.text} item{'s' * (shown.text != '1')} said to be used or not. ", 1)[1]
        for label in labels:  # so that no label is taken for the words of another
            said = said.replace(label, "#")
        for part in said.split("; "):
            name = next((state for start, state in words.items() if part.startswith(start)), None)
            if name:
                states[name] += part.count("#")
        found[focus, type_, place] = int(shown.text), states
    return found


def test_bubbles_hold_the_items_of_a_type_that_are_said_to_be_used_or_not_at_a_stage(view: Page) -> None:
    for by in ("stage", "phase"):
        go(view, f"view=dropout&set.gaps={by}")
        rows = said(by)
        rows = rows[rows["focus"].isin(COMPARED)]
        expected: dict[tuple[str, str, str], tuple[int, Counter[str]]] = {}
        for key, own in rows.groupby(["focus", "type", by]):
            expected[key] = len(own), Counter(own["signs"].map(state))  # type: ignore[index]
        assert gap_cells(view) == expected
        # Empty cells: the study has items of the type and focus, and no claim says there whether one was used.
        items = pd.DataFrame(raw.table("evidence"))
        pairs = items[items["focus"].isin(COMPARED)].groupby(["focus", "evidence_type"]).size()
        columns = set(rows[by]) | {
            row["stage"] for row in raw.table("stages") if (row["parent"] == "") == (by == "phase")
        }
        for focus in COMPARED:
            of = len(pairs[focus]) * len(columns)
            silent = of - sum(key[0] == focus for key in expected)
            title = view.locator("h3", has_text="No claim shown").inner_text()
            assert re.search(rf"any {focus} item (was used )?in {silent} of {of}\b", title)
    open_mark(view, "gap:ethnicity:service_use:solutions")
    own = rows[rows["focus"].eq("ethnicity") & rows["type"].eq("service_use") & rows["phase"].eq("solutions")]
    assert set(claims_shown(view)) == set().union(*own["claims"])


def test_grades_stand_where_the_table_has_them(view: Page) -> None:
    expected = {}
    for row in raw.table("evidence_use"):
        side = {"ethnicity": "in_question", "general": "compared"}[row["focus"]]
        known = f"grade {row['frequency']} of 3"
        if not row["frequency"].isdigit():
            known = f"at least {row['at_least']}" if row["at_least"] else "not known"
        expected[f"type:{row['evidence_type']}:{row['stage']}:{side}"] = known
    shown = marks(view, "svg.types")
    assert set(shown) == set(expected)
    for key, known in expected.items():
        assert known in shown[key].label, (key, shown[key].label)
    # Sorted by gap: the mean difference of the first type is no smaller than that of any other.
    order = list(dict.fromkeys(key.split(":")[1] for key in shown))
    grades = pd.DataFrame(raw.table("evidence_use"))
    grades["grade"] = pd.to_numeric(grades["frequency"], errors="coerce")
    wide = grades.pivot_table(index=["evidence_type", "stage"], columns="focus", values="grade").dropna()
    gaps = (wide["general"] - wide["ethnicity"]).abs().groupby("evidence_type").mean()
    assert list(gaps.reindex([type_ for type_ in order if type_ in gaps])) == sorted(gaps, reverse=True)


def test_reasons_name_the_sources_of_their_claims(view: Page, bundled_here: OpenStudy) -> None:
    reasons = bundled_here.dropout()["reasons"]
    sources = {row["claim"]: row["source"] for row in raw.table("claims")}
    said_by = {
        key: {sources[claim] for claims in own for claim in claims}
        for key, own in reasons.groupby(["factor", "focus"])["claims"]
    }
    shown = marks(view, '[aria-label^="Reasons why evidence"] svg')
    assert len(shown) >= 10
    for key, mark in shown.items():
        _, factor, focus = key.split(":")
        assert f" from {len(said_by[factor, focus])} source" in mark.label
    first = next(iter(shown)).split(":")[1]
    most = len({source for (factor, _), own in said_by.items() if factor == first for source in own})
    expect(view.locator("h3", has_text="not used or not asked for")).to_contain_text(f"in {most} of ")


@pytest.mark.exhaustive
def test_a_study_without_evidence_says_what_to_add_and_draws_no_skeleton(open_page: OpenPage, tmp_path: Path) -> None:
    without = dict.fromkeys(("evidence", "evidence_types", "coding_notes"))
    claims = [row for row in tiny_tables()["claims"] if row["claim"] == "c4"]
    with gm.open_study(tiny_study(tmp_path, claims=claims, **without)) as study:
        page = open_page(study.page(tmp_path / "page.html"), fragment="view=dropout")
    for name in ("dropout", "journeys"):
        go(page, f"view={name}")
        expect(page.locator("h2.view-title")).to_have_text("The study has no evidence items")
        expect(page.locator("main .empty")).to_contain_text("table evidence")
        assert page.locator("main :is(svg, table)").count() == 0
