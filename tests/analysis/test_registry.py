"""The registry of analyses: what it says is what the analyses, the methods and the commands do."""

import subprocess
import sys
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest

import graphmodel as gm
from graphmodel.analysis import registry
from graphmodel.analysis.registry import AnswerTo, Description
from graphmodel.api.opened import OpenStudy
from graphmodel.cli.analyses import command_of
from graphmodel.cli.sections import ENTRIES
from graphmodel.problems import NotFound, QuestionError
from tests.conftest import OpenOther
from tests.support.studies import tiny_study, tiny_tables
from tests.support.tiers import some_of

MEALS = Path(__file__).parents[1] / "data" / "county_meals"


@pytest.fixture
def meals(open_other: OpenOther) -> gm.OpenStudy:
    return open_other(MEALS)


def plain(hint: Any) -> Any:
    """An annotation without its marks."""
    if get_origin(hint) is Annotated:
        return get_args(hint)[0]
    parts = get_args(hint)
    if len(parts) == 2 and parts[1] is type(None):
        return plain(parts[0]) | None
    return hint


def own_parameters(function: Any) -> list[tuple[str, Any, Any, Any]]:
    hints = get_type_hints(function, include_extras=True)
    parameters = list(signature(function).parameters.values())[1:]
    return [
        (p.name, p.kind, p.default, plain(hints[p.name]))
        for p in parameters
        if not any(isinstance(mark, AnswerTo) for mark in getattr(hints[p.name], "__metadata__", ()))
    ]


@pytest.mark.process
def test_names_and_help_are_read_without_pandas():
    code = "import sys; from graphmodel.analysis import registry; registry.names(); print('pandas' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_an_analysis_is_described_as_it_is_without_importing_it():
    for name in registry.names():
        found, described = vars(registry.find(name)), vars(registry.describe(name))
        assert described == {key: found[key] for key in described}, name
        assert "function" not in described, f"{name} is not described yet: run make docs"


def test_every_analysis_is_complete():
    for name, line in registry.names().items():
        found = registry.find(name)
        assert found.help == line
        assert line.endswith(".")
        assert len(line) <= 70
        assert found.description
        assert found.tables
        assert found.examples
        assert all(example.startswith(f"graphmodel {found.command} ") for example in found.examples)
        assert all(option.help for option in found.options), name


def test_methods_of_a_study_are_those_of_the_registry():
    for name in registry.names():
        assert own_parameters(getattr(OpenStudy, name)) == own_parameters(registry.find(name).function), name


def test_commands_take_the_options_of_the_registry():
    for name in registry.names():
        found, command = registry.find(name), command_of(name)
        own = {parameter.name for parameter in command.params}
        assert {option.name for option in found.options} <= own
        for option in found.options:
            parameter = next(p for p in command.params if p.name == option.name)
            if option.kind == "choice":
                assert tuple(parameter.type.choices) == option.choices  # type: ignore[attr-defined]
        positional = [parameter.name for parameter in command.params if parameter.param_type_name == "argument"]
        assert positional[0] == "study"


def test_a_command_has_hyphens_where_its_analysis_has_underscores():
    described = Description("verb_counts", "Count verbs.", "", (), ("verbs",), ())
    assert described.command == "verb-counts"
    assert all("_" not in entry.name for entry in ENTRIES.values())


def options_for(study: gm.OpenStudy, name: str) -> dict[str, Any]:
    """Values of the options that an analysis needs: nodes of the right kind from the study."""
    chosen: dict[str, Any] = {}
    for option in registry.find(name).options:
        if option.required and option.kind != "node":  # two groups of claims
            sources = sorted(study.frames.claims["source"].unique())
            chosen[option.name] = sources[len(chosen)]
        elif option.required:
            kind = "EvidenceItem" if len(option.nodes) > 1 else option.nodes[0]
            nodes = study.frames.nodes(kind)["id"]
            chosen[option.name] = nodes.iloc[len([value for value in chosen.values() if value in set(nodes)])]
    return chosen


def check_tables(study: gm.OpenStudy, name: str) -> None:
    found = registry.find(name)
    result = getattr(study, name)(**options_for(study, name))
    assert result.name == name
    assert tuple(result)[: len(found.tables)] == found.tables
    assert result.frame is result[found.tables[0]]
    assert name == "matrix" or len(result) == len(found.tables)


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", registry.names())
def test_every_analysis_has_its_tables_in_the_bundled_study(study: gm.OpenStudy, name: str):
    check_tables(study, name)


@pytest.mark.slow
@pytest.mark.parametrize("name", some_of(registry.names(), *(registry.names().keys() - {"robustness", "findings"})))
def test_every_analysis_has_its_tables_in_a_study_of_another_field(meals: gm.OpenStudy, name: str):
    check_tables(meals, name)


@pytest.mark.slow
def test_every_analysis_has_its_tables_in_a_study_without_claims(tmp_path):
    header = ",".join(tiny_tables()["claims"][0])
    path = tiny_study(tmp_path, claims=f"{header}\n", coding_notes=None)
    with gm.open_study(path) as study:
        for name in registry.names():
            if name != "compare":  # there are no two groups of claims
                check_tables(study, name)
        with pytest.raises(NotFound, match="No claim has the source"):
            study.compare("src.cook", "src.minutes")


def test_a_choice_that_is_none_is_refused_with_a_suggestion(meals: gm.OpenStudy):
    with pytest.raises(
        QuestionError, match=r"value is one of ignore, subtract, combine, not 'subtrakt'\. Did you mean"
    ):
        meals.discourse(value="subtrakt")  # type: ignore[arg-type]


def test_an_analysis_that_is_none_is_refused_with_a_suggestion():
    with pytest.raises(NotFound, match="Did you mean dropout"):
        registry.find("dropouts")


@pytest.mark.slow
def test_old_names_of_methods_and_commands_still_work(meals: gm.OpenStudy):
    assert meals.brokerage().frame.equals(meals.brokers().frame)
    assert meals.champions().frame.equals(meals.dependence().frame)


def test_everything_that_can_be_asked_is_listed(meals: gm.OpenStudy):
    listed = meals.questions()
    analyses = listed[listed["kind"] == "analysis"]
    assert analyses["name"].tolist() == list(registry.names())
    assert listed.set_index("name").loc["discourse", "options"] == ["by", "who", "value", "normalise", "duplicates"]
    assert set(listed.loc[listed["kind"] == "question", "name"]) == set(meals.bank.questions)


def test_parameters_before_the_star_are_arguments():
    arguments = [option.is_argument for option in registry.find("chain").options]
    assert arguments[:2] == [True, True]
    assert not any(arguments[2:])
    assert registry.find("journey").options[0].default is Parameter.empty
