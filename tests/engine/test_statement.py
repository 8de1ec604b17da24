"""What may be asked of an engine: statements that read, and nothing else.

The embedded engine itself is the witness: innocent statements must run on it, and for those that
are refused it is shown, on a copy opened for writing, that some of them would have done harm.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import ladybug
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graphmodel.api.on_server import build_on_server
from graphmodel.engine.embedded import EmbeddedEngine
from graphmodel.engine.neo4j.reading import Neo4jEngine
from graphmodel.engine.statement import tokenised
from graphmodel.problems import EngineError, StatementRefused
from graphmodel.schema.layout import Layout
from tests.support.neo4j_account import Account
from tests.support.studies import tiny_study
from tests.support.tiers import examples

TARGET = "{folder}/out.csv"
"""Where a statement that got through would write."""

WRITES = [
    "CREATE (:Item {id: 'x'})",
    "MATCH (i:Item) CREATE (:Item {id: 'x'})",
    "MATCH (i:Item) SET i.label = 'changed'",
    "MATCH (i:Item) set i.label = 'changed' RETURN i.id",
    "MATCH (i:Item) SeT i.label = 'changed'",
    "MATCH (i:Item) REMOVE i.label",
    "MATCH (i:Item) DELETE i",
    "MATCH (i:Item) DETACH DELETE i",
    "MATCH (i:Item) NODETACH DELETE i",
    "MERGE (:Item {id: 'x'})",
    "OPTIONAL MATCH (i:Item) MERGE (:Item {id: 'x'})",
    "UNWIND ['x', 'y'] AS id CREATE (:Item {id: id})",
    "WITH 'x' AS id CREATE (:Item {id: id})",
    "INSERT (:Item {id: 'x'})",
    "MATCH (i:Item) INSERT (:Item {id: 'x'})",
    "MATCH (i:Item) WITH collect(i) AS all FOREACH (one IN all | SET one.label = 'changed')",
    "MATCH (i:Item) RETURN i.id UNION MATCH (j:Item) SET j.label = 'changed' RETURN j.id",
    "RETURN EXISTS { MATCH (i:Item) SET i.label = 'changed' }",
    "CREATE NODE TABLE Other(id STRING, PRIMARY KEY(id))",
    "CREATE INDEX FOR (i:Item) ON (i.label)",
    "DROP TABLE Item",
    "ALTER TABLE Item ADD extra STRING",
    "COMMENT ON TABLE Item IS 'changed'",
    "BEGIN TRANSACTION",
    "COMMIT",
    "CHECKPOINT",
]
FILES = [
    f"COPY (MATCH (i:Item) RETURN i.id) TO '{TARGET}'",
    f"COPY Item FROM '{TARGET}'",
    "MATCH (i:Item) COPY (MATCH (j:Item) RETURN j.id) TO 'x.csv'",
    "LOAD FROM '{folder}/secret.csv' (header=false) RETURN *",
    "MATCH (i:Item) LOAD FROM '{folder}/secret.csv' (header=false) RETURN *",
    "LOAD CSV FROM 'file:///etc/hosts' AS line RETURN line",
    "MATCH (i:Item) LOAD CSV WITH HEADERS FROM 'https://example.org/x.csv' AS line RETURN line",
    "EXPORT DATABASE '{folder}/exported'",
    "IMPORT DATABASE '{folder}/exported'",
    "ATTACH '{folder}/other.db' AS other (dbtype lbug)",
    "DETACH other",
    "USE other",
    "INSTALL json",
    "LOAD EXTENSION json",
    "LOAD json",
]
CALLS = [
    "CALL threads=1",
    "call threads = 1",
    "CALL show_tables() RETURN *",
    "CALL db.labels() YIELD label RETURN label",
    "CALL apoc.export.csv.all('x.csv', {{}})",
    "MATCH (i:Item) CALL { WITH i SET i.label = 'changed' } RETURN i.id",
    "MATCH (i:Item) CALL (i) { SET i.label = 'changed' } IN TRANSACTIONS RETURN i.id",
    "MATCH (i:Item) OPTIONAL CALL db.labels() YIELD label RETURN label",
    "MATCH (i:Item) RETURN apoc.cypher.runFirstColumnSingle('MATCH (n) SET n.x = 1 RETURN n', {})",
    "MATCH (a:Item)-[:NEXT_TO]->(b:Item) RETURN gds.graph.project('all', a, b)",
    "MATCH (a:Item) RETURN gds . graph /* here */ . project ('all', a)",
    "MATCH (a:Item) RETURN `gds`.graph.project('all', a)",
    "SHOW FUNCTIONS",
    "SHOW TRANSACTIONS YIELD transactionId TERMINATE TRANSACTIONS transactionId",
    "TERMINATE TRANSACTIONS 'x'",
    "ALTER USER someone SET PASSWORD 'x'",
    "GRANT ROLE admin TO someone",
]
TWO = [
    "MATCH (i:Item) RETURN i.id; MATCH (i:Item) RETURN i.id",
    "MATCH (i:Item) RETURN i.id; CREATE (:Item {id: 'x'})",
    "MATCH (i:Item) RETURN i.id;CALL threads=1;",
    "; CREATE (:Item {id: 'x'})",
    "MATCH (i:Item) RETURN i.id /* one */ ; // two\n DROP TABLE Item",
]
HIDDEN = [
    # Comments: a clause behind one counts, however the comment ends.
    "/* read only */ CREATE (:Item {id: 'x'})",
    "// read only\nCREATE (:Item {id: 'x'})",
    "// read only\rCREATE (:Item {id: 'x'})",
    "MATCH (i:Item) /* ' */ SET i.label = 'changed' /* ' */",
    "MATCH (i:Item) // '\n SET i.label = 'changed' // '",
    "MATCH (i:Item)/**/SET/**/i.label = 'changed'",
    "CRE/* */ATE (:Item {id: 'x'})",
    # The embedded engine reads on past **/ to the next */.
    "MATCH (i:Item) WITH i LIMIT 1 /* a **/ WITH i, 'b */ CREATE (:Item {id: \"x\"}) //' AS y RETURN y",
    "MATCH (i:Item) RETURN i.id /***/",
    # Strings: a quotation mark behind a backslash does not close one, a doubled one does.
    "MATCH (i:Item) WHERE i.id = 'a\\\\' SET i.label = 'b'",
    'MATCH (i:Item) WHERE i.id = "\'" SET i.label = "\'"',
    "MATCH (i:Item) WHERE i.id = '`' SET i.label = '`'",
    "MATCH (i:`Item`) SET i.`label` = 'b'",
    "MATCH (i:Item) RETURN i.id AS `a``b` UNION CREATE (:Item {id: 'x'})",
    # Characters written as escapes, which a server resolves before it reads.
    "MATCH (i:Item) WHERE i.id = 'a\\u0027 SET i.label = \\u0027b' RETURN i.id",
    "MATCH (i:Item) \\u0053ET i.label = 'b'",
    "MATCH (i:Item) // \\u000A SET i.label = 'b'",
    "MATCH (i:Item) WHERE i.id = '\\U00000027' RETURN i.id",
    # A word that stands at once behind a number: two tokens to the engines.
    "MATCH (i:Item) WITH i LIMIT 1CREATE (:Item {id: 'x'})",
    "WITH 1 AS x WHERE x = 1CREATE (:Item {id: 'x'})",
    "WITH 1 AS x WHERE x = 1.5CREATE (:Item {id: 'x'})",
    "WITH 1 AS x WHERE x = 1.CREATE (:Item {id: 'x'})",
    "WITH 1 AS x WHERE x = .5CREATE (:Item {id: 'x'})",
    "WITH 1 AS x WHERE x = 1e0CREATE (:Item {id: 'x'})",
    "WITH 1 AS x WHERE x = 0x1FCREATE (:Item {id: 'x'})",
    "WITH 1 AS x WHERE x = 0x1FSET (:Item {id: 'x'})",
    "WITH 1 AS x WHERE x = $1CREATE (:Item {id: 'x'})",
    # White space of other scripts.
    "MATCH (i:Item)\u00a0SET\u3000i.label = 'b'",
    "MATCH (i:Item)\u180eSET\u180ei.label = 'b'",
]
PREFIXED = [
    f"{prefix} {statement}"
    for prefix in ("PROFILE", "EXPLAIN", "explain")
    for statement in (
        "CREATE (:Item {id: 'x'})",
        "MATCH (i:Item) DELETE i",
        "CALL threads=1",
        "COPY Item TO 'x.csv'",
        "DROP TABLE Item",
    )
]
MALFORMED = [
    "",
    "   \n",
    ";",
    "-- no comment in Cypher",
    "// only a comment",
    "/* only a comment */",
    "EXPLAIN",
    "MATCH (i:Item) RETURN 'open",
    'MATCH (i:Item) RETURN "open',
    "MATCH (i:`Item) RETURN i",
    "MATCH (i:Item) RETURN i.id /* open",
    "SELECT * FROM items",
    "(i:Item)",
    "'MATCH' (i)",
    "`MATCH` (i) RETURN i",
]
REFUSED = [*WRITES, *FILES, *CALLS, *TWO, *HIDDEN, *PREFIXED, *MALFORMED]

INNOCENT = [
    "MATCH (i:Item) RETURN i.id",
    "match (i:Item) return i.id;",
    "EXPLAIN MATCH (i:Item) RETURN i.id",
    "PROFILE MATCH (i:Item) RETURN i.id",
    "OPTIONAL MATCH (i:Item) RETURN i.id",
    "WITH 1 AS one RETURN one",
    "UNWIND [1, 2] AS n RETURN n",
    "RETURN 1 AS one",
    "RETURN 1 AS one UNION ALL RETURN 2 AS one",
    "// CREATE it? DELETE it; CALL it\nMATCH (i:Item) RETURN i.id",
    "MATCH (i:Item) /* SET, REMOVE; MERGE */ RETURN i.id // LOAD FROM 'x'; COPY",
    "MATCH (i:Item) RETURN i.id /* 2 * 3, a ** b, / and * */",
    "MATCH (i:Item) WHERE i.label = 'CREATE (x); DELETE y' RETURN i.id",
    "MATCH (i:Item) WHERE i.label = \"CALL threads=1; it's SET\" RETURN i.id",
    "MATCH (i:Item) WHERE i.label = 'it\\'s; SET' RETURN i.id",
    "MATCH (i:Item) WHERE i.label = 'ends with a backslash\\\\' RETURN i.id",
    "MATCH (i:Item) WHERE i.label = '// no comment' RETURN i.id",
    "MATCH (i:Item) WHERE i.label = '/* no comment' RETURN i.id",
    "MATCH (i:Item) RETURN i.id AS `CREATE; DELETE`",
    "MATCH (i:Item) RETURN i.id AS `a``b; SET`",
    "MATCH (i:Item) RETURN i.set, i.`load`, i . delete",
    "MATCH (l:Load) RETURN l.id",
    "MATCH (l:`Load`) RETURN l.id",
    "MATCH (i:Item)-[c:Call]->(l:Load) RETURN c.set",
    "MATCH (n:Item:Load) RETURN n.id",
    "MATCH (i:Item {set: 'kept'}) RETURN i.id",
    "MATCH (i:Item {id: 'a', set: 'kept'}) RETURN i.id",
    "MATCH (i:Item) WHERE i.created = 1 RETURN i.id AS settled, i.created AS calling",
    "MATCH (i:Item) WHERE i.set IN (['kept']) RETURN i.id",
    "MATCH (i:Item) WHERE EXISTS { MATCH (i)-[:Call]->(:Load) } RETURN COUNT { MATCH (i)-[:Call]->(:Load) }",
    "MATCH (i:Item) RETURN [1, 2, 3][1..size([1, 2])] AS part, 1.5 AS a, 1e3 AS b, 1.5e-3 AS c, 2.0E2 AS d",
    "MATCH (a:Item)-[:Call*1..3]->(b:Load) RETURN b.id",
    "MATCH (i:Item) WHERE i.label = $set RETURN i.id",
    "MATCH (i:Item) RETURN i.id ORDER BY i.id SKIP 0 LIMIT 1",
    "MATCH (élan:Item) RETURN élan.id AS straße",
]  # fmt: skip

NEO4J_ONLY = [
    "MATCH (i:Item) RETURN date.truncate('month', i.day) AS month, duration.between(i.day, i.end) AS took",
    "MATCH (i:Item) RETURN point.distance(i.here, i.there)",
    "MATCH (i:Item) RETURN i {.set, .create}, {create: 1, set: 2}",
    "MATCH (c:Create|Merge)-[s:SET|CALL]->() RETURN c.id",
    "MATCH (i:Item) WHERE i.label IN (['kept']) OR i.set IN ('kept') RETURN i.id",
    "MATCH (i:Item) RETURN 0x1F, 0o17, 1_000",
]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database whose labels, types and properties are named after clauses."""
    path = tmp_path_factory.mktemp("database") / "words.lbug"
    with ladybug.Database(str(path)) as database, ladybug.Connection(database) as connection:
        for statement in (
            "CREATE NODE TABLE Item(`id` STRING, `label` STRING, `set` STRING, `load` STRING, `delete` STRING, "
            "`created` INT64, PRIMARY KEY(`id`))",
            "CREATE NODE TABLE `Load`(`id` STRING, PRIMARY KEY(`id`))",
            "CREATE REL TABLE `Call`(FROM Item TO `Load`, `set` STRING)",
            "CREATE (:Item {id: 'a', label: 'first', `set`: 'kept', created: 1})"
            "-[:`Call` {`set`: 'x'}]->(:`Load` {id: 'b'})",
            "CHECKPOINT",
        ):
            connection.execute(statement)
    return path


