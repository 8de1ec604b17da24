"""Options of the commands that use a Neo4j server."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from graphmodel.cli.command import SharedOption

if TYPE_CHECKING:
    from graphmodel.engine.neo4j.address import Server

    _PathType = click.ParamType[Path | str]
else:
    _PathType = click.ParamType


@dataclass(frozen=True)
class ServerOptions:
    """The server that the command line names; ``uri`` is empty if it names none."""

    uri: str | None
    username: str | None
    database: str | None

    def server(self) -> "Server":
        """The server, with what is not given from the environment; the password from there or a prompt.

        The password is not an option: it would show in the history and in the list of processes.

        Raises:
            ServerError: the address is invalid, or there is no password.
        """
        from graphmodel.engine.neo4j.address import with_environment
        from graphmodel.problems import ServerError

        server = with_environment(self.uri or "", self.username, None, self.database)
        if server.password:
            return server
        if not sys.stdin.isatty():
            raise ServerError(f"{server.uri} needs a password. Set the environment variable NEO4J_PASSWORD.")
        password = click.prompt(f"Password of {server.username} at {server.uri}", hide_input=True, err=True)
        return with_environment(self.uri or "", self.username, password, self.database)


def server_options(
    flag: str, text: str, *, shared: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add ``flag`` (--on or --to), --username and --database; the command gets ``server``: :class:`ServerOptions`."""
    kind = SharedOption if shared else click.Option
    options = (
        click.option("--database", cls=kind, metavar="NAME", help="Database of the server. Default: NEO4J_DATABASE."),
        click.option(
            "--username",
            cls=kind,
            metavar="NAME",
            help="User of the server. Default: NEO4J_USERNAME. The password: NEO4J_PASSWORD, or a prompt.",
        ),
        click.option(flag, "uri", cls=kind, metavar="ADDRESS", help=text),
    )

    def add(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def with_server(uri: str | None, username: str | None, database: str | None, **own: Any) -> None:
            command(server=ServerOptions(uri, username, database), **own)

        return reduce(lambda made, option: option(made), options, cast("Callable[..., None]", with_server))

    return add


class StudyPath(_PathType):
    """A folder or workbook; or the address of a server that holds a study."""

    name = "study"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:
        """A path; an address stays text, because a path would drop one of its slashes."""
        from graphmodel.engine.neo4j.address import is_address

        return value if is_address(str(value)) else Path(value)
