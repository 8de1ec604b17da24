"""The file of a tool, ``tools/NAME/tool.toml``, read and checked.

The form is::

    title = "Objections and replies"
    purpose = "Know what people may say, and have an answer ready."
    audience = "anyone who raises the subject"
    minutes = 30
    people = "1 to 12"
    state = "piloted"
    version = "2"
    next = ["stakeholder-map"]

    [slots.objections]
    question = "tools/objections"
    options = { raised_by = "{raised_by}" }
    missing = "The study lists no objections. Fill its table `objections`."

    [[options]]
    name = "raised_by"
    kind = "actor"
    help = "only what this actor is said to raise"

    [[forms]]
    name = "full"
    title = "The full list"
    parts = ["list", "own"]
    paper = "a4 landscape"
    pages = 2

    [[parts]]
    name = "list"
    title = "What people may say, and what to answer"
    code = "O"
    rows = "objections"
    node = "objection"
    group = "group"

    [[parts.columns]]
    heading = "Objection"
    text = "{objection_label}"

    [[parts.columns]]
    heading = "Did the reply hold?"
    answer = "held"
    kind = "choice"
    choices = ["yes", "partly", "no"]

A slot is filled by a question of the bank; ``{name}`` in a text stands for a column of its answer, ``{option}`` in the
options of a slot for an option of the tool. A part has rows from a slot, or its own ``items``, or blank rows alone.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import get_args

from graphmodel.problems import QuestionError
from graphmodel.suggest import did_you_mean
from graphmodel.tools.blocks import BLOCKS
from graphmodel.tools.definition import (
    SLOT,
    STUDY_WORDS,
    AnswerKind,
    ColumnDefinition,
    DraftDefinition,
    Form,
    Item,
    Paper,
    PartDefinition,
    PartKind,
    Slot,
    ToolDefinition,
    ToolOption,
)
from graphmodel.tools.toml_sections import Section, read_sections
from graphmodel.wording import in_line

FILE = "tool.toml"
LARGEST = 1_000_000
"""Bytes of a definition: far more than the longest takes."""
MOST_COLUMNS, MOST_SIDE, MOST_POINTS = 26, 6, 30
"""A letter for each column; cards that are still large enough to read; the largest type."""
_NAME = re.compile(r"[a-z][a-z0-9-]{0,59}")
_WORD = re.compile(r"[a-z][a-z0-9_]{0,59}")
_CODE = re.compile(r"[A-RT-Z]")  # S is the scenario, and other blocks have codes of two letters


def read_definition(path: Path, name: str) -> ToolDefinition:
    """Read one definition.

    Args:
        path: its ``tool.toml``.
        name: of the tool.

    Raises:
        QuestionError: it is malformed; the message names the file, the line and what to do.
    """
    top = read_sections(path, LARGEST)
    if not _NAME.fullmatch(name):
        raise QuestionError(
            f"{path}: {in_line(name)!r} cannot be the name of a tool. Name the folder in small letters, digits and -."
        )
    return _tool(top, name)


def _tool(top: Section, name: str) -> ToolDefinition:
    slots = {}
    slots_section = top.section("slots")
    for key in slots_section.names():
        one = slots_section.section(key)
        slots[key] = Slot(
            key,
            one.get("question", str),
            one.pairs("options"),
            one.get("missing", str),
            one.get("most", int, 0),
            *(one.get(name, str, "") for name in ("spread", "node", "label")),
        )
        one.done()
    parts: dict[str, PartDefinition] = {}
    for section in top.sections("parts"):
        part = _part(section, slots)
        if part.name in parts or part.name in BLOCKS:
            raise section.wrong("name", f"another part is called {part.name} too", "Give it a name of its own.")
        parts[part.name] = part
    tool = ToolDefinition(
        name,
        top.path,
        top.get("title", str),
        top.get("purpose", str),
        top.get("audience", str),
        top.get("minutes", int),
        top.get("people", str),
        top.get("state", str, "draft"),
        top.get("version", str),
        top.texts("next", ()),
        slots,
        tuple(_option(section) for section in top.sections("options")),
        tuple(_form(section, parts) for section in top.sections("forms")),
        parts,
    )
    if not tool.forms:
        raise top.wrong(
            "forms", "there is no form", "Add a section [[forms]] with name, title, parts, paper and pages."
        )
    _check_slots(top, tool)
    top.done()
    return tool


def _check_slots(top: Section, tool: ToolDefinition) -> None:
    known = {option.name for option in tool.options} | {*STUDY_WORDS}
    of_sheets = {slot for part in tool.parts.values() if part.each for slot in part.slots}
    of_copy = {slot for part in tool.parts.values() if not part.each for slot in part.slots}
    of_copy |= {part.each for part in tool.parts.values()}
    for slot in tool.slots.values():
        if slot.name in of_sheets - of_copy:
            continue  # it may also take columns of the row that makes the sheet
        for text in slot.options.values():
            for name in SLOT.findall(text):
                if name not in known:
                    near = did_you_mean(name, known)
                    raise top.section("slots").wrong(
                        slot.name,
                        f"{slot.name} takes {{{name}}}, which is not an option.{near}",
                        "Add it to [[options]].",
                    )


def _option(section: Section) -> ToolOption:
    name = section.get("name", str)
    if not _WORD.fullmatch(name):
        raise section.wrong("name", f"{name!r} cannot be a name", "Use small letters, digits and _.")
    option = ToolOption(
        name,
        section.get("help", str),
        section.get("kind", str, ""),
        section.get("required", bool, False),
        section.get("default", str, ""),
        section.get("several", bool, False),
    )
    section.done()
    return option


def _form(section: Section, parts: Mapping[str, PartDefinition]) -> Form:
    papers = get_args(Paper)
    form = Form(
        section.get("name", str),
        section.get("title", str),
        section.texts("parts"),
        section.one_of("paper", papers, "a4"),  # type: ignore[arg-type]  # one of them
        section.get("pages", int, 2),
        section.get("points", int, 0),
    )
    if not 0 <= form.points <= MOST_POINTS:
        raise section.wrong("points", f"points = {form.points} is not a type size", f"Write 8 to {MOST_POINTS}.")
    for name in form.parts:
        if name not in parts and name not in BLOCKS:
            near = did_you_mean(name, [*parts, *BLOCKS])
            raise section.wrong("parts", f"there is no part {name!r}.{near}", "Name parts of this file or common ones.")
    codes = [parts[name].code for name in form.parts if name in parts and parts[name].code]
    if twice := {code for code in codes if codes.count(code) > 1}:
        raise section.wrong("parts", f"two parts of it have the code {min(twice)}", "Give each a letter of its own.")
    section.done()
    return form


def _part(section: Section, slots: Mapping[str, Slot]) -> PartDefinition:
    part = PartDefinition(
        section.get("name", str),
        section.get("title", str),
        section.get("help", str, ""),
        section.one_of("kind", get_args(PartKind), "table"),  # type: ignore[arg-type]  # one of them
        section.get("code", str, ""),
        section.get("rows", str, ""),
        section.get("node", str, ""),
        section.get("group", str, ""),
        tuple(_column(one) for one in section.sections("columns")),
        tuple(_item(one) for one in section.sections("items")),
        section.get("blank", int, 0),
        section.get("side", int, 4),
        section.get("most", int, 0),
        tuple(_draft(one) for one in section.sections("drafts")),
        section.get("each", str, ""),
        section.get("words", int, 0),
        section.get("claims", int, 0),
    )
    section.done()
    _check_slots_of(section, part, slots)
    answers = [column.answer for column in part.columns if column.answer]
    if len(part.columns) > MOST_COLUMNS:
        raise section.wrong("columns", f"there are more than {MOST_COLUMNS} columns", "Make two parts of it.")
    _check_kind(section, part, answers)
    if answers and not _CODE.fullmatch(part.code):
        raise section.wrong("code", "a part with answers needs a code", "Use one capital letter, but not S.")
    if twice := {name for name in answers if answers.count(name) > 1}:
        raise section.wrong("columns", f"two answers are called {min(twice)}", "Give each a name of its own.")
    for draft in part.drafts:
        for name in draft.where:
            if name not in answers:
                raise section.wrong("drafts", f"there is no answer {name!r}.{did_you_mean(name, answers)}", "Name one.")
    return part


def _check_kind(section: Section, part: PartDefinition, answers: Sequence[str]) -> None:
    if part.kind == "cards" and not (1 <= part.side <= MOST_SIDE and answers):
        raise section.wrong(
            "side", "cards need an answer and a side", f"Write side = 1 to {MOST_SIDE}, and one answer."
        )
    if part.kind == "discs" and not (part.columns and part.columns[0].text):
        raise section.wrong("columns", "discs need a text", "Write one column with text = ...")
    if part.kind == "bullets" and not (part.rows and len(part.columns) == 1 and part.columns[0].text):
        raise section.wrong(
            "columns", "lines need a slot and a text", "Write rows = ..., and one column with text = ..."
        )


def _check_slots_of(section: Section, part: PartDefinition, slots: Mapping[str, Slot]) -> None:
    for key, name in (("rows", part.rows), ("each", part.each), *(("items", item.rows) for item in part.items)):
        if name and name not in slots:
            near = did_you_mean(name, slots)
            raise section.wrong(key, f"there is no slot {name!r}.{near}", "Add it to [slots].")
    if part.each and not slots[part.each].label:
        raise section.wrong("each", f"the slot {part.each} has no label", "Write there label = the column for titles.")


def _column(section: Section) -> ColumnDefinition:
    column = ColumnDefinition(
        section.get("heading", str),
        section.get("text", str, ""),
        section.get("answer", str, ""),
        section.one_of("kind", get_args(AnswerKind), "text"),  # type: ignore[arg-type]  # one of them
        section.texts("choices", ()),
        section.get("width", int, 1),
        section.get("inferred", str, ""),
        section.get("most", int, 0),
        section.get("lines", int, 1),
        section.get("open", bool, False),
    )
    section.done()
    if not column.text and not column.answer:
        raise section.wrong("", "the column has neither text nor answer", "Add text = ... or answer = ...")
    if column.answer and not _WORD.fullmatch(column.answer):
        raise section.wrong("answer", f"{column.answer!r} cannot be a name", "Use small letters, digits and _.")
    if column.open and not (column.text and column.answer):
        raise section.wrong("open", "an open column has a text and an answer", "Add both, or leave out open.")
    if (column.kind == "choice") is not bool(column.choices):
        raise section.wrong("kind", "a choice has choices, and nothing else has", 'Write choices = ["yes", "no"].')
    return column


def _item(section: Section) -> Item:
    text, fact = section.get("text", str), section.get("fact", str, "")
    printed = ColumnDefinition(text, fact, inferred=section.get("inferred", str, ""), most=section.get("most", int, 0))
    item = Item(
        text,
        section.get("help", str, ""),
        section.pairs("options"),
        section.get("rows", str, ""),
        printed if fact else None,
        section.pairs("texts"),
    )
    section.done()
    return item


def _draft(section: Section) -> DraftDefinition:
    where = section.get("where", dict, {})
    values = {}
    for name, words in where.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise section.wrong("where", f"{name} is not a list of texts", 'Write it as { held = ["yes"] }.')
        values[str(name)] = tuple(words)
    draft = DraftDefinition(values, section.pairs("claim"), section.pairs("new"))
    section.done()
    return draft
