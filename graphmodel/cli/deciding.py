"""``graphmodel queue`` and ``graphmodel adjudicate``: what a person decides in a workbook."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from graphmodel.cli.command import PATH, command
from graphmodel.cli.options import by_option, study_argument
from graphmodel.cli.output_options import OutputOptions, file_option, output_options
from graphmodel.cli.screen import how_to_undo, say

_filled = click.argument("filled", type=PATH, required=False)
_WRITE_OR_READ = "Give --output FILE.xlsx to write the workbook, or the filled workbook to read it."


@command(
    "adjudicate",
    examples=["graphmodel adjudicate my-copy -o to-decide.xlsx", "graphmodel adjudicate my-copy to-decide.xlsx"],
)
@study_argument
@_filled
@file_option("Write the units on which coders differ to this workbook.")
def adjudicate(study: Path, filled: Path | None, output: Path | None, force: bool) -> None:
    """Decide, in a workbook, where the coders of STUDY differ.

    With --output it writes a row for each unit and field on which the table codings has different
    values, with columns to fill: decision, decided_by, note. With FILLED it reads the decisions
    back into claims, and into the table decisions who decided what. `graphmodel undo` restores
    the tables. Reading a workbook twice changes nothing the second time.
    """
    from graphmodel.api.adjudication import read_adjudication, write_adjudication
    from graphmodel.wording import typed

    if (filled is None) == (output is None):
        raise click.UsageError(_WRITE_OR_READ)
    if output is not None:
        _say_written("adjudicate", study, output, write_adjudication(study, output, force=force))
        return
    assert filled is not None  # noqa: S101 - one of the two is given
    report = read_adjudication(study, filled)
    _say_refused(report.refused)
    say(report.counts)
    if report.backup:
        say(f"{how_to_undo(study)}. Next: graphmodel check {typed(study)}")
    _fail_if(report.refused)


@command(
    "queue",
    examples=[
        "graphmodel queue my-copy",
        "graphmodel queue my-copy -o to-decide.xlsx",
        "graphmodel queue my-copy to-decide.xlsx",
    ],
    tables=["queue", "settled", "kinds", "items"],
)
@output_options
@study_argument
@_filled
@by_option
def queue(study: Path, filled: Path | None, by: str, output: OutputOptions) -> None:
    """Show what waits for a decision in STUDY; or read the decisions from a filled workbook.

    With --output FILE.xlsx it writes a workbook with a row for each question and a drop-down list of
    its options. Guesses of the same sort are one question; the rows below it take exceptions.
    With FILLED it reads the decisions of that workbook, all in one change that `graphmodel undo`
    undoes. What is decided is not asked again. Reading a workbook twice changes nothing the second
    time.
    """
    from graphmodel.api.deciding import read_queue, show_queue, write_queue

    output = replace(output, study=study)
    if filled is None:
        if output.file is None or output.file.suffix.lower() != ".xlsx" or output.format not in {None, "xlsx"}:
            output.refuse_blocked(study)
            output.write(show_queue(study))
            return
        _say_written("queue", study, output.file, write_queue(study, output.file, force=output.force), "question")
        return
    if output.file is not None:
        raise click.UsageError(_WRITE_OR_READ)
    report = read_queue(study, filled, by=by)
    _say_refused(report.refused)
    say(report.counts, *report.change)
    if report.change:
        say(how_to_undo(study))
    _fail_if(report.refused)


def _say_written(name: str, study: Path, file: Path, rows: int, what: str = "row") -> None:
    from graphmodel.wording import counted, typed

    then = f"graphmodel {name} {typed(study)} {typed(file)}"
    say(f"Wrote {file}: {counted(rows, what)} to decide. Then: {then}")


def _say_refused(refused: Iterable[tuple[int, str]]) -> None:
    for row, reason in refused:
        say(f"Row {row} refused: {reason}")


def _fail_if(refused: object) -> None:
    if refused:
        click.get_current_context().exit(1)
