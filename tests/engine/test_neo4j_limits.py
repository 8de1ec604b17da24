"""On a server, a statement of a user ends at the timeout of its transaction, and reading stops at the row limit."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.api.on_server import build_on_server
from graphmodel.api.opened import OpenStudy
from graphmodel.engine.limits import Limits
from graphmodel.problems import LimitReached, StatementInvalid, StatementRefused
from tests.support.neo4j_account import Account
from tests.support.studies import tiny_study


@pytest.fixture
def study(neo4j_lts: Account, tmp_path: Path) -> Iterator[OpenStudy]:
    path = tiny_study(tmp_path)
    build_on_server(path, neo4j_lts.server, replace=True)
    with gm.open_study(path, on=neo4j_lts.server) as opened:
        yield opened


def test_limits_hold_on_a_server(study: OpenStudy) -> None:
    begun = time.monotonic()
    with pytest.raises(LimitReached) as error:
        study.cypher("UNWIND range(1, 2000000000) AS x RETURN count(sqrt(x))", limits=Limits(seconds=1))
    assert time.monotonic() - begun < 30
    assert error.value.limit == "seconds"
    assert "--time-limit 10" in error.value.on_command_line()
    # A million rows of what would be two thousand million: they are not all fetched to be counted.
    with pytest.raises(LimitReached) as error:
        study.cypher("UNWIND range(1, 2000000000) AS x RETURN x", limits=Limits(rows=5000))
    assert error.value.limit == "rows"
    assert len(study.cypher("UNWIND range(1, 5000) AS x RETURN x", limits=Limits(rows=5000))) == 5000
    for wrong in ("MATCH (n:Actors) RETURN n", "MATCH (n RETURN n", "RETURN 1 / 0 AS x"):
        with pytest.raises(StatementInvalid):
            study.cypher(wrong)
    with pytest.raises(StatementRefused):
        study.cypher("MATCH (a)-[:CLAIM*]->(b) RETURN count(*)")
    assert study.cypher("MATCH ()-[c:CLAIM]->() RETURN count(c)")["count(c)"].tolist() == [6]
