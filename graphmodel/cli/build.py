"""``graphmodel build``."""

from pathlib import Path

import click

from graphmodel.cli.common import db_option, progress, study_argument


@click.command()
@study_argument
@db_option
@click.option("--force", is_flag=True, help="Build even if the study has not changed.")
@click.option("--leave-out-errors", is_flag=True, help="Build without the rows that have errors; they are counted.")
def build(study: Path, db: Path | None, force: bool, leave_out_errors: bool) -> None:
    """Check STUDY and build its graph into a database.

    The database lies in STUDY/.graphmodel. A build that fails or is stopped leaves the old one as
    it was. A study with errors is not built unless --leave-out-errors is given.
    """
    from graphmodel.api.building import build_study
    from graphmodel.cli.problems import show_problems
    from graphmodel.problems import StudyInvalid
    from graphmodel.wording import counted, typed

    try:
        with progress() as shown:
            report = build_study(study, db=db, force=force, leave_out_errors=leave_out_errors, progress=shown)
    except StudyInvalid as error:
        show_problems(error.problems, most=5, severities=("error",))
        raise
    if not report.fresh:
        click.echo("Nothing has changed since the last build. (--force builds again.)")
        return
    read, taken, rejected = (
        sum(row[name] for row in report.record.rows.values()) for name in ("read", "taken", "rejected")
    )
    graph = report.record.graph
    nodes = sum(n for name, n in graph.items() if not name.isupper() and name != "Study")
    others = sum(n for name, n in graph.items() if name.isupper() and name != "CLAIM")
    click.echo(f"Read {read:,} rows: {taken:,} taken, {rejected:,} rejected.")
    click.echo(f"Built {nodes:,} nodes, {graph['CLAIM']:,} claims and {others:,} other relationships.")
    warnings = report.problems.count("warning")
    if warnings:
        them = "them" if warnings > 1 else "it"
        click.echo(f"{counted(warnings, 'warning')}; `graphmodel check {typed(study)}` lists {them}.")
