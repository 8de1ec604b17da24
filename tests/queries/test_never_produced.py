"""The question on gaps: evidence that is reported never to have been produced."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pandas as pd

from tests.support import raw
from tests.support.answers import as_rows, assert_same, row_where
from tests.support.raw import Row, ids, label, labels, nodes, tallies

Ask = Callable[..., pd.DataFrame]


def gaps() -> dict[str, list[Row]]:
    """Claims that deny that an item was produced or commissioned, by item."""
    claims_by_item: dict[str, list[Row]] = defaultdict(list)
    for row in raw.claims():
        denied = row["polarity"] == "denies" and row["certainty"] != "normative"
        if denied and row["predicate"] in {"produced", "commissioned"} and row["object"] in nodes("evidence"):
            claims_by_item[row["object"]].append(row)
    return claims_by_item


def reporting_it_there(item: str) -> list[Row]:
    rows = [row for row in raw.claims() if item in (row["subject"], row["object"])]
    return [row for row in rows if row["sign"] in {"plus", "mixed"}]


def expected(focus: str = "") -> list[dict[str, Any]]:
    rows = [
        {
            "evidence": item,
            "label": label(item),
            "focus": nodes("evidence")[item]["focus"] or "not stated",
            "by_whom": labels(row["subject"] for row in claims),
            "reasons": labels(row["reason"] for row in claims),
            "phases": sorted({row["phase"] for row in claims} - {""}),
            "certainty": "stated" if any(row["certainty"] == "stated" for row in claims) else "tentative",
            **tallies(claims),
            "contrary_claims": ids(reporting_it_there(item)),
        }
        for item, claims in gaps().items()
        if focus in ("", nodes("evidence")[item]["focus"])
    ]
    return sorted(rows, key=lambda row: (-row["n_claims"], row["evidence"]))


def test_never_produced_agrees_with_the_tables(ask: Ask) -> None:
    assert_same(ask("journeys/never_produced"), expected())
    assert_same(ask("journeys/never_produced", focus="ethnicity"), expected("ethnicity"))


def test_an_item_can_be_missing_in_one_place_and_there_in_another(ask: Ask) -> None:
    # Performance by ethnicity: the service never counted it (c3-0504, line 925), and yet new services seldom
    # came with plans to track it (c3-0314, line 1105), so some did. To ask for it (c3-0310, c5-0228 and c8-0017:
    # seldom) is not to have it.
    row = row_where(ask("journeys/never_produced"), evidence="ev.performance_by_ethnicity")
    assert (row["claims"], row["contrary_claims"]) == (["c3-0504"], ["c3-0314"])


def test_a_phase_keeps_the_gaps_reported_there(ask: Ask) -> None:
    at_monitoring = as_rows(ask("journeys/never_produced", phase="monitoring"))
    assert {row["evidence"] for row in at_monitoring} == {
        item for item, claims in gaps().items() if any(row["phase"] == "monitoring" for row in claims)
    }
