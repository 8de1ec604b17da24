"""``graphmodel map``."""

from pathlib import Path

import click

from graphmodel.cli.command import command
from graphmodel.cli.options import StudyOptions, file_option, study_options


@command(
    "map",
    examples=["graphmodel map my-copy -o map.html", "graphmodel map my-copy --ties evidence -o map.html"],
)
@study_options
@file_option("Write the page to this file.", required=True)
@click.option(
    "--renderer", type=click.Choice(["pyvis"]), default="pyvis", show_default=True, help="Library to draw with."
)
@click.option(
    "--ties",
    type=click.Choice(["claim", "evidence", "event", "workstream"]),
    default="claim",
    show_default=True,
    help="A tie is a claim between two stakeholders, or the same evidence, event or workstream.",
)
@click.option("--focus", help="Only claims with this focus.")
@click.option(
    "--colour-by",
    type=click.Choice(["kind", "organisation", "sector", "community"]),
    default="kind",
    show_default=True,
    help="What the colours show at first.",
)
@click.option(
    "--group",
    type=click.Choice(["organisation", "sector", "community", "none"]),
    help="Draw groups of stakeholders that open on a click. Default: only above 1,000 ties.",
)
def stakeholder_map(
    chosen: StudyOptions, output: Path, renderer: str, ties: str, focus: str | None, colour_by: str, group: str | None
) -> None:
    """Draw the stakeholder map of STUDY as one HTML page.

    Click a stakeholder or a line to read the claims behind it. The page filters, searches and
    groups as the explorer does. The file opens in any browser and
    needs no network. Distance on the map means nothing; centrality is not power.
    """
    chosen.protect_study(output)
    with chosen.open() as study:
        study.map(output, renderer=renderer, ties=ties, focus=focus, colour_by=colour_by, group=group)
    click.echo(f"Wrote {output}. Open it in any browser.", err=True)
