"""Messages for a statement that an engine cannot run: what is wrong and what to do."""

import re
from collections.abc import Callable

from graphmodel.schema.layout import Layout
from graphmodel.suggest import did_you_mean

_NO_CYPHER = (
    "this is not Cypher that it can read. It stopped in line {line} {where}. "
    "Look there for a missing or extra bracket or word."
)
_CORRECT = "Correct the statement and run it again."
_FUNCTION = f"{{name}} was given {{given}}, which it does not take. {_CORRECT}"
_NO_FUNCTION = f"there is no function {{name}}. docs/writing-questions.md says which functions there are. {_CORRECT}"
_ZERO = f"the statement divides by zero. {_CORRECT}"
_TOO_LARGE = f"a number in it is too large. {_CORRECT}"
_MEMORY = "there is not enough memory for it. Ask for less at a time, or set GRAPHMODEL_MEMORY_MB."
_NOT_COUNT = f"SKIP and LIMIT need a whole number that is not negative. {_CORRECT}"
_REASONS = (
    # The embedded engine.
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
        f"{{what}} is {{given}}, which cannot be used there. {_CORRECT}",
    ),
    (r"Cast failed\. Could not convert (?P<what>.+) to (?P<right>\S+)", f"{{what}} is not {{right}}. {_CORRECT}"),
    (r"Value (?P<what>.+) is not within \S+ range", f"{{what}} is too large a number. {_CORRECT}"),
    (
        r"list_extract\(.*index=(?P<index>-?\d+) is out of range",
        f"a list has no entry {{index}}: lists begin at 1. {_CORRECT}",
    ),
    (
        r"Cannot evaluate expression with type AGGREGATE_FUNCTION",
        "count(), sum() and the like cannot be used in WHERE. Put them into a WITH, and a WHERE after it.",
    ),
    (
        r"(Unknown parameter type|Unable to cast Python instance|No module named).*",
        "the value of a $name is none that it takes. Give texts, numbers, dates, true or false, or lists of these.",
    ),
    (r"Assertion failed.*", "it cannot do this. Write the statement in another way, without $ inside any() or all()."),
    (r"Connection is closed", "the study is closed. Open it again."),
    (r"[Ff]unction (?P<name>\S+) does not exist", _NO_FUNCTION),
    (r"Function (?P<name>\S+) did not receive correct arguments.*", f"{{name}} does not take such values. {_CORRECT}"),
    (r"Expression in WITH must be aliased.*", f"what WITH passes on needs a name: write AS and a name. {_CORRECT}"),
    (r"In WITH clause, ORDER BY must be .*", f"ORDER BY in a WITH needs a LIMIT after it. {_CORRECT}"),
    (r"Invalid struct field name: (?P<what>.+)", f"there is no field {{what}}. {_CORRECT}"),
    (
        r"Lower bound of rel.*greater than.*",
        f"the least number of steps of a path is greater than the most. {_CORRECT}",
    ),
    (r"Upper bound of rel.*exceeds maximum: (?P<most>\d+)", f"a path has at most {{most}} steps. {_CORRECT}"),
    (r"The number of columns to union.*", f"the parts of a UNION need the same columns. {_CORRECT}"),
    (
        r"Error occurred during parsing (?P<right>\w+)\. Given: (?P<what>\".*?\")(\..*)?",
        f"{{what}} cannot be read as {{right}}. {_CORRECT}",
    ),
    (r".* is not within \w+ range", _TOO_LARGE),
    (r"(Divide|Modulo) by zero", _ZERO),
    (r"Cannot evaluate .* as a valid (skip|limit) number|The number of rows to skip/limit .*", _NOT_COUNT),
    (r".*(Buffer manager|bad_alloc|allocate memory|out of memory|buffer pool is full).*", _MEMORY),
    # Neo4j.
    (r"Unknown function '(?P<name>.+?)'.*", _NO_FUNCTION),
    (
        r"Type mismatch: expected (?P<right>.+?) but was (?P<given>.+?)( \(line.*)?",
        f"{{given}} stands where {{right}} is needed. {_CORRECT}",
    ),
    (r"(Invalid input|Unexpected) '(?P<at>.*?)'.*\(line (?P<line>\d+), .*", _NO_CYPHER.replace("{where}", "at `{at}`")),
    (r".*\(line (?P<line>\d+), .*", _NO_CYPHER.replace(" {where}", "")),
    (r"(/ by zero|.*divi\w+ by zero.*)", _ZERO),
    (r".*(long overflow|out of range|too large).*", _TOO_LARGE),
    (r".*(MemoryPool|memory limit|memory pool).*", _MEMORY),
)
"""What an engine says, and what it means for a user, who never sees the first."""

