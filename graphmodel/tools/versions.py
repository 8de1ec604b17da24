"""Versions of tools: in how many sessions each was used, what came back, and what changed because of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import pandas as pd

Row = Mapping[str, str]
REMARKS = ("good", "bad", "suggestion")
CHANGE = ("changed", "because", "open_until")
"""Answers of a row that says which version is new, beside its ``version``."""
COLUMNS = ("tool", "version", "sessions", *REMARKS, *CHANGE, "said_in")


def versions_of(
    sessions: Sequence[Row], answers: Iterable[Row], feedback: Iterable[Row], name_of: Callable[[str], str]
) -> pd.DataFrame:
    """A row for each tool and version that was used, remarked on or announced.

    Args:
        sessions: rows of ``tool_sessions``.
        answers: rows of ``tool_answers``. A row of a sheet with an answer ``version`` announces one; answers ``good``,
            ``bad`` and ``suggestion`` of a row are remarks on its node, of no version.
        feedback: rows of ``tool_feedback``.
        name_of: name of the tool that a node is, or its label.

    Returns:
        ``tool``, ``version`` (empty: not said), ``sessions`` in which it was used, sessions that wrote what is
        ``good``, ``bad`` and what should change (``suggestion``), what ``changed``, ``because`` of what,
        ``open_until``, and the sessions that announced it (``said_in``).
    """
    versions = {row["session"]: row.get("version", "") for row in sessions}
    known = {row["session"]: (row.get("tool", ""), row.get("version", "")) for row in sessions}
    used: dict[tuple[str, str], set[str]] = {}
    remarks: dict[tuple[str, str], dict[str, set[str]]] = {}
    for session, key in known.items():
        used.setdefault(key, set()).add(session)
    for row in feedback:
        if row.get("session") in versions:
            key = (row.get("tool", ""), versions[row["session"]])
            _note(remarks, key, row["session"], [name for name in REMARKS if row.get(name)])
    announced: dict[tuple[str, str], list[dict[str, str]]] = {}
    for session, said in _rows(answers, versions):
        about = said.get("node") or ""
        tool = name_of(about) if about else said.get("tool", "")
        if tool and said.get("version"):
            announced.setdefault((tool, said["version"]), []).append({**said, "said_in": session})
        elif about:
            _note(remarks, (tool, ""), session, [name for name in REMARKS if said.get(name)])
    rows = []
    for tool, version in sorted({*used, *remarks, *announced}):
        said_of = announced.get((tool, version), [])
        texts = [
            "; ".join(dict.fromkeys(one[name] for one in said_of if one.get(name))) for name in (*CHANGE, "said_in")
        ]
        counts = [len(remarks.get((tool, version), {}).get(name, ())) for name in REMARKS]
        rows.append((tool, version, len(used.get((tool, version), ())), *counts, *texts))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _note(
    remarks: dict[tuple[str, str], dict[str, set[str]]], key: tuple[str, str], session: str, names: Iterable[str]
) -> None:
    for name in names:
        remarks.setdefault(key, {}).setdefault(name, set()).add(session)


def _rows(answers: Iterable[Row], sessions: Mapping[str, str]) -> Iterable[tuple[str, dict[str, str]]]:
    """The answers of each row of each session, by name."""
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for one in answers:
        if one.get("session") in sessions and one.get("value"):
            row = one.get("item", "").rstrip("abcdefghijklmnopqrstuvwxyz")
            said = found.setdefault((one["session"], one.get("part", ""), row), {})
            said[one.get("question", "")] = one["value"]
            said["node"] = one.get("node", "") or said.get("node", "")
    return [(session, said) for (session, _, _), said in found.items()]
