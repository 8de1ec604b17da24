"""A question file: a Cypher statement with its explanation in comments.

The form is::

    // Which organisations link evidence to more than one stage?
    //
    // Prose: what is counted, how to read it.
    //
    // @param min_stages: integer = 2 - smallest number of stages to show
    //
    // @returns organisation: text - name of the organisation
    // @returns n_sources: integer - distinct sources
    //
    // @rank n_sources
    //
    // @sparse No organisation does so in this study.
    MATCH ...

The first line is the question. ``@param`` without a default is required; the defaults
``{in_question}`` and ``{compared_with}`` stand for the study's own settings.
``@rank`` names columns of numbers by which rows have a place (a column ``rank`` before the others; equal rows
share it), and after ``within`` columns of the groups that are ranked each by itself.
``@sparse`` explains an answer with no row, or with one. The comments are
the help of ``graphmodel ask``; the file pastes unchanged into Neo4j Browser.
"""

import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from graphmodel.engine.statement import tokenised
from graphmodel.problems import QuestionError, StatementRefused

Value = str | int | float | bool | list[str]
ValueType = Literal["text", "integer", "number", "boolean", "date", "list of text"]
TYPES: tuple[str, ...] = get_args(ValueType)
RANK = "rank"
"""The column that ``@rank`` adds."""
SETTINGS = ("{in_question}", "{compared_with}")

LARGEST = 1_000_000
"""Bytes of a question file: ten times what the longest statement takes."""

KEPT = 200
"""Questions that are kept in memory."""

_PARAM = re.compile(r"(?P<name>[a-z]\w*)\s*:\s*(?P<type>[a-z ]+?)\s*(=\s*(?P<default>.*?))?\s+-\s+(?P<text>.+)")
_RANK = re.compile(r"(?P<by>[a-z]\w*(,\s*[a-z]\w*)*)(\s+within\s+(?P<within>[a-z]\w*(,\s*[a-z]\w*)*))?")
_RETURNS = re.compile(r"(?P<name>[a-z]\w*)\s*:\s*(?P<type>[a-z ]+?)\s+-\s+(?P<text>.+)")

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_BOOLEAN = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(frozen=True)
class Parameter:
    """One option of a question. ``default`` is None if a value is required."""

    name: str
    type: str
    default: str | None
    text: str


@dataclass(frozen=True)
class Returned:
    """One column of the answer."""

    name: str
    type: str
    text: str


@dataclass(frozen=True)
class Ranking:
    """Columns that rows are ranked ``by``, the first deciding, and those of the groups ranked each by itself."""

    by: tuple[str, ...]
    within: tuple[str, ...] = ()

    @property
    def column(self) -> Returned:
        """The column that it adds."""
        then = f"{', then '.join(self.by)}{f', within {chr(44).join(self.within)}' if self.within else ''}"
        return Returned(RANK, "integer", f"place by {then}, the highest first; equal rows share it (1, 2, 2, 4)")


@dataclass(frozen=True)
class Question:
    """One question of the bank. ``name`` is ``theme/name``; ``sparse`` explains an answer of few rows.

    ``returns`` are the columns of the statement, ``columns`` those of the answer, its place in a ranking first.

    ``own`` says that it came with the study and not with the program.
    """

    name: str
    path: Path
    title: str
    prose: str
    parameters: tuple[Parameter, ...]
    returns: tuple[Returned, ...]
    sparse: str
    statement: str
    ranking: Ranking | None = None
    own: bool = False

    @property
    def columns(self) -> tuple[Returned, ...]:
        """The columns of the answer."""
        return (self.ranking.column, *self.returns) if self.ranking else self.returns

    @property
    def theme(self) -> str:
        """The folder that it is in."""
        return self.name.partition("/")[0]


def read_question(path: Path, name: str) -> Question:
    """Read one question file.

    Raises:
        QuestionError: the file is malformed; the message names the path, the line and the remedy.
    """
    try:
        if (size := path.stat().st_size) > LARGEST:
            raise QuestionError(f"{path}: has {size:,} bytes, and a question has {LARGEST:,} at most. Shorten it.")
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(f"{path}: cannot be read as UTF-8 text ({error}). Save it as UTF-8.") from error
    return _question(path, name, text)


