"""Answers to the tools of a study, those of all sessions side by side."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

import pandas as pd

from graphmodel.api.snapshots import snapshot_of
from graphmodel.api.study_files import protect_study
from graphmodel.api.tools import tools_of
from graphmodel.housekeeping.nodes import Nodes
from graphmodel.problems import NotFound
from graphmodel.results import Result
from graphmodel.schema import TABLES
from graphmodel.schema.consent import PRIVATE
from graphmodel.snapshot import Snapshot
from graphmodel.suggest import did_you_mean
from graphmodel.tools.chosen import chosen_of
from graphmodel.tools.sessions import meant
from graphmodel.tools.side_by_side import agreement_of, side_by_side
from graphmodel.tools.versions import versions_of
from graphmodel.wording import counted, in_line


def tool_answers(study: str | Path, tool: str = "", *, sessions: str | Iterable[str] = ()) -> Result:
    """Answers of all sessions side by side: blank is not an answer.

    Args:
        study: a folder of tables, or a workbook.
        tool: only this tool.
        sessions: only these: ids, or the words with which the names of sessions begin; all by default.

    Returns:
        ``answers``: ``tool``, ``item`` (code), ``question``, ``about`` (the node of the row), ``sheet`` (that of the
        sheet, if there is one), then a column for each session; ``agreement`` of each two sessions on questions with
        choices: ``both`` (rows that both answered), ``same``, ``only_first``, ``only_second``; ``choices``:
        how many sessions gave each answer, with a bar; ``versions``: in how many sessions each version of a tool was
        used, how many wrote what is good, bad or should change, and what changed because of what; ``sessions``;
        ``spec_items``; ``actions``; ``feedback``. Names of people are in none.

    Raises:
        StudyError: there is no such study.
        NotFound: no session has such a name.
    """
    path = Path(study)
    snapshot = snapshot_of(path)
    chosen = sessions_meant(snapshot, tool, sessions)
    names = {row["session"] for row in chosen}
    answers, nodes = list(snapshot.rows("tool_answers").values()), Nodes(snapshot)
    side, tools = side_by_side(chosen, answers), tools_of(path).tools
    choices = {
        (one.name, column.answer)
        for one in tools.values()
        for part in one.parts.values()
        for column in part.columns
        if column.kind == "choice"
    }

    def of_sessions(table: str) -> list[dict[str, str]]:
        return [row for row in _rows(snapshot.rows(table).values()) if row["session"] in names]

    tables = {
        "answers": side,
        "agreement": agreement_of(side, choices),
        "choices": chosen_of(chosen, answers, tools, nodes.label),
        "versions": versions_of(chosen, answers, of_sessions("tool_feedback"), _made_as(snapshot, nodes)),
        "sessions": _frame("tool_sessions", chosen),
        "spec_items": _frame("spec_items", of_sessions("spec_items")),
        "actions": _frame("actions", of_sessions("actions")),
        "feedback": _frame("tool_feedback", of_sessions("tool_feedback")),
    }
    counts = f"{counted(len(names), 'session')}; one row is one question that somebody answered."
    return Result("tool_answers", "Answers to tools", counts, tables, (), path, partial(protect_study, path))


def _made_as(study: Snapshot, nodes: Nodes) -> Callable[[str], str]:
    names = {row.get("tool", ""): row.get("made_as", "").strip() for row in study.rows("tools").values()}
    return lambda node: names.get(node) or nodes.label(node)


def sessions_meant(study: Snapshot, tool: str, names: str | Iterable[str]) -> list[dict[str, str]]:
    """The sessions of a study that somebody asks for: rows of ``tool_sessions``.

    Raises:
        NotFound: none is meant by a name.
    """
    every = [row for row in _rows(study.rows("tool_sessions").values()) if not tool or row.get("tool", "") == tool]
    wanted = [names] if isinstance(names, str) else list(names)
    for name in wanted:
        if not meant(every, [name]):
            known = [row["session"] for row in every]
            listed = f" It has: {', '.join(map(in_line, known))}." if known else " Nothing has been read yet."
            raise NotFound(f"The study has no session {in_line(name)!r}.{did_you_mean(name, known)}{listed}", known)
    return [dict(row) for row in meant(every, wanted)]


def _rows(rows: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    return [dict(row) for row in rows if row.get("session")]


def _frame(table: str, rows: list[dict[str, str]]) -> pd.DataFrame:
    private = PRIVATE.get(table, ())
    return pd.DataFrame(rows, columns=[one.name for one in TABLES[table].columns if one.name not in private])
