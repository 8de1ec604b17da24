"""py2neo: its graphs become studies, and a study on a server gives one of its graphs. With real servers."""

import gc
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import py2neo
import py2neo.bulk
import pytest
from hypothesis import given, settings

import graphmodel as gm
from graphmodel.problems import EngineError, GraphmodelError, OutputError, ServerError, StudyError, StudyInvalid
from tests.loaders.test_graph_tables import SLOW, graph_of
from tests.support.neo4j_account import Account
from tests.support.neo4j_fixtures import NewServer
from tests.support.random_study import RandomStudy, random_studies
from tests.support.studies import tiny_study, with_row
from tests.support.tiers import examples
from tests.support.whole_graph import WholeGraph, whole_graph

Connect = Callable[[Account], py2neo.Graph]


@pytest.fixture(params=["neo4j_lts", "neo4j_current"])
def account(request: pytest.FixtureRequest) -> Iterator[Account]:
    """An empty database of each line, emptied again."""
    yield from _emptied(request.getfixturevalue(request.param))


@pytest.fixture
def lts(neo4j_lts: Account) -> Iterator[Account]:
    """An empty database."""
    yield from _emptied(neo4j_lts)


def _emptied(account: Account) -> Iterator[Account]:
    account.run("MATCH (n) DETACH DELETE n")
    yield account
    account.run("MATCH (n) DETACH DELETE n")


@pytest.fixture
def closed() -> Iterator[list[py2neo.Graph]]:
    """Graphs that are put in here are closed in the end; py2neo itself never does so."""
    graphs: list[py2neo.Graph] = []
    yield graphs
    for graph in graphs:
        graph.service.connector.close()


@pytest.fixture
def connect(closed: list[py2neo.Graph]) -> Connect:
    """Connect as a notebook would."""

    def connecting(account: Account) -> py2neo.Graph:
        closed.append(py2neo.Graph(account.with_scheme("bolt"), auth=(account.user, account.password)))
        return closed[-1]

    return connecting


def subgraph_of(graph: WholeGraph) -> py2neo.Subgraph:
    """The same graph as somebody would make it by hand, who belongs to no database."""
    parts, relationships = graph.parts()
    nodes = {key: py2neo.Node(*node.labels, **node.properties) for key, node in parts.items()}
    joined = [py2neo.Relationship(nodes[r.start], r.type, nodes[r.end], **r.properties) for r in relationships]
    return py2neo.Subgraph(nodes.values(), joined)


def back(given: py2neo.Graph | py2neo.Subgraph, folder: Path) -> WholeGraph:
    """The graph of the study that comes of handing over a graph."""
    with gm.from_py2neo(given, folder) as study:
        assert study.path == folder
        return whole_graph(study.frames)


@pytest.mark.exhaustive
def test_a_study_on_a_server_comes_back(
    account: Account, bundled_here: gm.OpenStudy, connect: Connect, tmp_path: Path
) -> None:
    assert bundled_here.path is not None
    gm.build_on_server(bundled_here.path, account.server)
    assert whole_graph(bundled_here.frames).differences(back(connect(account), tmp_path / "back")) == []


@pytest.mark.exhaustive
def test_any_study_on_a_server_comes_back(
    lts: Account, connect: Connect, tmp_path_factory: pytest.TempPathFactory
) -> None:
    graph = connect(lts)

    @given(random_studies())
    @settings(SLOW, max_examples=examples(3))
    def comes_back(study: RandomStudy) -> None:
        folder = tmp_path_factory.mktemp("random")
        path = study.write(folder / "study")
        gm.build_on_server(path, lts.server, replace=True)
        assert graph_of(path, folder / "db").differences(back(graph, folder / "back")) == []

    comes_back()


@pytest.mark.slow
def test_a_subgraph_of_no_database(bundled_here: gm.OpenStudy, tmp_path: Path) -> None:
    graph = whole_graph(bundled_here.frames)
    assert graph.differences(back(subgraph_of(graph), tmp_path / "back")) == []


