"""``graphmodel browser``."""

from pathlib import Path

import click

from graphmodel.cli.common import study_argument


@click.command()
@study_argument
@click.argument("folder", type=click.Path(path_type=Path))
def browser(study: Path, folder: Path) -> None:
    """Write colours and questions for Neo4j Browser to FOLDER.

    FOLDER/graphmodel.grass gives each kind of node its colour and caption, FOLDER/questions.zip
    holds every question as a favourite. Drag each of the two into the window of Neo4j Browser.
    """
    from graphmodel.api.browser import write_browser_files

    for file in write_browser_files(study, folder):
        click.echo(f"Wrote {file}")
    click.echo("Drag each into the window of Neo4j Browser; the questions are then among the favourites.")
