"""What the groups said, side by side, to hand out the same day. A blank is not an answer.

It goes to people outside the team: no private column, no name of a site or person of the study, and the roles present
only where at least :data:`~graphmodel.tools.gate.FEWEST` people were.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphmodel.tools import blocks
from graphmodel.tools.copies import Field
from graphmodel.tools.definition import ColumnDefinition, Paper, PartDefinition, ToolDefinition
from graphmodel.tools.gate import FEWEST
from graphmodel.tools.handout import Handout, Lines, Section
from graphmodel.wording import counted

Row = Mapping[str, str]
_CHOSEN = ("tick", "choice")
_ACROSS = 5
"""Groups that stand side by side on A4; more need A3."""


@dataclass(frozen=True)
class SessionRows:
    """What sessions said, as the study has it: rows of its tables, without private columns.

    Args:
        sessions: rows of ``tool_sessions``.
        answers: rows of ``tool_answers``.
        clauses: rows of ``spec_items``.
        actions: rows of ``actions``.
        feedback: rows of ``tool_feedback``.
    """

    sessions: Sequence[Row]
    answers: Sequence[Row]
    clauses: Sequence[Row]
    actions: Sequence[Row]
    feedback: Sequence[Row]


def results_page(
    said: SessionRows,
    tools: Mapping[str, ToolDefinition],
    label: Callable[[str], str],
    veil: Callable[[str], str],
    day: str,
    language: str,
) -> Handout:
    """What sessions said, as a handout.

    Args:
        said: what they said.
        tools: definitions by name; answers to another tool stand under their codes.
        label: the label of a node by its id; empty for one that is not shown.
        veil: a text without what is not shown.
        day: printed on it.
        language: of the study.
    """
    by_tool: dict[str, list[Row]] = {}
    by_group: dict[str, list[Row]] = {}
    for row in said.sessions:
        by_tool.setdefault(row.get("tool", ""), []).append(row)
        by_group.setdefault(name_of(row), []).append(row)
    sections = [_who(by_group, tools, veil)]
    for tool, sessions in by_tool.items():
        sections += _Tool(tools.get(tool), tool, sessions, said.answers, label, veil).sections()
    sections += [*_clauses(said, veil), *_actions(said, veil), *_feedback(said, tools, veil)]
    counts = [number for rows in by_group.values() if (number := _people(rows)) is not None]
    silent = len(by_group) - len(counts)
    of = f" in {counted(len(counts), 'group')}" if silent else ""
    facts = (
        ("Groups", str(len(by_group))),
        ("People", f"{sum(counts)}{of}" if counts else "not said"),
        ("Made", day),
    )
    notes = (
        "Numbers count groups, never people: “2 of 3” is two of the three groups that used the tool. "
        "A blank is not an answer: who said nothing did not say no.",
        "Rows that no group answered are left out. Codes such as [O3] are those of the sheets.",
        f"Roles are shown for groups of at least {FEWEST} people. Names of people, and of the study's sites, are not.",
        *([f"{counted(silent, 'group')} did not say how many people took part."] if silent and counts else []),
    )
    across = max((len(rows) for rows in by_tool.values()), default=1)
    paper: Paper = "a4 landscape" if across <= _ACROSS else "a3 landscape"
    return Handout("What the groups said", "", facts, tuple(sections), notes, paper, 0, language)


def name_of(session: Row) -> str:
    """The name of a session as people read it: ``objections.spring_group_1`` is "spring group 1"."""
    name = session.get("session", "")
    return " ".join(name.removeprefix(f"{session.get('tool', '')}.").replace("_", " ").split())


def _people(sessions: Sequence[Row]) -> int | None:
    """How many people a group had, which may have used several tools; None where it does not say."""
    return max((int(row["n_people"]) for row in sessions if row.get("n_people", "").isdecimal()), default=None)


def _who(
    groups: Mapping[str, Sequence[Row]], tools: Mapping[str, ToolDefinition], veil: Callable[[str], str]
) -> Section:
    rows = []
    for name, sessions in groups.items():
        people = _people(sessions)
        rows.append(
            (
                name,
                "\n".join(dict.fromkeys(_title(row.get("tool", ""), tools) for row in sessions)),
                _all(sessions, ("date",)),
                "" if people is None else str(people),
                veil(_all(sessions, ("roles",))) if people is not None and people >= FEWEST else "",
                veil(_all(sessions, ("workstream", "population", "stage"))),
                veil(_all(sessions, ("decision",))),
            )
        )
    headings = ("Group", "Tools", "Date", "People", "Roles present", "About", "Decision wanted")
    return Section("Who took part", (), headings, (Lines("", tuple(rows)),), (3, 4, 2, 2, 5, 3, 4))


def _all(sessions: Sequence[Row], names: Sequence[str]) -> str:
    """All that a group says of itself under some names, each once."""
    return "; ".join(dict.fromkeys(row[name] for row in sessions for name in names if row.get(name)))


def _title(tool: str, tools: Mapping[str, ToolDefinition]) -> str:
    return tools[tool].title if tool in tools else tool


class _Tool:
    """The answers to one tool."""

    def __init__(
        self,
        tool: ToolDefinition | None,
        name: str,
        sessions: Sequence[Row],
        answers: Iterable[Row],
        label: Callable[[str], str],
        veil: Callable[[str], str],
    ) -> None:
        self._tool, self._title = tool, tool.title if tool else name
        self._sessions = [row["session"] for row in sessions]
        self._copies = {row["session"]: row.get("copy", "") for row in sessions}
        self._names = [name_of(row) for row in sessions]
        self._label, self._veil = label, veil
        self._parts: dict[str, list[Row]] = {}
        for answer in answers:
            if answer.get("session") in self._sessions and answer.get("value"):
                self._parts.setdefault(answer.get("part", ""), []).append(answer)

    def sections(self) -> list[Section]:
        """A section for each part that somebody answered."""
        known = list(self._tool.parts) if self._tool else []
        order = [*(name for name in known if name in self._parts), *(set(self._parts) - set(known))]
        return [section for name in order for section in self._part(name)]

    def _part(self, name: str) -> list[Section]:
        part = self._tool.parts.get(name) if self._tool else None
        columns = {one.answer: one for one in part.columns if one.answer} if part else {}
        asks = part is not None and part.kind == "questions"  # one below the other: the questions are the rows
        rows: dict[str, dict[str, list[Row]]] = {}
        for answer in self._parts[name]:
            about = answer.get("node") or ("" if asks else self._row_of_copy(part, answer))
            rows.setdefault(about, {}).setdefault(answer["session"], []).append(answer)
        shared: list[tuple[str, Lines]] = []
        own: list[tuple[str, ...]] = []
        for about, by_session in rows.items():
            given = [answer for of_session in by_session.values() for answer in of_session]
            if not asks and _is_own(part, given):
                for session, answers in by_session.items():
                    own.append((self._name(session), _row(answers[0]), self._told(answers, columns)))
                continue
            code, title = _row(given[0]), self._about(part, about, given) if about else ""
            if title or asks:
                shared.append((code, Lines(title, tuple(self._lines(by_session, columns)), given[0].get("node", ""))))
        title = f"{self._title}: {part.title if part else name}"
        return [*self._side_by_side(title, shared), *self._own(title, own)]

    def _row_of_copy(self, part: PartDefinition | None, answer: Row) -> str:
        """What tells a row without a node apart: its code, which may mean another thing on another copy."""
        code = _row(answer)
        return code if _item(part, code) else f"{code} {self._copies[answer['session']]}"

    def _side_by_side(self, title: str, shared: list[tuple[str, Lines]]) -> list[Section]:
        if not shared:
            return []
        groups = tuple(lines for _, lines in sorted(shared, key=lambda one: _in_order(one[0])))
        count = len(self._names)
        headings = ("Question", *self._names, *(["How many groups"] if count > 1 else []))
        widths = (3, *([4] * count), *([3] if count > 1 else []))
        return [Section(title, (), headings, groups, widths)]

    def _own(self, title: str, own: list[tuple[str, ...]]) -> list[Section]:
        if not own:
            return []
        rows = sorted(own, key=lambda one: (self._names.index(one[0]), _in_order(one[1])))
        lines = Lines("", tuple((name, text) for name, _, text in rows))
        return [Section(f"{title}: added by the groups", (), ("Group", "What it wrote"), (lines,), (2, 9))]

    def _name(self, session: str) -> str:
        return self._names[self._sessions.index(session)]

    def _about(self, part: PartDefinition | None, about: str, given: Sequence[Row]) -> str:
        code = _row(given[0])
        if given[0].get("node"):
            return self._veil(self._label(about))
        item = _item(part, code)
        return item or f"Row [{code}]"

    def _lines(
        self, by_session: Mapping[str, Sequence[Row]], columns: Mapping[str, ColumnDefinition]
    ) -> Iterable[tuple[str, ...]]:
        asked = [answer["question"] for answers in by_session.values() for answer in answers]
        order = [name for name in columns if name in asked] + [name for name in asked if name not in columns]
        for question in dict.fromkeys(order):
            column = columns.get(question)
            said = [
                "; ".join(one["value"] for one in by_session.get(session, ()) if one["question"] == question)
                for session in self._sessions
            ]
            heading = column.heading if column else question
            count = _counted(said, column) if len(said) > 1 else None
            yield (heading, *map(self._veil, said), *([] if count is None else [count]))

    def _told(self, answers: Sequence[Row], columns: Mapping[str, ColumnDefinition]) -> str:
        named = [(columns[one["question"]].heading if one["question"] in columns else one["question"], one["value"])
                 for one in answers]  # fmt: skip
        return "\n".join(f"{heading.rstrip('?')}: {self._veil(value)}" for heading, value in named)


def _row(answer: Row) -> str:
    """The code of the row of an answer."""
    return answer.get("item", "").rstrip("abcdefghijklmnopqrstuvwxyz")


def _item(part: PartDefinition | None, code: str) -> str:
    """The text of a row that the definition itself has."""
    number = code.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    if part is None or not number.isdecimal() or not 0 < int(number) <= len(part.items):
        return ""
    return part.items[int(number) - 1].text


def _is_own(part: PartDefinition | None, given: Sequence[Row]) -> bool:
    """Whether a group wrote the row itself, so that the same code means another thing with another group."""
    if part is None or given[0].get("node") or _item(part, _row(given[0])):
        return False
    named = {column.answer for column in part.columns if column.text and column.answer}
    return not part.rows or any(answer["question"] in named for answer in given)


def _counted(said: Sequence[str], column: ColumnDefinition | None) -> str:
    """How many groups gave each answer to a question with choices, and how many answered."""
    given = [text for text in said if text]
    if column is None or column.kind not in _CHOSEN:
        return f"{len(given)} of {len(said)} wrote something"
    order = {word: place for place, word in enumerate(column.choices)}
    counts = sorted(Counter(given).items(), key=lambda one: (order.get(one[0], len(order)), one[0]))
    return "\n".join(f"{word}: {number} of {len(said)}" for word, number in counts)


def _in_order(code: str) -> tuple[str, int]:
    letters = code.rstrip("0123456789")
    number = code[len(letters) :]
    return letters, int(number) if number.isdecimal() else 0


def _clauses(said: SessionRows, veil: Callable[[str], str]) -> list[Section]:
    """Clauses that groups made sharper, one below the other: each has too many columns to stand beside others."""
    names = {row["session"]: name_of(row) for row in said.sessions}
    block = blocks.spec_items(1)
    asked = [(cell.name, head.text) for cell, head in zip(block.rows[0].cells, block.headings, strict=True)
             if isinstance(cell, Field)]  # fmt: skip
    groups = tuple(
        Lines(names[row["session"]], tuple((text, veil(row[name])) for name, text in asked if row.get(name)))
        for row in said.clauses
        if row.get("session") in names
    )
    return [Section(block.title, (), ("Of a clause", "What the group wrote"), groups, (2, 9))] if groups else []


def _actions(said: SessionRows, veil: Callable[[str], str]) -> list[Section]:
    names = {row["session"]: name_of(row) for row in said.sessions}
    rows = [
        (
            names[row["session"]],
            veil(row.get("action", "")),
            f"[{row['item'].strip('[] ')}]" if row.get("item") else "",
            veil(row.get("owner", "")),
            row.get("due", ""),
            row.get("status", ""),
        )
        for row in said.actions
        if row.get("session") in names
    ]
    if not rows:
        return []
    headings = ("Group", "What will be done", "For row", "By which role", "By when", "Status")
    return [Section("What will be done", (), headings, (Lines("", tuple(rows)),), (3, 8, 2, 4, 2, 2))]


def _feedback(said: SessionRows, tools: Mapping[str, ToolDefinition], veil: Callable[[str], str]) -> list[Section]:
    """What people think of the tools, without which group thinks it: a group may be two people."""
    asked = {"good": "Good", "bad": "Not good", "suggestion": "To change", "audience": "Who else should use it"}
    names = {row["session"] for row in said.sessions}
    groups = []
    for tool in dict.fromkeys(row.get("tool", "") for row in said.feedback if row.get("session") in names):
        rows = [row for row in said.feedback if row.get("session") in names and row.get("tool", "") == tool]
        lines = tuple(
            (heading, "\n".join(sorted(veil(row[name]) for row in rows if row.get(name))))
            for name, heading in asked.items()
            if any(row.get(name) for row in rows)
        )
        groups.append(Lines(_title(tool, tools), lines))
    if not groups:
        return []
    return [Section("What people think of the tools", (), ("", "In all groups"), tuple(groups), (2, 9))]
