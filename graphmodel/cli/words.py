"""The words behind the claims: ``graphmodel quotes``."""

from functools import partial

import click

from graphmodel.cli.command import command
from graphmodel.cli.options import Request, request_options
from graphmodel.schema.consent import PERMISSIONS


@command(
    "quotes",
    examples=[
        "graphmodel quotes my-copy survey",
        "graphmodel quotes my-copy village 'school meals'",
        "graphmodel quotes my-copy --speaker cook -o quotes.xlsx",
    ],
    tables=["quotes"],
)
@partial(request_options, takes="nothing")
@click.argument("words", nargs=-1)
@click.option("--claim", metavar="ID", help="Only the words behind this claim.")
@click.option("--source", help="Only from this source: an id or a piece of its label.")
@click.option("--speaker", help="Only of this actor: an id or a piece of the label.")
@click.option(
    "--permission",
    type=click.Choice(PERMISSIONS),
    help="Only with this permission. Only `withdrawn` finds words of people who have withdrawn.",
)
def quotes(
    request: Request,
    words: tuple[str, ...],
    claim: str | None,
    source: str | None,
    speaker: str | None,
    permission: str | None,
) -> None:
    """Search the words behind the claims of STUDY.

    A quotation is found if it has all WORDS, whatever their case and accents. Words in quotation
    marks are found next to each other; `audit*` finds every word that begins that way. Without WORDS all
    are listed, with the sentences around them, where they are from and what may be done with them:
    where consent is given in several places, the strictest applies. The list is for the team only.
    """
    phrases = " ".join(_phrase(word) for word in words)
    request.answer(
        lambda study: study.quotes(phrases, claim=claim, source=source, speaker=speaker, permission=permission)
    )


def _phrase(word: str) -> str:
    """A word with a space in it was in quotation marks, which the shell has taken off."""
    return word if any(sign in word for sign in '"\u201c\u201d\u00ab\u00bb') or " " not in word else f'"{word}"'
