"""``graphmodel ask``: every question of the bank as a command with its own options."""

from typing import TYPE_CHECKING, Any

import click

from graphmodel.cli.command import CONTEXT, Command, command
from graphmodel.cli.options import Request, request_options

if TYPE_CHECKING:
    from graphmodel.queries.question import Question

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
        "graphmodel ask my-copy dropout/never_taken_up",
        "graphmodel ask my-copy journeys/of_evidence --evidence ev.bme_strategy",
        "graphmodel ask my-copy journeys/of_evidence --help",
    ],
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
)
@request_options
@click.argument("question", required=False)
@click.pass_context
def ask(ctx: click.Context, request: Request, question: str | None) -> None:
    """Ask STUDY one QUESTION of the question bank.

    `graphmodel questions` lists them. Each question has its own options, which come after it:
    `graphmodel ask STUDY QUESTION --help` says what it counts and which options it takes.
    """
    from graphmodel.api.opened import own_questions
    from graphmodel.queries.bank import find_questions

    if question is None and ctx.meta[_HELP_OF_QUESTION]:
        click.echo(ctx.get_help())
        return
    if question is None:
        raise click.UsageError("Name a question, such as dropout/never_taken_up. `graphmodel questions` lists all.")
    if question.startswith("-") or str(request.study).startswith("-"):
        raise click.UsageError("The study comes first, then the question, then the options of that question.")
    chosen = find_questions(own_questions(request.study)).find(question)
    own = _command_of(chosen)
    name = f"graphmodel ask STUDY {chosen.name}"
    if ctx.meta[_HELP_OF_QUESTION]:
        click.echo(own.get_help(own.make_context(name, [], resilient_parsing=True)))
        return
    values = own.make_context(name, list(ctx.args)).params
    options = {name: value for name, value in values.items() if value is not None}
    request.answer(lambda study: study.ask(chosen.name, **options))


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
    parameters.extend(click.Option([f"--{old}"], hidden=True) for old in OLD_OPTIONS.get(question.name, ()))
    columns = "\n".join(f"  {column.name}: {column.text}" for column in question.returns)
    required = [f" --{p.name.replace('_', '-')} ..." for p in question.parameters if p.default is None]
    return Command(
        question.name,
        context_settings=CONTEXT,
        params=parameters,
        examples=[f"graphmodel ask my-study {question.name}{''.join(required)}"],
        help=f"{question.title}\n\n{question.prose}\n\n\b\nColumns:\n{columns}",
        epilog="The options of `graphmodel ask --help` (--format, --output and others) work here too.",
    )
