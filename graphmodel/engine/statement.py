"""Only statements that read the graph are let through.

An engine's own read-only mode is not enough: the embedded engine still runs ``COPY ... TO`` and
``LOAD FROM`` on any file, takes several statements in one string and obeys ``CALL threads=1``;
a server's read transaction still runs procedures and ``LOAD CSV``. So the text is cut into
tokens (words inside strings, comments and back-ticks are not keywords) and judged here, before
any engine sees it. It is an allow-list: a statement begins with a reading clause and holds no
word that writes, loads or calls. Where the engines could cut a text otherwise than it is cut
here (``1CREATE`` is two tokens to them, ``**/`` does not end a comment for one of them), it is
refused rather than guessed at.
"""

import re
from collections.abc import Iterator

from graphmodel.problems import EngineError, StatementRefused, shown

_TOKEN = re.compile(
    r"""
    (?P<comment>//[^\n\r]*|/\*.*?\*/)
  | (?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
  | (?P<quoted>`(?:[^`]|``)*`)
  | (?P<parameter>\$\w+)
  | (?P<word>[^\W\d]\w*)
  | (?P<number>\d\w*(?:\.\d\w*)?)
  | (?P<space>\s+)
  | (?P<open>/\*|['"`])
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_NUMBER = re.compile(r"[0-9][0-9_]*(\.[0-9][0-9_]*)?([eE][0-9]*)?|0[xX][0-9a-fA-F]+|0o[0-7]+")
_PARAMETER = re.compile(r"\$([^\W\d]\w*|[0-9]+)")
_OWN_FUNCTIONS = frozenset({"date", "time", "localtime", "datetime", "localdatetime", "duration", "point", "vector"})
"""First parts of the names of Cypher's own functions that have a dot, such as ``date.truncate``."""

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
    return ((kind, text) for kind, text in _pieces(statement) if kind not in {"comment", "space"})


def _pieces(statement: str) -> Iterator[tuple[str, str]]:
    return ((found.lastgroup or "mark", found.group()) for found in _TOKEN.finditer(statement))


def code_only(statement: str) -> str:
    """The statement with comments dropped and strings emptied, for looking at its words."""
    return " ".join("''" if kind in {"text", "quoted"} else text for kind, text in tokens(statement))


def plain_name(name: str) -> str:
    """A label, relationship type or property, made sure to be a name of letters, digits and ``_`` alone.

    Every name in a statement that the program writes itself goes through here.

    Raises:
        EngineError: it is not a name that the program gives.
    """
    if not re.fullmatch(r"\w+", name):
        raise EngineError(f"{shown(name)} is not the name of a label, relationship type or property of a study.")
    return name


def quoted(name: str) -> str:
    """A name as Cypher takes it (see ``plain_name``)."""
    return f"`{plain_name(name)}`"


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
    found = []
    for kind, text in _pieces(statement):
        _check_piece(kind, text, statement)
        if kind not in {"comment", "space"}:
            found.append((kind, text))
    while found and found[-1] == ("mark", ";"):
        found.pop()
    if not found:
        raise StatementRefused("There is no statement. Write one that begins with MATCH.", statement)
    if ("mark", ";") in found:
        raise StatementRefused(
            "Only one statement can be asked at a time: take out the `;` and what follows.", statement
        )
    _check_clauses(found, statement)
    _check_functions(found, statement)


def _check_piece(kind: str, text: str, statement: str) -> None:
    """Refuse what is not closed and what the engines may cut otherwise."""
    if kind == "open":
        what = "comment begun with /*" if text == "/*" else f"quotation begun with {text}"
        raise StatementRefused(f"A {what} is not closed. Close it, or take it out.", statement)
    if kind == "comment" and text.startswith("/*") and text[2:-2].endswith("*"):
        raise StatementRefused("A comment ends with **/. Write a space between the two stars.", statement)
    form = {"number": _NUMBER, "parameter": _PARAMETER}.get(kind)
    if form and not form.fullmatch(text):
        raise StatementRefused(f"{text} is not understood. Put a space between the number and the word.", statement)


def _check_clauses(found: list[tuple[str, str]], statement: str) -> None:
    for i, (kind, text) in enumerate(found):
        word = text.upper()
        if kind == "word" and word in _REFUSED and not _is_name(found, i):
            message = f"{word} is not allowed here: it {_REFUSED[word]}. Only reading is. A name goes in back-ticks."
            raise StatementRefused(message, statement)
    kind, text = next(((k, t) for k, t in found if k != "word" or t.upper() not in _PREFIX), found[-1])
    if kind != "word" or text.upper() not in _BEGIN:
        message = f"Only reading is allowed: a statement begins with MATCH, WITH, UNWIND or RETURN, not {text}."
        raise StatementRefused(message, statement)


def _check_functions(found: list[tuple[str, str]], statement: str) -> None:
    """Refuse functions of a server's plug-ins: some run statements of their own or change the server."""
    dot = ("mark", ".")
    for i in range(2, len(found) - 1):
        called = found[i][0] in {"word", "quoted"} and found[i + 1] == ("mark", "(")
        # Behind two dots a name is the end of a range, not a part of a name.
        if not called or found[i - 1] != dot or found[i - 2] == dot:
            continue
        first = i
        while first >= 2 and found[first - 1] == dot:
            first -= 2
        if found[first][1].lower() not in _OWN_FUNCTIONS:
            name = "".join(text for _, text in found[first : i + 1])
            message = f"{name}() is not allowed here: it belongs to a plug-in. Use Cypher's own functions."
            raise StatementRefused(message, statement)


def _is_name(found: list[tuple[str, str]], i: int) -> bool:
    """Is the word a name where no clause can stand: a property, a label or type, a map key?"""
    before = found[i - 1] if i else ("", "")
    after = found[i + 1] if i + 1 < len(found) else ("", "")
    if before == ("mark", "."):
        # `1.` is a number to some readers, and a clause may follow a number.
        return i < 2 or found[i - 2][0] != "number"
    if before in {("mark", ":"), ("mark", "|")}:
        return True
    return after == ("mark", ":") and before in {("mark", "{"), ("mark", ",")}
