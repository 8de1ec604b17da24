"""Statements of users are stopped where they take more than they may, and nothing else is harmed by them.

The statements are real ones: they neither time out nor let themselves be interrupted inside the engine, or crash it.
"""

import math
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from pandas.testing import assert_frame_equal

import graphmodel as gm
from graphmodel.api.opened import OpenStudy
from graphmodel.engine.limited import LimitedReader
from graphmodel.engine.limits import Limits
from graphmodel.problems import (
    EngineError,
    LimitReached,
    QuestionError,
    StatementInvalid,
    StatementRefused,
)
from tests.support.studies import tiny_study

pytestmark = pytest.mark.process

ENDLESS = "UNWIND range(1, 2000000000) AS x RETURN x"
CRASHES = "RETURN substring('abc', 2, -9) AS x"
SIXTY = f"MATCH {'-'.join(['(:Actor)', *['[:CLAIM]-(:Actor)'] * 60])} RETURN count(*)"
CLAIMS = "MATCH ()-[c:CLAIM]->() RETURN count(c) AS n"
SAME = [
    "MATCH (n) RETURN n ORDER BY n.id",
    "MATCH ()-[c:CLAIM]->() RETURN c ORDER BY c.claim",
    "MATCH (a)-[c:CLAIM]->(b) RETURN a.id, c.claim, c.codes, c.`order`, b.label ORDER BY c.claim",
    "MATCH (a:Actor) RETURN count(a), collect(a.id), max(a.label)",
    "MATCH p = (a:Actor)-[:CLAIM*1..2]->(b) RETURN p, length(p) AS l ORDER BY l, a.id, b.id LIMIT 20",
    "MATCH (n:Stage) WHERE n.id = 'nowhere' RETURN n.id, n.rank",
    "RETURN 1 AS i, 2.5 AS f, true AS b, null AS nothing, 'text' AS t, [1, 2] AS l, {a: 1, b: 'x'} AS m, [] AS e",
    "RETURN date('2012-11-03') AS d, timestamp('2012-11-03 10:00:00') AS at, date('99999-01-01') AS far",
    "RETURN map(['a'], [date('99999-01-01')]) AS m, union_value(a := date('99999-01-01')) AS u",
    "RETURN array_value(date('99999-01-01')) AS a, [null, [date('99999-01-01')]] AS l, date('2012-11-03') AS d",
    "RETURN [date('99999-01-01')] AS l, {a: date('99999-01-01')} AS m, timestamp('99999-01-01') AS t",
    "RETURN cast('18446744073709551615' AS UINT64) AS u, cast(3 AS UINT8) AS s, sum(5) AS t, 1.0 / 3 AS f",
    "UNWIND range(1, 3000) AS x RETURN x, x * 1.5 AS y, [x, x + 1] AS z",
    "MATCH (s:Site) RETURN s.id AS x, s.label AS x",
    "EXPLAIN MATCH (n) RETURN count(n)",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_study(tmp_path_factory.mktemp("study"))


@pytest.fixture(scope="module")
def study(folder: Path) -> Iterator[OpenStudy]:
    with gm.open_study(folder) as opened:
        yield opened


def children() -> set[int]:
    """Processes of this one that still run."""
    return {
        child.pid
        for child in psutil.Process().children(recursive=True)
        if child.status() != psutil.STATUS_ZOMBIE and "graphmodel" in " ".join(child.cmdline())
    }


@pytest.mark.parametrize(
    ("statement", "limits", "which"),
    [
        (ENDLESS, Limits(seconds=1), "seconds"),
        (ENDLESS, Limits(megabytes=100), "megabytes"),
        ("UNWIND range(1, 1001) AS x RETURN x", Limits(rows=1000), "rows"),
        ("UNWIND range(1, 1000001) AS x RETURN x", Limits(), "rows"),
        # A million rows may be small, and a single one large.
        ("RETURN range(1, 4000000) AS x", Limits(megabytes=200), "megabytes"),
        ("MATCH (a), (b), (c), (d), (e) RETURN a.id, collect(b.id)", Limits(seconds=1), "seconds"),
    ],
)
def test_a_statement_is_stopped_at_its_limit(study: OpenStudy, statement: str, limits: Limits, which: str) -> None:
    begun = time.monotonic()
    with pytest.raises(LimitReached) as error:
        study.cypher(statement, limits=limits)
    assert time.monotonic() - begun < 20
    assert error.value.limit == which
    assert error.value.statement == statement
    assert f"limits=gm.Limits({which}=" in str(error.value)
    assert f"--{ {'seconds': 'time', 'rows': 'row', 'megabytes': 'memory'}[which] }-limit " in (
        error.value.on_command_line()
    )
    # The study is as usable as before.
    assert study.cypher(CLAIMS)["n"].tolist() == [6]


def test_as_many_rows_as_the_limit_are_given(study: OpenStudy) -> None:
    assert len(study.cypher("UNWIND range(1, 1000) AS x RETURN x", limits=Limits(rows=1000))) == 1000


def test_limits_of_the_study_hold_where_none_are_given(folder: Path) -> None:
    with gm.open_study(folder) as study:
        assert study.limits == gm.Limits(seconds=60, rows=1_000_000, megabytes=None)
        study.limits = gm.Limits(rows=2)
        with pytest.raises(LimitReached):
            study.cypher("UNWIND [1, 2, 3] AS x RETURN x")
        assert len(study.cypher("UNWIND [1, 2, 3] AS x RETURN x", limits=gm.Limits(rows=3))) == 3


@pytest.mark.parametrize(
    "given",
    [
        *({"seconds": value} for value in (0, -1, math.nan, math.inf, 10**400, "5", True, None)),
        *({"rows": value} for value in (0, "many", 2.5, True, None)),
        *({"megabytes": value} for value in (-5, 0, math.nan)),
    ],
)
def test_a_limit_is_a_number_above_zero(given: dict[str, float]) -> None:
    with pytest.raises(QuestionError) as error:
        Limits(**given)  # type: ignore[arg-type]
    assert isinstance(error.value, ValueError)


def test_more_memory_than_the_machine_has_is_no_limit_at_all(study: OpenStudy) -> None:
    for megabytes in (10.0**300, 10**12):
        assert len(study.cypher("RETURN 1 AS one", limits=Limits(megabytes=megabytes))) == 1


def test_a_parameter_that_takes_the_name_of_the_limits_is_no_limit(study: OpenStudy) -> None:
    with pytest.raises(QuestionError, match=r"\$limits"):
        study.cypher("RETURN $limits AS x", limits=5)  # type: ignore[arg-type]


def test_a_crash_of_the_engine_is_an_error_and_the_study_goes_on(study: OpenStudy) -> None:
    for _ in range(2):
        with pytest.raises(EngineError, match="crashed") as error:
            study.cypher(CRASHES)
        assert error.value.statement == CRASHES
        assert not isinstance(error.value, LimitReached)
        assert study.cypher(CLAIMS)["n"].tolist() == [6]


def test_what_the_guard_refuses_harms_nobody_behind_it_either(study: OpenStudy) -> None:
    """The same statements, given to the process itself: it is stopped, or crashes alone."""
    folder = study.path
    assert folder is not None
    (file,) = (folder / ".graphmodel").glob("**/*.lbug")
    reader = LimitedReader(file, lambda: True)
    try:
        for statement in (SIXTY, f"RETURN {'(' * 3000}1{')' * 3000} AS x"):
            with pytest.raises(StatementRefused):
                study.cypher(statement)
            with pytest.raises(EngineError):
                reader.run(statement, {}, Limits(seconds=1))
        assert reader.run("RETURN 1 AS one", {}, Limits()).to_pydict() == {"one": [1]}
    finally:
        reader.close()


def test_a_file_that_may_not_be_opened_is_not(study: OpenStudy) -> None:
    folder = study.path
    assert folder is not None
    (file,) = (folder / ".graphmodel").glob("**/*.lbug")
    with pytest.raises(EngineError, match="Open it again"):
        LimitedReader(file, lambda: False).run("RETURN 1 AS one", {}, Limits())


def test_a_database_that_is_changed_meanwhile_is_not_opened(tmp_path: Path) -> None:
    with gm.open_study(tiny_study(tmp_path)) as study:
        (file,) = tmp_path.glob("**/*.lbug")
        beside = file.with_name(f"{file.name}.wal")
        beside.write_bytes(b"crafted")
        with pytest.raises(EngineError, match="Open it again"):
            study.cypher(CLAIMS)
        beside.unlink()
        assert study.cypher(CLAIMS)["n"].tolist() == [6]


def test_answers_are_the_same_in_another_process(study: OpenStudy) -> None:
    for statement in SAME:
        assert_frame_equal(study.cypher(statement), study.engine.query(statement))


def test_parameters_are_the_same_in_another_process(study: OpenStudy) -> None:
    for value in ("act.cook", 7, -3, 2.5, True, None, ["a", "b"], "'; MATCH (n) RETURN n //", "𝄞", "x" * 100_000):
        found = study.cypher("RETURN $value AS value", value=value)
        assert_frame_equal(found, study.engine.query("RETURN $value AS value", {"value": value}))
    with pytest.raises(StatementInvalid, match=r"\$value"):
        study.cypher("RETURN $value AS value", value=lambda: 1)


def test_failures_are_the_same_in_another_process(study: OpenStudy) -> None:
    for statement in ("MATCH (n:Actors) RETURN n.id", "MATCH (n RETURN n", "RETURN 1 / 0 AS x", "RETURN $x AS x"):
        said = []
        for ask in (study.cypher, study.engine.query):
            with pytest.raises(ValueError, match=r"\.") as error:
                ask(statement)
            assert isinstance(error.value, StatementInvalid)
            said.append(str(error.value))
        assert said[0] == said[1]


def test_one_process_serves_a_session_and_ends_with_it(folder: Path) -> None:
    before = children()
    with gm.open_study(folder) as study:
        study.ask("journeys/stopped")
        assert children() == before
        study.cypher(CLAIMS)
        started = children() - before
        assert len(started) == 1
        for _ in range(3):
            study.cypher(CLAIMS)
            with pytest.raises(StatementInvalid):
                study.cypher("MATCH (n RETURN n")
        assert children() - before == started
    assert children() == before
    with pytest.raises(EngineError, match="Open it again"):
        study.cypher(CLAIMS)


def test_a_study_that_is_forgotten_leaves_no_process(folder: Path) -> None:
    before = children()
    study = gm.open_study(folder)
    study.cypher(CLAIMS)
    del study
    assert children() == before


def test_several_threads_ask_one_study(study: OpenStudy) -> None:
    answers: list[int] = []

    def ask(number: int) -> None:
        answers.extend(study.cypher("RETURN $n AS n", n=number)["n"].tolist())

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == list(range(8))


def own_question(folder: Path, statement: str) -> None:
    (folder / "cypher").mkdir(exist_ok=True)
    text = f"// Which?\n//\n// @returns x: integer - a number\n{statement}\n"
    (folder / "cypher" / "mine.cypher").write_text(text, "utf-8")


def test_own_questions_have_limits_and_those_of_the_program_do_not(tmp_path: Path) -> None:
    folder = tiny_study(tmp_path)
    own_question(folder, ENDLESS)
    narrow = Limits(seconds=1, rows=1)
    with gm.open_study(folder) as study:
        with pytest.raises(LimitReached):
            study.ask("own/mine", limits=narrow)
        study.limits = narrow
        with pytest.raises(LimitReached):
            study.ask("own/mine")
        before = children()
        assert len(study.ask("coverage/claims").frame) > 1
        assert len(study.frames.claims) > 1
        study.findings()
        assert children() == before
    own_question(folder, "UNWIND range(1, 3) AS x RETURN x")
    with gm.open_study(folder) as study:
        assert study.ask("own/mine").frame["x"].tolist() == [1, 2, 3]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_an_interrupt_ends_the_process(study: OpenStudy, stop: type[BaseException]) -> None:
    def interrupted(*_: object) -> None:
        raise stop

    before = children()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("graphmodel.engine.limited._Process.grown", interrupted)
        with pytest.raises(stop):
            study.cypher(ENDLESS)
    assert children() <= before
    assert study.cypher(CLAIMS)["n"].tolist() == [6]
