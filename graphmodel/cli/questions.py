"""``graphmodel questions``."""

from pathlib import Path

import click

from graphmodel.cli.command import command
from graphmodel.cli.options import OutputOptions, output_options


@command(
    "questions",
    examples=["graphmodel questions", "graphmodel questions my-copy -o questions.xlsx"],
    tables=["questions"],
)
@output_options
@click.argument("study", type=click.Path(path_type=Path), required=False)
def questions(study: Path | None, output: OutputOptions) -> None:
    """List every question of the question bank, and every analysis.

    Ask a question with `graphmodel ask STUDY QUESTION`; an analysis is a command of its own.
    With STUDY, the questions in its own folder `cypher` are listed too.
    """
    from graphmodel.api.opened import list_questions, own_questions
    from graphmodel.problems import StudyError
    from graphmodel.queries.bank import find_questions
    from graphmodel.results import Result
    from graphmodel.wording import counted

    if study is not None and not study.exists():
        raise StudyError(f"There is no folder or workbook {study}. Check the path.")
    bank = find_questions(own_questions(study) if study else ())
    for error in bank.refused.values():
        click.echo(f"Refused: {error.on_command_line()}", err=True)
    frame = list_questions(bank, typed=True)
    numbers = frame["kind"].value_counts()
    counts = f"{counted(numbers['question'], 'question')} and {numbers['analysis']} analyses."
    output.write(Result("questions", "Questions and analyses", counts, {"questions": frame}))
