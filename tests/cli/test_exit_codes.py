"""One rule: 2 where what was typed must be changed, 1 where a study, a file, a server or a limit is in the way."""

from pathlib import Path

import pytest

from tests.support.command import graphmodel
from tests.support.studies import tiny_study

NO = "xyzzy"
NOT_UNDERSTOOD = [
    ("journey", "STUDY", NO),
    ("journey", "STUDY", "a"),
    ("chain", "STUDY", "act.cook", NO),
    ("chain", "STUDY", "act.cook", "act.cook"),
    ("chain", "STUDY", "act.cook", "act.councillor", "--limit", "0"),
    ("claims", "STUDY", "--speaker", NO),
    ("claims", "STUDY", "--focus", NO),
    ("claims", "STUDY", "--nothing", NO),
    ("claims", "STUDY", "--table", NO),
    ("claims", "STUDY", "-f", NO),
    ("claims", "STUDY", "-f", "xlsx"),
    ("claims", "STUDY", "-o", "OUT/claims.png"),
    ("journeys", "STUDY", "-f", "csv"),
    ("brokers", "STUDY", "--group", NO),
    ("discourse", "STUDY", "--value", NO),
    ("matrix", "STUDY", "--theme", NO),
    ("table", "STUDY", NO),
    ("ask", "STUDY", NO),
    ("ask", "STUDY", "journeys"),
    ("ask", "STUDY", "stakeholders/"),
    ("ask", "STUDY", "dropout"),
    ("ask", "STUDY", "journeys/of_evidence"),
    ("ask", "STUDY", "journeys/of_evidence", "--evidence", NO),
    ("ask", "STUDY", "journeys/of_evidence", "--nothing", NO),
    ("ask", "STUDY", "barriers/at_stage", "--min-claims", NO),
    ("page", "STUDY", "--with", NO, "-o", "OUT/page.html"),
    ("page", "STUDY", "-o", "OUT/page.pdf"),
    ("map", "STUDY", "-o", "OUT/map.html", "--focus", NO),
    ("map", "STUDY", "-o", "OUT/map.html", "--ties", NO),
    ("map", "STUDY", "-o", "OUT/map.png"),
    ("figure", "STUDY", NO, "-o", "OUT/figure.svg"),
    ("figure", "STUDY", "dropout", "-o", "OUT/figure.csv"),
    ("figure", "STUDY", "dropout", "-o", "OUT/figure.svg", "--focus", NO),
    ("figure", "STUDY", "barriers", "-o", "OUT/figure.svg", "--stage", NO),
    ("figure", "STUDY", "dropout", "-o", "OUT/figure.svg", "--ties", "claim"),
    ("poster", "STUDY", "-o", "OUT/poster.doc"),
    ("poster", "STUDY", "-o", "OUT/poster.pdf", "--size", NO),
    ("poster", "STUDY", "-o", "OUT/poster.pdf", "--site", NO),
    ("export", "STUDY", NO, "OUT/new"),
    ("export", "STUDY", "workbook", "OUT/new.csv"),
    ("export", "STUDY", "gephi", "OUT/new", "-O", "nothing=1"),
    ("export", "STUDY", "gephi", "OUT/new", "-O", "all_nodes=perhaps"),
    ("import", "OUT/new", "STUDY", "-f", NO),
    ("import", "OUT/new", "STUDY", "-O", "nothing=1"),
    ("cypher", "STUDY", "CREATE (a:Actor)"),
    ("cypher", "STUDY", "MATCH (a:Actor) WHERE a.id = $who RETURN a.id"),
    ("cypher", "STUDY", "RETURN 1 AS one", "--time-limit", "nan"),
    ("cypher", "STUDY", "RETURN 1 AS one", "--time-limit", "-1"),
    ("cypher", "STUDY", "RETURN 1 AS one", "--row-limit", "0"),
    ("cypher", "STUDY", "RETURN 1 AS one", "--memory-limit", "1GB"),
    ("findings", "STUDY", "--results", "OUT/new.xlsx"),
    ("questions", "STUDY", "--table", NO),
    ("finding", "STUDY"),
    ("build", "STUDY", "--to", "localhost:7687"),
    ("build", "STUDY", "--to", "neo4j://user:word@localhost"),
    ("claims", "STUDY", "--on", NO),
    ("claims", "STUDY", "-f", "json", "-o", "OUT/new.csv"),
    ("claims", ""),
    ("tool", "STUDY", "objections"),
]
NOT_DONE = [
    ("check", "OUT/nowhere"),
    ("claims", "OUT/nowhere"),
    ("import", "OUT/new", "OUT/nowhere"),
    ("export", "OUT/nowhere", "gephi", "OUT/new"),
    ("claims", "STUDY", "-o", "OUT/mine.csv"),
    ("claims", "STUDY", "-o", "OUT"),
    ("claims", "STUDY", "-o", "OUT/nowhere/claims.csv"),
    ("claims", "STUDY", "-o", "STUDY/claims.csv", "--force"),
    ("page", "STUDY", "-o", "OUT/mine.html"),
    ("figure", "STUDY", "power-interest", "-o", "OUT/figure.svg"),
    ("findings", "STUDY", "--results", "OUT/mine.csv"),
    ("export", "STUDY", "gephi", "OUT"),
    ("export", "STUDY", "workbook", "OUT/mine.xlsx"),
    ("new", "OUT/mine.csv"),
    ("claims", "BROKEN"),
    ("check", "BROKEN"),
    ("claims", "STUDY", "--no-build", "--db", "OUT/db"),
    ("ask", "STUDY", "own/malformed"),
    ("undo", "STUDY"),
    ("import", "OUT/new", "OUT/mine.html"),
    ("claims", "STUDY", "-o", "OUT/nowhere/claims"),
]
PROCESSES = [
    (("cypher", "STUDY", "MATCH (a:Actr) RETURN a.id"), 2),
    (("cypher", "STUDY", "MATCH (a:Actor) RETURN a.nothing AS x"), 2),
    (("cypher", "STUDY", "UNWIND range(1, 100) AS x RETURN x", "--row-limit", "10"), 1),
    (("ask", "STUDY", "own/wrong"), 1),
]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    out = tmp_path_factory.mktemp("out")
    for name in ("mine.csv", "mine.html", "mine.xlsx"):
        (out / name).write_text("mine", "utf-8")
    study = tiny_study(tmp_path_factory.mktemp("study"))
    (study / "cypher").mkdir()
    (study / "cypher" / "malformed.cypher").write_text("MATCH (a:Actor) RETURN a.id AS id\n", "utf-8")
    head = "// Who?\n//\n// @returns id: text - id\n"
    (study / "cypher" / "wrong.cypher").write_text(f"{head}MATCH (a:Actr) RETURN a.id AS id\n", "utf-8")
    return {"STUDY": study, "OUT": out, "BROKEN": tiny_study(tmp_path_factory.mktemp("broken"), settings="x = [")}


def _wrong(places: dict[str, Path], words: tuple[str, ...], code: int) -> str:
    """What is wrong with how a command ended; nothing where it is as it should be."""
    parts = (word.partition("/") for word in words)
    typed = [
        f"{places[first]}{slash}{rest}" if first in places else first + slash + rest for first, slash, rest in parts
    ]
    ran = graphmodel(*typed)
    message = ran.err + (ran.out if words[0] == "check" else "")
    fine = ran.code == code and message.strip() and "Traceback" not in ran.err
    return "" if fine else f"{' '.join(words)}: {ran.code} and not {code}: {ran.err[-300:]}"


@pytest.mark.slow
def test_every_command_ends_by_the_same_rule(places: dict[str, Path]) -> None:
    cases = [*((words, 2) for words in NOT_UNDERSTOOD), *((words, 1) for words in NOT_DONE)]
    assert [wrong for words, code in cases if (wrong := _wrong(places, words, code))] == []
    assert {file.name for file in places["OUT"].iterdir()} == {"mine.csv", "mine.html", "mine.xlsx"}


@pytest.mark.process
def test_statements_end_by_it_too(places: dict[str, Path]) -> None:
    assert [wrong for words, code in PROCESSES if (wrong := _wrong(places, words, code))] == []
