"""The data of the stakeholder map, against the study's own files."""

import csv
import json
import math
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

import graphmodel
from graphmodel.api.opened import OpenStudy
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.frames.ties import TIES
from graphmodel.problems import NotFound
from graphmodel_viz.picture_data.stakeholder_map import MOST_TIES, stakeholder_map
from tests.support.frames import claim, made_frames

COUNTY = Path(__file__).parents[1] / "data" / "county_meals"
Data = dict[str, Any]
CROWDS = {"act.ki_collective", "act.respondents", "act.survey"}
"""Those who only speak in the bundled study."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def frames(bundled_here: OpenStudy) -> StudyFrames:
    return bundled_here.frames


@pytest.fixture(scope="module")
def data(frames: StudyFrames) -> Data:
    return stakeholder_map(frames)


@pytest.fixture(scope="module")
def raw(bundled_path: Path) -> dict[str, list[dict[str, str]]]:
    tables = {}
    for name in ("claims", "actors", "organisations"):
        with (bundled_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    return tables


def is_stakeholder(id_: str) -> bool:
    return id_.startswith(("act.", "org."))


def direct(claims: list[dict[str, str]], focus: str | None = None) -> dict[tuple[str, str, str], list[dict[str, str]]]:
    found = defaultdict(list)
    for row in claims:
        ends = row["subject"], row["object"]
        if (
            all(map(is_stakeholder, ends))
            and not CROWDS & set(ends)
            and ends[0] != ends[1]
            and focus in (None, row["focus"])
        ):
            found[*ends, row["predicate"]].append(row)
    return found


def named(data: Data, kind: str = "claim") -> dict[tuple[str, str, str], dict[str, Any]]:
    """Ties by start, end and verb, with names in place of numbers."""
    ties, ids = data["layers"][kind]["ties"], data["nodes"]["id"]
    found = {}
    for place in range(len(ties["start"])):
        row = {column: values[place] for column, values in ties.items()}
        verbs = [data["predicates"][verb] for verb in row["predicates"]]
        row["claims"] = [data["claims"][one] for one in row["claims"]]
        found[ids[row["start"]], ids[row["end"]], " ".join(verbs)] = row
    return found


def test_ties_by_claim_are_those_of_the_files_one_for_each_verb(data: Data, raw: dict[str, Any]) -> None:
    expected = direct(raw["claims"])
    found = named(data)
    assert set(found) == set(expected)
    for key, rows in expected.items():
        tie = found[key]
        assert tie["claims"] == sorted(row["claim"] for row in rows)
        assert tie["n_claims"] == len(rows)
        assert tie["n_speakers"] == len({row["speaker"] for row in rows} - {""})
        assert tie["unattributed"] == sum(not row["speaker"] for row in rows)
        assert tie["n_sources"] == len({row["source"] for row in rows})
        facts = [row for row in rows if row["certainty"] != "normative"]
        assert tie["normative"] == len(rows) - len(facts)
        counted = Counter(row["polarity"] for row in facts)
        assert {word: tie[word] for word in ("affirms", "denies", "mixed")} == {
            word: counted[word] for word in ("affirms", "denies", "mixed")
        }


def test_a_focus_leaves_its_claims_only(frames: StudyFrames, raw: dict[str, Any]) -> None:
    focus = frames.settings.focus.in_question
    assert set(named(stakeholder_map(frames, ["claim"], focus))) == set(direct(raw["claims"], focus))
    with pytest.raises(NotFound, match=focus):
        stakeholder_map(frames, ["claim"], "marine")


def test_nodes_have_the_organisation_sector_and_claims_of_the_files(data: Data, raw: dict[str, Any]) -> None:
    nodes = data["nodes"]
    types = {row["organisation"]: row["kind"] for row in raw["organisations"]}
    actors = [row for row in raw["actors"] if row["granularity"] != "crowd"]
    own = {row["actor"]: row["organisation"] for row in actors} | {id_: id_ for id_ in types}
    assert nodes["id"] == sorted(own)
    for place, id_ in enumerate(nodes["id"]):
        organisation = nodes["organisation"][place]
        assert (nodes["id"][organisation] if organisation is not None else "") == own[id_]
        assert nodes["is_class"][place] == ("(unspecified)" in nodes["label"][place])
        assert (nodes["sector"][place] or "") == types.get(own[id_], "")
        claims = [row["claim"] for row in raw["claims"] if id_ in (row["subject"], row["object"])]
        assert [data["claims"][one] for one in nodes["claims"][place]] == sorted(claims)


@pytest.mark.parametrize("kind", TIES)
def test_every_stakeholder_is_placed_or_an_isolate(data: Data, kind: str) -> None:
    layer = data["layers"][kind]
    tied = set(layer["ties"]["start"]) | set(layer["ties"]["end"])
    placed = {place for place, x in enumerate(layer["x"]) if x is not None}
    assert placed == tied
    assert len({(layer["x"][place], layer["y"][place]) for place in placed}) == len(placed)


@pytest.mark.parametrize("kind", TIES)
@pytest.mark.parametrize("grouping", ["organisation", "sector", "community"])
def test_groups_hold_their_members_and_lie_apart(data: Data, kind: str, grouping: str) -> None:
    layer = data["layers"][kind]
    groups = layer["groups"][grouping]
    placed = [place for place, x in enumerate(layer["x"]) if x is not None]
    assert [place for place, group in enumerate(groups["group"]) if group is not None] == placed
    for node in placed:
        group = groups["group"][node]
        away = math.dist((groups["x"][group], groups["y"][group]), (groups["node_x"][node], groups["node_y"][node]))
        assert away <= groups["r"][group] + 1
    circles = list(zip(groups["x"], groups["y"], groups["r"], strict=True))
    for (x, y, r), (other_x, other_y, other_r) in combinations(circles, 2):
        assert math.dist((x, y), (other_x, other_y)) > 0.9 * (r + other_r)


def test_the_data_is_json_and_the_same_each_time(data: Data, frames: StudyFrames) -> None:
    text = json.dumps(data, allow_nan=False)
    assert json.dumps(stakeholder_map(frames), allow_nan=False) == text


def test_what_is_denied_or_blocked_or_only_wished_for_is_not_joined() -> None:
    claims = [
        claim("act.a", "works_with", "org.a"),
        claim("act.a", "works_with", "org.b", polarity="denies"),
        claim("act.b", "works_with", "org.b", polarity="denies"),
        claim("act.b", "works_with", "org.b"),
        claim("act.a", "works_with", "act.b", certainty="normative"),
        claim("act.c", "obstructs", "org.a", acts_as="blocks", relation="opposes"),
        claim("act.c", "excludes", "org.b"),
    ]
    found = named(stakeholder_map(made_frames(claims, {})))
    assert {(start, end): tie["state"] for (start, end, _), tie in found.items()} == {
        ("act.a", "org.a"): "joined",
        ("act.a", "org.b"): "apart",
        ("act.b", "org.b"): "joined",
        ("act.a", "act.b"): "ought",
        ("act.c", "org.a"): "apart",
        ("act.c", "org.b"): "apart",
    }
    both = found["act.b", "org.b", "works_with"]
    assert (both["affirms"], both["denies"]) == (1, 1)


def test_parallel_ties_each_have_a_lane() -> None:
    ways = [("act.a", "challenges", "act.b"), ("act.a", "works_with", "act.b"), ("act.b", "works_with", "act.a")]
    found = named(stakeholder_map(made_frames([claim(*way) for way in ways], {})))
    assert sorted(tie["lane"] for tie in found.values()) == [0, 1, 2]


def many_ties() -> StudyFrames:
    pairs = [(f"act.{a:02}", f"act.{b:02}") for a, b in combinations(range(50), 2)]
    near = [(a, b) for a, b in pairs if a[:5] == b[:5]]
    more = [pair for pair in pairs if pair not in near][: MOST_TIES + 1 - len(near)]
    return made_frames([claim(a, "works_with", b) for a, b in (*near, *more)], {})


def test_a_map_with_very_many_ties_opens_with_groups() -> None:
    layer = stakeholder_map(many_ties(), ["claim"])["layers"]["claim"]
    assert len(layer["ties"]["start"]) == MOST_TIES + 1
    assert layer["aggregated"]
    assert len(layer["groups"][layer["opens_by"]]["id"]) >= 1


def test_a_study_without_ties_has_an_empty_map() -> None:
    data = stakeholder_map(made_frames([claim("act.a", "holds", "ev.a")], {"ev.a": "rural"}))
    assert data["layers"]["claim"]["x"] == [None]
    assert data["layers"]["claim"]["ties"]["start"] == []


def test_another_study_has_its_own_words(tmp_path: Path) -> None:
    with graphmodel.open_study(COUNTY, db=tmp_path) as study:
        data = stakeholder_map(study.frames)
    assert set(data["layers"]) == set(TIES)
    assert len(data["layers"]["claim"]["ties"]["start"]) > 0
