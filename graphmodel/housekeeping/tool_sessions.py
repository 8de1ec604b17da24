"""Filled copies of tools become sessions of the study: sources, rows of tables, and drafts of claims in the queue."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphmodel.changes import StudyChange, TableChange
from graphmodel.housekeeping.import_ids import Today
from graphmodel.housekeeping.nodes import Nodes
from graphmodel.housekeeping.references import references_of
from graphmodel.housekeeping.session_claims import NoClaim, SessionClaims, in_line, is_made, short_name
from graphmodel.queue import QueueItem, Undecidable, asked, waiting, withdrawn
from graphmodel.schema import KINDS_BY_NAME, TABLES
from graphmodel.schema.reading import name_key
from graphmodel.snapshot import Snapshot
from graphmodel.tools.answers import Answer, Answers
from graphmodel.tools.blocks import FEEDBACK
from graphmodel.tools.definition import DraftDefinition, PartDefinition, ToolDefinition
from graphmodel.wording import counted, shortened

CLAIM_OF_SESSION = "claim_of_session"
ADD = "add the claim"
RESPONSE = "tool_response"
"""Kind of a source that is a filled copy."""
_REMARKS = tuple(
    DraftDefinition(
        {name: ()},
        {
            "subject": "{scenario_roles}",
            "speaker": "{scenario_roles}",
            "predicate": verb,
            "object": "{tool}",
            "summary": f"{{scenario_roles}} {said} {{row_label}}: {{{name}}}",
        },
    )
    for name, verb, said in (
        ("good", "praises", "found good about"),
        ("bad", "criticises", "sees weaknesses in"),
        ("suggestion", "suggests", "would change in"),
    )
)
"""Claims that feedback on a tool suggests, where the study has a node for the tool."""
_TABLES = ("tool_sessions", "tool_answers", "tool_feedback", "spec_items", "actions")
_LONGEST = 300


@dataclass(frozen=True)
class Session:
    """What reading one copy changes.

    Args:
        name: id of the session.
        change: of the study; nothing in it where the session is there already with the same answers.
        is_known: whether the study has the session already.
        drafts: claims that wait for a person to confirm them.
        remarks: what a person should look at.
    """

    name: str
    change: StudyChange
    is_known: bool
    drafts: int
    remarks: tuple[str, ...]


class OtherAnswers(ValueError):
    """The study has a session of that name with other answers."""


def session_of(
    study: Snapshot, tool: ToolDefinition | None, answers: Answers, *, session: str = "", replace: bool = False
) -> Session:
    """What a filled copy changes in a study.

    Args:
        study: the study.
        tool: its definition, for drafts of claims; None where the study no longer has the tool.
        answers: what people wrote.
        session: name of the session, in place of the one in the copy.
        replace: put the answers in the place of those that the session has.

    Raises:
        OtherAnswers: the session is there with other answers, and they are not to be replaced.
    """
    name = _session_id(answers, session)
    title = tool.title if tool else answers.identity.tool
    label = f"{title}, session {answers.session.get('session') or session or name}"
    by_labels = is_made(study, "sources")
    source = label if by_labels else f"src.{name}"
    rows = _rows(name, "" if by_labels else source, answers)
    remarks = [*answers.remarks, *_nodes_of_today(study, rows["tool_answers"])]
    before = {table: _of_session(study, table, name) for table in _TABLES}
    if before["tool_sessions"]:
        if _content(rows) == _content({table: list(found.values()) for table, found in before.items()}):
            return Session(name, StudyChange("tool read", ""), True, 0, ())
        if not replace:
            raise OtherAnswers(name)
    tables = {
        table: TableChange(append=rows[table], remove=frozenset(before[table]))
        for table in _TABLES
        if rows[table] or before[table]
    }
    if not by_labels and all(row.get("source") != source for row in study.rows("sources").values()):
        tables["sources"] = TableChange(append=[{"source": source, "label": label, "kind": RESPONSE, "phase": "tools"}])
    items, unknown = _drafts(study, tool, answers, name, source) if tool else ([], [])
    what = f"read {answers.identity.tool}, session {name}: {counted(len(rows['tool_answers']), 'answer')}"
    now = {item.id for item in items}
    stale = [one.id for one in waiting(study.records) if one.facts.get("session") == name and one.id not in now]
    gone = withdrawn(study.records, stale)
    kept = {key: text for key, text in {**study.records, **gone}.items() if text is not None}
    change = StudyChange("tool read", what, tables, {**gone, **asked(kept, items)}, of=study.state)
    return Session(name, change, bool(before["tool_sessions"]), len(items), (*remarks, *unknown))


def _session_id(answers: Answers, session: str) -> str:
    said = session or answers.session.get("session") or answers.identity.session
    end = short_name(said) if said else ""
    return f"{answers.identity.tool}.{end or answers.digest}"


def _rows(name: str, source: str, answers: Answers) -> dict[str, list[dict[str, str]]]:
    identity = answers.identity
    others = "\n".join(f"{where}: {text}" for where, text in answers.others)
    known = {column.name for column in TABLES["tool_sessions"].columns}
    said = {key: text for key, text in answers.session.items() if key in known and key != "session"}
    of_copy = {"tool": identity.tool, "version": identity.version, "form": identity.form, "copy": identity.copy}
    return {
        "tool_sessions": [{"session": name, "source": source, **of_copy, **said, "others": others}],
        "tool_answers": [
            {
                "session": name,
                "item": one.code,
                "part": one.part,
                "question": one.name,
                "node": one.node,
                "sheet": one.sheet,
                "value": "" if one.kind == "private" else one.value,
                "private": one.value if one.kind == "private" else "",
            }
            for one in answers.answers
        ],
        "tool_feedback": [{"session": name, "tool": identity.tool, **answers.feedback}] if answers.feedback else [],
        "spec_items": [{"session": name, **row} for row in answers.spec_items],
        "actions": [{"session": name, **row} for row in answers.actions],
    }


def _nodes_of_today(study: Snapshot, rows: Iterable[dict[str, str]]) -> list[str]:
    """Give rows the ids that their nodes have today; of those that are gone, say so."""
    today, nodes, references = Today.of(study), Nodes(study), references_of("tool_answers")
    gone: dict[str, list[str]] = {}
    for row in rows:
        for column in ("node", "sheet"):
            node = today.cell(references[column], row[column]) if row[column] else ""
            if node and not any(nodes.get(node, kind) for kind in KINDS_BY_NAME):
                gone.setdefault(node, []).append(row["item"])
                node = ""
            row[column] = node
    gone = {node: list(dict.fromkeys(items)) for node, items in gone.items()}
    return [
        f"{', '.join(items)}: the study has no {node}; the answers are kept without it." for node, items in gone.items()
    ]


def _of_session(study: Snapshot, table: str, name: str) -> dict[int, Mapping[str, str]]:
    return {number: row for number, row in study.rows(table).items() if row.get("session") == name}


def _content(rows: Mapping[str, Sequence[Mapping[str, str]]]) -> set[str]:
    """What rows say, whatever their order; ``status`` is filled in later, and ``copy`` is of the file."""
    return {
        repr((table, sorted((key, text) for key, text in row.items() if text and key not in {"status", "copy"})))
        for table, of_table in rows.items()
        for row in of_table
    }


def _drafts(
    study: Snapshot, tool: ToolDefinition, answers: Answers, session: str, source: str
) -> tuple[list[QueueItem], list[str]]:
    by_row: dict[tuple[str, str], dict[str, Answer]] = {}
    for answer in answers.answers:
        definition = tool.parts.get(answer.part)
        together = answer.sheet if definition and definition.kind == "questions" else answer.row
        by_row.setdefault((answer.part, together), {})[answer.name] = answer
    drafts = [
        (next(iter(of_row.values())).row, number, draft, of_row, _named(tool.parts[part]))
        for (part, _), of_row in by_row.items()
        for number, draft in enumerate(tool.parts[part].drafts if part in tool.parts else (), 1)
    ]
    made_as = _node_of(study, tool)
    if made_as and answers.feedback:
        said = {name: Answer("", FEEDBACK, name, "text", made_as, text) for name, text in answers.feedback.items()}
        drafts += [(FEEDBACK, number, draft, said, "") for number, draft in enumerate(_REMARKS, 1)]
    of_session = {f"scenario_{name}": in_line(text) for name, text in answers.session.items()}
    claims = SessionClaims(study, source, {"tool": made_as or tool.title, **of_session})
    items, unknown = [], []
    for row, number, draft, of_row, about in drafts:
        if _holds(draft, of_row):
            try:
                rows = claims.rows(f"{session}.{row}.{number}", draft, of_row, about)
            except NoClaim as reason:
                unknown.append(f"{row}: {reason}")
                continue
            summary = rows["claims"][0]["summary"]
            facts = {"session": session, "rows": json.dumps(rows, ensure_ascii=False)}
            question = f"Is this a claim of the session? {shortened(summary, _LONGEST)}"
            where = f"{answers.identity.tool}, session {session}, row {row}"
            subject = f"{session}: {row}, {number}: {summary}"
            items.append(QueueItem(CLAIM_OF_SESSION, subject, question, (ADD,), ADD, where, facts))
    return items, unknown


def _holds(draft: DraftDefinition, of_row: Mapping[str, Answer]) -> bool:
    """Whether a row has every answer that a draft needs; a tick that was taken back is none."""
    for name, values in draft.where.items():
        answer = of_row.get(name)
        if (
            answer is None
            or (values and answer.value not in values)
            or (answer.kind == "tick" and answer.value == "no")
        ):
            return False
    return True


def _node_of(study: Snapshot, tool: ToolDefinition) -> str:
    """The node that a study has for a tool: the one that says so, else the one of its title; empty where none is."""
    rows = [row for row in study.rows("tools").values() if row.get("tool")]
    for said in (lambda row: row.get("made_as", "").strip() == tool.name, lambda row: _is_called(row, tool.title)):
        if named := [row["tool"] for row in rows if said(row)]:
            return named[0] if len(named) == 1 else ""
    return ""


def _is_called(row: Mapping[str, str], title: str) -> bool:
    return name_key(row.get("label", "")) == name_key(title)


def _named(part: PartDefinition) -> str:
    """The answer that says what a blank row is about: the first one of a column with a text."""
    return next((column.answer for column in part.columns if column.text and column.answer), "")


def decide_claim(item: QueueItem, study: Snapshot) -> StudyChange:
    """The claim of a session that a person has confirmed, with the nodes and the verb that it needs."""
    try:
        rows = {
            str(table): [{str(name): str(text) for name, text in row.items()} for row in of_table]
            for table, of_table in json.loads(item.facts["rows"]).items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Undecidable("The item does not say which claim it is about.") from error
    tables = {}
    for table, of_table in rows.items():
        if table not in TABLES:
            raise Undecidable("The item does not say which claim it is about.")
        id_column = TABLES[table].id_column
        there = {row.get(id_column, "") for row in study.rows(table).values()}
        if append := [row for row in of_table if row.get(id_column, "") not in there]:
            tables[table] = TableChange(append=append)
    return StudyChange("queue", "a claim of a session", tables)
