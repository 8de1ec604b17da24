"""What holds for every engine, whichever graph it asks: types of columns, missing values, parameters, failures."""

from pathlib import Path

import pandas as pd
import pytest

from graphmodel.engine.contract import Engine
from graphmodel.problems import EngineError
from graphmodel.schema.layout import Layout
from tests.conftest import OpenOther
from tests.support.engines import EACH, EACH_TYPE, column_types
from tests.support.studies import tiny_study

CLAIMS = "MATCH ()-[c:CLAIM]->() RETURN count(c) AS n"


@pytest.fixture
def engine(school_meals_path: Path, open_other: OpenOther) -> Engine:
    return open_other(school_meals_path).engine


def test_columns_have_the_types_of_the_contract(engine: Engine) -> None:
    found = engine.query(f"MATCH (n:Stage) {EACH} ORDER BY n.rank")
    assert column_types(found) == EACH_TYPE
    # The last stage of the tiny study: number 2.1, one of five, where the contract is let.
    assert found.iloc[-1].tolist() == ["Letting the contract", 5, True, 2.5, ["deliver.contract", "deliver"]]


@pytest.mark.parametrize(
    ("expression", "dtype", "value"),
    [
        ("count(c)", "Int64", 6),
        ("sum(c.`order`)", "Int64", 3),  # c1 and c3: 1 and 2
        ("max(c.`order`)", "Int64", 2),
        ("avg(c.`order`)", "Float64", 1.5),
        ("sum(1.5)", "Float64", 9.0),
        ("min(c.date)", "str", "2018-11-30"),
        ("count(c) = 6", "boolean", True),
    ],
)
def test_aggregates_have_the_types_of_what_they_count(
    engine: Engine, expression: str, dtype: str, value: object
) -> None:
    found = engine.query(f"MATCH ()-[c:CLAIM]->() RETURN {expression} AS x")
    assert column_types(found) == {"x": dtype}
    assert found["x"].iloc[0] == value


def test_texts_come_back_to_the_letter(engine: Engine) -> None:
    texts = ["", " ", "1.10", "O'Brien", 'a "b"', "\\n", "a\nb", "é", "e\u0301", "日本", "👩‍⚕️", "x" * 300_000]
    found = engine.query("UNWIND $texts AS text RETURN text", {"texts": texts})
    assert found["text"].tolist() == texts


@pytest.mark.parametrize("value", ["act.cook", 7, 2.5, True, None, ["a", "b"], "'; MATCH (n) RETURN n //"])
def test_parameters_are_values_and_never_code(engine: Engine, value: object) -> None:
    found = engine.query("RETURN $value AS value", {"value": value})["value"].iloc[0]
    assert pd.isna(found) if value is None else found == value


@pytest.mark.parametrize(("given", "n"), [([], 0), (["act.cook"], 1), (["act.cook", "act.caterer", "nobody"], 2)])
def test_lists_as_parameters(engine: Engine, given: list[str], n: int) -> None:
    found = engine.query("MATCH (a:Actor) WHERE a.id IN $given RETURN count(a) AS n", {"given": given})
    assert found["n"].iloc[0] == n


