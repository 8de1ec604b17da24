"""Warns of a fault of the embedded engine, which a server does not have.

Where a pattern runs over two relationships, and both a relationship and the node at its far end
are filtered, ladybug 0.21 and 0.22 lose rows and invent others, without an error. A WITH between
the two relationships gives the right answer, and so do EXISTS, COUNT and OPTIONAL MATCH.
"""

from graphmodel.engine.statement import tokens

_CAUTION = (
    "This statement matches two relationships together and filters them, which the embedded engine can answer "
    "wrongly. Put a WITH between the two: MATCH (a)-[c]->(b) WHERE ... WITH a, c, b MATCH (b)-[d]->(e)."
)


def relationships_matched(statement: str) -> list[int]:
    """For each part of a statement that ends with WITH or RETURN, how many relationships it matches.

    OPTIONAL MATCH and what stands in braces are left out, because they are answered rightly.
    """
    found, count, depth, optional, before = [], 0, 0, False, ""
    for kind, text in tokens(statement):
        depth += (text == "{") - (text == "}")
        word = text.upper() if kind == "word" else ""
        if depth == 0 and word in {"WITH", "RETURN"} and before not in {"STARTS", "ENDS"}:
            found.append(count)
            count = 0
        elif depth == 0 and word == "MATCH":
            optional = before == "OPTIONAL"
        elif depth == 0 and not optional and before == "-" and text in {"[", "-"}:
            count += 1
        before = word or text
    return found


def caution(statement: str) -> str:
    """What to tell somebody who asks this of the embedded engine; empty where there is nothing to tell."""
    filtered = any(text == "{" or text.upper() == "WHERE" for _, text in tokens(statement))
    return _CAUTION if filtered and max(relationships_matched(statement), default=0) > 1 else ""
