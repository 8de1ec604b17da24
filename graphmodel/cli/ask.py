"""``graphmodel ask``: every question of the bank as a command with its own options."""

from typing import TYPE_CHECKING, Any

import click

from graphmodel.cli.common import Asking, asking_options

if TYPE_CHECKING:
    from graphmodel.queries.question import Question


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True}, add_help_option=False)
@asking_options
@click.argument("question", required=False)
@click.pass_context
def ask(ctx: click.Context, asking: Asking, question: str | None) -> None:
    """Ask STUDY a QUESTION of the bank, such as dropout/never_taken_up.

    `graphmodel questions` lists them; `graphmodel ask STUDY QUESTION --help` says what one counts
    and which options it takes.
    """
    from graphmodel.api.opened import own_questions
    from graphmodel.queries.bank import find_questions

    wants_help = any(text in {"-h", "--help"} for text in (str(asking.study), question, *ctx.args))
    if question is None or question in {"-h", "--help"} or str(asking.study) in {"-h", "--help"}:
        click.echo(ctx.get_help())
        ctx.exit(0 if wants_help else 2)
    found = find_questions(own_questions(asking.study)).find(question)
    if wants_help:
        click.echo(_options(found).get_help(click.Context(_options(found), info_name=f"ask STUDY {found.name}")))
        return
    given = _options(found).make_context(found.name, list(ctx.args)).params
    options = {name: value for name, value in given.items() if value is not None}
    asking.answer(lambda asked: asked.ask(found.name, **options))


def _options(question: "Question") -> click.Command:
    """A click command made from a question's own header."""
    from graphmodel.queries.question import SETTINGS

    parameters: list[click.Parameter] = []
    for parameter in question.parameters:
        default: Any = parameter.default
        text = f"{parameter.text} ({parameter.type}"
        if default in SETTINGS:
            text += f"; default: the study's {default.strip('{}').replace('_', ' ')}"
        elif default:
            text += f"; default: {default}"
        flag = f"--{parameter.name.replace('_', '-')}"
        # Not required here: the message of the question itself says what to give.
        parameters.append(click.Option([flag, parameter.name], help=f"{text})"))
    columns = "\n".join(f"  {column.name}: {column.text}" for column in question.returns)
    return click.Command(
        question.name, params=parameters, help=f"{question.title}\n\n{question.prose}\n\n\b\nColumns:\n{columns}"
    )
