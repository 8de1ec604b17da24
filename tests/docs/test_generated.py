"""Pages that are made from the program are up to date."""

import importlib.util

import pytest

from graphmodel.schema.glossary import definitions, glossary
from tests.support.pages import ROOT


@pytest.fixture(scope="module")
def generate():
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_pages_are_up_to_date(generate):
    assert generate.stale() == [], "run `make docs`"


def test_every_word_of_the_glossary_has_one_short_definition():
    terms = [term for group in glossary().values() for term in group]
    words = [word for term in terms for word in (term.term, *term.aliases)]
    assert len(set(words)) == len(words)
    assert set(definitions()) == set(words)
    for term in terms:
        assert term.definition.endswith(".")
        assert len(term.definition) <= 240, term.term
        assert set(term.see) <= set(words)
