"""What names of folders of codes, sorts of cases and attributes show, kept as data in ``folder_words.toml``."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from graphmodel.schema.kind_words import kind_of_label
from graphmodel_loaders.coded.mapping import OWN

_SMALL = frozenset(
    {"the", "of", "to", "for", "in", "and", "a", "an", "used", "main", "key", "all", "other", "perceived"}
)


@cache
def family_of(folder: str) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """What codes in a folder of this name are, with further entries of their rule; None if the name does not show it.

    A whole name counts before its last word, and that before any other word.
    """
    plain = _plain(folder)
    words = [word for word in plain.split() if word not in _SMALL]
    for name in (plain, *reversed(words)):
        for entry in _data()["folders"]:
            if name in entry["words"]:
                return entry["role"], tuple(sorted(entry.get("facts", {}).items()))
    return None


@cache
def kind_of_case(kind: str, name: str) -> str:
    """What a case is by its sort, else by its name; an actor if neither shows it."""
    plain = _plain(kind)
    words = plain.split()
    for text in (plain, *reversed(words)):
        for role, known in _data()["cases"].items():
            if text in known:
                return str(role)
    found = kind_of_label(name) if not plain else ""
    return found if found in {"organisation", "site"} else "actor"


@cache
def attribute_target(name: str) -> str:
    """Where an attribute of this name goes; ``own`` if the name does not show it."""
    plain = _plain(name)
    return next((str(target) for target, known in _data()["attributes"].items() if plain in known), OWN)


def _plain(text: str) -> str:
    spaced = re.sub(r"([a-z])([A-Z])", r"\1 \2", text)
    return " ".join(re.findall(r"[^\W\d_]+", spaced.casefold()))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("folder_words.toml").read_text("utf-8"))
