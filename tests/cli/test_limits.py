"""Limits of statements on the command line, and how it ends when somebody stops it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

import graphmodel as gm
from tests.support.command import graphmodel
from tests.support.studies import tiny_study

ENDLESS = "UNWIND range(1, 2000000000) AS x RETURN x"


@pytest.fixture(scope="module")
def meals(tmp_path_factory):
    study = tiny_study(tmp_path_factory.mktemp("study"))
    (study / "cypher").mkdir()
    for name, statement in (("endless", ENDLESS), ("three", "UNWIND range(1, 3) AS x RETURN x")):
        text = f"// Which?\n//\n// @returns x: integer - a number\n{statement}\n"
        (study / "cypher" / f"{name}.cypher").write_text(text, "utf-8")
    gm.build_study(study)
    return study


@pytest.mark.process
def test_statements_and_own_questions_are_stopped_and_say_which_option_raises_the_limit(meals):
    for words, flag in (
        (("cypher", meals, ENDLESS, "--time-limit", "1"), "--time-limit"),
        (("cypher", meals, ENDLESS, "--memory-limit", "100"), "--memory-limit"),
        (("cypher", meals, "UNWIND [1, 2, 3] AS x RETURN x", "--row-limit", "2"), "--row-limit"),
        (("ask", meals, "own/endless", "--time-limit", "1"), "--time-limit"),
        (("ask", meals, "own/three", "--row-limit", "2"), "--row-limit"),
    ):
        ran = graphmodel(*words)
        assert ran.code == 1
        assert ran.out == ""
        (line,) = ran.err.splitlines()
        assert line.startswith("Error: ")
        assert f"{flag} " in line
    assert len(graphmodel("ask", meals, "own/three", "--row-limit", "3", "-f", "json").json) == 3
    assert len(graphmodel("ask", meals, "coverage/claims", "--row-limit", "1", "-f", "json").json) > 1


def test_a_limit_that_is_none_is_refused(meals):
    for flag, value in (("--time-limit", "0"), ("--row-limit", "-1"), ("--memory-limit", "much"), ("--row-limit", "0")):
        ran = graphmodel("cypher", meals, "RETURN 1 AS one", flag, value)
        assert ran.code == 2
        assert flag in ran.err
    assert graphmodel("cypher", meals, "RETURN 1 AS one", "--time-limit", "nan").code == 2


@pytest.mark.exhaustive
@pytest.mark.process
def test_results_are_written_without_an_own_question_that_does_not_end(meals, tmp_path):
    ran = graphmodel("findings", meals, "--results", tmp_path / "results", "--time-limit", "1")
    assert ran.code == 1
    written = {path.relative_to(tmp_path / "results").as_posix() for path in (tmp_path / "results").rglob("*.xlsx")}
    assert {"journeys.xlsx", "questions/own/three.xlsx", "questions/coverage/claims.xlsx"} <= written
    assert "questions/own/endless.xlsx" not in written
    (line,) = [line for line in ran.err.splitlines() if "own/endless" in line]
    assert "--time-limit" in line


@pytest.mark.process
def test_values_that_only_look_like_numbers_are_text(meals):
    given = {"n": "-3", "odd": "--5", "sign": "²", "long": "9" * 5000, "word": "1.10", "empty": ""}
    statement = f"RETURN {', '.join(f'${name} AS {name}' for name in given)}"
    values = [word for name, value in given.items() for word in ("-p", f"{name}={value}")]
    assert graphmodel("cypher", meals, statement, *values, "-f", "json").json == [{**given, "n": -3}]


@pytest.mark.process
def test_any_date_can_be_shown_and_written(meals, tmp_path):
    statement = "RETURN date('99999-01-01') AS far, date('2012-11-03') AS near, [date('99999-01-01')] AS both"
    row = {"far": "99999-01-01", "near": "2012-11-03", "both": ["99999-01-01"]}
    assert graphmodel("cypher", meals, statement, "-f", "json").json == [row]
    for ending in ("csv", "xlsx", "json"):
        ran = graphmodel("cypher", meals, statement, "-o", tmp_path / f"dates.{ending}")
        assert ran.code == 0, ran.err
    assert "99999-01-01" in graphmodel("cypher", meals, statement).out


@pytest.fixture
def running(meals):
    """A command in a process of its own that runs an endless statement, and the process that it has started."""
    command = [sys.executable, "-m", "graphmodel", "cypher", str(meals), ENDLESS, "--memory-limit", "100000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as started:
        parent = psutil.Process(started.pid)
        until = time.monotonic() + 60
        busy = None
        while busy is None and time.monotonic() < until:
            time.sleep(0.05)
            # It counts once the statement runs: it has the database open and is at work.
            busy = next((one for one in parent.children() if one.memory_info().rss > 300 << 20), None)
        assert busy is not None
        yield started, busy
        if busy.is_running():
            busy.kill()
        started.kill()


def _ends(process):
    """Does it end within a few seconds? (One that nobody has waited for is a zombie.)"""
    until = time.monotonic() + 20
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.process
@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C reaches a whole console there")
def test_ctrl_c_stops_it_without_a_traceback(running):
    started, busy = running
    os.killpg(started.pid, signal.SIGINT)
    out, err = started.communicate(timeout=20)
    assert started.returncode == 130
    assert out == b""
    assert err.split() == [b"Stopped."]
    assert _ends(busy)


@pytest.mark.process
def test_no_process_is_left_by_a_program_that_was_killed(running):
    started, busy = running
    started.kill()
    assert _ends(busy)


@pytest.mark.process
def test_no_module_comes_from_the_folder_that_one_is_in(meals, tmp_path):
    """A study may hold files of any name, and people work inside it."""
    for name in ("ladybug", "pyarrow", "graphmodel", "json", "queue"):
        (tmp_path / f"{name}.py").write_text("open('ran', 'w').close()\nraise SystemExit(3)\n", "utf-8")
    # As a notebook: the folder is on the path of the program itself, by its empty name.
    code = (
        "import sys, os\nimport graphmodel as gm\n"
        "study = gm.open_study(sys.argv[1])\n"
        "os.chdir(sys.argv[2])\nsys.path.insert(0, '')\n"
        "print(study.cypher('RETURN 1 AS one').to_json(orient='records'))\nstudy.close()\n"
    )
    command = [sys.executable, "-P", "-c", code, str(meals), str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(os.environ))
    assert json.loads(ran.stdout) == [{"one": 1}], ran.stderr
    assert not Path(tmp_path, "ran").exists()


@pytest.mark.process
def test_a_program_that_comes_on_standard_input_can_ask(meals):
    """Such a program cannot be imported again, as starting a process by multiprocessing would."""
    code = (
        f"import graphmodel as gm\nstudy = gm.open_study({str(meals)!r})\nprint(len(study.cypher('RETURN 1 AS x')))\n"
    )
    ran = subprocess.run([sys.executable, "-"], input=code, capture_output=True, text=True, check=False)
    assert ran.stdout == "1\n", ran.stderr
    assert ran.stderr == ""
