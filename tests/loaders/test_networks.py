"""Networks of other programs become studies; the same network exported later has the same ids."""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random

import networkx as nx
import openpyxl
import pytest

import graphmodel as gm
from graphmodel.account import Account
from graphmodel.formats import ImportedStudy, Row, find_importer, importers
from graphmodel.problems import FormatError, StudyError
from tests.support.pages import ROOT
from tests.support.studies import tiny_study
from tests.support.tiers import examples

SAMPLES = ROOT / "tests" / "data" / "imports"
FILES = {
    "causal_map": SAMPLES / "causal_map" / "links.csv",
    "dna": SAMPLES / "dna" / "events.csv",
    "gephi": SAMPLES / "gephi" / "meals",
    "gexf": SAMPLES / "gexf" / "meals.gexf",
    "gml": SAMPLES / "gml" / "meals.gml",
    "pajek": SAMPLES / "pajek" / "meals.net",
    "graphml": SAMPLES / "graphml" / "plain.graphml",
    "graph_json": SAMPLES / "graph_json" / "links.json",
    "nodexl": SAMPLES / "nodexl" / "meals.xlsx",
    "kumu": SAMPLES / "kumu",
}


def read(path: Path, **options: str) -> ImportedStudy:
    """What the importer that recognises a file makes of it."""
    study = find_importer(path).read(path, study_id="meals", **options)
    assert isinstance(study, ImportedStudy)
    return study


def rows(study: ImportedStudy, table: str) -> Sequence[Row]:
    return study.tables[table][1] if table in study.tables else []


def said(study: ImportedStudy) -> set[tuple[str, str, str]]:
    """What the claims say, by labels."""
    labels = {
        row[columns[0]]: row["label"] for columns, table in study.tables.values() for row in table if "label" in row
    }
    return {(labels[row["subject"]], row["predicate"], labels[row["object"]]) for row in rows(study, "claims")}


def outcomes(account: Account) -> dict[tuple[str, str], int]:
    totals: dict[tuple[str, str], int] = {}
    for (what, outcome, _), number in account.counts.items():
        totals[what, outcome] = totals.get((what, outcome), 0) + number
    return totals


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(list(line))
    book.save(path)
    return path


