"""The from-to matrix, against claims.csv counted in another way."""

from collections import Counter

import pytest

import graphmodel as gm
from graphmodel.analysis.between import NO_GROUP, between
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound
from tests.support.raw import claims, kind, nodes


@pytest.mark.slow
def test_pairs_and_matrix_of_kinds_are_those_of_the_table(bundled: StudyFrames) -> None:
    found = between(bundled)
    expected: Counter[tuple[str, str, str]] = Counter()
    for row in claims():
        word = "normative" if row["certainty"] == "normative" else row["polarity"]
        expected[kind(row["subject"]), kind(row["object"]), word] += 1
    pairs = found["pairs"]
    assert {(row["from_group"], row["to_group"]) for row in pairs.to_dict("records")} == {key[:2] for key in expected}
    for row in pairs.to_dict("records"):
        for word in ("affirms", "denies", "mixed", "normative"):
            assert row[word] == expected[row["from_group"], row["to_group"], word]
        assert row["n_claims"] == len(row["claims"])
    matrix = found["matrix"].set_index("from_group")
    assert matrix.to_numpy().sum() == sum(number for key, number in expected.items() if key[2] == "affirms")
    assert pairs["affirms"].is_monotonic_decreasing


@pytest.mark.slow
def test_verbs_split_the_pairs(bundled: StudyFrames) -> None:
    found = between(bundled)
    summed = found["verbs"].groupby(["from_group", "to_group"])["n_claims"].sum()
    assert summed.to_dict() == found["pairs"].set_index(["from_group", "to_group"])["n_claims"].to_dict()


@pytest.mark.slow
def test_organisations_take_claims_between_stakeholders(study: gm.OpenStudy) -> None:
    found = study.between(group="organisation")
    both = [row for row in claims() if {kind(row["subject"]), kind(row["object"])} <= {"Actor", "Organisation"}]
    assert found["pairs"]["n_claims"].sum() == len(both)
    own = nodes("organisations")
    assert set(found["pairs"]["from_group"]) <= {*own, NO_GROUP}


def test_a_group_that_does_not_exist_is_refused(bundled: StudyFrames) -> None:
    with pytest.raises(NotFound, match="There is no group 'colour'"):
        between(bundled, group="colour")
