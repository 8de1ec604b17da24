"""Which server, which of its databases, and who asks."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from graphmodel.problems import ServerError, StudyError
from graphmodel.wording import Message, Option

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_ADDRESS = re.compile(r"[a-z0-9+]+://", re.IGNORECASE)
_PORT = 7687

FROM_ENVIRONMENT = "server"
"""Written instead of an address, it stands for the one in NEO4J_URI."""


@dataclass(frozen=True)
class Server:
    """A Neo4j server and who asks it. The password is never shown.

    Args:
        uri: ``neo4j://host:7687``; also bolt, and +s (encrypted, certificate checked) and +ssc
            (encrypted, a self-signed certificate is taken).
        username: who asks; by default what NEO4J_USERNAME says, else ``neo4j``.
        password: by default what NEO4J_PASSWORD says.
        database: by default what NEO4J_DATABASE says, else the user's home database.
    """

    uri: str
    username: str = ""
    password: str = field(default="", repr=False)
    database: str = ""

    def __post_init__(self) -> None:
        check_address(self.uri)

    @property
    def shown(self) -> str:
        """The address for messages."""
        return f"{self.uri}, database {self.database}" if self.database else self.uri

    @property
    def options(self) -> str:
        """What a command that builds there is given, for messages."""
        return f"--to {self.uri} --database {self.database}" if self.database else f"--to {self.uri}"


def is_address(text: str) -> bool:
    """Is this the address of a server rather than a folder or file?"""
    return _ADDRESS.match(text) is not None


def study_and_server(
    study: "str | Path | Server", on: "str | Server | None"
) -> "tuple[Path | None, str | Server | None]":
    """The study's files and the server that is to be asked, either of which may be missing.

    Raises:
        StudyError: it is neither a path nor a server.
        ServerError: both name a server.
    """
    if not isinstance(study, Server) and not (isinstance(study, str) and is_address(study)):
        if isinstance(study, str) and not study.strip():
            raise StudyError("Name a study: a folder or a workbook.", by_caller=True)
        try:
            return Path(study), on
        except TypeError as error:
            raise StudyError(
                f"A study is named by its folder or workbook, such as 'my-study', or by a server, not by {study!r}.",
                by_caller=True,
            ) from error
    if on is not None:
        raise ServerError(Message("Name the server once: as the study, or with {}.", Option("on")), by_caller=True)
    return None, study


def check_address(uri: str) -> None:
    """Refuse what cannot be the address of a Neo4j server.

    Raises:
        ServerError: another scheme, no host, a path, or a password inside it.
    """
    try:
        found = urlsplit(uri)
        port = found.port
    except ValueError as error:
        said = f"{uri} is not the address of a server ({error}). Write neo4j://HOST:{_PORT}."
        raise ServerError(said, by_caller=True) from error
    if found.username is not None or found.password is not None:
        # Not shown again: it holds a password.
        raise ServerError(
            Message(
                "Leave user name and password out of the address. Give {}, and the password in NEO4J_PASSWORD.",
                Option("username", "NAME", python="Server(..., username=NAME)"),
            ),
            by_caller=True,
        )
    if found.scheme in {"http", "https"}:
        host = found.hostname or "HOST"
        raise ServerError(
            f"{uri} is the server's page for browsers. Programs speak to it at neo4j://{host}:{_PORT} (or "
            f"neo4j+s://{host}:{_PORT} where it is encrypted).",
            by_caller=True,
        )
    if found.scheme not in SCHEMES or not found.hostname:
        known = ", ".join(f"{scheme}://" for scheme in SCHEMES)
        said = f"{uri} is not the address of a Neo4j server. Write neo4j://HOST:{_PORT}; there are {known}."
        raise ServerError(said, by_caller=True)
    if found.path.strip("/") or (found.query and found.scheme.startswith("bolt")):
        raise ServerError(
            Message(
                "{} is more than a server's address. End it after {}, and name the database with {}.",
                uri,
                port or "the host",
                Option("database", "NAME", python="Server(..., database=NAME)"),
            ),
            by_caller=True,
        )


def with_environment(
    uri: str,
    username: str | None = None,
    password: str | None = None,
    database: str | None = None,
    environment: Mapping[str, str] | None = None,
) -> Server:
    """The server with what is not given taken from NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE.

    Args:
        uri: an address, or ``server`` for the one in NEO4J_URI.
        username: who asks.
        password: of that user.
        database: of the server.
        environment: instead of the process's own.

    Raises:
        ServerError: it is not an address, or NEO4J_URI is not set.
    """
    env = os.environ if environment is None else environment
    if uri == FROM_ENVIRONMENT and not env.get("NEO4J_URI"):
        raise ServerError(f"`{FROM_ENVIRONMENT}` stands for the address in NEO4J_URI, which is not set. Set it, or "
                          f"write the address: neo4j://HOST:{_PORT}.")  # fmt: skip
    return Server(
        env["NEO4J_URI"] if uri == FROM_ENVIRONMENT else uri,
        username or env.get("NEO4J_USERNAME") or "neo4j",
        password if password is not None else env.get("NEO4J_PASSWORD", ""),
        database or env.get("NEO4J_DATABASE", ""),
    )