@lru_cache(maxsize=KEPT)
def _question(path: Path, name: str, text: str) -> Question:
    """The question of a text: each study that is opened reads the same files."""
    lines = text.splitlines()
    reader = _Reader(path, lines)
    header = list(reader.header())
    statement = "\n".join(lines[len(header) :]).strip()
    reader.read(header)
    if not statement:
        raise reader.wrong(len(lines), "there is no statement", "Write a MATCH ... RETURN below the comments.")
    try:
        tokenised(statement).check()
    except StatementRefused as error:
        raise reader.wrong(len(header) + 1, str(error).rstrip("."), "Questions only read.") from error
    used, known = set(tokenised(statement).parameters), {parameter.name for parameter in reader.parameters}
    for missing in sorted(used - known):
        remedy = f"Add a line: // @param {missing}: text - what it is"
        raise reader.wrong(len(header) + 1, f"${missing} is used but not declared", remedy)
    for idle in sorted(known - used):
        raise reader.wrong(reader.line_of[idle], f"@param {idle} is not used", "Use it in the statement or remove it.")
    return Question(
        name=name,
        path=path,
        title=reader.title,
        prose="\n\n".join(" ".join(paragraph) for paragraph in reader.paragraphs if paragraph),
        parameters=tuple(reader.parameters),
        returns=tuple(reader.returns),
        sparse=reader.sparse,
        statement=statement,
        ranking=reader.ranking,
    )


class _Reader:
    """Reads the comment lines at the head of one file."""

    def __init__(self, path: Path, lines: list[str]) -> None:
        self._path = path
        self._lines = lines
        self.title = ""
        self.paragraphs: list[list[str]] = []
        self.parameters: list[Parameter] = []
        self.returns: list[Returned] = []
        self.sparse = ""
        self.ranking: Ranking | None = None
        self.line_of: dict[str, int] = {}

    def wrong(self, line: int, what: str, remedy: str) -> QuestionError:
        """The error for one line of the file."""
        return QuestionError(f"{self._path}, line {line}: {what}. {remedy}")

    def header(self) -> list[str]:
        """The comment lines at the head, unchanged."""
        found = []
        for line in self._lines:
            if not line.startswith("//"):
                break
            found.append(line)
        return found

    def read(self, header: list[str]) -> None:
        """Parse the header."""
        if not header or not header[0].removeprefix("//").strip():
            remedy = "Begin the file with a line such as: // Which evidence was used at a stage?"
            raise self.wrong(1, "the question is missing", remedy)
        texts = [line.removeprefix("//").strip() for line in header]
        self.title = texts[0]
        tag = ""
        for number, text in enumerate(texts[1:], start=2):
            if text.startswith("@"):
                tag = text.split()[0]
                self._tag(number, tag, text.removeprefix(tag).strip())
            elif not text:
                tag = ""
                self.paragraphs.append([])
            elif tag == "@sparse":
                self.sparse += f" {text}"
            elif tag:
                remedy = "Keep each @param and @returns on one line, and leave an empty // line before prose."
                raise self.wrong(number, "text follows a tag", remedy)
            else:
                self.paragraphs = self.paragraphs or [[]]
                self.paragraphs[-1].append(text)
        if not self.returns:
            raise self.wrong(1, "no column is declared", "Add a line for each: // @returns name: text - what it is")
        self._check_ranking()

    def _tag(self, number: int, tag: str, text: str) -> None:
        if tag == "@sparse":
            self.sparse = text
            return
        if tag == "@rank":
            self._rank(number, text)
            return
        form, example = {
            "@param": (_PARAM, "@param min_sources: integer = 2 - smallest number of sources"),
            "@returns": (_RETURNS, "@returns claims: list of text - ids of the claims"),
        }.get(tag, (None, ""))
        if form is None:
            raise self.wrong(number, f"{tag} is not a tag", "The tags are @param, @returns, @rank and @sparse.")
        found = form.fullmatch(text)
        if found is None:
            raise self.wrong(number, f"{tag} is not understood", f"Write it as: // {example}")
        name, type_ = found["name"], found["type"].strip()
        if type_ not in TYPES:
            raise self.wrong(number, f"{type_!r} is not a type", f"The types are {', '.join(TYPES)}.")
        if name in self.line_of and tag == "@param":
            raise self.wrong(number, f"@param {name} occurs twice", "Take one out.")
        if tag == "@param":
            self.line_of[name] = number
            default = None if found["default"] is None else _unquoted(found["default"])
            self._check_default(number, name, type_, default)
            self.parameters.append(Parameter(name, type_, default, found["text"]))
        else:
            if name in {column.name for column in self.returns}:
                raise self.wrong(number, f"@returns {name} occurs twice", "Take one out.")
            self.returns.append(Returned(name, type_, found["text"]))

    def _rank(self, number: int, text: str) -> None:
        form = _RANK.fullmatch(text)
        if form is None or self.ranking is not None:
            what = "@rank is not understood" if form is None else "@rank occurs twice"
            raise self.wrong(number, what, "Write it once, as: // @rank affirming_sources, affirmed within stage")
        by, within = (tuple(part.strip() for part in (form[of] or "").split(",") if part) for of in ("by", "within"))
        self.ranking = Ranking(by, within)
        self.line_of["@rank"] = number

    def _check_ranking(self) -> None:
        """A ranking is by columns of numbers that the statement returns, and within any of its columns."""
        types = {column.name: column.type for column in self.returns}
        number = self.line_of.pop("@rank", 0)
        if self.ranking is None:
            return
        for name in (*self.ranking.by, *self.ranking.within):
            if name not in types:
                raise self.wrong(number, f"@rank names {name}, which is not a column", "Declare it with @returns.")
        for name in self.ranking.by:
            if types[name] not in {"integer", "number"}:
                raise self.wrong(number, f"@rank names {name}, which is not a number", "Rank by integers or numbers.")
        if RANK in types:
            raise self.wrong(number, f"@rank adds a column {RANK}, and there is one", "Give yours another name.")

    def _check_default(self, number: int, name: str, type_: str, default: str | None) -> None:
        if default is None or default in SETTINGS:
            return
        try:
            convert(default, type_)
        except ValueError as error:
            remedy = f"Give a default of the type {type_}, or none."
            raise self.wrong(number, f"the default of @param {name}: {error}", remedy) from error


