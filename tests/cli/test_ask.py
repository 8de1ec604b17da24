"""``graphmodel ask``: questions with their own options, and what is said of a wrong one."""

import pytest

from tests.support.command import graphmodel, in_one_line
from tests.support.studies import tiny_study

STOPPED = "journeys/stopped"


def items(ran):
    """The evidence listed in a JSON answer."""
    assert ran.code == 0, ran.err
    return [row["evidence"] for row in ran.json]


@pytest.mark.slow
def test_a_question_is_asked(meals):
    # Claim c3: the council sidelined (acts as ignored) the bus survey, which reached nothing else.
    ran = graphmodel("ask", meals, STOPPED, "--format", "json")
    assert items(ran) == ["ev.bus_survey"]
    assert ran.json[0]["claims"] == ["c3"]


@pytest.mark.slow
@pytest.mark.parametrize("option", [["--focus", "rural"], ["--focus=rural"]])
def test_the_options_of_a_question_come_behind_it(meals, option):
    assert items(graphmodel("ask", meals, STOPPED, *option, "--format", "json")) == ["ev.bus_survey"]
    assert items(graphmodel("ask", meals, STOPPED, "--focus", "urban", "-f", "json")) == []


@pytest.mark.slow
def test_the_form_may_be_given_anywhere(meals):
    behind = graphmodel("ask", meals, STOPPED, "--focus", "rural", "--format", "json")
    between = graphmodel("ask", meals, "--format", "json", STOPPED, "--focus", "rural")
    before = graphmodel("ask", "--format", "json", meals, STOPPED, "--focus", "rural")
    assert behind.out == between.out == before.out


@pytest.mark.parametrize("words", [("--focus", "rural", "STUDY", STOPPED), ("STUDY", "--focus", "rural", STOPPED)])
def test_options_of_a_question_before_it_are_refused_in_words(meals, words):
    ran = graphmodel("ask", *(meals if word == "STUDY" else word for word in words))
    assert ran.code == 2
    assert "study comes first" in ran.err


@pytest.mark.slow
def test_the_last_part_of_a_name_will_do(meals):
    assert items(graphmodel("ask", meals, "stopped", "-f", "json")) == ["ev.bus_survey"]


def test_an_unknown_question_lists_near_ones(meals):
    ran = graphmodel("ask", meals, "journeys/stoped")
    assert ran.code == 2
    assert "journeys/stopped" in ran.err
    assert "`graphmodel questions`" in ran.err


def test_a_theme_lists_its_questions_and_an_analysis_is_named_as_a_command(meals):
    of_theme = graphmodel("ask", meals, "journeys")
    assert of_theme.code == 2
    assert {"stopped", "handovers"} <= set(of_theme.err.replace(",", " ").replace(".", " ").split())
    analysis = graphmodel("ask", meals, "dropout")
    assert analysis.code == 2
    assert "`graphmodel dropout STUDY`" in analysis.err


def test_no_question_at_all(meals):
    ran = graphmodel("ask", meals)
    assert ran.code == 2
    assert "`graphmodel questions`" in ran.err


@pytest.mark.slow
def test_an_option_that_is_needed_is_named(meals):
    ran = graphmodel("ask", meals, "journeys/of_evidence")
    assert ran.code == 2
    assert "journeys/of_evidence needs --evidence" in ran.err


@pytest.mark.slow
def test_an_option_of_the_wrong_type(meals):
    ran = graphmodel("ask", meals, "barriers/at_stage", "--min-claims", "few")
    assert ran.code == 2
    assert "--min-claims of barriers/at_stage: 'few' is not a whole number" in ran.err
    assert graphmodel("ask", meals, "barriers/at_stage", "--min-claims", "2").code == 0


def test_an_option_that_the_question_does_not_have(meals):
    ran = graphmodel("ask", meals, "journeys/of_evidence", "--evidnce", "ev.menus")
    assert ran.code == 2
    assert "Did you mean --evidence?" in ran.err
    assert "graphmodel ask STUDY journeys/of_evidence --help" in ran.err


def test_a_word_too_many(meals):
    ran = graphmodel("ask", meals, STOPPED, "rural")
    assert ran.code == 2
    assert "(rural)" in ran.err


