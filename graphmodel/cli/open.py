"""``graphmodel open``."""

import tempfile
from pathlib import Path

import click

from graphmodel.cli.common import Chosen, progress, study_options


@click.command("open")
@study_options
def open_(chosen: Chosen) -> None:
    """Show the explorer of STUDY in the browser.

    The page is written beside the study's database, for you alone; `graphmodel page` writes one
    to keep or to pass on.
    """
    with chosen.open() as study:
        file = _place(chosen) / "explorer.html"
        with progress() as shown:
            study.page(file, progress=shown)
    click.echo(f"Wrote {file}")
    if click.launch(str(file)) != 0:
        click.echo("No browser could be started from here. Open the file in a browser yourself.", err=True)


def _place(chosen: Chosen) -> Path:
    """The folder of the database; a folder of its own where the study is on a server alone."""
    from graphmodel.api.places import database_folder

    if chosen.study is None or chosen.server is not None:
        return Path(tempfile.mkdtemp(prefix="graphmodel-"))
    return database_folder(chosen.study, chosen.db)
