"""Answers of several sessions side by side, and how far two groups agree. A blank is not an answer."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

import pandas as pd

Row = Mapping[str, str]
KEYS = ("tool", "item", "question", "about", "sheet")


def side_by_side(sessions: Sequence[Row], answers: Iterable[Row]) -> pd.DataFrame:
    """A row for each question that somebody answered, and a column for each session.

    Answers about one node stand in one row, whichever code the node has on each copy.

    Args:
        sessions: rows of ``tool_sessions``.
        answers: rows of ``tool_answers``; those of other sessions are passed over.

    Returns:
        ``tool``, ``item`` (code on the first copy), ``question``, ``about`` (id of the node), ``sheet`` (id of the node
        that the sheet is about, on tools with one for each of several), then the sessions.
    """
    tools = {row["session"]: row.get("tool", "") for row in sessions}
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    for answer in answers:
        session = answer.get("session", "")
        if session in tools and answer.get("value"):
            item, question, node, sheet = (answer.get(name, "") for name in ("item", "question", "node", "sheet"))
            key = (tools[session], question, node or f"[{item}]", sheet)
            known = dict(zip(KEYS, (tools[session], item, question, node, sheet), strict=True))
            rows.setdefault(key, known)[session] = answer["value"]
    frame = pd.DataFrame(list(rows.values()), columns=[*KEYS, *tools])
    return frame.sort_values(["tool", "item"], key=_in_order, ignore_index=True)


def _in_order(column: "pd.Series[str]") -> "pd.Series[str]":
    """Codes in the order of the copy: O2 before O10."""
    return column.str.replace(r"(\d+)", lambda match: match[0].zfill(6), regex=True)


def agreement_of(side: pd.DataFrame, choices: Collection[tuple[str, str]]) -> pd.DataFrame:
    """For each question with choices and each two sessions: on how many rows both answered, and how often the same.

    Args:
        side: of :func:`side_by_side`.
        choices: tool and name of the questions that are answered by a choice.

    Returns:
        ``tool``, ``question``, ``first``, ``second``, ``both`` (rows that both answered), ``same``, ``only_first``,
        ``only_second``. Rows that nobody answered are not counted: what a group left open it did not say.
    """
    sessions = [str(name) for name in side.columns if name not in KEYS]
    found = []
    for (tool, question), rows in side.groupby(["tool", "question"], sort=True):
        if (tool, question) not in choices:
            continue
        for first, second in combinations(sessions, 2):
            one, other = rows[first], rows[second]
            if not (one.notna().any() and other.notna().any()):
                continue
            both = one.notna() & other.notna()
            found.append(
                {
                    "tool": tool,
                    "question": question,
                    "first": first,
                    "second": second,
                    "both": int(both.sum()),
                    "same": int((one[both] == other[both]).sum()),
                    "only_first": int((one.notna() & other.isna()).sum()),
                    "only_second": int((one.isna() & other.notna()).sum()),
                }
            )
    columns = ["tool", "question", "first", "second", "both", "same", "only_first", "only_second"]
    return pd.DataFrame(found, columns=columns)
