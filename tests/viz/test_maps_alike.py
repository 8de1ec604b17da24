"""The maps of the figures hold what those of the page do: rows, lines, states, claims and what they find."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graphmodel.api.opened import OpenStudy
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.frames.ties import TIES
from graphmodel_viz.picture_data.flows import FlowRow, flows_data, flows_detail, flows_finding
from graphmodel_viz.picture_data.map_one import both_sentence, one_data, one_finding
from graphmodel_viz.picture_data.map_sectors import (
    Line,
    apart_sentence,
    bands,
    sectors_data,
    sectors_finding,
    strongest,
)
from tests.support.frames import claim, made_frames
from tests.support.page import maps_of_page
from tests.support.tiers import examples

pytestmark = pytest.mark.process

ONES = {"claim": "org.pct", "same evidence": "act.clinicians", "same event": "org.trust", "same workstream": None}


def plain(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Lines as the page gives them, by their ends and state."""
    made = [
        {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(line).items()}
        | {"claims": sorted(line.claims)}
        for line in lines
    ]
    return sorted(made, key=lambda line: "|".join([line["start"], line["end"], line["state"]]))


def sectors_of(frames: StudyFrames, kind: str) -> dict[str, Any]:
    data = sectors_data(frames, kind)
    words = {"finding": sectors_finding(data), "detail": apart_sentence(data)}
    return {
        "sectors": [
            {
                "id": one.id,
                "size": one.size,
                "weight": one.weight,
                "rows": [[row.key, row.label, sorted(row.members)] for row in one.rows],
            }
            for one in data.sectors
        ],
        "lines": plain(data.lines),
        "within": plain(data.within),
        "bands": plain(bands(data)),
        "strongest": plain(strongest(bands(data), 5)),
        "alone": sorted(data.alone),
        "finding": words if data.lines else {"finding": ""},
    }


def flows_of(frames: StudyFrames, focus: str | None) -> dict[str, Any]:
    data = flows_data(frames, focus)

    def rows(own: Sequence[FlowRow]) -> list[Any]:
        return [[row.key, [[one.claim, one.deed, one.said] for one in row.deeds]] for row in own]

    detail = f"Flows of evidence. {flows_detail(data)}" if data.flows else ""
    return {
        "givers": rows(data.givers),
        "kinds": rows(data.kinds),
        "takers": rows(data.takers),
        "flows": [
            {
                "start": one.start,
                "end": one.end,
                "state": one.state,
                "deeds": sorted(one.deeds),
                "in_part": one.in_part,
                "claims": sorted(one.claims),
            }
            for one in data.flows
        ],
        "through": [[one.id, sorted(one.claims)] for one in data.through],
        "finding": {"finding": flows_finding(data), "detail": detail},
    }


def one_of(frames: StudyFrames, kind: str, id_: str) -> dict[str, Any]:
    data = one_data(frames, kind, id_)
    assert data is not None
    detail = ". ".join(words for words in ("One and its partners", both_sentence(data)) if words)
    finding = {"finding": one_finding(data), "detail": detail} if data.partners else {"finding": ""}
    return {
        "members": list(data.members),
        "sectors": [
            [sector, [[one.id, [said.words() for said in one.said], list(one.shared), list(one.claims)] for one in own]]
            for sector, own in data.sectors
        ],
        "lines": plain(data.lines),
        "deeds": list(data.deeds),
        "finding": finding,
    }


def compare(frames: StudyFrames, asked: list[tuple[str, str | None, str | None]]) -> Any:
    of_page = maps_of_page(frames, asked)
    for (kind, focus, one), shown in zip(asked, of_page["shown"], strict=True):
        assert shown["sectors"] == sectors_of(frames, kind), kind
        mine = flows_of(frames, focus)
        # The page sorts them where it lists them.
        assert dict(shown["flows"]["through"]) == dict(mine["through"])
        assert {**shown["flows"], "through": 0} == {**mine, "through": 0}
        assert shown["one"] == (one and one_of(frames, kind, one))
    return of_page


def test_the_maps_of_the_page_are_those_of_the_figures(bundled_here: OpenStudy) -> None:
    asked = [(kind, focus, ONES[kind]) for kind, focus in zip(TIES, ["ethnicity", "general"] * 2, strict=True)]
    of_page = compare(bundled_here.frames, asked)
    assert len(of_page["shown"][0]["sectors"]["lines"]) > 50
    assert len(of_page["shown"][0]["one"]["lines"]) > 20


NODES = st.sampled_from(["org.a", "org.b", "org.c", "act.x", "act.y", "act.z"])
ITEMS = {"ev.a": "rural", "ev.b": "urban", "ev.c": None}
CELLS = st.fixed_dictionaries(
    {
        "polarity": st.sampled_from(["affirms", "affirms", "denies", "mixed"]),
        "certainty": st.sampled_from(["stated", "stated", "normative"]),
        "about": st.sampled_from([None, None, "ev.a", "ev.b"]),
        "focus": st.sampled_from(["rural", "urban", None]),
    }
)
BETWEEN = st.builds(claim, NODES, st.sampled_from(["works_with", "challenges", "engages", "shared", "withheld"]), NODES)
OF_ITEM = st.builds(
    claim,
    NODES,
    st.sampled_from(["produced", "holds", "accessed", "ignored", "applied", "shared", "withheld"]),
    st.sampled_from(sorted(ITEMS)),
)
CLAIMS = st.lists(st.builds(lambda row, cells: row | cells, st.one_of(BETWEEN, OF_ITEM), CELLS), max_size=16)


@given(CLAIMS)
@settings(
    max_examples=examples(6),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_the_maps_of_any_claims_are_alike(rows: list[dict[str, object]]) -> None:
    frames = made_frames(rows, ITEMS)
    ends = {str(row[end]) for row in rows for end in ("subject", "object")}
    one = min((end for end in ends if end.startswith(("act.", "org."))), default=None)
    compare(frames, [("claim", "rural", one), ("same evidence", "urban", one)])
