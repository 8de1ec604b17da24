"""``graphmodel open``."""

import tempfile
from pathlib import Path

import click

from graphmodel.cli.command import command
from graphmodel.cli.options import StudyOptions, study_options
from graphmodel.cli.progress_bars import progress_bars


@command("open", examples=["graphmodel open my-copy", "graphmodel open neo4j://localhost:7687"])
@study_options
def open_(chosen: StudyOptions) -> None:
    """Open the explorer of STUDY in your web browser.

    The page is written next to the study's database, for your own use; `graphmodel page` writes
    one to keep or share. (`graphmodel neo4j-browser` is for the program Neo4j Browser.)
    """
    with chosen.open() as study:
        file = _page_folder(chosen) / "explorer.html"
        with progress_bars() as bars:
            study.page(file, progress=bars)
    click.echo(f"Wrote {file}")
    if click.launch(str(file)) != 0:
        click.echo("No browser could be started from here. Open the file in a browser yourself.", err=True)


def _page_folder(chosen: StudyOptions) -> Path:
    """The folder of the database; a temporary folder for a study that is only on a server."""
    from graphmodel.api.study_files import database_folder

    if chosen.study is None or chosen.server is not None:
        return Path(tempfile.mkdtemp(prefix="graphmodel-"))
    return database_folder(chosen.study, chosen.db)
