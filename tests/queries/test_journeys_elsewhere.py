"""Questions on journeys and drop-out asked of a quite different study: school meals, other verbs and stages."""

from pathlib import Path

import pytest

from graphmodel.analysis.journeys import journeys
from graphmodel.api.opened import OpenStudy
from tests.conftest import OpenOther
from tests.support.answers import as_rows, row_where
from tests.support.studies import SETTINGS, Rows, tiny_study, tiny_tables

LISTED = {
    "reached_impact": {"reached impact"},
    "applied": {"applied", "used and lost", "partly applied"},
    "stopped": {"never there", "not asked for", "stopped on the way", "not used"},
}

pytestmark = pytest.mark.slow


def claims(*rows: dict[str, str]) -> Rows:
    """The study's own claims and further ones, the cells not given empty."""
    own = tiny_tables()["claims"]
    blank = dict.fromkeys(own[0], "") | {"source": "src.cook", "polarity": "affirms", "certainty": "stated"}
    return [*own, *(blank | {"claim": f"x{n}", "summary": f"Further claim {n}."} | row for n, row in enumerate(rows))]


def outcomes(study: OpenStudy) -> dict[str, str]:
    """Outcome of each listed item by three questions, each seen to agree with the analysis."""
    computed = journeys(study.frames)["journeys"].set_index("evidence")
    found = {}
    for name, listed in LISTED.items():
        answer = study.ask(f"journeys/{name}").frame.set_index("evidence").sort_index()
        assert answer.index.tolist() == sorted(computed.index[computed["outcome"].isin(listed)])
        assert answer["certainty"].tolist() == computed.loc[answer.index, "certainty"].tolist()
        found.update(computed.loc[answer.index, "outcome"])
    return found


@pytest.mark.slow
def test_a_study_with_verbs_and_stages_of_its_own(school_meals_path: Path, open_other: OpenOther) -> None:
    # Its verbs act as ours: cited is applied, at the contract stage (c2); sidelined is ignored (c3). The
    # menus of other counties only ought to be looked at (c6), which is nothing.
    study = open_other(school_meals_path)
    assert outcomes(study) == {"ev.plate_waste": "reached impact", "ev.bus_survey": "stopped on the way"}
    lost = as_rows(study.ask("dropout/not_used", part="lost").frame)
    assert [(row["evidence"], row["phase"], row["claims"]) for row in lost] == [("ev.bus_survey", "deliver", ["c3"])]
    step = row_where(study.ask("journeys/by_step").frame, focus="rural", step="application")
    assert (step["verbs"], step["minus"]) == (["sidelined"], 1)
    told = study.ask("journeys/of_evidence", evidence="ev.bus_survey").frame
    assert told["claim"].tolist() == ["c1", "c3"]


def test_no_stage_of_supply_means_no_impact_by_use(tmp_path: Path, open_other: OpenOther) -> None:
    # Neither a study that names no such stage nor a use that names no stage is about impact.
    own = SETTINGS.replace('[stages]\nsupply = ["deliver.contract"]\n', "")
    assert own != SETTINGS
    unplaced = {"subject": "org.council", "predicate": "cited", "object": "ev.menus"}
    study = open_other(tiny_study(tmp_path, settings=own, claims=claims(unplaced)))
    assert outcomes(study) == {
        "ev.bus_survey": "stopped on the way",
        "ev.plate_waste": "applied",
        "ev.menus": "applied",
    }


def test_direction_matters_where_evidence_is_used_in_evidence(tmp_path: Path, open_other: OpenOther) -> None:
    # A verb of the study may join evidence with evidence: what is cited reaches impact, not what cites.
    verbs = tiny_tables()["predicates"]
    for row in verbs:
        if row["predicate"] == "cited":
            row["subject"] += "|evidence"
    cites = {"subject": "ev.menus", "predicate": "cited", "object": "ev.bus_survey", "stage": "deliver.contract"}
    study = open_other(tiny_study(tmp_path, predicates=verbs, claims=claims(cites)))
    found = outcomes(study)
    assert found == {"ev.plate_waste": "reached impact", "ev.bus_survey": "reached impact"}


@pytest.mark.slow
def test_a_claim_of_an_item_on_itself_counts_once(tmp_path: Path, open_other: OpenOther) -> None:
    verbs = tiny_tables()["predicates"]
    for row in verbs:
        if row["predicate"] == "cited":
            row["subject"] += "|evidence"
    cites = {"subject": "ev.menus", "predicate": "cited", "object": "ev.menus", "polarity": "denies"}
    study = open_other(tiny_study(tmp_path, predicates=verbs, claims=claims(cites)))
    told = study.ask("journeys/of_evidence", evidence="ev.menus").frame
    assert told["claim"].tolist() == ["c6", "x0"]
    assert row_where(study.ask("journeys/stopped").frame, evidence="ev.menus")["n_claims"] == 1
    step = row_where(study.ask("journeys/by_step").frame, focus="mixed", step="application")
    assert (step["minus"], step["n_claims"]) == (1, 1)
    for name, question in study.bank.questions.items():
        if {"n_claims", "claims"} <= {column.name for column in question.returns} and not any(
            parameter.default is None for parameter in question.parameters
        ):
            answer = study.ask(name).frame
            assert answer["n_claims"].tolist() == answer["claims"].map(len).tolist(), name


def test_contested_evidence_on_all_its_ways(tmp_path: Path, open_other: OpenOther) -> None:
    # Contested stands beside what became of the item. Only where nothing else is said is it the outcome.
    verbs = tiny_tables()["predicates"]
    verbs.append(
        dict.fromkeys(verbs[0], "")
        | {"predicate": "doubted", "label": "doubted it", "subject": "actor|organisation", "object": "evidence"}
        | {"step": "contestation", "presence": "neutral", "acts_as": "contested"}
    )
    doubts = [
        {"subject": "act.caterer", "predicate": "doubted", "object": item, "certainty": certainty}
        for item, certainty in (("ev.plate_waste", "stated"), ("ev.bus_survey", "stated"), ("ev.menus", "tentative"))
    ]
    study = open_other(tiny_study(tmp_path, predicates=verbs, claims=claims(*doubts)))
    assert outcomes(study) == {
        "ev.plate_waste": "reached impact",
        "ev.bus_survey": "stopped on the way",
    }
    answer = study.ask("journeys/contested").frame.set_index("evidence")
    assert answer["outcome"].to_dict() == outcomes(study) | {"ev.menus": "contested"}
    assert answer.loc["ev.menus", "certainty"] == "tentative"
