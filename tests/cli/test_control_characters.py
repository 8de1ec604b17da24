"""Text of a study cannot control a terminal, whatever command shows it and however it ends."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import graphmodel as gm
from graphmodel.problems import GraphmodelError
from tests.support.command import graphmodel
from tests.support.studies import SETTINGS, tiny_study, tiny_tables, with_cell

EVIL = "\x1b]0;owned\x07\x1b[2J\x9b31m\u061c\u202eright\x7f"
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069]")
COMMANDS = [
    ("check", "STUDY"),
    ("check", "STUDY", "-f", "json"),
    ("build", "STUDY", "--force"),
    ("findings", "STUDY"),
    ("findings", "STUDY", "-f", "json"),
    ("claims", "STUDY"),
    ("claims", "STUDY", "-f", "csv"),
    ("claims", "STUDY", "-f", "json"),
    ("stakeholders", "STUDY"),
    ("journey", "STUDY", "ev.bus_survey"),
    ("journey", "STUDY", EVIL),
    ("questions", "STUDY"),
    ("questions", "STUDY", "-f", "json"),
    ("ask", "STUDY", "own/evil"),
    ("ask", "STUDY", "own/evil", "--help"),
    ("ask", "STUDY", "own/bad"),
    ("table", "STUDY"),
    ("table", "STUDY", "actors"),
    ("table", "STUDY", EVIL),
    ("cypher", "STUDY", "MATCH (a:Actor) RETURN a.label AS label"),
    ("cypher", "STUDY", "MATCH (a:Actor) RETURN a.label AS label", "-f", "json"),
    ("cypher", "STUDY", f"MATCH {EVIL}"),
    ("claims", "STUDY", "-o", f"{EVIL}.png"),
]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study with control characters in its title, labels, summaries and questions."""
    quoted = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in EVIL)
    study = tiny_study(tmp_path_factory.mktemp("evil"), settings=SETTINGS.replace('title = "', f'title = "{quoted}'))
    for name, old in (("actors", "Head cook"), ("evidence", "Survey of"), ("claims", "The cook asked")):
        file = study / f"{name}.csv"
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, f"{old} \u202eright\u2069"), "utf-8")
    (study / "cypher").mkdir()
    body = "MATCH (a:Actor) RETURN a.label AS label"
    (study / "cypher" / "evil.cypher").write_text(
        f"// Which {EVIL}?\n//\n// Prose {EVIL}.\n//\n// @returns label: text - label {EVIL}\n{body}\n", "utf-8"
    )
    (study / "cypher" / "bad.cypher").write_text(f"// @{EVIL}\n{body}\n", "utf-8")
    return study


def _cases() -> Iterator[object]:
    """The commands; those that run a statement of the user's start a process for it."""
    for words in COMMANDS:
        runs = words[0] == "cypher" or words[:3] == ("ask", "STUDY", "own/evil")
        yield pytest.param(words, marks=pytest.mark.process) if runs else words


@pytest.mark.parametrize("words", list(_cases()), ids=lambda words: " ".join(words).encode("unicode_escape").decode())
def test_no_control_sequence_reaches_the_screen(evil: Path, words: tuple[str, ...]) -> None:
    ran = graphmodel(*(evil if word == "STUDY" else word for word in words))
    assert "Traceback" not in ran.err
    assert ran.out or ran.err
    found = CONTROL.findall(ran.out + ran.err)
    # Rows of data keep the marks that Hebrew and Arabic need.
    assert not (set(found) - {"\u061c", "\u202e", "\u2069"} if "csv" in words else found)


FORGED = "0 errors. Everything is well."


