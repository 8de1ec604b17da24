"""Only statements that read the graph are let through.

An engine's own read-only mode is not enough: the embedded engine still runs ``COPY ... TO`` and
``LOAD FROM`` on any file, takes several statements in one string and obeys ``CALL threads=1``;
a server's read transaction still runs procedures and ``LOAD CSV``. So the text is cut into
tokens (words inside strings, comments and back-ticks are not keywords) and judged here, before
any engine sees it. It is an allow-list: a statement begins with a reading clause and holds no
word that writes, loads or calls.
"""

import re
from collections.abc import Iterator

from graphmodel.problems import StatementRefused

_TOKEN = re.compile(
    r"""
    (?P<comment>//[^\n\r]*|/\*.*?\*/)
  | (?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
  | (?P<quoted>`(?:[^`]|``)*`)
  | (?P<parameter>\$\w+)
  | (?P<word>[^\W\d]\w*)
  | (?P<number>\d[\w.]*)
  | (?P<space>\s+)
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)

_BEGIN = frozenset({"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN"})
_PREFIX = frozenset({"EXPLAIN", "PROFILE"})
_REFUSED = {
    "CALL": "runs procedures",
    "COPY": "reads and writes files",
    "LOAD": "reads files",
    "CREATE": "writes",
    "INSERT": "writes",
    "MERGE": "writes",
    "SET": "writes",
    "FOREACH": "writes",
    "DELETE": "deletes",
    "DETACH": "deletes",
    "REMOVE": "deletes",
}
"""Clauses that may stand behind a reading one. All others can only begin a statement."""


def tokens(statement: str) -> Iterator[tuple[str, str]]:
    """Kind and text of every token; comments and white space are left out."""
    for found in _TOKEN.finditer(statement):
        kind = found.lastgroup or "mark"
        if kind not in {"comment", "space"}:
            yield kind, found.group()


def code_only(statement: str) -> str:
    """The statement with comments dropped and strings emptied, for looking at its words."""
    return " ".join("''" if kind in {"text", "quoted"} else text for kind, text in tokens(statement))


def check_reading(statement: str) -> None:
    """Let one reading statement pass.

    Raises:
        StatementRefused: it is empty, holds more than one statement, begins with no reading
            clause, has an unclosed string or comment, or holds a clause that writes, loads
            files, changes settings or calls procedures.
    """
    if "\\u" in statement.lower():
        # A server turns these into characters before it reads the statement, even into quotation
        # marks and line ends, so that what is judged here would not be what is run there.
        raise StatementRefused("Write the character itself instead of an escape that begins with \\u.", statement)
    found = list(tokens(statement))
    while found and found[-1] == ("mark", ";"):
        found.pop()
    if not found:
        raise StatementRefused("There is no statement. Write one that begins with MATCH.", statement)
    if ("mark", ";") in found:
        raise StatementRefused(
            "Only one statement can be asked at a time: take out the `;` and what follows.", statement
        )
    for before, (kind, text) in zip([("", ""), *found], found, strict=False):
        if kind == "mark" and text in "'\"`":
            raise StatementRefused(f"A quotation begun with {text} is not closed.", statement)
        if before == ("mark", "/") and (kind, text) == ("mark", "*"):
            raise StatementRefused("A comment begun with /* is not closed.", statement)
    _check_clauses(found, statement)


def _check_clauses(found: list[tuple[str, str]], statement: str) -> None:
    for i, (kind, text) in enumerate(found):
        word = text.upper()
        if kind == "word" and word in _REFUSED and not _is_name(found, i):
            raise StatementRefused(f"{word} is not allowed here: it {_REFUSED[word]}. Only reading is.", statement)
    kind, text = next(((k, t) for k, t in found if k != "word" or t.upper() not in _PREFIX), found[-1])
    if kind != "word" or text.upper() not in _BEGIN:
        message = f"Only reading is allowed: a statement begins with MATCH, WITH, UNWIND or RETURN, not {text}."
        raise StatementRefused(message, statement)


def _is_name(found: list[tuple[str, str]], i: int) -> bool:
    """Is the word a name where no clause can stand: a property, a label or type, a map key?"""
    before = found[i - 1] if i else ("", "")
    after = found[i + 1] if i + 1 < len(found) else ("", "")
    if before in {("mark", "."), ("mark", ":"), ("mark", "|")}:
        return True
    return after == ("mark", ":") and before in {("mark", "{"), ("mark", ",")}
