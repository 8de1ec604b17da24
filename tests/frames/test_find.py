"""Finding a node by what a user writes."""

import pytest

from graphmodel.frames.find import find_node
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ev.bme_strategy", "ev.bme_strategy"),
        ("  ev.bme_strategy ", "ev.bme_strategy"),
        # An exact label wins over the many labels and ids that hold "gp" as a piece.
        ("gp", "act.gp"),
        ("primary care trust (UNSPECIFIED)", "org.pct"),
        # The only label with this piece, and the only id.
        ("adults' strategy document", "ev.bme_strategy"),
        ("csection_ra", "ev.csection_rates"),
        ("prïmary care trust (unspecified)", "org.pct"),
    ],
)
def test_one_node_matches(bundled: StudyFrames, text: str, found: str) -> None:
    assert find_node(bundled, text) == found


def test_several_nodes_are_listed_by_id_and_label(bundled: StudyFrames) -> None:
    with pytest.raises(NotFound, match="Give more of the label") as raised:
        find_node(bundled, "strategy")
    assert "ev.bme_strategy (BME adults' strategy document)" in raised.value.candidates
    assert "ws.bme_strategy" in str(raised.value)


def test_kinds_narrow_the_choice(bundled: StudyFrames) -> None:
    assert find_node(bundled, "strategy", kinds=("EvidenceItem",)) == "ev.bme_strategy"
    with pytest.raises(NotFound, match="among the evidence items"):
        find_node(bundled, "org.pct", kinds=("EvidenceItem",))


def test_long_lists_are_cut_in_the_message_only(bundled: StudyFrames) -> None:
    with pytest.raises(NotFound) as raised:
        find_node(bundled, "commission")
    assert len(raised.value.candidates) > 12
    assert f"and {len(raised.value.candidates) - 12} more" in str(raised.value)


def test_near_ones_are_offered(bundled: StudyFrames) -> None:
    with pytest.raises(NotFound, match="Did you mean") as raised:
        find_node(bundled, "NICE guidnce and syntheses")
    assert any(name.startswith("ev.nice_guidance ") for name in raised.value.candidates)


@pytest.mark.parametrize("text", ["", "   "])
def test_a_name_without_text_matches_nothing(bundled: StudyFrames, text: str) -> None:
    with pytest.raises(NotFound, match="A name is missing"):
        find_node(bundled, text)


def test_nothing_like_it(bundled: StudyFrames) -> None:
    with pytest.raises(NotFound, match="nothing like 'zzqqxxyy'") as raised:
        find_node(bundled, "zzqqxxyy")
    assert raised.value.candidates == ()
