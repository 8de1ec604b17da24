"""``graphmodel new`` and ``graphmodel example``: a study to begin with."""

from pathlib import Path

import click

from graphmodel.cli.command import command
from graphmodel.cli.screen import say


@command("new", examples=["graphmodel new my-study", "graphmodel new my-study --excel"])
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--excel", is_flag=True, help="Write one workbook with drop-down lists instead of a folder of CSV files.")
def new(folder: Path, excel: bool) -> None:
    """Start an empty study in FOLDER.

    It contains every table of the graph with its header, notes on what each column means, the
    default verbs and stages, and one worked example to replace with your own rows.
    """
    from graphmodel.api.new_study import write_new_study
    from graphmodel.wording import typed

    study = write_new_study(folder, excel=excel)
    say(f"Wrote {study}. Add your own rows, then run: graphmodel check {typed(study)}")


@command("example", examples=["graphmodel example my-copy"])
@click.argument("folder", type=click.Path(path_type=Path))
def example(folder: Path) -> None:
    """Copy the bundled study to FOLDER, to explore and change.

    It is Salway et al. 2013 (HS&DR 1(14)) on the use of evidence in NHS commissioning, coded as
    1,503 claims. Its README.md says how it was coded and what to be careful about.
    """
    from graphmodel.api.new_study import write_example
    from graphmodel.wording import typed

    write_example(folder)
    say(f"Copied the bundled study to {folder}. Next: graphmodel findings {typed(folder)}")
