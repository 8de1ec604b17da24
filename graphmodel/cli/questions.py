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
    """List every question of the question bank.

    With STUDY, the questions in its own folder `cypher` are listed too.
    """
    import pandas as pd

    from graphmodel.api.opened import own_questions
    from graphmodel.problems import StudyError
    from graphmodel.queries.bank import find_questions
    from graphmodel.results import Result

    if study is not None and not study.exists():
        raise StudyError(f"There is no folder or workbook {study}. Check the path.")
    bank = find_questions(own_questions(study) if study else ())
    listed = bank.questions.values()
    for error in bank.refused.values():
        click.echo(f"Refused: {error}", err=True)
    frame = pd.DataFrame(
        {
            "question": [question.name for question in listed],
            "asks": [question.title for question in listed],
            "options": [[f"--{p.name.replace('_', '-')}" for p in question.parameters] for question in listed],
        }
    )
    result = Result("questions", "Questions", f"{len(frame)} questions.", {"questions": frame})
    output.write(result)
