"""``graphmodel stakeholders``."""

import click

from graphmodel.cli.common import Asking, asking_options


@click.command()
@asking_options
def stakeholders(asking: Asking) -> None:
    """Show who is tied to whom in STUDY, and the place of each.

    Ties are claims between two stakeholders, or being involved in the same evidence, event or
    workstream; the sorts are kept apart. Centrality is not power.
    """
    asking.answer(lambda asked: asked.stakeholders())
