"""``graphmodel claims``."""

from typing import Any

import click

from graphmodel.cli.command import command
from graphmodel.cli.options import Request, request_options

_FILTERS = {
    "node": "any node: as subject, object, speaker, source or anything else it is named as",
    "evidence": "an evidence item",
    "actor": "an actor or organisation as subject or object",
    "factor": "a barrier or enabler",
    "source": "where it was said",
    "speaker": "who said it",
    "stage": "a stage of the cycle",
    "phase": "a phase of the cycle",
    "site": "a site",
    "workstream": "a workstream",
    "code": "a code number",
    "predicate": "a verb",
    "focus": "a focus of the study",
    "polarity": "affirms, denies or mixed",
    "certainty": "stated, tentative or normative",
}


def _filters(command: Any) -> Any:
    for name, text in reversed(_FILTERS.items()):
        command = click.option(f"--{name}", help=f"Only claims of this: {text}.")(command)
    return command


@command(
    "claims",
    examples=[
        "graphmodel claims my-copy needs assessment",
        "graphmodel claims my-copy --evidence ev.bme_strategy --polarity denies -o denied.xlsx",
    ],
    tables=["claims"],
)
@request_options
@click.argument("text", nargs=-1)
@click.option("--id", "ids", multiple=True, help="A claim by its id; may be given again.")
@_filters
def claims(
    request: Request,
    text: tuple[str, ...],
    ids: tuple[str, ...],
    **filters: str | None,
) -> None:
    """Search the claims of STUDY for TEXT and by filters.

    Each claim is shown with where it comes from. Nodes are named by id or by a piece of their label.
    """
    given = {name: value for name, value in filters.items() if value}
    request.answer(lambda study: study.claims(" ".join(text), ids, **given))
