"""The command line: ``graphmodel COMMAND STUDY ...``.

``sections.py`` is the table of all commands and says which module holds each. A module loads when
one of its commands is needed, and heavy libraries load when it runs, so that ``--help`` comes at once.
"""

import io
import os
import sys

import click

from graphmodel.cli.command import CONTEXT
from graphmodel.cli.ending import Ended, clear_up_when_ended
from graphmodel.cli.screen import say, say_block
from graphmodel.cli.sections import Sections
from graphmodel.problems import GraphmodelError
from graphmodel.wording import visible


@click.group(cls=Sections, context_settings=CONTEXT)
@click.version_option(package_name="graphmodel")
def cli() -> None:
    """Turn coded qualitative research into a graph and ask it questions.

    Almost every command takes the study first: a folder of tables or a workbook (a dot means this folder).
    `graphmodel COMMAND --help` explains a command.
    """


def main() -> None:
    """Run the command line. An error that a user can fix is one message; ``EXIT_CODES`` lists the exit codes."""
    for stream in (sys.stdout, sys.stderr):
        # Labels hold any letter; a Windows pipe would stop at the first one outside its code page.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    clear_up_when_ended()
    try:
        code = cli(prog_name="graphmodel", standalone_mode=False)
        sys.stdout.flush()
    except Ended as ended:
        sys.exit(ended.code)
    except click.Abort:
        say("Stopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        said = io.StringIO()
        error.show(said)
        click.echo(visible(said.getvalue()), err=True, nl=False)
        sys.exit(error.exit_code)
    except GraphmodelError as error:
        say_block(f"Error: {error.on_command_line()}", err=True)
        sys.exit(2 if error.by_caller else 1)
    except (BrokenPipeError, SystemExit) as stopped:
        if isinstance(stopped, SystemExit) and stopped.code in (0, None):
            raise  # click has completed a command for the shell
        # The reader of a pipe (head, a pager) has gone; nothing is wrong. click exits with 1 then; no command does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        say(f"Error: {what}. Check the path, and that you have permission to use it.", err=True)
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)
