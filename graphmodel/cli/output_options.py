"""Options for where and how a command writes: its format, its file, and what it may overwrite."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import reduce, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from graphmodel.cli.command import PATH, SharedOption
from graphmodel.cli.screen import say
from graphmodel.output import FORMAT_OF_ENDING, FORMATS, refuse_contradiction, write
from graphmodel.output.files import refuse_blocked, refuse_nowhere
from graphmodel.output.written import writing_for
from graphmodel.suggest import did_you_mean

if TYPE_CHECKING:
    from graphmodel.results import Result


@dataclass(frozen=True)
class OutputOptions:
    """How to write a result: format, file, the one table; and the study that must stay unharmed."""

    format: str | None
    file: Path | None
    table: str | None
    force: bool = False
    study: Path | None = None

    @property
    def is_plain(self) -> bool:
        """Whether the whole result goes to the screen for reading."""
        return self.file is None and self.table is None and self.format in {None, "table"}

    def refuse_blocked(self, owner: "Path | str") -> None:
        """Refuse, before anything is built or computed, a file that the result could not be written to.

        Args:
            owner: the study that it is a result of.

        Raises:
            OutputError: it must not be written, or ends otherwise than its format.
            click.BadParameter: there is no format of its ending.
        """
        chosen = self.format or format_for(self.file)
        if self.file is None:
            return
        if self.study is not None:
            from graphmodel.api.study_files import protect_study

            protect_study(self.study, self.file)
        refuse_contradiction(self.file, chosen)
        # A result of several tables goes into a folder as CSV, one of one table into a file of that name.
        may_be_folder = chosen == "csv" and (self.file.is_dir() or not self.file.suffix)
        if may_be_folder and not self.file.exists():
            refuse_nowhere(self.file)
        else:
            with writing_for(owner, self.force):
                refuse_blocked(self.file, is_folder=may_be_folder and self.file.is_dir())

    def write(self, result: "Result") -> None:
        """Write a result to the screen or a file."""
        self.refuse_blocked(result.study or self.study or "")
        chosen = self.format or format_for(self.file)
        with writing_for(result.study or self.study, self.force):
            write(_one_table(result, self.table), chosen, self.file if self.file is not None else sys.stdout)
        if chosen in {"csv", "json"}:
            sys.stdout.flush()  # so that the lines on stderr come after the rows
            # These formats cannot hold what is counted, and standard output is for the rows alone.
            say(*result.counts.split("\n"), *result.notes, err=True)
        if self.file is not None:
            say(f"Wrote {self.file}", err=True)


force_option = click.option(
    "--force", cls=SharedOption, is_flag=True, help="Overwrite a file that graphmodel did not write for this study."
)
_OUTPUT_OPTIONS = (
    force_option,
    click.option("--table", cls=SharedOption, metavar="NAME", help="Show only this table of the result."),
    click.option(
        "-o",
        "--output",
        cls=SharedOption,
        type=PATH,
        metavar="FILE",
        help="Write to this file; its ending sets the format. A folder takes several tables as CSV.",
    ),
    click.option(
        "-f",
        "--format",
        cls=SharedOption,
        type=click.Choice(FORMATS),
        help="Default: table on the screen; with --output, by its ending.",
    ),
)


def output_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add --format, --output and --table; the command gets ``output``: :class:`OutputOptions`."""

    @wraps(command)
    def with_output(
        format: str | None,  # noqa: A002
        output: Path | None,
        table: str | None,
        force: bool,
        **own: Any,
    ) -> None:
        command(output=OutputOptions(format, output, table, force), **own)

    return reduce(lambda made, option: option(made), _OUTPUT_OPTIONS, cast("Callable[..., None]", with_output))


def file_option(text: str, **settings: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add -o, --output and --force to a command that writes one file; it gets them as ``output`` and ``force``."""
    output = click.option("-o", "--output", type=PATH, metavar="FILE", help=text, **settings)
    return lambda command: output(force_option(command))


_PICTURE = " `graphmodel figure STUDY FIGURE -o FILE` draws a figure."
_PAGE = " `graphmodel page STUDY -o FILE` writes the explorer, `graphmodel map STUDY -o FILE` the map."
_MAKERS = {".svg": _PICTURE, ".pdf": _PICTURE, ".png": _PICTURE, ".html": _PAGE, ".htm": _PAGE}
"""What makes files of other endings."""


def format_for(output: Path | None) -> str:
    """The format of a file by its ending; ``table`` for the screen and ``csv`` for a folder."""
    if output is None:
        return "table"
    ending = output.suffix.lower()
    if output.is_dir() or not ending:
        return "csv"
    if ending not in FORMAT_OF_ENDING:
        raise click.BadParameter(
            f"no table ends in {ending}. End the name in {', '.join(FORMAT_OF_ENDING)}.{_MAKERS.get(ending, '')}",
            param_hint="--output",
        )
    return FORMAT_OF_ENDING[ending]


def _one_table(result: "Result", table: str | None) -> "Result":
    if table is None:
        return result
    if table not in result.tables:
        raise click.BadParameter(
            f"this result has no table {table!r}.{did_you_mean(table, result.tables)} "
            f"Its tables: {', '.join(result.tables)}.",
            param_hint="--table",
        )
    return replace(result, tables={table: result.tables[table]}, workbook=None)
