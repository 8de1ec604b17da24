"""The command line: ``graphmodel COMMAND STUDY ...``, one command per module.

The commands import only click when they load, so that ``--help`` comes at once; whatever is
heavy is imported when a command runs.
"""

import os
import sys

import click

from graphmodel.cli.ask import ask
from graphmodel.cli.brokers import brokers
from graphmodel.cli.browser import browser
from graphmodel.cli.build import build
from graphmodel.cli.chain import chain
from graphmodel.cli.champions import champions
from graphmodel.cli.check import check
from graphmodel.cli.claims import claims
from graphmodel.cli.cypher import cypher
from graphmodel.cli.discourse import discourse
from graphmodel.cli.dropout import dropout
from graphmodel.cli.example import example
from graphmodel.cli.figure import figure
from graphmodel.cli.findings import findings
from graphmodel.cli.journey import journey
from graphmodel.cli.map import stakeholder_map
from graphmodel.cli.matrix import matrix
from graphmodel.cli.new import new
from graphmodel.cli.open import open_
from graphmodel.cli.page import page
from graphmodel.cli.questions import questions
from graphmodel.cli.stakeholders import stakeholders
from graphmodel.cli.table import table
from graphmodel.cli.triangulate import triangulate
from graphmodel.problems import GraphmodelError


class _InOrder(click.Group):
    """Lists commands in the order in which a researcher meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=_InOrder, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="graphmodel")
def cli() -> None:
    """Turn coded qualitative research into a graph and ask it questions.

    Every command takes the study first: a folder of tables or a workbook (. for this folder).

    \b
      graphmodel example my-copy            a study to look at and change
      graphmodel check my-copy              what is wrong with it
      graphmodel findings my-copy           the headline findings
      graphmodel questions                  all that can be asked
      graphmodel ask my-copy dropout/never_taken_up
    """  # noqa: D301 - click keeps the lines below a backspace as they are


for _command in (
    new, example, check, build, findings, questions, ask, journey, dropout, stakeholders,
    brokers, champions, triangulate, discourse, matrix, claims, chain, table, cypher,
    page, open_, figure, stakeholder_map, browser,
):  # fmt: skip
    cli.add_command(_command)


def main() -> None:
    """Run the command line. Errors that a user can mend are one message and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        # Labels hold any letter; a Windows pipe would stop at the first one outside its code page.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = cli(standalone_mode=False)
        sys.stdout.flush()
    except click.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except GraphmodelError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of a pipe (head, a pager) has gone; nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        click.echo(f"Error: {what}. See whether the path is right and whether you may use it.", err=True)
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)
