"""``graphmodel triangulate``."""

import click

from graphmodel.cli.common import Asking, asking_options


@click.command()
@asking_options
def triangulate(asking: Asking) -> None:
    """Show what sites confirm and contradict in STUDY, and what findings rest on."""
    asking.answer(lambda asked: asked.triangulate())
