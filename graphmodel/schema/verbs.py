"""The default verbs: those of the packaged study, which the analyses and questions know."""

import csv
from functools import cache
from importlib import resources


@cache
def default_verbs() -> dict[str, tuple[str, str]]:
    """Each default verb with the kinds that it may start from and end at, ``|`` between them."""
    text = resources.files("graphmodel").joinpath("data", "study", "predicates.csv").read_text("utf-8")
    return {row["predicate"]: (row["subject"], row["object"]) for row in csv.DictReader(text.splitlines())}