def table(path: Path, lines: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    return path


@pytest.mark.parametrize("name", FILES)
def test_each_sample_is_known_by_one_importer_alone_and_becomes_a_study_without_errors(
    name: str, tmp_path: Path
) -> None:
    assert find_importer(FILES[name]).name == name
    report = gm.import_study(FILES[name], tmp_path / "study")
    assert report.problems.errors == 0
    assert report.account.total("taken")


@pytest.mark.parametrize("name", FILES)
def test_any_order_of_rows_gives_the_same_ids(name: str, tmp_path: Path) -> None:
    before = read(FILES[name])
    if FILES[name].suffix not in {".graphml", ".gexf", ".gml", ".net", ".json", ".xlsx"}:
        files = sorted(FILES[name].glob("*.csv")) if FILES[name].is_dir() else [FILES[name]]
        for file in files:
            head, *lines = file.read_text("utf-8").splitlines()
            Random(1).shuffle(lines)
            (tmp_path / file.name).write_text("\n".join([head, *lines]) + "\n", "utf-8")
        after = read(tmp_path if FILES[name].is_dir() else tmp_path / FILES[name].name)
        assert {row["claim"] for row in rows(before, "claims")} == {row["claim"] for row in rows(after, "claims")}
        assert said(before) == said(after)


def test_a_newer_graph_keeps_the_ids_of_what_it_still_has(tmp_path: Path) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("Head cook", type="Person")
    graph.add_edge("Head cook", "Waste audit", relation="produced")
    graph.add_edge("Head cook", "Waste audit", relation="read")
    nx.write_graphml(graph, tmp_path / "one.graphml")
    newer = nx.MultiDiGraph()
    newer.add_edge("County council", "Head cook", relation="pays")
    newer.add_edges_from(graph.edges(data=True))
    newer.add_node("Head cook", type="Person", age=50)
    nx.write_graphml(newer, tmp_path / "two.graphml")
    older, later = (
        {(row["subject"], row["predicate"]): row["claim"] for row in rows(read(tmp_path / file), "claims")}
        for file in ("one.graphml", "two.graphml")
    )
    assert len(older) == 2
    assert older.items() < later.items()


def test_graphs_in_json_whatever_their_ends_are() -> None:
    study = read(FILES["graph_json"])
    assert said(study) == {("Anna", "read", "Waste audit"), ("Council", "paid_for", "Waste audit")}
    assert outcomes(study.account) == {("nodes", "taken"): 3, ("edges", "taken"): 2, ("edges", "rejected"): 1}
    assert {row["predicate"]: row.get("json_direction", "") for row in rows(study, "claims")} == {
        "read": "",
        "paid_for": "undirected",
    }
    assert [row["text"] for row in rows(study, "quotes")] == ["I read it."]
    assert {row["label"]: row["tags"] for row in rows(study, "evidence")} == {"Waste audit": "food;waste"}
    assert said(read(SAMPLES / "graph_json" / "elements.cyjs")) == {("Anna", "read", "Waste audit")}


@pytest.mark.parametrize(
    "content",
    [
        {"graph": {"nodes": {"a": {"label": "Ann"}, "b": {"label": "Bo"}},
                   "edges": [{"source": "a", "relation": "knows", "target": "b"}]}},
        {"nodes": [{"key": "1", "attributes": {"label": "Ann"}}, {"key": "2", "attributes": {"label": "Bo"}}],
         "edges": [{"key": "e", "source": "1", "target": "2", "attributes": {"type": "knows"}}]},
        {"nodes": [{"id": 1, "label": "Ann"}, {"id": 2, "label": "Bo"}],
         "edges": [{"from": 1, "to": 2, "label": "knows"}]},
        {"nodes": [{"name": "Ann"}, {"name": "Bo"}], "links": [{"source": 0, "target": 1, "type": "knows"}]},
        [{"data": {"id": "a", "label": "Ann"}}, {"data": {"id": "b", "label": "Bo"}},
         {"data": {"source": "a", "target": "b", "label": "knows"}}],
    ],
    ids=["json graph", "graphology", "vis.js", "places", "elements"],
)  # fmt: skip
def test_forms_of_graphs_in_json(content: object, tmp_path: Path) -> None:
    path = tmp_path / "graph.json"
    path.write_text(json.dumps(content), "utf-8-sig")
    assert said(read(path)) == {("Ann", "knows", "Bo")}


def test_nobody_does_something_to_themselves(tmp_path: Path) -> None:
    people = [{"id": 1, "label": "Ann", "type": "Person"}, {"id": 2, "label": "Bo", "type": "Person"}]
    edges = [{"source": 1, "target": 2, "label": "knows"}, {"source": 1, "target": 1, "label": "knows"}]
    path = tmp_path / "graph.json"
    path.write_text(json.dumps({"nodes": people, "edges": edges}), "utf-8")
    assert said(read(path)) == {("Ann", "knows", "Bo")}


@pytest.mark.parametrize("left_out", ["document ID", "document title"])
def test_a_list_of_events_needs_one_column_of_documents(left_out: str, tmp_path: Path) -> None:
    with FILES["dna"].open(encoding="utf-8", newline="") as file:
        head, *lines = csv.reader(file, delimiter=";")
    place = head.index(left_out)
    path = table(tmp_path / "events.csv", [line[:place] + line[place + 1 :] for line in (head, *lines)])
    whole, part = read(FILES["dna"]), read(path)
    assert said(part) == said(whole)
    assert len(rows(part, "sources")) == len(rows(whole, "sources"))


def test_a_workbook_of_nodexl() -> None:
    study = read(FILES["nodexl"])
    assert said(study) == {
        ("Anna", "read", "Waste audit"),
        ("council", "paid_for", "Waste audit"),
        ("Anna", "is_connected_to", "council"),
    }
    assert outcomes(study.account) == {("nodes", "taken"): 2, ("edges", "taken"): 3, ("sheets", "left out"): 1}


def test_links_of_a_causal_map_keep_source_words_and_levels() -> None:
    study = read(FILES["causal_map"])
    assert outcomes(study.account) == {("links", "taken"): 5, ("links", "rejected"): 1}
    assert said(study) == {
        ("Training; Cooks", "causes", "Better meals; Taste"),
        ("Better meals; Taste", "causes", "Less waste"),
        ("Long journeys", "causes", "~Better meals"),
        ("Less waste", "causes", "Lower cost"),
    }
    claims = {row["causal_map_id"]: row for row in rows(study, "claims")}
    assert [claims[number]["source"] for number in ("101", "103", "105")] == ["src.hh_1", "src.hh_2", "src.links"]
    assert claims["103"]["summary"] == "The speaker means winter."
    assert claims["103"]["tags"] == "#hypothetical #check"
    assert claims["103"]["claim"] != claims["104"]["claim"]  # two people may say the same of the same
    assert {row["claim"]: row["text"] for row in rows(study, "quotes")}[
        claims["104"]["claim"]
    ] == "Nobody wants it cold."
    assert {row["label"]: row.get("area", "") for row in rows(study, "factors")}[
        "Better meals; Taste"
    ] == "Better meals"


@pytest.mark.slow
def test_an_older_workbook_of_causal_map_with_its_other_sheets(tmp_path: Path) -> None:
    sheets = {
        "links": [
            ["from", "to", "from_label", "to_label", "statement_id", "hashtags", "quote"],
            [1, 2, "Training", "Better meals", 7, "#certain", "tastes of something"],
            [2, 3, "", "", 8, "", ""],
            [1, 2, "Training", "Better meals", 9, "", ""],
        ],
        "factors": [
            ["factor_id", "label", "note"],
            [1, "Training", ""],
            [2, "Better meals", "a goal"],
            [3, "Waste", ""],
        ],
        "statements": [
            ["statement_id", "source_id", "text"],
            [7, "HH-1", "Since then it tastes of something."],
            [8, "HH-2", "Less is left."],
        ],
        "sources": [["source_id", "district"], ["HH-1", "North"], ["HH-2", "South"]],
        "questions": [["question_id", "question"], ["Q1", "What changed?"]],
    }
    path = workbook(tmp_path / "map.xlsx", sheets)
    study = read(path)
    assert outcomes(study.account)["links", "taken"] == 2
    assert outcomes(study.account)["links", "rejected"] == 1  # no labels
    assert {row["text"] for row in rows(study, "quotes")} == {"tastes of something"}
    assert {row["source"] for row in rows(study, "claims")} == {"src.hh_1", "src.map"}
    assert {row["label"]: row["district"] for row in rows(study, "sources") if "district" in row} == {"HH-1": "North"}
    assert {row["label"]: row.get("note") for row in rows(study, "factors")}["Better meals"] == "a goal"

    sheets["links"] = [["from", "to", "statement_id"], [2, 3, 8]]
    numbers = read(workbook(tmp_path / "numbers.xlsx", sheets))
    assert said(numbers) == {("Better meals", "causes", "Waste")}
    assert {row["text"] for row in rows(numbers, "quotes")} == {"Less is left."}  # the words of the statement
    assert gm.import_study(path, tmp_path / "study").problems.errors == 0


def test_tables_of_gephi_with_numbers_for_ids() -> None:
    study = read(FILES["gephi"])
    assert outcomes(study.account) == {
        ("nodes", "taken"): 5,
        ("nodes", "rejected"): 1,
        ("edges", "taken"): 4,
        ("edges", "rejected"): 1,
    }
    assert said(study) == {
        ("Head cook", "produced", "Waste audit"),
        ("County council", "talks_about", "Waste audit"),
        ("Parents' group", "is_connected_to", "County council"),
        ("County council", "funds", "5"),
    }
    undirected = [row for row in rows(study, "claims") if row.get("gephi_direction")]
    assert [row["gephi_direction"] for row in undirected] == ["undirected"]
    assert [row["label"] for row in rows(study, "organisations")] == ["County council"]
    assert {row["source"] for row in rows(study, "claims")} == {"src.interview_1", "src.interview_2", "src.meals"}
    assert [row["text"] for row in rows(study, "quotes")] == ["We weighed it for a week."]


@pytest.mark.slow
def test_edges_may_name_nodes_by_their_names(tmp_path: Path) -> None:
    folder = tmp_path / "meals"
    folder.mkdir()
    table(folder / "nodelist.csv", [["Name", "Job", "ID"], ["Anna", "cook", "10013191"], ["Ben", "clerk", "10011149"]])
    table(folder / "edgelist.csv", [["Source", "Target"], ["Anna", "Ben"], ["Anna", "Carl"]])
    study = read(folder, kind="actor")
    assert said(study) == {("Anna", "is_connected_to", "Ben"), ("Anna", "is_connected_to", "Carl")}
    assert [(row["label"], row.get("job", "")) for row in rows(study, "actors")] == [
        ("Anna", "cook"),
        ("Ben", "clerk"),
        ("Carl", ""),
    ]


@pytest.mark.parametrize(
    ("head", "anna"),
    [(["id", "label", "group"], ["1", "Anna", "Person"]), (["id", "name", "type"], ["1", "Anna", "Person"])],
)
def test_nodes_and_ends_as_igraph_and_visnetwork_name_them(head: list[str], anna: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "meals"
    folder.mkdir()
    table(folder / "nodes.csv", [head, anna, ["2", "Council", "Organisation"]])
    table(folder / "edges.csv", [["from", "to", "arrows"], ["1", "2", "to"]])
    study = read(folder)
    assert said(study) == {("Anna", "is_connected_to", "Council")}
    assert [row["granularity"] for row in rows(study, "actors")] == ["person"]
    assert [row["label"] for row in rows(study, "organisations")] == ["Council"]
    assert study.guesses == ()


def test_whole_texts_of_sources_are_no_columns(tmp_path: Path) -> None:
    links = [["cause", "effect", "source_id", "selected_text"], ["Waste", "Cost", "S1", "It costs."]]
    sources = [["source_id", "title", "text"], ["S1", "Anna", "All of it. It costs."]]
    study = read(workbook(tmp_path / "map.xlsx", {"links": links, "sources": sources}))
    [source] = rows(study, "sources")
    assert (source["title"], len(source["text_hash"]), "causal_map_text" in source, "text" in source) == (
        "Anna",
        64,
        False,
        False,
    )
    assert any("Whole texts" in remark for remark in study.account.remarks)


@pytest.mark.slow
def test_what_graphmodel_wrote_for_gephi_reads_back(tmp_path: Path) -> None:
    study = tiny_study(tmp_path)
    gm.export_study(study, "gephi", tmp_path / "gephi", all_nodes=True)
    report = gm.import_study(tmp_path / "gephi", tmp_path / "back")
    assert (report.format, report.problems.errors) == ("gephi", 0)
    columns = ["claim", "subject", "predicate", "object", "source", "speaker", "polarity", "certainty", "date"]
    with gm.open_study(study) as first, gm.open_study(tmp_path / "back") as second:
        before, after = first.frames.claims, second.frames.claims
        assert before[columns].fillna("").to_numpy().tolist() == after[columns].fillna("").to_numpy().tolist()
        assert before["sign"].fillna("").tolist() == after["sign"].fillna("").tolist()
        assert (
            first.frames.nodes("EvidenceItem")["label"].tolist()
            == second.frames.nodes("EvidenceItem")["label"].tolist()
        )


@pytest.mark.parametrize(
    ("header", "format_"),
    [
        (["Source", "Target"], "gephi"),
        (["source", "target", "weight", "relation"], "gephi"),
        (["From", "To", "Type"], "kumu"),
        (["from", "to"], "kumu"),
        (["from", "to", "quote", "source id", "statement id", "hashtags"], "causal_map"),
        (["from_label", "to_label"], "causal_map"),
        (["cause", "effect", "source_id"], "causal_map"),
        (["source", "speaker", "subject", "predicate", "object", "quote"], ""),
        (["Source", "Target", "Speaker", "Quote"], ""),
        (["Interview", "Barrier", "Quote"], ""),
    ],
)
def test_tables_are_told_apart_by_their_columns(header: list[str], format_: str, tmp_path: Path) -> None:
    path = table(tmp_path / "table.csv", [header, [f"text {number}" for number in range(len(header))]])
    if format_:
        assert find_importer(path).name == format_
        assert find_importer(workbook(tmp_path / "table.xlsx", {"Sheet1": [header, header]})).name == format_
    else:
        with pytest.raises(FormatError):
            find_importer(path)


def test_a_graph_of_yed_has_its_labels_from_the_drawing() -> None:
    study = read(SAMPLES / "graphml" / "yed.graphml", kind="factor")
    assert said(study) == {
        ("Head cook", "produced", "Waste audit"),
        ("Council", "is_connected_to", "Waste audit"),
        ("Council", "is_connected_to", "Clerk"),
    }
    assert outcomes(study.account) == {("nodes", "taken"): 4, ("edges", "taken"): 3}
    found = {row["label"]: row for row in rows(study, "factors")}
    assert found["Head cook"]["description"] == "runs the kitchen"
    assert {label: row["within"] for label, row in found.items() if "within" in row} == {"Clerk": "Council"}


LIVE = """<graphml xmlns:y="y" xmlns:x="x">
<key id="d0" for="node" attr.name="zOrder"/><key id="d4" for="node" attr.name="NodeLabels"/>
<key id="d11" for="edge" attr.name="EdgeLabels"/>
<graph edgedefault="directed">
<node id="n0"><data key="d0">1</data><data key="d4"><x:List><y:Label><y:Label.Text>Head cook</y:Label.Text></y:Label>
</x:List></data></node>
<node id="n1"><data key="d4"><x:List><y:Label><y:Label.Text><![CDATA[<p>Waste <b>audit</b></p>]]></y:Label.Text>
</y:Label></x:List></data></node>
<node id="n2"><data key="d4"><x:List><y:Label Text="Council"/></x:List></data></node>
<edge source="n0" target="n1"><data key="d11"><x:List><y:Label><y:Label.Text>produced</y:Label.Text></y:Label></x:List>
</data></edge>
<edge source="n2" target="n1"/>
</graph></graphml>"""
NEO4J = """<graphml><key id="name" for="node" attr.name="name"/><key id="labels" for="node" attr.name="labels"/>
<graph edgedefault="directed">
<node id="n0" labels=":Thing:Person"><data key="labels">:Thing:Person</data><data key="name">Head cook</data></node>
<node id="n1" labels=":Evidence"><data key="name">Waste audit</data></node>
<node id="n2" labels=":Organisation"><data key="name">Council</data></node>
<edge id="e0" source="n0" target="n1" label="PRODUCED"/>
<edge id="e1" source="n2" target="n1" label="KNOWS"><data key="label">KNOWS</data></edge>
</graph></graphml>"""
TINKERPOP = """<graphml><key id="labelV" for="node" attr.name="labelV"/><key id="name" for="node" attr.name="name"/>
<key id="labelE" for="edge" attr.name="labelE"/><graph edgedefault="directed">
<node id="1"><data key="labelV">person</data><data key="name">Head cook</data></node>
<node id="2"><data key="labelV">evidence</data><data key="name">Waste audit</data></node>
<edge id="3" source="1" target="2"><data key="labelE">produced</data></edge></graph></graphml>"""


@pytest.mark.parametrize(
    ("content", "claims", "tables"),
    [
        (
            LIVE,
            {("Head cook", "produced", "Waste audit"), ("Council", "is_connected_to", "Waste audit")},
            {"actors": 3},
        ),
        (
            NEO4J,
            {("Head cook", "produced", "Waste audit"), ("Council", "knows", "Waste audit")},
            {"actors": 1, "organisations": 1, "evidence": 1},
        ),
        (TINKERPOP, {("Head cook", "produced", "Waste audit")}, {"actors": 1, "evidence": 1}),
    ],
)
def test_graphs_of_yed_live_neo4j_and_tinkerpop(
    content: str, claims: set[tuple[str, str, str]], tables: Mapping[str, int], tmp_path: Path
) -> None:
    path = tmp_path / "meals.graphml"
    path.write_text(content, "utf-8")
    study = read(path)
    assert said(study) == claims
    assert {name: len(rows(study, name)) for name in tables} == tables
    assert "zorder" not in rows(study, "actors")[0]


def test_keys_defaults_directions_and_repeated_ids_of_graphml() -> None:
    study = read(FILES["graphml"])
    assert sorted(
        (row["predicate"], row["weight"], row.get("graphml_direction", "")) for row in rows(study, "claims")
    ) == [
        ("meet", "1.0", "undirected"),
        ("meet", "2.5", "undirected"),
        ("read", "1.0", ""),
    ]
    assert len({row["claim"] for row in rows(study, "claims")}) == 3
    assert {row["label"]: row["granularity"] for row in rows(study, "actors")} == {"Parents": "group", "Cooks": "role"}
    assert [row["label"] for row in rows(study, "evidence")] == ["Menus of other counties"]
    counted = outcomes(study.account)
    assert (counted["nodes", "left out"], counted["edges", "rejected"], counted["hyperedges", "left out"]) == (1, 1, 1)


@pytest.mark.parametrize("write", [nx.write_graphml, nx.write_gexf])
def test_graphs_of_networkx(write: Callable[[nx.MultiDiGraph, Path], None], tmp_path: Path) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("Head cook", type="Person", age=50)
    graph.add_node("Waste audit", type="EvidenceItem")
    words = {
        "quote": "We weighed it.",
        "date": "2019-05-20",
        "speaker": "Head cook",
        "interview": "One",
        "polarity": "denies",
    }
    graph.add_edge("Head cook", "Waste audit", relation="produced", strength=2.5, **words)
    graph.add_edge("Head cook", "Waste audit", relation="read")
    graph.add_edge("Waste audit", "Head cook")
    path = tmp_path / ("graph.graphml" if write is nx.write_graphml else "graph.gexf")
    write(graph, path)
    study = read(path)
    [claim] = [row for row in rows(study, "claims") if row["predicate"] == "produced"]
    expected = {"date": "2019-05-20", "speaker": "act.head_cook", "source": "src.one", "polarity": "denies"}
    assert expected.items() <= claim.items()
    assert (claim["strength"], claim["quoted"]) == ("2.5", "yes")
    assert [row["text"] for row in rows(study, "quotes")] == ["We weighed it."]
    assert [(row["actor"], row["age"], row["granularity"]) for row in rows(study, "actors")] == [
        ("act.head_cook", "50", "person")
    ]
    assert len(rows(study, "claims")) == 3


@pytest.mark.parametrize("as_workbook", [False, True])
def test_numbers_of_rows_without_a_name_are_passed_over(as_workbook: bool, tmp_path: Path) -> None:
    lines = [["", "Source", "Target", "Weight", ""], ["0", "A", "B", "1", ""], ["1", "B", "C", "2", "checked"]]
    path = tmp_path / ("edges.xlsx" if as_workbook else "edges.csv")
    if as_workbook:
        workbook(path, {"edges": lines})
    else:
        table(path, lines)
    study = read(path, kind="actor")
    assert said(study) == {("A", "is_connected_to", "B"), ("B", "is_connected_to", "C")}
    assert outcomes(study.account) == {("edges", "taken"): 2}
    [remark] = [text for text in study.account.remarks if "no name" in text]
    assert ("column E" if as_workbook else "column 5") in remark


@pytest.mark.slow
def test_kinds_that_are_guesses_wait_in_the_queue(tmp_path: Path) -> None:
    edges = [["Source", "Target"], ["n1", "n2"], ["n3", "n4"], ["n1", "n5"]]
    nodes = [["Id", "Label", "Type"], ["n1", "Anna", "Person"], ["n2", "Noise", "Gizmo"], ["n3", "Smell", "Gizmo"]]
    nodes += [["n4", "Mensa", "Public body"], ["n5", "Noise", ""]]
    folder = tmp_path / "map"
    folder.mkdir()
    table(folder / "nodes.csv", nodes)
    table(folder / "edges.csv", edges)
    study = tmp_path / "study"
    assert gm.import_study(folder, study, show_only=True).waiting == 3
    assert gm.import_study(folder, study).waiting == 3
    queue = gm.show_queue(study)["queue"]
    assert sorted(zip(queue["where"], queue["suggestion"], queue["about"], strict=True)) == [
        ("map, no type", "actor", 1),
        ("map, type Gizmo", "actor", 2),
        ("map, type Public body", "organisation", 1),
    ]
    file = tmp_path / "decide.xlsx"
    gm.write_queue(study, file)
    book = openpyxl.load_workbook(file)
    units = book["units"]
    heads = {cell.value: cell.column for cell in units[1]}
    for row in range(2, units.max_row + 1):
        if str(units.cell(row, heads["item"]).value).startswith("unknown_kind.all"):
            units.cell(row, heads["decision"]).value = "factor"
    book.save(file)
    assert gm.read_queue(study, file).taken == 2
    table(folder / "nodes.csv", [*nodes, ["n6", "Dust", "Gizmo"]])
    table(folder / "edges.csv", [*edges, ["n6", "n1"]])
    newer = gm.import_study(folder, study)
    assert (newer.waiting, newer.problems.errors) == (1, 0)
    assert len(gm.show_queue(study)["queue"]) == 3
    with gm.open_study(study) as opened:
        assert set(opened.frames.nodes("Factor")["label"]) == {"Noise", "Smell"}
        assert set(opened.frames.nodes("Actor")["label"]) == {"Anna", "Noise", "Dust"}


def test_types_that_mean_no_kind_are_named_and_their_kind_can_be_chosen(tmp_path: Path) -> None:
    graph = nx.DiGraph()
    graph.add_node("Noise", type="Gizmo")
    graph.add_edge("Noise", "Stress")
    nx.write_graphml(graph, tmp_path / "g.graphml")
    assert "Gizmo (1)" in " ".join(read(tmp_path / "g.graphml").account.remarks)
    chosen = read(tmp_path / "g.graphml", kind="Factors")
    assert (len(rows(chosen, "factors")), chosen.guesses) == (2, ())
    with pytest.raises(FormatError, match="factor"):
        read(tmp_path / "g.graphml", kind="facter")


def test_a_graph_in_gml() -> None:
    study = read(FILES["gml"])
    assert said(study) == {
        ("Head cook", "produced", 'Waste audit "2019"'),
        ("Head cook", "read", 'Waste audit "2019"'),
        ("Café", "belongs_to", "Council"),
    }
    assert outcomes(study.account) == {("nodes", "taken"): 4, ("edges", "taken"): 3, ("edges", "rejected"): 1}
    actors = {row["label"]: row for row in rows(study, "actors")}
    assert (actors["Head cook"]["age"], actors["Café"]["within"], actors["Café"]["tag"]) == ("50", "Council", "a; b")
    assert [row.get("weight") for row in rows(study, "claims") if row["predicate"] == "produced"] == ["2.5e0"]


def test_networks_of_pajek() -> None:
    study = read(FILES["pajek"])
    assert said(study) == {
        ("Head cook", "advises", "Council"),
        ("Council", "pays", "Parents"),
        ("Head cook", "is_connected_to", "Parents"),
        ("4", "is_connected_to", "Head cook"),
        ("4", "is_connected_to", "Council"),
    }
    assert outcomes(study.account) == {("nodes", "taken"): 4, ("edges", "taken"): 5, ("edges", "rejected"): 1}
    assert [row.get("pajek_direction", "") for row in rows(study, "claims")].count("undirected") == 1
    two = read(SAMPLES / "pajek" / "two_sorts.net")
    weights = {(row["subject"], row["object"]): row["weight"] for row in rows(two, "claims")}
    assert weights == {
        ("act.cook", "act.audit"): "1",
        ("act.clerk", "act.audit"): "2",
        ("act.clerk", "act.menu"): "-1",
    }
    assert [row["first_sort"] for row in rows(two, "actors")] == ["yes", "yes", "no", "no"]


@pytest.mark.parametrize("write", [nx.write_gml, nx.write_pajek])
def test_gml_and_pajek_of_networkx(write: Callable[[nx.MultiDiGraph, Path], None], tmp_path: Path) -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge("Head cook", "Bäcker", weight=2)
    graph.add_edge("Head cook", "Bäcker", weight=3)
    path = tmp_path / ("graph.gml" if write is nx.write_gml else "graph.net")
    write(graph, path)
    study = read(path, kind="actor")
    assert said(study) == {("Head cook", "is_connected_to", "Bäcker")}
    assert sorted(float(row["weight"]) for row in rows(study, "claims")) == [2.0, 3.0]


XML = "<graphml><graph><node id='a'/><node id='b'/><edge source='a' target='b'/></graph></graphml>"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bomb.graphml", f'<!DOCTYPE g [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>{XML}'),
        ("outside.graphml", f'<!DOCTYPE g SYSTEM "file:///etc/passwd">{XML}'),
        ("cut.graphml", XML[:40]),
        ("page.graphml", "<html/>"),
        ("deep.graphml", "<graphml>" + "<graph>" * 100_000),
        ("empty.gexf", ""),
        ("words.gexf", "not XML"),
        ("open.gml", "graph [ node [ id 1 ]"),
        ("shut.gml", "graph [ ] ]"),
        ("half.gml", "graph [ directed ]"),
        ("deep.gml", "graph [" + " a [" * 100_000),
        ("large.net", "*Vertices 99999999"),
    ],
)
def test_bad_or_hostile_graphs_are_one_clear_error(name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(StudyError, match=name):
        gm.import_study(tmp_path / name, tmp_path / "study", format=Path(name).suffix[1:].replace("net", "pajek"))
    assert not (tmp_path / "study").exists()


def test_labels_and_texts_of_any_characters(tmp_path: Path) -> None:
    labels = ["École", "école!", "日本", "...", "A&E", "A/E", "x" * 300, "x" * 299 + "y", "a\u200b", "=1+1"]
    lines = [
        ["Source", "Target", "note"],
        *([label, labels[0], "a\ud800".encode("utf-8", "replace").decode()] for label in labels),
    ]
    study = read(table(tmp_path / "edges.csv", lines))
    assert {row["label"] for row in rows(study, "actors")} == set(labels)
    assert len({row["actor"] for row in rows(study, "actors")}) == len(labels)


@pytest.mark.process  # bytes may become those of an old workbook, which another process reads
@pytest.mark.parametrize("name", FILES)
def test_any_bytes_changed_give_an_account_or_one_clear_error(name: str, tmp_path: Path) -> None:
    files = sorted(FILES[name].glob("*.csv")) if FILES[name].is_dir() else [FILES[name]]
    random = Random(name)
    importer = importers()[name]
    for _ in range(examples(100)):
        for file in files:
            content = bytearray(file.read_bytes())
            for _ in range(random.randrange(1, 5)):
                position = random.randrange(len(content))
                content[position : position + random.randrange(3)] = random.randbytes(random.randrange(3))
            (tmp_path / file.name).write_bytes(content)
        path = tmp_path if FILES[name].is_dir() else tmp_path / files[0].name
        try:
            study = importer.read(path)
        except StudyError:
            continue
        assert isinstance(study, ImportedStudy)
        assert study.account.total() == sum(map(study.account.total, ("taken", "rejected", "left out")))
        assert len(rows(study, "claims")) == len({row["claim"] for row in rows(study, "claims")})
