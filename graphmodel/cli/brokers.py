"""``graphmodel brokers``."""

import click

from graphmodel.cli.command import command
from graphmodel.cli.options import Request, request_options


@command(
    "brokers",
    examples=["graphmodel brokers my-copy --table roles", "graphmodel brokers my-copy --group organisation"],
    tables=["brokers", "roles", "triads", "groups"],
)
@request_options
@click.option(
    "--group",
    default="type",
    show_default=True,
    help="What makes a group: organisation, community, or a column of organisations or actors, such as type or level.",
)
def brokers(request: Request, group: str) -> None:
    """Show who stands between whom in STUDY, and in which role.

    A broker is tied to two that are not tied directly. The groups of the three make the role:
    coordinator, itinerant, gatekeeper, representative or liaison. Beside each count stands what
    chance would give. Brokerage is not power.
    """
    request.answer(lambda study: study.brokerage(group=group))
