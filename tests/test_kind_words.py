"""The kind of node that words show."""

import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from graphmodel.schema import KINDS_BY_NAME
from graphmodel.schema.kind_words import kind_of_heading, kind_of_label, kind_of_word


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Health board manager", "actor"),
        ("Manager of the health board", "actor"),
        ("HEALTH BOARD  of the county", "organisation"),
        ("NHS Kent", "organisation"),
        ("Reports from councils", "evidence"),
        ("Charities", "organisation"),
        ("Nurse (hospital)", "actor"),
        ("Mary (hospital)", "organisation"),
        ("Business cases for a council", "product"),
        ("Trust in data", "factor"),
        ("Board for needs assessment", "organisation"),
        ("Of the board", "organisation"),
        ("Kent", ""),
        ("", ""),
    ],
)
def test_the_head_of_a_label_counts_first(label: str, kind: str) -> None:
    assert kind_of_label(label) == kind


def test_words_of_kinds_are_read_in_any_case_and_number() -> None:
    words = ["ORGANISATIONS", "ngos", "Person", "evidence_items", "Stages.", "codes", "sources", ""]
    assert [kind_of_word(word) for word in words] == [
        "organisation", "organisation", "actor", "evidence", "stage", "", "", "",
    ]  # fmt: skip
    assert kind_of_heading("What evidence?") == "evidence"
    assert kind_of_heading("Barriers") == "factor"
    assert kind_of_heading("Name") == ""


@pytest.mark.parametrize("part", ["headings", "words", "labels"])
def test_each_word_shows_one_kind(part: str) -> None:
    data = tomllib.loads(files("graphmodel.schema").joinpath("kind_words.toml").read_text("utf-8"))[part]
    assert set(data) <= set(KINDS_BY_NAME)
    counts = Counter(word for words in data.values() for word in words)
    assert [word for word, count in counts.items() if count > 1] == []
