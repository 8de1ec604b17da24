"""What only the embedded engine has: types of what is missing, failures in its words, readers side by side.

What holds for every engine is in ``test_contract``.
"""

import hashlib
import multiprocessing
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

import graphmodel as gm
from graphmodel.engine.embedded import EmbeddedEngine
from graphmodel.engine.store import Store
from graphmodel.problems import EngineError
from tests.support.engines import EACH, EACH_TYPE, column_types
from tests.support.studies import tiny_study

CLAIMS = "MATCH ()-[c:CLAIM]->() RETURN count(c) AS n"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> gm.BuildReport:
    return gm.build_study(tiny_study(tmp_path_factory.mktemp("study")))


@pytest.fixture(scope="module")
def engine(report: gm.BuildReport) -> Iterator[EmbeddedEngine]:
    with Store(report.folder).open() as opened:
        yield opened


def test_a_process_may_have_many_studies_open_at_once(report: gm.BuildReport) -> None:
    """By itself the engine keeps so many addresses for each that the seventeenth fails."""
    with ExitStack() as opened:
        engines = [opened.enter_context(Store(report.folder).open()) for _ in range(24)]
        assert len({engine.query(CLAIMS)["n"][0] for engine in engines}) == 1


def test_an_empty_answer_has_types_too(engine: EmbeddedEngine) -> None:
    found = engine.query(f"MATCH (n:Stage) WHERE n.id = 'nowhere' {EACH}")
    assert found.empty
    assert column_types(found) == EACH_TYPE


def test_what_is_missing_stays_missing(engine: EmbeddedEngine) -> None:
    """Not the text None, not zero, not no, not an empty list."""
    found = engine.query(
        "MATCH ()-[c:CLAIM]->() WHERE c.claim = 'c5' "
        "RETURN c.speaker AS told, c.event AS a_text, c.`order` AS an_integer, c.codes AS a_list, null AS nothing"
    )
    assert column_types(found) == {
        "told": "str",
        "a_text": "str",
        "an_integer": "Int64",
        "a_list": "object",
        "nothing": "str",
    }
    assert found.iloc[0].isna().tolist() == [False, True, True, True, True]


def test_a_name_that_comes_twice_gets_a_number(engine: EmbeddedEngine) -> None:
    found = engine.query("MATCH (n:Site) RETURN n.id AS x, n.label AS x")
    assert found.iloc[0].to_dict() == {"x": "site.north", "x_2": "North of the county"}


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "MATCH (n:Actors) RETURN n.id",
            ["label or relationship type Actors", "mean Actor", "Labels: Actor, Code"],
        ),
        ("MATCH ()-[c:CLAIMS]->() RETURN c.claim", ["CLAIMS", "Did you mean CLAIM", "Types: ANSWERED_BY"]),
        ("MATCH (n:Actor) RETURN n.lable", ["n matches", "property lable", "Did you mean label"]),
        ("MATCH (n:Actor) RETURN m.id", ["m is not defined", "Name it in an earlier MATCH"]),
        ("MATCH (n:Actor RETURN n.id", ["not Cypher", "line 1 after `MATCH (n:Actor RETURN`", "bracket"]),
        ("MATCH (n)\nWHERE RETURN n.id", ["not Cypher", "line 2", "Look there"]),
        ("MATCH (n:Actor) RETURN", ["not Cypher", "at its end", "missing"]),
        ("RETURN nonsense(1) AS x", ["no function NONSENSE", "Correct the statement"]),
        ("MATCH (n:Stage) RETURN n.rank / 0 AS x", ["divides by zero", "Correct the statement"]),
        ("MATCH (n:Actor) RETURN any(x IN [1] WHERE x = $p) AS x", ["cannot do this", "another way"]),
        ("MATCH (n:Actor) RETURN sum(n.label) AS x", ["SUM was given text"]),
        ("RETURN '' + 1 AS x", ["+ was given text and a whole number"]),
        ("RETURN 5 IN 5 AS x", ["IN was given a whole number"]),
        ("MATCH (n:Actor) WHERE n RETURN n.id", ["n is a node", "true or false"]),
        ("RETURN [1, 2][5] AS x", ["no entry 5"]),
        ("MATCH (n), (n:Stage), (n:Actor) WHERE count(n) > 1 RETURN n.id", ["WHERE", "WITH"]),
        ("RETURN cast('a' AS INT64) AS x", ["is not a whole number"]),
        ("MATCH (n:Actor), (n:Stage) RETURN n.id", ["cannot do this", "another way"]),
    ],
)
def test_failures_say_what_and_what_to_do_in_one_line(engine: EmbeddedEngine, statement: str, said: list[str]) -> None:
    with pytest.raises(EngineError) as error:
        engine.query(statement, {"p": 1} if "$p" in statement else {})
    text = str(error.value)
    assert [part for part in said if part not in text] == []
    assert "\n" not in text
    assert "xception" not in text
    assert ".h" not in text
    assert not re.search(r"INT64|STRING|LIST_|\b_ID\b|::|should not happen", text)
    assert error.value.statement == statement


