"""``graphmodel brokers``."""

import click

from graphmodel.cli.common import Asking, asking_options


@click.command()
@asking_options
@click.option(
    "--group",
    default="type",
    show_default=True,
    help="What makes a group: organisation, community, or a column of organisations or actors, such as type or level.",
)
def brokers(asking: Asking, group: str) -> None:
    """Show who stands between whom in STUDY, and in which role.

    A broker is tied to two that are not tied directly. The groups of the three make the role:
    coordinator, itinerant, gatekeeper, representative or liaison. Beside each count stands what
    chance would give. Brokerage is not power.
    """
    asking.answer(lambda asked: asked.brokerage(group=group))