_UNKNOWN = (
    "it cannot do this. Look for values of a wrong type and for names that are not those of this study, or write the "
    "statement in another way."
)
_NAMES = {"LIST_CONTAINS": "IN", "LIST_EXTRACT": "[ ]", "NEGATE": "-"}
"""Its own names of operators."""

_TYPES = {
    "STRING": "text",
    "BOOL": "true or false",
    "DOUBLE": "a number",
    "DATE": "a date (YYYY-MM-DD)",
    "TIMESTAMP": "a time (YYYY-MM-DD hh:mm:ss)",
    "INTERVAL": "a span of time",
    "NODE": "a node",
    "REL": "a relationship",
    "RECURSIVE_REL": "a path",
    "LIST": "a list",
    "STRUCT": "a map",
}


def worded(message: str, layout: Callable[[], Layout]) -> str:
    """What is wrong and what to do; none of it is text of the engine but names and values of the statement.

    Args:
        message: what the engine said.
        layout: gives what the graph really has; called only where names have to be listed.
    """
    text = " ".join(line.strip() for line in message.splitlines()[:2])
    text = re.sub(r"^\w+ exception: ", "", text).rstrip(".!")
    if found := re.fullmatch(r"Table (.+) does not exist", text):
        return no_table(found[1], layout())
    if found := re.fullmatch(r"Cannot find property (.+) for (.+)", text):
        return no_property(found[1], found[2], layout())
    if found := re.match(r"Variable (\S+) is not in scope|Variable `(.+?)` not defined", text):
        return no_variable(found[1] or found[2])
    for said, words in _REASONS:
        if found := re.fullmatch(said, text):
            return words.format(**{part: _plain(part, given or "") for part, given in found.groupdict().items()})
    return _UNKNOWN


def _plain(part: str, given: str) -> str:
    """A part of what an engine says, in a user's words."""
    if part == "name":
        return _NAMES.get(given, given)
    if part in {"given", "right"}:
        return " and ".join(_type(name) for name in given.split(",")) if given else "nothing"
    return given


def _type(name: str) -> str:
    """What a type of an engine is called in a sentence."""
    plain = name.strip().upper()
    if plain.endswith("]"):
        return "a list"
    return _TYPES.get(plain, "a whole number" if re.fullmatch(r"U?INT\d*|INTEGER|SERIAL", plain) else name.lower())


def is_out_of_memory(message: str) -> bool:
    """Does the engine say that it has no memory left?"""
    return "buffer pool is full" in message or "bad_alloc" in message or "Buffer manager exception" in message


def trouble_with_file(error: Exception) -> str:
    """What is wrong where an engine cannot read or write a database file."""
    if isinstance(error, OSError):
        return error.strerror or "it cannot be used"
    said = str(error).lower()
    if "no space" in said or "cannot write" in said or "too large" in said:
        return "the disk is full or cannot be written to"
    if "lock" in said or "permission" in said or "denied" in said:
        return "it is write-protected or open in another program"
    if "memory" in said or "bad_alloc" in said or "buffer manager" in said:
        return "there is not enough memory (GRAPHMODEL_MEMORY_MB sets how much may be used)"
    return "it is damaged, or the disk cannot be used"


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
