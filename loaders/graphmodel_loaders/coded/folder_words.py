"""What names of folders of codes, sorts of cases and attributes show, kept as data in ``folder_words.toml``."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from graphmodel.schema.kind_words import kind_of_label
from graphmodel_loaders.coded.mapping import OWN
from graphmodel_loaders.flat.vocabulary import meanings, tidy

_SMALL = frozenset(
    {"the", "of", "to", "for", "in", "and", "a", "an", "used", "main", "key", "all", "other", "perceived"}
)

_PREPOSITION = re.compile(
    r"\s(?:of|for|on|in|at|to|with|about|from|by|that|who|which|between|against"
    r"|für|bei|von|zum|zur|der|des|de|du|del|para|por|van|voor)\s",
    re.IGNORECASE,
)
_MOST_WORDS = 4


@cache
def family_of(folder: str) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """What codes in a folder of this name are, with further entries of their rule; None if the name does not show it.

    A whole name counts before the last word of its head: *barriers* in *Main barriers to the use of evidence*.
    """
    head = _PREPOSITION.split(folder, maxsplit=1)[0]
    words = [word for word in _plain(head).split() if word not in _SMALL]
    for name in (_plain(folder), *words[-1:]):
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


def is_group(kind: str) -> bool:
    """Whether a sort of case is of groups: focus groups, teams."""
    return bool({"group", "groups", "panel", "team"} & set(_plain(kind).split()))


@cache
def kind_of_code(name: str) -> str:
    """The kind that the last word of a code shows, before its first preposition; empty if it shows none.

    Codes are themes more often than labels are, so that other words of a name show nothing: *Patient voice*.
    """
    head = _PREPOSITION.split(name.partition("(")[0].strip(), maxsplit=1)[0]
    words = _plain(head).split()
    if not words or len(words) > _MOST_WORDS or " ".join(words) in _data()["themes"]["words"]:
        return ""
    return kind_of_label(" ".join(words[-2:])) if kind_of_label(words[-1]) else ""


@cache
def is_body(name: str) -> bool:
    """Whether a stakeholder is an organisation by the last word of its head: *Health board*; or *NHS Kent*."""
    words = _PREPOSITION.split(name.partition("(")[0].strip(), maxsplit=1)[0].split()
    if not words:
        return False
    is_named_after = words[0].isupper() and all(word[0].isupper() for word in words)
    heads = [words[-1], *([words[0]] if is_named_after and not kind_of_label(words[-1]) else [])]
    return "organisation" in map(kind_of_label, heads)


def is_aside(name: str) -> bool:
    """Whether a code is a mark for the coder's own use: *To do*, *Great quotes*."""
    return _plain(name) in _data()["aside"]["words"]


def word_for(role: str, name: str) -> str:
    """The word of a list that a name means: *Disagrees* denies; empty if it means none."""
    return meanings(role).get(tidy(name), "")


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
