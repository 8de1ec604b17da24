"""A study quite unlike the packaged one is answered as sensibly, and an empty one without an error.

County meals (tests/data/county_meals) is made up: what becomes of evidence on village schools
(focus *rural*) beside evidence on town schools (*urban*) when a county buys its school meals. It
has stages, verbs and vocabularies of its own. What is expected here was worked out by hand from its
41 claims, whose ids (m01 to m41) stand beside each number.
"""

import csv
import shutil
from collections import Counter
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.analysis import registry
from graphmodel.queries.bank import find_questions
from tests.conftest import OpenOther
from tests.support.answers import as_rows, row_where

ROOT = Path(__file__).parent.parent
MEALS = Path(__file__).parent / "data" / "county_meals"

QUESTIONS = find_questions().questions
NODE_OF_OPTION = {
    "evidence": "EvidenceItem",
    "stage": "Stage",
    "phase": "Stage",
    "workstream": "WorkStream",
    "actor": "Actor",
}
"""Options that have to be given, with the kind of node that each names."""

ANALYSES = tuple(name for name in registry.names() if registry.find(name).runs_alone)


@pytest.fixture
def meals(open_other: OpenOther) -> gm.OpenStudy:
    return open_other(MEALS)


def test_the_study_has_no_error() -> None:
    assert [problem for problem in gm.check_study(MEALS).problems if problem.severity == "error"] == []


def test_stages_stand_in_the_order_of_their_numbers(meals: gm.OpenStudy) -> None:
    # The file lists serving first; 3.10 comes after 3.9.
    assert meals.frames.phases == ("plan", "buy", "serve")
    assert meals.frames.stages["id"].tolist()[-2:] == ["serve.parents", "serve.review"]


JOURNEYS = {
    # evidence: outcome, certainty, lost elsewhere, stopped by, claims behind the outcome
    "ev.bus_survey": ("stopped on the way", "stated", False, "fac.distance", ["m01", "m02", "m03"]),
    "ev.village_letters": ("not used", "stated", False, "fac.few_pupils", ["m04", "m05"]),
    "ev.delivery_times": ("not asked for", "stated", False, None, ["m07"]),  # held, and never asked for
    "ev.farm_list": ("contested", "stated", False, None, ["m09"]),
    "ev.parish_poll": ("only recommended", "normative", False, None, ["m10"]),
    "ev.snow_log": ("stopped on the way", "stated", False, None, ["m11", "m12"]),  # said not to be kept back, and kept
    "ev.plate_waste": ("reached impact", "stated", False, None, ["m14"]),  # cited where the contract is let
    "ev.till_data": ("reached impact", "stated", True, "fac.few_pupils", ["m15"]),  # m15; lost in m16
    "ev.queue_count": ("reached impact", "stated", False, None, ["m17"]),  # m18 doubts it, which stands beside
    "ev.allergy_audit": ("reached impact", "tentative", False, None, ["m20"]),
    "ev.taste_panel": ("used and lost", "stated", True, None, ["m21", "m22"]),
    "ev.menus": ("partly applied", "stated", False, None, ["m23"]),  # now and then
    "ev.old_report": ("no claims", None, False, None, []),
}


@pytest.mark.slow
def test_outcomes_of_journeys(meals: gm.OpenStudy) -> None:
    columns = ("outcome", "certainty", "lost_elsewhere", "stopped_by", "outcome_claims")
    rows = as_rows(meals.journeys()["journeys"])
    assert {row["evidence"]: tuple(row[name] for name in columns) for row in rows} == JOURNEYS
    assert {row["evidence"] for row in rows if row["opposed"]} == {"ev.farm_list", "ev.queue_count"}


FUNNEL = {
    # used, of these from generation alone, partly, disputed, not used, silent, lost, never used
    # plan: m13 plate_waste is produced; m19 allergy_audit partly; m21 against m22 taste_panel.
    ("urban", "plan"): (1, 1, 1, 1, 0, 2, 0, 0),
    # buy: m14 plate_waste, m15 till_data, m20 allergy_audit.
    ("urban", "buy"): (3, 0, 0, 0, 0, 2, 0, 0),
    # serve: m17 queue_count used; m16 till_data not, having been used at buy.
    ("urban", "serve"): (1, 0, 0, 0, 1, 3, 1, 0),
    # plan: m01 m02 bus_survey, m08 farm_list and m11 snow_log (denied to be kept back) are produced
    # or obtained; m04 village_letters not used; delivery_times and parish_poll silent (m10: ought).
    ("rural", "plan"): (3, 3, 0, 0, 1, 2, 0, 1),
    # buy: m03 bus_survey is lost; m05 village_letters is not used and never was.
    ("rural", "buy"): (0, 0, 0, 0, 2, 4, 1, 1),
    # serve: m12 snow_log is lost.
    ("rural", "serve"): (0, 0, 0, 0, 1, 5, 1, 0),
    ("mixed", "plan"): (0, 0, 1, 0, 0, 1, 0, 0),  # m23 menus
    ("mixed", "buy"): (0, 0, 0, 0, 0, 2, 0, 0),
    ("mixed", "serve"): (0, 0, 0, 0, 0, 2, 0, 0),
}
COUNTS = ("used", "used_generation_only", "partly", "disputed", "not_used", "silent", "lost", "never_used")


