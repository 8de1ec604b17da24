"""Claims that the page saves have what somebody coded, as the table of claims has it, and nothing that is derived."""

import csv
import io

import pytest

from graphmodel.frames.shareable import shareable
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema import TABLES
from graphmodel.schema.layout import DERIVED_CLAIM
from tests.support import raw
from tests.support.page import saved_claims

LABELLED = ["source", "speaker", "subject", "object"]
NOTE = "note"
"""Of coders, from a table of its own: the one column that the build adds and does not derive."""


pytestmark = pytest.mark.process


def rows_saved(frames: StudyFrames) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(saved_claims(shareable(frames)).removeprefix("\ufeff"))))


def test_no_column_of_saved_claims_is_derived(bundled: StudyFrames) -> None:
    saved = list(rows_saved(bundled)[0])
    assert [name for name in saved if name in DERIVED_CLAIM] == [NOTE]
    # The coder is left out unless somebody asks for the column.
    coded = [column.name for column in TABLES["claims"].columns if column.name != "coder"]
    assert set(saved) == {*coded, NOTE, *(f"{name}_label" for name in LABELLED)}


def test_saved_claims_are_the_rows_of_the_table(bundled: StudyFrames) -> None:
    saved = {row["claim"]: row for row in rows_saved(bundled)}
    rows = raw.table("claims")
    assert len(saved) == len(rows)
    for row in rows:
        for name in ("subject", "predicate", "object", "source", "summary", "order"):
            assert saved[row["claim"]][name].removeprefix("'") == row[name].removeprefix("'"), (row["claim"], name)
