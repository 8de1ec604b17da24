"""``graphmodel figure``."""

from pathlib import Path
from typing import Any

import click

from graphmodel.cli.command import command
from graphmodel.cli.options import StudyOptions, file_option, study_options
from graphmodel_viz.figures.options import ENDINGS, FIGURES, WIDTHS_MM

_SIZES = ", ".join(f"{name} {size:g} mm" for name, size in WIDTHS_MM.items())


@command(
    "figure",
    examples=[
        "graphmodel figure my-copy dropout -o dropout.svg",
        "graphmodel figure my-copy map -o map.png --width single --dpi 600",
    ],
)
@study_options
@click.argument("figure_name", metavar="FIGURE", type=click.Choice(list(FIGURES)))
@file_option(f"The file; ends in {', '.join(ENDINGS)}.", required=True)
@click.option(
    "--width", type=click.Choice(list(WIDTHS_MM)), default="double", show_default=True, help=f"As wide as: {_SIZES}."
)
@click.option("--grey", is_flag=True, help="No colour at all.")
@click.option("--dpi", type=click.IntRange(72, 1200), default=300, show_default=True, help="Dots per inch of a PNG.")
@click.option("--focus", help="Only evidence (or claims) of this focus.")
@click.option("--across", type=click.Choice(["phase", "stage"]), help="Journeys: what the columns are.  [phase]")
@click.option("--stage", "--phase", "stage", help="Types and barriers: only this stage, or this phase.")
@click.option("--ties", "--tie", "tie", help="Map: claim, or the same evidence, event or workstream.  [claim]")
@click.option("--top", "--limit", "top", type=click.IntRange(0), help="Largest number of rows or labels; 0 for all.")
def figure(chosen: StudyOptions, figure_name: str, output: Path, **choices: Any) -> None:
    """Draw a figure of STUDY for a paper, with its caption.

    \b
    FIGURE is one of
      journeys        how far each evidence item is used, one row an item
      dropout         what is used at each phase, and what is not, for each focus
      types           types of evidence by stage, the measured grade in each cell
      map             the stakeholder map
      power-interest  stakeholders by rated power and interest
      barriers        barriers and enablers by level

    Text is 6.5 to 8 points at the printed size, and every mark differs from the others in black and
    white. The caption, with all counts, goes to the screen and to FILE.caption.txt, and is
    inside the file as well. The same study gives the same bytes.
    """  # noqa: D301 - click keeps the lines below a backspace as they are
    from graphmodel_viz.figures import file_of

    file = file_of(output)
    chosen.protect_study(file)
    with chosen.open() as study:
        written = study.figure(figure_name, file, **choices)
    click.echo(written.caption)
    click.echo(f"Wrote {written.path} and {written.caption_path}", err=True)
