"""The commands of ``graphmodel tool``."""

from pathlib import Path

import click

from graphmodel.cli.command import PATH, command
from graphmodel.cli.options import by_option, db_option, study_argument
from graphmodel.cli.output_options import OutputOptions, file_option, force_option, output_options
from graphmodel.cli.screen import how_to_undo, progress_bars, say
from graphmodel.problems import QuestionError
from graphmodel.wording import counted


@command(
    "list",
    examples=["graphmodel tool list my-copy", "graphmodel tool list my-copy -o tools.xlsx"],
    tables=["tools"],
)
@output_options
@study_argument
def list_(study: Path, output: OutputOptions) -> None:
    """List the tools that STUDY can make: those that come with the program, and its own.

    A folder tools/NAME in the study with a file tool.toml adds a tool, or takes the place of one.
    """
    from graphmodel.api.tools import list_tools

    output.refuse_blocked(study)
    output.write(list_tools(study))


@command(
    "make",
    examples=[
        "graphmodel tool make my-copy objections -o objections.docx",
        "graphmodel tool make my-copy objections --form bingo -o card.pdf",
        "graphmodel tool make my-copy making-the-case -o case.pptx",
        "graphmodel tool make my-copy stakeholder-map -O workstream=stroke -o map.html",
    ],
)
@file_option(
    "The file: .html for the screen, .pdf for print, .docx for Word, .xlsx for Excel, .pptx for slides.", required=True
)
@study_argument
@click.argument("name")
@click.option("--form", default="", metavar="NAME", help="A form of the tool. Default: its first one.")
@click.option("--session", default="", metavar="NAME", help="The session that the copy is for; printed on the copy.")
@click.option("-O", "--option", "options", multiple=True, metavar="NAME=VALUE", help="An option of the tool.")
@db_option
def make(
    study: Path,
    name: str,
    output: Path,
    force: bool,
    form: str,
    session: str,
    options: tuple[str, ...],
    db: Path | None,
) -> None:
    """Make a copy of the tool NAME from STUDY, to be filled in.

    A tool is handed out, so nothing on it rests on fewer than three voices, names a person, or puts
    a role beside a site. `graphmodel tool list` lists names, forms and options.
    """
    from graphmodel.api.tools import make_tool

    with progress_bars() as bars:
        made = make_tool(
            study, name, output, form=form, session=session, force=force, db=db, progress=bars, options=_given(options)
        )
    say(made.counts, *made.notes, *made.missing)


@command(
    "template",
    examples=[
        "graphmodel tool template objections -o objections.docx",
        "graphmodel tool template needs-assessment --form data -o questions.xlsx",
    ],
)
@file_option("The file: .html for the screen, .pdf for print, .docx for Word, .xlsx for Excel.", required=True)
@click.argument("name")
@click.option("--form", default="", metavar="NAME", help="A form of the tool. Default: its first one.")
@click.option("--session", default="", metavar="NAME", help="The session that the copy is for; printed on the copy.")
@click.option("--study", type=PATH, metavar="STUDY", help="Take the tool NAME of this study's own, if it has one.")
def template(name: str, output: Path, force: bool, form: str, session: str, study: Path | None) -> None:
    """Make a blank copy of the tool NAME, without any study.

    What a study would fill is blank, for people to describe their own case. Once filled in, it is read
    into a study like any other copy.
    """
    from graphmodel.api.tools import make_template

    made = make_template(name, output, study=study, form=form, session=session, force=force)
    pages = "" if made.pages is None else f" {counted(made.pages, 'page')}."
    say(f"Wrote {made.file.name}.{pages} It holds nothing of a study.")