@pytest.mark.slow
@pytest.mark.parametrize(("table", "of"), [("funnel", "dropout"), ("answer", "dropout/by_phase")])
def test_the_funnel(meals: gm.OpenStudy, table: str, of: str) -> None:
    """The analysis and the question count alike."""
    result = meals.ask(of) if "/" in of else meals.dropout()
    rows = as_rows(result[table])
    assert {(row["focus"], row["phase"]): tuple(row[name] for name in COUNTS) for row in rows} == FUNNEL


def test_never_used_in_the_focus_of_the_study(meals: gm.OpenStudy) -> None:
    answer = meals.ask("dropout/not_used", focus=meals.settings.focus.in_question, part="never used")
    found = [
        (row["evidence"], row["phase"], row["focus"], row["reasons"], row["claims"]) for row in as_rows(answer.frame)
    ]
    assert found == [
        ("ev.village_letters", "plan", "rural", ["Villages have few pupils"], ["m04"]),
        ("ev.village_letters", "buy", "rural", [], ["m05"]),
    ]
    town = meals.ask("dropout/not_used", focus=meals.settings.focus.compared_with)
    assert town.frame[["evidence", "part", "by_rank"]].values.tolist() == [["ev.till_data", "lost", False]]


def test_the_question_on_both_focuses_takes_the_words_of_the_study(meals: gm.OpenStudy) -> None:
    """Surveys when schools are listened to: 3 for town schools, 0 for village ones; unknown is not zero."""
    answer = meals.ask("dropout/graded_and_zero")
    row = row_where(answer.frame, evidence_type="survey", stage="plan.listen")
    assert (row["grade_compared"], row["comment_in_question"]) == (3, "Villages are not asked")
    assert len(answer.frame) == 1
    assert "in_question = rural" in " ".join(answer.notes)
    assert "compared_with = urban" in " ".join(answer.notes)


@pytest.mark.slow
def test_too_few_sources_to_compare(meals: gm.OpenStudy) -> None:
    """Three sources can never be enough: the smallest two-sided p is 1/4."""
    comparison = as_rows(meals.dropout()["comparison"])
    assert [row["phase"] for row in comparison] == ["plan", "buy", "serve"]
    assert all(row["verdict"].startswith("too few sources") and row["p_zero"] is None for row in comparison)


def test_ties_of_stakeholders(meals: gm.OpenStudy) -> None:
    rows = as_rows(meals.ask("stakeholders/ties").frame)
    found = {
        (row["from_id"], row["verb"], row["to_id"]): (row["affirmed"], row["denied"], row["mixed"], row["claims"])
        for row in rows
    }
    assert found == {
        # m31 (ought to) is left out; m29 and m30 contradict each other and both stand.
        ("act.parents", "quarrels_with", "act.caterer"): (1, 1, 0, ["m29", "m30"]),
        ("org.council", "works_with", "org.kitchen"): (1, 0, 1, ["m32", "m33"]),
        ("org.kitchen", "works_with", "org.kitchen"): (1, 0, 0, ["m34"]),
        ("org.council", "shuts_out", "act.parents"): (1, 0, 0, ["m35"]),
        ("act.cook", "eats_at", "org.kitchen"): (1, 0, 0, ["m41"]),
    }


@pytest.mark.parametrize(
    ("question", "options", "claims"),
    [
        # The study's own verbs are understood by the default verb that each acts as.
        ("journeys/held_but_not_used", {}, {"m07", "m11", "m12"}),  # m11 denies it, in a column of its own
        ("journeys/carriers", {}, {"m02"}),
        ("stakeholders/excluded", {}, {"m35"}),
        ("stakeholders/ties", {"verb": "challenges"}, {"m29", "m30"}),
        ("barriers/causes", {}, {"m28"}),
        ("tools/feedback", {}, {"m39"}),
        ("tools/for_barrier", {}, {"m40"}),
    ],
)
def test_own_verbs_act_as_default_ones(
    meals: gm.OpenStudy, question: str, options: dict[str, str], claims: set[str]
) -> None:
    rows = as_rows(meals.ask(question, **options).frame)
    assert {claim for row in rows for claim in row["claims"]} == claims


