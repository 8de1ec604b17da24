"""Java programs that tests run: folders of jars, which Maven fetches once into a cache outside the tree.

After that neither Maven nor a network is needed.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from filelock import FileLock


class JarsUnavailable(Exception):
    """This machine cannot supply the jars; the message says what is missing."""


def jars_of(name: str, pom: Path, words: Iterable[str] = ()) -> Path:
    """The folder of a program's jars, fetched if need be.

    Args:
        name: of the folder, with the version.
        pom: what the program needs.
        words: properties of the file, as Maven takes them.

    Raises:
        JarsUnavailable: they are not here, and Maven is not or could not fetch them.
    """
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "graphmodel"
    folder = cache / name
    if folder.is_dir():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if not folder.is_dir():  # another process may have fetched them meanwhile
            _fetch(folder, pom, words)
    return folder


def _fetch(folder: Path, pom: Path, words: Iterable[str]) -> None:
    """Fetch into a folder beside the cached one and rename it, so that half a fetch is never used."""
    maven = shutil.which("mvn")
    if maven is None:
        raise JarsUnavailable(f"{folder.name} has not been fetched yet, and Maven (mvn) is not installed")
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f"{folder.name}-") as work:
        fetched = Path(work, "jars")
        command = [maven, "-q", "-B", "-f", str(pom), *words]
        command += ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={fetched}"]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        if ran.returncode:
            raise JarsUnavailable(f"Maven could not fetch {folder.name}: {ran.stdout[-1500:].strip()}")
        fetched.rename(folder)
