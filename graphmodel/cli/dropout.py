"""``graphmodel dropout``."""

from graphmodel.cli.command import command
from graphmodel.cli.options import Request, request_options


@command(
    "dropout",
    examples=["graphmodel dropout my-copy --table funnel"],
    tables=["funnel", "hazards", "comparison", "shares", "reasons", "items", "types"],
)
@request_options
def dropout(request: Request) -> None:
    """Show where evidence drops out of the cycle in STUDY.

    Items in each of the five states at each phase, hazards with both bounds of silence, types by
    stage, the comparison of the two focuses and the reasons that are given.
    """
    request.answer(lambda study: study.dropout())
