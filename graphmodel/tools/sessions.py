"""One copy for each of several sessions, and which sessions are meant by a name."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from graphmodel.schema.reading import name_key
from graphmodel.tools.copies import ToolCopy


def for_session(copy: ToolCopy, session: str) -> ToolCopy:
    """The same copy for one session, whose name is printed on it; its codes mean the same in all sessions."""
    return replace(copy, identity=replace(copy.identity, session=session), facts=(("Group", session), *copy.facts))


def meant(sessions: Iterable[Mapping[str, str]], names: Iterable[str]) -> list[Mapping[str, str]]:
    """The sessions that somebody names: by their id, or by the words with which their names begin.

    Args:
        sessions: rows of ``tool_sessions``.
        names: what is asked for; none: all of them.
    """
    wanted = [_key(name) for name in names]
    if not wanted:
        return list(sessions)
    return [row for row in sessions if any(_is_meant(row, name) for name in wanted)]


def _is_meant(row: Mapping[str, str], name: str) -> bool:
    whole = row.get("session", "")
    end = _key(whole.removeprefix(f"{row.get('tool', '')}."))
    return name in {_key(whole), end} or end.startswith(f"{name}_")


def _key(text: str) -> str:
    return "_".join(piece for piece in re.split(r"[\W_]+", name_key(text)) if piece)