def test_what_py2neo_finds_in_a_database(account: Account, connect: Connect, tmp_path: Path) -> None:
    path = tiny_study(tmp_path, sources=with_row("sources", source="src.log", label="Log", start="2019", end="2020"))
    gm.build_on_server(path, account.server)
    graph = connect(account)
    found = graph.run("MATCH (a)-[r]->(b) RETURN r").to_subgraph() | graph.run("MATCH (n) RETURN n").to_subgraph()
    assert graph_of(path, tmp_path / "db").differences(back(found, tmp_path / "back")) == []


@pytest.mark.slow
def test_a_graph_made_by_hand(tmp_path: Path) -> None:
    cook, council = (
        py2neo.Node("Actor", id="act.cook", label="Head cook"),
        py2neo.Node("Organisation", id="org.council"),
    )
    council["label"] = "County council"
    audit = py2neo.Node("EvidenceItem", id="ev.audit", label="Plate waste audit", weight=3)
    talk = py2neo.Node("Source", "Recording", id="src.talk", label="Interview", type="interview")
    dog = py2neo.Node("Dog", name="Rex")
    told = {"source": "src.talk", "speaker": "act.cook", "summary": "Told.", "stage": "needs.assessment"}
    given = py2neo.Subgraph(
        [talk],
        [
            py2neo.Relationship(
                cook, "CLAIM", audit, claim="c1", predicate="applied", quoted=True, codes=["1.1"], **told
            ),
            py2neo.Relationship(cook, "CLAIM", audit, claim="c2", predicate="applied", polarity="denies", **told),
            py2neo.Relationship(cook, "CLAIM", audit, claim="c3", predicate="ignored", order=2, **told),
            py2neo.Relationship(cook, "MEMBER_OF", council, since=2010),
            py2neo.Relationship(cook, "WALKS", dog),
        ],
    )
    with pytest.warns(UserWarning, match="Not all of the graph") as warned:
        study = gm.from_py2neo(given, tmp_path / "s")
    [warning] = warned
    assert warning.filename == __file__
    for lost in ("label Dog", "Recording: 1", "WALKS from Actor to Dog", "MEMBER_OF.since: 1"):
        assert lost in str(warning.message)
    with study:
        claims = study.frames.claims.set_index("claim")
        assert claims["sign"].to_dict() == {"c1": "plus", "c2": "minus", "c3": "minus"}
        assert claims.loc["c1", "codes"] == ["1.1"]
        assert claims.loc["c1", "quoted"]
        assert claims.loc["c3", "order"] == 2
        assert study.frames.edges("MEMBER_OF")[["start", "end"]].to_numpy().tolist() == [["act.cook", "org.council"]]
        assert study.frames.nodes("EvidenceItem")["weight"].tolist() == ["3"]
        assert study.settings.id == "s"


def test_parallel_claims_in_a_database_that_py2neo_has_filled(
    account: Account, connect: Connect, tmp_path: Path
) -> None:
    graph = connect(account)
    cook, plan = (
        py2neo.Node("Actor", id="act.cook", label="Cook"),
        py2neo.Node("WorkStream", id="ws.plan", label="Plan"),
    )
    graph.create(py2neo.Subgraph([cook, plan, py2neo.Node("Source", id="src.talk", label="Interview")]))
    told = {"predicate": "leads", "source": "src.talk", "summary": "Told."}
    claims = [("act.cook", {"claim": f"c{number}", **told}, "ws.plan") for number in range(3)]
    py2neo.bulk.create_relationships(graph.auto(), claims, "CLAIM", ("Actor", "id"), ("WorkStream", "id"))
    graph.run("MATCH ()-[c:CLAIM {claim: 'c1'}]->() SET c.date = date('2011-03-09')")
    with gm.from_py2neo(graph, tmp_path / "study") as study:
        assert study.frames.claims["claim"].tolist() == ["c0", "c1", "c2"]
        assert study.frames.claims["date"].fillna("").tolist() == ["", "2011-03-09", ""]


def test_py2neo_itself_keeps_one_of_parallel_claims(lts: Account, connect: Connect) -> None:
    """What docs/py2neo.md warns of; should it end, the page has to say so."""
    cook, plan = py2neo.Node("Actor", id="act.cook"), py2neo.Node("WorkStream", id="ws.plan")
    connect(lts).create(py2neo.Subgraph([], [py2neo.Relationship(cook, "CLAIM", plan, claim=str(i)) for i in range(3)]))
    assert lts.run("MATCH ()-[c:CLAIM]->() RETURN count(c) AS n") == [{"n": 1}]


