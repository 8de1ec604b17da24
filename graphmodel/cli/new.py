"""``graphmodel new``."""

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--excel", is_flag=True, help="One workbook with drop-down lists instead of a folder of CSV files.")
def new(folder: Path, excel: bool) -> None:
    """Begin an empty study in FOLDER.

    It has every table that becomes part of the graph with its header, notes on what each column
    means, the default verbs and stages, and one worked example to replace with your own.
    """
    from graphmodel.wording import typed
    from graphmodel_loaders import write_new_study

    study = write_new_study(folder, excel=excel)
    click.echo(f"Wrote {study}. Put your own rows in, then run: graphmodel check {typed(study)}")
