"""Help is what most users read first: plain, whole, and the same for every command."""

import pytest

from graphmodel.cli import cli
from tests.support.command import graphmodel, in_one_line

COMMANDS = sorted(cli.commands)
ASKING = [
    "ask",
    "brokers",
    "chain",
    "champions",
    "claims",
    "cypher",
    "dropout",
    "findings",
    "journey",
    "matrix",
    "stakeholders",
]
ASKING += ["discourse", "triangulate"]


def test_the_commands_are_listed_in_the_order_in_which_they_are_met():
    ran = graphmodel("--help")
    assert ran.code == 0
    listed = [line.split()[0] for line in ran.out.split("Commands:")[1].strip().splitlines()]
    assert listed[:5] == ["new", "example", "check", "build", "findings"]
    assert sorted(listed) == COMMANDS


def test_no_summary_of_a_command_is_cut():
    assert "..." not in graphmodel("--help").out.split("Commands:")[1]


def test_the_examples_at_the_top_stand_on_lines_of_their_own():
    lines = [line.strip() for line in graphmodel("-h").out.splitlines()]
    assert "graphmodel ask my-copy dropout/never_taken_up" in lines
    assert "\\b" not in " ".join(lines)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does_and_shows_its_options(command):
    ran = graphmodel(command, "--help")
    assert ran.code == 0
    assert ran.err == ""
    assert ran.out.startswith(f"Usage: graphmodel {command} ")
    assert graphmodel(command, "-h").out == ran.out
    said = ran.out.split("Options:")[0]
    assert said.strip().endswith((".", "word=manager"))
    # Words of Python, click or reStructuredText are none that a researcher knows.
    assert not any(sign in ran.out for sign in ("``", "\\b", ":func:", "None", "Args:", "\x08"))


@pytest.mark.parametrize("command", ASKING)
def test_commands_that_ask_take_the_study_first_and_share_their_options(command):
    out = graphmodel(command, "--help").out
    assert out.startswith(f"Usage: graphmodel {command} [OPTIONS] STUDY")
    for option in ("--format [table|csv|json|xlsx]", "--output PATH", "--table NAME", "--db PATH", "--no-build"):
        assert option in in_one_line(out)


def test_every_option_of_every_command_is_explained():
    unexplained = [
        (name, parameter.name)
        for name, command in cli.commands.items()
        for parameter in command.params
        if parameter.param_type_name == "option" and not getattr(parameter, "help", None)
    ]
    assert unexplained == []


def test_a_command_that_does_not_exist_is_refused():
    ran = graphmodel("journy")
    assert ran.code == 2
    assert "No such command 'journy'" in ran.err
