"""What Neo4j Browser is handed: a style for each kind, and every question ready to ask."""

import re
import zipfile
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.api.on_server import build_on_server
from graphmodel.api.opened import OpenStudy
from graphmodel.schema import KINDS
from tests.support.command import graphmodel
from tests.support.neo4j_account import Account
from tests.support.studies import tiny_study

RULE = re.compile(r"^([\w.]+) \{\n(.*?)^\}$", re.M | re.S)
OPTION = re.compile(r"^:param (\w+) => (.*);$", re.M)


@pytest.fixture(scope="module")
def folder(bundled_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the bundled study."""
    folder = tmp_path_factory.mktemp("browser") / "new"
    done = graphmodel("browser", bundled_path, folder)
    assert done.code == 0, done.err
    return folder


def favourites(folder: Path) -> dict[str, str]:
    with zipfile.ZipFile(folder / "questions.zip") as files:
        return {name: files.read(name).decode() for name in files.namelist()}


def test_every_kind_has_its_colour_and_its_label_as_caption(folder: Path, bundled_here: OpenStudy) -> None:
    text = (folder / "graphmodel.grass").read_text("utf-8")
    rules = {selector: dict(re.findall(r"^  ([\w-]+): (.+);$", body, re.M)) for selector, body in RULE.findall(text)}
    assert {f"node.{kind.label}" for kind in KINDS} <= set(rules)
    colours = [rule["color"] for selector, rule in rules.items() if selector.startswith("node.")]
    assert len(set(colours)) == len(colours)
    layout = bundled_here.engine.layout()
    for selector, rule in rules.items():
        of, _, name = selector.partition(".")
        assert contrast(rule["color"], rule["text-color-internal"]) >= 4.5
        if name:
            known = layout.nodes[name] if of == "node" else layout.edges[name].properties
            assert rule["caption"].strip('"{}') in known


def contrast(one: str, other: str) -> float:
    """Contrast of two colours by WCAG 2.2."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.exhaustive
def test_each_question_answers_on_a_server_as_it_does_here(
    school_meals: OpenStudy, school_meals_path: Path, neo4j_lts: Account, tmp_path: Path
) -> None:
    build_on_server(school_meals_path, neo4j_lts.server, replace=True)
    done = graphmodel("browser", school_meals_path, tmp_path / "new")
    assert done.code == 0, done.err
    files = favourites(tmp_path / "new")
    assert set(files) == {f"{name}.cypher" for name in school_meals.bank.questions}
    given = {
        "evidence": "ev.bus_survey",
        "stage": "plan",
        "phase": "plan",
        "actor": "act.cook",
        "workstream": "ws.renewal",
    }
    for name, question in school_meals.bank.questions.items():
        text = files[f"{name}.cypher"]
        assert text.splitlines()[0] == f"// {question.title}"  # what Neo4j Browser calls it
        options = dict(OPTION.findall(text))
        assert list(options) == [parameter.name for parameter in question.parameters]
        missing = {option: given[option] for option, value in options.items() if value == "null"}
        assert set(missing) == {parameter.name for parameter in question.parameters if parameter.default is None}
        # As Neo4j Browser does: it has the server work out each value.
        pairs = ", ".join(f"{option}: {value}" for option, value in options.items())
        [row] = neo4j_lts.run(f"RETURN {{{pairs}}} AS options")
        rows = neo4j_lts.run(OPTION.sub("", text), row["options"] | missing)
        assert len(rows) == len(school_meals.ask(name, **missing).frame), name


def test_questions_and_focus_are_those_of_the_study(tmp_path: Path) -> None:
    study = tiny_study(tmp_path)
    own = study / "cypher" / "cooks" / "hair.cypher"
    own.parent.mkdir(parents=True)
    own.write_text(
        "// Whose hair is of a colour?\n//\n// @param hair: text = 'grey \\ \\'' - the colour\n"
        "// @param in_question: text = {in_question} - focus\n//\n// @returns id: text - id\n"
        "MATCH (a:Actor) WHERE a.hair = $hair OR $in_question = '' RETURN a.id AS id\n",
        "utf-8",
    )
    gm.write_browser_files(study, tmp_path / "out")
    first = (tmp_path / "out" / "questions.zip").read_bytes()
    options = dict(OPTION.findall(favourites(tmp_path / "out")["cooks/hair.cypher"]))
    assert options == {"hair": r"'grey \\ \\\''", "in_question": "'rural'"}
    gm.write_browser_files(study, tmp_path / "out")
    assert (tmp_path / "out" / "questions.zip").read_bytes() == first


def test_a_place_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    done = graphmodel("browser", tiny_study(tmp_path), tmp_path / "file")
    assert done.code == 1
    assert "nothing was written" in done.err
    assert (tmp_path / "file").read_text("utf-8") == "mine"
