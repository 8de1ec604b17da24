"""Texts without case and accents, alike in every search; the page's test reads the same cases."""

import json
from pathlib import Path

import pandas as pd
import pytest

from graphmodel.alike import likely_duplicates, plain_label
from graphmodel.folding import folded, word_pattern
from graphmodel.frames.find import folded_texts
from graphmodel.frames.words import search, words_frame

CASES: dict[str, str] = json.loads((Path(__file__).parent / "support/folded.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "plain"), CASES.items())
def test_case_and_accents_are_left_out(text: str, plain: str) -> None:
    assert folded(text) == plain
    assert folded(plain) == plain


def test_columns_are_folded_as_texts_are() -> None:
    cells = pd.Series([*CASES, None], dtype="str", index=range(5, len(CASES) + 6))
    found = folded_texts(cells)
    assert found.dropna().tolist() == list(CASES.values())
    assert found.index.equals(cells.index)
    assert found.isna().tolist() == cells.isna().tolist()


def test_words_are_found_by_what_is_left() -> None:
    text = "Die Straße, «किताब» et l'été"
    rows = words_frame([{"text": text}])
    for words, hit in {"STRASSE": "Straße", "किताब": "किताब", "ETE": "été", "stras*": "Straße"}.items():
        assert f"«{hit}»" in search(rows, words)["hit"].iloc[0]
    assert search(rows, "कताब").empty
    assert word_pattern(text).findall(text) == ["Die", "Straße", "किताब", "et", "l", "été"]


def test_labels_that_differ_in_a_vowel_sign_are_different() -> None:
    assert plain_label("किताब, नई") == "किताब नई"
    assert list(likely_duplicates(["कि", "की", "Straße", "STRASSE"])) == [(2, 3)]
