"""What people say of tools comes back: as claims that wait, as counts of choices, and as versions."""

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

import graphmodel as gm
from tests.tools.test_reading import decide_all, rows

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled study."""
    study = tmp_path_factory.mktemp("made") / "study"
    gm.write_example(study)
    return study


@pytest.fixture(scope="module")
def page(made: Path):
    """What the page of a form says of itself; each is made once."""
    pages: dict[tuple[str, str], dict[str, str]] = {}

    def of(tool: str, form: str) -> dict[str, str]:
        if (tool, form) not in pages:
            file = made.parent / f"{tool}-{form}.html"
            gm.make_tool(made, tool, file, form=form)
            script = re.search(r'id="copy">(.*?)</script>', file.read_text("utf-8"), re.DOTALL)
            assert script
            pages[tool, form] = json.loads(script[1])
        return pages[tool, form]

    return of


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Path:
    """A copy of the study to read into."""
    shutil.copytree(made, tmp_path / "study", ignore=shutil.ignore_patterns(".graphmodel"))
    return tmp_path / "study"


@pytest.fixture
def read(page, study: Path, tmp_path: Path):
    """Makes a page of a form, answers it by part, row (the label of its node, or its number) and name, and reads it."""

    def reading(tool: str, form: str, session: str, answers: Mapping[tuple[str, str, str], str], **scenario: str):
        said = page(tool, form)
        codes = {}
        for (part, name, _, *_), places in json.loads(said["manifest"])["asked"]:
            for number, (code, *about) in enumerate(places, 1):
                codes.setdefault((part, about[0] if about else str(number), name), code)
        given = {codes[key]: text for key, text in answers.items()}
        given |= {codes["scenario", str(1), name]: text for name, text in scenario.items()}
        file = tmp_path / "answers.json"
        about = {"graphmodel_answers": 1, "line": said["line"], "manifest": said["manifest"]}
        file.write_text(json.dumps({**about, "answers": given}), "utf-8")
        report = gm.read_tool(study, file, session=session)
        assert not report.refused
        return report

    return reading


def test_feedback_on_each_tool_waits_as_claims_about_its_node(study, read, tmp_path):
    before = len(rows(study, "claims"))
    report = read(
        "feedback",
        "feedback",
        "spring",
        {
            ("tried", "tool.making_case", "good"): "Easy to change.",
            ("tried", "tool.raised_objections", "bad"): "Too long.",
            ("tried", "tool.raised_objections", "suggestion"): "Shorten it.",
        },
        roles="Workshop attendee",
    )
    assert report.drafts == 3
    assert len(rows(study, "claims")) == before
    decide_all(study, tmp_path / "queue.xlsx")
    new = rows(study, "claims")[before:]
    assert {(row["subject"], row["speaker"], row["predicate"], row["object"]) for row in new} == {
        ("act.workshop", "act.workshop", "praises", "tool.making_case"),
        ("act.workshop", "act.workshop", "criticises", "tool.raised_objections"),
        ("act.workshop", "act.workshop", "suggests", "tool.raised_objections"),
    }
    assert {row["source"] for row in new} == {"src.feedback.spring"}
    assert not gm.check_study(study).problems.errors


def test_remarks_on_the_sheet_itself_need_a_node_of_the_tool_and_a_role(study, read):
    # The study has a node for the needs assessment (made_as), and none for the tool of diagnosis.
    remarks = {("feedback", "1", "good"): "Clear.", ("feedback", "1", "bad"): "Long."}
    report = read("needs-assessment", "full", "one", remarks, roles="Workshop attendee")
    assert report.drafts == 2
    assert read("diagnostic-and-change", "diagnostic", "two", remarks, roles="Workshop attendee").drafts == 0
    nobody = read("needs-assessment", "full", "three", remarks)
    assert nobody.drafts == 0
    assert any("nothing says what its subject is" in remark for remark in nobody.remarks)
    assert len(rows(study, "tool_feedback")) == 3


@pytest.mark.slow
def test_a_tool_that_a_team_thinks_of_becomes_a_node_that_ought_to_act(study, read, tmp_path):
    gap = {
        ("strongest", "fac.engagement_unrepresentative", name): text
        for name, text in {"tool": "Panel guide", "purpose": "Reach those not heard", "type": "how to"}.items()
    }
    before = len(rows(study, "claims"))
    assert read("logic-framework", "strongest", "team", gap).drafts == 1
    decide_all(study, tmp_path / "queue.xlsx")
    (claim,) = rows(study, "claims")[before:]
    assert (claim["subject"], claim["predicate"], claim["object"], claim["certainty"]) == (
        "tool.panel_guide", "addresses", "fac.engagement_unrepresentative", "normative",
    )  # fmt: skip
    tool = next(row for row in rows(study, "tools") if row["tool"] == "tool.panel_guide")
    assert {name: tool[name] for name in ("label", "purpose", "kind", "status")} == {
        "label": "Panel guide", "purpose": "Reach those not heard", "kind": "how to", "status": "idea",
    }  # fmt: skip
    assert not gm.check_study(study).problems.errors
    with gm.open_study(study) as opened:
        found = opened.ask("tools/framework").frame.set_index("factor").loc["fac.engagement_unrepresentative"]
    assert (found["gap"], found["wished_for"]) == ("tool only wished for", ["Panel guide"])


def test_the_survey_counts_how_often_each_importance_was_chosen(study, read):
    topic = ("topics", "tool.making_case", "importance_self")
    for session, importance in (("a", "high"), ("b", "high"), ("c", "low")):
        read("feedback", "survey", session, {topic: importance})
    read("feedback", "survey", "d", {("you", "1", "answer"): "analyst"})  # leaves the topic blank
    choices = gm.tool_answers(study, "feedback")["choices"]
    assert choices[["question", "about", "row", "choice", "sessions", "answered", "bar"]].values.tolist() == [
        ["For you", "tool.making_case", "Making the case", "high", 2, 3, "■■□"],
        ["For you", "tool.making_case", "Making the case", "medium", 0, 3, "□□□"],
        ["For you", "tool.making_case", "Making the case", "low", 1, 3, "■□□"],
    ]


def test_choices_of_rows_without_a_node_stand_under_their_text(study, read):
    read("diagnostic-and-change", "diagnostic", "a", {("competence", "2", "team"): "3"})
    read("diagnostic-and-change", "diagnostic", "b", {("competence", "2", "team"): "soon 2, I hope, or 3"})
    choices = gm.tool_answers(study)["choices"]
    assert set(choices["row"]) == {"Find: ask for evidence on the groups in question"}
    assert dict(zip(choices["choice"], choices["sessions"], strict=True)) == {
        "1": 0, "2": 0, "3": 1, "don't know": 0, "something else": 1,
    }  # fmt: skip


def test_versions_say_what_came_back_and_what_changed_because_of_it(study, read):
    remarks = {("feedback", "1", "good"): "Rings true.", ("feedback", "1", "bad"): "Long."}
    read("objections", "full", "spring", remarks)
    read("objections", "full", "summer", {("list", "obj.no_issue", "heard"): "x"})
    row = ("versions", "tool.raised_objections")
    new = {(*row, "version"): "2", (*row, "changed"): "A short list", (*row, "because"): "objections.spring"}
    read("feedback", "versions", "team", {**new, (*row, "open_until"): "2027-01-31"})
    versions = gm.tool_answers(study)["versions"].set_index(["tool", "version"])
    assert versions.loc["objections", "1"].to_dict() == {
        "sessions": 2, "good": 1, "bad": 1, "suggestion": 0, "changed": "", "because": "", "open_until": "",
        "said_in": "",
    }  # fmt: skip
    assert versions.loc["objections", "2"].to_dict() == {
        "sessions": 0, "good": 0, "bad": 0, "suggestion": 0, "changed": "A short list", "because": "objections.spring",
        "open_until": "2027-01-31", "said_in": "feedback.team",
    }  # fmt: skip