@pytest.mark.parametrize("words", [("STUDY", STOPPED, "--help"), ("-h", "STUDY", STOPPED), ("STUDY", "-h", STOPPED)])
def test_help_of_one_question(meals, words):
    ran = graphmodel("ask", *(meals if word == "STUDY" else word for word in words))
    assert ran.code == 0
    assert ran.err == ""
    said = in_one_line(ran.out)
    assert said.startswith("Usage: graphmodel ask STUDY journeys/stopped [OPTIONS]")
    assert "Examples: graphmodel ask my-study journeys/stopped" in said
    assert "--focus TEXT only evidence of this focus" in said
    assert "n_claims: " in said
    assert "`graphmodel ask --help`" in said


def test_help_needs_no_study_that_is_right(tmp_path):
    study = tiny_study(tmp_path, settings="x = [")
    assert "Which evidence was stopped" in graphmodel("ask", study, STOPPED, "--help").out


def test_help_says_which_options_are_needed_and_what_the_others_default_to(meals):
    assert "(text; required)" in graphmodel("ask", meals, "journeys/of_evidence", "-h").out
    assert "default: the study's in question" in in_one_line(graphmodel("ask", meals, "barriers/by_level", "-h").out)


@pytest.mark.process
def test_a_question_of_the_study_itself(built_meals):
    (built_meals / "cypher").mkdir()
    (built_meals / "cypher" / "cooks.cypher").write_text(
        "// Which cooks are there?\n//\n// @param word: text = 'cook' - a piece of the label\n//\n"
        "// @returns actor: text - id\n"
        "MATCH (a:Actor) WHERE lower(a.label) CONTAINS $word RETURN a.id AS actor ORDER BY actor\n",
        "utf-8",
    )
    ran = graphmodel("ask", built_meals, "cooks", "-f", "json")
    assert ran.json == [{"actor": "act.cook"}]
    assert graphmodel("ask", built_meals, "own/cooks", "--word", "cater", "-f", "json").json == [
        {"actor": "act.caterer"}
    ]
    assert "own/cooks" in [row["name"] for row in graphmodel("questions", built_meals, "-f", "json").json]


@pytest.mark.slow
def test_a_malformed_question_is_refused_with_path_and_line_and_the_others_answer(built_meals):
    (built_meals / "cypher").mkdir()
    (built_meals / "cypher" / "mine.cypher").write_text("// Who?\nMATCH (a:Actor) RETURN a.id AS actor\n", "utf-8")
    for name in ("mine", "own/mine"):
        ran = graphmodel("ask", built_meals, name)
        assert ran.code == 1
        assert "mine.cypher, line 1: no column is declared. Add a line for each: // @returns" in ran.err
    assert items(graphmodel("ask", built_meals, STOPPED, "-f", "json")) == ["ev.bus_survey"]
    listed = graphmodel("questions", built_meals, "-f", "json")
    assert "Refused: " in listed.err
    assert "own/mine" not in [row["name"] for row in listed.json]


@pytest.mark.slow
def test_words_need_no_quotation_marks(meals):
    apart = graphmodel("journey", meals, "village", "schools", "-f", "json", "--table", "journey")
    together = graphmodel("journey", meals, "village schools", "-f", "json", "--table", "journey")
    assert apart.json == together.json
    assert [row["evidence"] for row in apart.json] == ["ev.bus_survey"]
    claims = graphmodel("claims", meals, "village", "school", "-f", "json").json
    assert claims == graphmodel("claims", meals, "village school", "-f", "json").json
    assert claims


@pytest.mark.slow
def test_findings_of_a_study_that_compares_no_focuses(tmp_path):
    study = tiny_study(tmp_path)
    settings = (study / "study.toml").read_text("utf-8")
    (study / "study.toml").write_text(settings[: settings.index("[focus]")], "utf-8")
    ran = graphmodel("findings", study)
    assert ran.code == 0
    assert "use of the two compared" not in ran.out
    # Items are grouped by no focus. One is mentioned in planning, and it is used: see tests/support/studies.py.
    assert "0 of 1 item mentioned: Plan" in ran.out
    assert ": all evidence not used" in ran.out
