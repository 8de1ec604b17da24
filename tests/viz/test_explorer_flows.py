"""Flows of evidence on the page: who gives and who takes it, against the raw tables."""

import csv
import io
from collections import defaultdict

import pytest
from playwright.sync_api import expect

from graphmodel.schema.rules import DEEDS, GIVES, TAKES, UNDONE
from tests.support import raw
from tests.support.browser import OpenPage, violations
from tests.support.explorer import Explorer, claims_shown, go, open_mark, saved

TURNED = {"affirms": "apart", "denies": "joined", "mixed": "joined"}
PLAIN = {"affirms": "joined", "denies": "apart", "mixed": "joined"}


def flows(focus: str) -> dict[tuple[str, str, str], set[str]]:
    """Claims by giver or kind of evidence, by kind of evidence or taker, and by state, from the tables."""
    bodies = {row["organisation"]: row["kind"] for row in raw.table("organisations")}
    sector = {row["actor"]: bodies.get(row["organisation"], "") for row in raw.table("actors")} | bodies
    items = {row["evidence"]: row for row in raw.table("evidence") if row["focus"] == focus}
    deed_of = {verb: deed for deed, verbs in DEEDS.items() for verb in verbs} | UNDONE
    found: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in raw.table("claims"):
        item = items.get(row["object"])
        deed = deed_of.get(row["predicate"])
        if item is None or row["subject"] not in sector or row["certainty"] == "normative":
            continue
        state = (TURNED if row["predicate"] in UNDONE else PLAIN)[row["polarity"] or "affirms"]
        who, kind = sector[row["subject"]], f"kind:{item['evidence_type']}"
        if deed in GIVES:
            found[f"gives:{who}", kind, state].add(row["claim"])
        elif deed in TAKES:
            found[kind, f"takes:{who}", state].add(row["claim"])
    return dict(found)


def test_every_line_has_the_claims_of_the_tables_and_opens_them(
    bundled_explorer: Explorer, open_page: OpenPage
) -> None:
    page = open_page(bundled_explorer.file, fragment="view=map&set.map=flows&set.evidence=ethnicity")
    told = flows("ethnicity")
    rows = csv.DictReader(io.StringIO(saved(page, "numbers").decode("utf-8-sig")))
    shown = {(row["from"], row["to"], row["state"]): set(row["claims"].split("; ")) for row in rows}
    named = {key: claims for key, claims in shown.items() if "kind:" not in key[:2]}
    assert named == told
    undone = {claim for (_, _, state), claims in shown.items() for claim in claims if state == "apart"}
    every = {claim for claims in shown.values() for claim in claims}
    expect(page.locator("h2.view-title")).to_contain_text(f"{len(undone)} of {len(every)} claims say that")
    most = max(told, key=lambda key: len(told[key]))
    open_mark(page, f"flow:{'|'.join(most)}")
    assert set(claims_shown(page)) == told[most]


@pytest.mark.exhaustive
def test_the_pictures_of_the_map_can_be_read_by_everybody(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file, fragment="view=map&set.map=flows")
    for picture in ("flows", "one"):
        go(page, f"view=map&set.map={picture}")
        assert violations(page, within="main") == []
        marks = page.locator("svg.sectors [data-mark]")
        assert marks.count() > 20
        assert page.locator('svg.sectors [data-mark][tabindex="0"]').count() == 1
    marks.first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert claims_shown(page)


def test_flows_and_partners_fit_a_phone(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file, fragment="view=map&set.map=flows", size=(390, 844))
    for picture in ("flows", "one"):
        go(page, f"view=map&set.map={picture}")
        fit = "svg => [svg.viewBox.baseVal.width, svg.closest('.scroll').clientWidth]"
        wide, room = page.locator("svg.picture").first.evaluate(fit)
        assert wide <= room
        tops = page.locator("svg.picture .region-room").evaluate_all("all => all.map(one => one.y.baseVal.value)")
        assert len(tops) > 2
        assert len(set(tops)) == len(tops)  # below each other
