"""What kind of node a label is about by its words, kept as data in ``kind_words.toml``."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from graphmodel.schema.reading import name_key

_BEHIND = re.compile(r"_(?:of|for|on|in|at|to|with|about|from|by|that|who|which|between|against)_")


def kind_of_words(label: str) -> str:
    """The kind that the head of a label shows; empty if it shows none.

    The head is the last word before the first preposition: *board* in *Health board of the county*, *manager* in
    *Health board manager*.
    """
    plain = re.sub(r"[^\w]+", "_", name_key(label).partition("(")[0]).strip("_")
    head = _BEHIND.split(plain, maxsplit=1)[0].rpartition("_")[2]
    return _kinds().get(head, "")


@cache
def _kinds() -> dict[str, str]:
    data = tomllib.loads(files("graphmodel.schema").joinpath("kind_words.toml").read_text("utf-8"))
    return {word: kind for kind, words in data.items() for word in words.split()}
