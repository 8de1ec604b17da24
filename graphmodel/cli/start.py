"""``graphmodel new`` and ``graphmodel example``: a study to begin with."""

from pathlib import Path

import click

from graphmodel.cli.command import PATH, command
from graphmodel.cli.screen import say


@command(
    "new",
    examples=[
        "graphmodel new my-study",
        "graphmodel new my-study --excel --with ratings,tools",
        "graphmodel new my-study --minimal",
    ],
)
@click.argument("folder", type=PATH)
@click.option("--excel", is_flag=True, help="Write one workbook with drop-down lists instead of a folder of CSV files.")
@click.option(
    "--with",
    "further",
    multiple=True,
    metavar="TABLES",
    help="Add further tables, with commas between their names, or all of them (all); can be repeated.",
)
@click.option(
    "--minimal", is_flag=True, help="Write the table of claims alone: nodes are created from the labels in it."
)
def new(folder: Path, excel: bool, further: tuple[str, ...], minimal: bool) -> None:
    """Start an empty study in FOLDER.

    It contains the tables that a study begins with, notes on what each column means, the default
    verbs and stages, and one worked example to replace with your own rows. Tables name each other by
    labels; you need not give ids. Other tables, such as ratings, tools, quotes and codebook, are added
    by --with.
    """
    from graphmodel.api.new_study import write_new_study
    from graphmodel.wording import typed

    if minimal and further:
        raise click.UsageError("--minimal writes the claims alone. Leave out --with, or --minimal.")
    names = [name.strip() for text in further for name in text.split(",") if name.strip()]
    study = write_new_study(folder, excel=excel, further=names, minimal=minimal)
    say(f"Wrote {study}. Add your own rows, then run: graphmodel check {typed(study)}")


@command(
    "example",
    examples=[
        "graphmodel example my-copy",
        "graphmodel example --sheet my-claims.xlsx",
        "graphmodel example --project interviews.qdpx",
    ],
)
@click.argument("target", type=PATH)
@click.option("--sheet", is_flag=True, help="Write a small invented sheet instead, to the file TARGET (.xlsx or .csv).")
@click.option(
    "--project",
    is_flag=True,
    help="Write a small invented project of coded interviews instead, to the file TARGET (.qdpx).",
)
def example(target: Path, sheet: bool, project: bool) -> None:
    """Copy the bundled study to the folder TARGET, to explore and change.

    It is Salway et al. 2013 (HS&DR 1(14)) on the use of evidence in NHS commissioning, coded as
    1,503 claims. Its README.md says how it was coded and what to be careful about.
    """
    from graphmodel.api.new_study import write_example
    from graphmodel.wording import typed

    if sheet and project:
        raise click.UsageError("--sheet and --project write one file each. Give one of them.")
    if project:
        from graphmodel.api.examples import write_example_project

        write_example_project(target)
        say(f"Wrote {target}. Next: graphmodel import {typed(target.stem)} {typed(target)}")
        return
    if sheet:
        from graphmodel.api.examples import write_example_sheet

        write_example_sheet(target)
        say(f"Wrote {target}. Next: graphmodel start {typed(target)}")
        return
    write_example(target)
    say(f"Copied the bundled study to {target}. Next: graphmodel findings {typed(target)}")
