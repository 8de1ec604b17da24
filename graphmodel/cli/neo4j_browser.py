"""``graphmodel neo4j-browser``."""

from pathlib import Path

import click

from graphmodel.cli.command import command
from graphmodel.cli.options import study_argument


@command("neo4j-browser", examples=["graphmodel neo4j-browser my-copy browser-files"])
@study_argument
@click.argument("folder", type=click.Path(path_type=Path))
def neo4j_browser(study: Path, folder: Path) -> None:
    """Write colours and questions for Neo4j Browser to FOLDER.

    FOLDER/graphmodel.grass gives each kind of node its colour and caption; FOLDER/questions.zip
    holds every question as a favourite. Drag both files into the window of Neo4j Browser. To see
    a study without a server, use `graphmodel open STUDY` instead.
    """
    from graphmodel.api.neo4j_browser import write_browser_files

    for file in write_browser_files(study, folder):
        click.echo(f"Wrote {file}")
    click.echo("Drag both files into the window of Neo4j Browser; the questions appear among the favourites.")
