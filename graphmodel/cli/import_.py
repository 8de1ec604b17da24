"""``graphmodel import``."""

from pathlib import Path

import click

from graphmodel.cli.command import command
from graphmodel.cli.format_help import ImportCommand, option_texts
from graphmodel.cli.progress_bars import progress_bars


@command(
    "import",
    kind=ImportCommand,
    examples=["graphmodel import my-study network.xlsx", "graphmodel import my-study old-study --format folder"],
)
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-f", "--format", "name", metavar="NAME", help="The format of FILE, if it is not recognised.")
@option_texts
def import_(study: Path, file: Path, name: str | None, options: tuple[str, ...]) -> None:
    """Write the new folder STUDY from FILE, a file or folder of another program.

    Everything that is read is counted as taken, rejected or left out, each with its reason;
    STUDY/graphmodel.json keeps this account. Importing again replaces STUDY as long as nobody has
    changed it.
    """
    from graphmodel.api.transfer import import_study
    from graphmodel.formats import find_importer, options_from_text
    from graphmodel.wording import counted, typed

    settings = options_from_text(find_importer(file, name), options) if options else {}
    with progress_bars() as bars:
        report = import_study(file, study, format=name, progress=bars, **settings)
    for line in report.account.lines():
        click.echo(line)
    problems = ", ".join(counted(report.problems.count(severity), severity) for severity in ("error", "warning"))
    click.echo(f"Wrote {study} from the format {report.format}: {problems}. Next: graphmodel check {typed(study)}")
