"""``graphmodel questions``."""

from pathlib import Path

import click

from graphmodel.cli.common import Output, output_options


@click.command()
@output_options
@click.argument("study", type=click.Path(path_type=Path), required=False)
def questions(study: Path | None, output: Output) -> None:
    """List every question that can be asked.

    With STUDY, its own cypher folder is listed too.
    """
    import pandas as pd

    from graphmodel.api.opened import own_questions
    from graphmodel.problems import StudyError
    from graphmodel.queries.bank import find_questions
    from graphmodel.results import Result

    if study is not None and not study.exists():
        raise StudyError(f"There is no folder or workbook {study}. See whether the path is right.")
    bank = find_questions(own_questions(study) if study else ())
    found = bank.questions.values()
    for error in bank.refused.values():
        click.echo(f"Refused: {error}", err=True)
    frame = pd.DataFrame(
        {
            "question": [question.name for question in found],
            "asks": [question.title for question in found],
            "options": [[f"--{p.name.replace('_', '-')}" for p in question.parameters] for question in found],
        }
    )
    result = Result("questions", "Questions", f"{len(frame)} questions.", {"questions": frame})
    output.write(result)
