"""Write the parts of the documentation that are made from the program.

``make docs`` (or ``python docs/generate.py``) writes them; a test compares the pages in the
repository with the program, so that the two cannot drift apart.

Three pages are made whole (glossary, questions, commands), two between two markers (tables of a
study, analyses). A number in prose stands between two comments: ``<!-- number: claims -->1,397<!-- end -->``.
"""

import csv
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import click

import graphmodel as gm
from graphmodel.analysis import brokers
from graphmodel.analysis.registry import descriptions as analysis_descriptions
from graphmodel.api.docs_of_analyses import methods as analysis_methods
from graphmodel.api.docs_of_analyses import refreshed as refreshed_analyses
from graphmodel.cli import cli
from graphmodel.cli.sections import ENTRIES, EXIT_CODES
from graphmodel.frames import ties
from graphmodel.graph.docs_of_graph import refreshed
from graphmodel.measures import brokerage, centrality, communities, comparison, order_count
from graphmodel.queries.bank import find_questions
from graphmodel.queries.docs_of_questions import as_markdown as questions_page
from graphmodel.schema.glossary import as_markdown as glossary_page
from graphmodel_viz.signs import as_markdown as signs_page

ROOT = Path(__file__).parents[1]
_BUNDLED = ROOT / "graphmodel" / "data" / "study"
_SHEET = ROOT / "graphmodel" / "data" / "sheet" / "claims.csv"
_OTHER = ROOT / "tests" / "data" / "county_meals"
_DESCRIPTIONS = "graphmodel/analysis/descriptions.json"
_NUMBER = re.compile(r"<!-- number: (\w+) -->.*?<!-- end -->")
_CLI_INTRODUCTION = """\
# Commands

What `graphmodel COMMAND --help` shows, for every command. Almost every command takes the study first: a folder of
tables or a workbook (`.` for the current folder).

## Complete commands with the Tab key

bash, zsh and fish can complete commands and options. Add one line to the shell's start-up file, then open a new
terminal:

| shell | file | line |
|---|---|---|
| bash (4.4 or later) | `~/.bashrc` | `eval "$(_GRAPHMODEL_COMPLETE=bash_source graphmodel)"` |
| zsh | `~/.zshrc` | `eval "$(_GRAPHMODEL_COMPLETE=zsh_source graphmodel)"` |
| fish | `~/.config/fish/config.fish` | `_GRAPHMODEL_COMPLETE=fish_source graphmodel \\| source` |

`graphmodel` must be on the path when the file runs. PowerShell and the Windows command prompt are not supported.

## Exit codes

For scripts. A command ends with 2 if you must change what you typed (a command, an option, a value,
the name of a node, question, column or format, the ending of a file, a statement), and with 1 if it was understood but
a study, a file, the server or a limit is in the way. `graphmodel check STUDY` ends with 1 if the study has errors.
In Python, `error.by_caller` says which.

| code | meaning |
|---|---|
"""


@cache
def number(name: str) -> str:
    """A number that pages mention.

    Raises:
        KeyError: there is no such number.
    """
    counted: dict[str, Callable[[], int]] = {
        "claims": lambda: len(gm.read_table(_BUNDLED, "claims")),
        "communities_runs": lambda: communities.TRIALS,
        "flips_exact": lambda: comparison.EXACT_UP_TO,
        "orders_exact": lambda: order_count.EXACT_UP_TO,
        "sheet_cells": lambda: _filled(_SHEET),
        "study_cells": lambda: sum(_study_of_sheet()),
        "study_tables": lambda: len(_study_of_sheet()),
        "paths_exact": lambda: centrality.EXACT,
        "paths_pivots": lambda: centrality.PIVOTS,
        "permutations": lambda: brokerage.PERMUTATIONS,
        "permutations_fewest": lambda: brokerage.FEWEST_PERMUTATIONS,
        "sources_fewest": lambda: comparison.FEWEST,
        "together_most": lambda: ties.MOST_TOGETHER,
        "triads_fewest": lambda: brokers.FEWEST,
        "triads_listed": lambda: brokers.MOST_LISTED,
    }
    return str(communities.SEED) if name == "communities_seed" else f"{counted[name]():,}"


def _filled(table: Path) -> int:
    """Cells of a table that hold something, without its headings."""
    with table.open(encoding="utf-8", newline="") as file:
        return sum(bool(cell.strip()) for row in list(csv.reader(file))[1:] for cell in row)


@cache
def _study_of_sheet() -> tuple[int, ...]:
    """Filled cells of each table of the study that is made of the sheet that comes with the program."""
    with TemporaryDirectory() as folder:
        study = gm.start(_SHEET, Path(folder) / "study").study
        return tuple(_filled(table) for table in study.glob("*.csv"))


def with_numbers(text: str) -> str:
    """A page with its numbers as they are now."""
    return _NUMBER.sub(lambda found: f"<!-- number: {found[1]} -->{number(found[1])}<!-- end -->", text)


def commands_page(_: str = "") -> str:
    """The help of every command, as one page."""
    context = click.Context(cli, info_name="graphmodel", terminal_width=100, **cli.context_settings)
    sections = [f"## {context.info_name}\n", _help(context)]
    for name, entry in ENTRIES.items():
        of_entry = click.Context(entry.load(), parent=context, info_name=name)
        sections += [f"### {name}\n", _help(of_entry)]
        if isinstance(of_entry.command, click.Group):
            for part in of_entry.command.list_commands(of_entry):
                if (inner := of_entry.command.get_command(of_entry, part)) is not None:
                    sections += [f"#### {name} {part}\n", _help(click.Context(inner, parent=of_entry, info_name=part))]
    codes = [f"| {code} | {meaning} |\n" for code, meaning in EXIT_CODES.items()]
    return "\n".join(["".join([_CLI_INTRODUCTION, *codes]), *sections])


def _help(context: click.Context) -> str:
    return f"```text\n{context.get_help().rstrip()}\n```\n"


def methods_page(page: str) -> str:
    """The page of methods with the tables of every analysis as they are now."""
    with TemporaryDirectory() as folder, gm.open_study(_OTHER, db=folder) as study:
        return refreshed_analyses(page, study)


PAGES: dict[str, Callable[[str], str]] = {
    "docs/cli.md": commands_page,
    "docs/glossary.md": lambda _: glossary_page(),
    "docs/methods.md": methods_page,
    "docs/questions.md": lambda _: questions_page(find_questions().questions),
    "docs/signs.md": lambda _: signs_page(),
    "docs/study.md": refreshed,
    _DESCRIPTIONS: lambda _: analysis_descriptions(),
    "graphmodel/api/analyses.py": lambda _: analysis_methods(),
}
"""What makes each page from its present text; in all others only numbers are made."""


def names() -> list[str]:
    """The pages, with the descriptions of analyses first: the help of commands is read from them."""
    others = [path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"))]
    return sorted({*PAGES, *others}, key=lambda name: (name != _DESCRIPTIONS, name))


def stale(pages: Iterable[str], write: bool = False) -> list[str]:
    """Those of some pages that are not as the program would make them.

    Args:
        pages: their names.
        write: bring them up to date as well.
    """
    old = []
    for name in pages:
        page = ROOT / name
        before = page.read_text("utf-8") if page.exists() else ""
        after = with_numbers(PAGES.get(name, str)(before))
        if after != before:
            old.append(name)
            if write:
                page.write_text(after, "utf-8", newline="\n")
    return old


if __name__ == "__main__":
    for name in stale(names(), write=True):
        print(f"Wrote {name}")  # noqa: T201
