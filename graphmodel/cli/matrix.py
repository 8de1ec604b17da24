"""``graphmodel matrix``."""

import click

from graphmodel.cli.common import Asking, asking_options


@click.command()
@asking_options
@click.option(
    "--rows", type=click.Choice(["source", "speaker"]), default="source", show_default=True, help="What a row is."
)
@click.option("--theme", help="Only this theme of the codebook.")
def matrix(
    asking: Asking,
    rows: str,
    theme: str | None,
) -> None:
    """Lay out the framework matrix of STUDY: sources by codes.

    Summaries stand in the cells. Read across for one source, down for one code. As a workbook
    (-o matrix.xlsx) it has one sheet per theme.
    """
    asking.answer(lambda asked: asked.matrix(rows=rows, theme=theme))
