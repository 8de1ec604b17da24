"""``graphmodel export`` and ``neo4j-browser``: files for other programs."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.cli.command import PATH, Command, command
from graphmodel.cli.options import StudyOptions, study_argument, study_options
from graphmodel.cli.output_options import force_option
from graphmodel.cli.screen import progress_bars, say

if TYPE_CHECKING:
    from graphmodel.formats import Exporter, ExportReport, Importer

option_texts = click.option(
    "-O",
    "--option",
    "options",
    multiple=True,
    metavar="NAME=VALUE",
    help="An option of the format; can be repeated.",
)


class FormatCommand(Command, ABC):
    """A command whose help lists formats, which are looked for only then."""

    @abstractmethod
    def formats(self) -> "Mapping[str, Importer | Exporter]":
        """The formats to list."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the formats with their options."""
        lines: list[tuple[str, str]] = []
        for format_ in self.formats().values():
            lines.append((format_.name, format_.help[:1].upper() + format_.help[1:]))
            lines += [(f"  {option.name}=", option.help) for option in format_.options]
        with formatter.section("Formats, with their options"):
            formatter.write_dl(lines)
        super().format_epilog(ctx, formatter)


class ExportCommand(FormatCommand):
    """Lists the formats that can be written."""

    def formats(self) -> "Mapping[str, Importer | Exporter]":
        """Every exporter."""
        from graphmodel.formats import exporters

        return exporters()


@command(
    "export",
    kind=ExportCommand,
    examples=[
        "graphmodel export my-copy workbook my-copy.xlsx",
        "graphmodel export my-copy neo4j-import import-files -O leave_out_errors=yes",
    ],
)
@partial(study_options, takes="nothing")
@click.argument("name", metavar="FORMAT")
@click.argument("target", type=PATH)
@option_texts
def export(chosen: StudyOptions, name: str, target: Path, options: tuple[str, ...]) -> None:
    """Write STUDY to TARGET in FORMAT.

    TARGET is a folder, or a file if the format is a single file. Nothing that graphmodel did not
    write is replaced.
    """
    from graphmodel.api.transfer import export_study
    from graphmodel.cli.screen import show_problems
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
        say(note)
    counts = ", ".join(f"{number:,} {name}" for name, number in report.counts.items())
    say(f"Wrote {target}: {counts}.")


@command("neo4j-browser", examples=["graphmodel neo4j-browser my-copy browser-files"])
@study_argument
@click.argument("folder", type=PATH)
@force_option
def neo4j_browser(study: Path, folder: Path, force: bool) -> None:
    """Write colours and questions for Neo4j Browser to FOLDER.

    FOLDER/graphmodel.grass gives each kind of node its colour and caption; FOLDER/questions.zip
    holds every question as a favourite. Drag both files into the window of Neo4j Browser. To see
    a study without a server, use `graphmodel open STUDY` instead.
    """
    from graphmodel.api.transfer import write_browser_files

    for file in write_browser_files(study, folder, force=force):
        say(f"Wrote {file}")
    say("Drag both files into the window of Neo4j Browser; the questions appear among the favourites.")
