"""``graphmodel check`` and ``graphmodel build``."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.cli.command import PATH, command
from graphmodel.cli.options import ServerOptions, db_option, server_options, study_argument
from graphmodel.cli.output_options import OutputOptions, file_option, format_for
from graphmodel.cli.screen import progress_bars, say
from graphmodel.output import FORMATS, refuse_ending
from graphmodel.wording import counted

if TYPE_CHECKING:
    from graphmodel.engine.record import BuildRecord
    from graphmodel.problems import Problems


@command(
    "check",
    examples=[
        "graphmodel check my-copy --all > problems.txt",
        "graphmodel check my-copy -o problems.xlsx",
        "graphmodel check my-copy --marked marked.xlsx",
    ],
)
@study_argument
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Default: table on the screen; with --output, by its ending. csv and xlsx have one row for each problem.",
)
@file_option("Write the problems to this file.")
@click.option(
    "--marked",
    type=PATH,
    metavar="FILE",
    help="Also write a copy of the study as a workbook, with the problems listed and marked in the cells.",
)
@click.option("--all", "everything", is_flag=True, help="List every problem, not only the first ten of each kind.")
def check(
    study: Path, form: str | None, output: Path | None, force: bool, marked: Path | None, everything: bool
) -> None:
    """Find every error in STUDY, in one run.

    Each problem says where it is (file, sheet, row, column), what is wrong and what to do. The
    exit code is 1 if there are errors; warnings and notes do not stop a build.

    With --marked FILE.xlsx you also get a copy of the study as a workbook: the first sheet lists the problems, and in
    the sheets of the tables each cell with a problem is coloured and has a comment. Correct the study itself; the copy
    is never read as one.
    """
    from graphmodel.api.building import check_study
    from graphmodel.cli.screen import as_json, say_block, show_problems
    from graphmodel.output.files import text_to
    from graphmodel.output.written import writing_for

    target = OutputOptions(form, output, None, force, study)
    target.refuse_blocked(study)
    if marked is not None:
        refuse_ending(marked, ".xlsx")
    if marked is not None and output is not None and marked.resolve() == output.resolve():
        raise click.UsageError("--output and --marked name the same file. --marked also lists the problems.")
    if marked is not None:
        OutputOptions("xlsx", marked, None, force, study).refuse_blocked(study)
    with progress_bars() as bars:
        report = check_study(study, progress=bars)
    if marked is not None:
        from graphmodel.api.marked import write_marked_study

        say(f"Wrote {write_marked_study(study, report, marked, force=force)}", err=True)
    chosen = form or format_for(output)
    if chosen == "json" and output is None:
        say_block(as_json(report.problems, report.rows))
    elif output is not None and chosen == "json":
        with writing_for(study, force), text_to(output) as stream:
            stream.write(as_json(report.problems, report.rows) + "\n")
    elif output is None and chosen == "table":
        # The problems are the result, so that `check STUDY > problems.txt` holds them.
        show_problems(report.problems, sys.maxsize if everything else 10, ("error", "warning", "note"), err=False)
        say(report.counts)
    else:
        target.write(report.result())
    if report.problems.errors:
        click.get_current_context().exit(1)


@command(
    "build",
    examples=["graphmodel build my-copy", "graphmodel build my-copy --to neo4j://localhost:7687"],
)
@study_argument
@db_option
@click.option("--force", is_flag=True, help="Build even if the study has not changed.")
@click.option("--leave-out-errors", is_flag=True, help="Build without the rows that have errors, and count them.")
@server_options("--to", "Build into a database of this Neo4j server: neo4j://HOST:7687.")
@click.option("--replace", is_flag=True, help="With --to: replace another study in that database.")
@click.option(
    "--admin-csv",
    type=PATH,
    hidden=True,  # old name of `export STUDY neo4j-import DIR`
)
def build(
    study: Path,
    db: Path | None,
    force: bool,
    leave_out_errors: bool,
    server: ServerOptions,
    replace: bool,
    admin_csv: Path | None,
) -> None:
    """Check STUDY and build its graph into a database.

    The database is in STUDY/.graphmodel. A build that fails or is stopped leaves the last one
    unchanged. A study with errors is not built unless you give --leave-out-errors.

    With --to ADDRESS the graph goes to a Neo4j server instead; only changes are sent. A database
    there holds one study. User and password come from NEO4J_USERNAME and NEO4J_PASSWORD, or you are
    asked for the password; the word `server` stands for the address in NEO4J_URI.

    The quickest way to bring a very large study to a server is `graphmodel export STUDY neo4j-import DIR`.
    """
    from graphmodel.cli.screen import show_problems
    from graphmodel.problems import StudyInvalid

    if server.uri and db is not None:
        raise click.UsageError("--db is a folder of the embedded engine; name a server's database with --database.")
    if replace and not server.uri:
        raise click.UsageError("--replace needs --to; an embedded database holds only its own study.")
    if admin_csv is not None and (server.uri or db is not None):
        raise click.UsageError("--admin-csv writes files and builds nothing; it cannot be combined with --to or --db.")
    try:
        if admin_csv is not None:
            _as_files(study, admin_csv, leave_out_errors=leave_out_errors)
        elif server.uri:
            _on_server(study, server, replace=replace, force=force, leave_out_errors=leave_out_errors)
        else:
            _embedded(study, db, force=force, leave_out_errors=leave_out_errors)
    except StudyInvalid as error:
        show_problems(error.problems, most=5, severities=("error",))
        raise


def _embedded(study: Path, db: Path | None, *, force: bool, leave_out_errors: bool) -> None:
    from graphmodel.api.building import build_study

    with progress_bars() as bars:
        report = build_study(study, db=db, force=force, leave_out_errors=leave_out_errors, progress=bars)
    if report.notice:
        say(report.notice, err=True)
    if not report.fresh:
        say("Nothing has changed since the last build. (--force builds again.)")
        return
    say(report.record.rows_read)
    nodes, claims, others = _graph(report.record)
    say(f"Built {counted(nodes, 'node')}, {counted(claims, 'claim')} and {counted(others, 'other relationship')}.")
    _show_warnings(report.problems, study)


def _on_server(study: Path, named: ServerOptions, *, replace: bool, force: bool, leave_out_errors: bool) -> None:
    from graphmodel.api.on_server import build_on_server

    server = named.server()
    with progress_bars() as bars:
        report = build_on_server(
            study, server, replace=replace, force=force, leave_out_errors=leave_out_errors, progress=bars
        )
    if not report.fresh:
        say(f"{server.shown} already holds this study unchanged. (--force compares every row.)")
        return
    say(report.record.rows_read)
    nodes, claims, others = _graph(report.record)
    held = f"{counted(nodes, 'node')}, {counted(claims, 'claim')} and {counted(others, 'other relationship')}"
    say(f"{server.shown} holds {held}.")
    say(f"{report.written:,} of these were new or changed and were sent; {report.deleted:,} were deleted.")
    _show_warnings(report.problems, study)


def _as_files(study: Path, folder: Path, *, leave_out_errors: bool) -> None:
    from graphmodel.api.transfer import export_study
    from graphmodel.cli.formats import show_report

    with progress_bars() as bars:
        report = export_study(study, "neo4j-import", folder, leave_out_errors=leave_out_errors, progress=bars)
    show_report(report, folder)


def _graph(record: "BuildRecord") -> tuple[int, int, int]:
    """Nodes (without the study itself, its verbs and codings), claims, and other relationships."""
    from graphmodel.schema.layout import APART

    nodes = sum(n for name, n in record.graph.items() if not name.isupper() and name not in APART)
    others = sum(n for name, n in record.graph.items() if name.isupper() and name != "CLAIM")
    return nodes, record.graph["CLAIM"], others


def _show_warnings(problems: "Problems", study: Path) -> None:
    from graphmodel.wording import counted, typed

    warnings = problems.count("warning")
    if warnings:
        them = "them" if warnings > 1 else "it"
        say(f"{counted(warnings, 'warning')}; `graphmodel check {typed(study)}` lists {them}.")
