"""``graphmodel map``."""

from pathlib import Path

import click

from graphmodel.cli.common import Chosen, file_option, study_options


@click.command("map")
@study_options
@file_option("Write the page to this file.", required=True)
@click.option("--renderer", type=click.Choice(["pyvis"]), default="pyvis", show_default=True, help="What draws it.")
@click.option(
    "--ties",
    type=click.Choice(["claim", "evidence", "event", "workstream"]),
    default="claim",
    show_default=True,
    help="A claim that one makes of the other, or being involved in the same evidence, event or workstream.",
)
@click.option("--focus", help="Only claims with this focus.")
@click.option(
    "--colour-by",
    type=click.Choice(["kind", "organisation", "sector", "community"]),
    default="kind",
    show_default=True,
    help="What colour and shape tell.",
)
@click.option(
    "--group",
    type=click.Choice(["organisation", "sector", "community", "none"]),
    help="Draw stakeholders together in groups that open on demand. Default: only above 1,000 ties.",
)
def stakeholder_map(
    chosen: Chosen, output: Path, renderer: str, ties: str, focus: str | None, colour_by: str, group: str | None
) -> None:
    """Draw the stakeholder map of STUDY as a page (-o map.html).

    Click a stakeholder or a line to read the claims behind it. The page is one file that any browser opens,
    and needs no network. Near or far on the map means nothing; centrality is not power.
    """
    chosen.keep_out(output)
    with chosen.open() as study:
        study.map(output, renderer=renderer, ties=ties, focus=focus, colour_by=colour_by, group=group)
    click.echo(f"Wrote {output}. Open it in any browser.", err=True)
