"""Messages for a statement that an engine cannot run: what is wrong and what to do."""

import re
from collections.abc import Callable

from graphmodel.schema.layout import Layout
from graphmodel.suggest import did_you_mean

_NO_CYPHER = (
    "this is not Cypher that it can read. It stopped in line {line} {where}. "
    "Look there for a bracket or a word that is missing or too many."
)
_CORRECT = "Correct the statement and run it again."
_ANOTHER_WAY = "it cannot do this. Write the statement in another way."
_FUNCTION = f"{{name}} was given {{given}}, which it does not take. {_CORRECT}"
_REASONS = (
    (r"Invalid input <(?P<after>.*)>: .*\(line: (?P<line>\d+), .*", _NO_CYPHER.replace("{where}", "after `{after}`")),
    (r"mismatched input '<EOF>' .*\(line: (?P<line>\d+), .*", _NO_CYPHER.replace("{where}", "at its end")),
    (r"\w+ input '(?P<at>.*?)' .*\(line: (?P<line>\d+), .*", _NO_CYPHER.replace("{where}", "at `{at}`")),
    (r"Cannot match a built-in function for given function (?P<name>[^(]+)\((?P<given>.*?)\)\..*", _FUNCTION),
    (r"Function (?P<name>\S+) did not receive correct arguments: Actual: +\((?P<given>.*)\)", _FUNCTION),
    (
        r"(Expression )?(?P<what>.+) has data type (?P<given>\S+) but expected (?P<right>\S+)\. Implicit .*",
        f"{{what}} is {{given}}, and {{right}} belongs there. {_CORRECT}",
    ),
    (
        r"(?P<what>.+) has data type (?P<given>\S+) but .+ was expected",
        f"{{what}} is {{given}}, which cannot stand there. {_CORRECT}",
    ),
    (r"Cast failed\. Could not convert (?P<what>.+) to (?P<right>\S+)", f"{{what}} is not {{right}}. {_CORRECT}"),
    (r"Value (?P<what>.+) is not within \S+ range", f"{{what}} is too large a number. {_CORRECT}"),
    (
        r"list_extract\(.*index=(?P<index>-?\d+) is out of range",
        f"a list has no entry {{index}}: lists begin at 1. {_CORRECT}",
    ),
    (
        r"Cannot evaluate expression with type AGGREGATE_FUNCTION",
        "count(), sum() and the like cannot stand in WHERE. Put them into a WITH, and a WHERE after it.",
    ),
    (
        r"(Unknown parameter type|Unable to cast Python instance|No module named).*",
        "the value of a $name is none that it takes. Give texts, numbers, dates, true or false, or lists of these.",
    ),
    (r"Assertion failed.*", "it cannot do this. Write the statement in another way, without $ inside any() or all()."),
)
"""What the engine says, and what it means for a user."""

_NAMES = {"LIST_CONTAINS": "IN", "LIST_EXTRACT": "[ ]"}
"""Its own names of operators."""

_TYPES = {
    "STRING": "text",
    "BOOL": "true or false",
    "DOUBLE": "a number",
    "DATE": "a date",
    "NODE": "a node",
    "REL": "a relationship",
    "RECURSIVE_REL": "a path",
    "LIST": "a list",
    "STRUCT": "a map",
}


def worded(message: str, layout: Callable[[], Layout]) -> str:
    """What is wrong and what to do.

    Args:
        message: what the engine said.
        layout: gives what the graph really has; called only where names have to be listed.
    """
    text = " ".join(line.strip() for line in message.splitlines()[:2])
    text, known = re.subn(r"^\w+ exception: ", "", text)
    text = text.rstrip(".!")
    if found := re.fullmatch(r"Table (.+) does not exist", text):
        return no_table(found[1], layout())
    if found := re.fullmatch(r"Cannot find property (.+) for (.+)", text):
        return no_property(found[1], found[2], layout())
    if found := re.fullmatch(r"Variable (\S+) is not in scope", text):
        return no_variable(found[1])
    for said, words in _REASONS:
        if found := re.fullmatch(said, text):
            return words.format(**{part: _plain(part, given) for part, given in found.groupdict().items()})
    # What is not said in so many words is for the engine's makers: "unordered_map::at".
    is_inside = not known or "should not happen" in text
    return _ANOTHER_WAY if is_inside else f"{text}. {_CORRECT}"


def _plain(part: str, given: str) -> str:
    """A part of what the engine says, in a user's words."""
    if part == "name":
        return _NAMES.get(given, given)
    if part in {"given", "right"}:
        return " and ".join(_type(name) for name in given.split(",")) if given else "nothing"
    return given


def _type(name: str) -> str:
    if name.endswith("]"):
        return "a list"
    return "a whole number" if "INT" in name else _TYPES.get(name, name.lower())


def is_out_of_memory(message: str) -> bool:
    """Does the engine say that it has no memory left?"""
    return "buffer pool is full" in message or "bad_alloc" in message or "Buffer manager exception" in message


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
