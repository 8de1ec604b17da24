"""What is wrong with a study, and the exceptions that users see.

Problems are collected and shown together; nothing stops at the first one. The exception tree (what a caller gave
wrongly is a ``ValueError`` too, and a name that does not exist a ``KeyError``)::

    GraphmodelError
    ├── StudyError            a folder or workbook cannot be read as a study
    │   ├── StudyInvalid      it can, and it has errors (carries the problems)
    │   └── ChangeRefused     a change to it would add errors (carries the problems)
    ├── BuildError            a database could not be built
    │   └── BuildInProgress   somebody else is building it now
    ├── NotBuilt              there is no database to ask yet
    ├── EngineError           the engine refused or failed (keeps the statement)
    │   ├── StatementInvalid  the engine cannot run the statement as it is written
    │   │   └── StatementRefused  it would write, call or read files, or is too large
    │   ├── LimitReached      the statement took more time, rows or memory than it may
    │   └── ServerError       a server cannot be reached, lets nobody in or holds something else
    ├── QuestionError         a question file is wrong, or what is given to a question, an analysis or a function
    ├── NotFound              no node or question of that name (lists near ones)
    ├── FormatError           a format to import or export is not known, or an option of it is wrong
    └── OutputError           a result could not be written
"""

import sys
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from graphmodel.wording import Call, Message, counted, in_line, in_lines, shortened, typed

Severity = Literal["error", "warning", "note"]

_LISTED = 10
"""Errors that the message of an exception lists."""
KEPT_PER_KIND = 10_000
"""Problems of one kind that are kept whole; any further one is counted only."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where, what, and what to do about it.

    ``row`` counts as a spreadsheet does (the header is row 1); 0 means the table as a whole.
    ``rule`` is a short stable name, such as ``dangling_reference``.
    """

    severity: Severity
    rule: str
    file: str
    what: str
    remedy: str
    table: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""

    @property
    def where(self) -> str:
        """File, sheet, row and column in one line."""
        parts = [self.file]
        if self.sheet:
            parts.append(f"sheet {self.sheet}")
        if self.row:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column {self.column}")
        return ", ".join(parts)


@dataclass(frozen=True)
class Place:
    """Which table, in which file and sheet: where problems of one table are."""

    table: str
    file: str
    sheet: str = ""

    def problem(
        self, severity: Severity, rule: str, what: str, remedy: str, row: int = 0, column: str = "", value: str = ""
    ) -> Problem:
        """A problem here."""
        return Problem(severity, rule, self.file, what, remedy, self.table, self.sheet, row, column, value)

    def error(self, rule: str, what: str, remedy: str, row: int = 0, column: str = "", value: str = "") -> Problem:
        """An error here."""
        return self.problem("error", rule, what, remedy, row, column, value)

    def note(self, rule: str, what: str, remedy: str) -> Problem:
        """Something worth knowing that is no fault."""
        return self.problem("note", rule, what, remedy)


def warn_caller(message: str) -> None:
    """Warn (``UserWarning``) at the line that called this package, through however many of its functions."""
    frame, level = sys._getframe(1), 2
    while frame.f_back and frame.f_globals.get("__name__", "").partition(".")[0] == __package__:
        frame, level = frame.f_back, level + 1
    warnings.warn(message, stacklevel=level)


def shown(text: str, longest: int = 80) -> str:
    """Text for a message: control characters made visible, shortened where it is long."""
    return shortened("".join(c if c.isprintable() else repr(c)[1:-1] for c in text[: longest + 1]), longest)


