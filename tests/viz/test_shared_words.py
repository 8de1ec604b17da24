"""Words and limits that figures and the page share are in one table each, which both name and neither spells again."""

import json
import re
from pathlib import Path

import pytest

import graphmodel_viz
from graphmodel_viz import limits, words

PYTHON = Path(graphmodel_viz.__file__).parent
SOURCES = PYTHON.parent / "page" / "src"
WORDS = json.loads((PYTHON / "words.json").read_text("utf-8"))
LIMITS = json.loads((PYTHON / "limits.json").read_text("utf-8"))
SHORT = 20
"""Shorter words stand in sentences as well."""


def _texts(table: dict[str, object]) -> list[str]:
    return [
        text
        for words in table.values()
        for text in ([words] if isinstance(words, str) else _texts(words) if isinstance(words, dict) else [])
    ]


@pytest.mark.parametrize(
    ("table", "module", "page"), [(WORDS, words, "words.js"), (LIMITS, limits, "limits.js")], ids=["words", "limits"]
)
def test_both_languages_name_each_entry(table: dict[str, object], module: object, page: str) -> None:
    script = (SOURCES / "data" / page).read_text("utf-8")
    names = dict(re.findall(r"export const (\w+) = \w+\.(\w+);", script))
    assert names == {key.upper(): key for key in table}
    for key, value in table.items():
        assert getattr(module, key.upper()) == value
        used = [file for file in SOURCES.rglob("*.js") if file.name != page and key.upper() in file.read_text("utf-8")]
        assert used, f"the page does not use {key}"


def test_neither_language_spells_them_again() -> None:
    texts = [text for text in _texts(WORDS) if len(text) >= SHORT]
    assert len(texts) > 25
    for file in [*PYTHON.rglob("*.py"), *SOURCES.rglob("*.js")]:
        source = file.read_text("utf-8")
        assert [text for text in texts if f'"{text}"' in source] == [], file.name