@pytest.mark.slow
def test_faults_are_reported_with_row_and_column(tmp_path: Path) -> None:
    cook, survey = py2neo.Node("Actor", id="act.cook", label="Cook"), py2neo.Node("EvidenceItem", id="ev.survey")
    given = py2neo.Relationship(cook, "CLAIM", survey, claim="c1", predicate="aplied", source="src.talk")
    with pytest.raises(StudyInvalid) as invalid:
        gm.from_py2neo(given, tmp_path / "study")
    found = {(p.file, p.row, p.column) for p in invalid.value.problems if p.severity == "error"}
    assert found == {
        ("claims.csv", 2, "summary"),
        ("claims.csv", 2, "source"),
        ("claims.csv", 2, "predicate"),
        ("evidence.csv", 2, "label"),
    }
    [note] = invalid.value.__notes__
    assert str(tmp_path / "study") in note
    assert "claims.csv, row 2, column predicate" in note
    assert "Did you mean applied" in note


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(OutputError, match="not empty"):
        gm.from_py2neo(py2neo.Node("Actor", id="act.a"), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_something_that_is_not_a_graph(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="list"):
        gm.from_py2neo([], tmp_path / "study")  # type: ignore[arg-type]
    assert not (tmp_path / "study").exists()


@pytest.mark.process
def test_without_py2neo() -> None:
    code = "import sys; sys.modules['py2neo'] = None\nimport graphmodel as gm\ngm.from_py2neo(None, 'nowhere')"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.stderr.splitlines()[-1].endswith(
        "GraphmodelError: py2neo is not installed. Install it with: pip install graphmodel[py2neo]"
    )


def test_a_graph_on_the_server_that_a_study_is_open_on(
    account: Account, closed: list[py2neo.Graph], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tiny_study(tmp_path)
    gm.build_on_server(path, account.server)
    account.run("CREATE USER reader SET PASSWORD 'quietly1' CHANGE NOT REQUIRED")
    try:
        with gm.open_study(path, on=gm.Server(account.uri, "reader", "quietly1", "neo4j")) as study:
            graph = study.to_py2neo()
            closed.append(graph)
        assert graph.evaluate("SHOW CURRENT USER YIELD user") == "reader"
        assert graph.name == "neo4j"
        assert graph.evaluate("MATCH (:Organisation)-[c:CLAIM]->(:EvidenceItem) RETURN count(c)") == 2
        graph.run("MATCH (a:Actor {id: 'act.cook'}) SET a.mine = 1")
        assert account.run("MATCH (a:Actor {id: 'act.cook'}) RETURN a.mine AS mine") == [{"mine": 1}]
    finally:
        account.run("DROP USER reader")


@pytest.mark.slow
def test_a_study_in_a_file_has_no_server(bundled_here: gm.OpenStudy) -> None:
    with pytest.raises(EngineError, match=r"gm\.build_on_server"):
        bundled_here.to_py2neo()


@pytest.mark.exhaustive
@pytest.mark.filterwarnings("ignore:unclosed <(socket|ssl):ResourceWarning")  # of py2neo, where it cannot connect
def test_an_encrypted_server_that_goes_away(new_neo4j: NewServer, closed: list[py2neo.Graph], tmp_path: Path) -> None:
    path = tiny_study(tmp_path)
    with new_neo4j("5.26", tmp_path / "home", tls=True) as server:
        gm.build_on_server(path, server.account.server)
        study = gm.open_study(path, on=server.account.server)
        graph = study.to_py2neo()
        closed.append(graph)
        assert graph.service.profile.secure
        assert graph_of(path, tmp_path / "db").differences(back(graph, tmp_path / "back")) == []
        server.kill()
        with pytest.raises(ServerError, match="py2neo"):
            gm.from_py2neo(graph, tmp_path / "again")
        with pytest.raises(GraphmodelError, match="py2neo"):
            study.to_py2neo()
        study.close()
    gc.collect()  # so that what py2neo has left open goes while that is let pass
