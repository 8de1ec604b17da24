"""``graphmodel findings``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.cli.common import Asking, asking_options

if TYPE_CHECKING:
    from graphmodel.results import Result


@click.command()
@asking_options
@click.option(
    "--results", type=click.Path(path_type=Path), help="Also write every result to this folder, as workbooks."
)
def findings(asking: Asking, results: Path | None) -> None:
    """Show the headline findings of STUDY.

    Each says what it counts and where to look further. With --results FOLDER, every analysis and
    every question that needs no option is written there.
    """
    from graphmodel.api.all_results import write_results

    if results is not None:
        asking.keep_out(results)
    with asking.open() as asked:
        result = asked.findings()
        if asking.output.on_screen:
            _show(result)
        else:
            asking.output.write(result)
        if results is not None:
            written = list(write_results(asked, results))
            click.echo(f"Wrote {len(written)} workbooks to {results}", err=True)


def _show(result: "Result") -> None:
    """The findings as sentences under their themes, the numbers first."""
    from pandas import isna

    click.echo(result.title)
    theme = ""
    for row in result.frame.to_dict("records"):
        if row["theme"] != theme:
            theme = row["theme"]
            click.secho(f"\n{theme.capitalize()}  ({row['see']})", bold=True)
        of = "" if isna(row["of"]) else f" of {row['of']}"
        unit = row["unit"].removesuffix("s") if row["number"] == 1 and not of else row["unit"]
        click.echo(f"  {row['number']:,}{of} {unit}: {row['finding']}")
    click.echo("\n".join(["", result.counts, *result.notes]))
