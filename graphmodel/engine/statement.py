"""A Cypher statement in tokens: only those that read pass, and some carry a caution.

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
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from graphmodel.engine import headings
from graphmodel.engine.missing_values import uses_missing_values
from graphmodel.engine.size import LONGEST, too_large
from graphmodel.engine.tokens import Token, cut, until_closed
from graphmodel.problems import EngineError, StatementRefused, shown

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
"""Clauses that may follow a reading one. All others can only begin a statement."""


# Three faults of the embedded engine, which a server does not have. It says nothing of any of them.
#
# Where a pattern runs over two relationships, and both a relationship and the node at its far end are filtered,
# ladybug 0.21 and 0.22 lose rows and invent others. A WITH between the two relationships gives the right answer,
# and so do EXISTS, COUNT and OPTIONAL MATCH.
_TWO_RELATIONSHIPS = (
    "This statement matches two relationships together and filters them, which the embedded engine can answer "
    "wrongly. Put a WITH between the two: MATCH (a)-[c]->(b) WHERE ... WITH a, c, b MATCH (b)-[d]->(e)."
)
# Where a list of maps, nodes or relationships has been collected, ladybug 0.22 mixes up its entries when any(),
# all() and the like look at a field of each, as in any(x IN list WHERE x.rank > 1). Lists of texts and numbers are
# answered correctly, and so is UNWIND.
_OVER_LISTS = frozenset({"ANY", "ALL", "NONE", "SINGLE", "LIST_FILTER", "LIST_TRANSFORM", "LIST_REDUCE"})
_FIELDS_OF_ENTRIES = (
    "This statement looks at a field of each entry of a list, which the embedded engine can answer wrongly where the "
    "list was collected. Use UNWIND and count() instead: "
    "UNWIND list AS x WITH ..., count(CASE WHEN x.field = 1 THEN 1 END) AS n."
)

# The third is described in graphmodel.engine.missing_values.
_MISSING_VALUES = (
    "This statement uses a value from before inside OPTIONAL MATCH, EXISTS or COUNT. Where that value is missing, the "
    "embedded engine finds nothing, whatever OR, IS NULL or coalesce say. Replace it first: "
    "WITH a, coalesce(a.x, '') AS x OPTIONAL MATCH (b) WHERE b.y = x OR ...."
)


class Statement:
    """A Cypher statement cut into tokens once, for everything that looks at its words.

    Args:
        text: the statement as it was written.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._pieces = list(cut(text)) if len(text) <= LONGEST else []
        self.tokens = [piece for piece in self._pieces if piece[0] not in {"comment", "space"}]
        """Kind and text of every token, without comments and white space."""

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the parameters that it uses, in order."""
        return tuple(dict.fromkeys(text[1:] for kind, text in self.tokens if kind == "parameter"))

    @property
    def caution(self) -> str:
        """What to know before trusting the embedded engine's answer; empty for most statements."""
        cautions = (
            (_TWO_RELATIONSHIPS, self._is_two_hops()),
            (_FIELDS_OF_ENTRIES, self._looks_into_entries()),
            (_MISSING_VALUES, uses_missing_values(self.tokens)),
        )
        return " ".join(text for text, applies in cautions if applies)

    def headings(self, columns: Sequence[str]) -> list[str]:
        """Names of the columns of an answer; see :func:`graphmodel.engine.headings.headings`."""
        return headings.headings(self._pieces, columns)

    def check(self) -> None:
        """Let one reading statement pass.

        Raises:
            StatementRefused: it is empty, holds more than one statement, begins with no reading
                clause, has an unclosed string or comment, holds a clause that writes, loads
                files, changes settings or calls procedures, or is too large (see ``size``).
        """
        if len(self.text) > LONGEST:
            raise self._refused(
                f"The statement has {len(self.text):,} characters, and {LONGEST:,} is the most. Pass long lists as "
                "parameters."
            )
        if "\\u" in self.text.lower():
            # A server turns these into characters before it reads the statement, even into quotation
            # marks and line ends, so that what is judged here would not be what is run there.
            raise self._refused("Write the character itself instead of an escape that begins with \\u.")
        for kind, text in self._pieces:
            self._check_piece(kind, text)
        found = list(self.tokens)
        while found and found[-1] == ("mark", ";"):
            found.pop()
        if not found:
            raise self._refused("There is no statement. Write one that begins with MATCH.")
        if ("mark", ";") in found:
            raise self._refused("Only one statement can run at a time: remove the `;` and what follows.")
        self._check_clauses(found)
        self._check_functions(found)
        if what := too_large(found):
            raise self._refused(what)

    def _refused(self, message: str) -> StatementRefused:
        return StatementRefused(message, self.text)

    def _check_piece(self, kind: str, text: str) -> None:
        """Refuse what is not closed and what the engines may tokenise in another way."""
        if kind == "open":
            what = "comment begun with /*" if text == "/*" else f"quotation begun with {text}"
            raise self._refused(f"A {what} is not closed. Close it, or remove it.")
        if kind == "comment" and text.startswith("/*") and text[2:-2].endswith("*"):
            raise self._refused("A comment ends with **/. Write a space between the two stars.")
        form = {"number": _NUMBER, "parameter": _PARAMETER}.get(kind)
        if form and not form.fullmatch(text):
            raise self._refused(f"{text} is not understood. Put a space between the number and the word.")

    def _check_clauses(self, tokens: list[Token]) -> None:
        for i, (kind, text) in enumerate(tokens):
            word = text.upper()
            if kind == "word" and word in _REFUSED and not _is_name(tokens, i):
                what = f"{word} is not allowed here: it {_REFUSED[word]}"
                raise self._refused(f"{what}. Only reading is allowed. If this is a name, put it in back-ticks.")
        kind, text = next(((k, t) for k, t in tokens if k != "word" or t.upper() not in _PREFIX), tokens[-1])
        if kind != "word" or text.upper() not in _BEGIN:
            begin = "a statement begins with MATCH, WITH, UNWIND or RETURN"
            raise self._refused(f"Only reading is allowed: {begin}, not {text}.")

    def _check_functions(self, tokens: list[Token]) -> None:
        """Refuse functions of a server's plug-ins: some run statements of their own or change the server."""
        dot = ("mark", ".")
        for i in range(2, len(tokens) - 1):
            called = tokens[i][0] in {"word", "quoted"} and tokens[i + 1] == ("mark", "(")
            # After two dots a name is the end of a range, not a part of a name.
            if not called or tokens[i - 1] != dot or tokens[i - 2] == dot:
                continue
            first = i
            while first >= 2 and tokens[first - 1] == dot:
                first -= 2
            if tokens[first][1].lower() not in _OWN_FUNCTIONS:
                name = "".join(text for _, text in tokens[first : i + 1])
                raise self._refused(
                    f"{name}() is not allowed here: it belongs to a plug-in. Use Cypher's own functions."
                )

    def _is_two_hops(self) -> bool:
        """Does a part that ends with WITH or RETURN match two relationships together, in a statement that filters?

        OPTIONAL MATCH and what stands in braces do not count, because they are answered correctly.
        """
        if not any(text == "{" or text.upper() == "WHERE" for _, text in self.tokens):
            return False
        count, depth, optional, before = 0, 0, False, ""
        for kind, text in self.tokens:
            depth += (text == "{") - (text == "}")
            word = text.upper() if kind == "word" else ""
            if depth == 0 and word in {"WITH", "RETURN"} and before not in {"STARTS", "ENDS"}:
                count = 0
            elif depth == 0 and word == "MATCH":
                optional = before == "OPTIONAL"
            elif depth == 0 and not optional and before == "-" and text in {"[", "-"}:
                count += 1
            if count > 1:
                return True
            before = word or text
        return False

    def _looks_into_entries(self) -> bool:
        """Does a function over a list (any, all ...) look at a field of the list's entries?"""
        for i, (kind, text) in enumerate(self.tokens[:-1]):
            if kind != "word" or text.upper() not in _OVER_LISTS or self.tokens[i + 1] != ("mark", "("):
                continue
            closed = until_closed(self.tokens, i + 2)
            inside = list(pairwise(token for _, token in self.tokens[i + 2 : closed]))
            # any(x IN list WHERE ...), list_filter(list, x -> ...)
            variables = {name for name, after in inside[:1] if after.upper() == "IN"}
            variables |= {name for (name, dash), (_, point) in pairwise(inside) if dash + point == "->"}
            if any(name in variables and after == "." for name, after in inside):
                return True
        return False


@lru_cache(maxsize=128)
def tokenised(text: str) -> Statement:
    """A statement in tokens; one that comes again is not cut again."""
    return Statement(text)


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


def _is_name(tokens: list[Token], i: int) -> bool:
    """Is the word a name where no clause can be: a property, a label or type, a map key?"""
    before = tokens[i - 1] if i else ("", "")
    after = tokens[i + 1] if i + 1 < len(tokens) else ("", "")
    if before == ("mark", "."):
        # `1.` is a number to some readers, and a clause may follow a number.
        return i < 2 or tokens[i - 2][0] != "number"
    if before in {("mark", ":"), ("mark", "|")}:
        return True
    return after == ("mark", ":") and before in {("mark", "{"), ("mark", ",")}
