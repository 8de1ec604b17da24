"""Reads a page of the documentation and does in a folder what it tells a reader to do.

A page holds fenced blocks. In ``console`` blocks a line that begins with ``$ `` is typed by the
reader and what follows is shown by the machine; a block without ``$`` holds typed lines only. A
line ``…`` stands for any lines, and ``…`` in a line for anything. Blocks that type no graphmodel
(setting up) are not run. What is not typed is stated by a comment above the block:

- ``<!-- write: PATH -->``: the reader writes this file;
- ``<!-- add to: PATH -->``: the reader adds these rows (columns not shown stay empty);

and by a comment alone: ``<!-- change in PATH: OLD to NEW -->``.
"""

import csv
import doctest
import io
import re
import shlex
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

from tests.support.command import graphmodel

ROOT = Path(__file__).parents[2]
PROGRESS = {"Checking …", "Building …", "Sending …", "Writing …"}
"""Lines that a terminal shows as bars, which go away."""

SERVER = "neo4j://localhost:7687"
"""The server of the pages; a test has another."""

_PART = re.compile(
    r"^(?:<!-- (?P<comment>[^\n]*) -->\n)?```(?P<kind>\w+)\n(?P<text>.*?)^```$|^<!-- (?P<alone>[^\n]*) -->$",
    re.M | re.S,
)


@dataclass(frozen=True)
class Part:
    """One block, or one comment alone (``kind`` is then empty), of a page."""

    kind: str
    comment: str
    text: str


def parts(page: Path) -> list[Part]:
    """The blocks and comments of a page, in order."""
    blocks = _PART.finditer(page.read_text("utf-8"))
    return [Part(part["kind"] or "", part["comment"] or part["alone"] or "", part["text"] or "") for part in blocks]


def typed(block: str) -> list[tuple[str, list[str]]]:
    """Each typed line of a console block, with the lines that are shown behind it."""
    lines = block.splitlines()
    if not any(line.startswith("$ ") for line in lines):
        return [(line, []) for line in lines if line.strip()]
    commands: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith("$ "):
            commands.append((line.removeprefix("$ "), []))
        else:
            commands[-1][1].append(line)
    return commands


def is_run(part: Part) -> bool:
    """Does a reader type graphmodel there?"""
    return any(line.startswith("graphmodel ") for line, _ in typed(part.text))


def run(line: str, folder: Path) -> tuple[int, list[str]]:
    """Type a line in a folder: the exit code and the lines that stay on the screen."""
    name, *words = shlex.split(line, comments=True)
    assert name == "graphmodel", f"a page may only run graphmodel: {line}"
    with chdir(folder):
        done = graphmodel(*words, together=True)
    return done.code, [line.rstrip() for line in done.out.splitlines() if line not in PROGRESS]


def fits(shown: list[str], real: list[str]) -> bool:
    """Are the real lines those that are shown, with anything where ``…`` stands?"""
    pattern = ""
    for line in shown:
        text = r"[^\n]*".join(re.escape(part) for part in line.rstrip().split("…"))
        pattern += r"(?:[^\n]*\n)*?" if line == "…" else f"{text}\n"
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in real)) is not None


def add_rows(file: Path, block: str) -> None:
    """Add rows to a table; the block names the columns that it fills."""
    with file.open(encoding="utf-8", newline="") as table:
        columns = next(csv.reader(table))
    rows = list(csv.DictReader(io.StringIO(block)))
    assert rows
    assert set(rows[0]) <= set(columns), f"{file.name} has no column {set(rows[0]) - set(columns)}"
    with file.open("a", encoding="utf-8", newline="") as table:
        csv.DictWriter(table, columns, restval="", lineterminator="\n").writerows(rows)


def run_python(block: str, names: dict[str, object]) -> str:
    """Run a Python block; the report is empty where everything is as shown."""
    if ">>>" not in block:
        exec(compile(block, "page", "exec"), names)  # our own page
        return ""
    report = io.StringIO()
    test = doctest.DocTestParser().get_doctest(block, names, "page", None, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    runner.run(test, out=report.write, clear_globs=False)
    names.update(test.globs)
    return report.getvalue()


def follow(page: Path, folder: Path, server: str = SERVER) -> list[str]:
    """Do what a page says, in a folder; returns the lines that were typed.

    Args:
        page: the page.
        folder: where its reader is.
        server: address of the server that stands in for the page's; the environment has its password.

    Raises:
        AssertionError: something that is shown is not what comes.
    """
    lines: list[str] = []
    names: dict[str, object] = {}
    for part in parts(page):
        verb, _, rest = part.comment.partition(": ")
        if verb == "write":
            (folder / rest).parent.mkdir(parents=True, exist_ok=True)
            (folder / rest).write_text(part.text, "utf-8", newline="")
        elif verb == "add to":
            add_rows(folder / rest, part.text)
        elif verb.startswith("change in "):
            file = folder / verb.removeprefix("change in ")
            old, _, new = rest.partition(" to ")
            text = file.read_text("utf-8")
            assert text.count(old) == 1, f"{old} stands {text.count(old)} times in {file.name}"
            file.write_text(text.replace(old, new), "utf-8", newline="")
        elif part.kind == "python":
            report = run_python(part.text, names)
            assert not report, report
        elif part.kind == "console" and is_run(part):
            for line, shown in typed(part.text.replace(SERVER, server)):
                code, real = run(line, folder)
                screen = "\n".join(real)
                assert "Traceback" not in screen, screen
                assert shown or code == 0, f"$ {line}\n{screen}"
                assert not shown or fits(shown, real), f"$ {line}\n{screen}"
                lines.append(line)
    return lines
