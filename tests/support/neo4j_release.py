"""The Neo4j servers that tests and benchmarks run: which versions, and where their jars come from.

A community server is a folder of jars.
"""

from dataclasses import dataclass
from pathlib import Path

from tests.support.maven import JarsUnavailable, jars_of

POM = Path(__file__).with_name("neo4j_pom.xml")


@dataclass(frozen=True)
class Release:
    """One version of the server.

    ``main_class`` is what starts it; the name has changed between lines.
    """

    version: str
    main_class: str


RELEASES = {
    "5.26": Release("5.26.31", "org.neo4j.server.CommunityEntryPoint"),
    "2026.04": Release("2026.04.0", "org.neo4j.server.Neo4jCommunity"),
}
"""By line: the one with long-term support, and a current one."""


class ServerUnavailable(Exception):
    """This machine cannot supply the server; the message says what is missing."""


def jars(release: Release) -> Path:
    """The folder of a release's jars, fetched if need be.

    Raises:
        ServerUnavailable: they are not here, and Maven is not or could not fetch them.
    """
    try:
        return jars_of(f"neo4j-{release.version}", POM, [f"-Dneo4j.version={release.version}"])
    except JarsUnavailable as error:
        raise ServerUnavailable(str(error)) from error
