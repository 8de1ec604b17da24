"""``graphmodel start``: a study from one flat sheet."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.cli.command import PATH, command
from graphmodel.cli.options import pairs
from graphmodel.cli.screen import at_terminal, choose, cut, progress_bars, say

if TYPE_CHECKING:
    from graphmodel.account import Account
    from graphmodel.api.flat import SheetToStart, StartReport

_SHORT = 28
"""Characters of a cell that are shown."""


@command(
    "start",
    examples=["graphmodel start my-claims.xlsx", "graphmodel start my-claims.xlsx -o my-study --yes"],
)
@click.argument("file", type=PATH)
@click.option(
    "-o",
    "--output",
    "study",
    type=PATH,
    metavar="STUDY",
    help="Folder for the study, new or empty. Default: named like FILE, in this folder.",
)
@click.option("--sheet", default="", metavar="NAME", help="The sheet. Default: the one that looks most like claims.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=HEADING",
    help="Use this column for this field, such as subject=Who; nothing after = for none. Can be repeated.",
)
@click.option(
    "--split",
    "splits",
    multiple=True,
    metavar="FIELD=TEXT",
    help="Make a claim for each name in the cells of subject or object, where TEXT stands between the names, such as"
    " --split 'subject=;'. FIELD alone: semicolons, vertical bars or line breaks.",
)
@click.option(
    "--map",
    "map_file",
    type=PATH,
    metavar="FILE",
    help="A file that says which column is what, like import/map.toml of a study.",
)
@click.option("--yes", is_flag=True, help="Accept the guess without asking.")
@click.option("--open/--no-open", "opens", default=None, help="Open the explorer afterwards. Default: at a terminal.")
def start(
    file: Path,
    study: Path | None,
    sheet: str,
    columns: tuple[str, ...],
    splits: tuple[str, ...],
    map_file: Path | None,
    yes: bool,
    opens: bool | None,
) -> None:
    """Make a study from FILE, a sheet of your own with a row for each claim.

    FILE is a workbook (.xlsx, .xls, .ods) or a text file (.csv, .tsv) with whatever headings you use.
    graphmodel guesses which column is what, shows the guess for you to confirm or change, writes the
    folder STUDY and opens the explorer. Keep working in your sheet, and read it again with
    `graphmodel update STUDY`.
    """
    from graphmodel.api.flat import read_sheet
    from graphmodel.problems import StudyError
    from graphmodel.wording import typed
    from graphmodel_loaders.flat.mapping import no_ends
    from graphmodel_loaders.flat.reading import ANY

    headings = pairs(columns, "--column", "FIELD=HEADING")
    split = pairs([text if "=" in text else f"{text}={ANY}" for text in splits], "--split", "FIELD=TEXT")
    started = read_sheet(file, study, sheet=sheet, columns=headings, split=split, map=map_file)
    for note in started.chosen.notes:
        say(note)
    show_guess(started)
    if not (yes or map_file):
        if not at_terminal() and started.missing:
            raise StudyError(no_ends(started.missing, started.chosen.table))
        if not at_terminal():
            where = f" -o {typed(started.study)}" if study else ""
            where += f" --sheet {typed(sheet)}" if sheet else ""
            also = "".join(f" --column {typed(pair)}" for pair in columns)
            also += "".join(f" --split {typed(pair)}" for pair in splits)
            say(
                f"Nothing was written. With these columns, {started.study} would become the study. To go on:",
                f"  graphmodel start {typed(file)}{where}{also} --yes",
                "To change a column, add --column FIELD=HEADING.",
            )
            raise click.exceptions.Exit(1)
        confirm(started)
    with progress_bars() as bars:
        report = started.write(bars)
    _show_report(report)
    if opens or (opens is None and at_terminal()):
        _open(report.study)
    else:
        say(f"Next: graphmodel open {typed(report.study)}")


def show_guess(started: "SheetToStart") -> None:
    """Print which column is taken for which field, with examples, and what else there is."""
    from graphmodel_loaders.flat.vocabulary import fields

    chosen, columns = started.chosen, started.map.columns
    lines = [("", "field", "heading", "examples", "why")]
    for number, name in enumerate(_listed(started), 1):
        heading = columns.get(name, "")
        cells = [cut(cell, _SHORT) for cell in _examples(started, heading)] if heading else []
        why = chosen.guess.why.get(name, "") if chosen.guess.fields.get(name) == heading else "you said so"
        if not heading:
            why = "needed: no column is known for it"
        lines.append((str(number), f"{name} ({fields()[name].shows})", heading or "-", " | ".join(cells), why))
    widths = [max(len(line[place]) for line in lines) for place in range(3)]
    for line in lines:
        say(
            "  ".join([*(f"{text:{width}}" for text, width in zip(line, widths, strict=False)), line[3]]).rstrip()
            + (f"  ({line[4]})" if line[4] else "")
        )
    rest = [heading for heading in chosen.table.headings if heading not in columns.values()]
    if rest:
        say(f"Kept as columns of your own: {', '.join(rest)}.")
    for name, others in started.unsure.items():
        say(f"{name}: {columns[name]} and {', '.join(others)} match equally well; {columns[name]} is taken.")


def _listed(started: "SheetToStart") -> list[str]:
    from graphmodel_loaders.flat.vocabulary import NEEDED, fields

    return [name for name in fields() if name in started.map.columns or name in NEEDED]


def _examples(started: "SheetToStart", heading: str) -> list[str]:
    return list(dict.fromkeys(cell for cell in started.chosen.table.column(heading) if cell))[:3]


def confirm(started: "SheetToStart") -> None:
    """Let the user accept the guess or change it, row by row."""
    from graphmodel_loaders.flat.vocabulary import fields

    for name, others in list(started.unsure.items()):
        choices = [started.map.columns[name], *others]
        _choose(started, name, choices)
    while True:
        answer = click.prompt(
            "Press Enter to accept, or type the number of a row, or the name of a field, to change it",
            default="",
            show_default=False,
        ).strip()
        listed = _listed(started)
        if not answer:
            missing = [name for name in listed if name not in started.map.columns]
            if not missing:
                return
            say(f"A claim needs {' and '.join(missing)}.")
            answer = missing[0]
        name = listed[int(answer) - 1] if answer.isdecimal() and 0 < int(answer) <= len(listed) else answer.lower()
        if name not in fields():
            say(f"There is no row or field {answer!r}. Fields: {', '.join(fields())}.")
            continue
        _choose(started, name, started.chosen.table.headings, none="none")
        show_guess(started)


def _choose(started: "SheetToStart", name: str, headings: Sequence[str], *, none: str = "") -> None:
    from graphmodel_loaders.flat.vocabulary import fields

    number = choose(f"Which column is {name} ({fields()[name].shows})?", headings, zero=none)
    started.set_columns({name: headings[number - 1] if number else ""})


def counts_line(account: "Account", claims: int, taken: str) -> str:
    """``Read 40 rows: 38 claims taken, 2 left out (1 blank, 1 a line of totals)``."""
    from graphmodel.wording import counted

    rows = account.total("taken")
    parts = [f"{counted(claims, 'claim')} {taken}" + (f" from {counted(rows, 'row')}" if claims != rows else "")]
    for outcome in ("left out", "rejected"):
        reasons = [
            f"{number:,} {reason}" for (_, became, reason), number in account.counts.items() if became == outcome
        ]
        if reasons:
            parts.append(f"{account.total(outcome):,} {outcome} ({', '.join(reasons)})")
    return f"Read {counted(account.total(), 'row')}: {', '.join(parts)}."


def _show_report(report: "StartReport") -> None:
    from graphmodel.wording import counted, typed

    account = report.account
    say(counts_line(account, report.claims, "taken"))
    for (_, reason), places in account.places.items():
        if any(outcome == "rejected" and why == reason for _, outcome, why in account.counts):
            say(f"  Rejected, {reason}: {', '.join(places)}.")
    for remark in account.remarks:
        say(remark)
    say(f"Wrote {report.study}. How the sheet is read is in {report.study / 'import' / 'map.toml'}.")
    if report.waiting:
        say(
            f"{counted(report.waiting, 'question')} about kinds of nodes and new verbs, answered by a guess until you"
            f" decide: graphmodel queue {typed(report.study)}"
        )
    if report.problems.errors:
        say(f"A check finds {counted(report.problems.errors, 'error')}: graphmodel check {typed(report.study)}")


def _open(study: Path) -> None:
    from graphmodel.cli.draw import show_page
    from graphmodel.cli.options import StudyOptions

    show_page(StudyOptions(study, None, None, no_build=False, chosen_slice=None))
