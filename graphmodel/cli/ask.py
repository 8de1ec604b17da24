"""Commands that ask: ``graphmodel questions``, ``ask``, ``table`` and ``cypher``."""

from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from graphmodel.cli.command import CONTEXT, PATH, Command, command
from graphmodel.cli.options import Request, limit_options, request_options, study_argument
from graphmodel.cli.output_options import OutputOptions, output_options
from graphmodel.cli.screen import say_block
from graphmodel.cli.slice_options import flags, slice_of, taken_apart

if TYPE_CHECKING:
    from graphmodel.engine.limits import Limits
    from graphmodel.queries.question import Question


@command(
    "questions",
    examples=["graphmodel questions", "graphmodel questions my-copy -o questions.xlsx"],
    tables=["questions"],
)
@output_options
@click.argument("study", type=PATH, required=False)
def questions(study: Path | None, output: OutputOptions) -> None:
    """List every question of the question bank, and every analysis.

    Ask a question with `graphmodel ask STUDY QUESTION`; an analysis is a command of its own.
    With STUDY, the questions in its own folder `cypher` are listed too.
    """
    from graphmodel.api.opened import OWN_KIND, list_questions
    from graphmodel.api.study_files import own_questions
    from graphmodel.queries.bank import find_questions
    from graphmodel.results import Result
    from graphmodel.wording import counted
    from graphmodel_loaders.opening import refuse_missing

    if study is not None:
        refuse_missing(study)
    bank = find_questions(own_questions(study) if study else ())
    for error in bank.refused.values():
        say_block(f"Refused: {error.on_command_line()}", err=True)
    frame = list_questions(bank, typed=True)
    numbers = frame["kind"].value_counts()
    asked = sum(number for kind, number in numbers.items() if kind != "analysis")
    counts = f"{counted(asked, 'question')} and {numbers['analysis']} analyses."
    if OWN_KIND in numbers:
        counts += f" {counted(numbers[OWN_KIND], 'question')} came with the study and not with graphmodel."
    replace(output, study=study).write(Result("questions", "Questions and analyses", counts, {"questions": frame}))


_HELP = ("-h", "--help")
_HELP_OF_QUESTION = f"{__name__}.help"


class _Ask(Command):
    """Passes ``--help`` on to the question if one is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        words = [word for word in args if word not in _HELP]
        ctx.meta[_HELP_OF_QUESTION] = len(words) < len(args)
        return super().parse_args(ctx, words if len(words) > 1 else args)


@command(
    "ask",
    kind=_Ask,
    examples=[
        "graphmodel ask my-copy dropout/not_used",
        "graphmodel ask my-copy journeys/of_evidence --evidence ev.bme_strategy",
        "graphmodel ask my-copy journeys/of_evidence --help",
    ],
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
)
@partial(request_options, takes="names")  # the question may have options of the same names
@limit_options
@click.argument("question", required=False)
@click.pass_context
def ask(ctx: click.Context, request: Request, limits: "Limits", question: str | None) -> None:
    """Ask STUDY one QUESTION of the question bank.

    `graphmodel questions` lists them. Each question has its own options, which come after it:
    `graphmodel ask STUDY QUESTION --help` says what it counts and which options it takes.
    A question of the study's own is stopped at the limits of time, rows and memory.
    """
    from graphmodel.analysis.registry import find_question
    from graphmodel.api.study_files import own_questions
    from graphmodel.queries.bank import find_questions

    if question is None and ctx.meta[_HELP_OF_QUESTION]:
        say_block(ctx.get_help())
        return
    if question is None:
        raise click.UsageError("Name a question, such as dropout/not_used. `graphmodel questions` lists all.")
    if question.startswith("-") or str(request.study).startswith("-"):
        raise click.UsageError("The study comes first, then the question, then the options of that question.")
    chosen = find_question(find_questions(own_questions(request.study)), question)
    own = _command_of(chosen)
    name = f"graphmodel ask STUDY {chosen.name}"
    if ctx.meta[_HELP_OF_QUESTION]:
        say_block(own.get_help(own.make_context(name, [], resilient_parsing=True)))
        return
    chosen_here, values = taken_apart(own.make_context(name, list(ctx.args)).params)
    options = {name: value for name, value in values.items() if value is not None}
    request = replace(request, chosen_slice=slice_of(chosen_here | taken_apart(ctx.params)[0]))
    request.answer(lambda study: study.ask(chosen.name, limits=limits, **options))


def _command_of(question: "Question") -> Command:
    """A command made from a question's header."""
    from graphmodel.queries.old_names import OLD_OPTIONS
    from graphmodel.queries.question import SETTINGS

    parameters: list[click.Parameter] = []
    for parameter in question.parameters:
        default: Any = parameter.default
        text = f"{parameter.text} ({parameter.type}"
        if default is None:
            text += "; required"
        elif default in SETTINGS:
            text += f"; default: the study's {default.strip('{}').replace('_', ' ')}"
        elif default:
            text += f"; default: {default}"
        flag = f"--{parameter.name.replace('_', '-')}"
        # Not required here: the message of the question itself says what to give.
        parameters.append(click.Option([flag, parameter.name], help=f"{text})"))
    parameters.extend(flags(parameter.name for parameter in question.parameters))
    parameters.extend(click.Option([f"--{old}"], hidden=True) for old in OLD_OPTIONS.get(question.name, ()))
    columns = "\n".join(f"  {column.name}: {column.text}" for column in question.columns)
    required = [f" --{p.name.replace('_', '-')} ..." for p in question.parameters if p.default is None]
    return Command(
        question.name,
        context_settings=CONTEXT,
        params=parameters,
        examples=[f"graphmodel ask my-study {question.name}{''.join(required)}"],
        help=f"{question.title}\n\n{question.prose}\n\n\b\nColumns:\n{columns}",
        epilog="The options of `graphmodel ask --help` (--format, --output and others) work here too.",
    )