RAW = [
    "MATCH (n:Actor) RETURN substrin(n.id)",
    "MATCH (n:Actor) RETURN substring(n.id)",
    "MATCH (n:Actor) RETURN n.id + 1 - 'x'",
    "MATCH (n:Actor) WHERE n.id RETURN n",
    "MATCH (n:Actor) WITH n.id RETURN n",
    "MATCH (n:Actor) MATCH (n:Organisation) RETURN n",
    "MATCH (n:Actor)-[r:CLAIM*1..99]->(m) RETURN n.id",
    "MATCH (n:Actor) RETURN n.id LIMIT -1",
    "RETURN date('x')",
    "RETURN cast('x' AS INT64)",
    "RETURN cast(1 AS NOPE)",
    "RETURN interval('x')",
    "RETURN 9223372036854775807 + 1",
    "RETURN list_extract([1], 5)",
    "RETURN [1, 'a']",
    "RETURN range(1, 5, 0)",
    "RETURN 1 IN 2",
    "RETURN to_json(1)",
    "RETURN coalesce()",
    "RETURN nextval('x')",
    "UNWIND 5 AS x RETURN x",
]


@pytest.mark.parametrize("statement", RAW)
def test_no_text_of_the_engine_reaches_the_user(engine: EmbeddedEngine, statement: str) -> None:
    with pytest.raises(EngineError) as error:
        engine.query(statement)
    raw = str(error.value.__cause__).partition("exception: ")
    said = str(error.value)
    assert (raw[2] or raw[0]).strip().rstrip(".").splitlines()[0] not in said
    for word in ("INT64", "STRING", "BOOL", "exception", "Binder", "extension", "unordered_map", "\n"):
        assert not re.search(rf"(?<!\w){word}(?!\w)", said)


@pytest.mark.slow
def test_a_closed_study_says_so(report: gm.BuildReport) -> None:
    opened = Store(report.folder).open()
    opened.close()
    opened.close()
    with pytest.raises(EngineError, match="Open it again"):
        opened.query(CLAIMS)


@pytest.mark.slow
def test_asking_changes_nothing(report: gm.BuildReport) -> None:
    before = _tree(report.folder)
    with Store(report.folder).open() as opened:
        for _ in range(3):
            opened.query("MATCH (n)-[c:CLAIM]->(m) RETURN n.id AS a, c.claim AS b, m.id AS d ORDER BY b")
    assert _tree(report.folder) == before


def _tree(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def _ask(path: str, until: float, answers: Any) -> None:
    """Open and ask again and again; put what came back, or what went wrong."""
    found: set[str] = set()
    while not found or time.time() < until:
        try:
            with gm.open_study(path, build_first=False) as study:
                found.add(f"{study.engine.query(CLAIMS)['n'].iloc[0]} claims")
        except Exception as error:  # noqa: BLE001 - whatever it is, the test has to see it
            found.add(repr(error))
    answers.put(found)


@pytest.mark.process
def test_several_processes_ask_while_the_study_is_built_again(tmp_path: Path) -> None:
    path = tiny_study(tmp_path)
    gm.build_study(path)
    context = multiprocessing.get_context(
        "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else None
    )
    answers = context.Queue()
    until = time.time() + 6
    readers = [context.Process(target=_ask, args=(str(path), until, answers)) for _ in range(3)]
    for reader in readers:
        reader.start()
    builds = 0
    while time.time() < until - 1:
        gm.build_study(path, force=True)
        builds += 1
    found = [answers.get(timeout=60) for _ in readers]
    for reader in readers:
        reader.join()
    assert builds
    assert found == [{"6 claims"}] * 3
