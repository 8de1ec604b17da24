"""``graphmodel update``: the sheet of a study, read again."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.cli.command import PATH, command
from graphmodel.cli.options import by_option, study_argument
from graphmodel.cli.screen import at_terminal, choose, cut, say, show_problems

if TYPE_CHECKING:
    from graphmodel.api.flat_changes import ChangedClaim
    from graphmodel.api.flat_update import SheetUpdate, UpdateReport

_LISTED = 20
"""Claims of each sort that are listed without --all."""
_SHORT = 70
"""Characters of a text that are shown."""


@command("update", examples=["graphmodel update my-claims", "graphmodel update my-claims moved/my-claims.xlsx --yes"])
@study_argument
@click.argument("file", type=PATH, required=False)
@click.option("--yes", is_flag=True, help="Delete the claims of rows that are gone, without asking.")
@click.option("--dry-run", is_flag=True, help="Change nothing; say what would change.")
@click.option("--all", "all_", is_flag=True, help="List every claim.")
@by_option
def update(study: Path, file: Path | None, yes: bool, dry_run: bool, all_: bool, by: str) -> None:
    """Read the sheet of STUDY again, and bring STUDY up to date.

    STUDY was made by `graphmodel start`. Name FILE, the sheet, if it has moved or STUDY comes from
    somebody else. Sorting the sheet, filtering it, and inserting rows or columns changes
    no claim that the study has. What was settled in the study stays. `graphmodel undo`
    undoes an update.
    """
    from graphmodel.problems import ChangeRefused
    from graphmodel.wording import counted, typed

    again = _read(study, file)
    if at_terminal() and not dry_run:
        _ask(again)
    change, report = again.change(remove=yes)
    _show(report, sys.maxsize if all_ else _LISTED)
    if dry_run:
        say("Nothing was changed.")
        return
    if report.vanished and not yes and at_terminal():
        question = f"Delete {counted(len(report.vanished), 'claim')} whose rows are gone?"
        if click.confirm(question, default=False):
            change, report = again.change(remove=True)
    try:
        done = again.apply(change, by=by)
    except ChangeRefused as refused:
        show_problems(refused.problems, most=5, severities=("error",))
        raise
    say(done.counts, *done.notes)
    if report.vanished and report.kept:
        kept = counted(len(report.vanished), "claim")
        say(f"{kept} whose rows are gone stay. To delete them: graphmodel update {typed(study)} --yes")
    if report.doubtful:
        rows = ", ".join(map(str, report.doubtful[:_LISTED]))
        say(f"Rows {rows} may be one of several claims. Decide in the queue, then update again:")
        say(f"  graphmodel queue {typed(study)}")


def _read(study: Path, file: Path | None) -> "SheetUpdate":
    """Read the sheet again, if need be after asking whether it may be read."""
    from graphmodel.api.flat_update import read_again
    from graphmodel.api.known_sheets import UnknownSheet

    try:
        return read_again(study, file)
    except UnknownSheet as unknown:
        if not at_terminal():
            raise
        say(f"The study says that its sheet is {unknown.path}. You have not named it here before.")
        if not click.confirm("Read it?", default=False):
            raise
        return read_again(study, unknown.path)


def _ask(again: "SheetUpdate") -> None:
    """Ask which claim each doubtful row is; what is put off waits in the queue."""
    put_off: set[str] = set()
    while items := [item for item in again.doubtful if item.id not in put_off]:
        item = items[0]
        if number := choose(item.question, item.options, zero="decide later, in the queue"):
            again.settle({item.subject: item.options[number - 1]})
        put_off.add(item.id)


def _show(report: "UpdateReport", most: int) -> None:
    from graphmodel.cli.start_sheet import counts_line

    for note in report.notes:
        say(note)
    say(counts_line(report.account, report.claims, "in the sheet"))
    for title, claims in (("Added", report.added), ("Changed", report.changed), ("Vanished", report.vanished)):
        _list(title, claims, most)
    say(report.counts)


def _list(title: str, claims: "Sequence[ChangedClaim]", most: int) -> None:
    if not claims:
        return
    say(f"{title}:")
    for one in claims[:most]:
        was = "was " if title == "Vanished" else ""
        where = f" ({was}row {one.row})" if one.row else ""
        say(f"  {one.claim}{where}: {cut(one.summary, _SHORT)}")
        for column, before, after in one.cells:
            say(f"    {column}: {cut(before, _SHORT) or '(empty)'} → {cut(after, _SHORT) or '(empty)'}")
    if len(claims) > most:
        say(f"  and {len(claims) - most:,} more (--all lists them)")
