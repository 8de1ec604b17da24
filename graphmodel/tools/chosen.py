"""How many sessions gave each answer to a question with choices. A blank is not an answer; a session is no person."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import pandas as pd

from graphmodel.tools.definition import PartDefinition, ToolDefinition

Row = Mapping[str, str]
COLUMNS = ("tool", "question", "about", "row", "choice", "sessions", "answered", "bar")
ELSE = "something else"
_LONGEST = 20


def chosen_of(
    sessions: Sequence[Row], answers: Iterable[Row], tools: Mapping[str, ToolDefinition], label: Callable[[str], str]
) -> pd.DataFrame:
    """How many sessions gave each answer, row by row.

    Args:
        sessions: rows of ``tool_sessions``.
        answers: rows of ``tool_answers``; those of other sessions are passed over.
        tools: definitions by name.
        label: the label of a node by its id.

    Returns:
        ``tool``, ``question`` (heading of the column), ``about`` (id of the node of the row or sheet), ``row`` (its
        label or text), ``choice``, ``sessions`` that gave this answer, ``answered`` (sessions that gave any), ``bar``
        (the same to look at: a filled box for each session that gave this answer, an empty one for each other).
        Choices that nobody took are there with 0; what is none of the choices is "something else".
    """
    of_session = {row["session"]: row.get("tool", "") for row in sessions}
    given: dict[tuple[str, str, str, str, str], list[Row]] = {}
    for answer in answers:
        tool = of_session.get(answer.get("session", ""), "")
        if not answer.get("value") or not _choices(tools, tool, answer):
            continue
        sheet, about = answer.get("sheet", ""), answer.get("node") or _text(tools[tool].parts[answer["part"]], answer)
        if about or sheet:  # the rest are rows that a group wrote itself
            given.setdefault((tool, answer["part"], answer["question"], sheet, about), []).append(answer)
    rows = []
    for (tool, part, question, sheet, about), said in given.items():
        column = next(one for one in tools[tool].parts[part].columns if one.answer == question)
        counts = Counter(one["value"] if one["value"] in column.choices else ELSE for one in said)
        node = said[0].get("node", "")
        for choice in (*column.choices, *([ELSE] if ELSE in counts else [])):
            number = counts[choice]
            bar = "■" * number + "□" * (len(said) - number) if len(said) <= _LONGEST else _share(number, len(said))
            row = ": ".join(text for text in (sheet and label(sheet), label(node) if node else about) if text)
            rows.append((tool, column.heading, node or sheet, row, choice, number, len(said), bar))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _share(number: int, of: int) -> str:
    filled = round(_LONGEST * number / of)
    return "■" * filled + "□" * (_LONGEST - filled)


def _choices(tools: Mapping[str, ToolDefinition], tool: str, answer: Row) -> Sequence[str]:
    part = tools[tool].parts.get(answer.get("part", "")) if tool in tools else None
    columns = part.columns if part else ()
    return next((one.choices for one in columns if one.answer == answer.get("question", "")), ())


def _text(part: PartDefinition, answer: Row) -> str:
    """The text of a row that the definition itself has; on further sheets the numbers of rows go on."""
    number = "".join(sign for sign in answer.get("item", "") if sign.isdecimal())
    if not number or not part.items:
        return ""
    at = (int(number) - 1) % (len(part.items) + part.blank)
    return part.items[at].text if at < len(part.items) else ""
