"""Help is what most users read first: complete, with an example, and the same for every command."""

import re
import shlex

import click
import pytest

from graphmodel.cli import cli
from graphmodel.cli.command import Command, SharedOption
from graphmodel.cli.sections import ENTRIES, EXAMPLES, EXIT_CODES, SECTIONS
from tests.support.command import graphmodel, in_one_line

COMMANDS = {name: entry.load() for name, entry in ENTRIES.items()}
WITH_RESULT = [name for name, command in COMMANDS.items() if any(p.name == "output" and isinstance(p, SharedOption)
                                                                 for p in command.params)]  # fmt: skip


def parse(line: str) -> None:
    """Parse an example as the command line would; nothing is run."""
    words = shlex.split(line.split(">", maxsplit=1)[0])
    assert words[0] == "graphmodel"
    context = cli.make_context("graphmodel", words[1:])
    name, command, rest = cli.resolve_command(context, [*context._protected_args, *context.args])
    assert command is not None
    try:
        command.make_context(name, rest, parent=context)
    except click.exceptions.Exit:  # --help
        assert "--help" in rest


def test_help_lists_every_command_once_in_its_section():
    out = graphmodel("--help").out
    position = 0
    for title, entries in SECTIONS.items():
        position = out.index(f"\n{title}:\n", position)
        for entry in entries:
            position = out.index(f"\n  {entry.name} ", position)
            assert in_one_line(entry.help) in in_one_line(out)
    assert len(ENTRIES) == sum(map(len, SECTIONS.values()))


def test_every_module_with_a_command_is_in_the_table():
    loaded = {id(command) for command in COMMANDS.values()}
    for entry in ENTRIES.values():
        module = __import__(entry.source.split(":")[0], fromlist=["_"])
        own = [value for value in vars(module).values() if isinstance(value, click.Command)]
        assert all(id(command) in loaded for command in own)


def test_each_command_knows_its_own_name_and_old_names_reach_it():
    for name, entry in ENTRIES.items():
        assert COMMANDS[name].name == name
        for alias in entry.aliases:
            assert alias not in ENTRIES
            assert cli.get_command(click.Context(cli), alias) is COMMANDS[name]
            assert f"\n  {alias} " not in graphmodel("--help").out


def test_the_help_of_all_commands_lists_the_exit_codes():
    out = graphmodel("--help").out.split("Exit codes:")[1]
    assert [int(code) for code in re.findall(r"^  (\d+) ", out, re.M)] == list(EXIT_CODES)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does_and_shows_an_example_that_parses(name):
    command = COMMANDS[name]
    ran = graphmodel(name, "--help")
    assert ran.code == 0
    assert ran.err == ""
    assert ran.out.startswith(f"Usage: graphmodel {name} ")
    assert graphmodel(name, "-h").out == ran.out
    # Words of Python, click or reStructuredText are none that a researcher knows.
    assert not any(sign in ran.out for sign in ("``", "\\b", ":func:", "None", "Args:", "\x08"))
    assert isinstance(command, Command)
    assert command.examples
    for example in command.examples:
        assert f"\n  {example}\n" in ran.out
        assert example.split()[1] == name
        parse(example)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_at_the_top_parse(example):
    parse(re.split(r"\s{3,}", example)[0])


def test_every_option_of_every_command_is_explained():
    unexplained = [
        (name, parameter.name)
        for name, command in COMMANDS.items()
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.hidden and not parameter.help
    ]
    assert unexplained == []


@pytest.mark.parametrize("name", WITH_RESULT)
def test_own_options_come_before_the_shared_ones_and_tables_are_named(name):
    command = COMMANDS[name]
    assert isinstance(command, Command)
    out = graphmodel(name, "--help").out
    own, shared = out.split("\nOptions:")[1].split("\nOutput and database:")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            section = shared if isinstance(parameter, SharedOption) else own
            assert f"{parameter.opts[-1]} " in section
    assert {"--format", "--output", "--table"} <= set(re.findall("--[a-z]+", shared))
    if command.tables:
        assert in_one_line(f"Tables (for --table): {', '.join(command.tables)}") in in_one_line(shared)


@pytest.mark.exhaustive
@pytest.mark.slow
@pytest.mark.process
def test_tables_in_help_are_those_of_the_result(meals):
    arguments = {
        "chain": ["act.cook", "act.councillor"],
        "compare": ["src.cook", "src.minutes"],
        "cypher": ["RETURN 1 AS one"],
        "journey": ["ev.bus_survey"],
    }
    for name in WITH_RESULT:
        command = COMMANDS[name]
        if name in {"ask", "matrix", "table"}:  # a question's one table, one per theme, one of the study's
            continue
        assert isinstance(command, Command)
        tables = list(command.tables)
        ran = graphmodel(name, meals, *arguments.get(name, []), "--table", "?")
        assert ran.code == 2, ran.err
        listed = in_one_line(ran.err).split("Its tables: ")[1]
        assert tables == listed.rstrip(".").split(", ")


def test_a_command_that_does_not_exist_gets_a_suggestion():
    ran = graphmodel("journy")
    assert ran.code == 2
    assert "Did you mean journey, journeys or journal?" in ran.err
    assert "--help" in graphmodel("xyzzy").err


def test_an_option_that_does_not_exist_gets_a_suggestion(meals):
    ran = graphmodel("claims", meals, "--polarty", "denies")
    assert ran.code == 2
    assert "Did you mean --polarity?" in ran.err


@pytest.mark.slow
def test_a_table_of_a_result_that_does_not_exist_gets_a_suggestion(meals):
    ran = graphmodel("stakeholders", meals, "--table", "tie")
    assert ran.code == 2
    assert "Did you mean ties?" in ran.err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_commands(shell, monkeypatch):
    monkeypatch.setenv("_GRAPHMODEL_COMPLETE", f"{shell}_complete")
    monkeypatch.setenv("COMP_WORDS", "graphmodel jour")
    monkeypatch.setenv("COMP_CWORD", "jour" if shell == "fish" else "1")
    assert "journey" in graphmodel().out


def test_a_password_is_never_an_option():
    assert not any("--password" in parameter.opts for command in COMMANDS.values() for parameter in command.params)
