"""The kind of node that words show: in a heading, in a column of kinds, in a label. A data file holds the words."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from graphmodel.schema.kinds import KINDS

_BEHIND = frozenset(
    {"of", "for", "on", "in", "at", "to", "with", "about", "from", "by", "that", "who", "which", "between", "against"}
)
"""Words that end the head of a label: what stands behind them says more about it."""
_NO_ENDS = frozenset({"source", "code", "evidence_type"})
"""Kinds that no subject or object is taken for by a word of a column of kinds."""


def kind_of_heading(heading: str) -> str:
    """The kind of all subjects or objects under a heading (``Evidence used``); empty if it says none."""
    return _known(" ".join(_words(heading)), _kinds("headings"))


@lru_cache(maxsize=1 << 12)
def kind_of_word(text: str) -> str:
    """The kind that a word in a column of kinds means (``Organisations``, ``person``); empty if none."""
    word = " ".join(_words(text))
    return _known(word, _kinds("words")) or _named_kinds().get(word, "")


@lru_cache(maxsize=1 << 16)
def kind_of_label(label: str) -> str:
    """The kind that the words of a label show; empty if they show none.

    The head of a label counts before what stands behind its first preposition, and in each of them the last word
    first: *board* in *Health board of the county*, *manager* in *Health board manager*, *NHS* in *NHS Kent*.
    What stands in brackets counts last. Two words that mean something together (*business case*) count before one.
    """
    words = _words(label)
    outside = len(_words(label.partition("(")[0]))
    end = next((place for place in range(1, outside) if words[place] in _BEHIND), outside)
    kinds = _kinds("labels")
    for first, last in ((0, end), (end, outside), (outside, len(words))):
        for size in (2, 1):
            for place in reversed(range(first, last)):
                if kind := _known(" ".join(words[place : place + size]), kinds):
                    return kind
    return ""


def _known(word: str, kinds: Mapping[str, str]) -> str:
    """The kind of a word, or of the word of which it is the plural."""
    singular = f"{word[:-3]}y" if word.endswith("ies") else word[:-1] if word.endswith("s") else word
    return kinds.get(word) or kinds.get(singular, "")


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:'[^\W_]+)?", text.casefold().replace("’", "'"))


@cache
def _named_kinds() -> dict[str, str]:
    """The model's own words for its kinds."""
    return {
        " ".join(_words(text)): kind.name
        for kind in KINDS
        if kind.name not in _NO_ENDS
        for text in (kind.name, kind.label, kind.table, kind.plural)
    }


@cache
def _kinds(part: str) -> dict[str, str]:
    data = tomllib.loads(files("graphmodel.schema").joinpath("kind_words.toml").read_text("utf-8"))
    return {word: kind for kind, words in data[part].items() for word in words}
