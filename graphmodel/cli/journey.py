"""``graphmodel journey``."""

import click

from graphmodel.cli.command import command
from graphmodel.cli.options import Request, request_options


@command(
    "journey",
    examples=["graphmodel journey my-copy ev.bme_strategy", "graphmodel journey my-copy --all -o journeys.xlsx"],
    tables=[
        *("journey", "steps", "stopped_by", "context"),
        *("journeys", "outcomes", "variants", "directly_follows", "rework", "times"),
    ],
)
@request_options
@click.argument("words", metavar="[EVIDENCE]", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="One record for every evidence item, with counts across items.")
def journey(
    request: Request,
    words: tuple[str, ...],
    everything: bool,
) -> None:
    """Trace the journey of EVIDENCE, or of --all items, in STUDY.

    EVIDENCE is an item's id or a piece of its label. Shown are who made, got, weighed, used,
    ignored or contested it, in the order that the claims permit; where it was last heard of, how
    it ended and what stopped it.
    """
    evidence = " ".join(words)
    if bool(evidence) == everything:
        raise click.UsageError("Name one evidence item, or give --all.")
    request.answer(lambda study: study.journeys() if everything else study.journey(evidence))
