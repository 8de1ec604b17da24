"""Speaks to a server through the official driver."""

import logging
from collections.abc import Callable
from typing import Concatenate, ParamSpec, Self, TypeVar

import neo4j
from neo4j.exceptions import ServiceUnavailable

from graphmodel.engine.neo4j.address import Server
from graphmodel.engine.neo4j.failures import worded
from graphmodel.problems import ServerError

OLDEST = (5, 26)
"""The oldest version of a server that the tests run against."""

_SECONDS_TO_CONNECT = 15.0
_P = ParamSpec("_P")
_T = TypeVar("_T")
_Work = Callable[Concatenate[neo4j.ManagedTransaction, _P], _T]

# A user is told by our own messages; without a handler Python would print the driver's log as well.
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
            # Asks the database itself, so that a wrong name of one is told here.
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
            wanted = ".".join(map(str, OLDEST))
            raise ServerError(
                f"The server at {self.server.uri} is Neo4j {self.version}. graphmodel needs {wanted} or later."
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
        """Let go of the server. Closing twice does nothing."""
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
