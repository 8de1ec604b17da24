"""``graphmodel chain``."""

import click

from graphmodel.cli.command import command
from graphmodel.cli.options import Request, request_options


@command(
    "chain",
    examples=["graphmodel chain my-copy act.gp ev.bme_strategy"],
    tables=["chains", "steps", "claims"],
)
@request_options
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="TO")
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="List at most so many chains.")
@click.option("--without-normative", is_flag=True, help="Leave out claims of what ought to be.")
@click.option("--without-denied", is_flag=True, help="Leave out claims that deny.")
def chain(request: Request, start: str, end: str, limit: int, without_normative: bool, without_denied: bool) -> None:
    """Trace chains of claims between two nodes of STUDY.

    FROM and TO are nodes of any kind, each named by its id or a piece of its label (in quotation
    marks where it has spaces). Shown are the shortest chains. Claims join whichever way they
    point, and all claims of a step are listed.
    """
    request.answer(
        lambda study: study.chain(start, end, normative=not without_normative, denied=not without_denied, limit=limit)
    )
