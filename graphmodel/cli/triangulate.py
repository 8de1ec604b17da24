"""``graphmodel triangulate``."""

from graphmodel.cli.command import command
from graphmodel.cli.options import Request, request_options


@command(
    "triangulate",
    examples=["graphmodel triangulate my-copy --table verdicts"],
    tables=["verdicts", "by_table", "denied", "rests_on"],
)
@request_options
def triangulate(request: Request) -> None:
    """Show what sites confirm and contradict in STUDY.

    Also who denies a finding, and how many speakers, sources and sites it rests on.
    """
    request.answer(lambda study: study.triangulate())
