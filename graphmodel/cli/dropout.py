"""``graphmodel dropout``."""

import click

from graphmodel.cli.common import Asking, asking_options


@click.command()
@asking_options
def dropout(asking: Asking) -> None:
    """Show where evidence drops out of the cycle in STUDY.

    Items in each of the five states at each phase, hazards with both bounds of silence, types by
    stage, the comparison of the two focuses and the reasons that are given.
    """
    asking.answer(lambda asked: asked.dropout())
