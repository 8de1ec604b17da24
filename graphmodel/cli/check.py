"""``graphmodel check``."""

import sys
from pathlib import Path

import click

from graphmodel.cli.command import command
from graphmodel.cli.options import study_argument
from graphmodel.cli.progress_bars import progress_bars


@command("check", examples=["graphmodel check my-copy", "graphmodel check my-copy --all > problems.txt"])
@study_argument
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="For people or for programs.",
)
@click.option("--all", "everything", is_flag=True, help="List every problem, not only the first ten of each kind.")
def check(study: Path, form: str, everything: bool) -> None:
    """Find every error in STUDY, in one run.

    Each problem says where it is (file, sheet, row, column), what is wrong and what to do. The
    exit code is 1 if there are errors; warnings and notes do not stop a build.
    """
    from graphmodel.api.building import check_study
    from graphmodel.cli.problems import as_json, show_problems
    from graphmodel.wording import counted

    with progress_bars() as bars:
        report = check_study(study, progress=bars)
    problems = report.problems
    if form == "json":
        click.echo(as_json(problems, report.rows))
    else:
        most = sys.maxsize if everything else 10
        # The problems are the result, so that `check STUDY > problems.txt` holds them.
        show_problems(problems, most, ("error", "warning", "note"), err=False)
        read, taken = (sum(row[name] for row in report.rows.values()) for name in ("read", "taken"))
        severities = ", ".join(counted(problems.count(severity), severity) for severity in ("error", "warning", "note"))
        tables = counted(len(report.rows), "table")
        click.echo(f"Read {counted(read, 'row')} of {tables}, {taken:,} without an error: {severities}.")
    if problems.errors:
        sys.exit(1)
