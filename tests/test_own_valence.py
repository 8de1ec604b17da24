"""A study with words of its own for barriers and enablers is answered as one with those of the model."""

import csv
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

import graphmodel as gm
from graphmodel.frames.factors import sorts_of
from graphmodel.queries.bank import find_questions
from graphmodel_viz.picture_data.barriers import barriers_data
from tests.conftest import OpenOther
from tests.support.checking import errors, only, run_check
from tests.support.studies import SETTINGS, tiny_study

MEALS = Path(__file__).parent / "data" / "county_meals"
OWN = {"barrier": "hindrance", "enabler": "aid"}
"""Words of which the second comes before the first in the alphabet."""
LIST = '\n[vocabularies]\nvalence = ["hindrance", "aid", "neutral"]\n'
SAYS = '\n[valence]\nbarrier = ["hindrance"]\nenabler = ["aid"]\n'
SMALL = SETTINGS.replace("[vocabularies]", LIST.strip())


def renamed(folder: Path) -> Path:
    """County meals with its words for factors renamed in every table, and with the settings that say so."""
    shutil.copytree(MEALS, folder)
    for file in folder.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as opened:
            rows = list(csv.DictReader(opened))
        if rows and "valence" in rows[0]:
            changed = [{**row, "valence": OWN.get(row["valence"], row["valence"])} for row in rows]
            with file.open("w", encoding="utf-8", newline="") as opened:
                writer = csv.DictWriter(opened, list(rows[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(changed)
    settings = folder / "study.toml"
    text = settings.read_text("utf-8").replace("\n[vocabularies]\n", LIST)
    settings.write_text(text + SAYS, "utf-8")
    return folder


def plainly(frame: pd.DataFrame) -> list[list[str]]:
    """The cells in the model's words, rows in the order of these: an answer may sort by the study's own."""
    text = frame.astype(object).to_csv(index=False)
    for word, own in OWN.items():
        text = re.sub(rf"\b{own}\b", word, text)
    header, *rows = csv.reader(text.splitlines())
    return [header, *sorted(rows)]


@pytest.mark.exhaustive
@pytest.mark.slow
def test_every_answer_is_the_same_apart_from_the_words(kept_open: OpenOther, tmp_path: Path) -> None:
    usual = kept_open(MEALS)
    with gm.open_study(renamed(tmp_path / "meals"), db=tmp_path / "db") as own:
        for question in find_questions().questions.values():
            if all(one.default is not None for one in question.parameters):
                answers = (study.ask(question.name) for study in (usual, own))
                one, other = (plainly(answer.frame) for answer in answers)
                assert one == other, question.name
        for name in ("findings", "robustness", "dropout", "journeys", "triangulate", "discourse"):
            results = [getattr(study, name)() for study in (usual, own)]
            for table in results[0].tables:
                assert plainly(results[0][table]) == plainly(results[1][table]), (name, table)
        found = own.findings().frame
        assert "barriers" in set(found["theme"])
        assert len(own.ask("barriers/top")) == len(own.ask("barriers/top", valence="hindrance")) > 0
        assert plainly(own.ask("barriers/at_stage", valence="barrier").frame) == plainly(
            usual.ask("barriers/at_stage", valence="barrier").frame
        )
        assert len(own.ask("dropout/beside_losses")) > 0
        assert sorts_of(own.frames).words == ("hindrance", "aid")
        assert sorts_of(own.frames).names == ("hindrance", "aid")
        assert barriers_data(own.frames).factors == barriers_data(usual.frames).factors


@pytest.mark.slow
def test_a_list_that_does_not_say_what_its_words_act_as_is_reported(tmp_path: Path) -> None:
    rows = "factor,label,valence,level\nfac.distance,Far,hindrance,wider\nfac.champion,One keen cook,aid,individual\n"
    silent = errors(run_check(tiny_study(tmp_path / "silent", settings=SMALL, factors=rows)))
    assert [(one.rule, one.column) for one in silent] == [
        ("no_valence", "valence.barrier"),
        ("no_valence", "valence.enabler"),
    ]
    assert 'barrier = ["the word"]' in silent[0].remedy
    said = run_check(tiny_study(tmp_path / "said", settings=SMALL + SAYS, factors=rows))
    assert errors(said) == []
    none = SAYS.replace('["aid"]', "[]")
    assert errors(run_check(tiny_study(tmp_path / "none", settings=SMALL + none, factors=rows))) == []


@pytest.mark.parametrize(
    ("says", "key"),
    [
        (SAYS.replace('["aid"]', '["aids"]'), "valence.enabler"),
        (SAYS.replace('["aid"]', '["aid", "hindrance"]'), "valence.barrier"),
        (SAYS.replace('["aid"]', '["aid", "barrier"]'), "valence.enabler"),
    ],
    ids=["not in the list", "on both sides", "a word of the model"],
)
def test_words_that_can_act_as_neither_are_reported(tmp_path: Path, says: str, key: str) -> None:
    rows = "factor,label,valence,level\nfac.distance,Far,hindrance,wider\nfac.champion,One keen cook,aid,individual\n"
    listed = SMALL.replace('"neutral"]', '"neutral", "barrier"]')
    assert only(run_check(tiny_study(tmp_path, settings=listed + says, factors=rows)), "bad_setting").column == key


@pytest.mark.slow
def test_a_renamed_word_still_acts_as_what_it_was(tmp_path: Path) -> None:
    path = tiny_study(tmp_path)
    gm.rename(path, "barrier", "hindrance", kind="valence")
    gm.rename(path, "hindrance", "obstacle", kind="valence")
    assert errors(run_check(path)) == []
    with gm.open_study(path, db=tmp_path / "db") as study:
        assert study.frames.settings.barriers == ("obstacle",)
        assert study.frames.settings.enablers == ("enabler",)
