"""The tables for Gephi hold every claim as one edge, unchanged."""

import csv
from pathlib import Path

import pandas as pd
import pytest

import graphmodel as gm
from graphmodel.problems import OutputError
from tests.support.command import graphmodel
from tests.support.studies import tiny_study, tiny_tables


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.slow
def test_one_edge_a_claim_between_nodes_that_are_there(study: gm.OpenStudy, tmp_path: Path) -> None:
    report = study.export("gephi", tmp_path / "gephi")
    nodes, edges = table(tmp_path / "gephi" / "nodes.csv"), table(tmp_path / "gephi" / "edges.csv")
    assert report.counts == {"nodes": len(nodes), "claims": len(edges)}
    claims = study.frames.claims
    assert sorted((edge["Id"], edge["Source"], edge["Kind"], edge["Target"]) for edge in edges) == sorted(
        claims[["claim", "subject", "predicate", "object"]].itertuples(index=False, name=None)
    )
    assert {edge["Type"] for edge in edges} == {"Directed"}
    assert {edge["Weight"] for edge in edges} == {"1"}
    ids = [node["Id"] for node in nodes]
    assert len(ids) == len(set(ids))
    assert set(ids) == {edge[end] for edge in edges for end in ("Source", "Target")}
    by_claim = {edge["Id"]: edge for edge in edges}
    for row in claims.to_dict("records"):
        edge = by_claim[row["claim"]]
        assert edge["summary"] == row["summary"]
        assert edge["claim_source"] == row["source"]
        assert edge["sign"] == ("" if pd.isna(row["sign"]) else row["sign"])
        assert edge["codes"] == ";".join(row["codes"] or [])


@pytest.mark.slow
def test_names_that_gephi_reads_otherwise_are_attributes_of_another_name(tmp_path: Path) -> None:
    claims = [{**row, "Weight": "7", "Timestamp": "2019"} for row in tiny_tables()["claims"]]
    actors = [{**row, "Interval": "x"} for row in tiny_tables()["actors"]]
    gm.export_study(tiny_study(tmp_path, claims=claims, actors=actors), "gephi", tmp_path / "gephi")
    edge, node = table(tmp_path / "gephi" / "edges.csv")[0], table(tmp_path / "gephi" / "nodes.csv")[0]
    assert (edge["Weight"], edge["claim_weight"], edge["claim_timestamp"]) == ("1", "7", "2019")
    assert node["node_interval"] == "x"
    for row in (edge, node):
        assert len({name.lower() for name in row}) == len(row)  # Gephi takes upper and lower case for the same


@pytest.mark.slow
def test_cells_are_written_as_they_are(tmp_path: Path) -> None:
    odd = ['=HYPERLINK("x")', "+1", "-1", "@a", 'a "b", c;\nd\re', "日本"]
    claims = [{**tiny_tables()["claims"][0], "claim": f"c{i}", "summary": text} for i, text in enumerate(odd)]
    study = tiny_study(tmp_path, claims=claims, coding_notes=None)
    gm.export_study(study, "gephi", tmp_path / "gephi")
    assert [edge["summary"] for edge in table(tmp_path / "gephi" / "edges.csv")] == odd


@pytest.mark.slow
def test_nodes_that_no_claim_joins_are_named_or_written(built_meals: Path, tmp_path: Path) -> None:
    few = gm.export_study(built_meals, "gephi", tmp_path / "few")
    done = graphmodel("export", built_meals, "gephi", tmp_path / "all", "-O", "all_nodes=yes")
    assert done.code == 0, done.err
    assert "gephi" in graphmodel("export", "--help").out
    every, joined = table(tmp_path / "all" / "nodes.csv"), table(tmp_path / "few" / "nodes.csv")
    [note] = [note for note in few.notes if "all_nodes" in note]
    assert f" {len(every) - len(joined)} nodes" in note


@pytest.mark.slow
def test_only_an_earlier_export_is_replaced(tmp_path: Path) -> None:
    study, target = tiny_study(tmp_path), tmp_path / "gephi"
    for _ in range(2):
        assert sorted(file.name for file in gm.export_study(study, "gephi", target).files) == [
            "edges.csv",
            "graphmodel.json",
            "nodes.csv",
        ]
    (target / "layout.gephi").write_text("mine", "utf-8")
    with pytest.raises(OutputError, match="layout"):
        gm.export_study(study, "gephi", target)
