"""Warns of a fault of the embedded engine, which a server does not have.

Where a list of maps, nodes or relationships has been collected, ladybug 0.22 mixes up its entries
when any(), all() and the like look at a field of each, as in ``any(x IN told WHERE x.rank > 1)``;
it says nothing of it. Lists of texts and numbers are answered rightly, and so is UNWIND.
"""

from itertools import pairwise

from graphmodel.engine.statement import tokens

_OVER_LISTS = frozenset({"ANY", "ALL", "NONE", "SINGLE", "LIST_FILTER", "LIST_TRANSFORM", "LIST_REDUCE"})
_CAUTION = (
    "This statement looks at a field of each entry of a list, which the embedded engine can answer wrongly where the "
    "list was collected. Use UNWIND and count() instead: "
    "UNWIND list AS x WITH ..., count(CASE WHEN x.field = 1 THEN 1 END) AS n."
)


def looks_into_entries(statement: str) -> bool:
    """Does a function over a list (any, all ...) look at a field of the list's entries?"""
    found = list(tokens(statement))
    for i, (kind, text) in enumerate(found[:-1]):
        if kind != "word" or text.upper() not in _OVER_LISTS or found[i + 1] != ("mark", "("):
            continue
        inside = list(pairwise(_inside([token for _, token in found[i + 2 :]])))
        # any(x IN list WHERE ...), list_filter(list, x -> ...)
        variables = {name for name, after in inside[:1] if after.upper() == "IN"}
        variables |= {name for (name, dash), (_, point) in pairwise(inside) if dash + point == "->"}
        if any(name in variables and after == "." for name, after in inside):
            return True
    return False


def caution(statement: str) -> str:
    """What to tell somebody who asks this of the embedded engine; empty where there is nothing to tell."""
    return _CAUTION if looks_into_entries(statement) else ""


def _inside(found: list[str]) -> list[str]:
    """What stands before the bracket that closes the one already open."""
    depth = 1
    for i, text in enumerate(found):
        depth += (text == "(") - (text == ")")
        if depth == 0:
            return found[:i]
    return found
