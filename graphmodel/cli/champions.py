"""``graphmodel champions``."""

from graphmodel.cli.command import command
from graphmodel.cli.options import Request, request_options


@command(
    "champions",
    examples=["graphmodel champions my-copy --table focus"],
    tables=["focus", "actors", "items"],
)
@request_options
def champions(request: Request) -> None:
    """Show which evidence in STUDY rests on one actor.

    For each item that reached a phase: would it still, with the claims of one actor or organisation
    taken out? Who took part and who told of it are kept apart.
    """
    request.answer(lambda study: study.champions())
