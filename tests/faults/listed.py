"""The list of faults, as data."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).with_name("faults.toml")


@dataclass(frozen=True)
class Fault:
    """One fault.

    ``find`` is in ``file`` exactly once, and ``replace`` takes its place. ``tests`` are the files that concern it;
    ``needs`` is what they take beyond this process: *server*, *browser*, *node* (the tests of the page's sources) or
    nothing.
    """

    name: str
    area: str
    file: str
    find: str
    replace: str
    tests: tuple[str, ...]
    needs: str = ""

    def occurrences(self, tree: Path = ROOT) -> int:
        """How often the text to replace is in the file."""
        file = tree / self.file
        return file.read_text("utf-8").count(self.find) if file.is_file() else 0

    def put_into(self, tree: Path) -> None:
        """Put the fault into a tree."""
        file = tree / self.file
        file.write_text(file.read_text("utf-8").replace(self.find, self.replace), "utf-8", newline="")


def read_faults(file: Path = LIST) -> list[Fault]:
    """All faults of a list."""
    return [Fault(**{**row, "tests": tuple(row["tests"])}) for row in tomllib.loads(file.read_text("utf-8"))["fault"]]
