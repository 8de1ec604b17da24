"""Missing values in optional and inner patterns: a fault of the embedded engine, and the forms that are free of it.

``graphmodel.engine.missing_values`` describes it.
"""

from collections.abc import Iterator

import ladybug
import pytest

from graphmodel.engine.embedded import EmbeddedEngine
from graphmodel.engine.statement import tokenised
from graphmodel.queries.bank import find_questions
from graphmodel.schema.layout import Layout

A = {1: "p", 2: None, 3: "q"}
B = {1: "p", 2: "z", 3: None}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedEngine]:
    path = tmp_path_factory.mktemp("missing") / "missing.lbug"
    with ladybug.Database(str(path)) as database, ladybug.Connection(database) as connection:
        for label, rows in (("A", A), ("B", B)):
            connection.execute(f"CREATE NODE TABLE {label}(id INT64, v STRING, PRIMARY KEY(id))")
            for id_, value in rows.items():
                connection.execute(f"CREATE (:{label} {{id: {id_}, v: {repr(value) if value else 'null'}}})")
    with EmbeddedEngine(path, Layout({}, {})) as opened:
        yield opened


EXPECTED = {a: sum((own is not None and own == B[b]) or b == 2 for b in B) for a, own in A.items()}
"""How many B have the same value, or are the second."""


def counts(engine: EmbeddedEngine, statement: str) -> dict[int, int]:
    found = engine.query(statement)
    return dict(zip(found["a"].tolist(), found["n"].tolist(), strict=True))


@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (a:A) WITH a, coalesce(a.v, '') AS v OPTIONAL MATCH (b:B) WHERE b.v = v OR b.id = 2 "
        "RETURN a.id AS a, count(b.id) AS n",
        "MATCH (a:A) WITH a, coalesce(a.v, '') AS v RETURN a.id AS a, "
        "COUNT { MATCH (b:B) WHERE b.v = v OR b.id = 2 } AS n",
        "MATCH (a:A) MATCH (b:B) WHERE b.v = a.v OR b.id = 2 RETURN a.id AS a, count(b.id) AS n",
    ],
)
def test_values_that_are_replaced_before_are_answered_rightly(engine: EmbeddedEngine, statement: str) -> None:
    """The first is the form that the caution recommends."""
    assert counts(engine, statement) == EXPECTED
    assert not tokenised(statement).caution


@pytest.mark.xfail(strict=True, reason="fault of the embedded engine: replace missing values before")
@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (a:A) OPTIONAL MATCH (b:B) WHERE b.v = a.v OR b.id = 2 RETURN a.id AS a, count(b.id) AS n",
        "MATCH (a:A) RETURN a.id AS a, COUNT { MATCH (b:B) WHERE b.v = a.v OR b.id = 2 } AS n",
    ],
)
def test_missing_values_are_answered_rightly(engine: EmbeddedEngine, statement: str) -> None:
    """When this passes, the engine is fixed and the caution can go."""
    assert tokenised(statement).caution
    assert counts(engine, statement) == EXPECTED


@pytest.mark.parametrize(
    ("statement", "warned"),
    [
        ("MATCH (a) OPTIONAL MATCH (b) WHERE b.x = a.x OR b.y = 1 RETURN a, b", True),
        ("MATCH (a) OPTIONAL MATCH (b) WHERE a.x IS NULL RETURN a, b", True),
        ("MATCH (a) OPTIONAL MATCH (b) WHERE coalesce(a.x, 1) = b.x RETURN a, b", True),
        ("MATCH (a) WITH a.x AS x OPTIONAL MATCH (b) WHERE b.x = x OR b.y = 1 RETURN x, b", True),
        ("MATCH (a) WHERE EXISTS { MATCH (b) WHERE b.x = a.x OR b.y = 1 } RETURN a", True),
        ("MATCH (a) WHERE exists { (b) WHERE CASE WHEN a.x = 1 THEN true ELSE false END } RETURN a", True),
        ("MATCH (a) OPTIONAL MATCH (b) WHERE b.x = a.x AND b.y = 1 RETURN a, b", False),
        ("MATCH (a) OPTIONAL MATCH (b) WHERE b.x = a.x AND (b.y = 1 OR b.z IS NULL) RETURN a, b", False),
        ("MATCH (a) OPTIONAL MATCH (b) WHERE b.y = 1 AND (b.x = a.x OR b.z IS NULL) RETURN a, b", True),
        ("UNWIND ['p', 'q'] AS x OPTIONAL MATCH (b) WHERE x = 'p' OR b.y = x RETURN x, b", False),
        ("MATCH (b) WITH count(b) AS n OPTIONAL MATCH (b) WHERE coalesce(b.x, 1) = n RETURN n, b", False),
        ("MATCH (b) WITH max(b.x) AS n OPTIONAL MATCH (b) WHERE coalesce(b.x, 1) = n RETURN n, b", True),
        ("MATCH (a) WITH a, EXISTS { MATCH (b) WHERE b.x = a.x OR b.y = 1 } AS is_so RETURN a, is_so", True),
        ("MATCH (a) OPTIONAL MATCH (b {x: a.x}) RETURN a, b", False),
        ("MATCH (a) OPTIONAL MATCH (b) WHERE b.id = a.id OR b.y = 1 RETURN a, b", False),
        ("MATCH (a) OPTIONAL MATCH (a)-[c]->(b) WHERE b.x = 1 OR c.y = 2 RETURN a, b", False),
        ("MATCH (a) OPTIONAL MATCH (b) WHERE b.x = 1 OR EXISTS { MATCH (b)-->(a) } RETURN a, b", False),
        ("MATCH (a) OPTIONAL MATCH (b) WHERE b.x = a.x WITH a, b WHERE a.y = 1 OR b.z = 2 RETURN a, b", False),
        ("MATCH (a) OPTIONAL MATCH (b) WHERE b.x = 1 WITH a, b WHERE a.y = 1 OR b.z = 2 RETURN a, b", False),
    ],
)
def test_somebody_who_writes_such_a_statement_is_warned(statement: str, warned: bool) -> None:
    assert ("Replace it first" in tokenised(statement).caution) == warned


def test_no_question_of_the_bank_needs_the_caution() -> None:
    questions = find_questions().questions.values()
    assert len(questions) > 50
    warned = [question.name for question in questions if "Replace it first" in tokenised(question.statement).caution]
    assert warned == []
