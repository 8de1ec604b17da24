"""A tool is data: the bundled ones are sound, a malformed one is refused with file, line and what to do."""

import re
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.problems import NotFound, QuestionError
from graphmodel.queries.bank import find_questions
from graphmodel.tools.bank import find_tools
from graphmodel.tools.definition_file import FILE, read_definition

SOUND = """title = "Ideas"
purpose = "Collect ideas."
audience = "a team"
minutes = 20
people = "2 to 6"
version = "1"

[slots.objections]
question = "tools/replies"
missing = "The study lists no objections."

[[forms]]
name = "sheet"
title = "One sheet"
parts = ["list", "feedback"]

[[parts]]
name = "list"
title = "Ideas"
code = "I"
rows = "objections"
node = "objection"
blank = 2
columns = [
    { heading = "Objection", text = "{objection_label}" },
    { heading = "Idea", answer = "idea" },
    { heading = "Good?", answer = "good", kind = "choice", choices = ["yes", "no"] },
]
"""

FAULTS = {
    "not TOML": ("minutes = 20", "minutes = twenty", r"is not TOML: .*line 4"),
    "missing": ('purpose = "Collect ideas."\n', "", r"purpose is missing\. Add a line: purpose = "),
    "another type": ("minutes = 20", 'minutes = "20"', r"line 4: minutes has another type\. Write a whole number"),
    "unknown key": ("people =", "poeple =", r"people is missing|Did you mean people"),
    "unknown slot": ('rows = "objections"', 'rows = "objectons"', r"line 21: .*Did you mean objections\? Add"),
    "unknown part": ('parts = ["list", ', 'parts = ["lst", ', r"line 15: there is no part 'lst'.* Did you mean list"),
    "no code": ('code = "I"\n', "", r"line 17: a part with answers needs a code"),
    "code of a block": ('code = "I"', 'code = "S"', r"line 20: .*needs a code"),
    "unknown kind": ('kind = "choice"', 'kind = "chioce"', r"'chioce' is not known\. Did you mean choice"),
    "choice without choices": (', choices = ["yes", "no"]', "", r"a choice has choices"),
    "same answer": ('answer = "good"', 'answer = "idea"', r"two answers are called idea"),
    "unknown paper": (
        'title = "One sheet"',
        'title = "One sheet"\npaper = "a9"',
        r"line 15: paper = 'a9' is not known",
    ),
    "cards without a side": ("blank = 2", 'kind = "cards"\nside = 9', r"cards need an answer and a side"),
    "open without an answer": (
        'text = "{objection_label}"',
        'text = "{objection_label}", open = true',
        r"an open column has",
    ),
    "type too large": ('title = "One sheet"', 'title = "One sheet"\npoints = 90', r"points = 90 is not a type size"),
    "no forms": ("[[forms]]", "[[from]]", r"there is no form"),
    "option of a slot": ("missing = ", 'options = { workstream = "{stream}" }\nmissing = ', r"which is not an option"),
}


def write(folder: Path, text: str, name: str = "ideas") -> Path:
    path = folder / name / FILE
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    return path


def test_a_sound_definition_is_read(tmp_path):
    tool = read_definition(write(tmp_path, SOUND), "ideas")
    assert (tool.title, tool.forms[0].pages, tool.parts["list"].columns[2].choices) == ("Ideas", 2, ("yes", "no"))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_malformed_definition_says_where_and_what_to_do(tmp_path, fault):
    before, after, message = FAULTS[fault]
    assert SOUND.count(before) == 1
    path = write(tmp_path, SOUND.replace(before, after))
    with pytest.raises(QuestionError) as caught:
        read_definition(path, "ideas")
    said = str(caught.value)
    assert str(path) in said
    assert re.search(message, said)


def test_every_bundled_tool_names_questions_that_exist():
    bank, questions = find_tools(), find_questions().questions
    assert not bank.refused
    for tool in bank.tools.values():
        assert {slot.question for slot in tool.slots.values()} <= {*questions}
        assert {*tool.next} <= {*bank.tools}


@pytest.mark.slow
def test_a_study_adds_tools_and_changes_bundled_ones(tmp_path):
    study = gm.write_example(tmp_path / "study")
    write(tmp_path / "study" / "tools", SOUND)
    write(tmp_path / "study" / "tools", SOUND.replace('"Ideas"', '"Our objections"', 1), "objections")
    write(tmp_path / "study" / "tools", SOUND.replace("minutes = 20\n", ""), "needs-assessment")
    listed = gm.list_tools(tmp_path / "study")
    tools = listed.frame.set_index("name")
    assert set(tools.index[tools["own"]]) == {"ideas", "objections"}
    assert {"needs-assessment", "stakeholder-map"} - {*tools.index} == {"needs-assessment"}
    assert tools.at["objections", "title"] == "Our objections"
    assert "minutes is missing" in listed.notes[0]  # and the bundled tool is not taken for it
    with pytest.raises(QuestionError, match="minutes is missing"):
        gm.make_tool(tmp_path / "study", "needs-assessment", tmp_path / "a.pdf")
    made = gm.make_tool(tmp_path / "study", "ideas", tmp_path / "ideas.html")
    assert made.filled == made.places == 20
    assert study


def test_links_among_the_tools_of_a_study_are_refused(tmp_path):
    gm.write_example(tmp_path / "study")
    folder = write(tmp_path / "elsewhere", SOUND).parent
    (tmp_path / "study" / "tools").mkdir()
    (tmp_path / "study" / "tools" / "ideas").symlink_to(folder)
    assert "is a link" in gm.list_tools(tmp_path / "study").notes[0]


@pytest.mark.slow
def test_a_wrong_name_gets_a_suggestion(tmp_path):
    gm.write_example(tmp_path / "study")
    with pytest.raises(NotFound, match="Did you mean objections"):
        gm.make_tool(tmp_path / "study", "objectons", tmp_path / "a.pdf")
    with pytest.raises(QuestionError, match="Did you mean bingo"):
        gm.make_tool(tmp_path / "study", "objections", tmp_path / "a.pdf", form="bimgo")
    with pytest.raises(QuestionError, match="Did you mean workstream"):
        gm.make_tool(tmp_path / "study", "stakeholder-map", tmp_path / "a.pdf", options={"workstraem": "stroke"})
