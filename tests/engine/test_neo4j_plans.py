"""No question of the bank makes a server look at every node: it begins at a label, an id or the claims."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import neo4j
import pytest

from graphmodel.queries.bank import find_questions
from graphmodel.queries.parameters import values_for
from graphmodel.settings import Focus
from tests.conftest import SERVERS
from tests.support.neo4j_account import Account

QUESTIONS = find_questions().questions
pytestmark = pytest.mark.exhaustive
FOCUS = Focus(("general", "ethnicity"), "ethnicity", "general")


@pytest.fixture(scope="module", params=SERVERS)
def driver(request: pytest.FixtureRequest, bundled_server: Callable[[str], Account]) -> Iterator[neo4j.Driver]:
    account = bundled_server(request.param.removeprefix("neo4j-"))
    with neo4j.GraphDatabase.driver(account.uri, auth=(account.user, account.password)) as opened:
        yield opened


def test_no_question_looks_at_every_node(driver: neo4j.Driver) -> None:
    for name, question in QUESTIONS.items():
        needed = {parameter.name: "x" for parameter in question.parameters if parameter.default is None}
        values = values_for(question, needed, FOCUS)
        plan = driver.execute_query(f"EXPLAIN {question.statement}", values).summary.plan
        assert plan is not None
        assert "AllNodesScan" not in set(_operators(plan)), name


def test_such_a_look_would_be_seen(driver: neo4j.Driver) -> None:
    plan = driver.execute_query("EXPLAIN MATCH (n) WITH n ORDER BY n.id RETURN count(n.label) AS n").summary.plan
    assert plan is not None
    assert "AllNodesScan" in set(_operators(plan))


def _operators(plan: Mapping[str, Any]) -> Iterator[str]:
    yield plan["operatorType"].partition("@")[0]
    for below in plan.get("children", ()):
        yield from _operators(below)
