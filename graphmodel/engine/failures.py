"""What the embedded engine says of a statement that it cannot run, in words that say what to do."""

import re
from collections.abc import Callable

from graphmodel.engine.names import no_property, no_table, no_variable
from graphmodel.schema.layout import Layout

_NO_CYPHER = (
    "this is no Cypher that it reads. It could not go on in line {line} {where}. "
    "Look there for a bracket or a word that is missing or left over."
)
_REASONS = (
    (r"Invalid input <(?P<after>.*)>: .*\(line: (?P<line>\d+), .*", _NO_CYPHER.replace("{where}", "after `{after}`")),
    (r"mismatched input '<EOF>' .*\(line: (?P<line>\d+), .*", _NO_CYPHER.replace("{where}", "at its end")),
    (r"\w+ input '(?P<at>.*?)' .*\(line: (?P<line>\d+), .*", _NO_CYPHER.replace("{where}", "at `{at}`")),
    (r"Assertion failed.*", "it cannot do this. Write the statement in another way, without $ inside any() or all()."),
    (r"Connection is closed", "the study is closed. Open it again."),
    (r"(?P<said>.*)", "{said}. Mend the statement and ask again."),
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
