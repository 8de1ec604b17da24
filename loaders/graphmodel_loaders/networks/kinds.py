"""What kind of node the types of other programs mean."""

from collections.abc import Mapping

from graphmodel.formats import FormatOption
from graphmodel.problems import FormatError
from graphmodel.schema import KINDS_BY_NAME, TABLES, Kind
from graphmodel.schema.kind_words import kind_of_label, kind_of_word
from graphmodel.schema.vocabularies import VOCABULARIES
from graphmodel.suggest import did_you_mean

TYPE_NAMES = (
    *("kind", "type", "node_type", "element_type", "entity_type", "category", "class", "group"),
    *("labels", "labelv"),
)
"""Attributes that may say what a node is, the likeliest first."""
KIND = FormatOption("kind", "kind of nodes whose type names none; otherwise they wait in the queue")
"""The option of readers whose nodes may be of no kind that is known."""
_GRANULARITY = VOCABULARIES["granularity"]
_LISTS = {"code", "evidence_type"}
"""Kinds that no type of another program means."""


def kind_of_type(text: str) -> Kind | None:
    """The kind that a type means (``Organisations``, ``person``, ``:Person:Nurse``); None if it means none."""
    for word in _words(text):
        if kind := KINDS_BY_NAME.get("source" if word in {"source", "sources"} else kind_of_word(word)):
            return kind
    return None


def granularity_of(text: str) -> str:
    """The granularity that the type of an actor names (``Role``); empty if it names none."""
    return next((word for word in _words(text) if word in _GRANULARITY), "")


def guessed_kind(type_: str) -> Kind:
    """The kind that the words of a type show which means none (``Public body``); an actor if they show none."""
    return KINDS_BY_NAME[kind_of_label(type_.replace("_", " ")) or "actor"]


def kind_named(name: str) -> Kind | None:
    """The kind of that name, as an option gives it; None if it names none.

    Raises:
        FormatError: there is none.
    """
    kind = kind_of_type(name)
    if kind is None and name:
        known = [name for name in KINDS_BY_NAME if name not in _LISTS]
        raise FormatError(f"{name!r} is not a kind of node.{did_you_mean(name, known)} Kinds: {', '.join(known)}.")
    return kind


def type_of(attributes: Mapping[str, str]) -> tuple[str, str]:
    """The attribute that says what a node is, and what it says: the first one that means a kind, else the first."""
    said = [(name, attributes[name]) for name in TYPE_NAMES if attributes.get(name)]
    return next((pair for pair in said if kind_of_type(pair[1])), said[0] if said else ("", ""))


def _words(text: str) -> list[str]:
    """A type; each of several labels of Neo4j, which begin with a colon."""
    text = text.strip().lower()
    return text[1:].split(":") if text.startswith(":") else [text]


def model_columns(table: str) -> frozenset[str]:
    """Names of the columns that a table of the model has."""
    return frozenset(column.name for column in TABLES[table].columns)