def test_a_verb_that_acts_as_none_is_kept_and_says_nothing_of_evidence(meals: gm.OpenStudy) -> None:
    claim = row_where(meals.frames.claims, claim="m41")
    assert (claim["predicate"], claim["acts_as"], claim["presence"], claim["sign"]) == ("eats_at", None, None, None)


def test_where_a_claim_holds(meals: gm.OpenStudy) -> None:
    """Minutes have no site of their own, the workstream has; claims on it hold there."""
    sites = {row["claim"]: (row["site"], row["site_basis"]) for row in as_rows(meals.frames.claims)}
    assert sites["m03"] == ("site.hills", "workstream")
    assert sites["m04"] == (None, None)
    assert sites["m05"] == ("site.coast", "source")


def test_unknown_columns_of_profiles_are_kept(meals: gm.OpenStudy) -> None:
    row = row_where(meals.frames.nodes("Actor"), id="act.buyer")
    assert (row["profile_lunch_hour"], row["profile_resources"]) == ("noon", ["the budget"])


@pytest.mark.slow
def test_every_question_is_answered(meals: gm.OpenStudy) -> None:
    answered = Counter[str]()
    for question in QUESTIONS:
        answer = meals.ask(question, **_options(meals, question))
        assert list(answer.frame.columns) == [column.name for column in QUESTIONS[question].columns], question
        assert len(answer.frame) or answer.notes, f"{question}: an empty answer says why"
        answered[QUESTIONS[question].theme] += len(answer.frame) > 0
    assert [theme for theme, number in answered.items() if number < 2] == [], "every theme has something to say"


@pytest.fixture(
    scope="module",
    params=["without rows", *(pytest.param(one, marks=pytest.mark.exhaustive) for one in ("new", "of other steps"))],
)
def says_little(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Studies that have little or nothing to answer with."""
    folder = tmp_path_factory.mktemp("other")
    if request.param == "of other steps":
        path = _with_other_steps(folder / "study")
    else:
        path = gm.write_new_study(folder / "study")
    if request.param == "without rows":
        for file in path.glob("*.csv"):
            if file.stem not in {"predicates", "stages", "evidence_types"}:
                file.write_text(file.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    return path


@pytest.fixture
def other(open_other: OpenOther, says_little: Path) -> gm.OpenStudy:
    return open_other(says_little)


@pytest.mark.slow
def test_every_question_runs_on_a_study_that_says_little(other: gm.OpenStudy) -> None:
    for question in QUESTIONS:
        options = _options(other, question)
        if "nobody" in options.values():
            with pytest.raises(gm.GraphmodelError, match="There is nothing like 'nobody'"):
                other.ask(question, **options)
            continue
        answer = other.ask(question, **options)
        assert list(answer.frame.columns) == [column.name for column in QUESTIONS[question].columns], question
        assert len(answer.frame) or answer.notes, f"{question}: an empty answer says why"


@pytest.mark.slow
def test_every_analysis_runs_on_a_study_that_says_little(other: gm.OpenStudy) -> None:
    for analysis in ANALYSES:
        result = getattr(other, analysis)()
        assert result.counts, analysis
        assert repr(result), analysis


@pytest.mark.parametrize("folder", ["graphmodel", "loaders", "viz", "cypher"])
def test_no_code_knows_the_focus_of_the_packaged_study(folder: str) -> None:
    data = ROOT / "graphmodel" / "data"
    files = [path for path in (ROOT / folder).rglob("*") if path.suffix in {".py", ".cypher"}]
    texts = {path: path.read_text("utf-8").lower() for path in files if data not in path.parents}
    of_people = 'text("ethnicity"),'  # a column of profiles, as any study asks those whom it interviews
    assert [path for path, text in texts.items() if "ethnic" in text.replace(of_people, "")] == []


def _options(study: gm.OpenStudy, question: str) -> dict[str, str]:
    """A node of the right kind for every option that has to be given; any word where there is none."""
    needed = [parameter.name for parameter in QUESTIONS[question].parameters if parameter.default is None]
    nodes = {name: study.frames.nodes(NODE_OF_OPTION[name])["id"].tolist() for name in needed}
    return {name: ids[0] if ids else "nobody" for name, ids in nodes.items()}


def _with_other_steps(folder: Path) -> Path:
    """County meals with steps of other names, and nothing to compare."""
    shutil.copytree(MEALS, folder)
    settings = (folder / "study.toml").read_text("utf-8")
    settings = settings.replace('in_question = "rural"\n', "").replace('compared_with = "urban"\n', "")
    words = {"generation": "find", "contestation": "quarrel", "application": "use", "impact": "effect"}
    steps = ", ".join(f'"{word}"' for word in words.values())
    (folder / "study.toml").write_text(f"{settings}step = [{steps}]\n", "utf-8")
    with (folder / "predicates.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (folder / "predicates.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(row | {"step": words.get(row["step"], "")} for row in rows)
    return folder