@pytest.fixture(scope="module")
def forging(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study with line breaks in its title, labels, ids, headings and names of files."""
    line = f"x\n{FORGED}"
    study = tiny_study(
        tmp_path_factory.mktemp("forging"),
        settings=SETTINGS.replace('title = "', f'title = "x\\n{FORGED}'),
        actors=[{**row, "label": f"{row['label']} {line}", f"my {line}": line} for row in tiny_tables()["actors"]],
        claims=[{**row, "summary": line, "locator": line} for row in tiny_tables()["claims"]],
        sources=[{**row, "label": line} for row in tiny_tables()["sources"]],
    )
    (study / f"{line}.csv").write_text("a,b\n1,2\n", "utf-8")
    (study / f"{line}.xls").write_text("old", "utf-8")
    (study / "cypher").mkdir()
    good = "MATCH (a:Actor) RETURN a.label AS label"
    for name, text in (
        (line, f"// Which?\n//\n// Prose.\n//\n// {FORGED}\n//\n// @returns label: text - label\n{good}\n"),
        ("plain", f"// Which?\n//\n// Prose.\n//\n// {FORGED}\n//\n// @returns label: text - label\n{good}\n"),
        (f"bad {line}", "no comment"),
    ):
        (study / "cypher" / f"{name}.cypher").write_text(text, "utf-8")
    (study / "cypher" / f"link {line}.cypher").symlink_to(study / "study.toml")
    return study


@pytest.mark.skipif(os.name == "nt", reason="Windows has no line breaks in names of files")
@pytest.mark.process
@pytest.mark.parametrize(
    "terminal", [pytest.param(False, marks=pytest.mark.exhaustive, id="pipe"), pytest.param(True, id="terminal")]
)
def test_no_line_of_the_screen_is_forged(forging: Path, tmp_path: Path, terminal: bool) -> None:
    line = f"x\n{FORGED}"
    files = [path.stem for path in (forging / "cypher").iterdir()]
    commands: list[tuple[object, ...]] = [
        *(words for words in COMMANDS if EVIL not in "".join(words) and "csv" not in words and "own/evil" not in words),
        *(("ask", "STUDY", f"own/{name}") for name in [*files, "plain", "plain x", line]),
        *(("table", "STUDY", name) for name in (line, "sources", "x_0_errors._everything_is_well.")),
        ("journey", "STUDY", "act"),
        ("chain", "STUDY", "cook", "o"),
        ("claims", "STUDY", "--speaker", "nobody"),
        ("page", "STUDY", "-o", tmp_path / "page.html"),
        ("page", "STUDY", "-o", tmp_path / "other.html", "--with", "mine"),
        ("map", "STUDY", "-o", tmp_path / "map.html"),
        ("export", "STUDY", "folder", tmp_path / f"folder {terminal}"),
        ("export", "STUDY", "folder", "STUDY"),
        ("export", "STUDY", "gephi", forging / "cypher"),
    ]
    for words in [*commands, *((("claims", "STUDY", "-f", "csv"),) if terminal else ())]:
        ran = graphmodel(*(forging if word == "STUDY" else word for word in words), terminal=terminal)
        assert "Traceback" not in ran.err
        shown = click.unstyle(ran.out + ran.err)
        assert not [text for text in shown.splitlines() if text.strip('│" ').startswith(FORGED)], words


def test_csv_on_a_terminal_shows_codes_and_in_a_pipe_is_the_data(evil: Path) -> None:
    words = ("claims", evil, "-f", "csv")
    screen, pipe = graphmodel(*words, terminal=True), graphmodel(*words)
    assert not CONTROL.findall(click.unstyle(screen.out))
    assert "\\u202eright\\u2069" in screen.out
    assert "\u202eright\u2069" in pipe.out


@pytest.mark.process
def test_json_keeps_the_characters_as_escapes(evil: Path) -> None:
    ran = graphmodel("cypher", evil, "MATCH (s:Study) RETURN s.label AS title", "-f", "json")
    assert EVIL in ran.json[0]["title"]


def test_python_shows_no_control_sequence_either(evil: Path) -> None:
    with gm.open_study(evil) as study:
        assert not CONTROL.findall(repr(study.findings()) + repr(study))
        with pytest.raises(GraphmodelError) as missing:
            study.ask(EVIL)
    assert not CONTROL.findall(str(missing.value))


@pytest.mark.parametrize("form", ["table", "json"])
def test_cells_in_error_are_shown_without_control_sequences(tmp_path: Path, form: str) -> None:
    study = tiny_study(tmp_path, claims=with_cell("claims", 2, "predicate", f"told {EVIL}"))
    (study / f"mine{EVIL}.csv").write_text(f"id,{EVIL}\n{EVIL},1\n", "utf-8")
    ran = graphmodel("check", study, "-f", form)
    assert ran.code == 1
    assert "told" in ran.out
    assert not CONTROL.findall(ran.out + ran.err)
