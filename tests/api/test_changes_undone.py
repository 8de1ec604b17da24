"""Any change to a study in any form, once undone, leaves every byte as it was; and the change is what was asked for."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import graphmodel as gm
from graphmodel.api.changing import apply_change
from graphmodel.changes import StudyChange, TableChange
from graphmodel.records.folder import records_folder
from graphmodel_loaders import read_study
from graphmodel_loaders.changing import rows_of
from tests.support.studies import tiny_study, tiny_tables
from tests.support.tiers import examples
from tests.support.workbooks import saved, tiny_book

_TEXT = st.sampled_from(["", "plain", 'a "b", c;d', "two\nlines", "=1+1", "é → 文", " x", "_x0041_"])
_TABLES = {"actors": "hair", "coding_notes": "own", "verdicts": "comment", "claims": "own", "codings": "own"}
"""A column of each table that may hold any text."""
_IDS = {"actors": "actor", "coding_notes": "claim", "verdicts": "site", "claims": "claim", "codings": "claim"}


@st.composite
def changes(draw: st.DrawFn) -> list[StudyChange]:
    """Up to three changes, one after the other."""
    made = []
    for number in range(draw(st.integers(1, 3))):
        tables = {}
        for name in draw(st.sets(st.sampled_from(sorted(_TABLES)), min_size=1, max_size=3)):
            rows = range(2, 2 + len(tiny_tables().get(name, [])))
            cells = {row: {_TABLES[name]: draw(_TEXT)} for row in rows if draw(st.booleans())}
            new = [{_IDS[name]: "c1", "coder": f"Ann {number}", "own": draw(_TEXT)}] if name == "codings" else []
            tables[name] = TableChange(cells, new)
        made.append(
            StudyChange("test", f"change {number}", tables, draw(st.sampled_from([{}, {"map.toml": str(number)}])))
        )
    return made


def in_form(form: str, folder: Path) -> Path:
    """The tiny study as a folder of tables, as a workbook, or as a folder with one workbook."""
    if form == "folder":
        return tiny_study(folder)
    book = saved(tiny_book(), folder, "study.xlsx")
    return book if form == "workbook" else folder


def files(study: Path) -> dict[str, bytes]:
    """Every file but the journal and what is kept."""
    home, records = study if study.is_dir() else study.parent, records_folder(study)
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and path.name != "journal.csv" and not path.is_relative_to(records / "undo")
    }


def tables_of(study: Path) -> dict[str, dict[int, dict[str, str]]]:
    loaded = read_study(study)
    return {name: dict(rows_of(loaded, name)) for name in _TABLES}


@pytest.mark.slow
@pytest.mark.parametrize("form", ["folder", "workbook", "folder of a workbook"])
@given(made=changes())
@settings(max_examples=examples(8))
def test_undo_restores_every_byte(tmp_path_factory: pytest.TempPathFactory, form: str, made: list[StudyChange]) -> None:
    study = in_form(form, tmp_path_factory.mktemp("study"))
    states = [files(study)]
    for change in made:
        before = tables_of(study)
        if apply_change(study, change).entry is None:
            continue
        states.append(files(study))
        after = tables_of(study)
        for name in _TABLES:
            own = change.tables.get(name, TableChange())
            expected = [{**row, **own.cells.get(number, {})} for number, row in before[name].items()]
            expected += map(dict, own.append)
            assert [_stated(row) for row in after[name].values()] == [_stated(row) for row in expected]
    for state in reversed(states[:-1]):
        gm.undo(study)
        assert files(study) == state
    assert len(gm.journal(study).frame) == 2 * (len(states) - 1)


def _stated(row: dict[str, str]) -> dict[str, str]:
    return {name: text.strip() for name, text in row.items() if text.strip()}
