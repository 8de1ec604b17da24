"""Slices of random studies: as a study that never had the other claims, whose rows plain Python picks."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.analysis.dropout import dropout
from graphmodel.analysis.journeys import journeys
from graphmodel.frames.slices import Slice, sliced
from graphmodel.results import Result
from tests.support.frames import claim, made_frames
from tests.support.tiers import examples

ITEMS = {"ev.a": "rural", "ev.b": "urban", "ev.c": "mixed"}
SOURCES = dict.fromkeys(("src.one", "src.two", "src.three"), "interview")
VALUES: dict[str, list[str | None]] = {
    "source": list(SOURCES),
    "focus": [None, "rural", "urban"],
    "polarity": ["affirms", "denies", "mixed"],
    "certainty": ["stated", "tentative", "normative"],
}
ROWS = st.builds(
    lambda verb, item, cells: claim("org.x", verb, item, **cells),
    st.sampled_from(["applied", "ignored", "produced", "withheld", "contested", "requested"]),
    st.sampled_from(sorted(ITEMS)),
    st.fixed_dictionaries(
        {name: st.sampled_from(values) for name, values in VALUES.items()}
        | {"stage": st.sampled_from([None, "plan", "buy.contract", "check"]), "order": st.sampled_from([None, 1, 2])}
    ),
)
CHOICES = st.dictionaries(st.sampled_from(list(VALUES)), st.integers(0, 8), max_size=2).map(
    lambda drawn: {name: _some([v for v in VALUES[name] if v], number) for name, number in drawn.items()}
)


def _some(values: list[str], number: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys([values[number % len(values)], values[number // 3 % len(values)]]))


def study_of(rows: list[dict[str, Any]]) -> Any:
    return made_frames(rows, ITEMS, sources=SOURCES)


def same(one: Result, other: Result) -> None:
    for name, table in other.tables.items():
        pd.testing.assert_frame_equal(one.tables[name], table, check_dtype=False, check_index_type=False, obj=name)


@pytest.mark.slow
@settings(max_examples=examples(6), deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=12), CHOICES, CHOICES)
def test_a_slice_is_a_study_without_the_other_claims(
    rows: list[dict[str, Any]], keep: dict[str, tuple[str, ...]], leave_out: dict[str, tuple[str, ...]]
) -> None:
    rows = [{**row, "claim": f"c{number}"} for number, row in enumerate(rows, start=101)]
    kept = [
        row
        for row in rows
        if all(row[name] in values for name, values in keep.items())
        and not any(row[name] in values for name, values in leave_out.items())
    ]
    whole = study_of(rows)
    part, alone = sliced(whole, Slice(keep, leave_out)), study_of(kept)
    assert part.claims["claim"].tolist() == [row["claim"] for row in kept]
    for analysis in (dropout, journeys):
        same(analysis(part), analysis(alone))
    twice = sliced(sliced(whole, Slice(keep)), Slice({}, leave_out))
    assert twice.claims["claim"].tolist() == part.claims["claim"].tolist()
