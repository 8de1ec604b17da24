"""What goes wrong between us and a server, in one line that says what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j import exceptions

from graphmodel.engine.neo4j.address import Server
from graphmodel.problems import ServerError

_BY_CODE = {
    "Unauthorized": "{uri} does not know the user {username} with this password. Give --username, and the password "
    "in NEO4J_PASSWORD or when asked.",
    "AuthenticationRateLimit": "{uri} was given a wrong password too often. Wait a few seconds, then give the right "
    "one.",
    "CredentialsExpired": "The password of {username} at {uri} has to be changed first. Log in once with Neo4j "
    "Browser and choose a new one.",
    "DatabaseNotFound": "{uri} has no database {database}. Name another with --database, or have it created.",
    "Forbidden": "The user {username} may not do this at {uri}: {said}.",
    "DatabaseUnavailable": "The database {database} at {uri} is not running. Have it started, or ask again later.",
}
"""By the last part of a server's code."""

_UNTRUSTED = (
    "{uri} shows a certificate that nobody trusted has signed. If it is your own server and you know its certificate "
    "to be self-signed, write {self_signed}."
)
_PLAIN = "{uri} does not speak encrypted. Write {plain} where it is on this machine, or have encryption set up."
_SILENT = (
    "{uri} does not answer ({said}). See whether the server runs and whether host and port are right; a server that "
    "wants encryption is written neo4j+s://."
)
_CLOSED = "The study at {uri} is closed. Open it again."
_OTHER = "{uri} cannot be used: {said}."


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
                said=first_line(str(error)),
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


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