@command(
    "pack",
    examples=[
        "graphmodel tool pack my-copy objections stakeholder-map -o spring-pack",
        "graphmodel tool pack my-copy objections:short --groups 6 --session spring --start 13:30 -o spring-pack",
    ],
)
@click.option("-o", "--output", type=PATH, metavar="FOLDER", help="The folder of the pack.", required=True)
@force_option
@study_argument
@click.argument("tools", nargs=-1, required=True, metavar="TOOL [TOOL...]")
@click.option("--groups", default=4, show_default=True, metavar="NUMBER", help="How many groups or pairs there are.")
@click.option("--session", default="", metavar="NAME", help="Name of the workshop. Default: the date.")
@click.option("--start", default="10:00", show_default=True, metavar="TIME", help="When it begins.")
@click.option(
    "--as", "media", multiple=True, metavar="KIND",
    help="What each group gets: pdf, docx, xlsx, html; can be repeated. Default: pdf and docx.",
)  # fmt: skip
@click.option("-O", "--option", "options", multiple=True, metavar="NAME=VALUE", help="An option of the tools.")
@db_option
def pack(
    study: Path,
    tools: tuple[str, ...],
    output: Path,
    force: bool,
    groups: int,
    session: str,
    start: str,
    media: tuple[str, ...],
    options: tuple[str, ...],
    db: Path | None,
) -> None:
    """Make all that a facilitator needs for a workshop with tools of STUDY.

    The folder holds an agenda with times, a one-page guide, copies of each TOOL for each group (with
    a session name of its own), and each tool in large print. TOOL is a name, or NAME:FORM.
    """
    from graphmodel.api.tool_pack import MEDIA, make_pack

    with progress_bars() as bars:
        made = make_pack(
            study, tools, output, groups=groups, session=session, start=start, media=media or MEDIA, force=force,
            db=db, progress=bars, options=_given(options),
        )  # fmt: skip
    say(made.counts, *made.missing, "Afterwards:", *(f"  {line}" for line in made.commands))


def _given(options: tuple[str, ...]) -> dict[str, str]:
    """Options of tools, by name."""
    given = {}
    for text in options:
        key, equals, value = text.partition("=")
        if not equals:
            raise QuestionError(f"-O {text}: write it as NAME=VALUE.", by_caller=True)
        given[key.strip().replace("-", "_")] = value
    return given


@command(
    "read",
    examples=[
        "graphmodel tool read my-copy objections.docx",
        "graphmodel tool read my-copy group-1.xlsx group-2.xlsx",
        "graphmodel tool read my-copy objections-answers.json --session spring",
    ],
)
@study_argument
@click.argument("files", nargs=-1, required=True, type=PATH)
@click.option("--session", default="", metavar="NAME", help="Name of the session, in place of the one in the file.")
@click.option("--replace", is_flag=True, help="Replace the answers that the session has.")
@click.option("--anyway", is_flag=True, help="Also read copies that were made from another study.")
@by_option
def read(study: Path, files: tuple[Path, ...], session: str, replace: bool, anyway: bool, by: str) -> None:
    """Read filled copies of tools into STUDY: answers saved by a page, or Word, Excel or PowerPoint files.

    Each becomes a session, which is a source like any other. A blank is not an answer; text that
    answers no question is kept with the session. Claims that the answers suggest wait for you:
    `graphmodel queue` shows them. The same copy again adds nothing.
    """
    from graphmodel.api.tool_reading import read_tool
    from graphmodel.wording import counted, typed

    report = read_tool(study, files, session=session, replace_answers=replace, anyway=anyway, by=by)
    say(report.counts)
    say(*report.refused, *report.remarks, err=True)
    if report.sessions:
        say(f"Sessions: {', '.join(report.sessions)}.", how_to_undo(study))
    if report.drafts:
        say(f"{counted(report.drafts, 'claim')} to confirm. Next: graphmodel queue {typed(study)}")
    if report.refused:
        raise click.exceptions.Exit(1)


@command(
    "answers",
    examples=[
        "graphmodel tool answers my-copy",
        "graphmodel tool answers my-copy objections -o answers.xlsx",
        "graphmodel tool answers my-copy --session spring -o results.html",
    ],
    tables=["answers", "agreement", "choices", "versions", "sessions", "spec_items", "actions", "feedback"],
)
@output_options
@study_argument
@click.argument("name", default="")
@click.option(
    "--session", "sessions", multiple=True, metavar="NAME",
    help="Only this session, or those whose names begin with it; can be repeated.",
)  # fmt: skip
def answers(study: Path, name: str, output: OutputOptions, sessions: tuple[str, ...]) -> None:
    """Show the answers to the tools of STUDY, all sessions side by side.

    A blank is not an answer. With NAME only those to one tool. A file that ends in .html, .pdf or .docx
    is a page of results to hand out: what the groups said in plain words, with no private column, no
    site, no person, and no roles of a group of fewer than three people.
    """
    from graphmodel.api.tool_answers import tool_answers
    from graphmodel.api.tool_results import RESULTS, write_tool_results

    if output.format is None and output.file is not None and output.file.suffix.lower() in RESULTS:
        say(write_tool_results(study, output.file, name, sessions=sessions, force=output.force).counts)
        return
    output.refuse_blocked(study)
    output.write(tool_answers(study, name, sessions=sessions))
