"""Damaged framework workbooks: cells are read or a message says what is wrong; nothing else happens."""

import random
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from graphmodel.coded_project import CodedProject
from graphmodel.formats import importers
from graphmodel.problems import GraphmodelError
from graphmodel_loaders.coded.claims import study_of
from graphmodel_loaders.coded.suggesting import suggest
from tests.loaders.test_framework import MATRICES, SAMPLES

LONGEST = 10
"""Seconds."""


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Bytes of which some are changed, gone, doubled or cut off."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(max(1, len(changed)))
        kind = chance.choices(["changed", "gone", "doubled", "cut"], [6, 2, 2, 1])[0]
        if kind == "changed" and changed:
            changed[place] = chance.randrange(256)
        elif kind == "gone":
            del changed[place : place + chance.randrange(40)]
        elif kind == "doubled":
            changed[place:place] = changed[max(0, place - 60) : place]
        else:
            del changed[place:]
    return bytes(changed)


def mutant(number: int) -> tuple[str, bytes]:
    """A sample with damage: of a workbook mostly in one of its parts, so that it still opens."""
    chance = random.Random(number)
    path = SAMPLES / chance.choice(MATRICES)
    if path.suffix != ".xlsx" or chance.random() < 0.25:
        return path.name, damaged(path.read_bytes(), chance)
    made = BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(made, "w") as target:
        victim = chance.choice(source.namelist())
        for name in source.namelist():
            target.writestr(name, damaged(source.read(name), chance) if name == victim else source.read(name))
    return path.name, made.getvalue()


@pytest.mark.process
@pytest.mark.parametrize("numbers", [range(20), pytest.param(range(20, 220), marks=pytest.mark.exhaustive)], ids=len)
def test_damage_ends_in_cells_or_a_message(numbers: range, tmp_path: Path) -> None:
    read = 0
    for number in numbers:
        name, data = mutant(number)
        file = tmp_path / f"{number}{Path(name).suffix}"
        file.write_bytes(data)
        started = time.monotonic()
        try:
            project = importers()["framework"].read(file)
        except GraphmodelError as error:
            assert file.name in str(error)  # noqa: PT017 - most files are read
            continue
        finally:
            assert time.monotonic() - started < LONGEST
        assert isinstance(project, CodedProject)
        assert project.account.counts["cells", "taken", ""] == len(project.segments)
        study_of(project, suggest(project), study_id="study")
        read += 1
    assert read
