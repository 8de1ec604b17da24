"""Shortest chains of claims: against networkx over the raw tables, and by hand."""

from itertools import pairwise

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.analysis.chain import chain
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound, QuestionError
from tests.support import raw
from tests.support.answers import as_rows
from tests.support.frames import claim, made_frames
from tests.support.tiers import examples

LETTERS = "abcdefg"
NODES = [f"act.{letter}" for letter in LETTERS]
LINKS = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=14)


def frames_of(*claims: dict[str, object]) -> StudyFrames:
    """A study with these claims, where every kind of node has a table and all letters are actors."""
    made = made_frames([*claims, *(claim(node, "works_with", node) for node in NODES)], {})
    none = made.read_nodes("Actor").iloc[:0]

    def nodes(kind: str) -> pd.DataFrame:
        found = made.read_nodes(kind) if kind in {"Actor", "Stage"} else none
        return found.assign(kind=pd.Series(kind, index=found.index, dtype="str"))

    return StudyFrames(nodes, made.read_edges, made.settings)


@pytest.mark.slow
@given(LINKS)
@settings(deadline=None, max_examples=examples(50))
def test_chains_are_those_of_networkx(links: list[tuple[str, str]]) -> None:
    found = chain(frames_of(*(claim(a, "works_with", b) for a, b in links)), "act.a", "act.b", limit=1000)
    graph: nx.Graph[str] = nx.Graph(links)
    graph.add_nodes_from(NODES)
    joined = nx.has_path(graph, "act.a", "act.b")
    wanted = sorted(nx.all_shortest_paths(graph, "act.a", "act.b")) if joined else []
    assert found["chains"]["nodes"].tolist() == wanted
    for path, (_, steps) in zip(wanted, found["steps"].groupby("chain"), strict=True):
        assert list(zip(steps["from_id"], steps["to_id"], strict=True)) == list(pairwise(path))
        for step in as_rows(steps):
            along = [link == (step["from_id"], step["to_id"]) for link in links]
            against = [link == (step["to_id"], step["from_id"]) for link in links]
            ids = [f"c{n:03}" for n, fits in enumerate(map(max, along, against), start=1) if fits]
            assert (step["along"], step["against"], step["claims"]) == (sum(along), sum(against), ids)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("act.gp", "ev.bme_strategy"),
        ("act.pct_comm", "act.users"),
        ("fac.finance_first", "org.dh"),
        ("needs", "org.pct"),
    ],
)
def test_the_bundled_study_by_networkx_over_its_tables(bundled: StudyFrames, start: str, end: str) -> None:
    graph = nx.Graph((row["subject"], row["object"]) for row in raw.claims() if row["subject"] != row["object"])
    found = chain(bundled, start, end, limit=10_000)
    assert found["chains"]["nodes"].tolist() == sorted(nx.all_shortest_paths(graph, start, end))
    for row in as_rows(found["chains"]):
        steps = [set(pair) for pair in pairwise(row["nodes"])]
        behind = [claim for claim in raw.claims() if {claim["subject"], claim["object"]} in steps]
        assert {name: row[name] for name in raw.tallies([])} == raw.tallies(behind)
        assert row["labels"] == [raw.label(node) for node in row["nodes"]]


TOLD = (
    claim("act.a", "works_with", "act.c"),  # c001
    claim("act.c", "works_with", "act.a", polarity="denies"),  # c002
    claim("act.b", "works_with", "act.c", certainty="normative"),  # c003
    claim("act.b", "works_with", "act.d"),  # c004
    claim("act.d", "works_with", "act.e", polarity="mixed"),  # c005
    claim("act.e", "works_with", "act.a"),  # c006
    claim("act.f", "works_with", "act.b", polarity="denies"),  # c007
)


def test_parallel_claims_of_a_step_are_all_listed_with_their_direction() -> None:
    found = chain(frames_of(*TOLD), "act.a", "act.b")
    steps = as_rows(found["steps"])
    names = ("from_id", "to_id", "along", "against", "affirms", "denies", "mixed", "normative", "claims")
    assert [tuple(step[name] for name in names) for step in steps] == [
        ("act.a", "act.c", 1, 1, 1, 1, 0, 0, ["c001", "c002"]),
        ("act.c", "act.b", 0, 1, 0, 0, 0, 1, ["c003"]),
    ]
    rows = [(row["from_id"], row["direction"], row["claim"]) for row in as_rows(found["claims"])]
    assert rows == [("act.a", "along", "c001"), ("act.a", "against", "c002"), ("act.c", "against", "c003")]
    assert found["chains"]["in_words"].tolist() == ["act.a ↔ act.c ↚ act.b"]
    assert any("of a step" in note for note in found.notes)


def test_without_what_ought_to_be_the_chain_is_longer() -> None:
    found = chain(frames_of(*TOLD), "act.a", "act.b", normative=False)
    assert found["chains"]["in_words"].tolist() == ["act.a ← act.e ← act.d ← act.b"]
    assert any("normative" in note for note in found.notes)


def test_without_denials_there_is_none_and_it_says_why() -> None:
    found = chain(frames_of(*TOLD), "act.f", "act.a", denied=False)
    assert "act.f" in found.counts
    assert "act.a" in found.counts
    assert [len(table) for table in found.tables.values()] == [0, 0, 0]
    assert any("act.f" in note and "act.a" not in note for note in found.notes)  # nothing joins it any more
    assert any("act.a" in note and "4 other nodes" in note for note in found.notes)  # b, c, d, e
    assert any("3 steps" in note for note in found.notes)  # what there is with the denials


def test_two_parts_of_a_study_are_joined_by_no_chain() -> None:
    found = chain(
        frames_of(claim("act.a", "works_with", "act.b"), claim("act.c", "works_with", "act.d")), "act.a", "act.d"
    )
    assert " ".join(found.notes).count("to 1 other node.") == 2


def test_a_limit_counts_all_and_lists_the_first() -> None:
    claims = [claim(*ends) for node in NODES[2:] for ends in (("act.a", "knows", node), (node, "knows", "act.b"))]
    found = chain(frames_of(*claims), "act.a", "act.b", limit=2)
    assert "5 shortest chains of 2 steps" in found.counts
    assert found["chains"]["nodes"].tolist() == [["act.a", "act.c", "act.b"], ["act.a", "act.d", "act.b"]]
    assert any("first 2" in note for note in found.notes)


def test_both_ways_give_the_same_chains(bundled: StudyFrames) -> None:
    there = chain(bundled, "act.pct_comm", "act.users", limit=10_000)["chains"]["nodes"]
    back = chain(bundled, "act.users", "act.pct_comm", limit=10_000)["chains"]["nodes"]
    assert {tuple(path) for path in there} == {tuple(reversed(path)) for path in back}


def test_names_that_do_not_do() -> None:
    frames = frames_of(*TOLD)
    with pytest.raises(NotFound, match="Name two different nodes"):
        chain(frames, "act.a", "ACT.A")
    with pytest.raises(NotFound, match="There is nothing like"):
        chain(frames, "act.a", "qqqqqq")
    with pytest.raises(QuestionError, match="at least one"):
        chain(frames, "act.a", "act.b", limit=0)
