"""``graphmodel import``: files of other programs come into a study."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.cli.command import PATH, command
from graphmodel.cli.formats import FormatCommand, option_texts
from graphmodel.cli.options import by_option
from graphmodel.cli.output_options import OutputOptions, file_option
from graphmodel.cli.screen import at_terminal, cut, how_to_undo, progress_bars, say, show_problems

if TYPE_CHECKING:
    from graphmodel.api.import_source import ImportSource
    from graphmodel.api.importing import ImportReport
    from graphmodel.formats import Exporter, Importer
    from graphmodel.housekeeping.import_outcome import ImportedRow
    from graphmodel.results import Result

_LISTED = 10
"""Rows of each sort that are listed without --all."""
_PREVIEWED = 20
"""Likewise of each table of a preview."""
_SHORT = 70
"""Characters of a text that are shown."""


class ImportCommand(FormatCommand):
    """Lists the formats that can be read from files."""

    def formats(self) -> "Mapping[str, Importer | Exporter]":
        """Every importer that reads a path."""
        from graphmodel.formats import importers

        return {name: importer for name, importer in importers().items() if importer.from_path}


@command(
    "import",
    kind=ImportCommand,
    examples=[
        "graphmodel import my-study network.xlsx",
        "graphmodel import my-study interviews.qdpx --suggest map.toml",
        "graphmodel import my-study interviews.qdpx --map map.toml --dry-run",
        "graphmodel import my-study old-study --format folder",
    ],
)
@click.argument("study", type=PATH)
@click.argument("file", type=PATH)
@click.option(
    "--map",
    "map_file",
    type=PATH,
    metavar="FILE",
    help="For coded projects: the mapping file, which says what codes, cases and links become. Default: the one used at"
    " the last import of the project into STUDY, otherwise a suggestion.",
)
@click.option("--suggest", type=PATH, metavar="FILE", help="Write the suggested mapping to this file; import nothing.")
@click.option("--dry-run", is_flag=True, help="Change nothing; say what would come in, change and wait in the queue.")
@click.option("--strict", is_flag=True, help="Refuse a mapping that leaves out a code, a case or a link.")
@click.option("--yes", is_flag=True, help="Accept the suggested mapping without asking.")
@click.option("--remove", is_flag=True, help="Delete what earlier imports of FILE added and FILE no longer holds.")
@click.option("--all", "all_", is_flag=True, help="List every row.")
@click.option("-f", "--format", "name", metavar="NAME", help="The format of FILE, if it is not recognised.")
@option_texts
@file_option("Write the report (added, changed, vanished, account) to this workbook, JSON file or folder.")
@by_option
def import_(
    study: Path,
    file: Path,
    map_file: Path | None,
    suggest: Path | None,
    dry_run: bool,
    strict: bool,
    yes: bool,
    remove: bool,
    all_: bool,
    name: str | None,
    options: tuple[str, ...],
    output: Path | None,
    force: bool,
    by: str,
) -> None:
    """Import FILE, a file or folder from another program, into STUDY.

    STUDY is a new folder or an existing study. The same FILE again adds nothing; a newer export
    of it updates what came before and says what changed. What somebody changed in STUDY stays: where
    FILE says otherwise, the queue asks. What is gone from FILE is listed and stays, unless --remove is
    given. `graphmodel undo` undoes an import into an existing study.

    For a coded project, a mapping file says what its codes, cases and links become. A suggestion is
    derived from the project itself and shown first; --suggest writes it to a file to change, which --map
    takes.

    Everything that is read is counted as taken, rejected or left out, each with its reason; the
    study's records keep this account.
    """
    from graphmodel.api.import_report import preview_of, result_of
    from graphmodel.api.import_source import read_source
    from graphmodel.formats import find_importer, options_from_text
    from graphmodel.problems import ChangeRefused
    from graphmodel_loaders.project_search import project_in

    settings = {}
    if options:
        with project_in(file, name) as found:
            settings = options_from_text(find_importer(found.path, name), options)
    report_file = OutputOptions(None, output, None, force, study if study.exists() else None)
    if output is not None:
        report_file.refuse_blocked(study)
    with progress_bars() as bars:
        source = read_source(file, study, name, settings, mapping=map_file, progress=bars)
    if suggest is not None:
        _suggest(source, study, file, suggest, force=force)
        return
    asks = source.whence == "suggested" and not (yes or dry_run)
    with progress_bars() as bars:
        if strict:
            source.refuse_unmapped(bars)
        preview = preview_of(source, bars) if dry_run or asks or output is not None else None
    if preview is not None and (dry_run or asks):
        _show_preview(preview, source, sys.maxsize if all_ else _PREVIEWED)
    if asks:
        _confirm(study, file, name, options)
    try:
        with progress_bars() as bars:
            report = source.incoming(bars).carry_out(remove=remove, show_only=dry_run, by=by, progress=bars)
    except ChangeRefused as refused:
        show_problems(refused.problems, most=5, severities=("error",))
        raise
    _show_report(report, sys.maxsize if all_ else _LISTED, is_done=not dry_run)
    if output is not None:
        report_file.write(result_of(report, preview))


def _suggest(source: "ImportSource", study: Path, file: Path, target: Path, *, force: bool) -> None:
    from graphmodel.api.import_source import write_mapping
    from graphmodel.output.written import writing_for
    from graphmodel.problems import FormatError
    from graphmodel.wording import typed

    if source.mapping is None:
        raise FormatError(f"The format {source.format.name} holds no coded passages, so it needs no mapping.")
    with writing_for(study, force):
        write_mapping(target, source.mapping.text())
    say(
        f"Wrote {target}. Change it as you like. Next:",
        f"  graphmodel import {typed(study)} {typed(file)} --map {typed(target)}",
    )


def _show_preview(preview: "Result", source: "ImportSource", most: int) -> None:
    from dataclasses import replace

    whence = {"given": "the mapping", "kept": "the mapping of the last import", "suggested": "the suggested mapping"}
    say(f"By {whence[source.whence]}:")
    cut_short = {name: frame.head(most) for name, frame in preview.tables.items()}
    left = {name: len(frame) - most for name, frame in preview.tables.items() if len(frame) > most}
    notes = tuple(f"{name}: {number:,} more rows (--all lists them)." for name, number in left.items())
    OutputOptions(None, None, None).write(replace(preview, tables=cut_short, notes=notes))


def _confirm(study: Path, file: Path, name: str | None, options: Sequence[str]) -> None:
    """Go on with the suggested mapping if somebody at the terminal says so; else say how to."""
    from graphmodel.wording import typed

    if at_terminal() and click.confirm("Import by this mapping?", default=True):
        return
    also = f" --format {typed(name)}" if name else ""
    also += "".join(f" -O {typed(text)}" for text in options)
    base = f"  graphmodel import {typed(study)} {typed(file)}{also}"
    say(
        "Nothing was written. To import with the suggested mapping:",
        f"{base} --yes",
        "To change the mapping first:",
        f"{base} --suggest map.toml",
        f"{base} --map map.toml",
    )
    raise click.exceptions.Exit(1)


def _show_report(report: "ImportReport", most: int, *, is_done: bool) -> None:
    from graphmodel.wording import counted

    for line in report.lines():
        say(line)
    if not report.is_new:
        for title, rows in (("Added", report.added), ("Changed", report.changed), ("Vanished", report.vanished)):
            _list(title, rows, most)
        say(report.summary)
    if is_done:
        _show_done(report)
        return
    if report.waiting:
        say(f"{counted(report.waiting, 'question')} would wait in the queue.")
    show_problems(report.problems, most=5, severities=("error",))
    say("Nothing was written.")


def _show_done(report: "ImportReport") -> None:
    from graphmodel.wording import counted, typed

    if report.applied is not None:
        say(report.applied.counts, *report.applied.notes)
    if report.vanished and report.kept:
        say("What is gone from the file stays in the study. To delete it, import again with --remove.")
    problems = ", ".join(counted(report.problems.count(severity), severity) for severity in ("error", "warning"))
    if report.is_new:
        say(f"Wrote {report.study} from the format {report.format}: {problems}.")
    elif report.applied is not None and report.applied.entry is not None:
        say(f"{report.study} has {problems} now. {how_to_undo(report.study)}")
    if report.waiting:
        say(f"{counted(report.waiting, 'question')} to decide. Next: graphmodel queue {typed(report.study)}")
    elif report.is_new or (report.applied is not None and report.applied.entry is not None):
        has_errors = report.problems.count("error")
        say(f"Next: graphmodel {'check' if has_errors else 'open'} {typed(report.study)}")


def _list(title: str, rows: "Sequence[ImportedRow]", most: int) -> None:
    if not rows:
        return
    say(f"{title}:")
    for one in rows[:most]:
        say(f"  {one.table} {one.id}: {cut(one.label, _SHORT)}")
        for column, before, after in one.cells:
            say(f"    {column}: {cut(before, _SHORT) or '(empty)'} → {cut(after, _SHORT) or '(empty)'}")
    if len(rows) > most:
        say(f"  and {len(rows) - most:,} more (--all lists them)")
