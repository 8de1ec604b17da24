"""``graphmodel page``."""

from pathlib import Path

import click

from graphmodel.cli.command import command
from graphmodel.cli.options import StudyOptions, file_option, study_options
from graphmodel.cli.progress_bars import progress_bars


@command("page", examples=["graphmodel page my-copy -o study.html"])
@study_options
@file_option("Write the page to this file.", default="study.html", show_default=True)
def page(chosen: StudyOptions, output: Path) -> None:
    """Write the explorer of STUDY as one HTML file.

    The file opens in any browser and needs no network. It holds all claims of the study, with
    speakers' roles and locators, so share it only with people who may see the study itself.
    """
    chosen.protect_study(output)
    with chosen.open() as study, progress_bars() as bars:
        study.page(output, progress=bars)
    click.echo(f"Wrote {output} ({output.stat().st_size / 1e6:.1f} MB). Open it in any browser.")
