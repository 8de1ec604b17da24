"""``graphmodel ask``: every question of the bank as a command with its own options."""

from typing import TYPE_CHECKING, Any

import click

from graphmodel.cli.common import Asking, asking_options

if TYPE_CHECKING:
    from graphmodel.queries.question import Question

_HELP = ("-h", "--help")
_WANTED = f"{__name__}.help"


class _Ask(click.Command):
    """Leaves ``--help`` that stands with a question to that question."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        words = [word for word in args if word not in _HELP]
        ctx.meta[_WANTED] = len(words) < len(args)
        return super().parse_args(ctx, words if len(words) > 1 else args)


@click.command(cls=_Ask, context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@asking_options
@click.argument("question", required=False)
@click.pass_context
def ask(ctx: click.Context, asking: Asking, question: str | None) -> None:
    """Ask STUDY a QUESTION of the bank.

    `graphmodel questions` lists them. Each has options of its own, which come behind it:
    `graphmodel ask STUDY QUESTION --help` says what one counts and which options it takes.
    """
    from graphmodel.api.opened import own_questions
    from graphmodel.queries.bank import find_questions

    if question is None and ctx.meta[_WANTED]:
        click.echo(ctx.get_help())
        return
    if question is None:
        raise click.UsageError("Name a question, such as dropout/never_taken_up. `graphmodel questions` lists all.")
    if question.startswith("-") or str(asking.study).startswith("-"):
        raise click.UsageError("The study comes first, then the question, then the options of that question.")
    found = find_questions(own_questions(asking.study)).find(question)
    own = _options(found)
    name = f"graphmodel ask STUDY {found.name}"
    if ctx.meta[_WANTED]:
        click.echo(own.get_help(own.make_context(name, [], resilient_parsing=True)))
        return
    given = own.make_context(name, list(ctx.args)).params
    options = {name: value for name, value in given.items() if value is not None}
    asking.answer(lambda asked: asked.ask(found.name, **options))


def _options(question: "Question") -> click.Command:
    """A click command made from a question's own header."""
    from graphmodel.queries.question import SETTINGS

    parameters: list[click.Parameter] = []
    for parameter in question.parameters:
        default: Any = parameter.default
        text = f"{parameter.text} ({parameter.type}"
        if default is None:
            text += "; needed"
        elif default in SETTINGS:
            text += f"; default: the study's {default.strip('{}').replace('_', ' ')}"
        elif default:
            text += f"; default: {default}"
        flag = f"--{parameter.name.replace('_', '-')}"
        # Not required here: the message of the question itself says what to give.
        parameters.append(click.Option([flag, parameter.name], help=f"{text})"))
    columns = "\n".join(f"  {column.name}: {column.text}" for column in question.returns)
    return click.Command(
        question.name,
        context_settings={"help_option_names": list(_HELP), "max_content_width": 100},
        params=parameters,
        help=f"{question.title}\n\n{question.prose}\n\n\b\nColumns:\n{columns}",
        epilog="The options of `graphmodel ask --help` (--format, --output and others) can be given as well.",
    )
