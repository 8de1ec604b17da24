"""Messages for a statement that an engine cannot run: what is wrong and what to do."""

import re
from collections.abc import Callable

from graphmodel.schema.layout import Layout
from graphmodel.suggest import did_you_mean

_NO_CYPHER = (
    "this is not Cypher that it can read. It stopped in line {line} {where}. "
    "Look there for a bracket or a word that is missing or too many."
)
_REASONS = (
    (r"Invalid input <(?P<after>.*)>: .*\(line: (?P<line>\d+), .*", _NO_CYPHER.replace("{where}", "after `{after}`")),
    (r"mismatched input '<EOF>' .*\(line: (?P<line>\d+), .*", _NO_CYPHER.replace("{where}", "at its end")),
    (r"\w+ input '(?P<at>.*?)' .*\(line: (?P<line>\d+), .*", _NO_CYPHER.replace("{where}", "at `{at}`")),
    (r"Assertion failed.*", "it cannot do this. Write the statement in another way, without $ inside any() or all()."),
    (r"Connection is closed", "the study is closed. Open it again."),
    (r"(?P<said>.*)", "{said}. Correct the statement and run it again."),
)
"""What the engine says, and what it means for a user."""


def worded(message: str, layout: Callable[[], Layout]) -> str:
    """What is wrong and what to do.

    Args:
        message: what the engine said.
        layout: gives what the graph really has; called only where names have to be listed.
    """
    text = " ".join(line.strip() for line in message.splitlines()[:2])
    text = re.sub(r"^\w+ exception: ", "", text).rstrip(".")
    if found := re.fullmatch(r"Table (.+) does not exist", text):
        return no_table(found[1], layout())
    if found := re.fullmatch(r"Cannot find property (.+) for (.+)", text):
        return no_property(found[1], found[2], layout())
    if found := re.fullmatch(r"Variable (\S+) is not in scope", text):
        return no_variable(found[1])
    return next(words.format(**found.groupdict()) for said, words in _REASONS if (found := re.fullmatch(said, text)))


def no_table(name: str, layout: Layout) -> str:
    """The message for a label or relationship type that the graph does not have."""
    labels, types = sorted(layout.nodes), sorted(layout.edges)
    return (
        f"there is no label or relationship type {name}.{did_you_mean(name, [*labels, *types])} "
        f"Labels: {', '.join(labels)}. Types: {', '.join(types)}."
    )


def no_property(name: str, of: str, layout: Layout) -> str:
    """The message for a property that the graph does not have.

    Args:
        name: the property.
        of: the variable that it is asked of; empty where that is not known.
        layout: what the graph has.
    """
    who = f"nothing that {of} matches has" if of else "no node or relationship here has"
    return (
        f"{who} a property {name}.{did_you_mean(name, sorted(properties_of(layout)))} "
        f"See what there is with: MATCH ... RETURN {of or 'n'} LIMIT 1"
    )


def no_variable(name: str) -> str:
    """The message for a variable that is not defined where it is used."""
    return (
        f"{name} is not defined here. Name it in an earlier MATCH, and in every WITH in between; "
        "text goes in quotation marks."
    )


def properties_of(layout: Layout) -> set[str]:
    """All properties of nodes and relationships."""
    kinds = [*layout.nodes.values(), *(edge.properties for edge in layout.edges.values())]
    return {name for properties in kinds for name in properties}