@pytest.fixture
def engine(file: Path) -> Iterator[EmbeddedEngine]:
    with EmbeddedEngine(file, Layout({}, {})) as opened:
        yield opened


HELD = """
MATCH (n) OPTIONAL MATCH (n)-[r]->()
RETURN count(DISTINCT n) AS nodes, count(r) AS relationships, sum(size(keys(n))) AS properties
"""
"""How much a server holds."""


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_study(tmp_path_factory.mktemp("study"))


@pytest.fixture
def server(tiny: Path, neo4j_lts: Account) -> Iterator[Neo4jEngine]:
    """The engine of a server that holds a small study."""
    build_on_server(tiny, neo4j_lts.server, replace=True)
    with Neo4jEngine(neo4j_lts.server) as opened:
        yield opened


def test_refused_and_nothing_touched(engine: EmbeddedEngine, file: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a,b\n", "utf-8")
    before = _tree(file.parent)
    for statement in (each.replace("{folder}", tmp_path.as_posix()) for each in REFUSED):
        with pytest.raises(StatementRefused) as refused:
            engine.query(statement, {"1": 1})
        assert refused.value.statement == statement
        assert str(refused.value).endswith("."), statement
        assert _tree(file.parent) == before, statement
        assert sorted(path.name for path in tmp_path.iterdir()) == ["secret.csv"], statement


def test_refused_before_a_server_is_asked(server: Neo4jEngine, neo4j_lts: Account) -> None:
    held = neo4j_lts.run(HELD)
    for statement in REFUSED:
        with pytest.raises(StatementRefused):
            server.query(statement, {"1": 1})
    assert neo4j_lts.run(HELD) == held


def test_what_a_server_would_do_and_is_not_asked(server: Neo4jEngine, neo4j_lts: Account) -> None:
    """A read transaction runs procedures, so refusing them is no idle care; what reads is answered."""
    statement = "CALL db.labels() YIELD label RETURN count(label) AS n"
    assert neo4j_lts.run(statement)[0]["n"] > 0
    with pytest.raises(StatementRefused, match="CALL"):
        server.query(statement)
    assert server.query("MATCH (n:Actor) RETURN count(n) AS n")["n"].iloc[0] == 4


@pytest.mark.parametrize("statement", INNOCENT)
def test_innocent_runs_on_the_engine(statement: str, engine: EmbeddedEngine) -> None:
    engine.query(statement, {"set": "first"} if "$set" in statement else {})


@pytest.mark.parametrize("statement", NEO4J_ONLY)
def test_what_only_a_server_reads_passes_too(statement: str) -> None:
    tokenised(statement).check()


@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (i:Item) WITH i LIMIT 1CREATE (:Item {id: 'x'})",
        "MATCH (i:Item) WITH i LIMIT 1 /* a **/ WITH i, 'b */ CREATE (:Item {id: \"x\"}) //' AS y RETURN y",
        "MATCH (i:Item)\u180eSET\u180ei.label = 'b'",
        "MATCH (i:Item) RETURN i.id; CREATE (:Item {id: 'x'})",
    ],
)
def test_the_guard_is_needed(statement: str, tmp_path: Path) -> None:
    """An engine that may write does write on these, so refusing them is no idle care."""
    with ladybug.Database(str(tmp_path / "open.lbug")) as database, ladybug.Connection(database) as connection:
        connection.execute("CREATE NODE TABLE Item(id STRING, label STRING, PRIMARY KEY(id))")
        connection.execute("CREATE (:Item {id: 'a', label: 'first'})")
        before = _items(connection)
        connection.execute(statement)
        assert _items(connection) != before
    with pytest.raises(StatementRefused):
        tokenised(statement).check()


