"""Columns without a name are headed by the expression as it is written."""

import pytest

from graphmodel.engine.statement import tokenised


@pytest.mark.parametrize(
    ("statement", "engine", "headed"),
    [
        ("MATCH (n) RETURN count(n)", ["COUNT(n._ID)"], ["count(n)"]),
        ("MATCH (n) RETURN n.kind, count(*)", ["n.kind", "COUNT_STAR()"], ["n.kind", "count(*)"]),
        ("match (n) return distinct\n  size( n.codes ) ;", ["SIZE(n.codes)"], ["size( n.codes )"]),
        ("MATCH (n) RETURN n.`order`, max(n.x) AS most, n", ["n.order", "most", "n"], ["n.order", "most", "n"]),
        (
            "MATCH (n) RETURN coalesce(n.a, 'x, y'), [1, 2] /* one, two */ , n.x + 1 ORDER BY n.x + 1, n.y LIMIT 3",
            ["COALESCE(n.a,x, y)", "LIST_CREATION(1,2)", "+(n.x,1)"],
            ["coalesce(n.a, 'x, y')", "[1, 2]", "n.x + 1"],
        ),
        ("RETURN 1 + 1 UNION RETURN 2 + 2", ["+(1,1)"], ["1 + 1"]),
        (
            "MATCH (n) WHERE EXISTS { MATCH (n) RETURN n } RETURN COUNT { MATCH (n)-[c]->(m) RETURN c, m }",
            ["COUNT_SUBQUERY"],
            ["COUNT { MATCH (n)-[c]->(m) RETURN c, m }"],
        ),
        (
            "MATCH (n) WHERE n.return = 1 RETURN n.limit, sum(n.skip)",
            ["n.limit", "SUM(n.skip)"],
            ["n.limit", "sum(n.skip)"],
        ),
        # Where it is not clear what belongs to which, the engine's names stay.
        ("MATCH (n) RETURN *", ["n"], ["n"]),
        ("MATCH (n) RETURN n.*, count(*)", ["n.id", "n.label", "COUNT_STAR()"], ["n.id", "n.label", "COUNT_STAR()"]),
        ("EXPLAIN MATCH (n) RETURN count(n)", ["explain result"], ["explain result"]),
    ],
)
def test_headings(statement: str, engine: list[str], headed: list[str]) -> None:
    assert tokenised(statement).headings(engine) == headed
