"""``graphmodel page``."""

from pathlib import Path

import click

from graphmodel.cli.common import Chosen, file_option, progress, study_options


@click.command()
@study_options
@file_option("Write the page to this file.", default="study.html", show_default=True)
def page(chosen: Chosen, output: Path) -> None:
    """Write the explorer of STUDY: all of it in one page.

    The page is one file that opens in any browser without a network. It holds all claims of the
    study, with speakers' roles and locators, so share it as you would share the study itself.
    """
    chosen.keep_out(output)
    with chosen.open() as study, progress() as shown:
        study.page(output, progress=shown)
    click.echo(f"Wrote {output} ({output.stat().st_size / 1e6:.1f} MB). Open it in any browser.")
