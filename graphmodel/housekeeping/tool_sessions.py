"""Filled copies of tools become sessions of the study: sources, rows of tables, and drafts of claims in the queue."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphmodel.changes import StudyChange, TableChange
from graphmodel.housekeeping.import_ids import Today
from graphmodel.housekeeping.nodes import VERB, Node, Nodes, free_name
from graphmodel.housekeeping.references import references_of
from graphmodel.queue import QueueItem, Undecidable, asked, waiting, withdrawn
from graphmodel.schema import KINDS_BY_NAME, TABLES
from graphmodel.schema.reading import name_key
from graphmodel.schema.vocabularies import default_verb_rows
from graphmodel.snapshot import Snapshot
from graphmodel.tools.answers import Answer, Answers
from graphmodel.tools.blocks import FEEDBACK
from graphmodel.tools.definition import SLOT, DraftDefinition, PartDefinition, ToolDefinition
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
_UNSAFE = re.compile(r"[^\w.]+")


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
    by_labels = _is_made(study, "sources")
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


def _is_made(study: Snapshot, table: str) -> bool:
    """Whether a table is made from the labels in other tables, so that a label alone makes a row of it."""
    return table in study.tables and study.tables[table].made


def _session_id(answers: Answers, session: str) -> str:
    said = session or answers.session.get("session") or answers.identity.session
    end = _UNSAFE.sub("_", name_key(said)).strip("_.")[:40] if said else answers.digest
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
    nodes = Nodes(study)
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
    of_session = {f"scenario_{name}": _in_line(text) for name, text in answers.session.items()}
    common = {"tool": made_as or tool.title, **of_session}
    items, unknown = [], []
    for row, number, draft, of_row, named in drafts:
        if _holds(draft, of_row):
            made = _claim(study, nodes, common, draft, of_row, named, f"{session}.{row}.{number}", source)
            if isinstance(made, str):
                unknown.append(f"{row}: {made}")
                continue
            summary = made["claims"][0]["summary"]
            facts = {"session": session, "rows": json.dumps(made, ensure_ascii=False)}
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


def _claim(
    study: Snapshot,
    nodes: Nodes,
    common: Mapping[str, str],
    draft: DraftDefinition,
    of_row: Mapping[str, Answer],
    named: str,
    claim: str,
    source: str,
) -> dict[str, list[dict[str, str]]] | str:
    """The rows that a draft adds, by table; or why it cannot be a claim."""
    node = next((one.node for one in of_row.values() if one.node), "")
    on = next((one.sheet for one in of_row.values() if one.sheet), "")
    row, sheet = (_node(nodes, one) for one in (node, on))
    said = {name: _in_line(answer.value) for name, answer in of_row.items()}
    own = said.get(named, "")  # what a blank row is about
    words = {
        **common,
        **said,
        "row": node or own,
        "row_label": row.label if row else node or own,
        "sheet": on,
        "sheet_label": sheet.label if sheet else on,
    }
    cells, new = (
        {column: SLOT.sub(lambda match: words.get(match[1], ""), text).strip() for column, text in texts.items()}
        for texts in (draft.claim, draft.new)
    )
    verb = _verb(study, nodes, cells.get("predicate", ""))
    if verb is None:
        return f"the study has no verb {cells.get('predicate', '')!r}; the answer is kept and makes no claim."
    rows: dict[str, list[dict[str, str]]] = {}
    if nodes.get(verb["predicate"], VERB) is None:
        rows["predicates"] = [verb]
    for end in ("subject", "object"):
        kinds = tuple(kind.strip() for kind in verb[end].split("|"))
        found = nodes.meant(cells.get(end, ""), kinds) if cells.get(end) else None
        if found is None and not cells.get(end):
            return f"nothing says what its {end} is; the answer is kept and makes no claim."
        kind = KINDS_BY_NAME[found.kind if found else kinds[0]]
        says = cells.get("speaker") == cells[end] and kind.name == "actor"
        if found:
            cells[end] = found.id
        elif not _is_made(study, kind.table):  # else the label makes the node
            id_column = TABLES[kind.table].id_column
            table = rows.setdefault(kind.table, [])
            made = _new_id(nodes, kind.prefix, kind.name, cells[end], {row[id_column] for row in table})
            more = _cells_of(kind.table, new) if end == "subject" else {}
            table.append({**more, id_column: made, "label": cells[end]})
            cells[end] = made
        if says:
            cells["speaker"] = cells[end]
    if cells.get("speaker") not in (cells["subject"], cells["object"]):
        cells.pop("speaker", None)
    cells["predicate"] = verb["predicate"]
    certainty = {"certainty": "stated"} | {key: text for key, text in cells.items() if text}
    rows["claims"] = [{"claim": claim, "source": source, **certainty}]
    return rows


def _node(nodes: Nodes, name: str) -> Node | None:
    """The node of that id, of whatever kind."""
    return next((found for kind in KINDS_BY_NAME if name and (found := nodes.get(name, kind))), None)


def _cells_of(table: str, cells: Mapping[str, str]) -> dict[str, str]:
    """Those cells that a table has a column for, and that say something."""
    known = {column.name for column in TABLES[table].columns}
    return {name: text for name, text in cells.items() if text and name in known}


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


def _in_line(text: str) -> str:
    return " ".join(text.split())


def _verb(study: Snapshot, nodes: Nodes, text: str) -> dict[str, str] | None:
    """The verb that a text means: one of the study's, or a default one."""
    if (found := nodes.meant(text, (VERB,))) is not None:
        row = study.rows("predicates")[found.row]
        return {name: row.get(name, "") for name in ("predicate", "label", "subject", "object", "presence")}
    key = name_key(text)
    return next((dict(row) for row in default_verb_rows() if name_key(row["predicate"]) == key), None)


def _new_id(nodes: Nodes, prefix: str, kind: str, label: str, more: Iterable[str]) -> str:
    end = _UNSAFE.sub("_", name_key(label)).strip("_.")[:40] or "new"
    name = f"{prefix}{end}"
    used = {*more} | {name for name in (name,) if nodes.get(name, kind)}
    while name in used or nodes.get(name, kind):
        used.add(name)
        name = free_name(f"{prefix}{end}", used)
    return name


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
