"""``graphmodel stakeholders``."""

from graphmodel.cli.command import command
from graphmodel.cli.options import Request, request_options


@command(
    "stakeholders",
    examples=["graphmodel stakeholders my-copy --table ties"],
    tables=["ties", "measures", "communities", "power_interest", "isolates"],
)
@request_options
def stakeholders(request: Request) -> None:
    """Show who is tied to whom in STUDY, and the place of each.

    Ties are claims between two stakeholders, or being involved in the same evidence, event or
    workstream; the sorts are kept apart. Centrality is not power.
    """
    request.answer(lambda study: study.stakeholders())
