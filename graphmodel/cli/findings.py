"""``graphmodel findings``."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.cli.command import PATH, command
from graphmodel.cli.options import Request, limit_options, request_options
from graphmodel.cli.screen import say
from graphmodel.output import write
from graphmodel.output.files import refuse_blocked, replacing_folder
from graphmodel.output.written import writing_for
from graphmodel.problems import EngineError, QuestionError
from graphmodel.wording import counted

if TYPE_CHECKING:
    from graphmodel.api.opened import OpenStudy
    from graphmodel.engine.limits import Limits
    from graphmodel.queries.bank import Bank
    from graphmodel.results import Result


@command(
    "findings",
    examples=["graphmodel findings my-copy", "graphmodel findings my-copy --results results"],
    tables=["findings"],
)
@request_options
@limit_options
@click.option(
    "--results",
    type=PATH,
    metavar="FOLDER",
    help="Also write every result to this folder, as workbooks.",
)
def findings(request: Request, limits: "Limits", results: Path | None) -> None:
    """Show the headline findings of STUDY.

    Each finding says what it counts and which command shows more. With --results FOLDER, every
    analysis and every question that needs no option is written there too.
    """
    from graphmodel.api.study_files import own_questions
    from graphmodel.queries.bank import find_questions

    if results is not None:
        request.protect_study(results)
        if request.study is not None:
            _refuse_blocked(request, results, request.study, find_questions(own_questions(request.study)))
    with request.open() as study:
        if results is not None and request.study is None:
            _refuse_blocked(request, results, study.owner, study.bank)
        study.limits = limits
        result = study.findings()
        if request.output.is_plain:
            _show(result)
        else:
            request.output.write(result)
        if results is not None:
            left_out: list[str] = []
            with writing_for(study.owner, request.output.force), replacing_folder(results) as work:
                written = list(_write_results(study, work, left_out))
            say(f"Wrote {counted(len(written), 'workbook')} to {results}", *left_out, err=True)
            if left_out:
                click.get_current_context().exit(1)


def _show(result: "Result") -> None:
    """The findings as sentences under their themes, the numbers first."""
    from pandas import isna

    say(result.title)
    theme = ""
    for row in result.frame.to_dict("records"):
        if row["theme"] != theme:
            theme = row["theme"]
            say("", f"{theme.capitalize()}  ({row['see']})", bold=True)
        of = "" if isna(row["of"]) else f" of {row['of']}"
        unit, _, more = row["unit"].partition(" ")  # such as "items mentioned"
        unit = unit.removesuffix("s") if (row["of"] if of else row["number"]) == 1 else unit
        say(f"  {row['number']:,}{of} {unit}{more and ' '}{more}: {row['finding']}")
        say(f"      {row['rests_on']}  (next: {row['ask']})")
        if not isna(row["hangs_on"]):
            say(f"      {row['hangs_on']}")
    say("", result.counts, *result.notes)


def _write_results(study: "OpenStudy", folder: Path, left_out: list[str]) -> Iterator[Path]:
    """Write every analysis, and every question that needs no option, as a workbook each; yield their paths.

    Questions of the study's own that cannot be answered are named in ``left_out``, with the reason.
    """
    analyses, questions = _names(study.bank)
    for name in analyses:
        yield _written(getattr(study, name)(), folder / _file_of_analysis(name))
    for name in questions:
        question = study.bank.questions[name]
        try:
            answer = study.ask(name)
        except (EngineError, QuestionError) as error:
            if not question.own:
                raise
            left_out.append(f"Left out {name}: {error.on_command_line()}")
        else:
            yield _written(answer, folder / _file_of_question(name))


def _names(bank: "Bank") -> tuple[list[str], list[str]]:
    """The analyses and questions that need no option."""
    from graphmodel.analysis import registry

    questions = bank.questions.items()
    return (
        [name for name in registry.names() if registry.find(name).runs_alone],
        [name for name, one in questions if all(parameter.default is not None for parameter in one.parameters)],
    )


def _file_of_analysis(name: str) -> Path:
    return Path(f"{name}.xlsx")


def _file_of_question(name: str) -> Path:
    return Path("questions", f"{name}.xlsx")


def _refuse_blocked(request: Request, folder: Path, owner: Path | str, bank: "Bank") -> None:
    analyses, questions = _names(bank)
    files = [*map(_file_of_analysis, analyses), *map(_file_of_question, questions)]
    with writing_for(owner, request.output.force):
        refuse_blocked(folder, files, is_folder=True)


def _written(result: "Result", path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write(result, "xlsx", path)
    return path
