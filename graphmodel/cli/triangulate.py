"""``graphmodel triangulate``."""

import click

from graphmodel.cli.common import Asking, asking_options


@click.command()
@asking_options
def triangulate(asking: Asking) -> None:
    """Show what sites confirm and contradict in STUDY.

    Also who denies a finding, and how many speakers, sources and sites it rests on.
    """
    asking.answer(lambda asked: asked.triangulate())
