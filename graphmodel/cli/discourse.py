"""``graphmodel discourse``."""

import click

from graphmodel.cli.command import command
from graphmodel.cli.options import Request, request_options


@command(
    "discourse",
    examples=["graphmodel discourse my-copy --table factors"],
    tables=["views", "factors", "who"],
)
@request_options
@click.option(
    "--by",
    type=click.Choice(["speaker", "subject"]),
    default="speaker",
    show_default=True,
    help="Whose view a claim is: who says so, or who is told to hold so.",
)
@click.option(
    "--as",
    "who",
    type=click.Choice(["actor", "organisation"]),
    default="actor",
    show_default=True,
    help="A row is each actor as told, or the organisation that it belongs to.",
)
@click.option(
    "--value",
    type=click.Choice(["ignore", "subtract", "combine"]),
    default="ignore",
    show_default=True,
    help="The column value: all claims, affirming less denying ones, or no number (see the column pattern).",
)
@click.option(
    "--normalise",
    type=click.Choice(["none", "activity", "prominence"]),
    default="none",
    show_default=True,
    help="Divide value by nothing, by the claims of who holds the view, or by those on the factor.",
)
@click.option(
    "--duplicates",
    type=click.Choice(["keep", "source"]),
    default="keep",
    show_default=True,
    help="Count every claim, or one for each holder, factor, polarity and source.",
)
def discourse(request: Request, by: str, who: str, value: str, normalise: str, duplicates: str) -> None:
    """Show who affirms and who denies each factor in STUDY.

    Affirming, denying and mixed claims stand side by side and are never subtracted unless asked
    for. Claims without a speaker are nobody's view and are counted apart.
    """
    request.answer(
        lambda study: study.discourse(by=by, who=who, value=value, normalise=normalise, duplicates=duplicates)
    )