def test_reading_only_mode_still_writes_files(engine: EmbeddedEngine, file: Path, tmp_path: Path) -> None:
    """Why read-only is not enough: the engine itself obeys COPY TO on a database opened read-only."""
    target = tmp_path / "leak.csv"
    statement = f"COPY (MATCH (i:Item) RETURN i.id) TO '{target.as_posix()}'"
    with ladybug.Database(str(file), read_only=True) as database, ladybug.Connection(database) as connection:
        connection.execute(statement)
    assert target.exists()
    target.unlink()
    with pytest.raises(StatementRefused):
        engine.query(statement)
    assert not target.exists()


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("CALL threads=1", ("CALL", "runs procedures")),
        ("MATCH (n) SET n.a = 1", ("SET", "writes")),
        ("MATCH (n) RETURN n AS create", ("CREATE", "back-ticks")),
        ("RETURN 1; RETURN 2", ("one statement", "remove")),
        ("RETURN 'open", ("quotation", "not closed")),
        ("RETURN 1 /* open", ("comment", "not closed")),
        ("", ("no statement", "MATCH")),
        ("DROP TABLE Item", ("DROP", "begins with MATCH")),
        ("MATCH (n) RETURN n LIMIT 1SET", ("1SET", "space")),
        ("RETURN apoc.load.json('x')", ("apoc.load.json", "Cypher's own")),
        ("RETURN '\\u0027'", ("escape", "character itself")),
    ],
)
def test_the_refusal_says_what_and_what_to_do(statement: str, names: tuple[str, ...]) -> None:
    with pytest.raises(StatementRefused) as refused:
        tokenised(statement).check()
    for name in names:
        assert name in str(refused.value)


