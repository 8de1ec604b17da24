"""Options of the commands that speak to a Neo4j server."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

if TYPE_CHECKING:
    from graphmodel.engine.neo4j.address import Server

_CREDENTIALS = (
    click.option("--password", metavar="TEXT", help="Better: NEO4J_PASSWORD, or type it when asked."),
    click.option("--username", metavar="TEXT", help="Default: NEO4J_USERNAME, else neo4j."),
    click.option("--database", metavar="NAME", help="One of the server's. Default: NEO4J_DATABASE, else the user's."),
)


@dataclass(frozen=True)
class Given:
    """What a user says of a server; the address is empty where no server is meant."""

    uri: str | None
    username: str | None
    password: str | None
    database: str | None

    def server(self) -> "Server":
        """The server, with what is not said from the environment, and the password from a prompt at last.

        Raises:
            ServerError: the address is no address, or no password is to be had.
        """
        from graphmodel.engine.neo4j.address import with_environment
        from graphmodel.problems import ServerError

        found = with_environment(self.uri or "", self.username, self.password, self.database)
        if found.password:
            return found
        if not sys.stdin.isatty():
            raise ServerError(f"{found.uri} wants a password. Set NEO4J_PASSWORD.")
        password = click.prompt(f"Password of {found.username} at {found.uri}", hide_input=True, err=True)
        return with_environment(self.uri or "", self.username, password, self.database)


def server_options(flag: str, text: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add ``flag`` (--on or --to) and the credentials; the command gets one ``Given`` as ``server``."""

    def adding(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def taking(
            uri: str | None, username: str | None, password: str | None, database: str | None, **own: Any
        ) -> None:
            command(server=Given(uri, username, password, database), **own)

        address = click.option(flag, "uri", metavar="ADDRESS", help=text)
        made = reduce(lambda made, option: option(made), _CREDENTIALS, cast("Callable[..., None]", taking))
        return address(made)

    return adding


class StudyPath(click.ParamType[Path | str]):
    """A folder or workbook; or the address of a server that holds a study."""

    name = "study"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:
        """A path; an address stays text, since a path would lose one of its strokes."""
        from graphmodel.engine.neo4j.address import is_address

        return value if is_address(str(value)) else Path(value)
