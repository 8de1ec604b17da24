"""Where a Neo4j server answers, and plain statements sent to it past the program under test."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import neo4j

from graphmodel.engine.neo4j.address import Server


@dataclass(frozen=True)
class Account:
    """Where a server answers and who may ask it."""

    uri: str
    user: str
    password: str

    @property
    def server(self) -> Server:
        """The same for the program under test."""
        return Server(self.uri, self.user, self.password)

    def with_scheme(self, scheme: str) -> str:
        """The same address under another scheme: ``with_scheme("neo4j+s")``."""
        return f"{scheme}://{self.uri.partition('://')[2]}"

    def run(self, statement: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Run one statement over a connection of its own; the rows."""
        with neo4j.GraphDatabase.driver(self.uri, auth=(self.user, self.password)) as driver:
            return [record.data() for record in driver.execute_query(statement, parameters).records]

    def version(self) -> str:
        """The version that the server names."""
        [row] = self.run(
            "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0] AS version"
        )
        return str(row["version"])
