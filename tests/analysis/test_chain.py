"""Shortest chains of claims: against networkx over the raw tables, and by hand."""

from collections.abc import Callable, Mapping
from itertools import combinations, pairwise

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.analysis.chain import chain
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound, QuestionError
from graphmodel.schema import KINDS
from tests.support import raw
from tests.support.answers import as_rows
from tests.support.frames import claim, made_frames
from tests.support.renaming import renamed, rows_of
from tests.support.tiers import examples

LETTERS = "abcdefg"
NODES = [f"act.{letter}" for letter in LETTERS]


def frames_of(*claims: dict[str, object], sources: Mapping[str, str] | None = None) -> StudyFrames:
    """A study with these claims, where every kind of node has a table and all letters are actors."""
    made = made_frames([*claims, *(claim(node, "works_with", node) for node in NODES)], {}, sources=sources)
    none = made.read_nodes("Actor").iloc[:0]

    def nodes(kind: str) -> pd.DataFrame:
        found = made.read_nodes(kind) if kind in {"Actor", "Stage"} else none
        return found.assign(kind=pd.Series(kind, index=found.index, dtype="str"))

    return StudyFrames(nodes, made.read_edges, made.settings)


CELLS = st.tuples(
    st.sampled_from(NODES[:5]),
    st.sampled_from(NODES[:5]),
    st.sampled_from(["src.x", "src.y", "src.z"]),
    st.sampled_from(["act.f", "act.g", None]),
    st.sampled_from(["event.1", None, None]),
)
KNOWN = {"src.x": "interview", "src.y": "interview", "src.z": "interview"}


def paths_of(links: list[tuple[str, str]], *, directed: bool = False) -> list[list[str]]:
    graph: nx.Graph[str] = (nx.DiGraph if directed else nx.Graph)(links)
    graph.add_nodes_from(NODES)
    there = nx.has_path(graph, "act.a", "act.b")
    return sorted(nx.all_shortest_paths(graph, "act.a", "act.b")) if there else []


def levels_of(rows: list[tuple[str, str, str, str | None, str | None]]) -> list[tuple[str, list[str]]]:
    """The chains of each sort, by networkx over each group of claims."""
    groups: list[tuple[str, object]] = [("whole", (row[2], row[3])) for row in rows if row[3]]
    groups += [("whole", row[4]) for row in rows if row[4]] + [("by one source", row[2]) for row in rows]
    groups += [("whole", number) for number in range(len(rows))]
    found: list[tuple[str, list[str]]] = []
    for level in ("whole", "by one source"):
        paths = []
        for key in dict.fromkeys(key for name, key in groups if name == level):
            own = [r for n, r in enumerate(rows) if key in ((r[2], r[3]), r[4], n, r[2] if level != "whole" else "")]
            paths += paths_of([row[:2] for row in own])
        shortest = min(map(len, paths), default=0)
        known = [path for _, path in found]
        found += [
            (level, path)
            for path in sorted(map(list, {tuple(p) for p in paths if len(p) == shortest}))
            if path not in known
        ]
    known = [path for _, path in found]
    return found + [("stitched", path) for path in paths_of([row[:2] for row in rows]) if path not in known]


@pytest.mark.slow
@given(st.lists(CELLS, max_size=12))
@settings(deadline=None, max_examples=examples(12))
def test_chains_reported_whole_come_first(rows: list[tuple[str, str, str, str | None, str | None]]) -> None:
    rows = [row for row in rows if row[0] != row[1]]
    claims = [claim(a, "shared", b, source=src, speaker=who, event=event) for a, b, src, who, event in rows]
    found = chain(frames_of(*claims, sources=KNOWN), "act.a", "act.b", limit=1000)
    chains = as_rows(found["chains"])
    assert [(row["reported"], row["nodes"]) for row in chains] == levels_of(rows)
    for path, (_, steps) in zip(found["chains"]["nodes"], found["steps"].groupby("chain"), strict=True):
        assert list(zip(steps["from_id"], steps["to_id"], strict=True)) == list(pairwise(path))
    alone = chain(frames_of(*claims, sources=KNOWN), "act.a", "act.b", limit=1000, one_source=True)["chains"]
    assert alone["nodes"].tolist() == [row["nodes"] for row in chains if row["reported"] != "stitched"]
    along = chain(frames_of(*claims, sources=KNOWN), "act.a", "act.b", limit=1000, directed=True)["chains"]
    ways = paths_of([row[:2] for row in rows], directed=True)
    assert [path for path in along["nodes"] if len(path) == len((ways or [[]])[0])] or not ways
    assert all(path in along["nodes"].tolist() for path in ways)
    short = chain(frames_of(*claims, sources=KNOWN), "act.a", "act.b", limit=1000, most_steps=2)["chains"]
    assert short["nodes"].tolist() == [row["nodes"] for row in chains if row["n_steps"] <= 2]


