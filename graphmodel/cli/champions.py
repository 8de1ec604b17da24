"""``graphmodel champions``."""

import click

from graphmodel.cli.common import Asking, asking_options


@click.command()
@asking_options
def champions(asking: Asking) -> None:
    """Show which evidence in STUDY rests on one actor.

    For each item that reached a phase: would it still, with the claims of one actor or organisation
    taken out? Who took part and who told of it are kept apart.
    """
    asking.answer(lambda asked: asked.champions())
