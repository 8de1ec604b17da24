"""Puts faults into a copy of the tree, one after the other, and says which of them the tests find.

    python -m tests.faults                 all of them
    python -m tests.faults circle MERGE    those with one of these words in their name or area

Nothing is written to the tree itself. Exit code 1: a fault was not found, or its text is not in its file.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.listed import LIST, ROOT, Fault, read_faults

_MARKS = {
    "": "not (server or browser or exhaustive)",
    "server": "server and not exhaustive",
    "browser": "browser and not exhaustive",
}
_LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", "node_modules")
_FOUND, _UNCOLLECTED = 1, 2
"""Exit codes of pytest: a test failed; tests could not be collected, which a fault can cause too."""


def main() -> int:
    """Run the faults that are named."""
    words = argparse.ArgumentParser(prog="python -m tests.faults", description="Do the tests find these faults?")
    words.add_argument("names", nargs="*", help="words of names or areas; all faults where none is given")
    words.add_argument("--tree", type=Path, default=ROOT, help="the tree to look at (default: this one)")
    words.add_argument("--list", type=Path, default=LIST, help="the list of faults (default: faults.toml)")
    words.add_argument("--without", default="", help="leave out faults that need this: server, browser, node")
    given = words.parse_args()
    chosen = [fault for fault in read_faults(given.list) if _is_named(fault, given.names)]
    missed = 0
    with tempfile.TemporaryDirectory(prefix="faults-") as work:
        copy = Path(work) / "tree"
        shutil.copytree(given.tree, copy, ignore=_LEFT_OUT)
        for fault in chosen:
            if fault.needs and fault.needs in given.without.split(","):
                continue
            begun = time.monotonic()
            said = _look_for(fault, copy)
            missed += not said.startswith("found")
            print(f"{said:<40} {time.monotonic() - begun:5.0f} s  {fault.area}: {fault.name}", flush=True)
    return 1 if missed else 0


def _is_named(fault: Fault, names: list[str]) -> bool:
    return not names or any(name.lower() in f"{fault.area}: {fault.name}".lower() for name in names)


def _look_for(fault: Fault, tree: Path) -> str:
    """Put one fault in, run its tests until the first fails, and take it out again."""
    if (times := fault.occurrences(tree)) != 1:
        return f"NOT PUT IN: its text is there {times} times"
    file = tree / fault.file
    whole = file.read_bytes()
    fault.put_into(tree)
    try:
        return _run(fault, tree)
    finally:
        file.write_bytes(whole)


def _run(fault: Fault, tree: Path) -> str:
    if fault.needs == "node":
        sources = tree / "viz" / "page"
        if not (sources / "node_modules").is_dir():
            subprocess.run([shutil.which("npm") or "npm", "ci", "--no-audit", "--no-fund"], cwd=sources, check=True,
                           capture_output=True)  # fmt: skip
        ran = subprocess.run(["node", "--test", "test/"], cwd=sources, capture_output=True, text=True, check=False)
        failed = [line.strip() for line in ran.stdout.splitlines() if line.lstrip().startswith(("not ok", "✖"))]
        return f"found by {failed[0][:60]}" if ran.returncode else "NOT FOUND"
    folders = os.pathsep.join(str(tree / name) for name in (".", "loaders", "viz"))
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-m", _MARKS[fault.needs]]
    ran = subprocess.run([*command, *fault.tests], cwd=tree, env=os.environ | {"PYTHONPATH": folders},
                         capture_output=True, text=True, check=False)  # fmt: skip
    if ran.returncode not in {_FOUND, _UNCOLLECTED}:
        return "NOT FOUND" if ran.returncode == 0 else f"NO TEST RAN ({ran.returncode})"
    by = next((line for line in ran.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))), "")
    return f"found by {by.partition(' ')[2].partition(' - ')[0].rpartition('::')[2][:80]}"


if __name__ == "__main__":
    sys.exit(main())
