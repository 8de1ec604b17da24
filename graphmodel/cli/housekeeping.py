"""``rename``, ``merge``, ``split``, ``twins`` and ``join``: keep a study in order."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.cli.command import PATH, command
from graphmodel.cli.options import by_option, pairs, study_argument
from graphmodel.cli.output_options import OutputOptions, output_options
from graphmodel.cli.screen import at_terminal, how_to_undo, say, show_problems

if TYPE_CHECKING:
    from graphmodel.api.housekeeping import Chore

_yes = click.option("--yes", is_flag=True, help="Do it without asking.")
_kind = click.option(
    "--kind",
    metavar="KIND",
    default="",
    help="What it is, if that is not clear: actor, stage, verb, claim, focus.",
)


@command(
    "rename",
    examples=[
        "graphmodel rename my-copy act.pct_comm_senior act.senior_commissioner",
        'graphmodel rename my-copy "PCT commissioner" "Commissioner of a PCT"',
        "graphmodel rename my-copy general all_groups --kind focus",
    ],
)
@study_argument
@click.argument("old")
@click.argument("new")
@click.option("--id", "to", flag_value="id", help="NEW is an id.")
@click.option("--label", "to", flag_value="label", help="NEW is a label.")
@_kind
@_yes
@by_option
def rename(study: Path, old: str, new: str, to: str | None, kind: str, yes: bool, by: str) -> None:
    """Give OLD (an id or a label) the new id or label NEW, everywhere in STUDY.

    NEW is an id if it has the form of one, otherwise a label. An id with the prefix of another kind
    moves the row to the table of that kind. What would change is shown first; `graphmodel undo`
    undoes it.
    """
    from graphmodel.api.housekeeping import rename_chore

    _carry_out(rename_chore(study, old, new, kind, to or ""), yes, by)


@command(
    "merge",
    examples=[
        "graphmodel merge my-copy act.commissioners act.la_commissioners",
        'graphmodel merge my-copy "Health board" "Health Board (unit)" --yes',
    ],
)
@study_argument
@click.argument("keep")
@click.argument("others", nargs=-1, required=True)
@_kind
@_yes
@by_option
def merge(study: Path, keep: str, others: tuple[str, ...], kind: str, yes: bool, by: str) -> None:
    """Merge OTHERS into KEEP (ids or labels), everywhere in STUDY.

    KEEP keeps its cells; its empty cells are filled from the others. Labels of the others stay in the
    column also_called. What would change, and what clashes, is shown first; `graphmodel undo` undoes
    it.
    """
    from graphmodel.api.housekeeping import merge_chore

    _carry_out(merge_chore(study, keep, others, kind), yes, by)


@command(
    "split",
    examples=[
        'graphmodel split my-copy org.council "District council" --claim c0001 --claim c0002',
        'graphmodel split my-copy org.council "District council" --source src.ki_national',
        "graphmodel split my-copy act.manager act.senior_manager --where stage=needs.assess",
    ],
)
@study_argument
@click.argument("node")
@click.argument("new")
@click.option("--claim", "--claims", "claims", multiple=True, metavar="ID", help="Move this claim; can be repeated.")
@click.option("--source", "sources", multiple=True, metavar="ID", help="Move the claims of this source.")
@click.option("--where", multiple=True, metavar="COLUMN=TEXT", help="Move the claims with this cell.")
@click.option("--label", metavar="LABEL", default="", help="Label of the new node, where NEW is an id.")
@_kind
@_yes
@by_option
def split(
    study: Path,
    node: str,
    new: str,
    claims: tuple[str, ...],
    sources: tuple[str, ...],
    where: tuple[str, ...],
    yes: bool,
    by: str,
    **names: str,
) -> None:
    """Split NODE of STUDY: a new node, NEW, takes over some of its claims.

    NEW is an id, or a label from which the id is made. What names a claim that moves (codings,
    quotes) moves with it. What would move, and what stays, is shown first; `graphmodel undo` undoes
    it.
    """
    from graphmodel.api.housekeeping import split_chore
    from graphmodel.housekeeping.splitting import Moving

    cells = pairs(where, "--where", "COLUMN=TEXT")
    ids = [claim for one in claims for claim in one.replace(",", " ").split()]
    moving = Moving(ids, sources, cells)
    _carry_out(split_chore(study, node, new, moving, names["label"], names["kind"]), yes, by)


def _carry_out(chore: "Chore", yes: bool, by: str) -> None:
    """Show what a chore would do, ask, and do it."""
    from graphmodel.output import write

    plan = chore.plan()
    write(chore.shown(plan), "table", sys.stdout)
    if plan.is_empty:
        return
    if not yes:
        if not at_terminal():
            say("", "Nothing was changed. Add --yes to do it.")
            click.get_current_context().exit(1)
        if not click.confirm("\nChange the study?"):
            say("Nothing was changed.")
            click.get_current_context().exit(1)
    say("", *chore.carry_out(plan, by=by), how_to_undo(chore.study))


@command(
    "twins",
    examples=["graphmodel twins my-copy", "graphmodel twins my-copy --ask"],
    tables=["twins"],
)
@output_options
@study_argument
@click.option("--ask", is_flag=True, help="Put the pairs that nothing sets apart into the queue.")
@by_option
def twins(study: Path, ask: bool, by: str, output: OutputOptions) -> None:
    """List nodes of one kind with similar labels: perhaps one thing twice.

    Pairs that the study itself sets apart (one is part of the other, they are of different
    organisations or sites, or one is a class) come last. The column command says how to merge
    them.
    """
    from graphmodel.api.twins import twins as twins_of

    output = replace(output, study=study)
    output.refuse_blocked(study)
    output.write(twins_of(study, ask=ask, by=by))


@command(
    "join",
    examples=[
        "graphmodel join annas-study bens-study -o together",
        "graphmodel join annas-study bens-study -o together --coders Anna Ben",
    ],
)
@click.argument("first", type=PATH)
@click.argument("second", type=PATH)
@click.option("-o", "--output", "target", type=PATH, required=True, metavar="STUDY", help="The new study.")
@click.option(
    "--coders", nargs=2, metavar="NAME NAME", help="Who coded FIRST and SECOND, where no column coder says so."
)
@click.option("--report", type=PATH, metavar="FILE", help="Write the report to this file too (.xlsx, .json).")
def join(first: Path, second: Path, target: Path, coders: tuple[str, str] | None, report: Path | None) -> None:
    """Combine two people's studies in a new one, with a report of what agreed and what clashed.

    Neither FIRST nor SECOND is changed. The ids of FIRST are kept; nodes of one kind with the same
    label are one. What two coders say of one unit goes to the table codings, never into a second
    claim. What clashes waits in the queue of the new study.
    """
    from graphmodel.api.joining import join as join_studies
    from graphmodel.output import write
    from graphmodel.wording import counted, typed

    output = OutputOptions(None, report, None, study=first)
    if report is not None:
        output.refuse_blocked(target)
    done = join_studies(first, second, target, coders=coders or ())
    write(done.result, "table", sys.stdout)
    if report is not None:
        output.write(done.result)
    say("", f"Wrote {target}.")
    if done.problems.errors:
        show_problems(done.problems, 3, ["error"])
        say(f"The new study has {counted(done.problems.errors, 'error')}. Next: graphmodel check {typed(target)}")
    elif done.items:
        say(f"{counted(done.items, 'question')} wait. Next: graphmodel queue {typed(target)}")
    else:
        say(f"Next: graphmodel {'agreement' if 'codings' in done.result else 'open'} {typed(target)}")
