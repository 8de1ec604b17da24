"""Statements that no person writes are refused before an engine plans them, and the bound is said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.engine.size import DEEPEST, LONGEST, MOST_STEPS
from graphmodel.engine.statement import tokenised
from graphmodel.problems import StatementRefused
from tests.support.tiers import examples


def chain(steps: int, arrow: str = "-[:CLAIM]->") -> str:
    return f"MATCH {arrow.join(['()'] * (steps + 1))} RETURN count(*) AS n"


def nested(opening: str, inside: str, closing: str, times: int) -> str:
    return f"RETURN {opening * times}{inside}{closing * times} AS x"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("opening", "closing"), [("(", ")"), ("[", "]"), ("{a: ", "}"), ("CASE WHEN true THEN ", " END")]
)
def test_brackets_deeper_than_the_bound_are_refused(opening: str, closing: str) -> None:
    tokenised(nested(opening, "1", closing, DEEPEST)).check()
    for times in (DEEPEST + 1, 3000):
        with pytest.raises(StatementRefused, match=str(DEEPEST)):
            tokenised(nested(opening, "1", closing, times)).check()


def test_brackets_beside_each_other_are_not_deep() -> None:
    tokenised(f"RETURN {' + '.join(['(1)'] * 3000)} AS x").check()
    tokenised(f"RETURN '{'(' * 3000}' AS x, `{'[' * 3000}` AS y // {'{' * 3000}").check()


@pytest.mark.parametrize("arrow", ["-[:CLAIM]->", "<-[c:CLAIM {claim: 'c1'}]-", "--", "-->", "<--", "-[]-"])
def test_long_patterns_are_refused(arrow: str) -> None:
    tokenised(chain(MOST_STEPS, arrow)).check()
    for steps in (MOST_STEPS + 1, 60):
        with pytest.raises(StatementRefused, match=str(MOST_STEPS)):
            tokenised(chain(steps, arrow)).check()


@pytest.mark.parametrize(
    "star",
    [
        "*60",
        "*1..60",
        "*..31",
        "*99999999999999999999",
        "* SHORTEST 1..60",
        "*",
        "*2..",
        "* SHORTEST",
        "*1..$n",
        "*31..40",
    ],
)
def test_paths_longer_than_the_bound_or_without_one_are_refused(star: str) -> None:
    for arrow in (f"-[:CLAIM{star}]->", f"<-[c:CLAIM{star}]-", f"-[{star}]-", f"-[:CLAIM {star} {{claim: 'c1'}}]-"):
        with pytest.raises(StatementRefused, match=str(MOST_STEPS)):
            tokenised(chain(1, arrow)).check()
        with pytest.raises(StatementRefused, match=str(MOST_STEPS)):
            tokenised(f"MATCH (a) WHERE EXISTS {{ MATCH (a){arrow}(b) }} RETURN a.id").check()


@pytest.mark.parametrize(
    "statement",
    [
        chain(1, "-[:CLAIM*1..30]->"),
        chain(2, "-[:CLAIM*1..15]->"),
        chain(1, "-[c:CLAIM* SHORTEST 1..4]->"),
        chain(1, "-[:CLAIM*3]-"),
        chain(1, "-[:CLAIM|NEXT *2..3 {claim: 'c1'}]-"),
        "MATCH (n) RETURN count(*) * 60 AS n, 5 - [1, 2][1] * 60 AS m, n.x*n.y AS o",
        " ".join(f"MATCH (n{i})-[:CLAIM]->(n{i + 1}) WITH n{i + 1}" for i in range(60)) + " RETURN n60.id AS x",
    ],
)
def test_what_a_person_writes_passes(statement: str) -> None:
    tokenised(statement).check()


def test_two_paths_of_one_pattern_are_counted_together() -> None:
    with pytest.raises(StatementRefused, match=str(MOST_STEPS)):
        tokenised(chain(2, "-[:CLAIM*1..16]->")).check()


def test_a_very_long_statement_is_refused_with_the_bound() -> None:
    begin, end = "MATCH (n) WHERE n.id = '", "' RETURN n"
    tokenised(begin + "x" * (LONGEST - len(begin + end)) + end).check()
    with pytest.raises(StatementRefused, match=f"{LONGEST:,}"):
        tokenised(begin + "x" * LONGEST + end).check()


@settings(max_examples=examples(100))
@given(st.lists(st.integers(1, 12), max_size=8))
def test_the_steps_of_one_match_add_up(lengths: list[int]) -> None:
    statement = "MATCH (a)" + "".join(f"-[:CLAIM*1..{length}]->()" for length in lengths) + " RETURN a.id AS x"
    if sum(lengths) > MOST_STEPS:
        with pytest.raises(StatementRefused):
            tokenised(statement).check()
    else:
        tokenised(statement).check()
