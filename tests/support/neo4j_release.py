"""The Neo4j servers that tests and benchmarks run: which versions, and where their jars come from.

A community server is a folder of jars. Maven fetches them once into a cache outside the tree; after
that neither Maven nor a network is needed.
"""

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

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
    cache = _cache_folder()
    folder = cache / f"neo4j-{release.version}"
    if folder.is_dir():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if not folder.is_dir():  # another process may have fetched them meanwhile
            _fetch(release, folder)
    return folder


def _fetch(release: Release, folder: Path) -> None:
    """Fetch into a folder beside the cached one and rename it, so that half a fetch is never used."""
    maven = shutil.which("mvn")
    if maven is None:
        raise ServerUnavailable(f"Neo4j {release.version} has not been fetched yet, and Maven (mvn) is not installed")
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f"{folder.name}-") as work:
        fetched = Path(work, "jars")
        command = [maven, "-q", "-B", "-f", str(POM), f"-Dneo4j.version={release.version}"]
        command += ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={fetched}"]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        if ran.returncode:
            raise ServerUnavailable(f"Maven could not fetch Neo4j {release.version}: {ran.stdout[-1500:].strip()}")
        fetched.rename(folder)


def _cache_folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "graphmodel"
