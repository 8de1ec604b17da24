"""The settings of a study from its node ``Study`` and from the words that its tables use."""

from collections.abc import Iterable, Mapping
from typing import Any

from graphmodel.schema import TABLES, VOCABULARIES
from graphmodel.schema.vocabularies import FIXED
from graphmodel_loaders.graph_cells import Row, cell, entries

Values = dict[str, str | list[str]]

_TEXTS = {"id": "id", "title": "label", "focus.in_question": "in_question", "focus.compared_with": "compared_with"}
_LISTS = {"stages.supply": "supply", "focus.values": "focus_values", "vocabularies.step": "steps"}
_ORDER = ("id", "title", "stages.supply", "focus.values", "focus.in_question", "focus.compared_with")


def settings_of(study: Mapping[str, Any], default_id: str, supply: Iterable[str]) -> Values:
    """What study.toml says, without the study's own words.

    Args:
        study: properties of the node ``Study``; none where the graph has no such node.
        default_id: id and title where the node does not say them.
        supply: stages that are marked as ``supply``, for a graph without that node.
    """
    said: Values = {key: text for key, name in _TEXTS.items() if (text := cell(study.get(name)))}
    said |= {key: words for key, name in _LISTS.items() if (words := entries(cell(study.get(name))))}
    if "stages.supply" not in said and (marked := list(supply)):
        said["stages.supply"] = marked
    if is_built(study):
        said.setdefault("stages.supply", [])  # a build says of every study which they are, if any
    if said.get("vocabularies.step") == list(VOCABULARIES["step"]):
        del said["vocabularies.step"]
    said.setdefault("id", default_id)
    said.setdefault("title", said["id"])
    return {key: said[key] for key in (*_ORDER, "vocabularies.step") if key in said}


def is_built(study: Mapping[str, Any]) -> bool:
    """Has graphmodel made the graph? Then its words and verbs have passed a check once."""
    return bool(cell(study.get("steps")))


def own_words(tables: Mapping[str, Iterable[Row]]) -> Values:
    """Value lists with the words that the tables use besides the default ones, in the order of the alphabet."""
    used: dict[str, set[str]] = {}
    for name, rows in tables.items():
        for column in TABLES[name].columns:
            if column.vocabulary and column.vocabulary not in FIXED | {"focus", "step"}:
                words = {row[column.name] for row in rows if row.get(column.name)}
                used.setdefault(column.vocabulary, set()).update(words)
    return {
        f"vocabularies.{name}": [*VOCABULARIES[name], *sorted(more)]
        for name, words in used.items()
        if (more := words - set(VOCABULARIES[name]))
    }
