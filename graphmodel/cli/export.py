"""``graphmodel export``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.cli.command import command
from graphmodel.cli.format_help import ExportCommand, option_texts
from graphmodel.cli.options import StudyOptions, study_options
from graphmodel.cli.progress_bars import progress_bars

if TYPE_CHECKING:
    from graphmodel.formats import ExportReport


@command(
    "export",
    kind=ExportCommand,
    examples=[
        "graphmodel export my-copy workbook my-copy.xlsx",
        "graphmodel export my-copy neo4j-import import-files -O leave_out_errors=yes",
    ],
)
@study_options
@click.argument("name", metavar="FORMAT")
@click.argument("target", type=click.Path(path_type=Path))
@option_texts
def export(chosen: StudyOptions, name: str, target: Path, options: tuple[str, ...]) -> None:
    """Write STUDY to TARGET in FORMAT.

    TARGET is a folder, or a file where the format is one file. Nothing that graphmodel did not
    write is replaced.
    """
    from graphmodel.api.transfer import export_study
    from graphmodel.cli.problems import show_problems
    from graphmodel.formats import find_exporter, options_from_text
    from graphmodel.problems import StudyInvalid

    settings = options_from_text(find_exporter(name), options)
    server = chosen.server.server() if chosen.server else None
    study = server if chosen.study is None and server is not None else chosen.study or "."
    try:
        with progress_bars() as bars:
            report = export_study(
                study,
                name,
                target,
                on=server if chosen.study is not None else None,
                db=chosen.db,
                build_first=not chosen.no_build,
                progress=bars,
                **settings,
            )
    except StudyInvalid as error:
        show_problems(error.problems, most=5, severities=("error",))
        raise
    show_report(report, target)


def show_report(report: "ExportReport", target: Path) -> None:
    """Print what an export wrote."""
    for note in report.notes:
        click.echo(note)
    counts = ", ".join(f"{number:,} {name}" for name, number in report.counts.items())
    click.echo(f"Wrote {target}: {counts}.")
