"""Options that name something take an id or a piece of a label, and say so when they name nothing."""

import pytest

from graphmodel.api.opened import OpenStudy
from graphmodel.problems import NotFound, QuestionError


def test_a_piece_of_a_label_names_an_item(study: OpenStudy) -> None:
    by_id = study.ask("journeys/of_evidence", evidence="ev.bme_strategy").frame
    by_label = study.ask("journeys/of_evidence", evidence="BME adults' strategy document").frame
    assert len(by_id) == 4
    assert by_label.equals(by_id)


def test_what_is_not_there_is_an_error_with_near_names(study: OpenStudy) -> None:
    with pytest.raises(NotFound, match=r"ev\.bme_strategy"):
        study.ask("journeys/of_evidence", evidence="ev.bme_stratgy")
    with pytest.raises(NotFound):
        study.ask("stakeholders/of_workstream", workstream="ev.bme_strategy")


def test_a_focus_that_the_study_does_not_have_is_an_error(study: OpenStudy) -> None:
    with pytest.raises(QuestionError, match="general, ethnicity, mixed"):
        study.ask("journeys/stopped", focus="nonsense")


def test_none_and_empty_are_no_names(study: OpenStudy) -> None:
    everything = study.ask("journeys/stopped").frame
    assert study.ask("journeys/stopped", focus="").frame.equals(everything)
    assert set(study.ask("coverage/claims", speaker="none").frame["claim"]) == set(
        study.frames.claims.loc[study.frames.claims["speaker"].isna(), "claim"]
    )


@pytest.mark.slow
def test_old_names_are_still_understood(study: OpenStudy) -> None:
    now = study.ask("dropout/by_phase", within="site.1").frame
    assert study.ask("dropout/by_phase", site="site.1").frame.equals(now)
    for name in ("stakeholders/not_told_at_stage", "not_told_at_stage"):
        old = study.ask(name, stage="needs").frame
        assert old.equals(study.ask("stakeholders/not_mentioned_at_stage", stage="needs").frame)
    with pytest.raises(QuestionError, match="within"):
        study.ask("dropout/by_phase", site="site.1", source="src.ki_national")
    assert "dropout/graded_and_nought" not in study.bank.questions
