"""``graphmodel example``."""

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def example(folder: Path) -> None:
    """Copy the bundled study to FOLDER, to look at and change.

    It is Salway et al. 2013 (HS&DR 1(14)) on what becomes of evidence in NHS commissioning, coded
    as 1,397 claims; README.md in it says how it was made and what to be careful of.
    """
    from graphmodel.wording import typed
    from graphmodel_loaders import write_example

    write_example(folder)
    click.echo(f"Copied the bundled study to {folder}. Next: graphmodel findings {typed(folder)}")
