"""``graphmodel matrix``."""

import click

from graphmodel.cli.command import command
from graphmodel.cli.options import Request, request_options


@command(
    "matrix",
    examples=["graphmodel matrix my-copy -o matrix.xlsx"],
)
@request_options
@click.option(
    "--rows", type=click.Choice(["source", "speaker"]), default="source", show_default=True, help="What a row is."
)
@click.option("--theme", help="Only this theme of the codebook.")
def matrix(
    request: Request,
    rows: str,
    theme: str | None,
) -> None:
    """Lay out the framework matrix of STUDY: sources by codes.

    Summaries stand in the cells. Read across for one source, down for one code. As a workbook
    (-o matrix.xlsx) it has one sheet per theme.
    """
    request.answer(lambda study: study.matrix(rows=rows, theme=theme))
