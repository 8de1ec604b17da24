"""Speaks to a server through the official driver, and says what fails there in one line."""

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Concatenate, ParamSpec, Self, TypeVar

import neo4j
from neo4j import exceptions
from neo4j.exceptions import ServiceUnavailable

from graphmodel.engine.neo4j.address import Server
from graphmodel.problems import ServerError

OLDEST = (5, 26)
"""The oldest version of a server that the tests run against."""

_SECONDS_TO_CONNECT = 15.0
_P = ParamSpec("_P")
_T = TypeVar("_T")
_Work = Callable[Concatenate[neo4j.ManagedTransaction, _P], _T]

_BY_CODE = {
    "Unauthorized": "{uri} does not know the user {username} with this password. Give the right user name, and the "
    "password in NEO4J_PASSWORD or when asked.",
    "AuthenticationRateLimit": "{uri} was given a wrong password too often. Wait a few seconds, then give the right "
    "one.",
    "CredentialsExpired": "The password of {username} at {uri} has to be changed first. Log in once with Neo4j "
    "Browser and choose a new one.",
    "DatabaseNotFound": "{uri} has no database {database}. Name another, or have it created.",
    "Forbidden": "The user {username} may not do this at {uri}. Ask whoever runs the server for permission.",
    "DatabaseUnavailable": "The database {database} at {uri} is not running. Have it started, or try again later.",
}
"""By the last part of a server's code."""

_UNTRUSTED = (
    "{uri} shows a certificate that no trusted authority has signed. If it is your own server and you know its "
    "certificate to be self-signed, write {self_signed}."
)
_PLAIN = "{uri} does not use encryption. Write {plain} where it is on this machine, or have encryption set up."
_SILENT = (
    "{uri} does not answer ({said}). See whether the server runs and whether host and port are right; a server that "
    "wants encryption is written neo4j+s://."
)
_CLOSED = "The study at {uri} is closed. Open it again."
_OTHER = "{uri} cannot be used ({said}). See the server's log."

# Users read our own messages; without a handler Python would print the driver's log as well.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Connection:
    """An open connection to one database of a server. Use as a context manager, or call ``close``.

    Raises:
        ServerError: the server cannot be reached, does not let us in, or is too old.
    """

    def __init__(self, server: Server) -> None:
        self.server = server
        with worded(server):
            self._driver = _driver(server, server.uri)
        try:
            with worded(server):
                self._knock()
            # Asks the database itself, so that a wrong name of one is reported here.
            agent = self.read(lambda tx: tx.run("RETURN 1 AS one").consume().server.agent)
            self.version = agent.partition("/")[2]
            self._check_version()
        except BaseException:
            self.close()
            raise

    def _knock(self) -> None:
        try:
            self._driver.verify_connectivity()
        except ServiceUnavailable:
            # Looking for the members of a cluster hides why the one that was named did not answer.
            with _driver(self.server, self.server.uri.replace("neo4j", "bolt", 1)) as direct:
                direct.verify_connectivity()
            raise

    def _check_version(self) -> None:
        numbers = [int(part) for part in self.version.split(".")[:2] if part.isdigit()]
        if len(numbers) == 2 and tuple(numbers) < OLDEST:
            oldest = ".".join(map(str, OLDEST))
            raise ServerError(
                f"The server at {self.server.uri} is Neo4j {self.version}. graphmodel needs {oldest} or later."
            )

    def read(self, work: "_Work[_P, _T]", *args: _P.args, **kw: _P.kwargs) -> _T:
        """Do something in a read transaction; it is begun again where the server asks for that."""
        with worded(self.server), self._driver.session(database=self.server.database or None) as session:
            return session.execute_read(work, *args, **kw)

    def write(self, work: "_Work[_P, _T]", *args: _P.args, **kw: _P.kwargs) -> _T:
        """Do something in a write transaction; it is begun again where the server asks for that."""
        with worded(self.server), self._driver.session(database=self.server.database or None) as session:
            return session.execute_write(work, *args, **kw)

    def close(self) -> None:
        """Close the connection. Closing twice does nothing."""
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _driver(server: Server, uri: str) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(
        uri,
        auth=(server.username, server.password),
        connection_timeout=_SECONDS_TO_CONNECT,
        connection_acquisition_timeout=4 * _SECONDS_TO_CONNECT,
        telemetry_disabled=True,
        # Of what a server remarks on statements, only names that it does not know are of use.
        notifications_disabled_classifications=[
            kind for kind in neo4j.NotificationDisabledClassification if kind.name != "UNRECOGNIZED"
        ],
    )


@contextmanager
def worded(server: Server) -> Iterator[None]:
    """Turn failures of the connection into a ``ServerError``; those of a statement pass as they are."""
    try:
        yield
    except (exceptions.Neo4jError, exceptions.DriverError, OSError) as error:
        words = _words(error)
        if words is None:
            raise
        raise ServerError(
            words.format(
                uri=server.uri,
                username=server.username,
                database=server.database or "of this user",
                said=_reason(error),
                self_signed=server.uri.replace("+s:", "+ssc:", 1),
                plain=server.uri.replace("+ssc:", ":", 1).replace("+s:", ":", 1),
            )
        ) from error


def first_line(text: str) -> str:
    """The first line that says something, without its full stop."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "no reason given").rstrip(".")


def _words(error: BaseException) -> str | None:
    """What to say; None for a failure of a statement."""
    if isinstance(error, exceptions.Neo4jError):
        return _BY_CODE.get((error.code or "").rpartition(".")[2])
    causes = " ".join(str(cause) for cause in _causes(error))
    if "CERTIFICATE_VERIFY_FAILED" in causes:
        return _UNTRUSTED
    if "SSL" in causes:
        return _PLAIN
    if str(error) == "Driver closed":
        return _CLOSED
    silent = exceptions.ServiceUnavailable, exceptions.SessionExpired, OSError
    return _SILENT if isinstance(error, silent) else _OTHER


def _reason(error: BaseException) -> str:
    """Why there is no connection, in our words."""
    kinds = (
        (socket.gaierror, "no machine of that name is known"),
        (ConnectionRefusedError, "nothing listens there"),
        (TimeoutError, "it took too long"),
    )
    said = " ".join(str(cause) for cause in _causes(error))
    for cause in _causes(error):
        for kind, words in kinds:
            if isinstance(cause, kind):
                return words
    return "nothing listens there" if "refused" in said else "no connection"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