def test_missing_parameters_are_named(engine: Engine) -> None:
    with pytest.raises(EngineError, match=r"needs a value for \$site, \$n\.") as error:
        engine.query("MATCH (n) WHERE n.id = $site AND n.label <> '$no' RETURN n.id LIMIT $n // $never")
    assert error.value.statement.startswith("MATCH (n)")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "MATCH (n:Actors) RETURN n.id",
            ["label or relationship type Actors", "mean Actor", "Labels: Actor, Code"],
        ),
        ("MATCH ()-[c:CLAIMS]->() RETURN c.claim", ["CLAIMS", "Did you mean CLAIM", "Types: ANSWERED_BY"]),
        ("MATCH (n:Actor) RETURN n.lable", ["property lable", "Did you mean label"]),
        ("MATCH (n:Actor) WHERE n.lable = 'x' RETURN n.id", ["property lable", "Did you mean label"]),
        ("MATCH (n:Actor) RETURN m.id", ["m", "m is not defined", "Name it in an earlier MATCH"]),
        ("MATCH (n:Actor RETURN n.id", ["Cypher", "it can read"]),
        ("MATCH (n)\nWHERE RETURN n.id", ["Cypher", "it can read"]),
        ("MATCH (n:Actor) RETURN", ["Cypher", "it can read"]),
        ("RETURN nonsense(1) AS x", ["nonsense", "Correct the statement"]),
        ("MATCH (n:Stage) RETURN n.rank / 0 AS x", ["by zero", "Correct the statement"]),
    ],
)
def test_failures_say_what_and_what_to_do_in_one_line(engine: Engine, statement: str, said: list[str]) -> None:
    with pytest.raises(EngineError) as error:
        engine.query(statement)
    text = str(error.value)
    assert [part for part in said if part.lower() not in text.lower()] == []
    assert "\n" not in text
    assert "xception" not in text
    assert "neo4j_code" not in text
    assert error.value.statement == statement


def test_a_failure_is_over_once_it_is_reported(engine: Engine) -> None:
    with pytest.raises(EngineError):
        engine.query("RETURN nonsense(1) AS x")
    assert engine.query(CLAIMS)["n"].iloc[0] == 6


def test_the_layout_is_that_of_the_graph(engine: Engine) -> None:
    found = engine.layout()
    assert isinstance(found, Layout)
    assert found.nodes["Stage"]["rank"] == "integer"
    assert found.nodes["Stage"]["supply"] == "boolean"
    assert found.nodes["Actor"]["hair"] == "text"
    assert found.edges["CLAIM"].properties["codes"] == "list"
    assert ("Actor", "EvidenceItem") in found.edges["CLAIM"].pairs
    assert {"Study", "Tool", "NEXT", "VERDICT"} <= {*found.nodes, *found.edges}


def test_an_empty_column_is_missing_and_not_zero(engine: Engine) -> None:
    """The engine decides its type (a server gives none); not the text None, not zero, not no."""
    found = engine.query(
        "MATCH ()-[c:CLAIM]->() WHERE c.claim = 'c5' "
        "RETURN c.speaker AS told, c.event AS a_text, c.`order` AS an_integer, c.codes AS a_list, null AS nothing"
    )
    assert list(found.columns) == ["told", "a_text", "an_integer", "a_list", "nothing"]
    assert found.iloc[0].isna().tolist() == [False, True, True, True, True]


def test_what_is_missing_beside_what_is_there_keeps_the_type(engine: Engine) -> None:
    found = engine.query(
        "MATCH ()-[c:CLAIM]->() RETURN c.claim AS claim, c.speaker AS speaker, c.`order` AS place, c.codes AS codes "
        "ORDER BY claim"
    )
    assert column_types(found) == {"claim": "str", "speaker": "str", "place": "Int64", "codes": "object"}
    assert found["place"].isna().tolist() == [False, True, False, True, True, True]
    assert found["codes"].iloc[4] is None


def test_an_empty_answer_has_its_columns(engine: Engine) -> None:
    found = engine.query("MATCH (n:Stage) WHERE n.id = 'nowhere' RETURN n.id AS stage, n.rank AS place")
    assert found.empty
    assert list(found.columns) == ["stage", "place"]


def test_a_property_that_no_row_fills_is_no_unknown_name(engine: Engine) -> None:
    """No claim of this study has an extent, and so no server has ever seen the name."""
    assert engine.query("MATCH ()-[c:CLAIM]->() RETURN count(c.extent) AS n")["n"].iloc[0] == 0


@pytest.mark.slow
def test_a_closed_study_says_so(tmp_path: Path, open_other: OpenOther) -> None:
    engine = open_other(tiny_study(tmp_path)).engine
    engine.close()
    engine.close()
    with pytest.raises(EngineError, match="Open it again"):
        engine.query(CLAIMS)