def test_a_refusal_is_an_engine_error_with_the_statement() -> None:
    with pytest.raises(EngineError) as error:
        tokenised("DROP TABLE Item").check()
    assert error.value.statement == "DROP TABLE Item"


def test_parameters_are_found_outside_quotation_and_comments() -> None:
    text = "MATCH (i:`A $no`) // $no\n WHERE i.x = 'a $no' AND i.y = $yes /* $no */ RETURN i, $1, $yes"
    assert tokenised(text).parameters == ("yes", "1")


PIECES = st.sampled_from(
    ["MATCH", "(n)", "(n:Item)", "RETURN", "n", "CREATE", "SET", "n.set", "DELETE", "CALL", "LOAD", "'", '"', "`", "\\",
     "/*", "*/", "*", "//", "\n", "\r", ";", "$p", "$1", "1", ".", "..", ":", "|", "{", "}", " ", "\u180e", "\\u", "é"]
)  # fmt: skip


@pytest.mark.slow
@given(st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join)))
@example("\ud800")
@example("\x00")
@example("1" * 5000 + ".")
@settings(max_examples=examples(400), deadline=None)
def test_any_text_passes_or_is_refused(text: str) -> None:
    with suppress(StatementRefused):
        tokenised(text).check()


@given(st.lists(PIECES, max_size=12).map(" ".join))
@settings(max_examples=examples(300), deadline=None)
def test_what_passes_writes_nothing(opened: Any, text: str) -> None:
    """Whatever the guard lets through leaves a database that could be written to as it was."""
    statement = f"MATCH (n:Item) {text}"
    try:
        tokenised(statement).check()
    except StatementRefused:
        return
    try:
        opened.execute(statement, {"p": 1, "1": 1})
    except RuntimeError:
        return  # not Cypher at all: the engine says so
    finally:
        assert _items(opened) == [{"id": "a", "label": "first"}]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A connection that may write."""
    path = tmp_path_factory.mktemp("writable") / "open.lbug"
    with ladybug.Database(str(path)) as database, ladybug.Connection(database) as connection:
        connection.execute("CREATE NODE TABLE Item(id STRING, label STRING, PRIMARY KEY(id))")
        connection.execute("CREATE (:Item {id: 'a', label: 'first'})")
        yield connection


PLAIN = [statement for statement in WRITES + CALLS if "/*" not in statement]


@given(st.sampled_from(PLAIN), st.sampled_from(["/* x */", "// x\n", "\n", "\u00a0", "/* ' */", "/* ; */"]))
@settings(max_examples=examples(150), deadline=None)
def test_comments_and_spaces_hide_nothing(statement: str, between: str) -> None:
    with pytest.raises(StatementRefused):
        tokenised(between + statement.replace(" ", between)).check()


@pytest.mark.slow
def test_a_long_text_is_judged_at_once() -> None:
    tokenised("MATCH (n) WHERE n.x = '" + "/*" * 40_000 + "' RETURN n").check()
    for begun in ("/*", "'/*", "any(", "-[", "("):
        with pytest.raises(StatementRefused):
            tokenised("MATCH (n) RETURN n " + begun * 20_000).check()


def _items(connection: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = (
        connection.execute("MATCH (i:Item) RETURN i.id AS id, i.label AS label ORDER BY id").get_as_arrow().to_pylist()
    )
    return rows


def _tree(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
