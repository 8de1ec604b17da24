"""``graphmodel new``."""

from pathlib import Path

import click

from graphmodel.cli.command import command


@command("new", examples=["graphmodel new my-study", "graphmodel new my-study --excel"])
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--excel", is_flag=True, help="Write one workbook with drop-down lists instead of a folder of CSV files.")
def new(folder: Path, excel: bool) -> None:
    """Start an empty study in FOLDER.

    It contains every table of the graph with its header, notes on what each column means, the
    default verbs and stages, and one worked example to replace with your own rows.
    """
    from graphmodel.wording import typed
    from graphmodel_loaders import write_new_study

    study = write_new_study(folder, excel=excel)
    click.echo(f"Wrote {study}. Add your own rows, then run: graphmodel check {typed(study)}")
