"""``graphmodel cypher``."""

import click

from graphmodel.cli.common import Asking, asking_options


@click.command()
@asking_options
@click.argument("statement")
@click.option(
    "-p", "--param", "given", multiple=True, metavar="NAME=VALUE", help="A value for $NAME; may be given again."
)
def cypher(asking: Asking, statement: str, given: tuple[str, ...]) -> None:
    """Ask STUDY one Cypher STATEMENT.

    Only reading is allowed. Values are given by name, never pasted into the statement:

    \b
      graphmodel cypher . 'MATCH (a:Actor) WHERE a.label CONTAINS $word RETURN a.id' -p word=manager
    """  # noqa: D301 - click keeps the lines below a backspace as they are
    from graphmodel.results import Result
    from graphmodel.wording import counted

    parameters: dict[str, object] = {}
    for text in given:
        name, separator, value = text.partition("=")
        if not separator:
            raise click.BadParameter(f"{text!r} has no =; write NAME=VALUE", param_hint="--param")
        parameters[name] = int(value) if value.lstrip("-").isdigit() else value
    with asking.open() as asked:
        frame = asked.engine.query(statement, parameters)
        notes = tuple(note for note in [asked.caution(statement)] if note)
    rows = f"{counted(len(frame), 'row')}; what a row counts is what the statement says."
    asking.output.write(Result("cypher", "Answer to a Cypher statement", rows, {"answer": frame}, notes))
