"""``graphmodel example``."""

from pathlib import Path

import click

from graphmodel.cli.command import command


@command("example", examples=["graphmodel example my-copy"])
@click.argument("folder", type=click.Path(path_type=Path))
def example(folder: Path) -> None:
    """Copy the bundled study to FOLDER, to explore and change.

    It is Salway et al. 2013 (HS&DR 1(14)) on the use of evidence in NHS commissioning, coded as
    1,397 claims. Its README.md says how it was coded and what to be careful about.
    """
    from graphmodel.wording import typed
    from graphmodel_loaders import write_example

    write_example(folder)
    click.echo(f"Copied the bundled study to {folder}. Next: graphmodel findings {typed(folder)}")
