"""The default verbs: those of the packaged study, which the analyses and questions know."""

import csv
from functools import cache
from importlib import resources


@cache
def default_verb_rows() -> tuple[dict[str, str], ...]:
    """The default verbs as the rows of a table ``predicates``."""
    text = resources.files("graphmodel").joinpath("data", "study", "predicates.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def default_verbs() -> dict[str, tuple[str, str]]:
    """Each default verb with the kinds that it may start from and end at, ``|`` between them."""
    return {row["predicate"]: (row["subject"], row["object"]) for row in default_verb_rows()}