@dataclass
class Problems:
    """Collects problems. Counts stay exact even where not every problem is kept."""

    kept: list[Problem] = field(default_factory=list)
    counts: Counter[tuple[Severity, str]] = field(default_factory=Counter)

    def add(self, problem: Problem) -> None:
        """Count a problem and keep it, up to a bound for each rule."""
        key = (problem.severity, problem.rule)
        self.counts[key] += 1
        if self.counts[key] <= KEPT_PER_KIND:
            self.kept.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add several."""
        for problem in problems:
            self.add(problem)

    def merge(self, other: "Problems") -> None:
        """Add all that another collection has, with those that it only counted."""
        dropped = other.counts - Counter((problem.severity, problem.rule) for problem in other.kept)
        self.extend(other.kept)
        self.counts += dropped

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.kept)

    def __len__(self) -> int:
        return sum(self.counts.values())

    def count(self, severity: Severity) -> int:
        """How many problems of that severity were found (kept or not)."""
        return sum(n for (found, _), n in self.counts.items() if found == severity)

    @property
    def errors(self) -> int:
        """How many errors were found."""
        return self.count("error")

    @property
    def not_kept(self) -> int:
        """How many problems were counted and not kept."""
        return len(self) - len(self.kept)


class GraphmodelError(Exception):
    """Anything that a user can fix; its text says how.

    Args:
        message: what is wrong and what to do; a ``Message`` where Python and the command line say it differently.
        by_caller: whether what the caller gave must be changed, and not a study, a file or a server; None where the
            class says so. The command line ends with 2 then, else with 1.
    """

    by_caller: bool = False

    def __init__(self, message: str | Message, *, by_caller: bool | None = None) -> None:
        self._message = message
        self.by_caller = type(self).by_caller if by_caller is None else by_caller
        super().__init__(str(self))

    def __str__(self) -> str:
        """The message for Python."""
        return in_lines(self._message.in_python() if isinstance(self._message, Message) else self._message)

    def on_command_line(self) -> str:
        """The message for the command line."""
        return in_lines(self._message.on_command_line() if isinstance(self._message, Message) else self._message)


class StudyError(GraphmodelError, ValueError):
    """A folder or workbook cannot be read as a study."""


class StudyInvalid(StudyError):
    """A study has errors; ``problems`` holds them all.

    Args:
        problems: what the check found.
        study: the study, as one types it.
        built: whether there is an earlier build that can be asked.
    """

    def __init__(self, problems: Problems, study: Path | str = "STUDY", *, built: bool = False) -> None:
        self.problems = problems
        name = typed(study)
        last = " {} answers from the last good build instead." if built else ""
        super().__init__(
            Message(
                "The study has {}. {} lists {}. Fix {}, or leave out the rows that have one: {}." + last,
                counted(problems.errors, "error"),
                Call(f"graphmodel check {name}", "gm.check_study(...).problems"),
                "it" if problems.errors == 1 else "them",
                "it" if problems.errors == 1 else "them",
                Call(f"graphmodel build {name} --leave-out-errors", "gm.build_study(..., leave_out_errors=True)"),
                Call(f"graphmodel findings {name} --no-build", "gm.open_study(..., build_first=False)"),
            )
        )


class ChangeRefused(StudyError):
    """A change would add errors to a study, or cannot be made; ``problems`` holds them all. Nothing was changed.

    Args:
        problems: what is in the way.
    """

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        errors = [problem for problem in problems if problem.severity == "error"]
        lines = [f"{one.where}: {one.what} {one.remedy}" for one in errors[:_LISTED]]
        more = [f"and {len(errors) - _LISTED:,} more"] if len(errors) > _LISTED else []
        reasons = "\n  ".join([*map(in_line, lines), *more])
        super().__init__(f"Nothing was changed. {counted(problems.errors, 'error')} in the way:\n  {reasons}")


class BuildError(GraphmodelError):
    """A database could not be built; the one before it is untouched."""


class BuildInProgress(BuildError):
    """Somebody else is building the same database."""


class NotBuilt(GraphmodelError):
    """The study has no database yet."""


class EngineError(GraphmodelError):
    """The engine refused or failed; ``statement`` is the statement."""

    def __init__(self, message: str | Message, statement: str = "", *, by_caller: bool | None = None) -> None:
        self.statement = statement
        super().__init__(message, by_caller=by_caller)


class StatementInvalid(EngineError, ValueError):
    """The engine cannot run the statement as it is written."""

    by_caller = True


class StatementRefused(StatementInvalid):
    """The statement is not one that only reads the graph, or is larger than any that a person writes."""


class LimitReached(EngineError):
    """The statement took more than it may; ``limit`` says of what: ``seconds``, ``rows`` or ``megabytes``."""

    def __init__(self, message: str | Message, statement: str, limit: str) -> None:
        self.limit = limit
        super().__init__(message, statement)


class ServerError(EngineError):
    """A server cannot be reached, does not let us in, or its database is not ours to use."""


class QuestionError(GraphmodelError, ValueError):
    """A question file is wrong, or what is given to a question, an analysis or another function."""


class NotFound(GraphmodelError, KeyError):
    """Nothing has that name; ``candidates`` are near ones."""

    by_caller = True

    def __init__(
        self, message: str | Message, candidates: Iterable[str] = (), *, by_caller: bool | None = None
    ) -> None:
        self.candidates = tuple(candidates)
        super().__init__(message, by_caller=by_caller)


class FormatError(GraphmodelError, ValueError):
    """A format to import from or export to is not known, or an option of it is wrong."""

    by_caller = True


class OutputError(GraphmodelError, ValueError):
    """A result could not be written, or not in the way that was asked for."""
