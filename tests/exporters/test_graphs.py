"""The formats of graphs hold every claim as one edge, parallel ones too; what reads them finds what the study says."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import igraph
import networkx as nx
import openpyxl
import pandas as pd
import pytest

import graphmodel as gm
from graphmodel.problems import OutputError
from tests.support.studies import tiny_study, tiny_tables
from tests.support.tiers import some_of

FILES = {"graphml": "graph.graphml", "gexf": "graph.gexf", "kumu": "map.json", "cytoscape": "graph.cyjs"}
GEXF = "{http://gexf.net/1.3}"


def written(study: gm.OpenStudy | Path, name: str, folder: Path, **options: bool) -> Path:
    target = folder / FILES[name]
    if isinstance(study, Path):
        gm.export_study(study, name, target, **options)
    else:
        study.export(name, target, **options)
    return target


def ends(study: gm.OpenStudy) -> dict[str, tuple[str, str, str]]:
    """Subject, verb and object of each claim."""
    columns = study.frames.claims[["claim", "subject", "predicate", "object"]]
    return {claim: tuple(rest) for claim, *rest in columns.itertuples(index=False, name=None)}  # type: ignore[misc]


@pytest.mark.slow
def test_networkx_reads_the_graphml_with_types(study: gm.OpenStudy, tmp_path: Path) -> None:
    graph = nx.read_graphml(written(study, "graphml", tmp_path), force_multigraph=True)
    assert {key: (a, data["predicate"], b) for a, b, key, data in graph.edges(keys=True, data=True)} == ends(study)
    claims = study.frames.claims.set_index("claim")
    for _, _, key, data in graph.edges(keys=True, data=True):
        assert data["summary"] == claims.loc[key, "summary"]
        assert data["claim_source"] == claims.loc[key, "source"]
        assert isinstance(data["quoted"], bool)
        assert data.get("order") == (None if pd.isna(claims.loc[key, "order"]) else claims.loc[key, "order"])
    kinds = {node: data["kind"] for node, data in graph.nodes(data=True)}
    assert kinds == {id_: kind for id_, kind in zip(*_ids_and_kinds(study), strict=True) if id_ in graph}


def _ids_and_kinds(study: gm.OpenStudy) -> tuple[list[str], list[str]]:
    claims = study.frames.claims
    pairs = {
        **dict(zip(claims["subject"], claims["subject_kind"], strict=True)),
        **dict(zip(claims["object"], claims["object_kind"], strict=True)),
    }
    return list(pairs), list(pairs.values())


@pytest.mark.slow
def test_igraph_reads_the_graphml(study: gm.OpenStudy, tmp_path: Path) -> None:
    graph = igraph.Graph.Read_GraphML(str(written(study, "graphml", tmp_path)))
    names = graph.vs["id"]
    found = {edge["claim"]: (names[edge.source], edge["predicate"], names[edge.target]) for edge in graph.es}
    assert found == ends(study)
    assert graph.is_directed()


@pytest.mark.slow
def test_gexf_has_verbs_as_kinds_and_dates_as_days(tmp_path: Path) -> None:
    study = tiny_study(tmp_path)
    root = ET.parse(written(study, "gexf", tmp_path)).getroot()
    assert (root.tag, root.get("version")) == (f"{GEXF}gexf", "1.3")
    edges = {edge.get("id"): edge for edge in root.iter(f"{GEXF}edge")}
    with gm.open_study(study) as opened:
        expected = ends(opened)
    assert {id_: (e.get("source"), e.get("kind"), e.get("target")) for id_, e in edges.items()} == expected
    days = {id_: (edge.get("start"), edge.get("end")) for id_, edge in edges.items() if edge.get("start")}
    assert days == {
        "c1": ("2019-05-01", "2019-05-31"),
        "c3": ("2020-01-01", "2020-12-31"),
        "c6": ("2018-11-30", "2018-11-30"),
    }
    declared = {(group.get("class"), item.get("id")) for group in root.iter(f"{GEXF}attributes") for item in group}
    used = {("edge", value.get("for")) for value in root.iter(f"{GEXF}attvalue")}
    assert {(class_, id_) for class_, id_ in declared if class_ == "edge"} >= {
        pair for pair in used if pair in declared
    }
    assert {node.get("id") for node in root.iter(f"{GEXF}node")} >= {
        end for one in expected.values() for end in one[::2]
    }


@pytest.mark.slow
def test_kumu_and_cytoscape_as_json(study: gm.OpenStudy, tmp_path: Path) -> None:
    map_ = json.loads(written(study, "kumu", tmp_path).read_text("utf-8"))
    found = {one["id"]: (one["from"], one["type"].replace(" ", "_"), one["to"]) for one in map_["connections"]}
    assert found == ends(study)
    claims = study.frames.claims
    without_direction = set(claims.loc[claims["symmetric"].fillna(False).astype(bool), "claim"])
    assert {one["id"] for one in map_["connections"] if one["direction"] == "mutual"} == without_direction != set()
    graph = json.loads(written(study, "cytoscape", tmp_path).read_text("utf-8"))["elements"]
    edges = [edge["data"] for edge in graph["edges"]]
    assert {one["claim"]: (one["source"], one["interaction"], one["target"]) for one in edges} == ends(study)
    ids = [one["data"]["id"] for one in (*graph["nodes"], *graph["edges"])]
    assert len(ids) == len(set(ids))
    elements = {one["id"] for one in map_["elements"]}
    assert (
        elements
        == {one["data"]["id"] for one in graph["nodes"]}
        == {end for one in ends(study).values() for end in one[::2]}
    )


@pytest.mark.slow
def test_kumu_as_a_workbook(tmp_path: Path) -> None:
    row = tiny_tables()["claims"][0]
    claims = [{**row, "claim": f"c{number}", "summary": text} for number, text in enumerate(["=1+1", "plain", "a|b"])]
    study = tiny_study(tmp_path, claims=claims, coding_notes=None)
    gm.export_study(study, "kumu", tmp_path / "map.xlsx")
    book = openpyxl.load_workbook(tmp_path / "map.xlsx")
    assert book.sheetnames == ["Elements", "Connections"]
    elements, connections = ([[cell.value for cell in line] for line in sheet] for sheet in book)
    assert elements[0][:3] == ["ID", "Label", "Type"]
    assert connections[0][:6] == ["ID", "From", "To", "Type", "Direction", "Description"]
    assert [line[5] for line in connections[1:]] == ["=1+1", "plain", "a|b"]
    assert {cell.data_type for line in book["Connections"] for cell in line} <= {"s", "n"}
    report = gm.import_study(tmp_path / "map.xlsx", tmp_path / "back")
    assert (report.format, report.problems.errors, report.waiting) == ("kumu", 0, 0)
    with gm.open_study(tmp_path / "back") as back:
        assert sorted(back.frames.claims["summary"]) == ["=1+1", "a|b", "plain"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "read_as"),
    some_of(
        [("graphml", "graphml"), ("gexf", "gexf"), ("cytoscape", "graph_json")], ("graphml", "graphml"), unpack=True
    ),
)
def test_a_graph_reads_back_as_the_same_claims(name: str, read_as: str, tmp_path: Path) -> None:
    study = tiny_study(tmp_path)
    report = gm.import_study(written(study, name, tmp_path, all_nodes=True), tmp_path / "back")
    assert (report.format, report.problems.errors) == (read_as, 0)
    columns = ["claim", "subject", "predicate", "object", "source", "speaker", "polarity", "certainty", "date", "sign"]
    with gm.open_study(study) as first, gm.open_study(tmp_path / "back") as second:
        before, after = first.frames.claims[columns], second.frames.claims[columns]
        assert before.fillna("").to_numpy().tolist() == after.fillna("").to_numpy().tolist()


@pytest.mark.slow
def test_texts_and_names_that_formats_read_otherwise(tmp_path: Path) -> None:
    odd = ["<b>&amp;</b>", 'a "b"', "]]>", "日本 🍲", "a\nb", "\ufffe", "=1+1"]
    row = {**tiny_tables()["claims"][0], "Weight": "7", "Target": "x", "Parent": "y", "Tags": "z"}
    claims = [{**row, "claim": f"c{number}", "summary": text} for number, text in enumerate(odd)]
    study = tiny_study(tmp_path, claims=claims, coding_notes=None)
    read_back = [text.replace("\ufffe", "\ufffd") for text in odd]
    graph = nx.read_graphml(written(study, "graphml", tmp_path), force_multigraph=True)
    edges = {key: data for _, _, key, data in graph.edges(keys=True, data=True)}
    assert [edges[f"c{number}"]["summary"] for number in range(len(odd))] == read_back
    assert edges["c0"]["claim_target"] == "x"
    root = ET.parse(written(study, "gexf", tmp_path)).getroot()
    [title] = [one.get("id") for one in root.iter(f"{GEXF}attribute") if one.get("title") == "summary"]
    by_id = {edge.get("id"): edge for edge in root.iter(f"{GEXF}edge")}
    values = [
        v.get("value") for n in range(len(odd)) for v in by_id[f"c{n}"].iter(f"{GEXF}attvalue") if v.get("for") == title
    ]
    assert values == read_back
    connections = json.loads(written(study, "kumu", tmp_path).read_text("utf-8"))["connections"]
    assert [one["description"] for one in connections] == odd
    assert connections[0]["claim_tags"] == "z"
    data = json.loads(written(study, "cytoscape", tmp_path).read_text("utf-8"))["elements"]["edges"][0]["data"]
    assert (data["claim_parent"], data["claim_target"]) == ("y", "x")


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_there_or_has_another_ending_is_refused(name: str, tmp_path: Path) -> None:
    study = tiny_study(tmp_path)
    (tmp_path / FILES[name]).write_text("mine", "utf-8")
    with pytest.raises(OutputError, match="exists"):
        gm.export_study(study, name, tmp_path / FILES[name])
    with pytest.raises(OutputError, match=r"graph\.txt"):
        gm.export_study(study, name, tmp_path / "graph.txt")
    assert (tmp_path / FILES[name]).read_text("utf-8") == "mine"
