"""What stopped evidence: each factor from its own column, whichever columns of a study are empty."""

import pytest

from graphmodel.frames.evidence import evidence_claims
from graphmodel.frames.factors import barrier_factors, stopping_claims
from tests.support.frames import claim, made_frames

LOSS = claim("act.a", "ignored", "ev.survey", event="e1")


@pytest.mark.slow
@pytest.mark.parametrize("ends", [("act.a", "fac.time"), ("fac.time", "fac.time")])
def test_only_factors_are_barriers(ends: tuple[str, str]) -> None:
    subject, object_ = ends
    rows = [LOSS, claim(subject, "asserts", object_, event="e1", valence="barrier")]
    frames = made_frames(rows, {"ev.survey": None})
    assert set(barrier_factors(frames)["factor"]) == {"fac.time"}
    stopping = stopping_claims(frames, evidence_claims(frames), ["evidence"])
    assert stopping[["factor", "claim"]].values.tolist() == [["fac.time", "c002"]]


@pytest.mark.slow
def test_a_loss_without_a_reason_has_none() -> None:
    frames = made_frames([LOSS], {"ev.survey": None})
    assert stopping_claims(frames, evidence_claims(frames), ["evidence"]).empty
    assert barrier_factors(frames).empty