@pytest.mark.slow
@given(st.lists(CELLS, max_size=9))
@settings(deadline=None, max_examples=examples(12))
def test_so_many_must_fall_before_no_chain_is_left(
    rows: list[tuple[str, str, str, str | None, str | None]],
) -> None:
    """Against every set of claims, and of sources, the smallest first."""
    rows = [row for row in rows if row[0] != row[1]]
    claims = [claim(a, "shared", b, source=src) for a, b, src, *_ in rows]
    falls = as_rows(chain(frames_of(*claims, sources=KNOWN), "act.a", "act.b")["falls"])
    if not paths_of([row[:2] for row in rows]):
        assert falls == []
        return

    def fewest(things: list[object], left: "Callable[[set[object]], list[tuple[str, str]]]") -> int:
        sets = (set(of) for size in range(len(things) + 1) for of in combinations(things, size))
        return next(len(gone) for gone in sets if not paths_of(left(gone)))

    numbers: list[object] = list(range(len(rows)))
    by_claim = fewest(numbers, lambda gone: [row[:2] for n, row in enumerate(rows) if n not in gone])
    by_source = fewest(list(KNOWN), lambda gone: [row[:2] for row in rows if row[2] not in gone])
    assert [(row["what"], row["number"], row["at_least"]) for row in falls] == [
        ("claims", by_claim, False),
        ("sources", by_source, False),
    ]
    for row, column in zip(falls, ("claim", "source"), strict=True):
        assert len(row["ids"]) == row["number"]
        gone = set(row["ids"])
        named = [(f"c{n:03}" if column == "claim" else other[2], other[:2]) for n, other in enumerate(rows, start=1)]
        assert not paths_of([ends for name, ends in named if name not in gone])


@pytest.mark.slow
def test_more_than_six_sources_are_at_least_seven() -> None:
    claims = [claim("act.a", "shared", "act.b", source=f"src.n{number}") for number in range(9)]
    sources = {f"src.n{number}": "interview" for number in range(9)}
    falls = as_rows(chain(frames_of(*claims, sources=sources), "act.a", "act.b")["falls"])
    assert [(row["what"], row["number"], row["at_least"]) for row in falls] == [
        ("claims", 9, False),
        ("sources", 7, True),
    ]


@pytest.mark.slow
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
    shortest = sorted(nx.all_shortest_paths(graph, start, end))
    chains = as_rows(found["chains"])
    assert sorted(row["nodes"] for row in chains if len(row["nodes"]) == len(shortest[0])) == shortest
    for row in chains:
        steps = [set(pair) for pair in pairwise(row["nodes"])]
        behind = [claim for claim in raw.claims() if {claim["subject"], claim["object"]} in steps]
        assert {name: row[name] for name in raw.tallies([])} == raw.tallies(behind)
        assert row["labels"] == [raw.label(node) for node in row["nodes"]]


@pytest.mark.slow
def test_ids_and_the_order_of_rows_decide_nothing(bundled: StudyFrames) -> None:
    labels = tuple(kind.label for kind in KINDS if kind.prefix)
    other = renamed(bundled, labels, seed=9)
    for start, end in (("act.gp", "ev.bme_strategy"), ("org.pct", "org.trust")):
        one = chain(bundled, start, end)
        two = chain(other.frames, other.new[start], other.new[end])
        for name in ("chains", "steps"):
            assert rows_of(two, name, other.old) == rows_of(one, name, {})
        assert two["falls"]["number"].tolist() == one["falls"]["number"].tolist()


TOLD = (
    claim("act.a", "works_with", "act.c"),  # c001
    claim("act.c", "works_with", "act.a", polarity="denies"),  # c002
    claim("act.b", "works_with", "act.c", certainty="normative"),  # c003
    claim("act.b", "works_with", "act.d"),  # c004
    claim("act.d", "works_with", "act.e", polarity="mixed"),  # c005
    claim("act.e", "works_with", "act.a"),  # c006
    claim("act.f", "works_with", "act.b", polarity="denies"),  # c007
)


@pytest.mark.slow
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
    assert any("For a step" in note for note in found.notes)


@pytest.mark.slow
def test_without_what_ought_to_be_the_chain_is_longer() -> None:
    found = chain(frames_of(*TOLD), "act.a", "act.b", normative=False)
    assert found["chains"]["in_words"].tolist() == ["act.a ← act.e ← act.d ← act.b"]
    assert any("normative" in note for note in found.notes)


@pytest.mark.slow
def test_without_denials_there_is_none_and_it_says_why() -> None:
    found = chain(frames_of(*TOLD), "act.f", "act.a", denied=False)
    assert "act.f" in found.counts
    assert "act.a" in found.counts
    assert [len(table) for table in found.tables.values()] == [0, 0, 0, 0]
    assert any("act.f" in note and "act.a" not in note for note in found.notes)  # nothing joins it any more
    assert any("act.a" in note and "4 other nodes" in note for note in found.notes)  # b, c, d, e
    assert any("3 steps" in note for note in found.notes)  # what there is with the denials


@pytest.mark.slow
def test_two_parts_of_a_study_are_joined_by_no_chain() -> None:
    found = chain(
        frames_of(claim("act.a", "works_with", "act.b"), claim("act.c", "works_with", "act.d")), "act.a", "act.d"
    )
    assert " ".join(found.notes).count("to 1 other node.") == 2


@pytest.mark.slow
def test_a_limit_counts_all_and_lists_the_first() -> None:
    claims = [claim(*ends) for node in NODES[2:] for ends in (("act.a", "knows", node), (node, "knows", "act.b"))]
    found = chain(frames_of(*claims), "act.a", "act.b", limit=2)
    assert "5 shortest chains of 2 steps by one source" in found.counts
    assert found["chains"]["nodes"].tolist() == [["act.a", "act.c", "act.b"], ["act.a", "act.d", "act.b"]]
    assert any("first 2" in note for note in found.notes)


@pytest.mark.slow
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
