"""``graphmodel adjudicate``: the units on which coders differ, decided by a person in a workbook."""

from pathlib import Path

import click

from graphmodel.cli.command import command
from graphmodel.cli.options import study_argument
from graphmodel.cli.output_options import file_option
from graphmodel.cli.screen import say


@command(
    "adjudicate",
    examples=["graphmodel adjudicate my-copy -o to-decide.xlsx", "graphmodel adjudicate my-copy to-decide.xlsx"],
)
@study_argument
@click.argument("filled", type=click.Path(path_type=Path), required=False)
@file_option("Write the units on which coders differ to this workbook.")
def adjudicate(study: Path, filled: Path | None, output: Path | None, force: bool) -> None:
    """Decide, in a workbook, where the coders of STUDY differ.

    With --output it writes a row for each unit and field on which the table codings has different
    values, with columns to fill: decision, decided_by, note. With FILLED it reads the decisions
    back into claims, and into the table decisions who decided what. `graphmodel undo` brings the
    tables back as they were. Reading a workbook twice changes nothing the second time.
    """
    from graphmodel.api.adjudication import read_adjudication, write_adjudication
    from graphmodel.wording import counted, typed

    if (filled is None) == (output is None):
        raise click.UsageError("Give --output FILE.xlsx to write the workbook, or the filled workbook to read it.")
    if output is not None:
        rows = write_adjudication(study, output, force=force)
        then = f"graphmodel adjudicate {typed(study)} {typed(output)}"
        say(f"Wrote {output}: {counted(rows, 'row')} to decide. Then: {then}")
        return
    assert filled is not None  # noqa: S101 - one of the two is given
    report = read_adjudication(study, filled)
    for row, reason in report.refused:
        say(f"Row {row} refused: {reason}")
    say(report.counts)
    if report.backup:
        name = typed(study)
        say(f"To take it back: graphmodel undo {name}. Next: graphmodel check {name}")
    if report.refused:
        click.get_current_context().exit(1)
