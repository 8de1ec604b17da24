"""``graphmodel undo`` and ``graphmodel journal``: what commands changed in a study."""

from dataclasses import replace
from pathlib import Path

import click

from graphmodel.cli.command import command
from graphmodel.cli.options import by_option, study_argument
from graphmodel.cli.output_options import OutputOptions, output_options
from graphmodel.cli.screen import say


@command("undo", examples=["graphmodel undo my-copy", "graphmodel undo my-copy --list"])
@study_argument
@click.option("--list", "listing", is_flag=True, help="List what can be undone, the next one first; undo nothing.")
@by_option
def undo(study: Path, listing: bool, by: str) -> None:
    """Undo the last change that a command made to STUDY.

    The files of the study are restored byte for byte. Run it again to undo the change
    before that. A file that has changed since is left alone: nothing is undone then, and the message
    says where its earlier state is. The last 20 changes are kept.
    """
    from graphmodel.api.changing import changes_to_undo
    from graphmodel.api.changing import undo as undo_last
    from graphmodel.wording import typed

    if listing:
        changes = changes_to_undo(study)
        for one in changes:
            say(f"{one.number}  {one.when}  {one.command}: {one.what}")
        if not changes:
            say("There is nothing to undo.")
        return
    done = undo_last(study, by=by)
    say(*done.notes)
    say(f"Next: graphmodel check {typed(study)}")


@command(
    "journal",
    examples=["graphmodel journal my-copy", "graphmodel journal my-copy -o journal.xlsx"],
    tables=["journal"],
)
@output_options
@study_argument
def journal(study: Path, output: OutputOptions) -> None:
    """List what was changed in STUDY, by which command and when; the last change first.

    Every command that changes a study writes a line, and so does `graphmodel undo`. A line says who
    made the change only where --by named somebody.
    """
    from graphmodel.api.changing import journal as journal_of

    output = replace(output, study=study)
    output.refuse_blocked(study)
    output.write(journal_of(study))