def _unquoted(default: str) -> str:
    text = default.strip()
    return text[1:-1] if len(text) >= 2 and text[0] == text[-1] and text[0] in "'\"" else text


def convert(value: object, type_: str) -> Value:
    """One value as its declared type.

    Raises:
        ValueError: it is not of that type.
    """
    if type_ == "list of text":
        return _entries(value)
    if type_ == "text" and not isinstance(value, str):
        raise ValueError(f"{value!r} is not a text")
    text = str(value).strip()
    if type_ == "boolean":
        if text.lower() not in _BOOLEAN:
            raise ValueError(f"{text!r} is neither yes nor no")
        return _BOOLEAN[text.lower()]
    if type_ == "integer":
        if not _WHOLE.fullmatch(text):
            raise ValueError(f"{text!r} is not a whole number")
        return int(text)
    if type_ == "number":
        return _number(text)
    if type_ == "date" and text and not _is_date(text):
        raise ValueError(f"{text!r} is not a date such as 2011, 2011-03 or 2011-03-09")
    return text


def _entries(value: object) -> list[str]:
    """The entries of a list, or of a text separated by ;."""
    if isinstance(value, str):
        value = value.split(";")
    parts = list(value) if isinstance(value, Collection) else [value]
    if wrong := [part for part in parts if not isinstance(part, str)]:
        raise ValueError(f"{wrong[0]!r} is not a text")
    return [str(part).strip() for part in parts if str(part).strip()]


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"{text!r} is not a number")
    return number


def _is_date(text: str) -> bool:
    """Is it a year, a month or a day that the calendar has?"""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True
