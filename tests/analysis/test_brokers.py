"""Brokerage: against three nested loops over the raw tables, against networkx, and by hand."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import permutations, product

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.analysis import brokers as brokers_module
from graphmodel.analysis.brokers import FEWEST, brokers
from graphmodel.frames.study_frames import StudyFrames, StudySettings
from graphmodel.measures import brokerage
from graphmodel.measures.brokerage import ROLES
from graphmodel.measures.brokerage_moments import spreads
from graphmodel.problems import NotFound
from graphmodel.results import Result
from graphmodel.schema.vocabularies import STEPS
from graphmodel.settings import Focus
from tests.support import raw
from tests.support.answers import as_rows, row_where
from tests.support.renaming import renamed, rows_of
from tests.support.tiers import examples

OfBundled = Callable[[str], Result]
WORDS = {"AAA": "coordinator", "ABA": "itinerant", "ABB": "gatekeeper", "AAB": "representative"}


@pytest.fixture(scope="module")
def of_bundled(bundled: StudyFrames) -> OfBundled:
    """The brokers of the bundled study by what makes a group, computed once."""
    return cache(lambda group: brokers(bundled, group=group))


def role(a: str, v: str, b: str) -> str:
    """The role by the pattern of letters, as Gould and Fernandez write it."""
    letters = {word: letter for letter, word in zip("ABC", dict.fromkeys((a, v, b)), strict=False)}
    return WORDS.get(letters[a] + letters[v] + letters[b], "liaison")


def triads_of(ties: Sequence[tuple[str, str]]) -> list[tuple[str, str, str]]:
    graph = nx.DiGraph(ties)
    nodes = sorted(graph)
    return [
        (a, v, b)
        for a, v, b in product(nodes, repeat=3)
        if len({a, v, b}) == 3 and graph.has_edge(a, v) and graph.has_edge(v, b) and not graph.has_edge(a, b)
    ]


def made(
    ties: Sequence[tuple[str, str]], groups: Mapping[str, str | None], verbs: Sequence[str] | None = None
) -> StudyFrames:
    """A study of organisations with types, where claim c001 is about the first tie, and so on."""
    claims = pd.DataFrame(ties, columns=["start", "end"]).assign(
        claim=[f"c{number:03}" for number in range(1, len(ties) + 1)],
        source="src.one",
        speaker=None,
        subject_kind="Organisation",
        object_kind="Organisation",
        predicate=verbs or "informs",
        acts_as=verbs or "informs",
        joins=True,
        involves=True,
        symmetric=[verb == "works_with" for verb in verbs or ["informs"] * len(ties)],
        polarity="affirms",
        certainty="stated",
    )
    nodes = pd.DataFrame({"id": list(groups), "label": list(groups), "type": list(groups.values())}, dtype="str")
    nodes = nodes.assign(kind="Organisation", is_class=False, is_crowd=False)
    actors = nodes.iloc[:0]
    members = pd.DataFrame({"start": [], "end": []}, dtype="str")
    return StudyFrames(
        {"Organisation": nodes, "Actor": actors}.__getitem__,
        {"CLAIM": claims.astype({"speaker": "str"}), "MEMBER_OF": members}.__getitem__,
        StudySettings("made", "Made up", Focus(), tuple(STEPS), ()),
    )


LETTERS = "abcdefgh"
TIES = st.lists(
    st.tuples(st.sampled_from(LETTERS), st.sampled_from(LETTERS)).filter(lambda tie: tie[0] != tie[1]),
    min_size=1,
    max_size=40,
    unique=True,
)
GROUPS = st.fixed_dictionaries({letter: st.sampled_from(["x", "y", "z", None]) for letter in LETTERS})


@pytest.mark.slow
@given(TIES, GROUPS)
@settings(deadline=None, max_examples=examples(15))
def test_roles_agree_with_three_loops(ties: list[tuple[str, str]], groups: dict[str, str | None]) -> None:
    found = brokers(made(ties, groups))
    counts: dict[str, Counter[str]] = {}
    listed = {}
    for a, v, b in triads_of(ties):
        words = [groups[a], groups[v], groups[b]]
        grouped = all(words)
        name = role(*(str(word) for word in words)) if grouped else "ungrouped"
        counts.setdefault(v, Counter())[name] += 1
        claims = [f"c{ties.index(tie) + 1:03}" for tie in ((a, v), (v, b))]
        listed[a, v, b] = (name if grouped else None, *([claim] for claim in claims), sorted(claims))
    rows = {row["id"]: row for row in as_rows(found["brokers"])}
    assert set(rows) == set(counts)
    for broker, row in rows.items():
        assert [row[name] for name in (*ROLES, "ungrouped")] == [counts[broker][n] for n in (*ROLES, "ungrouped")]
        assert row["total"] == counts[broker].total() - counts[broker]["ungrouped"]
        assert row["group"] == groups[broker]
        behind = {claim for (_, v, _), of in listed.items() if v == broker for claim in of[3]}
        assert (row["claims"], row["n_claims"]) == (sorted(behind), len(behind))
    table = {
        (row["from_id"], row["broker"], row["to_id"]): (row["role"], row["claims_in"], row["claims_out"], row["claims"])
        for row in as_rows(found["triads"])
    }
    assert table == listed


@pytest.mark.slow
def test_roles_have_the_numbers_of_brokers_and_the_claims_of_their_triads(of_bundled: OfBundled) -> None:
    found = of_bundled("type")
    triads = as_rows(found["triads"])
    wanted = []
    for broker in as_rows(found["brokers"]):
        for name in ROLES:
            of = [row for row in triads if (row["broker"], row["role"]) == (broker["id"], name)]
            if of:
                claims = sorted({claim for row in of for claim in row["claims"]})
                wanted.append(
                    (
                        *(broker["id"], name, len(of), broker[f"expected_{name}"], broker[f"sd_{name}"]),
                        *(broker[f"share_{name}"], claims),
                    )
                )
    columns = ("id", "role", "n_triads", "expected", "sd", "share", "claims")
    assert [tuple(row[name] for name in columns) for row in as_rows(found["roles"])] == wanted


@pytest.mark.slow
def test_the_bundled_study_by_loops_over_its_tables(of_bundled: OfBundled) -> None:
    verbs = {row["predicate"]: row for row in raw.table("predicates")}
    crowds = {id_ for id_, row in raw.nodes("actors").items() if row["granularity"] == "crowd"}
    joined = {
        pair
        for row in raw.plain_claims()
        if row["polarity"] != "denies" and verbs[row["predicate"]]["relation"] == "joins"
        if row["subject"] != row["object"] and not {row["subject"], row["object"]} & crowds
        if {raw.kind(row["subject"]), raw.kind(row["object"])} <= {"Actor", "Organisation"}
        for pair in [(row["subject"], row["object"]), (row["object"], row["subject"])][
            : 2 if verbs[row["predicate"]]["symmetric"] == "yes" else 1
        ]
    }
    organisations = raw.nodes("organisations")

    def group(node: str) -> str:
        of = node if node in organisations else raw.nodes("actors")[node]["organisation"]
        return organisations[of]["kind"] if of else ""

    wanted: dict[str, Counter[str]] = {}
    for a, v, b in triads_of(sorted(joined)):
        words = (group(a), group(v), group(b))
        wanted.setdefault(v, Counter())[role(*words) if all(words) else "ungrouped"] += 1
    found = {row["id"]: row for row in as_rows(of_bundled("type")["brokers"])}
    assert set(found) == set(wanted)
    for broker, counts in wanted.items():
        assert {name: found[broker][name] for name in (*ROLES, "ungrouped")} == {
            name: counts[name] for name in (*ROLES, "ungrouped")
        }


@given(
    st.lists(
        st.tuples(st.integers(2, 6), st.integers(2, 6)).filter(lambda ends: ends[0] != ends[1]),
        min_size=1,
        max_size=9,
        unique=True,
    ),
    st.sampled_from(["xxxyyz", "xxyyzz", "xxxxyy", "xyzuvw"]),
)
@settings(deadline=None, max_examples=examples(25))
def test_mean_and_spread_are_those_of_all_permutations(pairs: list[tuple[int, int]], groups: str) -> None:
    """Six nodes, of which 1 is the broker between the others: all 720 ways to deal the groups out."""
    dealt = [(way[0], *way[1:]) for way in permutations(groups)]
    counts = [Counter(role(way[a - 1], way[0], way[b - 1]) for a, b in pairs) for way in dealt]
    a, b = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    found = spreads(a, b, [groups.count(group) for group in sorted(set(groups))])
    for name, (mean, spread) in zip(ROLES, found, strict=True):
        numbers = [count[name] for count in counts]
        assert (mean, spread) == pytest.approx((np.mean(numbers), np.std(numbers)))


STAR = [(f"i{n}", "v") for n in range(4)] + [("v", f"o{n}") for n in range(4)]


@pytest.mark.slow
def test_a_share_is_that_of_permutations_with_at_least_as_many() -> None:
    """Sixteen triads through v; v and all that it hears from are x, the others y: representative each time.

    Chance must deal x to v and the four before it: one way in 9 over 5 = 126.
    """
    groups = {node: "x" if node[0] in "iv" else "y" for tie in STAR for node in tie}
    row = row_where(brokers(made(STAR, groups))["brokers"], id="v")
    assert (row["representative"], row["total"], row["reference"]) == (16, 16, "compared")
    assert row["expected_representative"] == pytest.approx(16 * (5 / 9 * 4 / 8 * 4 / 7 + 4 / 9 * 3 / 8 * 5 / 7))
    # x and y do not have the same size, so no other way gives sixteen; both tails count, so twice 1 in 126.
    assert row["share_representative"] == pytest.approx(2 / 126, abs=0.004)
    assert row["sd_liaison"] == pytest.approx(0)
    assert row["share_liaison"] == 1  # never any, as seen
    assert row["expected_liaison"] == pytest.approx(0)


@pytest.mark.slow
def test_a_symmetric_verb_goes_both_ways() -> None:
    """a works with v, v informs b: a to v to b, and a alone also hears from v, but not the other way round."""
    ties = [("a", "v"), ("v", "b")]
    groups = dict.fromkeys("avb", "x")
    both = as_rows(brokers(made(ties, groups, ["works_with", "works_with"]))["triads"])
    assert {(row["from_id"], row["to_id"]) for row in both} == {("a", "b"), ("b", "a")}
    one = as_rows(brokers(made(ties, groups, ["works_with", "informs"]))["triads"])
    assert {(row["from_id"], row["to_id"]) for row in one} == {("a", "b")}


@pytest.mark.slow
def test_brokers_of_one_verb(bundled: StudyFrames) -> None:
    found = brokers(bundled, verb="works_with")
    ids = {claim for row in as_rows(found["triads"]) for claim in row["claims"]}
    assert {row["predicate"] for row in raw.claims() if row["claim"] in ids} == {"works_with"}
    with pytest.raises(NotFound, match="works_with"):
        brokers(bundled, verb="works_wiht")


@pytest.mark.slow
def test_classes_can_be_left_out(bundled: StudyFrames, of_bundled: OfBundled) -> None:
    whole, without = of_bundled("type")["brokers"], brokers(bundled, no_classes=True)["brokers"]
    assert whole["is_class"].any()
    assert not without["is_class"].any()
    named = {id_ for id_, row in raw.nodes("organisations").items() if "(unspecified)" in row["label"]}
    assert set(whole.loc[whole["is_class"], "id"]) <= named


@pytest.mark.exhaustive
@pytest.mark.slow
def test_ids_and_the_order_of_rows_decide_nothing(bundled: StudyFrames, of_bundled: OfBundled) -> None:
    other = renamed(bundled, ("Actor", "Organisation"), seed=3)
    for table in ("brokers", "roles", "triads"):
        assert rows_of(brokers(other.frames), table, other.old) == rows_of(of_bundled("type"), table, {})


@pytest.mark.slow
def test_too_few_triads_are_not_compared() -> None:
    ties = [("a", "v"), ("b", "v"), ("v", "c"), ("v", "d")]
    found = brokers(made(ties, dict.fromkeys("abv", "x") | dict.fromkeys("cd", "y")))
    row = row_where(found["brokers"], id="v")
    assert row["total"] < FEWEST
    assert row["reference"] == "too few triads"
    assert {row[f"{what}_{name}"] for what in ("expected", "share") for name in ROLES} == {None}


@pytest.mark.slow
def test_one_group_is_not_compared() -> None:
    found = brokers(made(STAR, {node: "x" for tie in STAR for node in tie}))
    row = row_where(found["brokers"], id="v")
    assert (row["coordinator"], row["reference"]) == (16, "not compared: fewer than two groups")
    assert any("only one role" in note for note in found.notes)


@pytest.mark.slow
def test_parts_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(4)
    ties = sorted({(LETTERS[a], LETTERS[b]) for a, b in rng.integers(0, 8, (30, 2)) if a != b})
    frames = made(ties, dict(zip(LETTERS, "xxyyzzxy", strict=True)))
    whole = brokers(frames)["brokers"]
    monkeypatch.setattr(brokerage, "_AT_ONCE", 3)
    monkeypatch.setattr(brokerage, "_IN_CACHE", 3)
    pd.testing.assert_frame_equal(brokers(frames)["brokers"], whole)


@pytest.mark.slow
def test_a_long_table_of_triads_is_cut_after_the_greatest_brokers(monkeypatch: pytest.MonkeyPatch) -> None:
    ties = [*STAR, ("o0", "z")]
    frames = made(ties, {node: "x" for tie in ties for node in tie})
    monkeypatch.setattr(brokers_module, "MOST_LISTED", 10)
    found = brokers(frames)
    assert set(found["triads"]["broker"]) == {"v"}
    assert len(found["triads"]) == 10
    assert any("7 triads" in note for note in found.notes)  # sixteen through v, one through o0


@pytest.mark.slow
@pytest.mark.parametrize(
    "group",
    [
        "organisation",
        "community",
        *(pytest.param(name, marks=pytest.mark.exhaustive) for name in ("level", "granularity")),
    ],
)
def test_every_group_counts_the_same_triads(of_bundled: OfBundled, group: str) -> None:
    table = of_bundled(group)["brokers"]
    by_type = of_bundled("type")["brokers"]
    assert (table["total"] + table["ungrouped"]).sum() == (by_type["total"] + by_type["ungrouped"]).sum()


@pytest.mark.slow
def test_members_of_an_organisation_are_of_its_group(of_bundled: OfBundled) -> None:
    groups = of_bundled("organisation")["groups"]
    for row in as_rows(groups):
        wanted = {row["group"], *(a for a, of in raw.nodes("actors").items() if of["organisation"] == row["group"])}
        assert set(row["members"]) <= wanted


@pytest.mark.slow
def test_communities_are_not_compared_with_chance(of_bundled: OfBundled) -> None:
    found = of_bundled("community")
    assert set(found["brokers"]["reference"]) == {"not compared: groups drawn from the ties"}
    assert found["brokers"]["share_liaison"].isna().all()


@pytest.mark.slow
def test_a_group_that_is_none_lists_those_there_are(bundled: StudyFrames) -> None:
    with pytest.raises(NotFound, match=r"organisation, community, .*level"):
        brokers(bundled, group="colour")
