"""``graphmodel cypher``."""

import click

from graphmodel.cli.command import command
from graphmodel.cli.options import Request, request_options


@command(
    "cypher",
    examples=[
        'graphmodel cypher my-copy "MATCH (a:Actor) RETURN a.id, a.label"',
        "graphmodel cypher my-copy 'MATCH (a:Actor) WHERE a.label CONTAINS $word RETURN a.id' -p word=manager",
    ],
    tables=["answer"],
)
@request_options
@click.argument("statement")
@click.option("-p", "--param", "given", multiple=True, metavar="NAME=VALUE", help="A value for $NAME; can be repeated.")
def cypher(request: Request, statement: str, given: tuple[str, ...]) -> None:
    """Run one Cypher STATEMENT on STUDY.

    Only statements that read are allowed. Put the statement in quotation marks; in single ones if
    it contains a $. Pass values by name with -p, so that nothing in them is taken for Cypher.
    """
    from graphmodel.results import Result
    from graphmodel.wording import counted

    parameters: dict[str, object] = {}
    for text in given:
        name, separator, value = text.partition("=")
        if not separator:
            raise click.BadParameter(f"{text!r} has no =; write NAME=VALUE", param_hint="--param")
        parameters[name] = int(value) if value.lstrip("-").isdigit() else value
    with request.open() as study:
        frame = study.engine.query(statement, parameters)
        notes = tuple(note for note in [study.caution(statement)] if note)
    rows = f"{counted(len(frame), 'row')}; what a row counts is what the statement says."
    request.output.write(Result("cypher", "Answer to a Cypher statement", rows, {"answer": frame}, notes))