@command("table", examples=["graphmodel table my-copy", "graphmodel table my-copy actors"])
@output_options
@study_argument
@click.argument("name", required=False)
def table(study: Path, name: str | None, output: OutputOptions) -> None:
    """Show the table NAME of STUDY as its files have it.

    Without NAME, it lists the tables. This also shows tables that are not part of the graph, such
    as informants or workshops.
    """
    import pandas as pd

    from graphmodel.api.study_files import read_table
    from graphmodel.results import Result
    from graphmodel.schema import TABLES
    from graphmodel.schema.consent import OF_THE_TEAM
    from graphmodel.wording import counted
    from graphmodel_loaders import read_study

    output = replace(output, study=study)
    output.refuse_blocked(study)
    if name is None:
        tables = read_study(study).tables
        frame = pd.DataFrame(
            {
                "table": list(tables),
                "what": [TABLES[t].note if t in TABLES else "a table of this study's own" for t in tables],
                "columns": [list(table.columns) for table in tables.values()],
            }
        )
        result = Result("tables", "Tables of the study", f"{counted(len(frame), 'table')}.", {"tables": frame})
    else:
        frame = read_table(study, name)
        made = read_study(study).tables[name].from_labels
        source = "made from the labels in other tables" if made else "as in the study's own table"
        counts = f"{counted(len(frame), 'row')}, {source}."
        notes = ("For the team only: consent holds back nothing in this table.",) if name in OF_THE_TEAM else ()
        result = Result(name, f"Table {name}", counts, {name: frame}, notes)
    output.write(result)


@command(
    "cypher",
    examples=[
        'graphmodel cypher my-copy "MATCH (a:Actor) RETURN a.id, a.label"',
        "graphmodel cypher my-copy 'MATCH (a:Actor) WHERE a.label CONTAINS $word RETURN a.id' -p word=manager",
    ],
    tables=["answer"],
)
@request_options
@limit_options
@click.argument("statement")
@click.option("-p", "--param", "texts", multiple=True, metavar="NAME=VALUE", help="A value for $NAME; can be repeated.")
def cypher(request: Request, limits: "Limits", statement: str, texts: tuple[str, ...]) -> None:
    """Run one Cypher STATEMENT on STUDY.

    Only statements that read are allowed. Put the statement in quotation marks; in single ones if
    it contains a $. Pass values by name with -p, so that nothing in them is read as Cypher.
    A statement is stopped at the limits of time, rows and memory, and with Ctrl-C.
    """
    from graphmodel.results import Result
    from graphmodel.wording import counted

    parameters: dict[str, object] = {}
    for text in texts:
        name, separator, value = text.partition("=")
        if not separator:
            raise click.BadParameter(f"{text!r} has no =; write NAME=VALUE", param_hint="--param")
        parameters[name] = _typed(value)
    with request.open() as study:
        frame = study.engine.query(statement, parameters, limits=limits)
        notes = tuple(note for note in [*study.settings.notes, study.caution(statement)] if note)
    rows = f"{counted(len(frame), 'row')}; what a row counts is what the statement says."
    owner = study.owner
    request.output.write(Result("cypher", "Answer to a Cypher statement", rows, {"answer": frame}, notes, owner))


def _typed(value: str) -> "int | str":
    """A whole number if that is what it is, else text."""
    from graphmodel.queries.question import convert

    with suppress(ValueError):
        return cast("int", convert(value, "integer"))
    return value
